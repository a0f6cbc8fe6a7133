"""A baseline: the findings that were there when a gate was first put before the documents of a year."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.records.finding import Finding


@dataclass(frozen=True, slots=True)
class Old:
    """One old finding, ``count`` times in a document of ``year`` (0: the document does not say).

    ``owners`` are the documents that it is about: their departments, the file name of one that names none.
    ``rule`` and ``note`` say to a reader of the file which finding it is.
    """

    fingerprint: str
    rule: str
    owners: tuple[str, ...]
    year: int = 0
    count: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a baseline did to a report: the findings that it hides, and the entries that are gone from the documents."""

    hidden: tuple[Finding, ...] = ()
    stale: tuple[Old, ...] = ()
