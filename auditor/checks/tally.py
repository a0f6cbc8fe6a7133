"""General verbs over rows: one that a filter takes, bounds of its number; count, share and sum over a project.

A bureau writes its own rules with them, without Python: see auditor.checks.rowfilter for the lines of a filter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, TypedDict

from auditor.checks.attained import points_of
from auditor.checks.better import usual_sign
from auditor.checks.context import Context
from auditor.checks.offered import Offered
from auditor.checks.reading import LEVELS
from auditor.checks.rowfilter import RowColumn, RowFilter, taken, takes, turned, word_of
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.records.rule import Severity
from auditor.text.numbers import plain
from auditor.text.units import DIMENSIONS

Sign = Literal["≥", "≤", "=", ">", "<"]
Summed = Literal["weight", "value"]


class RowCase(TypedDict, total=False):
    """One of several cases of a rule; a row is of the first case whose filter takes it.

    ``rows`` is what the case asks beside the filter of the rule. ``facts`` are further facts for the wording, in which
    others stand in braces. Rows that a folding rule joins have the same ``join``. The other lines replace what the rule
    says.
    """

    rows: RowFilter
    facts: Mapping[str, str]
    column: RowColumn
    wanted: Sign
    join: str
    severity: Severity
    confidence: float


def filtered(items: Sequence[Indicator], context: Context, *, rows: RowFilter, **_: object) -> Sequence[Indicator]:
    """Return the rows that the filter of ``found`` or ``bound`` takes: asked of all at once."""
    return taken(items, context, rows)


def found(
    indicator: Indicator,
    context: Context,
    *,
    rows: RowFilter,
    column: RowColumn = "value",
    cases: Sequence[RowCase] = ({},),
) -> Iterator[Hit]:
    """Yield a hit on the cell ``column`` of a row that the filter took.

    ``cases`` tell rows apart that the filter takes: one that is of none of them is left alone. A case that says which
    operator is ``wanted`` has the fact ``repaired``, the target with it.
    """
    case = next((one for one in cases if takes(indicator, context, one.get("rows", {}))), None)
    if case is not None:
        offered = _offered(indicator, context, (rows, case.get("rows", {})))
        wanted = turned(context.read(indicator), case["wanted"]) if "wanted" in case else {}
        yield Hit(
            {**wanted, **offered.worded(case.get("facts", {}))},
            indicator,
            column=case.get("column", column),
            severity=case.get("severity"),
            confidence=case.get("confidence"),
            fold_key=case.get("join", "").format_map(offered),
            offered=offered,
        )


def _offered(indicator: Indicator, context: Context, filters: Sequence[RowFilter]) -> Offered:
    """Return what a wording may say of a row: its target, unit and level, and the word that a filter found."""
    reading = context.read(indicator)
    facts = {
        "target": reading.target,
        "operator": indicator.operator.text,
        "value": indicator.value.text,
        "measured": reading.value + reading.unit_text,
        "number": "" if reading.amount is None else plain(reading.amount),
        "percent": "" if reading.amount is None else f"{plain(reading.amount * 100)}%",
        "usual": usual_sign(reading, context),
        "counted": reading.unit_text,
        "unit": reading.unit.text if reading.unit else "",
        "dimension": DIMENSIONS.get(reading.dimension, reading.dimension),
        "standard": reading.unit.standard if reading.unit else "",
        "head": reading.head,
        "level": LEVELS.get(reading.level, ""),
        "word": next(filter(None, (word_of(indicator, context, rows) for rows in filters)), ""),
    }
    return Offered(facts)


def count(project: Project, context: Context, *, rows: RowFilter, least: int = 0, most: int = 0) -> Iterator[Hit]:
    """Yield a hit where a project has fewer than ``least`` rows of the filter, or more than ``most`` (0: any)."""
    found = taken(context.indicators_of(project), context, rows)
    if len(found) < least or (most and len(found) > most):
        facts = {"count": len(found), "least": least, "most": most}
        yield Hit(facts, project=project, column="project_name", related=tuple(found[most:] if most else ()))


def share(
    project: Project, context: Context, *, rows: RowFilter, least: float = 0.0, most: float = 1.0
) -> Iterator[Hit]:
    """Yield a hit where the share (0 to 1) of a project's rows that the filter takes is not within the bounds."""
    every = context.indicators_of(project)
    found = taken(every, context, rows)
    part = len(found) / len(every) if every else None
    if part is not None and not least <= part <= most:
        facts = {"count": len(found), "every": len(every), "share": f"{part:.0%}"}
        yield Hit(facts, project=project, column="project_name", related=tuple(found))


def total(
    project: Project, context: Context, *, rows: RowFilter, of: Summed, within: tuple[float, float]
) -> Iterator[Hit]:
    """Yield a hit where the sum of the weights, or values, of the rows that the filter takes is not ``within`` bounds.

    ``of`` is weight or value, ``within`` the least and the most.
    Nothing is said where one of the rows has no number there, or none is taken.
    """
    found = taken(context.indicators_of(project), context, rows)
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
    """Yield a hit where the number of a row that the filter took is below ``least`` or above ``most``."""
    reading = context.read(indicator)
    if reading.amount is None:
        return
    low = least is not None and reading.amount < Decimal(str(least))
    if low or (most is not None and reading.amount > Decimal(str(most))):
        bounds = {"least": least, "most": most}
        facts = {name: f"{number:g}" for name, number in bounds.items() if number is not None}
        yield Hit({**facts, "target": reading.target}, indicator, column="value")
