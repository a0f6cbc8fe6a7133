"""auditor.toml: packs, the gate's policy, limits and choices of rules; a closed schema."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError, reason_of
from auditor.files import read_whole
from auditor.records.letter import OPEN, Letter
from auditor.records.rule import FAMILIES, SEVERITIES, Severity

FILE_NAME = "auditor.toml"
# 64 MiB: a department's budget is a few MiB even as a scan; anything larger is a mistake or an attack.
DEFAULT_MAX_BYTES = 64 * 1024 * 1024
_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Policy:
    """What blocks: findings of at least ``fail_on`` and ``min_confidence`` in the families chosen.

    ``families`` empty means all; ``exclude`` is taken off them. ``allow_partial`` lets a document that was only
    partly read be judged by what was read; an unreadable one never passes. ``require`` names families and rules that
    must have run, or have nothing to judge, on every document.
    """

    fail_on: Severity = "error"
    min_confidence: float = 0.0
    families: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    allow_partial: bool = False
    require: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader unpacks and keeps; what is over it is left out and said, or the file is refused.

    ``max_unpacked`` is bytes in all that an archive or office file may unfold to, ``max_ratio`` the compression that
    is still believed, ``max_cells`` the cells of one table, ``max_members`` the files in an archive. Of a PDF or a
    picture ``max_pages`` are read in ``max_seconds`` (asked between pages, without OCR), ``max_scans`` of them by OCR.
    The defaults hold a province's largest budget several times over and keep memory below about 1 GB.
    ``timeout`` is seconds and ``memory`` MiB for all work on one document (bounds.py), 0 without bound: a program that
    calls this one is not bounded unless it wishes, a command is.
    """

    max_unpacked: int = 128 * 1024 * 1024
    max_ratio: int = 200
    max_cells: int = 500_000
    max_members: int = 1000
    max_pages: int = 1000
    max_seconds: int = 120
    max_scans: int = 100
    timeout: float = 0
    memory: int = 0


COMMAND = Limits(timeout=600, memory=2048)


@dataclass(frozen=True, slots=True)
class Config:
    """What auditor.toml says; ``source`` is the file it came from, "" for the defaults.

    ``second_opinion`` is a folder with a masked language model that is asked about wrong characters, too; ``words``
    is a file of words that stay as they are.
    ``letter`` is what the bureau says of itself in a 整改通知.
    ``layout`` is the name or the file of the layout by which tables are read, "" where the evidence decides.
    """

    packs: tuple[str, ...] = ()
    policy: Policy = Policy()
    max_bytes: int = DEFAULT_MAX_BYTES
    limits: Limits = COMMAND
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    second_opinion: Path | None = None
    words: Path | None = None
    layout: str = ""
    letter: Letter = OPEN
    source: str = ""


def load_config(path: Path | None = None, folder: Path | None = None) -> Config:
    """Return the configuration of ``path``, else of auditor.toml in ``folder`` (default: here), else the defaults.

    Raises ConfigError, one sentence with file and line, where the file is missing or does not follow the schema.
    """
    if path is None:
        path = (folder or Path()) / FILE_NAME
        if not path.is_file():
            return Config()
    source = path.as_posix()
    try:
        text = read_whole(path, _LARGEST).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ConfigError("配置文件不是 UTF-8 编码，请另存为 UTF-8 后再试。", source=source) from None
    except OSError as reason:
        raise ConfigError(f"无法读取配置文件（{reason_of(reason)}），请检查路径。", source=source) from None
    return parse_config(text, source, path.parent)


def parse_config(text: str, source: str = FILE_NAME, folder: Path = Path()) -> Config:
    """Return the configuration written in ``text``; relative pack folders are taken from ``folder``."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        match = re.search(r"line (\d+)", str(reason))
        line = int(match.group(1)) if match else None
        raise ConfigError("不是合法的 TOML，请检查引号、方括号和等号。", source=source, line=line) from None
    _check(data, text, source)
    gate, rules, limits = data.get("gate", {}), data.get("rules", {}), data.get("limits", {})
    proofread = data.get("proofread", {})
    opinion, words = proofread.get("second_opinion", ""), proofread.get("words", "")
    policy = Policy(
        fail_on=gate.get("fail_on", "error"),
        min_confidence=float(gate.get("min_confidence", 0.0)),
        families=tuple(gate.get("families", ())),
        exclude=tuple(gate.get("exclude", ())),
        allow_partial=gate.get("allow_partial", False),
        require=tuple(gate.get("require", ())),
    )
    return Config(
        packs=tuple(_located(pack, folder) for pack in data.get("packs", ())),
        policy=policy,
        max_bytes=limits.get("max_bytes", DEFAULT_MAX_BYTES),
        limits=replace(COMMAND, **{name: value for name, value in limits.items() if name != "max_bytes"}),
        enable=tuple(rules.get("enable", ())),
        disable=tuple(rules.get("disable", ())),
        severity=_flat(rules.get("severity", {})),
        second_opinion=folder / opinion if opinion else None,
        words=folder / words if words else None,
        layout=_layout(data.get("layout", ""), folder),
        letter=Letter(**data.get("notice", {})),
        source=source,
    )


def _layout(name: str, folder: Path) -> str:
    """Return the name of a layout, or the path of its file taken from ``folder``."""
    return (folder / name).as_posix() if name.endswith((".yaml", ".yml")) else name


def _located(pack: str, folder: Path) -> str:
    """Return a pack written as a path relative to ``folder``; a bare name stays."""
    return pack if not set(pack) & {"/", "\\"} or Path(pack).is_absolute() else (folder / pack).as_posix()


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return a table with dotted keys: ``unit.x = "info"`` without quotes is a table within a table in TOML."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def _check(data: Mapping[str, Any], text: str, source: str) -> None:
    """Raise ConfigError where a table or key is unknown or a value is not what it should be."""
    for key, value in data.items():
        if key in _TABLES and isinstance(value, dict):
            for inner, item in value.items():
                _check_key(f"{key}.{inner}", item, text, source)
        else:
            _check_key(key, value, text, source)


def _check_key(key: str, value: Any, text: str, source: str) -> None:
    """Raise ConfigError where ``key`` is unknown or its value has a fault."""
    line = _line_of(key, text)
    if key not in _FAULTS:
        from difflib import get_close_matches

        near = get_close_matches(key, [*_FAULTS, *_TABLES], n=1, cutoff=0.5)
        hint = f"，是否想写“{near[0]}”" if near else ""
        raise ConfigError(f"不认识的配置项“{key}”{hint}。", source=source, line=line)
    fault = _FAULTS[key](value)
    if fault:
        raise ConfigError(f"配置项“{key}”{fault}。", source=source, line=line)


def _line_of(key: str, text: str) -> int | None:
    """Return the 1-based line where the last part of ``key`` is written, searched after its table's heading."""
    table, _, name = key.rpartition(".")
    lines, start = text.splitlines(), 0
    if table:
        headings = (index for index, line in enumerate(lines) if re.match(rf"\s*\[\s*{re.escape(table)}\b", line))
        start = next(headings, 0)
    pattern = re.compile(rf"""\s*(?:\[+\s*)?["']?(?:{re.escape(table)}\.)?{re.escape(name)}["']?\s*(?:=|\]|\.)""")
    return next((index + 1 for index in range(start, len(lines)) if pattern.match(lines[index])), None)


def _texts(value: Any) -> str:
    """Return the fault of a list of texts."""
    return "" if isinstance(value, list) and all(isinstance(item, str) and item for item in value) else "应为文字的列表"


def _families(value: Any) -> str:
    """Return the fault of a list of families."""
    if _texts(value):
        return _texts(value)
    unknown = [item for item in value if item not in FAMILIES]
    return f"中没有“{unknown[0]}”这一族，可选：{'、'.join(FAMILIES)}" if unknown else ""


def _severity(value: Any) -> str:
    """Return the fault of a severity."""
    return "" if value in SEVERITIES else f"的值“{value}”无效，可选：{'、'.join(SEVERITIES)}"


def _severities(value: Any) -> str:
    """Return the fault of the table rule → severity."""
    if not isinstance(value, dict):
        return "应为“规则名 = 级别”的表"
    return next((fault for level in _flat(value).values() if (fault := _severity(level))), "")


def _share(value: Any) -> str:
    """Return the fault of a number from 0 to 1."""
    fine = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return "" if fine else f"的值“{value}”无效，应为 0 到 1 之间的数"


def _size(value: Any) -> str:
    """Return the fault of a number of bytes."""
    return f"{_count(value)}（字节）" if _count(value) else ""


def _count(value: Any) -> str:
    """Return the fault of a positive whole number."""
    fine = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return "" if fine else f"的值“{value}”无效，应为正整数"


def _seconds(value: Any) -> str:
    """Return the fault of a time."""
    fine = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return "" if fine else f"的值“{value}”无效，应为大于 0 的秒数"


def _text(value: Any) -> str:
    """Return the fault of a text."""
    return "" if isinstance(value, str) else "应为文字"


_TABLES = ("gate", "limits", "notice", "proofread", "rules")
_FAULTS: dict[str, Callable[[Any], str]] = {
    "packs": _texts,
    "layout": lambda value: "" if isinstance(value, str) and value else "应为版式的名称或文件",
    "gate.fail_on": _severity,
    "gate.min_confidence": _share,
    "gate.families": _families,
    "gate.exclude": _families,
    "gate.require": _texts,
    "gate.allow_partial": lambda value: "" if isinstance(value, bool) else "应为 true 或 false",
    "limits.max_bytes": _size,
    "limits.max_unpacked": _size,
    "limits.max_ratio": _count,
    "limits.max_cells": _count,
    "limits.max_members": _count,
    "limits.max_pages": _count,
    "limits.max_seconds": _count,
    "limits.max_scans": _count,
    "limits.timeout": _seconds,
    "limits.memory": lambda value: "" if value == 0 else _count(value),
    "notice.number": _text,
    "notice.issuer": _text,
    "notice.deadline": _text,
    "notice.contact": _text,
    "proofread.second_opinion": lambda value: "" if isinstance(value, str) else "应为文件夹的路径（文字）",
    "proofread.words": lambda value: "" if isinstance(value, str) else "应为词表文件的路径（文字），一行一词",
    "rules.enable": _texts,
    "rules.disable": _texts,
    "rules.severity": _severities,
}
