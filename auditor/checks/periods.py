"""The verb on the days and months that a form says it is about (监控截止日期、评价期间), against its year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.dates import years
from auditor.text.width import fold


def period_year(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where a label of the form (``say``, a pattern) has days before the year of the table, and none in it.

    The pattern fits the label with all that it says (监控截止日期:2024年7月31日).
    """
    year = budget.year
    if year is None or not context.evaluated:
        return
    seen: set[str] = set()
    for text, cell in texts_of(budget, context):
        for match in re.finditer(say, text):
            named = years(match.group())
            if named and max(named) < year and match.group() not in seen:
                seen.add(match.group())
                facts = {"found": match.group(), "year": str(max(named)), "right": str(year)}
                yield Hit(facts, text=cell.text, place=cell.place)


def texts_of(budget: Budget, context: Context) -> Iterator[tuple[str, Cell]]:
    """Yield the lines around the tables and what the labels of the forms say, folded."""
    for cell in (*budget.prose, *(one.cell for one in budget.aside)):
        yield fold(cell.text), cell
    for owner in context.evaluated:
        for label, cell in owner.details:
            yield fold(f"{label}:{cell.text}"), cell
