"""Verbs on what the cells of a row state twice: name, operator, value and unit that contradict each other outright."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.checks.named import WHOLE
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount
from auditor.text.operators import split_bound
from auditor.text.units import Unit, parse_unit
from auditor.text.width import fold

_AMOUNT = r"(\d[\d,]*(?:\.\d+)?)"
_AT_END = re.compile(_AMOUNT + r"([^\d()]{1,6})$")
_TWICE = re.compile(r"\d[\d.]*%\d[\d,.]*([^\d.%()]{1,6})")
_SIGN_AT_END = re.compile(r"(?:定性|定量|[≥≤=<>])$")
_UNTOLD = frozenset({"", "rank"})
"""Dimensions in which two units may name one thing (级, 等)."""


def name_against_target(indicator: Indicator, context: Context, *, each: str, unless: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the name ends in a number with the unit of the target (合格率98%), and the target is another.

    ``each``: words by which the number is one of many (每期50人); ``unless``: lists of words of names that speak of
    something else than the level itself (提高5%).
    """
    reading = context.read(indicator)
    stated = _AT_END.search(split_bound(reading.name.rstrip(")"))[0])
    if stated is None or reading.amount is None or reading.unit is None:
        return
    amount, unit = parse_amount(stated.group(1)), parse_unit(stated.group(2), context.units)
    if amount is None or unit is None or (unit.name, unit.per) != (reading.unit.name, reading.unit.per):
        return
    if amount == reading.amount or any(context.words.has(section, reading.name) for section in (each, *unless)):
        return
    yield Hit({"stated": stated.group(), "target": reading.target}, indicator, column="name")


def two_units(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where the value carries a unit of its own (5人) and the unit column says one of another kind (%).

    So does a value that is a share and a number of something in one (100%5个).
    """
    reading = context.read(indicator)
    twice = _TWICE.fullmatch(reading.value)
    if twice and (own := parse_unit(twice.group(1), context.units)):
        yield Hit({"own": "%", "value": reading.value, "other": own.text}, indicator, column="value")
        return
    stated = WHOLE.fullmatch(split_bound(reading.value)[0])
    if stated is None or reading.numeric or reading.unit is None:
        return
    own = parse_unit(stated.group(2), context.units)
    if own is not None and _other_kind(own, reading.unit):
        yield Hit({"own": own.text, "value": reading.value, "other": reading.unit_text}, indicator, column="unit")


def _other_kind(one: Unit, two: Unit) -> bool:
    """Return whether two units measure different things, or money in another size."""
    if _UNTOLD & {one.dimension, two.dimension}:
        return False
    return one.dimension != two.dimension or (one.dimension == "money" and one.factor != two.factor)


def operator_in_name(indicator: Indicator, context: Context, *, unless: str) -> Iterator[Hit]:
    """Yield a hit where the name ends in what the operator column says (…效率定性), or in an operator.

    ``unless``: what before it is given a nature of its own (案件定性).
    """
    reading = context.read(indicator)
    found = _SIGN_AT_END.search(reading.name)
    if found is None or found.end() - found.start() == len(reading.name):
        return
    word, meant = found.group(), reading.name[: found.start()]
    if word in {"定性", "定量"} and (reading.sign != word or meant.endswith(context.words.entries(unless))):
        return
    yield Hit({"word": word, "meant": meant}, indicator, column="name")


def bound_in_unit(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where the unit column carries a bound (%以上, 小时以内), which belongs to the operator."""
    unit, sign = split_bound(fold(indicator.unit.text))
    if sign and parse_unit(unit, context.units) is not None:
        reading = context.read(indicator)
        yield Hit({"repaired": f"{sign}{reading.value}{unit}", "bound": sign}, indicator, column="unit")


def points_as_targets(project: Project, context: Context, *, rows: int, whole: int) -> Iterator[Hit]:
    """Yield a hit where the targets of a project are its weights: bare numbers, no operator, no unit, ``whole`` in sum.

    At least ``rows`` rows, one of them a rate or a satisfaction, which cannot be 20 without being 20 %.
    """
    items = [item for item in context.indicators_of(project) if item.value.text.strip()]
    readings = [context.read(item) for item in items]
    amounts = [one.amount for one in readings if one.amount is not None and not one.sign and not one.unit_text]
    if len(items) < rows or len(amounts) < len(items) or sum(amounts) != whole:
        return
    if any(one.kind == "ratio" or one.level == "satisfaction" for one in readings):
        facts = {"count": len(items), "sum": whole}
        yield Hit(facts, items[0], project, "value", related=tuple(items[1:]))
