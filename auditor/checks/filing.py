"""Verbs on filing by what the name measures: by its words where they decide, by the classifier where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from auditor.checks.better import sounds_bad
from auditor.checks.category import (
    LEVELS,
    count_elsewhere,
    is_frequency,
    level_pair,
    output_as_benefit,
    without_time,
    words_under,
)
from auditor.checks.context import BENEFITS, Context
from auditor.checks.reading import Reading
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.records.guess import Guess
from auditor.records.rule import Severity
from auditor.text.dates import speaks_of_time
from auditor.text.width import fold

Matter = Mapping[str, Any]
"""What a name may measure: see ``by_name``."""
_AT_LEAST = frozenset({"≥", ">", "="})


def by_name(indicator: Indicator, context: Context, *, matters: Sequence[Matter]) -> Iterator[Hit]:
    """Yield a hit where the name measures a matter that belongs under another level 2.

    The first of ``matters`` that the row is decides: a unit of ``dimensions`` ("" is a target in words or an unknown
    unit; a date is time), a name of ``kinds``, ``signs: least`` (≥ > =), one of ``units``, a word of the lists
    ``words`` and ``beside``, each where given, and none of the lists ``unless``. It belongs to ``home``; the levels
    ``also`` are as good, those ``doubtful`` only worth a look.
    """
    reading = context.read(indicator)
    if reading.level not in LEVELS or _side_effect(indicator, context):
        return
    found = measured(reading, context, matters)
    if found is None:
        return
    matter, word = found
    if matter["home"] == "quantity" and _no_work(reading, context):
        return
    if reading.level in {matter["home"], *matter.get("also", ())} or said_by_words(indicator, context):
        return
    doubtful = reading.level in matter.get("doubtful", ())
    facts = {"predicted": LEVELS[matter["home"]], "why": word}
    yield Hit(facts, indicator, column="level2", severity="info" if doubtful else None)


def measured(reading: Reading, context: Context, matters: Sequence[Matter]) -> tuple[Matter, str] | None:
    """Return the first matter that the row is, with the word that says so; None where words do not decide."""
    dimension = "time" if not reading.numeric and speaks_of_time(reading.value) else reading.dimension
    for matter in matters:
        if dimension not in matter["dimensions"] or not _shaped(reading, matter):
            continue
        if any(context.words.has(section, reading.name) for section in matter.get("unless", ())):
            continue
        words = [context.words.search(matter[key], reading.name) for key in ("words", "beside") if key in matter]
        if all(words):
            return matter, words[-1].group() if words and words[-1] else reading.head or reading.unit_text
    return None


def _shaped(reading: Reading, matter: Matter) -> bool:
    """Return whether kind of name, sign and unit are those of the matter, as far as it says."""
    if matter.get("signs") == "least" and reading.sign not in _AT_LEAST:
        return False
    if reading.unit_text not in matter.get("units", (reading.unit_text,)):
        return False
    return reading.kind in matter.get("kinds", (reading.kind,))


def _side_effect(indicator: Indicator, context: Context) -> bool:
    """Return whether the row stands under 社会成本 or 生态环境成本, which mean harm to others."""
    return context.words.has("cues.side_effect", fold(indicator.level2.text))


def effect_as_cost(
    indicator: Indicator, context: Context, *, good: str, unless: Sequence[str], side: bool
) -> Iterator[Hit]:
    """Yield a hit where something wanted (a word of ``good``, none of the lists ``unless``) is filed as a cost.

    ``side``: under 社会成本 and 生态环境成本; else under the other costs.
    """
    reading = context.read(indicator)
    if reading.level != "cost" or reading.dimension == "money" or _side_effect(indicator, context) != side:
        return
    match = context.words.search(good, reading.name)
    if match and not any(context.words.has(section, reading.name) for section in unless):
        yield Hit({"word": match.group()}, indicator, column="level2")


def cost_without_money(
    indicator: Indicator, context: Context, *, money: str, dimensions: Sequence[str]
) -> Iterator[Hit]:
    """Yield a hit where a cost speaks of no money: no word of ``money`` in the name, a unit of ``dimensions``."""
    reading = context.read(indicator)
    if reading.level != "cost" or _side_effect(indicator, context) or not reading.numeric:
        return
    if reading.dimension in dimensions and not reading.per and not context.words.has(money, reading.name):
        yield Hit({}, indicator, column="level2")


def not_satisfaction(
    indicator: Indicator, context: Context, *, opinion: str, dimensions: Sequence[str], kinds: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield a hit where a number in ``dimensions`` stands under 满意度 with no word of ``opinion`` in its name.

    ``kinds``: only names of these kinds.
    """
    reading = context.read(indicator)
    if reading.level != "satisfaction" or not reading.numeric or reading.dimension not in dimensions:
        return
    if not context.words.has(opinion, reading.name) and (not kinds or reading.kind in kinds):
        yield Hit({"counted": reading.unit_text}, indicator, column="level2")


def rate_without_time(indicator: Indicator, context: Context, *, timely: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a rate stands under 时效 without a word of time or one of the lists ``timely`` in its name."""
    reading = context.read(indicator)
    if reading.level != "timeliness" or reading.kind != "ratio" or speaks_of_time(reading.name + reading.value):
        return
    if not any(context.words.has(section, reading.name) for section in timely):
        yield Hit({"head": reading.head}, indicator, column="level2")


def predicted(
    indicator: Indicator,
    context: Context,
    *,
    matters: Sequence[Matter],
    levels: Mapping[str, Mapping[str, Any]],
    floors: Sequence[float],
) -> Iterator[Hit]:
    """Yield a hit where the classifier is sure that a row belongs elsewhere and no word decides.

    Names that are one of ``matters`` (``by_name``) are left alone. ``floors``: from the first confidence on it is worth
    a look, from the second a warning. ``levels`` may name for a printed level ``usual``, a list of words of names
    that stand there as well (覆盖率 under 数量), and ``near``, the levels that are told from it by a hair: a guess
    among them is at most worth a look, and that only from the second confidence on.
    """
    reading = context.read(indicator)
    if reading.level not in LEVELS or _side_effect(indicator, context):
        return
    if reading.level == "timeliness" and (reading.dimension == "time" or speaks_of_time(reading.name)):
        return
    if measured(reading, context, matters):
        return
    guess = context.guess(indicator)
    if guess is None or guess.confidence < floors[0] or guess.level == reading.level:
        return
    printed = levels.get(reading.level, {})
    if "usual" in printed and context.words.has(printed["usual"], reading.name):
        return
    near, sure = guess.level in printed.get("near", ()), guess.confidence >= floors[1]
    if near and not (sure and not (reading.countable and _mishap(reading, context))):
        return
    if not said_by_words(indicator, context):
        yield _guessed(indicator, context, guess, doubtful=near or not sure)


def _guessed(indicator: Indicator, context: Context, guess: Guess, *, doubtful: bool) -> Hit:
    """Return the hit for a guess, with the words that weighed."""
    facts = {
        "predicted": LEVELS[guess.level],
        "why": "、".join(context.reasons(indicator, guess.level)),
        "percent": round(guess.confidence * 100),
    }
    severity: Severity | None = "info" if doubtful else None
    return Hit(facts, indicator, column="level2", severity=severity, confidence=round(guess.confidence, 2))


def _no_work(reading: Reading, context: Context) -> bool:
    """Return whether the number counts no work done: a mishap, how often, or days that the name ties to a season."""
    return _mishap(reading, context) or is_frequency(reading) or _seasonal(reading)


def _seasonal(reading: Reading) -> bool:
    return reading.level == "timeliness" and speaks_of_time(reading.name)


def _mishap(reading: Reading, context: Context) -> bool:
    """Return whether the row counts what should be rare: as often a quality or a benefit as a quantity."""
    return reading.amount == 0 or reading.sign in {"≤", "<"} or sounds_bad(reading, context)


def said_by_words(indicator: Indicator, context: Context) -> bool:
    """Return whether one of the word rules already reports the filing of this row."""
    hits = chain(
        level_pair(indicator, context),
        words_under(indicator, context, words="cues.progress", levels=(*BENEFITS, "satisfaction")),
        words_under(indicator, context, words="matters.funds_state", levels=(*BENEFITS, "satisfaction"), worded=True),
        count_elsewhere(indicator, context, levels=("timeliness",), timely=True),
        count_elsewhere(indicator, context, levels=("quality",), timely=False),
        without_time(indicator, context),
        output_as_benefit(indicator, context, verbs="cues.output_verbs", effects="cues.effects"),
        not_satisfaction(indicator, context, opinion="cues.opinion", dimensions=_NOT_MONEY[1:-1]),
        cost_without_money(indicator, context, money="matters.cost_words", dimensions=_NOT_MONEY),
    )
    return next(hits, None) is not None


_NOT_MONEY = ("ratio", "people", "event", "lesson", "thing", "area", "length", "time")
