"""General verbs over rows: one that a filter takes, bounds of its number; count, share and sum over a project.

A bureau writes its own rules with them, without Python: see auditor.checks.rowfilter for the lines of a filter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from auditor.checks.attained import points_of
from auditor.checks.context import Context
from auditor.checks.rowfilter import RowFilter, taken, takes, turned
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold

RowColumn = Literal["level1", "level2", "name", "operator", "value", "unit"]
Summed = Literal["weight", "value"]
_TARGET = frozenset({"operator", "value", "unit"})


def found(
    indicator: Indicator, context: Context, *, rows: RowFilter, column: RowColumn = "value", wanted: str = ""
) -> Iterator[Hit]:
    """Yield a hit on the cell ``column`` of every row that the filter takes.

    ``wanted`` is the operator that it should have: the fact ``repaired`` is the target with it.
    """
    if takes(indicator, context, rows):
        reading = context.read(indicator)
        target = {"target": reading.target} if column in _TARGET else {}
        yield Hit(turned(reading, wanted) if wanted else target, indicator, column=column)


def count(project: Project, context: Context, *, rows: RowFilter, least: int = 0, most: int = 0) -> Iterator[Hit]:
    """Yield a hit where a project has fewer than ``least`` rows of the filter, or more than ``most`` (0: any)."""
    found = taken(project, context, rows)
    if len(found) < least or (most and len(found) > most):
        facts = {"count": len(found), "least": least, "most": most}
        yield Hit(facts, project=project, column="project_name", related=tuple(found[most:] if most else ()))


def share(
    project: Project, context: Context, *, rows: RowFilter, least: float = 0.0, most: float = 1.0
) -> Iterator[Hit]:
    """Yield a hit where the share (0 to 1) of a project's rows that the filter takes is not within the bounds."""
    every = context.indicators_of(project)
    found = taken(project, context, rows)
    part = len(found) / len(every) if every else None
    if part is not None and not least <= part <= most:
        facts = {"count": len(found), "every": len(every), "share": f"{part:.0%}"}
        yield Hit(facts, project=project, column="project_name", related=tuple(found))


def total(project: Project, context: Context, *, rows: RowFilter, of: Summed, within: Sequence[float]) -> Iterator[Hit]:
    """Yield a hit where the sum of the weights, or values, of the rows that the filter takes is not ``within`` bounds.

    ``of`` is weight or value, ``within`` the least and the most.
    Nothing is said where one of the rows has no number there, or none is taken.
    """
    found = taken(project, context, rows)
    numbers = [points_of(item)[0] if of == "weight" else context.read(item).amount for item in found]
    known = [number for number in numbers if number is not None]
    added = sum(known, Decimal(0))
    least, most = within
    if found and len(known) == len(found) and not Decimal(str(least)) <= added <= Decimal(str(most)):
        facts = {"sum": plain(added), "least": f"{least:g}", "most": f"{most:g}"}
        yield Hit(facts, project=project, column="project_name", related=tuple(found))


def bound(
    indicator: Indicator,
    context: Context,
    *,
    rows: RowFilter,
    least: float | None = None,
    most: float | None = None,
) -> Iterator[Hit]:
    """Yield a hit where the number of a row of the filter is below ``least`` or above ``most``."""
    reading = context.read(indicator)
    if reading.amount is None or not takes(indicator, context, rows):
        return
    low = least is not None and reading.amount < Decimal(str(least))
    if low or (most is not None and reading.amount > Decimal(str(most))):
        bounds = {"least": least, "most": most}
        facts = {name: f"{number:g}" for name, number in bounds.items() if number is not None}
        yield Hit({**facts, "target": reading.target}, indicator, column="value")


def phrases(project: Project, context: Context, *, words: str, columns: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a project's ``columns`` (objective, project_name) hold a phrase of the word list ``words``."""
    cells = {"objective": project.objective, "project_name": project.name}
    for column in columns:
        text = fold(cells[column].text)
        match = context.words.search(words, text) if text else None
        if match:
            yield Hit({"phrase": match.group(), "cell": cells[column].text}, project=project, column=column)
