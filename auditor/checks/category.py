"""Verbs on filing: the row stands under a level that its content contradicts, decided by words and units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from auditor.checks.better import last_of, sounds_bad
from auditor.checks.context import BENEFITS, Context
from auditor.checks.reading import Reading
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.text.dates import speaks_of_time
from auditor.text.width import fold

LEVELS = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "timeliness": "时效指标",
    "cost": "成本指标",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "sustainable": "可持续影响指标",
    "satisfaction": "满意度指标",
}
_TIMELY_KINDS = frozenset({"progress", "deadline", "duration", "timely", "ratio"})
_OWNERS = {
    **dict.fromkeys(("quantity", "quality", "timeliness"), "产出指标"),
    "cost": "成本指标",
    "satisfaction": "满意度指标",
}
_PAIRS = {
    "level1_output": {"quantity", "quality", "timeliness", "cost"},
    "level1_benefit": {"economic", "social", "ecological", "sustainable", "satisfaction"},
    "level1_satisfaction": {"satisfaction"},
    "level1_cost": {"cost"},
}


def level_pair(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where level 1 and level 2 are both known and do not belong together (产出指标 / 社会效益指标)."""
    reading = context.read(indicator)
    decided = context.words.is_one("cues.decision_levels", fold(indicator.level1.text).removesuffix("指标"))
    allowed = set() if decided else _PAIRS.get(reading.level1)
    if allowed is not None and reading.level in LEVELS and reading.level not in allowed:
        owner = _OWNERS.get(reading.level, "效益指标")
        yield Hit({"level2_known": LEVELS[reading.level], "owner": owner}, indicator, column="level2")


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


def words_under(
    indicator: Indicator, context: Context, *, words: str, levels: Sequence[str], worded: bool = False
) -> Iterator[Hit]:
    """Yield a hit where a name with a word of list ``words`` (支出进度, 结余率) stands under one of ``levels``.

    ``worded``: rows with a target in words, too. A name or level 2 with a word of ``words``_unless is left alone.
    """
    reading = context.read(indicator)
    match = context.words.search(words, reading.name)
    if context.words.excepted(words, reading.name) or context.words.excepted(words, fold(indicator.level2.text)):
        return
    if reading.level in levels and match and (worded or reading.sign != "定性"):
        yield Hit({"word": match.group()}, indicator, column="level2")


def count_elsewhere(indicator: Indicator, context: Context, *, levels: Sequence[str], timely: bool) -> Iterator[Hit]:
    """Yield a hit where a count of people, events or things is filed under ``levels``.

    ``timely``: the level is about time, so a name or value that speaks of time is left alone; otherwise only a
    name that says that it counts (…次数, …人数) is meant.
    """
    reading = context.read(indicator)
    if reading.level not in levels or not reading.countable or not reading.numeric:
        return
    if timely and context.words.has("cues.late", reading.name):
        return
    timed = timely and (
        speaks_of_time(reading.name)
        or speaks_of_time(reading.value)
        or context.words.has("cues.periodic", reading.name)
    )
    if timed and (reading.kind != "count" or context.words.has("cues.timely", reading.name)):
        return
    if reading.amount == 0 or (not timely and reading.sign in {"≤", "<"}):
        return  # an incident that should be rare, not work
    if not timely and (reading.kind != "count" or sounds_bad(reading, context)):
        return
    if not timely and context.words.has("cues.merit", reading.name):
        return
    yield Hit({"counted": reading.unit_text}, indicator, column="level2")


def without_time(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where a 时效 row names no time in name, value or unit, and is no count (another verb's)."""
    reading = context.read(indicator)
    if reading.level != "timeliness" or reading.countable or reading.dimension == "time" or not reading.name:
        return
    texts = (reading.name, reading.value, reading.unit_text)
    # A rate (完成率, 结案率) says by its nature how much is done by the end of the year.
    if any(speaks_of_time(text) for text in texts) or reading.kind in _TIMELY_KINDS or is_frequency(reading):
        return
    if context.words.has("cues.timely", reading.name) or context.words.has("cues.punctual", reading.name):
        return
    yield Hit({}, indicator, column="level2")


def is_frequency(reading: Reading) -> bool:
    """Return whether the unit is a frequency (次/年)."""
    return reading.unit is not None and any(speaks_of_time(f"1{per}") for per in reading.unit.per)


def output_as_benefit(indicator: Indicator, context: Context, *, verbs: str, effects: str) -> Iterator[Hit]:
    """Yield a hit where a count of work done (a name that begins with a word of ``verbs``) is a benefit.

    A word of ``effects`` after the last verb says that an effect is counted: 培训后就业人数, but not 就业培训场次.
    """
    reading = context.read(indicator)
    if reading.level not in BENEFITS or not reading.countable or not reading.numeric:
        return
    verb = context.words.search(verbs, reading.name)
    effect = last_of(context, effects, reading.name) > last_of(context, verbs, reading.name)
    if verb and verb.start() <= 1 and not effect:
        yield Hit({"counted": reading.unit_text, "verb": verb.group()}, indicator, column="level2")
