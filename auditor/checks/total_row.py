"""The verb on the row of sums in the table of projects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.beside import row_of
from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.place import Place
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.width import fold

_TOTAL = re.compile(r"(?:项目|资金|金额|支出)?(?:合计|总计)(?:\([^()]*\))?")
_FEWEST = 2
_NUMBER = re.compile(r"\d+")


def of_projects(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the first amount of the row 合计 of table 12 is not the sum of all project totals."""
    totals = [project.total for project in budget.projects]
    if len(totals) < _FEWEST or any(money.wan is None for money in totals):
        return
    rows: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for aside in budget.aside:
        if aside.kind == "total" and (row := row_of(aside.cell.place)):
            rows[row].append(aside.cell)
    amounts = [cells for row, cells in rows.items() if _is_sum(cells) and _is_of_projects(row, budget)]
    if len(amounts) != 1:
        return
    cell = next(cell for cell in amounts[0] if parse_amount(cell.text) is not None)
    added = sum((money.wan for money in totals if money.wan is not None), Decimal(0))
    scale = _scale(budget)
    told = (parse_amount(cell.text) or Decimal(0)) * scale
    step = half_digit(cell.text) * scale + sum(half_digit(money.cell.text) * scale for money in totals)
    if scale and abs(told - added) > step:
        shown = " + ".join(plain(money.wan) for money in totals if money.wan is not None)
        facts = {"stated": plain(told), "sum": f"{shown} = {plain(added)}", "difference": plain(abs(told - added))}
        yield Hit(facts, place=cell.place, table="12", text=cell.text)


def _is_sum(cells: list[Cell]) -> bool:
    """Return whether a row has the word 合计 and an amount."""
    said = any(_TOTAL.fullmatch(fold(cell.text)) for cell in cells)
    return said and any(parse_amount(cell.text) is not None for cell in cells)


def _is_of_projects(row: tuple[str, str], budget: Budget) -> bool:
    """Return whether the rows nearest to a row of sums are those of projects."""
    head = budget.overall
    own = [item.name.place for item in budget.indicators if item.table == 12]
    others = [item.name.place for item in budget.indicators if item.table != 12]
    others += [head.place, *(task.place for task in head.tasks)] if head else []
    nearest = _nearest(row, own)
    return nearest is not None and nearest < (_nearest(row, others) or nearest + 1)


def _nearest(row: tuple[str, str], places: list[Place]) -> int | None:
    """Return how many rows are between a row and the nearest of some places of its table, None where there is none."""
    at = _number(row[1])
    rows = [other for place in places if (other := row_of(place)) and _table(other) == _table(row)]
    return min((abs(_number(other[1]) - at) for other in rows), default=None)


def _table(row: tuple[str, str]) -> tuple[str, str]:
    """Return the table of a row: its sheet, or its number in a Word file."""
    return row[0], row[1].partition("第")[2].partition("个")[0] if "表格" in row[1] else ""


def _number(text: str) -> int:
    """Return the number of a row: the last of its numbers."""
    return int(_NUMBER.findall(text)[-1])


def _scale(budget: Budget) -> Decimal:
    """Return what one of the printed unit is in 万元, 0 where projects print several."""
    printed = [(parse_amount(fold(one.total.cell.text)), one.total.wan) for one in budget.projects]
    scales = {wan / amount for amount, wan in printed if amount and wan}
    return scales.pop() if len(scales) == 1 else Decimal(0)
