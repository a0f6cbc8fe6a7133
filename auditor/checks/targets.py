"""Verbs on the number of a target: nobody can miss or reach it, its unit takes no such number, all have the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.better import MEASURES, lower_is_better, pleased, sounds_bad, unbounded
from auditor.checks.context import Context
from auditor.checks.reading import MONEY_NAMES, Reading
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.numbers import plain

_HUNDRED = Decimal(100)


def vacuous(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where the target cannot be missed: ≥ 0, or ≤ 100 % of a ratio."""
    reading = context.read(indicator)
    reason = vacuous_reason(reading)
    if reason and not (reading.kind == "ratio" and unbounded(reading, context)):
        bound = "≤5%" if lower_is_better(reading, context) or sounds_bad(reading, context) else "≥95%”或“=100%"
        yield Hit({"reason": reason, "target": reading.target, "bound": bound}, indicator, column="value")


def vacuous_reason(reading: Reading) -> str:
    """Return why every result meets the target ("" where it does ask for something)."""
    if reading.amount is None or reading.kind in MONEY_NAMES:
        return ""
    counted = reading.countable or reading.dimension in MEASURES | {"money", "time"}
    if (reading.sign in {"≥", ">"} and reading.amount < 0 and counted) or (reading.sign == "≥" and reading.amount == 0):
        return "任何结果都不会小于0"
    if reading.sign == "≤" and reading.dimension == "ratio" and reading.unit_text == "%" and reading.amount == _HUNDRED:
        return "该比率不会超过100%"
    return ""


def impossible(indicator: Indicator, context: Context, *, saving_limit: int = 90) -> Iterator[Hit]:
    """Yield a hit where nobody can meet the target: a bounded ratio above 100 %, a cost saved nearly whole."""
    reading = context.read(indicator)
    if reading.amount is None or reading.dimension != "ratio" or reading.unit_text not in {"%", "％"}:
        return
    if reading.kind == "saving" and reading.sign in {"≥", ">", "="} and reading.amount >= saving_limit:
        reason = f"节约{plain(reading.amount)}%意味着几乎没有支出"
        yield Hit({"reason": reason, "target": reading.target}, indicator, column="value")
        return
    bounded = reading.kind in {"ratio", "progress"} and not unbounded(reading, context)
    if bounded and _above_bound(reading):
        yield Hit({"reason": "该比率最高为100%", "target": reading.target}, indicator, column="value")


def _above_bound(reading: Reading) -> bool:
    amount = reading.amount or Decimal(0)
    return amount > _HUNDRED or (amount == _HUNDRED and reading.sign == ">")


def month_out_of_year(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where a month is no month: ≤ 13 月. 个月 is a duration and may be longer."""
    reading = context.read(indicator)
    if reading.amount is None or reading.unit_text not in {"月", "月份"} or reading.kind == "duration":
        return
    if reading.amount > 12 or reading.amount < 1 or reading.amount != reading.amount.to_integral_value():
        yield Hit({"target": reading.target}, indicator, column="value")


def fraction_as_percent(indicator: Indicator, context: Context, *, least: float) -> Iterator[Hit]:
    """Yield a hit where a share written as a fraction of at least ``least`` stands before %: 满意度 ≥ 0.95 %."""
    reading = context.read(indicator)
    if reading.amount is None or not Decimal(0) < reading.amount <= 1 or reading.dimension != "ratio":
        return
    if reading.sign not in {"≥", "=", ">"} or reading.unit_text != "%":
        return
    if reading.kind not in {"ratio", "progress"} and not pleased(reading, context):
        return
    if reading.amount < Decimal(str(least)) or lower_is_better(reading, context) or sounds_bad(reading, context):
        return
    if unbounded(reading, context) or (context.words.has("cues.loss", reading.name) and not pleased(reading, context)):
        return
    yield Hit({"target": reading.target, "meant": plain(reading.amount * 100) + "%"}, indicator, column="value")


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
