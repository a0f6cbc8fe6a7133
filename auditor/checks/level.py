"""Verbs on how high a target is set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.records.budget import Budget, Indicator
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


def one_of_many(indicator: Indicator, context: Context, *, names: str) -> Iterator[Hit]:
    """Yield a hit where the target is 1 of something that comes in numbers (list ``names``: 惠及 受益 完成任务)."""
    reading = context.read(indicator)
    if reading.amount != 1 or reading.sign not in {"≥", ">", "="} or not reading.countable:
        return
    if reading.level not in {"timeliness", "cost"} and context.words.has(names, reading.name):
        yield Hit({"target": reading.sign + reading.value + reading.unit_text}, indicator, column="value")


def same_everywhere(
    budget: Budget, context: Context, *, levels: Sequence[str], projects: int, share: float
) -> Iterator[Hit]:
    """Yield one hit where nearly all projects set the same target for a level: a template, not a plan.

    At least ``projects`` projects must have such a row, and at least ``share`` of them the same target.
    """
    targets: dict[str, dict[str, Indicator]] = defaultdict(dict)
    owners = set()
    for item in budget.indicators:
        reading = context.read(item)
        if item.table == 12 and reading.level in levels and reading.numeric:
            owners.add(item.project)
            targets[reading.sign + reading.value + reading.unit_text].setdefault(item.project, item)
    target, rows = max(targets.items(), key=lambda entry: len(entry[1]), default=("", {}))
    if len(owners) < projects or len(rows) < share * len(owners):
        return
    first, *rest = rows.values()
    facts = {"target": target, "count": len(rows), "every": len(owners)}
    yield Hit(facts, first, column="value", related=tuple(rest))
