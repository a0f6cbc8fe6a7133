"""What the summary of a folder shows, read from the store."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from auditor.corpus.results import link_to, report_name
from auditor.corpus.stakes import weigh
from auditor.corpus.store import Store
from auditor.records.rule import FAMILIES, SEVERITIES, Severity

_WORST, _WORST_OF_ONE = 60, 3
_ACROSS = 500


@dataclass(frozen=True, slots=True)
class Document:
    """One document in the ranking; ``report`` is the link to its HTML report, a ``file``; "" where there is none.

    ``decided`` and ``waived`` count findings by their decisions, ``earlier`` those that only have earlier opinions.
    ``stakes`` is the money that its open findings are about, weighed (rules/stakes.txt), ``rules`` code and count of
    what was found, ``version`` what came and went against the version before, ``notice`` the link to its 整改通知.
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
    stakes: float = 0.0
    rules: tuple[tuple[str, int], ...] = ()
    version: tuple[int, int] | None = None
    notice: str = ""
    file: str = ""

    @property
    def anchor(self) -> str:
        """Return the id of its row, by which its report leads back to it."""
        return f"r{self.report.rpartition('-')[2].removesuffix('.html')}" if self.report else f"n{self.rank}"

    @property
    def total(self) -> int:
        """Return how many findings it has."""
        return self.error + self.warning + self.info


@dataclass(frozen=True, slots=True)
class Listed:
    """One finding of a list; ``related`` are places in other documents as the store keeps them."""

    source: str
    department: str
    report: str
    severity: Severity
    family: str
    code: str
    project: str
    indicator: str
    message: str
    evidence: str
    suggestion: str
    related: tuple[dict[str, Any], ...] = ()
    state: str = ""
    fingerprint: str = ""

    @property
    def link(self) -> str:
        """Return the link to the finding in its report; what was found across documents stands in no report."""
        return f"{self.report}#fp-{self.fingerprint}" if self.report and self.fingerprint else self.report


@dataclass(frozen=True, slots=True)
class Overview:
    """A folder at a glance: documents from worst to best, findings by family, the worst, those across documents.

    ``across`` holds at most 500 findings of ``across_total``. ``families``: (family, error, warning, info).
    ``twice`` are documents of one content under several names, ``codes`` the rules that found something, with family,
    ``heat`` department, family, severity and how many.
    """

    folder: str
    documents: tuple[Document, ...]
    families: tuple[tuple[str, int, int, int], ...]
    worst: tuple[Listed, ...]
    across: tuple[Listed, ...]
    across_total: int
    twice: tuple[tuple[str, ...], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    heat: tuple[tuple[str, str, str, int], ...] = ()

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


def overview(store: Store, folder: str, notices: Collection[str] = ()) -> Overview:
    """Return the overview of the documents of ``folder`` in the store; ``notices`` are the 整改通知 that there are."""
    weigh(store)
    total = store.query(f"SELECT count(*) {_FROM} WHERE f.across AND d.folder = ?", [folder])[0][0]
    return Overview(
        folder,
        _documents(store, folder, notices),
        _families(store, folder),
        _worst(store, folder),
        _across(store, folder),
        total,
        _twice(store, folder),
        tuple(store.query(f"SELECT DISTINCT f.code, f.family {_FROM} WHERE d.folder = ? ORDER BY ALL", [folder])),
        tuple(store.query(_HEAT, [folder])),
    )


_FROM = "FROM decided_findings f JOIN documents d USING (document_id)"
_FOUND = (
    "d.key, d.department, d.year, d.source, d.status, f.severity, f.family, f.code, f.project_name, f.indicator,"
    " f.message, f.evidence, f.suggestion, f.related, f.state, f.fingerprint, f.across"
)
_HEAT = (
    "SELECT d.department, f.family, f.severity, count(*) FROM open_findings f JOIN documents d USING (document_id)"
    " WHERE d.folder = ? AND NOT f.across AND d.department <> '' GROUP BY ALL ORDER BY ALL"
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


# A project is about its money once, however much is found in it. Decimals, for a sum of floats depends on their order.
_RISK = (
    "SELECT document_id, CAST(sum(TRY_CAST(stakes AS DECIMAL(38, 6))) AS DOUBLE) AS stakes FROM"
    " (SELECT document_id, project, max(stakes) AS stakes FROM stakes WHERE NOT across GROUP BY ALL) GROUP BY ALL"
)
_KINDS = (
    "SELECT document_id, list([code, CAST(n AS VARCHAR)]) AS rules FROM"
    " (SELECT document_id, code, count(*) AS n FROM findings WHERE NOT across GROUP BY ALL) GROUP BY ALL"
)


def _twice(store: Store, folder: str) -> tuple[tuple[str, ...], ...]:
    """Return the documents of one content, each group in the order of their names."""
    rows = store.query(
        "SELECT list(source ORDER BY source) FROM documents WHERE folder = ? AND sha256 <> ''"
        " GROUP BY sha256 HAVING count(*) > 1 ORDER BY min(source)",
        [folder],
    )
    return tuple(tuple(names) for (names,) in rows)


def _documents(store: Store, folder: str, notices: Collection[str]) -> tuple[Document, ...]:
    """Return the documents, those where most money is at stake first, unreadable ones last."""
    rows = store.query(
        "SELECT source, department, year, status, projects, indicators, error, warning, info, problems, key,"
        " coalesce(made.decided, 0), coalesce(made.waived, 0), coalesce(old.earlier, 0), coalesce(risk.stakes, 0),"
        " coalesce(kinds.rules, []), v.fresh, v.gone"
        f" FROM documents d LEFT JOIN ({_MADE}) made USING (document_id) LEFT JOIN ({_OLD}) old USING (document_id)"
        f" LEFT JOIN ({_RISK}) risk USING (document_id) LEFT JOIN ({_KINDS}) kinds USING (document_id)"
        " LEFT JOIN versions v ON v.document_id = d.document_id AND v.sha256 = d.sha256"
        " WHERE folder = ? ORDER BY status = 'unreadable', coalesce(risk.stakes, 0) DESC, error DESC, warning DESC,"
        " info DESC, source",
        [folder],
    )
    found = []
    for rank, (*head, problems, key, decided, waived, earlier, risk, rules, fresh, gone) in enumerate(rows, start=1):
        source, department, year, status = head[:4]
        file = _file(key, department, year, source, status)
        told = () if problems == "[]" else tuple(json.loads(problems))
        values: list[Any] = [rank, *head, told, link_to(file), decided, waived, earlier, risk]
        kinds = tuple(sorted((code, int(count)) for code, count in rules))
        notice = report_name(key, department, year, source, ".docx") if notices else ""
        link = link_to(f"notices/{notice}") if notice in notices else ""
        version = None if fresh is None else (fresh, gone)
        values += [kinds, version, link, file]
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


def _worst(store: Store, folder: str) -> tuple[Listed, ...]:
    """Return the open findings that are about most money, weighed by severity and family, three of a document."""
    order = f"s.stakes DESC, {_RANK}, f.confidence DESC"
    rows = store.query(
        f"SELECT {_FOUND} {_FROM} JOIN stakes s USING (document_id, across, fingerprint)"
        " WHERE d.folder = ? AND NOT across"
        f" QUALIFY row_number() OVER (PARTITION BY f.document_id ORDER BY {order}, fingerprint)"
        f" <= {_WORST_OF_ONE} ORDER BY {order}, d.error DESC, d.source, fingerprint LIMIT {_WORST}",
        [folder],
    )
    return tuple(_found(row) for row in rows)


def _across(store: Store, folder: str) -> tuple[Listed, ...]:
    """Return the findings across documents that start from one of this folder, gravest first."""
    rows = store.query(
        f"SELECT {_FOUND} {_FROM} WHERE d.folder = ? AND f.across"
        f" ORDER BY {_RANK}, f.confidence DESC, f.code, d.source, f.fingerprint LIMIT {_ACROSS}",
        [folder],
    )
    return tuple(_found(row) for row in rows)


def _found(row: tuple[Any, ...]) -> Listed:
    """Return a finding from a row of ``_FOUND``."""
    key, department, year, source, status, *rest, related, state, fingerprint, across = row
    report = link_to(_file(key, department, year, source, status))
    values: list[Any] = [source, department, report, *rest, tuple(json.loads(related)), state]
    return replace(Listed(*values), fingerprint="" if across else fingerprint)


def _file(key: str, department: str, year: int | None, source: str, status: str) -> str:
    """Return the report of a document beside the index, "" where it could not be read."""
    return f"reports/{report_name(key, department, year, source)}" if status != "unreadable" else ""
