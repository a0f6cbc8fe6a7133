"""Verbs on filing by what the name measures: by its words where they decide, by the classifier where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypedDict

from auditor.checks.better import sounds_bad
from auditor.checks.context import Context
from auditor.checks.reading import LEVELS, Reading
from auditor.checks.rowfilter import RowFilter, is_frequency, takes
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.records.guess import Guess
from auditor.records.rule import Severity
from auditor.text.dates import speaks_of_time
from auditor.text.width import fold

Matter = Mapping[str, Any]
"""What a name may measure: see ``by_name``."""
NO_ROWS: RowFilter = {"any": ()}


class Guesses(TypedDict):
    """Which guesses of the classifier count.

    ``floors``: from the first confidence on it is worth a look, from the second a warning. ``levels`` may name for a
    printed level ``usual``, a list of words of names that stand there as well (覆盖率 under 数量), and ``near``, the
    levels that are told from it by a hair: a guess among them is at most worth a look, and that only from the second
    confidence on.
    """

    floors: Sequence[float]
    levels: Mapping[str, Mapping[str, Any]]


_SIGNS = {"least": frozenset({"≥", ">", "="}), "most": frozenset({"≤", "<"})}


def by_name(
    indicator: Indicator, context: Context, *, matters: Sequence[Matter], unless: RowFilter = NO_ROWS
) -> Iterator[Hit]:
    """Yield a hit where the name measures a matter that belongs under another level 2.

    The first of ``matters`` that the row is decides: a unit of ``dimensions`` ("" is a target in words or an unknown
    unit; a date is time), a name of ``kinds``, ``signs: least`` (≥ > =) or ``most`` (≤ <), one of ``units``, a word of
    the lists ``words`` and ``beside``, each where given, and none of the lists ``unless``. It belongs to ``home``; the
    levels ``also`` are as good, those ``doubtful`` only worth a look. ``unless``: rows that another rule reports.
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
    if reading.level in {matter["home"], *matter.get("also", ())} or takes(indicator, context, unless):
        return
    doubtful = reading.level in matter.get("doubtful", ())
    facts = {"predicted": LEVELS[matter["home"]], "why": word}
    yield Hit(facts, indicator, column="level2", severity="info" if doubtful else None)


def measured(reading: Reading, context: Context, matters: Sequence[Matter]) -> tuple[Matter, str] | None:
    """Return the first matter that the row is, with the word that says so; None where words do not decide."""
    dimension = "time" if not reading.numeric and speaks_of_time(reading.value) else reading.dimension
    # Rows of one dimension and sign share what they may be; ``matters`` lives as long as its rule.
    shape = (id(matters), dimension, reading.sign)
    for matter in context.remember(("matters", *shape), lambda: _of_shape(dimension, reading.sign, matters)):
        if not _shaped(reading, matter):
            continue
        words = [context.words.search(matter[key], reading.name) for key in ("words", "beside") if key in matter]
        if all(words) and not any(context.words.has(section, reading.name) for section in matter.get("unless", ())):
            return matter, words[-1].group() if words and words[-1] else reading.head or reading.unit_text
    return None


def _of_shape(dimension: str, sign: str, matters: Sequence[Matter]) -> tuple[Matter, ...]:
    """Return the matters of a dimension whose sign, as far as they say one, is ``sign``."""
    of_dimension = (matter for matter in matters if dimension in matter["dimensions"])
    return tuple(matter for matter in of_dimension if sign in _SIGNS.get(matter.get("signs", ""), (sign,)))


def _shaped(reading: Reading, matter: Matter) -> bool:
    """Return whether kind of name and unit are those of the matter, as far as it says."""
    if "units" in matter and reading.unit_text not in matter["units"]:
        return False
    return "kinds" not in matter or reading.kind in matter["kinds"]


def _side_effect(indicator: Indicator, context: Context) -> bool:
    """Return whether the row stands under 社会成本 or 生态环境成本, which mean harm to others."""
    return context.words.has("cues.side_effect", fold(indicator.level2.text))


def predicted(
    indicator: Indicator,
    context: Context,
    *,
    matters: Sequence[Matter],
    guesses: Guesses,
    unless: RowFilter = NO_ROWS,
) -> Iterator[Hit]:
    """Yield a hit where the classifier is sure that a row belongs elsewhere and no word decides.

    Names that are one of ``matters`` (``by_name``), and rows of ``unless``, are left alone.
    """
    reading = context.read(indicator)
    if reading.level not in LEVELS or _side_effect(indicator, context):
        return
    if reading.level == "timeliness" and (reading.dimension == "time" or speaks_of_time(reading.name)):
        return
    if measured(reading, context, matters):
        return
    guess = context.guess(indicator)
    if guess is None or guess.confidence < guesses["floors"][0] or guess.level == reading.level:
        return
    printed = guesses["levels"].get(reading.level, {})
    if "usual" in printed and context.words.has(printed["usual"], reading.name):
        return
    near, sure = guess.level in printed.get("near", ()), guess.confidence >= guesses["floors"][1]
    if near and not (sure and not (reading.countable and _mishap(reading, context))):
        return
    if not takes(indicator, context, unless):
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


def unknown_level(indicator: Indicator, context: Context, *, rows: int, share: float) -> Iterator[Hit]:
    """Yield a hit where level 1 or level 2 is none that the form knows, although other rows use those of the form.

    At least ``rows`` rows and the share ``share`` of all must use them.
    A document that uses other words throughout follows another form: nothing is wrong then. A level 2 that stands in
    the name's place, or is a level 1, is judged by other verbs or is damage.
    """
    reading = context.read(indicator)
    for column, known in (("level1", reading.level1), ("level2", reading.level)):
        text = getattr(indicator, column).text.strip()
        if (
            text
            and not known
            and context.remember(("form", column), partial(_form_known, column, context, rows, share))
        ):
            facts = {"level": text, "column_name": _COLUMNS[column]}
            yield Hit(facts, indicator, column=column, fold_key=f"{column}|{text}")
            return


_COLUMNS = {"level1": "一级指标", "level2": "二级指标"}


def _form_known(column: str, context: Context, rows: int, share: float) -> bool:
    """Return whether at least ``rows`` rows and the share ``share`` of them use a level of the form in ``column``."""
    texts = [(getattr(item, column).text.strip(), context.read(item)) for item in context.budget.indicators]
    filled = [reading for text, reading in texts if text]
    good = sum(bool(reading.level1 if column == "level1" else reading.level) for reading in filled)
    return good >= rows and good >= share * len(filled)
