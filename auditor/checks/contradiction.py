"""Verbs on two places that disagree: amounts of one project, tables 12 and 13, frequencies, operators."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from auditor.checks.alike import pairs, stripped
from auditor.checks.context import Context, Group
from auditor.checks.counted import base_of, counts
from auditor.checks.objective import thing_of
from auditor.checks.reading import Reading
from auditor.checks.words import bare_name
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.dates import times_a_year
from auditor.text.numbers import plain
from auditor.text.width import fold

Row = tuple[Indicator, Reading]
_TELLING = 40
_OPPOSITE = ({"≥", "≤"}, {">", "<"}, {"≥", "<"}, {">", "≤"})


def overall_structure(budget: Budget, context: Context, *, of: Literal["total", "fiscal"]) -> Iterator[Hit]:
    """Yield a hit where what table 13 divides is not 基本支出 + 项目支出 (all in 万元).

    Forms divide 财政拨款 where they print it (``of: fiscal``), or else the ``total``, with or without other funds; one
    that prints 财政拨款 may divide the total all the same. An evaluation prints how what was spent is split.
    """
    head = budget.overall
    if head is None or (head.fiscal.wan is None) != (of == "total") or head.execution is not None or head.amounts:
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

    A number of places in the name beside a word of ``among`` (对6个点位各一次) multiplies it; so may as many
    places without such a word, and those that another row of the project counts.
    """
    reading = context.read(indicator)
    stated = times_a_year(reading.name)
    if stated is None or reading.amount is None or reading.dimension != "event":
        return
    phrase, times = stated
    places = _places(reading.name, among, context)
    wanted = times * places
    factor = reading.amount / wanted
    if factor == 1:
        return
    if places == 1 and (factor in _named_things(reading.name, context) or _counted_beside(indicator, factor, context)):
        return
    whole = places == 1 and factor == factor.to_integral_value() and factor > 1
    note = f"；若分{plain(factor)}个片区（单位）分别开展，请在名称中写明" if whole else ""
    facts = {"phrase": phrase, "times": plain(wanted), "note": note}
    yield Hit(facts, indicator, column="value", confidence=0.75 if whole else None)


def _places(name: str, among: str, context: Context) -> Decimal:
    """Return for how many places the name states the frequency, 1 where it does not say."""
    if not context.words.has(among, name):
        return Decimal(1)
    found = _named_things(name, context)
    return found[0] if len(found) == 1 and found[0] else Decimal(1)


def _named_things(name: str, context: Context) -> list[Decimal]:
    """Return the numbers of things that a name tells (54个台站每季度巡检1次)."""
    return [one.amount for one in counts(name, context) if one.unit.dimension == "thing"]


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


def tables_reword(budget: Budget, context: Context, *, ends: str, least: int) -> Iterator[Hit]:
    """Yield a hit where a count of table 13 is another than the one of table 12 that says the same in other words.

    Without a word of ``ends`` (人数) both names have the same characters, but for those of the project's name
    (残疾儿童康复救助人数, 康复救助儿童人数): ``least`` or more, and no other row has them. A target that the rows of a
    project add up to counts them all.
    """
    counted = [(item, context.read(item)) for item in budget.indicators]
    counted = [row for row in counted if row[1].level == "quantity" and base_of(row[1]) is not None]
    stems = {item.order: _stem(reading.name, ends, context) for item, reading in counted}
    there = [row for row in counted if row[0].table == 12]
    beside = _by_pair(there, stems)
    found: list[tuple[Row, Row]] = []
    for row in (row for row in counted if row[0].table == 13):
        near = {one[0].order: one for pair in pairs(stems[row[0].order]) for one in beside.get(pair, ())}
        twins = [one for one in near.values() if _reworded(row[0], one[0], context, stems, least)]
        found += [(row, one) for one in twins] if len(twins) == 1 else []
    named = Counter(two[0].order for _, two in found)
    for (item, reading), (other, two) in found:
        if named[other.order] > 1 or two.name == reading.name or base_of(reading) == base_of(two):
            continue
        if base_of(reading) not in _sums((other, two), there):
            facts = {"here": reading.target, "there": two.target, "other": other.name.text}
            yield Hit(facts, item, column="value", related=(other,))


def _by_pair(rows: Sequence[Row], stems: Mapping[int, str]) -> Mapping[str, Sequence[Row]]:
    """Return the rows that have a pair of characters, by pair; one that many have tells none of them."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for pair in pairs(stems[row[0].order]):
            found[pair].append(row)
    return {pair: having for pair, having in found.items() if len(having) <= _TELLING}


def _stem(name: str, ends: str, context: Context) -> str:
    """Return what a name counts: without the word of counting at its end and what every name has."""
    bare = bare_name(name)
    end = next((word for word in context.words.entries(ends) if bare.endswith(word)), "")
    return stripped(bare.removesuffix(end))


def _reworded(item: Indicator, other: Indicator, context: Context, stems: Mapping[int, str], least: int) -> bool:
    """Return whether a row of table 13 names what one of table 12 names, in other words."""
    one, two, project = set(stems[item.order]), set(stems[other.order]), context.project_of(other)
    units = [thing_of(unit) for unit in (context.read(item).unit, context.read(other).unit) if unit]
    if project is None or len(one & two) < least or units[:1] != units[1:]:
        return False
    named = set(fold(project.name.text))
    return one <= two | named and two <= one | named


def _sums(row: Row, rows: Sequence[Row]) -> set[Decimal]:
    """Return what the other rows of one project and unit add up to, with the row and without it."""
    own, unit = base_of(row[1]) or Decimal(0), row[1].unit
    others = [
        base_of(reading) or Decimal(0)
        for item, reading in rows
        if item is not row[0] and item.project == row[0].project
        if unit and reading.unit and reading.unit.name == unit.name
    ]
    return {sum(others, Decimal(0)), sum(others, own), *(own + other for other in others)}


def overall_ceiling(budget: Budget, context: Context, *, names: str, share: float) -> Iterator[Hit]:
    """Yield a hit where table 13 caps all projects (a name of ``names``: 项目支出总额) at another sum than they have.

    A cap that is 项目支出 of the head agrees with it: another rule holds that against the projects; so does one for a
    cap above the total of the head. Differences up to ``share`` of the sum are let pass.
    """
    totals = [project.total.wan for project in budget.projects]
    head = budget.overall
    if head is None or head.project.wan is None or not totals or any(total is None for total in totals):
        return
    added = sum((total for total in totals if total is not None), Decimal(0))
    known = (head.project.wan, head.project.wan + (head.other.wan or 0), head.total.wan)
    for item in budget.indicators:
        reading = context.read(item)
        named = item.table == 13 and not item.activity.text and context.words.is_one(names, bare_name(reading.name))
        if not named or reading.wan is None or reading.per:
            continue
        if head.total.wan is not None and reading.wan > head.total.wan and reading.level == "cost":
            continue
        agreed = any(abs(one - reading.wan) <= one * Decimal(str(share)) for one in known if one is not None)
        if not agreed and abs(added - reading.wan) > added * Decimal(str(share)):
            facts = {"sum": plain(added), "target": reading.target}
            yield Hit(facts, item, column="value", related=tuple(budget.projects[:1]))


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
