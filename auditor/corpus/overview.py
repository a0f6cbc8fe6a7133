"""What the summary of a folder shows, read from the store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from auditor.corpus.results import report_link
from auditor.corpus.store import Store
from auditor.records.rule import FAMILIES, SEVERITIES

_WORST, _WORST_OF_ONE = 60, 3
_ACROSS = 500


@dataclass(frozen=True, slots=True)
class Document:
    """One document in the ranking; ``report`` is the link to its HTML report, "" where there is none."""

    rank: int
    source: str
    department: str
    year: int | None
    status: str
    projects: int
    indicators: int
    error: int
    warning: int
    info: int
    problems: tuple[str, ...]
    report: str


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a list; ``related`` are places in other documents as the store keeps them."""

    source: str
    department: str
    report: str
    severity: str
    family: str
    code: str
    project: str
    indicator: str
    message: str
    evidence: str
    suggestion: str
    related: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """A folder at a glance: documents from worst to best, findings by family, the worst, those across documents.

    ``across`` holds at most 500 findings of ``across_total``. ``families``: (family, error, warning, info).
    """

    folder: str
    documents: tuple[Document, ...]
    families: tuple[tuple[str, int, int, int], ...]
    worst: tuple[Found, ...]
    across: tuple[Found, ...]
    across_total: int

    @property
    def unread(self) -> tuple[Document, ...]:
        """Return the documents that were not read, or only in part."""
        return tuple(one for one in self.documents if one.status != "ok")

    @property
    def counts(self) -> dict[str, int]:
        """Return the findings of all documents by severity, those across documents not counted."""
        return {level: sum(getattr(one, level) for one in self.documents) for level in SEVERITIES}


def overview(store: Store, folder: str) -> Overview:
    """Return the overview of the documents of ``folder`` in the store."""
    total = store.query(f"SELECT count(*) {_FROM} WHERE f.across AND d.folder = ?", [folder])[0][0]
    return Overview(
        folder,
        _documents(store, folder),
        _families(store, folder),
        _worst(store, folder),
        _across(store, folder),
        total,
    )


_FROM = "FROM findings f JOIN documents d USING (document_id)"
_FOUND = (
    "d.source, d.department, d.key, d.status, f.severity, f.family, f.code, f.project_name, f.indicator, f.message,"
    " f.evidence, f.suggestion, f.related"
)
_RANK = "CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"


def _documents(store: Store, folder: str) -> tuple[Document, ...]:
    """Return the documents, those with most errors first, unreadable ones last."""
    rows = store.query(
        "SELECT source, department, year, status, projects, indicators, error, warning, info, problems, key"
        " FROM documents WHERE folder = ?"
        " ORDER BY status = 'unreadable', error DESC, warning DESC, info DESC, source",
        [folder],
    )
    found = []
    for rank, (*head, problems, key) in enumerate(rows, start=1):
        values: list[Any] = [rank, *head, tuple(json.loads(problems)), _report(key, head[3])]
        found.append(Document(*values))
    return tuple(found)


def _families(store: Store, folder: str) -> tuple[tuple[str, int, int, int], ...]:
    """Return the families with findings and their counts by severity, in the order of the catalogue."""
    counts: dict[str, dict[str, int]] = {}
    query = f"SELECT f.family, f.severity, count(*) {_FROM} WHERE d.folder = ? GROUP BY ALL"
    for family, severity, count in store.query(query, [folder]):
        counts.setdefault(family, {})[severity] = count
    names = [*FAMILIES, *sorted(set(counts) - set(FAMILIES))]
    return tuple(
        (name, *(counts[name].get(level, 0) for level in SEVERITIES))  # type: ignore[misc]
        for name in names
        if name in counts
    )


def _worst(store: Store, folder: str) -> tuple[Found, ...]:
    """Return the gravest and surest findings, at most three of a document."""
    rows = store.query(
        f"SELECT {_FOUND} {_FROM} WHERE d.folder = ? AND NOT f.across"
        f" QUALIFY row_number() OVER (PARTITION BY f.document_id ORDER BY {_RANK}, f.confidence DESC, f.fingerprint)"
        f" <= {_WORST_OF_ONE} ORDER BY {_RANK}, f.confidence DESC, d.error DESC, d.source, f.fingerprint"
        f" LIMIT {_WORST}",
        [folder],
    )
    return tuple(_found(row) for row in rows)


def _across(store: Store, folder: str) -> tuple[Found, ...]:
    """Return the findings across documents that start from one of this folder, gravest first."""
    rows = store.query(
        f"SELECT {_FOUND} {_FROM} WHERE d.folder = ? AND f.across"
        f" ORDER BY {_RANK}, f.confidence DESC, f.code, d.source, f.fingerprint LIMIT {_ACROSS}",
        [folder],
    )
    return tuple(_found(row) for row in rows)


def _found(row: tuple[Any, ...]) -> Found:
    """Return a finding from a row of ``_FOUND``."""
    source, department, key, status, *rest, related = row
    values: list[Any] = [source, department, _report(key, status), *rest, tuple(json.loads(related))]
    return Found(*values)


def _report(key: str, status: str) -> str:
    """Return the link to the report of a document, "" where it could not be read."""
    return report_link(key) if status != "unreadable" else ""
