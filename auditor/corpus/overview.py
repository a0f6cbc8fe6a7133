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
    """One document in the ranking; ``report`` is the link to its HTML report, "" where there is none.

    ``decided`` and ``waived`` count findings by their decisions, ``earlier`` those that only have earlier opinions.
    """

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
    decided: int = 0
    waived: int = 0
    earlier: int = 0

    @property
    def total(self) -> int:
        """Return how many findings it has."""
        return self.error + self.warning + self.info


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
    state: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """A folder at a glance: documents from worst to best, findings by family, the worst, those across documents.

    ``across`` holds at most 500 findings of ``across_total``. ``families``: (family, error, warning, info).
    ``twice`` are documents of one content under several names.
    """

    folder: str
    documents: tuple[Document, ...]
    families: tuple[tuple[str, int, int, int], ...]
    worst: tuple[Found, ...]
    across: tuple[Found, ...]
    across_total: int
    twice: tuple[tuple[str, ...], ...] = ()

    @property
    def progress(self) -> dict[str, int]:
        """Return how many findings of the documents there are, were decided on, are waived, have earlier opinions."""
        return {
            name: sum(getattr(one, name) for one in self.documents)
            for name in ("total", "decided", "waived", "earlier")
        }

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
        _twice(store, folder),
    )


_FROM = "FROM decided_findings f JOIN documents d USING (document_id)"
_FOUND = (
    "d.source, d.department, d.key, d.status, f.severity, f.family, f.code, f.project_name, f.indicator, f.message,"
    " f.evidence, f.suggestion, f.related, f.state"
)
_RANK = "CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"


# How many findings of a document were decided on, how many of them pass, and how many have earlier opinions only.
_MADE = (
    "SELECT document_id, count(*) AS decided, count(*) FILTER (state IN ('误报', '豁免')) AS waived"
    " FROM decided_findings WHERE NOT across AND state NOT IN ('', '待核实') GROUP BY document_id"
)
_OLD = (
    "SELECT document_id, count(DISTINCT f.rowid) AS earlier FROM findings f JOIN bearings b"
    " USING (document_id, across, fingerprint) LEFT JOIN finding_states s USING (document_id, across, fingerprint)"
    " WHERE NOT across AND b.bearing = 'earlier' AND coalesce(s.state, '待核实') = '待核实' GROUP BY document_id"
)


def _twice(store: Store, folder: str) -> tuple[tuple[str, ...], ...]:
    """Return the documents of one content, each group in the order of their names."""
    rows = store.query(
        "SELECT list(source ORDER BY source) FROM documents WHERE folder = ? AND sha256 <> ''"
        " GROUP BY sha256 HAVING count(*) > 1 ORDER BY min(source)",
        [folder],
    )
    return tuple(tuple(names) for (names,) in rows)


def _documents(store: Store, folder: str) -> tuple[Document, ...]:
    """Return the documents, those with most errors first, unreadable ones last."""
    rows = store.query(
        "SELECT source, department, year, status, projects, indicators, error, warning, info, problems, key,"
        " coalesce(made.decided, 0), coalesce(made.waived, 0), coalesce(old.earlier, 0)"
        f" FROM documents LEFT JOIN ({_MADE}) made USING (document_id) LEFT JOIN ({_OLD}) old USING (document_id)"
        " WHERE folder = ? ORDER BY status = 'unreadable', error DESC, warning DESC, info DESC, source",
        [folder],
    )
    found = []
    for rank, (*head, problems, key, decided, waived, earlier) in enumerate(rows, start=1):
        values: list[Any] = [rank, *head, tuple(json.loads(problems)), _report(key, head[3])]
        values += [decided, waived, earlier]
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
    source, department, key, status, *rest, related, state = row
    values: list[Any] = [source, department, _report(key, status), *rest, tuple(json.loads(related)), state]
    return Found(*values)


def _report(key: str, status: str) -> str:
    """Return the link to the report of a document, "" where it could not be read."""
    return report_link(key) if status != "unreadable" else ""
