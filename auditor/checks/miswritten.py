"""Verbs on targets that cannot mean anything as they are written: a sign twice, two operators, a range upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount
from auditor.text.operators import sign
from auditor.text.units import parse_unit
from auditor.text.width import fold

_TWICE = re.compile(r"([%‰℃])\1")
_SIGNS = frozenset("%％‰℃")
_OPERATORS = re.compile(r"\s*([≥≤=><]{2,3})(?=\s*(?:$|\d))")
_LEADING = frozenset("≥≤=><＝＞＜≧≦")
_DASHES = frozenset("~～至到—–-－")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)([^\d.~至到—–-]{0,4})(?:[~至到—–-]|——)(\d+(?:\.\d+)?)([^\d]{0,4})")
_YEAR = 1900
_MORE, _LESS = frozenset("≥>"), frozenset("≤<")


def doubled_sign(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where a sign of the unit is written twice (95%%), in the cell of the value or of the unit."""
    for item in budget.indicators:
        for column in ("value", "unit"):
            text = getattr(item, column).text
            if len(text) > 1 and not _SIGNS.isdisjoint(text) and (found := _TWICE.search(fold(text))):
                facts = {"said": found.group(), "meant": found.group(1)}
                yield Hit(facts, item, context.project_of(item), column)


def two_operators(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where a row has operators that exclude each other (≥≤20), in one cell or in two."""
    for item in budget.indicators:
        printed, value = item.operator.text, item.value.text
        if len(printed) < 2 and _LEADING.isdisjoint(value[:1]):
            continue
        texts = (("operator", fold(printed)), ("value", fold(value)), ("value", fold(printed + value)))
        for column, text in texts:
            found = _OPERATORS.match(text)
            if found and not sign(found.group(1)) and _exclude(found.group(1)):
                yield Hit({"said": found.group(1)}, item, context.project_of(item), column)
                break


def _exclude(signs: str) -> bool:
    """Return whether there are operators for more and for less among them."""
    return bool(set(signs) & _MORE) and bool(set(signs) & _LESS)


def range_backwards(budget: Budget, context: Context, *, unless: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the target is a range whose first number is the larger (24-14℃).

    Ranges in a unit of the dimensions ``unless`` (11月-3月) may run over the end of a year or a day; a number like a
    year is a date.
    """
    for item in budget.indicators:
        if _DASHES.isdisjoint(item.value.text):
            continue
        reading = context.read(item)
        found = _RANGE.fullmatch(reading.value + reading.unit_text)
        first, last = (parse_amount(found.group(at)) for at in (1, 3)) if found else (None, None)
        unit = parse_unit(found.group(4), context.units) if found else None
        if found is None or first is None or last is None or unit is None or unit.dimension in unless or first >= _YEAR:
            continue
        if found.group(2) in {"", found.group(4)} and first > last:
            facts = {
                "said": item.value.text + item.unit.text,
                "meant": f"{found.group(3)}-{found.group(1)}{found.group(4)}",
            }
            yield Hit(facts, item, context.project_of(item), "value")
