"""Verb on unit costs: a price far from what other departments plan to pay for the same thing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import TypeAlias

from auditor.checks.across.context import Across
from auditor.checks.alike import stripped
from auditor.records.corpus import Corpus, CorpusRow, Match
from auditor.text.numbers import plain

Priced: TypeAlias = tuple[CorpusRow, float]
# The MAD of a normal distribution times this is its standard deviation (Rousseeuw and Croux 1993).
_NORMAL = 1.4826
# Prices that all agree would make every rounding an outlier: a spread of 10 % is always granted.
_LEAST_SPREAD = math.log(1.1)
_YUAN = Decimal(10000)
_NAMED = 5


def far_price(corpus: Corpus, context: Across, *, departments: int, score: float, times: float) -> Iterator[Match]:
    """Yield a match for every unit price that is far from the median of other departments for the same name and unit.

    Far is more than ``score`` robust standard deviations (median and MAD of the logarithms, each department counted
    once) and more than ``times`` above or below. At least ``departments`` departments must have priced the thing.
    """
    for priced in _by_thing(corpus, context).values():
        own = _by_department(priced, context)
        if len(own) < departments:
            continue
        middle = median(own.values())
        spread = max(_NORMAL * median(abs(value - middle) for value in own.values()), _LEAST_SPREAD)
        for row, value in priced:
            distance = abs(value - middle)
            if distance / spread > score and distance > math.log(times):
                yield _match(row, value, middle, priced, context)


def _by_thing(corpus: Corpus, context: Across) -> Mapping[str, list[Priced]]:
    """Return thing → rows with the logarithm of their price in 元."""
    known = context.whole.prices if context.whole else None
    found: dict[str, list[Priced]] = defaultdict(list)
    for row in corpus.rows:
        priced = price_of(row, context) if known is None else known.get((row.source, row.order))
        if priced and row.table == 12:
            thing, value = priced
            found[thing].append((row, value))
    return found


def price_of(row: CorpusRow, context: Across) -> tuple[str, float] | None:
    """Return thing (name without filler words, denominator) and logarithm of its price in 元; None for no price."""
    if row.table != 12 or not ("/" in context.fold(row.unit) or "/" in context.fold(row.value)):
        return None
    reading = context.read(row)
    if reading.wan is None or reading.wan <= 0 or not reading.per or reading.unit is None:
        return None
    return f"{stripped(reading.name)}|{'·'.join(reading.unit.per)}", math.log(reading.wan * _YUAN)


def _by_department(priced: Sequence[Priced], context: Across) -> dict[str, float]:
    """Return the median price of each department."""
    values: dict[str, list[float]] = defaultdict(list)
    for row, value in priced:
        values[context.departments[row.source]].append(value)
    return {department: median(some) for department, some in values.items()}


def _match(row: CorpusRow, value: float, middle: float, priced: Sequence[Priced], context: Across) -> Match:
    """Return the match with the usual price and the rows of the departments nearest to it."""
    department = context.departments[row.source]
    others = [one for one in priced if context.departments[one[0].source] != department]
    others.sort(key=lambda one: abs(one[1] - middle))
    ratio = math.exp(abs(value - middle))
    usual = plain(Decimal(f"{math.exp(middle):.4g}"))
    side = "高" if value > middle else "低"
    facts = {
        "usual": f"{usual}元/{'·'.join(context.read(row).per)}",
        "times": f"{ratio:.1f}",
        "side": side,
        "departments": len({context.departments[other.source] for other, _ in priced}),
    }
    price = (context.fold(text) for text in (row.sign, row.value, row.unit))
    matter = (*context.whose(row), *price, side)
    return Match(row, tuple(other for other, _ in others[:_NAMED]), matter, facts, "value")
