"""Verbs on the operator of a row: it asks for the wrong direction, so that doing nothing, or harm, would pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.better import MEASURES, last_of, loss_rate, lower_is_better, sounds_bad
from auditor.checks.context import BENEFITS, Context
from auditor.checks.reading import MONEY_NAMES, Reading
from auditor.checks.rowfilter import turned
from auditor.checks.targets import vacuous_reason
from auditor.checks.words import bare_name
from auditor.records.budget import Indicator
from auditor.records.finding import Hit

_WANTED = frozenset({"quantity", "quality", "satisfaction", *BENEFITS})
_AT_MOST = frozenset({"≤", "<"})
_AT_LEAST = frozenset({"≥", ">"})
_HUNDRED = Decimal(100)
_ADVERB_REACH = 2  # characters of the verb between 逾期 and the head


def ceiling_on_output(
    indicator: Indicator, context: Context, *, soft_dimensions: Sequence[str] = ("time",), high: float = 50
) -> Iterator[Hit]:
    """Yield a hit where ≤ or < stands on an output, quality, benefit, satisfaction or progress: doing nothing passes.

    Loss-type names, names that ask for an upper limit themselves and amounts of money are right with ≤.
    Units of ``soft_dimensions`` (a duration) may be meant as a limit: a warning at most. So may a rate of which the
    words do not say whether more of it is better; from ``high`` percent on it is taken for one that should be reached.
    """
    reading = context.read(indicator)
    if reading.sign not in _AT_MOST or not reading.numeric or vacuous_reason(reading):
        return
    progress = reading.kind == "progress" and reading.dimension == "ratio"
    rated = reading.level == "timeliness" and reading.kind == "ratio"
    unknown = _unknown_rate(reading, high)
    wanted = (rated or reading.level in _WANTED) and (unknown or _more_is_better(reading, context))
    if not progress and (not wanted or _upper_limit(reading, context)):
        return
    doubtful = unknown and not _more_is_better(reading, context)
    facts = turned(reading, "=" if progress and reading.amount == _HUNDRED else "≥")
    facts |= {"or": "若是越低越好的比率，请核对目标是否过高" if doubtful else ""}
    kept = context.words.has("cues.stock", reading.name) and reading.dimension == "people"
    soft = kept or reading.dimension in soft_dimensions or reading.kind in {"duration", "deadline"}
    if soft or doubtful:
        yield Hit(facts, indicator, column="operator", severity="warning", confidence=0.65)
    else:
        yield Hit(facts, indicator, column="operator")


def _unknown_rate(reading: Reading, high: float) -> bool:
    """Return whether it is a rate (…率) of at least ``high`` percent: losses are aimed far lower."""
    rate = reading.kind == "ratio" and reading.head.endswith("率") and reading.dimension == "ratio"
    return rate and reading.unit_text == "%" and reading.amount is not None and reading.amount >= high


def _more_is_better(reading: Reading, context: Context) -> bool:
    """Return whether the row counts work done, or is a rate of which more is surely better (合格 完成 覆盖 满意).

    A count under 数量 is work unless its name says otherwise; under 质量 or a benefit it is as often an incident, so
    there the name must speak of work or of people gained.
    """
    if reading.dimension == "ratio":
        return reading.level == "satisfaction" or context.words.has("cues.good_rate", reading.name)
    if reading.kind == "ratio":
        return False  # a rate in another unit: kinds.conflict says so
    if reading.dimension == "time":
        return context.words.has("cues.longer", reading.name)
    measured = reading.level == "quantity" and reading.dimension in MEASURES and not reading.per
    if not (reading.countable or measured or reading.dimension == "area" or reading.kind == "count"):
        return False
    if reading.unit is not None and reading.unit.name in context.words.entries("cues.incident_units"):
        return False
    worked = any(
        context.words.has(section, reading.name) for section in ("cues.doing", "cues.output_verbs", "cues.gain")
    )
    return reading.level == "quantity" or worked


def _upper_limit(reading: Reading, context: Context) -> bool:
    return (
        reading.kind in MONEY_NAMES | {"saving"}
        or lower_is_better(reading, context)
        or sounds_bad(reading, context)
        or context.words.has("cues.ceiling", reading.name)
        or (reading.dimension in MEASURES and context.words.has("cues.each_one", reading.name))
    )


def floor_on_loss(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where ≥ or > stands on something that should not happen (逾期率, 投诉次数)."""
    reading = context.read(indicator)
    if reading.sign not in _AT_LEAST or not reading.numeric or not lower_is_better(reading, context):
        return
    if _incident(reading, context) or (reading.kind in {"ratio", "count"} and _heads(reading, context)):
        yield Hit(turned(reading, "≤"), indicator, column="operator")


def _incident(reading: Reading, context: Context) -> bool:
    """Return whether a count is of what should not happen at all, and of no work on it (安全事故 ≥ 2 起)."""
    if not reading.countable or not reading.name.endswith(context.words.entries("cues.incidents")):
        return False
    worked_on = any(context.words.has(section, reading.name) for section in ("cues.doing", "cues.handling"))
    return bool(reading.amount) and not worked_on


def _heads(reading: Reading, context: Context) -> bool:
    """Return whether the loss is what the name counts: it stands right before the head, or says how (逾期发放率).

    Whatever else stands between is done about the loss (隐患督改率), or is a thing of its own.
    """
    if loss_rate(reading, context):
        return True
    stem = bare_name(reading.name).removesuffix(reading.head)
    for word in context.words.entries("cues.happening"):
        stem = stem.removesuffix(word)
    if last_of(context, "cues.loss", reading.name) >= len(stem):
        return True
    return 0 <= len(stem) - last_of(context, "cues.late", stem) <= _ADVERB_REACH


def floor_on_deadline(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where ≥ or > stands before a deadline, or before the time that somebody waits: being late passes."""
    reading = context.read(indicator)
    if reading.sign not in _AT_LEAST or not reading.numeric or reading.dimension != "time":
        return
    if not _waited(reading, context) and (reading.kind != "deadline" or _worked_time(reading, context)):
        return
    if context.words.has("cues.ahead", reading.name):
        return
    # 质保期限 ≥ 3 年 is a duration that should be long; ≥ 11 月 is a date whatever the name says.
    dated = reading.level == "timeliness" and reading.unit_text in {"月", "月份", "日"}
    if dated or not context.words.has("cues.longer", reading.name):
        yield Hit(turned(reading, "≤"), indicator, column="operator")


def _worked_time(reading: Reading, context: Context) -> bool:
    """Return whether a time under 数量 counts hours of work (租机飞行时间 ≥ 120 小时): no date, and nothing ends."""
    dated = reading.unit_text in {"月", "月份", "日"}
    return reading.level == "quantity" and not dated and not context.words.has("cues.finishing", reading.name)


def _waited(reading: Reading, context: Context) -> bool:
    """Return whether the name ends in a word of waiting (…申请办理, …响应时间); 消毒处理持续时间 is no waiting."""
    bare = bare_name(reading.name)
    head = next((word for word in context.words.entries("cues.time_heads") if bare.endswith(word)), "")
    return bare.removesuffix(head).endswith(context.words.entries("cues.waiting"))
