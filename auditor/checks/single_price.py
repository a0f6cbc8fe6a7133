"""The price of one thing against all the money that there is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.money import positive_total
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.units import parse_unit

_PRICES = frozenset({"≤", "<", "=", ""})
_COUNTED = frozenset({"people", "event", "thing", "lesson"})


def above_total(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where one thing alone costs more than the project, or the department of table 13, has (万元).

    It is a cost row priced for something that is counted. Where a row of a project tells how many, their product is
    judged instead.
    """
    for item in budget.indicators:
        reading = context.read(item)
        if (
            reading.wan is None
            or reading.level != "cost"
            or reading.sign not in _PRICES
            or not _is_for_one(item, context)
        ):
            continue
        total = _total(item, budget, context)
        if total > 0 and reading.wan > total:
            facts = {"price": f"{reading.value}{reading.unit_text}", "total": plain(total)}
            yield Hit(facts, item, context.project_of(item), "value")


def _is_for_one(item: Indicator, context: Context) -> bool:
    """Return whether a price is for one counted thing of which no row tells how many."""
    per = context.read(item).per
    if len(per) != 1 or (unit := parse_unit(per[0], context.units)) is None or unit.dimension not in _COUNTED:
        return False
    others = [context.read(one) for one in context.group_of(item).indicators] if item.project else []
    return not any(one.unit and one.unit.name == per[0] and one.numeric for one in others)


def _total(item: Indicator, budget: Budget, context: Context) -> Decimal:
    project = context.project_of(item)
    if project is not None:
        return positive_total(project)
    head = budget.overall
    return (head.total.wan or Decimal(0)) if head and head.execution is None else Decimal(0)
