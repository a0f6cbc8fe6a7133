"""Verbs on what a form says of its funds twice: the budget and its change, what an account says was spent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from auditor.checks.attained import percent
from auditor.checks.context import Context
from auditor.checks.funds import right_rate
from auditor.records.budget import Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.statements import sums
from auditor.text.width import fold

_CENT = Decimal("0.01")


def adjusted(project: Project, context: Context, *, first: str, change: str, final: str) -> Iterator[Hit]:
    """Yield a hit for each row of funds whose ``first`` budget and its ``change`` do not make the ``final`` one.

    The three are patterns of the heads of columns. A change may be printed without its sign.
    """
    for row, columns in _rows(project).items():
        found = [_only(columns, pattern) for pattern in (first, change, final)]
        amounts = [parse_amount(fold(cell.text)) if cell else None for cell in found]
        begun, moved, ended = amounts
        if begun is None or moved is None or ended is None or abs(abs(ended - begun) - abs(moved)) <= _CENT:
            continue
        cell = found[1]
        assert cell is not None
        facts = {"row": row, "first": plain(begun), "change": plain(moved), "final": plain(ended)}
        yield Hit({**facts, "right": plain(ended - begun)}, project=project, text=cell.text, place=cell.place)


def _rows(project: Project) -> Mapping[str, Mapping[str, Cell]]:
    """Return the cells of each row of funds by the heads of their columns."""
    rows: dict[str, dict[str, Cell]] = defaultdict(dict)
    for label, cell in project.details:
        row, dot, head = fold(label).partition("·")
        if dot:
            rows[row][head] = cell
    return rows


def _only(columns: Mapping[str, Cell], pattern: str) -> Cell | None:
    """Return the cell of the only column whose head a pattern fits."""
    found = [cell for head, cell in columns.items() if re.search(pattern, head)]
    return found[0] if len(found) == 1 else None


def spent(project: Project, context: Context, *, say: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where an account says that more was spent than the year had, or has its digits in another order.

    ``say`` is a pattern of the words with the amount and its unit of money (groups 1 and 2); a clause in which
    ``unless`` is found tells of other money. What a cell of the funds or a row prints is right.
    """
    done = project.execution
    if done is None or done.spent is None or not done.planned or "元" not in done.actual.text:
        return
    text, known = fold(done.actual.text), _known(project, context)
    for match in re.finditer(say, text):
        told = sums(match.group(1) + match.group(2))
        clause = re.split("[,。;]", text[: match.start()])[-1] + match.group()
        if len(told) != 1 or re.search(unless, clause):
            continue
        wan, step = told[0].wan, told[0].step
        if any(abs(wan - one) <= step for one in known):
            continue
        if wan > max(known) or _digits(wan) == _digits(done.spent):
            facts = {"stated": match.group(), "spent": plain(done.spent), "planned": plain(done.planned)}
            yield Hit(facts, project=project, text=done.actual.text, place=done.actual.place)


def spent_rate(project: Project, context: Context, *, say: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where an account tells another rate of the budget than spent ÷ budget.

    ``say`` is a pattern of the words with the rate (group 1); a clause in which ``unless`` is found is of another one.
    """
    done = project.execution
    if done is None or done.spent is None or "%" not in (text := fold(done.actual.text)):
        return
    for match in re.finditer(say, text):
        clause = re.split("[。;]", text[: match.start()])[-1] + match.group()
        right = right_rate(Cell(match.group(1)), done.spent, (done.planned, done.budget))
        if right is not None and not re.search(unless, clause):
            facts = {"stated": match.group(), "right": percent(right)}
            yield Hit(facts, project=project, text=done.actual.text, place=done.actual.place)


def _known(project: Project, context: Context) -> list[Decimal]:
    """Return the amounts in 万元 that the funds and the rows of a project print."""
    done = project.execution
    if done is None:
        return []
    whole = [done.planned, done.budget, done.spent, done.expected, project.total.wan]
    rows = [one for row in done.parts for one in (row.planned, row.budget, row.spent)]
    printed = [context.read(item).wan for item in context.indicators_of(project)]
    reached = [
        one.wan
        for item in context.indicators_of(project)
        if item.outcome is not None
        for one in sums(fold(item.outcome.actual.text))
    ]
    return [one for one in (*whole, *rows, *printed, *reached) if one is not None]


def _digits(number: Decimal) -> list[str]:
    return sorted(plain(number))
