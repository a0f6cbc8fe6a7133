"""Verbs on the funds of an evaluation or monitoring table: the total, and the rows below it (其中：当年财政拨款 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from auditor.checks.attained import NOTHING, percent, rate
from auditor.checks.context import Context
from auditor.records.budget import Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.outcome import Execution, Funds
from auditor.text.numbers import decimals, plain
from auditor.text.width import fold

_HALF = Decimal("0.5")
_ROUNDED = Decimal("0.0005")
Rows = Literal["total", "parts"]


def right_rate(printed: Cell, spent: Decimal | None, budgets: Sequence[Decimal | None]) -> Decimal | None:
    """Return spent ÷ the first of ``budgets`` where the printed rate fits none of them, None where it fits or is blank.

    A rate fits within the rounding of its digits.
    """
    said = rate(printed)
    rates = [] if spent is None else [spent / budget for budget in budgets if budget]
    if said is None or not rates:
        return None
    slack = _HALF * Decimal(10) ** -(decimals(printed.text.rstrip("%％")) + 2) + _ROUNDED
    return None if any(abs(one - said) <= slack for one in rates) else rates[0]


def rates(project: Project, context: Context, *, of: Rows) -> Iterator[Hit]:
    """Yield a hit where a printed rate is not spent ÷ budget: of the year's ``total``, or of the ``parts`` below it.

    The total may go by the first or by the adjusted budget.
    """
    for row, budgets in _rated(project.execution, of) if project.execution else ():
        right = right_rate(row.rate, row.spent, budgets)
        if right is not None and row.spent is not None:
            budget = next(budget for budget in budgets if budget)
            facts = {
                "row": row.label,
                "spent": plain(row.spent),
                "budget": plain(budget),
                "right": percent(right),
                "printed": row.rate.text,
            }
            yield Hit(project=project, text=row.rate.text, place=row.rate.place, offered=facts)


def _rated(spent: Execution, of: Rows) -> Sequence[tuple[Funds, Sequence[Decimal | None]]]:
    """Return the rows of funds with the budgets that their rates may go by."""
    if of == "parts":
        return [(row, [row.planned]) for row in spent.parts if not _is_moved(row)]
    return [(Funds("", spent.planned, spent.spent, rate=spent.rate), [spent.planned, spent.budget])]


def parts(project: Project, context: Context, *, sources: Sequence[str], last: str) -> Iterator[Hit]:
    """Yield a hit where the rows of funds do not add up to the row of the total: what was planned, or what was spent.

    Every row must be one of ``sources`` (patterns), each once, and ``last`` among them: with a row of another kind
    nobody knows whether it is a part of the total or of the row above it.
    """
    spent = project.execution
    if spent is None or not _are_all(spent.parts, sources, last):
        return
    sides = (
        ("全年预算数", spent.planned, [(row.planned, row.planned_cell) for row in spent.parts]),
        ("执行数", spent.spent, [(row.spent, row.spent_cell) for row in spent.parts]),
    )
    for head, total, cells in sides:
        amounts = [amount for amount, _ in cells if amount is not None]
        added = sum(amounts, Decimal(0))
        if total is None or len(amounts) < len(cells) or abs(added - total) <= Decimal("0.01"):
            continue  # a row without an amount may have one that was read elsewhere
        cell = next(cell for amount, cell in cells if amount is not None)
        facts = {"head": head, "total": plain(total), "sum": plain(added), "difference": plain(abs(added - total))}
        yield Hit(facts, project=project, text=cell.text, place=cell.place)


def _is_moved(row: Funds) -> bool:
    """Return whether no rate stands in the column of rates: a conversion lost a cell, so nobody knows what is what."""
    return "%" not in fold(row.rate.text) and fold(row.rate.text) not in NOTHING


def _are_all(rows: Sequence[Funds], sources: Sequence[str], last: str) -> bool:
    labels = [row.label.removeprefix("其中").lstrip(":") for row in rows]
    known = [next((one for one in sources if re.fullmatch(one, label)), "") for label in labels]
    return (
        len(rows) > 1
        and not any(map(_is_moved, rows))
        and all(known)
        and len(set(known)) == len(known)
        and last in known
    )
