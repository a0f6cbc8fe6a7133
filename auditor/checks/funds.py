"""Verbs on the funds of an evaluation or monitoring table: the total, and the rows below it (其中：当年财政拨款 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from auditor.checks.attained import NOTHING, percent, rate
from auditor.checks.context import Context
from auditor.records.budget import Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.outcome import Execution, Funds
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.statements import sums
from auditor.text.width import fold

_HALF = Decimal("0.5")
_ROUNDED = Decimal("0.0005")
_TASK = re.compile("年度主要任务·(?:全年|实际|预算)*(?:(?:执行|支出)(?:数|金额|额)|(?:执行|支出)率)(?:\\(.*\\))?")
_WHOLE = Decimal(1)
_DIVIDES = re.compile("^(?:其中:)?(?:\\([一二三四1-4]\\))?按[^:]{2,8}:?")
_NATURES = frozenset({"基本支出", "项目支出"})
_FEWEST, _CENTS = 2, -2
_CENT = Decimal("0.01")
_UNITS = (Decimal(1), Decimal("0.0001"), Decimal("0.1"), Decimal(10000))  # the rest is printed in the unit of its form
Rows = Literal["total", "parts", "tasks", "expected"]


def right_rate(printed: Cell, spent: Decimal | None, budgets: Sequence[Decimal | None]) -> Decimal | None:
    """Return spent ÷ the first of ``budgets`` where the printed rate fits none of them, None where it fits or is blank.

    A rate fits within the rounding of its digits and of those of the amounts, where they are not whole.
    """
    said = rate(printed)
    rates = [] if spent is None else [spent / budget for budget in budgets if budget]
    if said is None or not rates:
        return None
    slack = half_digit(printed.text.rstrip("%％")) / 100 + _ROUNDED
    fits = (abs(spent / one - said) <= slack + _rounding(spent, one) for one in budgets if one and spent is not None)
    return None if any(fits) else rates[0]


def _rounding(spent: Decimal, budget: Decimal) -> Decimal:
    """Return by how much a rate may be off because its amounts were rounded to two digits."""
    steps = [_HALF.scaleb(_CENTS) if one.as_tuple().exponent == _CENTS else Decimal(0) for one in (spent, budget)]
    return (steps[0] + steps[1] * spent / budget) / budget


def rates(project: Project, context: Context, *, of: Rows) -> Iterator[Hit]:
    """Yield a hit where a printed rate is not spent ÷ budget: of the ``total``, its ``parts`` or the main ``tasks``.

    ``expected`` is the rate of what is expected to be spent in the whole year.

    The total may go by the first or by the adjusted budget.
    """
    for row, budgets in _rated(project, of, context):
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


def _rated(project: Project, of: Rows, context: Context) -> Sequence[tuple[Funds, Sequence[Decimal | None]]]:
    """Return the rows of funds with the budgets that their rates may go by."""
    spent = project.execution
    if spent is None:
        return []
    if of == "expected":
        whole = Funds("", planned=spent.planned, spent=spent.expected, rate=spent.expected_rate)
        return [(whole, [spent.planned, spent.budget])]
    if of == "tasks":
        return [(row, [row.planned]) for row in _tasks(project, context)]
    if of == "parts":
        return [(row, [row.planned]) for row in spent.parts if not _is_moved(row)]
    whole = Funds("", planned=spent.planned, spent=spent.spent, rate=spent.rate)
    return [(whole, [spent.planned, spent.budget])]


def _tasks(project: Project, context: Context) -> Iterator[Funds]:
    """Yield the main tasks of a department with what was spent, where the list says it of each, in its own unit."""
    head = context.budget.overall
    tasks = head.tasks if head and not project.key else ()
    columns = {
        is_rate: [
            cell
            for label, cell in (head.details if head else ())
            if _TASK.fullmatch(label) and ("率" in label) == is_rate
        ]
        for is_rate in (False, True)
    }
    if not all(len(tasks) <= len(cells) <= len(tasks) + 1 for cells in columns.values()):
        return  # the row of the sums may be one more
    for task, spent, share in zip(tasks, columns[False], columns[True], strict=False):
        planned = parse_amount(task.total.cell.text)
        yield Funds(label=task.name.text, planned=planned, spent=parse_amount(spent.text), rate=share)


def parts(project: Project, context: Context, *, sources: Sequence[str], last: str) -> Iterator[Hit]:
    """Yield a hit for each column of funds (budgeted, planned, spent) whose rows do not add up to that of the total.

    The rows are all parts of the total where each is one of ``sources`` (patterns), each once, and ``last`` among them,
    or where at least two of them add up to the total in another column. Else nobody knows whether a row is a part of
    the total or of the row above it.
    """
    spent = project.execution
    if spent is None or any(map(_is_moved, spent.parts)):
        return
    for group in _groups(spent.parts):
        if len(group) >= _FEWEST:
            yield from _not_added(project, replace(spent, parts=group), sources, last)


def _groups(rows: Sequence[Funds]) -> list[tuple[Funds, ...]]:
    """Return the rows of each way of dividing the total: by nature (基本支出, 项目支出), by source, as labels say."""
    groups: list[list[Funds]] = [[]]
    for row, label in zip(rows, map(_label, rows), strict=True):
        kinds = {_label(one) in _NATURES for one in groups[-1]}
        if groups[-1] and (_DIVIDES.match(row.label) or (kinds == {True} and label not in _NATURES)):
            groups.append([])
        groups[-1].append(row)
    whole = all({*map(_label, group)} != _NATURES or len(group) == len(_NATURES) for group in groups)
    return [tuple(group) for group in groups] if whole else [tuple(rows)]


def _label(row: Funds) -> str:
    return _DIVIDES.sub("", row.label).removeprefix("其中").lstrip(":")


def _not_added(project: Project, spent: Execution, sources: Sequence[str], last: str) -> Iterator[Hit]:
    """Yield the hits of ``parts`` of rows that divide the total once."""
    columns = [column for column in _columns(spent) if column.is_whole]
    named = _are_all(spent.parts, sources, last)
    for column in columns:
        if column.is_sum or not (named or any(other.is_sum and other.is_divided for other in columns)):
            continue
        total, added = column.total or Decimal(0), column.added
        facts = {
            "head": column.head,
            "total": plain(total),
            "sum": plain(added),
            "difference": plain(abs(added - total)),
        }
        yield Hit(facts, project=project, text=column.cell.text, place=column.cell.place)


def overspent(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit for each row of funds below the total of which more was spent (万元) than planned for the year."""
    for row in project.execution.parts if project.execution else ():
        if _is_moved(row) or not row.planned or row.spent is None:
            continue
        if row.spent > row.planned * (1 + _ROUNDED):
            facts = {"row": row.label, "spent": plain(row.spent), "planned": plain(row.planned)}
            yield Hit(project=project, text=row.spent_cell.text, place=row.spent_cell.place, offered=facts)


def expected_below(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where less is expected to be spent in the whole year than was spent: of the total, or of a source."""
    spent = project.execution
    if spent is None:
        return
    whole = Funds("资金总额", spent=spent.spent, expected=spent.expected, expected_cell=spent.expected_cell)
    for row in (whole, *(row for row in spent.parts if not _is_moved(row))):
        if row.spent is not None and row.expected is not None and row.expected < row.spent and row.expected_cell.text:
            facts = {"row": row.label, "spent": plain(row.spent), "expected": plain(row.expected)}
            yield Hit(project=project, text=row.expected_cell.text, place=row.expected_cell.place, offered=facts)


def left(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit for each row of funds whose printed rest (结余) is not the budget less what was spent."""
    spent = project.execution
    if spent is None:
        return
    whole = Funds("资金总额", budget=spent.budget, planned=spent.planned, spent=spent.spent, left=spent.left)
    for row in (whole, *spent.parts):
        said = parse_amount(fold(row.left.text))
        budgets = [one for one in (row.planned, row.budget) if one is not None]
        if said is None or row.spent is None or not budgets:
            continue
        rests = [one - row.spent for one in budgets]
        if all(abs(said * unit - rest) > _CENT for rest in rests for unit in _UNITS):
            facts = {
                "row": row.label,
                "planned": plain(budgets[0]),
                "spent": plain(row.spent),
                "right": plain(rests[0]),
            }
            yield Hit({**facts, "stated": row.left.text}, project=project, text=row.left.text, place=row.left.place)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of funds: the amount in the row of the total, and those of the rows below it with their cells."""

    head: str
    total: Decimal | None
    amounts: tuple[Decimal | None, ...]
    cell: Cell

    @property
    def is_whole(self) -> bool:
        """Whether every row has an amount: one that lacks may have been read elsewhere."""
        return self.total is not None and None not in self.amounts

    @property
    def added(self) -> Decimal:
        """The sum of the rows."""
        return sum((amount for amount in self.amounts if amount is not None), Decimal(0))

    @property
    def is_sum(self) -> bool:
        """Whether the rows add up to the total."""
        return self.total is not None and abs(self.added - self.total) <= Decimal("0.01")

    @property
    def is_divided(self) -> bool:
        """Whether at least two rows have an amount above nothing."""
        return sum(map(bool, self.amounts)) >= _FEWEST


def _columns(spent: Execution) -> Iterator[_Column]:
    rows = spent.parts
    if any(row.budget_cell is not row.planned_cell for row in rows):
        yield _Column("年初预算数", spent.budget, tuple(row.budget for row in rows), rows[0].budget_cell)
    yield _Column("全年预算数", spent.planned, tuple(row.planned for row in rows), rows[0].planned_cell)
    yield _Column("执行数", spent.spent, tuple(row.spent for row in rows), rows[0].spent_cell)
    yield _Column("全年预计执行数", spent.expected, tuple(row.expected for row in rows), rows[0].expected_cell)


def _is_moved(row: Funds) -> bool:
    """Return whether no rate stands in the column of rates: a conversion lost a cell, so nobody knows what is what."""
    if "%" in fold(row.rate.text) or fold(row.rate.text) in NOTHING:
        return False
    said = parse_amount(fold(row.rate.text))  # the head may say that it is a percentage
    return not (said and row.planned and row.spent is not None and abs(row.spent / row.planned * 100 - said) < _WHOLE)


def _are_all(rows: Sequence[Funds], sources: Sequence[str], last: str) -> bool:
    labels = [_label(row) for row in rows]
    known = [next((one for one in sources if re.fullmatch(one, label)), "") for label in labels]
    return all(known) and len(set(known)) == len(known) and last in known


def sources(project: Project, context: Context, *, label: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where a form tells the sources of a project's funds in words, and they add up to another total.

    ``label`` is a pattern of what the form calls them (资金来源:专户拨款9万元、结转2万元), ``unless`` one of words
    that make an amount no part.
    """
    total = project.total.wan
    for name, cell in project.details if total is not None else ():
        text = fold(cell.text)
        given = sums(text) if re.fullmatch(label, fold(name)) and not re.search(unless, text) else ()
        added = sum((one.wan for one in given), Decimal(0))
        slack = sum((one.step for one in given), _CENT)
        if len(given) >= _FEWEST and total is not None and abs(added - total) > slack:
            if any(abs(one.wan - total) <= one.step + _CENT for one in given):
                continue  # the total and its parts
            parts = " + ".join(one.shown for one in given)
            facts = {"row": name, "parts": parts, "sum": plain(added), "total": plain(total)}
            yield Hit(facts, project=project, text=cell.text, place=cell.place)
