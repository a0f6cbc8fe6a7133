"""What a batch need not do again: files that are as it last read them, and a run that would change nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from auditor.corpus import schema
from auditor.corpus.results import Results
from auditor.corpus.store import Store, opened
from auditor.readers.zipped import SEPARATOR
from auditor.records.report import Waiver

# A file changed this shortly before it was looked at could change again and bear the same time (as in Git's index).
_RACY = 2_000_000_000


class Read(NamedTuple):
    """A document of a run: its label, the key of its result, and the stamp of its file before it was read."""

    label: str
    key: str
    stamp: str = ""


class Before(NamedTuple):
    """What the last run knew of a document."""

    key: str
    stamp: str
    status: str


@dataclass(frozen=True, slots=True)
class Last:
    """The last finished state of a folder in a store: its documents by label, and what it was made of (``mark``)."""

    documents: Mapping[str, Before] = field(default_factory=dict)
    mark: str = ""


def last(store: Path, folder: str, place: str) -> Last:
    """Return the last finished state of ``folder``, an empty one where there is none or an older program wrote it.

    Raises ConfigError where the store cannot be read, or holds documents of another ``place`` under this name.
    """
    if not store.is_file():
        return Last()
    with opened(store, read_only=True) as known:
        known.check_claim(folder, place)
        if known.query("SELECT max(version) FROM schema_version")[0][0] < schema.VERSION:
            return Last()
        rows = known.query("SELECT source, key, stamp, status FROM documents WHERE folder = ?", [folder])
        marks = known.query("SELECT mark FROM settled WHERE folder = ?", [folder])
        return Last({label: Before(*rest) for label, *rest in rows}, marks[0][0] if marks else "")


def stamp_of(path: str, system: str) -> str:
    """Return what the system says of a file and what else its result depends on; "" where that is not to be trusted."""
    outer = path if SEPARATOR not in path or Path(path).exists() else path.partition(SEPARATOR)[0]
    try:
        # Asked of every document of a run without news: a Path would cost as much as the question.
        found = os.stat(outer)  # noqa: PTH116
    except (OSError, ValueError):
        return ""
    if max(found.st_mtime_ns, found.st_ctime_ns) > time.time_ns() - _RACY:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}-{system}"


def same(before: Before | None, stamp: str, results: Results, bounds: str) -> bool:
    """Return whether a file is as it was and its result is there under the bounds of now."""
    if before is None or not stamp or before.stamp != stamp:
        return False
    return results.name_of(before.key.partition(".")[0], bounds) == before.key


def mark_of(store: Store, home: Path, system: str, waivers: Iterable[Waiver], day: str) -> str:
    """Return what a run is made of: the contents of the store, the program and the rules, where it writes, decisions.

    Decisions end on a day: with any of them a run of another day is another run.
    """
    given = sorted(map(repr, waivers))
    dated = day if given or store.query("SELECT count(*) FROM decisions")[0][0] else ""
    rest = sha256(f"{home.resolve()}|{system}|{given}|{dated}".encode("utf-8", "replace")).hexdigest()
    return f"{_contents(store)}|{rest}"


def _contents(store: Store) -> str:
    """Return what stands for all documents and decisions in a store."""
    documents = "count(*), bit_xor(hash(hash(document_id, key, folder, source)))"
    decisions = "count(*), bit_xor(hash(hash(fingerprint, who, why, until, decision, remark, year, document)))"
    rows = [*store.query(f"SELECT {documents} FROM documents"), *store.query(f"SELECT {decisions} FROM decisions")]
    return "-".join(str(value) for row in rows for value in row)
