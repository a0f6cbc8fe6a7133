"""A document report as plain rows: what is cached, stored and sent between machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from auditor.corpus import schema
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Finding, Where, told_of
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
        "checks": [_row("checks", asdict(one)) for one in report.checks if one.reason],
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
    told = told_of(finding)
    return _row(
        "findings",
        told
        | {
            "across": across,
            "budget_table": told["table"],
            "column_name": told["column"],
            "row_order": finding.where.order,
            "related": json.dumps([_related(other) for other in finding.related], ensure_ascii=False),
            "spot": finding.spot,
        },
    )


def _row(table: str, values: Mapping[str, Any]) -> Row:
    """Return values by column as a row of a table, without the id of its document."""
    return [values[column] for column in schema.TABLES[table] if column != "document_id"]


def _related(where: Where) -> dict[str, Any]:
    """Return a related place without what is not known."""
    place = where.place
    known = {
        "document": where.source,
        "table": where.table,
        "stage": where.stage,
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
    return _row(
        "projects",
        {
            "project": project.key,
            "code": project.code,
            "name": project.name.text,
            "agency": project.agency,
            "total_wan": _money(project.total.wan),
            "fiscal_wan": _money(project.fiscal.wan),
            "other_wan": _money(project.other.wan),
            "objective": project.objective.text,
            **_place(project.place),
            "project_order": order,
        },
    )


def _indicator(item: Indicator) -> Row:
    """Return an indicator as a row; ``amount`` is the number of its value, None where that is no number."""
    number = read_printed(item.value.text).value
    dimension, standard = _normal(number, item.unit.text)
    return _row(
        "indicators",
        {
            "row_order": item.order,
            "budget_table": item.table,
            "project": item.project,
            "activity": item.activity.text,
            "level1": item.level1.text,
            "level2": item.level2.text,
            "name": item.name.text,
            "operator": item.sign,
            "value": item.value.text,
            "unit": item.unit.text,
            "amount": None if number is None else float(number),
            **_place(item.place),
            "evaluated": bool(item.outcome and item.outcome.is_told),
            "dimension": dimension,
            "standard": standard,
        },
    )


def _normal(number: Decimal | None, printed: str) -> tuple[str, float | None]:
    """Return the dimension of a unit, and the number in the base unit of it; a number per something is none."""
    from auditor.extract.words.vocabulary import installed

    unit = parse_unit(printed, installed().units)
    if unit is None:
        return "", None
    return unit.dimension, None if number is None or unit.per else float(number * unit.factor)


def _amount(row: Mapping[str, Any]) -> Row:
    """Return an amount of another table as a row, given as one of ``table_rows``."""
    amount, unit = row["amount"], row["unit"]
    wan = amount * IN_WAN[unit] if amount is not None and unit in IN_WAN else None
    named = {"budget_table": "table", "row_level": "level", "row_kind": "row", "column_name": "column"}
    return _row(
        "amounts",
        {
            **row,
            **{column: row[key] for column, key in named.items()},
            "amount": None if amount is None else float(amount),
            "amount_wan": _money(wan),
        },
    )


def _money(wan: Decimal | None) -> str | None:
    """Return an amount in 万元 in plain digits."""
    return None if wan is None or abs(wan) >= _LARGEST else format(wan, "f")


def _place(place: Place) -> dict[str, Any]:
    """Return page, line, sheet and cell."""
    return {"page": place.page, "line": place.line, "sheet": place.sheet, "cell": place.cell}
