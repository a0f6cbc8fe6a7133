"""The extraction as a table: one row per indicator of the source, in csv, json, xlsx or parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from auditor.records.budget import Budget, Indicator, Project
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
OUTCOME_SHAPE = Shape(SHAPE.sheet, (*COLUMNS, *_OUTCOME), (*SHAPE.widths, 8, 20, 8, 30, 20, 12), SHAPE.types)
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

    Where one of them is an evaluation or monitoring table, its columns (weight, actual, score …) follow the others.
    Raises ConfigError for an unknown format, or where openpyxl or pyarrow is needed and not installed.
    """
    given = list(budgets)
    if not any(item.outcome for budget in given for item in budget.indicators):
        return written(rows(given), SHAPE, format)
    return written(_outcome_rows(given), OUTCOME_SHAPE, format)


def _outcome_rows(budgets: Iterable[Budget]) -> Iterator[dict[str, Any]]:
    """Yield the dicts of ``rows`` with what stands beside the target, as printed."""
    for budget in budgets:
        for row, item in zip(rows([budget]), budget.indicators, strict=True):
            yield row | {name: getattr(item.outcome, name).text if item.outcome else "" for name in _OUTCOME}


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
