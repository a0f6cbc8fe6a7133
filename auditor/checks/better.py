"""Which way is better, of what a row measures: more of it, or less; what its words say, for the verbs to weigh."""

from __future__ import annotations

from auditor.checks.context import Context
from auditor.checks.reading import Reading
from auditor.checks.words import bare_name

MEASURES = frozenset({"area", "length", "mass", "volume"})


def lower_is_better(reading: Reading, context: Context) -> bool:
    """Return whether less of it is better: a loss word that nothing in the name works against."""
    if pleased(reading, context) or context.words.has("cues.not_loss", reading.name):
        return False
    return context.words.has("cues.loss", reading.name) or loss_rate(reading, context)


def sounds_bad(reading: Reading, context: Context) -> bool:
    """Return whether the name may be of something unwanted: Chinese puts the head last, so the last word decides.

    Weaker than lower_is_better: it keeps a rule silent and never makes one speak.
    """
    if pleased(reading, context):
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
    """Return whether the percentage may pass 100 (growth, use, return); satisfaction never does."""
    return reading.level != "satisfaction" and context.words.has("cues.unbounded_ratio", reading.name)


def pleased(reading: Reading, context: Context) -> bool:
    """Return whether it is a satisfaction, whoever is asked (投诉人满意度); 不满意度 is none."""
    told = reading.name.replace("不满意", "")
    return reading.level == "satisfaction" and context.words.has("cues.pleased", told)


def loss_rate(reading: Reading, context: Context) -> bool:
    """Return whether what stands right before 率 is a loss (逃课率, 漏损率)."""
    if reading.kind != "ratio" or not reading.head.endswith("率"):
        return False
    return bare_name(reading.name).removesuffix("率").endswith(context.words.entries("cues.loss_stems"))


def _not_done(reading: Reading, context: Context) -> bool:
    """Return whether the name says that something is not done or done wrongly; 未成年 and 不动产 say nothing of it."""
    harmless = context.words.pattern("cues.not_done_exempt")
    return context.words.has("cues.not_done", harmless.sub("", reading.name) if harmless else reading.name)


def last_of(context: Context, section: str, name: str) -> int:
    """Return where the last word of the section ends in ``name``, -1 where there is none."""
    pattern = context.words.pattern(section)
    return max((match.end() for match in pattern.finditer(name)), default=-1) if pattern else -1
