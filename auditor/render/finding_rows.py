"""The findings of a report as a table: one row a finding, for pandas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from auditor.records.budget import Budget
from auditor.records.finding import Finding, told_of
from auditor.records.report import Report
from auditor.render.flat_table import Shape

FINDING_COLUMNS: tuple[str, ...] = (
    "document",
    "department",
    "year",
    "rule",
    "code",
    "family",
    "severity",
    "confidence",
    "message",
    "suggestion",
    "fingerprint",
    "table",
    "stage",
    "project_code",
    "project_name",
    "indicator",
    "column",
    "page",
    "line",
    "sheet",
    "cell",
    "evidence",
    "related",
)
FINDING_SHAPE = Shape(
    "审核意见", FINDING_COLUMNS, (), {"year": "Int64", "page": "Int64", "line": "Int64", "confidence": "float64"}
)


def finding_rows(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    """Yield one dict per finding with the keys of ``FINDING_COLUMNS``; ``related`` counts the other places.

    Findings across documents come last and carry the document in which they stand.
    """
    for report in reports:
        budgets = {one.source: one.budget for one in report.documents if one.budget is not None}
        for one in report.documents:
            yield from (_row(one.source, one.budget, finding) for finding in one.findings)
        for finding in report.corpus_findings:
            yield _row(finding.where.source, budgets.get(finding.where.source), finding)


def _row(source: str, budget: Budget | None, finding: Finding) -> dict[str, Any]:
    head = {
        "document": source,
        "department": budget.department if budget else "",
        "year": budget.year if budget else None,
    }
    told = told_of(finding)
    blank = {"sheet": told["sheet"] or "", "cell": told["cell"] or ""}
    return {**head, **told, **blank, "related": len(finding.related)}
