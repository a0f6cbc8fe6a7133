"""Verbs on targets that cannot mean anything as they are written: a sign twice, two operators, a range upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount
from auditor.text.operators import SIGNS, sign
from auditor.text.units import parse_unit
from auditor.text.width import fold

_TWICE = re.compile(r"([%‰℃])\1")
_OPERATORS = re.compile(r"^\s*([≥≤=><]{2,3})(?=\s*(?:$|\d))")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)([^\d.~至到—–-]{0,4})(?:[~至到—–-]|——)(\d+(?:\.\d+)?)([^\d]{0,4})")
_YEAR = 1900


def doubled_sign(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where a sign of the unit is written twice (95%%), in the cell of the value or of the unit."""
    for column in ("value", "unit"):
        cell = getattr(indicator, column)
        if found := _TWICE.search(fold(cell.text)):
            yield Hit(
                {"said": found.group(), "meant": found.group(1)}, indicator, context.project_of(indicator), column
            )
            return


def two_operators(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where a row has operators that exclude each other (≥≤20), or one beside another in its value."""
    column = "operator" if indicator.operator.text else "value"
    found = _OPERATORS.match(fold(getattr(indicator, column).text))
    if found and not sign(found.group(1)) and len(set(found.group(1)) & {"≥", "≤", ">", "<"}) > 1:
        yield Hit({"said": found.group(1)}, indicator, context.project_of(indicator), column)
        return
    inner = _OPERATORS.match(fold(indicator.sign + indicator.value.text)) if indicator.sign in SIGNS else None
    if inner and len(set(inner.group(1)) & {"≥", "≤"}) > 1:
        yield Hit({"said": inner.group(1)}, indicator, context.project_of(indicator), "value")


def range_backwards(indicator: Indicator, context: Context, *, unless: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the target is a range whose first number is the larger (24-14℃).

    Ranges in a unit of the dimensions ``unless`` (11月-3月) may run over the end of a year or a day; a number like a
    year is a date.
    """
    reading = context.read(indicator)
    found = _RANGE.fullmatch(reading.value + reading.unit_text)
    if found is None:
        return
    first, last = parse_amount(found.group(1)), parse_amount(found.group(3))
    unit = parse_unit(found.group(4), context.units)
    if first is None or last is None or unit is None or unit.dimension in unless or first >= _YEAR:
        return
    if found.group(2) in {"", found.group(4)} and first > last:
        meant = f"{found.group(3)}-{found.group(1)}{found.group(4)}"
        shown = indicator.value.text + indicator.unit.text
        yield Hit({"said": shown, "meant": meant}, indicator, context.project_of(indicator), "value")
