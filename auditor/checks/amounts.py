"""The verb on amounts of one project: one, or the sum of some, against another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypedDict

from auditor.checks.context import Context
from auditor.checks.reading import WAN
from auditor.records.budget import Money, Project
from auditor.records.columns import COLUMN_WORDS
from auditor.records.document import EMPTY, Cell
from auditor.records.finding import Hit
from auditor.records.outcome import Execution
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

Named = Literal["total", "fiscal", "other", "source", "planned", "adjusted", "spent", "expected"]
Relation = Literal["=", "≤", "≥"]
_YUAN = Decimal("0.0001")
"""Sums in 万元 agree to the 元."""
_SIZES = (Decimal(1), WAN)


class _Added(TypedDict):
    sum: Sequence[Named]


class Sum(_Added, total=False):
    """What amounts are compared with: the ``sum`` of others; differences up to its ``share`` are let pass.

    So is any that the running text or a note explains (``explained``, a pattern), and with ``listed`` one that other
    amounts of the form make up: sources of funds that nobody knows by name.
    """

    share: float
    explained: str
    listed: bool


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount in 万元 and the cell that prints it; ``column`` is that of table 12, "" for one of an evaluation."""

    wan: Decimal | None
    cell: Cell = EMPTY
    word: str = ""
    column: str = ""


def compared(project: Project, context: Context, *, each: Sequence[Named], wanted: Relation, to: Sum) -> Iterator[Hit]:
    """Yield a hit for the first amount ``each`` that is not as ``wanted`` (=, ≤, ≥) ``to`` the sum of others.

    ``total``, ``fiscal`` and ``other`` are the funds of the project, ``source`` its fiscal funds or what a form names
    in their place; ``planned``, ``spent`` and ``expected`` stand in its evaluation or monitoring, ``adjusted`` is
    what is planned where the form tells it from the first budget. An amount that is not printed counts nothing, but
    the first of the sum must be; the sum of none is 0. One that is printed and not understood leaves all unjudged.
    """
    if "explained" in to and any(re.search(to["explained"], fold(cell.text)) for cell in _words(context)):
        return
    parts = [_amount(name, project) for name in to["sum"]]
    if parts and (parts[0].wan is None or any(part.wan is None and part.cell.text for part in parts)):
        return
    added = sum((part.wan for part in parts if part.wan is not None), Decimal(0))
    slack = abs(added) * Decimal(str(to.get("share", 0))) + (_YUAN if wanted == "=" else 0)
    for amount in (_amount(name, project) for name in each):
        if amount.wan is not None and to.get("listed") and _is_listed(amount.wan - added, project):
            return
        if amount.wan is not None and _WRONG[wanted](amount.wan - added, slack):
            facts = {
                "what": amount.word,
                "amount": plain(amount.wan),
                "printed": amount.cell.text,
                "sum": plain(added),
                "difference": plain(abs(amount.wan - added)),
            }
            if amount.column:
                yield Hit(project=project, column=amount.column, offered=facts)
            else:
                yield Hit(project=project, text=amount.cell.text, place=amount.cell.place, offered=facts)
            return


def _is_listed(rest: Decimal, project: Project) -> bool:
    """Return whether one amount of the project's details, or all of them, are ``rest`` (万元), in whatever unit."""
    cells = dict.fromkeys(cell for _, cell in project.details)
    found = [value for cell in cells if (value := parse_amount(fold(cell.text))) is not None and value > 0]
    wanted = (rest * size for size in _SIZES)
    return rest > 0 and any(abs(one - want) <= _YUAN for want in wanted for one in (*found, sum(found, Decimal(0))))


def _words(context: Context) -> Iterator[Cell]:
    yield from context.budget.prose
    yield from (one.cell for one in context.budget.aside if one.kind in {"note", "prose"})


_WRONG: Mapping[Relation, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda difference, slack: abs(difference) > slack,
    "≤": lambda difference, slack: difference > slack,
    "≥": lambda difference, slack: -difference > slack,
}


def _amount(name: Named, project: Project) -> _Amount:
    spent = project.execution or Execution()
    match name:
        case "source":
            return _Amount(_first_source(project))
        case "planned":
            return _Amount(spent.planned or None)
        case "adjusted":
            return _Amount(spent.planned if spent.planned_cell.text else None)
        case "spent":
            return _Amount(spent.spent, spent.spent_cell, "执行数")
        case "expected":
            return _Amount(spent.expected, spent.expected_cell, "全年预计执行数")
        case _:
            money: Money = getattr(project, name)
            return _Amount(money.wan, money.cell, COLUMN_WORDS[name], name)


def _first_source(project: Project) -> Decimal | None:
    """Return 财政资金, or the one source of its own that a form names in its place (其中：…公益金), before 其他资金."""
    if project.fiscal.wan is not None or project.other.wan is None:
        return project.fiscal.wan
    found = [parse_amount(fold(cell.text)) for label, cell in project.details if fold(label).startswith("其中")]
    return found[0] if len(found) == 1 else None
