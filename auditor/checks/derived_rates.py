"""The verb on rows of an evaluation whose result follows from its own funds: 预算调整率, 预算执行率, 结转结余率."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from auditor.checks.attained import at_outcome, rate, short
from auditor.checks.context import Context
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.records.outcome import Execution
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.width import fold

Derived = Literal["changed", "spent", "left"]
_PERCENT = re.compile(r"([-+]?[\d.]+)%?")
_ROUNDED = Decimal("0.05")
_HUNDRED = 100


def derived(project: Project, context: Context, *, rows: Mapping[Derived, str]) -> Iterator[Hit]:
    """Yield a hit where a row of which the name fits a pattern of ``rows`` reached another rate than the funds make.

    ``changed`` is the adjusted budget against the first one, ``spent`` what was spent, ``left`` what was not, of either
    budget. A rate that any row of the funds or the printed one of the whole has is right, too.
    """
    spent = project.execution
    if spent is None:
        return
    for item in context.indicators_of(project):
        of = next((of for of, name in rows.items() if re.fullmatch(name, fold(item.name.text))), None)
        stated = _stated(item)
        if of is None or stated is None or item.outcome is None:
            continue
        right = _rights(of, spent)
        slack = half_digit(plain(stated)) + _ROUNDED
        if right and all(abs(abs(one) - abs(stated)) > slack for one in (*right, *_others(of, spent))):
            facts = {"actual": item.outcome.actual.text, "right": f"{short(right[0])}%", "how": _how(of, spent)}
            yield at_outcome(item, facts, "actual")


def _stated(item: Indicator) -> Decimal | None:
    match = _PERCENT.fullmatch(fold(item.outcome.actual.text)) if item.outcome else None
    return parse_amount(match.group(1)) if match else None


def _rights(of: Derived, spent: Execution) -> Sequence[Decimal]:
    """Return the rates in percent that the amounts of the whole make, none where one is not printed."""
    first, last, paid = spent.budget, spent.planned, spent.spent
    if of == "changed":
        known = first and last is not None and spent.planned_cell.text
        return [(last - first) / first * _HUNDRED] if known and first and last is not None else []
    bases = [one for one in (last, first) if one]
    if paid is None:
        return []
    return [(paid if of == "spent" else base - paid) / base * _HUNDRED for base in bases]


def _others(of: Derived, spent: Execution) -> Iterator[Decimal]:
    """Yield the rates that a row may mean as well: those of the parts, and the printed one."""
    for row in spent.parts:
        bases = [one for one in (row.planned, row.budget) if one]
        if of != "changed" and row.spent is not None:
            yield from ((row.spent if of == "spent" else base - row.spent) / base * _HUNDRED for base in bases)
    printed = rate(spent.rate)
    if printed is not None and of != "changed":
        yield (printed if of == "spent" else 1 - printed) * _HUNDRED


def _how(of: Derived, spent: Execution) -> str:
    first, last, paid = (plain(one) if one is not None else "" for one in (spent.budget, spent.planned, spent.spent))
    if of == "changed":
        return f"年初预算{first}万元、全年预算{last}万元"
    return f"全年预算{last}万元、全年执行{paid}万元"
