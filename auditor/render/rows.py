"""The extraction as a table: one row per indicator of the source, in csv, json, xlsx or parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from auditor.records.budget import Budget, Indicator, Project
from auditor.records.outcome import Execution, Outcome
from auditor.records.stage import stage_of
from auditor.render.flat_table import Shape, written
from auditor.text.numbers import parse_amount
from auditor.text.units import IN_WAN, UnitTable, parse_unit

COLUMNS: tuple[str, ...] = (
    "document",
    "table",
    "page",
    "line",
    "project_code",
    "project_name",
    "project_total_wan",
    "activity",
    "level1",
    "level2",
    "name",
    "operator",
    "value",
    "unit",
)
SHAPE = Shape(
    "绩效指标",
    COLUMNS,
    (24, 6, 6, 7, 24, 30, 16, 24, 14, 20, 30, 9, 24, 12),
    {"table": "Int64", "page": "Int64", "line": "Int64", "project_total_wan": "float64"},
)
_OUTCOME = ("weight", "actual", "score", "reason", "expected", "outlook")
_RESULT = ("planned_wan", "spent_wan", "rate", "sum", "grade")
OUTCOME_SHAPE = Shape(
    SHAPE.sheet,
    (*COLUMNS, "stage", *_OUTCOME, *_RESULT),
    (*SHAPE.widths, 6, 8, 20, 8, 30, 20, 12, 14, 14, 10, 8, 8),
    {**SHAPE.types, "planned_wan": "float64", "spent_wan": "float64"},
)
_NO_RESULT = (None, None, "", "", "")
_MORE = ("department", "year", "sheet", "cell", "number", "dimension", "amount_wan")
FRAME_SHAPE = Shape(
    SHAPE.sheet,
    (*COLUMNS, *_MORE),
    (),
    {**SHAPE.types, "year": "Int64", "number": "float64", "amount_wan": "float64"},
)


def rows(budgets: Iterable[Budget]) -> Iterator[dict[str, Any]]:
    """Yield one dict per indicator with the keys of ``COLUMNS``; numbers unknown to the source are None.

    ``project_total_wan`` is a Decimal in 万元; all other values are texts or whole numbers.
    """
    for budget in budgets:
        projects = {project.key: project for project in budget.projects}
        for indicator in budget.indicators:
            yield _row(budget.source, indicator, projects.get(indicator.project, Project(key="")))


def frame_rows(budgets: Iterable[Budget], units: UnitTable) -> Iterator[dict[str, Any]]:
    """Yield the dicts of ``rows`` with the further keys of ``FRAME_SHAPE``.

    ``number`` is the target as a float, ``dimension`` that of its unit ("" where the table does not know the unit),
    ``amount_wan`` the target in 万元 where the unit is plain money; None where there is no such number.
    """
    for budget in budgets:
        for row, indicator in zip(rows([budget]), budget.indicators, strict=True):
            number = parse_amount(indicator.value.text)
            unit = parse_unit(indicator.unit.text, units)
            wan = None
            if number is not None and unit and unit.dimension == "money" and not unit.per:
                wan = number * unit.factor * IN_WAN["元"]
            place = indicator.place
            more = (budget.department, budget.year, place.sheet or "", place.cell or "", number)
            yield row | dict(zip(_MORE, (*more, unit.dimension if unit else "", wan), strict=True))


def render_rows(budgets: Iterable[Budget], format: str) -> bytes:
    """Return the indicators of ``budgets`` as csv (RFC 4180, UTF-8 without BOM), json, xlsx or parquet.

    Where one of them is an evaluation or monitoring table, its columns (weight, actual, score …) follow the others, and
    what its project came to (planned_wan, spent_wan, rate, sum, grade); a project of a list of results, which has no
    indicators, is a row of its own.
    Raises ConfigError for an unknown format, or where openpyxl or pyarrow is needed and not installed.
    """
    given = list(budgets)
    if not any(has_results(budget) for budget in given):
        return written(rows(given), SHAPE, format)
    return written(_outcome_rows(given), OUTCOME_SHAPE, format)


def has_results(budget: Budget) -> bool:
    """Return whether a budget says more than targets: weights, what was reached or what projects came to."""
    told = [budget.overall.execution if budget.overall else None, *(one.execution for one in budget.projects)]
    return any(told) or any(item.outcome for item in budget.indicators)


def _outcome_rows(budgets: Iterable[Budget]) -> Iterator[dict[str, Any]]:
    """Yield the dicts of ``rows`` with what stands beside the target, as printed, and what the project came to."""
    for budget in budgets:
        spent = {project.key: project.execution for project in budget.projects}
        spent[""] = budget.overall.execution if budget.overall else None
        told: dict[str, list[Outcome | None]] = {}
        for item in budget.indicators:
            told.setdefault(item.project, []).append(item.outcome)
        stages = {key: stage_of(told.get(key, []), spent.get(key)) for key in (*spent, *told)}
        for row, item in zip(rows([budget]), budget.indicators, strict=True):
            known = {"stage": stages[item.project]} | _outcome(item.outcome)
            yield row | known | _result(spent.get(item.project))
        for project in budget.projects:
            if project.execution and project.key not in told:
                row = _row(budget.source, Indicator(12, 0, place=project.place), project)
                yield row | {"stage": stages[project.key]} | _outcome(None) | _result(project.execution)


def _outcome(outcome: Outcome | None) -> dict[str, Any]:
    return {name: getattr(outcome, name).text if outcome else "" for name in _OUTCOME}


def _result(spent: Execution | None) -> dict[str, Any]:
    values = (spent.planned, spent.spent, spent.rate.text, spent.sum.text, spent.grade.text) if spent else _NO_RESULT
    return dict(zip(_RESULT, values, strict=True))


def _row(source: str, indicator: Indicator, project: Project) -> dict[str, Any]:
    values = (
        source,
        indicator.table,
        indicator.place.page,
        indicator.place.line,
        project.code,
        project.name.text,
        project.total.wan,
        indicator.activity.text,
        indicator.level1.text,
        indicator.level2.text,
        indicator.name.text,
        indicator.sign,
        indicator.value.text,
        indicator.unit.text,
    )
    return dict(zip(COLUMNS, values, strict=True))
