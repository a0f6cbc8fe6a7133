"""Verbs on one row: the operator asks for the wrong direction, or the target asks for nothing or the impossible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import BENEFITS, Context
from auditor.checks.reading import MONEY_NAMES, Reading
from auditor.checks.words import bare_name
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.text.numbers import plain

_WANTED = frozenset({"quantity", "quality", "satisfaction", *BENEFITS})
_AT_MOST = frozenset({"≤", "<"})
_AT_LEAST = frozenset({"≥", ">"})
_HUNDRED = Decimal(100)
_ADVERB_REACH = 2  # characters of the verb between 逾期 and the head
MEASURES = frozenset({"area", "length", "mass", "volume"})


def lower_is_better(reading: Reading, context: Context) -> bool:
    """Return whether less of it is better: a loss word that nothing in the name works against."""
    if _pleased(reading, context) or context.words.has("cues.not_loss", reading.name):
        return False
    return context.words.has("cues.loss", reading.name) or _loss_rate(reading, context)


def _loss_rate(reading: Reading, context: Context) -> bool:
    """Return whether what stands right before 率 is a loss (逃课率, 漏损率)."""
    if reading.kind != "ratio" or not reading.head.endswith("率"):
        return False
    return bare_name(reading.name).removesuffix("率").endswith(context.words.entries("cues.loss_stems"))


def _pleased(reading: Reading, context: Context) -> bool:
    """Return whether it is a satisfaction, whoever is asked (投诉人满意度); 不满意度 is none."""
    told = reading.name.replace("不满意", "")
    return reading.level == "satisfaction" and context.words.has("cues.pleased", told)


def sounds_bad(reading: Reading, context: Context) -> bool:
    """Return whether the name may be of something unwanted: Chinese puts the head last, so the last word decides.

    Weaker than lower_is_better: it keeps a rule silent and never makes one speak.
    """
    if _pleased(reading, context):
        return False
    if _loss_rate(reading, context) or _not_done(reading, context):
        return True
    bad = max(_last(context, section, reading.name) for section in ("cues.loss", "cues.adverse"))
    return bad > max(_last(context, section, reading.name) for section in ("cues.not_loss", "cues.doing"))


def _not_done(reading: Reading, context: Context) -> bool:
    """Return whether the name says that something is not done or done wrongly; 未成年 and 不动产 say nothing of it."""
    harmless = context.words.pattern("cues.not_done_exempt")
    return context.words.has("cues.not_done", harmless.sub("", reading.name) if harmless else reading.name)


def _last(context: Context, section: str, name: str) -> int:
    """Return where the last word of the section ends in ``name``, -1 where there is none."""
    pattern = context.words.pattern(section)
    return max((match.end() for match in pattern.finditer(name)), default=-1) if pattern else -1


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
    turned = _turned(reading, "=" if progress and reading.amount == _HUNDRED else "≥")
    facts = turned | {"or": "若是越低越好的比率，请核对目标是否过高" if doubtful else ""}
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


def ceiling_on_saving(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where ≤ stands on a saving: saving nothing passes."""
    reading = context.read(indicator)
    if reading.sign in _AT_MOST and reading.numeric and reading.kind == "saving" and _saves(reading, context):
        yield Hit(_turned(reading, "≥"), indicator, column="operator")


def _saves(reading: Reading, context: Context) -> bool:
    """Return whether the name says that money is to be saved (节省…费用), not only that something is controlled."""
    return context.words.has("cues.saving_goal", reading.name)


def floor_on_cost(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where ≥ or > stands on an amount of cost: spending more passes."""
    reading = context.read(indicator)
    if reading.sign not in _AT_LEAST or not reading.numeric or reading.dimension != "money" or reading.level != "cost":
        return
    if context.words.has("cues.floor_money", reading.name) and not reading.head.endswith(("成本", "费用", "造价")):
        return
    yield Hit(_turned(reading, "≤"), indicator, column="operator")


def floor_on_loss(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where ≥ or > stands on something that should not happen (逾期率, 投诉次数)."""
    reading = context.read(indicator)
    if reading.sign not in _AT_LEAST or not reading.numeric or not lower_is_better(reading, context):
        return
    if _incident(reading, context) or (reading.kind in {"ratio", "count"} and _heads(reading, context)):
        yield Hit(_turned(reading, "≤"), indicator, column="operator")


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
    if _loss_rate(reading, context):
        return True
    stem = bare_name(reading.name).removesuffix(reading.head)
    for word in context.words.entries("cues.happening"):
        stem = stem.removesuffix(word)
    if _last(context, "cues.loss", reading.name) >= len(stem):
        return True
    return 0 <= len(stem) - _last(context, "cues.late", stem) <= _ADVERB_REACH


def floor_on_deadline(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where ≥ or > stands before a deadline, or before the time that somebody waits: being late passes."""
    reading = context.read(indicator)
    if reading.sign not in _AT_LEAST or not reading.numeric or reading.dimension != "time":
        return
    if reading.kind != "deadline" and not _waited(reading, context):
        return
    if context.words.has("cues.ahead", reading.name):
        return
    # 质保期限 ≥ 3 年 is a duration that should be long; ≥ 11 月 is a date whatever the name says.
    dated = reading.level == "timeliness" and reading.unit_text in {"月", "月份", "日"}
    if dated or not context.words.has("cues.longer", reading.name):
        yield Hit(_turned(reading, "≤"), indicator, column="operator")


def _waited(reading: Reading, context: Context) -> bool:
    """Return whether the name ends in a word of waiting (…申请办理, …响应时间); 消毒处理持续时间 is no waiting."""
    bare = bare_name(reading.name)
    head = next((word for word in context.words.entries("cues.time_heads") if bare.endswith(word)), "")
    return bare.removesuffix(head).endswith(context.words.entries("cues.waiting"))


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


def unbounded(reading: Reading, context: Context) -> bool:
    """Return whether the percentage may pass 100 (growth, use, return); satisfaction never does."""
    return reading.level != "satisfaction" and context.words.has("cues.unbounded_ratio", reading.name)


def vacuous(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where the target cannot be missed: ≥ 0, or ≤ 100 % of a ratio."""
    reading = context.read(indicator)
    reason = vacuous_reason(reading)
    if reason and not (reading.kind == "ratio" and unbounded(reading, context)):
        bound = "≤5%" if lower_is_better(reading, context) or sounds_bad(reading, context) else "≥95%”或“=100%"
        yield Hit({"reason": reason, "target": reading.target, "bound": bound}, indicator, column="value")


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


def nothing(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where the target is = 0 of something that should be done."""
    reading = context.read(indicator)
    if reading.amount != 0 or reading.sign not in {"=", "≤"} or reading.level not in {"quantity", "satisfaction"}:
        return
    if (
        reading.dimension == "money"
        or lower_is_better(reading, context)
        or context.words.has("cues.loss", reading.name)
    ):
        return
    yield Hit({"target": reading.target}, indicator, column="value")


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
    if reading.kind not in {"ratio", "progress"} and not _pleased(reading, context):
        return
    if reading.amount < Decimal(str(least)) or lower_is_better(reading, context) or sounds_bad(reading, context):
        return
    if unbounded(reading, context) or (context.words.has("cues.loss", reading.name) and not _pleased(reading, context)):
        return
    yield Hit({"target": reading.target, "meant": plain(reading.amount * 100) + "%"}, indicator, column="value")


def _turned(reading: Reading, wanted: str) -> dict[str, str]:
    """Return the facts of a wrong direction: the target, the operator wanted and the target with it."""
    target = reading.target
    return {"wanted": wanted, "target": target, "repaired": wanted + target.removeprefix(reading.sign)}


def usual_sign(reading: Reading, context: Context) -> str:
    """Return ≤ or ≥, whichever such a row takes: costs, times and losses are limits, all else should be reached."""
    limited = reading.dimension == "money" and reading.level in {"cost", ""}
    timed = reading.dimension == "time" and not context.words.has("cues.longer", reading.name)
    return "≤" if limited or timed or reading.level == "cost" or lower_is_better(reading, context) else "≥"
