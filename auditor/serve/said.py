"""Decisions of the page on disk: one file beside each document, which the command line reads, too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import Any

from auditor.engine.decisions import dump, merge
from auditor.engine.waivers import key_of, load_waivers, parse_waivers
from auditor.errors import ConfigError, reason_of
from auditor.files import save_whole
from auditor.records.report import Waiver
from auditor.records.standing import FALSE_ALARM

SUFFIX = ".处理意见.audit.json"
_OWN = ("fingerprint", "department", "who", "year", "sha256", "document")
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_MOST_LOOKED_AT = 20_000


def beside(folder: Path, label: str, digest: str) -> Path:
    """Return where the decisions on a document are: beside the file of its content, else in ``folder``."""
    base = PurePosixPath(label).name
    for number, path in enumerate(_named(folder, label.partition("!/")[0])):
        if number >= _MOST_LOOKED_AT:
            break
        if _digest(path) == digest or "!/" in label:
            return path.with_name(_fit(base) + SUFFIX)
    return folder / (_fit(base) + SUFFIX)


def _named(folder: Path, label: str) -> Iterable[Path]:
    """Yield the files of a document's name below a folder, the one at its own place first."""
    own = folder / label
    with suppress(OSError, ValueError):
        if own.resolve().is_relative_to(folder.resolve()) and own.is_file():
            yield own
    base = PurePosixPath(label).name
    # A pattern of rglob would take [ and * in a name for its own.
    yield from (path for path in folder.rglob("*") if path.name == base and path.is_file())


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _fit(name: str) -> str:
    """Return a file name that every system takes; a long one keeps its beginning and stays its own."""
    fit = _UNFIT.sub("_", name).strip(" .") or "文件"
    if len(fit.encode()) > 150:
        fit = f"{fit[:40]}-{sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return fit


@dataclass
class Said:
    """What was decided on one document: ``brought`` stood in its file before, ``fault`` says why that is not read."""

    path: Path
    brought: tuple[Waiver, ...] = ()
    fault: str = ""
    _written: set[Any] = field(default_factory=set)

    @classmethod
    def of(cls, path: Path) -> Said:
        """Return what the file holds; a file that is no decisions file is left as it is."""
        if not path.exists():
            return cls(path)
        try:
            return cls(path, load_waivers(path))
        except ConfigError as error:
            return cls(path, fault=f"{path.name} 读不出来，处理意见不会保存：{error.message}")

    @property
    def decisions(self) -> tuple[Waiver, ...]:
        """Return what the file holds now."""
        return load_waivers(self.path) if not self.fault and self.path.exists() else ()

    def save(self, rows: Sequence[Waiver]) -> None:
        """Write what the page holds into the file, beside what others wrote there.

        Raises ConfigError where it cannot be written, or was no decisions file.
        """
        if self.fault:
            raise ConfigError(self.fault)
        others = [one for one in self.decisions if key_of(one) not in self._written]
        back = [one for one in self.brought if key_of(one) in self._written]
        made = merge([others, back, rows]).decisions
        self._written |= {key_of(one) for one in rows}
        if made == self.decisions:
            return
        try:
            save_whole(self.path, dump(merge([made])).encode())
        except OSError as error:
            message = f"处理意见写不进 {self.path.name}（{reason_of(error)}），请检查文件夹的权限。"
            raise ConfigError(message) from None


def rows_of(
    entries: Iterable[dict[str, Any]], prints: frozenset[str], foreign: frozenset[str]
) -> tuple[tuple[Waiver, ...], int]:
    """Return the decisions of the page that can be kept, and how many still lack a reviewer or a reason.

    ``prints`` are the fingerprints of the document; rows on other documents of the page (``foreign``) are theirs.
    Raises ConfigError where a row does not follow the schema of decision files.
    """
    rows = [one for one in entries if one.get("fingerprint") in prints]
    rows = [one for one in rows if one.get("sha256") not in foreign]
    whole = [{key: value for key, value in one.items() if value} for one in rows if _is_whole(one)]
    # Of one reviewer's rows on a finding in a document the later one counts.
    by = {tuple(one.get(key) for key in _OWN): one for one in sorted(whole, key=lambda one: str(one.get("when", "")))}
    text = json.dumps({"decisions": list(by.values())}, ensure_ascii=True)
    return parse_waivers(text, "页面"), len(rows) - len(whole)


def _is_whole(row: dict[str, Any]) -> bool:
    """Return whether a decision is signed, and a false alarm says why."""
    signed = bool(str(row.get("who", "")).strip())
    return signed and (row.get("decision") != FALSE_ALARM or bool(str(row.get("why", "")).strip()))
