"""The verb on tables that print what was planned, what was spent and its rate: the rates of their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypedDict

from auditor.checks.attained import percent
from auditor.checks.context import Context
from auditor.checks.funds import right_rate
from auditor.records.document import Row
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_BRACKETS = re.compile(r"\(.*?\)")
_WORD = re.compile(r"[^\d]{2,}")
_LEAST = 3  # columns: planned, spent, the rate


class Heads(TypedDict):
    """Patterns of the heads of columns: what was planned, what was spent, the rate of the two."""

    planned: str
    spent: str
    rate: str


def rates(table: BudgetTable, context: Context, *, heads: Sequence[Heads], rows: str) -> Iterator[Hit]:
    """Yield a hit where a row whose label fits ``rows`` (a pattern) prints another rate than its amounts make.

    ``heads`` are patterns of a head each. The rates of projects, and of the funds of one, are judged with these.
    """
    told = [one.execution for one in context.evaluated if one.execution]
    judged = {cell.place for one in told for cell in (one.rate, *(part.rate for part in one.parts))}
    for grid in table.grids:
        columns: list[tuple[list[int], int, int]] = []
        for row in grid.rows:
            texts = [_BRACKETS.sub("", fold(cell.text)) for cell in row.cells] if len(row.texts) >= _LEAST else []
            columns = found if (found := [one for each in heads if (one := _columns(texts, each))]) else columns
            if columns and not found and any(re.fullmatch(rows, fold(cell.text)) for cell in row.cells):
                yield from (hit for one in columns for hit in _off(table, row, one) if hit.place not in judged)


def _columns(texts: Sequence[str], heads: Heads) -> tuple[list[int], int, int] | None:
    """Return where a row heads (what was planned, what was spent, the rate), None where it does not head all three."""
    if not re.search(heads["rate"], "\n".join(texts), re.MULTILINE):
        return None
    rate = [at for at, text in enumerate(texts) if re.search(heads["rate"], text)]
    if len(rate) != 1 or sum(bool(_WORD.fullmatch(text)) for text in texts) < _LEAST:
        return None
    planned = [at for at, text in enumerate(texts) if re.search(heads["planned"], text)]
    spent = [at for at, text in enumerate(texts) if re.search(heads["spent"], text)]
    return (planned, spent[0], rate[0]) if planned and len(spent) == 1 else None


def _off(table: BudgetTable, row: Row, columns: tuple[list[int], int, int]) -> Iterator[Hit]:
    planned, spent, rate = columns
    if max(*planned, spent, rate) >= len(row.cells):
        return
    amount = parse_amount(fold(row.cells[spent].text))
    budgets = [one for at in planned if (one := parse_amount(fold(row.cells[at].text)))]
    right = right_rate(row.cells[rate], amount, budgets)
    if right is not None and amount is not None:
        label = next(cell.text for cell in row.cells if _WORD.fullmatch(fold(cell.text)))
        facts = {"label": label, "spent": plain(amount), "planned": plain(Decimal(budgets[-1]))}
        cell = row.cells[rate]
        told = {"right": percent(amount / budgets[-1]), "stated": cell.text}
        yield Hit({**facts, **told}, place=cell.place, table=table.number, text=cell.text)
