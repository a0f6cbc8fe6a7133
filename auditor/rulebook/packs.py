"""Packs: folders of YAML under rules/ or anywhere, found by name or path, layered in the order of their needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.errors import RuleError
from auditor.rulebook.yamlfile import Entry, entries, read_text
from auditor.text.nearest import hint
from auditor.text.units import UNITS

MANIFEST = "pack.yaml"
_MANIFEST_KEYS = ("title", "description", "requires")
# Folders and files under rules/ that are no packs and no rules.
_NOT_PACKS = frozenset({"lexicons", "layouts"})
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack: its name, its folder, how messages show that folder, and which packs must come before it."""

    name: str
    folder: Path
    shown: str
    title: str = ""
    description: str = ""
    requires: tuple[str, ...] = ()

    def files(self) -> tuple[tuple[Path, str], ...]:
        """Return the rule files, sorted, each with the way messages show it."""
        found = (path for path in self.folder.iterdir() if path.suffix in _SUFFIXES and path.name != MANIFEST)
        return tuple((path, f"{self.shown}/{path.name}") for path in sorted(found))


def rules_folder() -> Path:
    """Return the folder rules/ of this installation; raises RuleError where the installation is incomplete."""
    from auditor.resources import folder

    try:
        return folder("rules")
    except FileNotFoundError as reason:
        raise RuleError(str(reason)) from None


def named_packs(root: Path) -> tuple[str, ...]:
    """Return the names of the packs that came with the installation: folders of ``root`` that hold YAML."""
    found = (path for path in root.iterdir() if path.is_dir() and path.name not in _NOT_PACKS)
    return tuple(sorted(path.name for path in found if any(path.glob("*.y*ml"))))


def resolve(wanted: Sequence[str | Path], root: Path) -> tuple[Pack, ...]:
    """Return the packs of ``wanted`` (names or folders) in order, what each requires before it, none twice.

    Raises RuleError where a pack does not exist, its pack.yaml is malformed, or packs require each other in a circle.
    """
    chosen: dict[Path, Pack] = {}
    for item in wanted:
        _visit(item, root, chosen, ())
    return tuple(chosen.values())


def _visit(item: str | Path, root: Path, chosen: dict[Path, Pack], trail: tuple[str, ...]) -> None:
    """Put ``item`` into ``chosen`` after everything that it requires."""
    pack = _open(item, root)
    if pack.folder in chosen:
        return
    if pack.name in trail:
        raise RuleError(f"规则包互相依赖成环：{' → '.join((*trail, pack.name))}。", source=pack.shown)
    for need in pack.requires:
        _visit(need, root, chosen, (*trail, pack.name))
    chosen[pack.folder] = pack


def _open(item: str | Path, root: Path) -> Pack:
    """Return the pack called ``item``: a name under ``root``, else a folder given by its path."""
    text = str(item)
    inside = root / text
    is_name = isinstance(item, str) and text not in ("", ".", "..") and not set(text) & {"/", "\\"}
    if is_name and inside.is_dir() and text not in _NOT_PACKS:
        return _described(Pack(text, inside.resolve(), f"rules/{text}"))
    path = Path(item)
    if path.is_dir():
        if not any(path.glob("*.y*ml")) and not any((path / name).exists() for name in (*_NOT_PACKS, UNITS)):
            raise RuleError("这个文件夹里没有规则（YAML 文件），不是规则包。", source=path.as_posix())
        return _described(Pack(path.resolve().name, path.resolve(), path.as_posix()))
    known = named_packs(root)
    raise RuleError(f"找不到规则包“{text}”{hint(text, known)}；可用的规则包：{'、'.join(known)}，或给出一个目录。")


def _described(pack: Pack) -> Pack:
    """Return ``pack`` with what its pack.yaml says; raises RuleError with file and line."""
    path = pack.folder / MANIFEST
    if not path.is_file():
        return pack
    source = f"{pack.shown}/{MANIFEST}"
    found = entries(read_text(path, source), source)
    if not found:
        return pack
    entry = found[0]
    for key, value in entry.values.items():
        if key not in _MANIFEST_KEYS:
            raise entry.fail(f"不认识的键“{key}”{hint(key, _MANIFEST_KEYS)}。", key)
        _check_value(entry, key, value)
    values = entry.values
    title, description = values.get("title", ""), values.get("description", "")
    return Pack(pack.name, pack.folder, pack.shown, title, description, tuple(values.get("requires") or ()))


def _check_value(entry: Entry, key: str, value: Any) -> None:
    """Raise RuleError where a value of pack.yaml has the wrong shape."""
    if key == "requires":
        fine = isinstance(value, list) and all(isinstance(name, str) for name in value)
    else:
        fine = isinstance(value, str)
    if not fine:
        raise entry.fail(f"键“{key}”应为{'规则包名的列表，如 [core]' if key == 'requires' else '文字'}。", key)
