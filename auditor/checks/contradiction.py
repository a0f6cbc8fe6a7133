"""Verbs on two places that disagree: amounts of one project, tables 12 and 13, frequencies, operators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from auditor.checks.context import Context, Group
from auditor.checks.counted import counts
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.dates import times_a_year
from auditor.text.numbers import plain

_OPPOSITE = ({"≥", "≤"}, {">", "<"}, {"≥", "<"}, {">", "≤"})


def overall_structure(budget: Budget, context: Context, *, of: Literal["total", "fiscal"]) -> Iterator[Hit]:
    """Yield a hit where what table 13 divides is not 基本支出 + 项目支出 (all in 万元).

    Forms divide 财政拨款 where they print it (``of: fiscal``), or else the ``total``, with or without other funds; one
    that prints 财政拨款 may divide the total all the same. An evaluation prints how what was spent is split.
    """
    head = budget.overall
    if head is None or (head.fiscal.wan is None) != (of == "total") or head.execution is not None:
        return
    whole, basic, projects = (head.total if of == "total" else head.fiscal), head.basic.wan, head.project.wan
    if whole.wan is None or basic is None or projects is None:
        return
    added = basic + projects
    wholes = [
        head.fiscal.wan,
        head.total.wan,
        None if head.total.wan is None else head.total.wan - (head.other.wan or 0),
    ]
    if all(abs(one - added) > Decimal("0.0001") for one in wholes if one is not None):
        facts = {"total": plain(whole.wan), "sum": plain(added), "difference": plain(abs(added - whole.wan))}
        yield Hit(facts, place=whole.cell.place, table="13", text=whole.cell.text)


def frequency(indicator: Indicator, context: Context, *, among: str) -> Iterator[Hit]:
    """Yield a hit where the name states a frequency (每季度一次) and the target another number of times.

    A number of places in the name beside a word of ``among`` (对6个点位各一次) multiplies it; so may the places that
    another row of the project counts.
    """
    reading = context.read(indicator)
    stated = times_a_year(reading.name)
    if stated is None or reading.amount is None or reading.dimension != "event":
        return
    phrase, times = stated
    places = _places(reading.name, among, context)
    wanted = times * places
    factor = reading.amount / wanted
    if factor == 1 or (places == 1 and _counted_beside(indicator, factor, context)):
        return
    whole = places == 1 and factor == factor.to_integral_value() and factor > 1
    note = f"；若分{plain(factor)}个片区（单位）分别开展，请在名称中写明" if whole else ""
    facts = {"phrase": phrase, "times": plain(wanted), "note": note}
    yield Hit(facts, indicator, column="value", confidence=0.75 if whole else None)


def _places(name: str, among: str, context: Context) -> Decimal:
    """Return for how many places the name states the frequency, 1 where it does not say."""
    if not context.words.has(among, name):
        return Decimal(1)
    found = [one.amount for one in counts(name, context) if one.unit.dimension == "thing"]
    return found[0] if len(found) == 1 and found[0] else Decimal(1)


def _counted_beside(indicator: Indicator, factor: Decimal, context: Context) -> bool:
    """Return whether another quantity of the project counts as many places."""
    group = context.group_of(indicator)
    return factor > 1 and factor in context.remember(("places", group.key), lambda: _things(group, context))


def _things(group: Group, context: Context) -> frozenset[Decimal]:
    """Return the amounts of the quantities of a group that count things."""
    readings = (context.read(item) for item in group.indicators)
    things = (one.amount for one in readings if one.level == "quantity" and one.dimension == "thing")
    return frozenset(amount for amount in things if amount is not None)


def tables_disagree(budget: Budget, context: Context, *, shortest: int) -> Iterator[Hit]:
    """Yield a hit where an indicator of table 13 has another target than the one of the same name in table 12.

    Only names that are specific: of ``shortest`` characters, standing once in table 12, and no plain 受益对象满意度.
    """
    named: dict[str, list[Indicator]] = defaultdict(list)
    for item in budget.indicators:
        if item.table == 12:
            named[context.read(item).name].append(item)
    for item in budget.indicators:
        twins = named.get(context.read(item).name, []) if item.table == 13 else []
        if (
            len(twins) != 1
            or len(context.read(item).name) < shortest
            or context.words.has("cues.common_names", context.read(item).name)
        ):
            continue
        one, two = context.read(item), context.read(twins[0])
        if (one.value, one.unit_text) != (two.value, two.unit_text) or {one.sign, two.sign} in _OPPOSITE:
            facts = {"here": one.sign + one.value + one.unit_text, "there": two.sign + two.value + two.unit_text}
            yield Hit(facts, item, column="value", related=(twins[0],))


def overall_sum(budget: Budget, context: Context, *, above: bool, share: float = 0.0) -> Iterator[Hit]:
    """Yield a hit where the totals of table 12 are more (``above``) or less than 项目支出 plus other funds of table 13.

    ``share``: differences up to this part of the amount of table 13 are let pass.
    """
    head = budget.overall
    totals = [project.total.wan for project in budget.projects]
    if head is None or head.project.wan is None or not totals or any(total is None for total in totals):
        return
    added = sum((total for total in totals if total is not None), Decimal(0))
    highest, lowest = head.project.wan + (head.other.wan or Decimal(0)), head.project.wan
    allowed = highest if above else lowest
    difference = added - allowed if above else allowed - added
    if difference > max(Decimal("0.01"), allowed * Decimal(str(share))):
        facts = {"sum": plain(added), "allowed": plain(allowed), "difference": plain(difference)}
        yield Hit(facts, place=head.place, table="13")
