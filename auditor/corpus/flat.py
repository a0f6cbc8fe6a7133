"""A document report as plain rows: what is cached, stored and sent between machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Finding, Where
from auditor.records.place import Place
from auditor.records.report import DocumentReport
from auditor.records.rule import SEVERITIES
from auditor.text.numbers import read_printed
from auditor.text.units import IN_WAN, parse_unit

Row = list[Any]
Payload = dict[str, Any]
# An amount beyond this is a misprint and would not fit the store's column.
_LARGEST = Decimal(10) ** 14


def payload(report: DocumentReport, seconds: float) -> Payload:
    """Return ``{"document": {…}, "projects": […], "indicators": […], "findings": […], "checks": […]}``.

    Rows are lists in the order of ``schema.TABLES`` without the document's id; money is text in 万元. Of the checks
    only those are kept that did not run or could not see everything.
    """
    from auditor.render.table_rows import table_rows

    budget = report.budget or Budget(report.source, report.sha256)
    counts = {level: sum(finding.severity == level for finding in report.findings) for level in SEVERITIES}
    problems = [problem.message for problem in report.problems]
    return {
        "document": {
            "sha256": report.sha256,
            "status": report.status,
            "department": budget.department,
            "year": budget.year,
            "projects": len(budget.projects),
            "indicators": len(budget.indicators),
            **counts,
            "problems": json.dumps(problems, ensure_ascii=False),
            "seconds": round(seconds, 4),
            "checked": sum(check.state == "ran" for check in report.checks),
        },
        "projects": [_project(project, order) for order, project in enumerate(budget.projects)],
        "indicators": [_indicator(indicator) for indicator in budget.indicators],
        "amounts": [_amount(row) for row in table_rows([budget])],
        "findings": [finding_row(finding) for finding in report.findings],
        "checks": [[one.rule, one.code, one.family, one.state, one.reason] for one in report.checks if one.reason],
    }


def failed(message: str, seconds: float) -> Payload:
    """Return the payload of a document that brought its worker down: unreadable, one problem."""
    document: Payload = {
        "sha256": "",
        "status": "unreadable",
        "department": "",
        "year": None,
        "projects": 0,
        "indicators": 0,
    }
    document |= dict.fromkeys(SEVERITIES, 0)
    document |= {"problems": json.dumps([message], ensure_ascii=False), "seconds": round(seconds, 4), "checked": 0}
    return {"document": document, "projects": [], "indicators": [], "amounts": [], "findings": [], "checks": []}


def finding_row(finding: Finding, *, across: bool = False) -> Row:
    """Return a finding as a row of the store; ``related`` is a JSON list of places."""
    where = finding.where
    return [
        across,
        finding.fingerprint,
        finding.rule,
        finding.code,
        finding.family,
        finding.severity,
        finding.confidence,
        finding.message,
        finding.suggestion,
        where.table,
        where.project_code,
        where.project_name,
        where.indicator,
        where.column,
        where.order,
        finding.evidence.text,
        json.dumps([_related(other) for other in finding.related], ensure_ascii=False),
        *_place(where.place),
        finding.spot,
    ]


def _related(where: Where) -> dict[str, Any]:
    """Return a related place without what is not known."""
    place = where.place
    known = {
        "document": where.source,
        "table": where.table,
        "project_code": where.project_code,
        "project_name": where.project_name,
        "indicator": where.indicator,
        "page": place.page,
        "line": place.line,
        "sheet": place.sheet,
        "cell": place.cell,
    }
    return {key: value for key, value in known.items() if value not in ("", None)}


def _project(project: Project, order: int) -> Row:
    """Return a project as a row; ``order`` is its place in the document, from 0."""
    money = [_money(amount.wan) for amount in (project.total, project.fiscal, project.other)]
    head = [project.key, project.code, project.name.text, project.agency]
    return [*head, *money, project.objective.text, *_place(project.place), order]


def _indicator(item: Indicator) -> Row:
    """Return an indicator as a row; ``amount`` is the number of its value, None where that is no number."""
    number = read_printed(item.value.text).value
    return [
        item.order,
        item.table,
        item.project,
        item.activity.text,
        item.level1.text,
        item.level2.text,
        item.name.text,
        item.sign,
        item.value.text,
        item.unit.text,
        None if number is None else float(number),
        *_place(item.place),
        bool(item.outcome and item.outcome.is_told),
        *_normal(number, item.unit.text),
    ]


def _normal(number: Decimal | None, printed: str) -> Row:
    """Return the dimension of a unit, and the number in the base unit of it; a number per something is none."""
    from auditor.extract.words.vocabulary import installed

    unit = parse_unit(printed, installed().units)
    if unit is None:
        return ["", None]
    return [unit.dimension, None if number is None or unit.per else float(number * unit.factor)]


def _amount(row: Mapping[str, Any]) -> Row:
    """Return an amount of another table as a row, given as one of ``table_rows``."""
    amount, unit = row["amount"], row["unit"]
    wan = amount * IN_WAN[unit] if amount is not None and unit in IN_WAN else None
    head = [row[name] for name in ("table", "kind", "side", "code", "name", "level", "row", "column", "role")]
    number = None if amount is None else float(amount)
    place = [row[name] for name in ("page", "line", "sheet", "cell")]
    return [*head, number, unit, _money(wan), row["text"], row["placed"], *place]


def _money(wan: Decimal | None) -> str | None:
    """Return an amount in 万元 in plain digits."""
    return None if wan is None or abs(wan) >= _LARGEST else format(wan, "f")


def _place(place: Place) -> Row:
    """Return page, line, sheet and cell."""
    return [place.page, place.line, place.sheet, place.cell]
