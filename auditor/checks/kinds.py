"""Verbs on one row: name, unit and value are of different kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.checks.reading import MONEY_NAMES, Reading
from auditor.checks.rowfilter import taken
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.text.units import DIMENSIONS, Unit
from auditor.text.width import fold

_MONEY = MONEY_NAMES | {"income", "saving"}


def conflict(
    indicator: Indicator,
    context: Context,
    *,
    name_kinds: Sequence[str],
    dimensions: Sequence[str],
    unless: Sequence[str] = (),
) -> Iterator[Hit]:
    """Yield a hit where a name of ``name_kinds`` is measured in a unit of ``dimensions``.

    ``unless`` are word lists: a name that holds one of their words is left alone. A unit with a denominator that
    counts (人/10万人) is a dimension of its own, meant only where money is named or measured: no cost is in 人/天.
    One that stands upside down is another verb's.
    """
    reading = context.read(indicator)
    if reading.kind not in name_kinds or reading.unit is None:
        return
    if reading.per and reading.dimension != "money" and reading.kind not in _MONEY:
        return
    if reading.dimension not in dimensions or reading.sign == "定性" or reading.unit.fault == "inverted":
        return
    if any(context.words.has(section, reading.name) for section in unless):
        return
    facts = {
        "head": reading.head,
        "said": reading.unit_text,
        "dimension": DIMENSIONS.get(reading.dimension, reading.dimension),
        "ceiling": "≤" if reading.kind == "money_total" and reading.level == "cost" else "",
    }
    yield Hit(facts, indicator, column="unit")


def of_kinds(
    items: Sequence[Indicator],
    context: Context,
    *,
    name_kinds: Sequence[str],
    dimensions: Sequence[str],
    unless: Sequence[str] = (),
) -> Sequence[Indicator]:
    """Return the rows of which ``conflict`` may say something: a name of those kinds in a unit of those dimensions."""
    return taken(items, context, {"kind": name_kinds, "dimension": dimensions})


def thing(
    indicator: Indicator, context: Context, *, pairs: Sequence[str], outright: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield a hit where a name that says what it counts (次数, 人数) has a unit that counts something else.

    ``pairs`` are lines ``ending ending = unit unit …``: a name with one of the endings takes one of the units. Lines of
    the same form in ``outright`` name the units that nobody could mean: with one of them it is an error.
    """
    reading = context.read(indicator)
    if not reading.countable or reading.unit is None:
        return
    for endings, allowed in (_pair(line) for line in pairs):
        if reading.head in endings and not _spellings(reading.unit) & set(allowed):
            wrong = any(reading.head in heads and reading.unit.name in units for heads, units in map(_pair, outright))
            facts = _expected(reading, allowed)
            yield Hit(facts, indicator, column="unit", severity="error" if wrong else None)
            return


def _spellings(unit: Unit) -> set[str]:
    """Return the unit, what it is a multiple of (人 of 万人), and 次 for visits to things (站次, 台次)."""
    visits = {"次"} if unit.dimension != "people" and unit.name.endswith("次") else set[str]()
    return {unit.name, unit.name.lstrip("万千"), *visits}


def _expected(reading: Reading, allowed: Sequence[str]) -> dict[str, str]:
    repaired = f"{reading.sign}{reading.value}{allowed[0]}"
    return {"head": reading.head, "expected": "、".join(allowed[:3]), "repaired": repaired}


def _pair(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    endings, _, units = line.partition("=")
    return tuple(fold(word) for word in endings.split()), tuple(units.split())
