"""The verb on what a row counts a thing in against what the objective counts the same thing in (600群, 600间)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.checks.alike import core
from auditor.checks.context import Context
from auditor.checks.objective import stated, thing_of
from auditor.records.budget import Project
from auditor.records.finding import Hit


def other_unit(project: Project, context: Context, *, classes: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a row has a number of the objective, and a unit that no such thing is counted in.

    A line of ``classes`` are the units of one class of things, behind = those that may stand for them. Both share a
    word; a name that says what it counts (人数) says so itself.
    """
    lines = [tuple(part.split() for part in f"{line} = ".split("=")[:2]) for line in classes]
    for item in context.indicators_of(project):
        reading = context.read(item)
        if reading.amount is None or reading.unit is None or reading.per or reading.level in {"cost", "satisfaction"}:
            continue
        unit = thing_of(reading.unit)
        same = [
            one
            for one in stated(project, context)
            if one.base == reading.amount * reading.unit.factor and core(one.words) & core(reading.name)
        ]
        told = {unit, *(thing_of(one.unit) for one in same)}  # 人数 in 平方米 is another rule's
        if (
            not same
            or any(one in reading.head for one in told)
            or any(_fit(unit, thing_of(one.unit), lines) for one in same)
        ):
            continue
        yield Hit({"stated": same[0].shown, "said": reading.unit_text}, item, project, "unit", related=(project,))


def _fit(one: str, other: str, lines: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Return whether two units may count one thing: no class has one of them as its own and lacks the other."""
    pairs = ((one, other), (other, one))
    owned = [(unit in (*own, *also)) for first, unit in pairs for own, also in lines if first in own]
    return one == other or not owned or any(owned)
