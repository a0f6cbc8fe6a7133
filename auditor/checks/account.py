"""The verb on the account of what was reached (实际完成情况) against what the rows say was reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.alike import core
from auditor.checks.attained import actual_of, at_outcome
from auditor.checks.context import Context
from auditor.checks.counted import COUNTED, Count, counts
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Reached:
    """What a row says was reached: a number of things, in the smallest unit of the kind (万人次 are 人次)."""

    row: Indicator
    thing: str
    amount: Decimal


def account_numbers(project: Project, context: Context, *, unless: str, fill: str, strange: int) -> Iterator[Hit]:
    """Yield a hit where the account of what was reached counts a thing otherwise than the row of it does.

    A number and a row are about one thing where each is the other's likest in name among those of one unit; a number
    that stands elsewhere in the account, or the sum of all, being that of the row is no contradiction. Left out are
    numbers of which ``unless`` (a pattern) finds that they are a change, a stock, a plan or a part, and those with more
    than ``strange`` pairs of characters that the row does not have, beside words that only fill (``fill``: a pattern):
    perhaps another thing was counted.
    """
    if project.execution is None or not project.execution.actual.text:
        return
    every = [one for one in counts(project.execution.actual.text, context) if is_total(one, context)]
    told = [one for one in every if not re.search(unless, one.before + one.words)]
    rows = [row for item in context.indicators_of(project) if (row := reached(item, context))]
    for row in rows if told else ():
        best = _likest(row, [one for one in told if thing(one.unit.name) == row.thing])
        bases = [one.base for one in every if thing(one.unit.name) == row.thing]
        if best is None or row.amount in {*bases, sum(bases, Decimal(0))}:
            continue
        rivals = [other for other in rows if other.thing == row.thing]
        odd = core(re.sub(fill, "", best.words)) - core(row.row.name.text)
        if len(odd) <= strange and max(rivals, key=lambda other: _alike(best, other)) is row:
            actual = row.row.outcome.actual.text if row.row.outcome else ""
            yield at_outcome(row.row, {"stated": _shown(best), "target": actual}, "actual")


def is_total(one: Count, context: Context) -> bool:
    """Return whether a number counts things, and not so many for each of something."""
    return one.unit.dimension in COUNTED and not context.words.has("objectives.each", one.before + one.words)


def reached(item: Indicator, context: Context) -> Reached | None:
    """Return what a row says was reached, None where that is no number of things."""
    if item.outcome is None or not item.outcome.actual.text:
        return None
    actual = actual_of(item, context)
    if actual.amount is None or actual.unit is None or actual.unit.per or actual.unit.dimension not in COUNTED:
        return None
    return Reached(item, thing(actual.unit.name), actual.amount * actual.unit.factor)


def thing(unit: str) -> str:
    """Return the thing that a unit counts (万人次 and 人次 are one)."""
    return unit.removeprefix("万")


def _likest(row: Reached, told: Sequence[Count]) -> Count | None:
    """Return the number that is likest to the row in words, None where there is none, or more than one."""
    most = max((_alike(one, row) for one in told), default=0)
    found = [one for one in told if _alike(one, row) == most]
    return found[0] if most and len(found) == 1 else None


def _alike(one: Count, row: Reached) -> int:
    """Return how many pairs of characters a number's words have in common with the name of a row.

    Of a number whose own words say nothing (放流鱼苗、虾苗5400万尾) those of its clause count, if it is the first one.
    """
    name = core(row.row.name.text)
    own = len(core(one.words) & name)
    return own or (0 if _DIGIT.search(one.before) else len(core(one.before) & name))


def _shown(one: Count) -> str:
    return f"{one.before[-12:]}{one.shown}"
