"""General verbs over the rows of a project: count, share and sum of those that a filter takes, and bounds of targets.

A bureau writes its own rules with them, without Python. A filter is a mapping; a row must meet every line of it:

``level``    kinds of the second level, as sections of levels.txt (quantity, cost, satisfaction …)
``level1``, ``level2``, ``name``, ``unit``    words of which the cell holds one
``sign``     operators (≥ ≤ = > < 定性)
``numeric``  true for targets that are numbers, false for the others
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from auditor.checks.attained import points_of
from auditor.checks.context import Context
from auditor.errors import RuleError
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold

Filter = Mapping[str, Any]
_Test = Callable[[Indicator, Context, Any], bool]


def count(project: Project, context: Context, *, rows: Filter, least: int = 0, most: int = 0) -> Iterator[Hit]:
    """Yield a hit where a project has fewer than ``least`` rows of the filter, or more than ``most`` (0: any)."""
    found = taken(project, context, rows)
    if len(found) < least or (most and len(found) > most):
        facts = {"count": len(found), "least": least, "most": most}
        yield Hit(facts, project=project, column="project_name", related=tuple(found[most:] if most else ()))


def share(project: Project, context: Context, *, rows: Filter, least: float = 0.0, most: float = 1.0) -> Iterator[Hit]:
    """Yield a hit where the share (0 to 1) of a project's rows that the filter takes is not within the bounds."""
    every = context.indicators_of(project)
    found = taken(project, context, rows)
    part = len(found) / len(every) if every else None
    if part is not None and not least <= part <= most:
        facts = {"count": len(found), "every": len(every), "share": f"{part:.0%}"}
        yield Hit(facts, project=project, column="project_name", related=tuple(found))


def total(project: Project, context: Context, *, rows: Filter, of: str, within: Sequence[float]) -> Iterator[Hit]:
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
    indicator: Indicator, context: Context, *, rows: Filter, least: float = 0.0, most: float = 0.0
) -> Iterator[Hit]:
    """Yield a hit where the number of a row of the filter is below ``least`` or above ``most`` (0: no bound)."""
    amount = context.read(indicator).amount
    if amount is None or not takes(indicator, context, rows):
        return
    if amount < Decimal(str(least)) or (most and amount > Decimal(str(most))):
        reading = context.read(indicator)
        facts = {
            "target": reading.target,
            "least": f"{least:g}",
            "most": f"{most:g}",
        }
        yield Hit(facts, indicator, column="value")


def phrases(project: Project, context: Context, *, words: str, columns: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a project's ``columns`` (objective, project_name) hold a phrase of the word list ``words``."""
    cells = {"objective": project.objective, "project_name": project.name}
    for column in columns:
        text = fold(cells[column].text)
        match = context.words.search(words, text) if text else None
        if match:
            yield Hit({"phrase": match.group(), "cell": cells[column].text}, project=project, column=column)


def taken(project: Project, context: Context, rows: Filter) -> list[Indicator]:
    """Return the rows of a project that the filter takes, in the order of the document."""
    return [item for item in context.indicators_of(project) if takes(item, context, rows)]


def takes(indicator: Indicator, context: Context, rows: Filter) -> bool:
    """Return whether the filter takes the row. Raises RuleError for a line that no filter has."""
    unknown = next((key for key in rows if key not in _TESTS), "")
    if unknown:
        raise RuleError(f"筛选条件没有“{unknown}”，可用：{'、'.join(_TESTS)}。")
    return all(_TESTS[key](indicator, context, wanted) for key, wanted in rows.items())


def _holds(column: str) -> _Test:
    """Return the test whether a cell holds one of some words."""

    def test(item: Indicator, _: Context, wanted: Sequence[str]) -> bool:
        text = fold(getattr(item, column).text)
        return any(fold(str(word)) in text for word in wanted)

    return test


_TESTS: Mapping[str, _Test] = {
    "level": lambda item, context, wanted: context.read(item).level in wanted,
    "level1": _holds("level1"),
    "level2": _holds("level2"),
    "name": _holds("name"),
    "unit": _holds("unit"),
    "sign": lambda item, context, wanted: context.read(item).sign in wanted,
    "numeric": lambda item, context, wanted: context.read(item).numeric == bool(wanted),
}
