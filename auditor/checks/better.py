"""Which way is better, of what a row measures: more of it, less or earlier; what its words say, for verbs to weigh."""

from __future__ import annotations

import re
from typing import Literal

from auditor.checks.context import BENEFITS, Context
from auditor.checks.reading import MONEY_NAMES, Reading
from auditor.checks.words import bare_name

MEASURES = frozenset({"area", "length", "mass", "volume"})
Way = Literal["more", "less", "earlier", "limited", ""]
_WANTED = frozenset({"quantity", "quality", "satisfaction", *BENEFITS})
_RATES = frozenset({"ratio", "progress"})  # 资金拨付差错率 is none of progress
_MOST_YEARS = 100
_ADVERB_REACH = 2  # characters of the verb between 逾期 and the head


def way_of(reading: Reading, context: Context) -> Way:
    """Return which way the number of a row should go, "" where its words do not say.

    ``more``: work done, or a rate of which more is surely better: with ≤ doing nothing passes. ``less``: what should
    not happen (逾期率, 投诉次数). ``earlier``: a deadline, or the time that somebody waits. ``limited``: it may well
    have an upper limit, as money, losses and names that ask for one.
    """
    if _is_loss(reading, context):
        return "less"
    if _is_due(reading, context):
        return "earlier"
    if reading.kind == "progress" and reading.dimension == "ratio":
        return "more"
    if _earned(reading, context) or _gained(reading, context) or _lessened(reading, context):
        return "more"
    if _may_be_limited(reading, context):
        return "limited"
    rated = reading.level == "timeliness" and reading.kind == "ratio"
    return "more" if (rated or reading.level in _WANTED) and _more_is_better(reading, context) else ""


def lower_is_better(reading: Reading, context: Context) -> bool:
    """Return whether less of it is better: a loss word that nothing in the name works against."""
    if pleased(reading, context) or _by_channel(reading, context):
        return False
    strayed = bare_name(reading.name).endswith(context.words.entries("cues.strayed"))
    if context.words.has("cues.not_loss", reading.name) and not strayed and not _done_late(reading, context):
        return False
    return any(
        (context.words.has("cues.loss", reading.name), loss_rate(reading, context), _done_late(reading, context))
    )


def _done_late(reading: Reading, context: Context) -> bool:
    """Return whether a rate or count is of what was done late (超期办结率), not of what is late (逾期款清收率)."""
    if reading.kind not in {"ratio", "count"} or not (late := context.words.pattern("cues.late")):
        return False
    stem = bare_name(reading.name).removesuffix(reading.head)
    return any(stem[match.end() :] in context.words.entries("cues.late_done") for match in late.finditer(stem))


def sounds_bad(reading: Reading, context: Context) -> bool:
    """Return whether the name may be of something unwanted: Chinese puts the head last, so the last word decides.

    Weaker than lower_is_better: it keeps a rule silent and never makes one speak.
    """
    if pleased(reading, context) or _by_channel(reading, context):
        return False
    if loss_rate(reading, context) or _not_done(reading, context):
        return True
    bad = max(last_of(context, section, reading.name) for section in ("cues.loss", "cues.adverse"))
    return bad > max(last_of(context, section, reading.name) for section in ("cues.not_loss", "cues.doing"))


def usual_sign(reading: Reading, context: Context) -> str:
    """Return ≤ or ≥, whichever such a row takes: costs, times and losses are limits, all else should be reached."""
    limited = reading.dimension == "money" and reading.level in {"cost", ""}
    timed = reading.dimension == "time" and not context.words.has("cues.longer", reading.name)
    return "≤" if limited or timed or reading.level == "cost" or lower_is_better(reading, context) else "≥"


def unbounded(reading: Reading, context: Context) -> bool:
    """Return whether the percentage may pass 100 (growth, use, return); satisfaction never does.

    A rate of a part to its whole that has such a word in it (循环利用率) is one of these all the same.
    """
    if reading.level == "satisfaction" or not context.words.has("cues.unbounded_ratio", reading.name):
        return False
    shares = (word for word in context.words.entries("cues.share_rate") if reading.name.endswith(word))
    return not any(context.words.has("cues.unbounded_ratio", word) for word in shares)


def pleased(reading: Reading, context: Context) -> bool:
    """Return whether it is a satisfaction, whoever is asked (投诉人满意度); 不满意度 is none."""
    told = reading.name.replace("不满意", "")
    return reading.level == "satisfaction" and context.words.has("cues.pleased", told)


def _by_channel(reading: Reading, context: Context) -> bool:
    """Return whether it is the share of cases that come in one way (网上信访占比): it calls none of them bad."""
    told = context.remember(("by_channel",), lambda: _channels(context))
    return bool(told and told.search(bare_name(reading.name)))


def _channels(context: Context) -> re.Pattern[str] | None:
    """Return what such a share ends with, None where no way is listed."""
    channels, cases, shares = map(context.words.either, ("cues.channels", "cues.channel_cases", "cues.channel_shares"))
    told = rf"(?:{channels})(?:渠道|平台|方式|途径|端)?(?:{cases})+(?:事项|件|件数|量|总量)?(?:{shares})$"
    return re.compile(told) if channels else None


def loss_rate(reading: Reading, context: Context) -> bool:
    """Return whether what stands right before 率 is a loss (逃课率, 漏损率), and no act against one (纠错率)."""
    if reading.kind not in _RATES or not reading.head.endswith("率"):
        return False
    stem = bare_name(reading.name).removesuffix("率")
    losses = context.words.entries("cues.loss_stems")
    if not stem.endswith(losses):
        return False
    word = max((one for one in losses if stem.endswith(one)), key=len)
    against = "cues.against" if len(word) == 1 else "cues.against_any"
    return not stem.removesuffix(word).endswith(context.words.entries(against))


def _not_done(reading: Reading, context: Context) -> bool:
    """Return whether the name says that something is not done or done wrongly; 未成年 and 不动产 say nothing of it."""
    harmless = context.words.pattern("cues.not_done_exempt")
    return context.words.has("cues.not_done", harmless.sub("", reading.name) if harmless else reading.name)


def last_of(context: Context, section: str, name: str) -> int:
    """Return where the last word of the section ends in ``name``, -1 where there is none."""
    pattern = context.words.pattern(section)
    return max((match.end() for match in pattern.finditer(name)), default=-1) if pattern else -1


def _is_loss(reading: Reading, context: Context) -> bool:
    """Return whether less of it is better, and it is that which the number counts."""
    if not lower_is_better(reading, context):
        return False
    released = bare_name(reading.name).endswith(context.words.entries("cues.released"))
    return released or _incident(reading, context) or (reading.kind in {*_RATES, "count"} and _heads(reading, context))


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


def _is_due(reading: Reading, context: Context) -> bool:
    """Return whether it is a deadline, or the time that somebody waits."""
    if reading.dimension != "time" or context.words.has("cues.ahead", reading.name):
        return False
    if not _waited(reading, context) and (reading.kind != "deadline" or _worked_time(reading, context)):
        return False
    # How long something lasts is told in years; a year by its number is a date.
    if reading.unit_text == "年" and reading.level != "timeliness" and (reading.amount or _MOST_YEARS) < _MOST_YEARS:
        return False
    # 质保期限 ≥ 3 年 is a duration that should be long; ≥ 11 月 is a date whatever the name says.
    dated = reading.level == "timeliness" and reading.unit_text in {"月", "月份", "日"}
    return dated or not context.words.has("cues.longer", reading.name)


def _earned(reading: Reading, context: Context) -> bool:
    """Return whether it is money or crops that the work brings in, under 经济效益: its costs and limits are not."""
    gains = {"money": "matters.earned", "mass": "matters.gain_growth"}.get(reading.dimension, "")
    if reading.level != "economic" or not gains or lower_is_better(reading, context):
        return False
    spent = any(context.words.has(section, reading.name) for section in ("matters.cost_words", "cues.ceiling"))
    return context.words.has(gains, reading.name) and not spent


def _gained(reading: Reading, context: Context) -> bool:
    """Return whether a benefit is named by what is gained or saved: at its end (亩均节水量), or first (节约用水)."""
    if reading.level not in BENEFITS or lower_is_better(reading, context):
        return False
    ends = (bare_name(reading.name), _stem(reading, context))
    if any(end.endswith(context.words.entries("cues.gain_heads")) for end in ends):
        return True
    measured = reading.dimension in MEASURES | {"energy"}
    spent = bare_name(reading.name).endswith(context.words.entries("cues.spent_heads"))
    return measured and not spent and reading.name.startswith(context.words.entries("cues.saving_verbs"))


def _lessened(reading: Reading, context: Context) -> bool:
    """Return whether a benefit is the share by which something unwanted becomes less (投诉下降率, 化肥用量减少 %)."""
    if reading.level not in BENEFITS or reading.dimension != "ratio":
        return False
    stem = _stem(reading, context)
    head = next((word for word in context.words.entries("cues.less_heads") if stem.endswith(word)), "")
    what = stem.removesuffix(head)
    return bool(head) and any(context.words.has(section, what) for section in ("cues.loss", "cues.used_up"))


def _stem(reading: Reading, context: Context) -> str:
    """Return the name without a noun of quantity at its end (增产量, 减排幅度); what is left says what is counted."""
    bare = bare_name(reading.name)
    suffix = next((word for word in context.words.entries("cues.quantity_nouns") if bare.endswith(word)), "")
    return bare.removesuffix(suffix)


def _worked_time(reading: Reading, context: Context) -> bool:
    """Return whether a time under 数量 counts hours of work (租机飞行时间 ≥ 120 小时): no date, and nothing ends."""
    dated = reading.unit_text in {"月", "月份", "日"}
    return reading.level == "quantity" and not dated and not context.words.has("cues.finishing", reading.name)


def _waited(reading: Reading, context: Context) -> bool:
    """Return whether the name ends in a word of waiting (…申请办理, …响应时间); 消毒处理持续时间 is no waiting."""
    bare = bare_name(reading.name)
    head = next((word for word in context.words.entries("cues.time_heads") if bare.endswith(word)), "")
    return bare.removesuffix(head).endswith(context.words.entries("cues.waiting"))


def _may_be_limited(reading: Reading, context: Context) -> bool:
    return (
        reading.kind in MONEY_NAMES | {"saving"}
        or lower_is_better(reading, context)
        or sounds_bad(reading, context)
        or context.words.has("cues.ceiling", reading.name)
        or (reading.dimension in MEASURES and context.words.has("cues.each_one", reading.name))
        or (reading.dimension == "people" and reading.name.startswith(context.words.entries("cues.each_session")))
        or (reading.level == "quantity" and reading.name.startswith(context.words.entries("cues.used_means")))
    )


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
