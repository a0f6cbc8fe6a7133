"""Verbs on how high a target is set."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.records.budget import Indicator
from auditor.records.finding import Hit


def below_floor(
    indicator: Indicator, context: Context, *, levels: list[str], names: str, floor: float
) -> Iterator[Hit]:
    """Yield a hit where a ratio of ``levels``, or with a word of list ``names``, is set below ``floor`` percent."""
    reading = context.read(indicator)
    if reading.amount is None or reading.sign not in {"≥", ">", "="} or reading.unit_text != "%":
        return
    chosen = reading.level in levels or (bool(names) and context.words.has(names, reading.name))
    if chosen and 1 < reading.amount < floor and not context.words.has("cues.loss", reading.name):
        yield Hit({"floor": f"{floor:g}", "target": reading.sign + reading.value + "%"}, indicator, column="value")


def at_ceiling(indicator: Indicator, context: Context, *, levels: list[str]) -> Iterator[Hit]:
    """Yield a hit where satisfaction is promised to be 100 %."""
    reading = context.read(indicator)
    if (
        reading.level in levels
        and reading.amount == 100
        and reading.unit_text == "%"
        and reading.sign in {"≥", "=", ""}
    ):
        yield Hit({"target": reading.sign + reading.value + "%"}, indicator, column="value")
