"""Verbs on wording: empty phrases, option lists, instructions left in, answers to another question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.checks.context import BENEFITS, Context
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.width import fold

MEASURED = frozenset({"count", "ratio", "progress", "money_total", "area", "length", "score"})
_SPLIT = re.compile(r"[、,/;|或]")
_LIST_END = re.compile(r"等$")


def listed(
    indicator: Indicator, context: Context, *, words: str, columns: Sequence[str], whole: bool = False
) -> Iterator[Hit]:
    """Yield a hit where a cell of ``columns`` holds (or, ``whole``, is) a phrase of the word list ``words``."""
    for column in columns:
        text = fold(getattr(indicator, column).text)
        match = context.words.search(words, text) if text else None
        if match and (not whole or match.group() == text):
            yield Hit({"phrase": match.group(), "cell": getattr(indicator, column).text}, indicator, column=column)
            return


def option_list(indicator: Indicator, context: Context, *, scales: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the target lists the options instead of choosing one: 是/否; 优、良、中、差; 讲师、教授等.

    ``scales`` are lines of words of one scale; two of one line joined by 、 / or 或 are options. Nouns of one
    ending under a name that asks for a rank or level, closed by 等, are options too.
    """
    reading = context.read(indicator)
    if reading.numeric or not reading.value:
        return
    parts = [_LIST_END.sub("", part) for part in _SPLIT.split(reading.value)]
    if len(parts) < 2:
        return
    for line in scales:
        if all(part in line.split() for part in parts if part) and len(set(parts)) == len(parts):
            yield Hit({"options": "、".join(parts)}, indicator, column="value")
            return
    if re.search(r"(?:职级|职称|等级|级别|类型|类别)$", reading.name) and len(parts) >= 3 and max(map(len, parts)) <= 6:
        yield Hit({"options": "、".join(parts)}, indicator, column="value")


def empty_phrase(
    indicator: Indicator, context: Context, *, words: str, levels: Sequence[str], unless: str = ""
) -> Iterator[Hit]:
    """Yield a hit where the whole target is an empty phrase of ``words`` (有所提升) and the level is one of ``levels``.

    Names that can be counted are left to countable_name, names with a word of ``unless`` to other_question: they
    say more.
    """
    reading = context.read(indicator)
    if unless and context.words.has(unless, reading.name):
        return
    if (
        reading.kind not in MEASURED
        and reading.level in levels
        and not reading.numeric
        and context.words.is_one(words, reading.value)
    ):
        yield Hit({"phrase": reading.value}, indicator, column="value")


def other_question(
    indicator: Indicator, context: Context, *, words: str, names: str, levels: Sequence[str]
) -> Iterator[Hit]:
    """Yield a hit where a name that asks for a date or a standard (``names``) is answered by a phrase of ``words``."""
    reading = context.read(indicator)
    if reading.kind in MEASURED or reading.numeric or reading.level not in levels:
        return
    asked = context.words.search(names, reading.name)
    if asked and context.words.is_one(words, reading.value):
        yield Hit({"phrase": reading.value, "asked": asked.group()}, indicator, column="value")


def only_qualitative(budget: Budget, context: Context, *, rows: int, results: int = 3) -> Iterator[Hit]:
    """Yield a hit for every project of ``rows`` indicators or more whose outputs and benefits have no number at all.

    ``results`` is how many outputs and benefits there must be.
    """
    for group in context.groups:
        if group.project is None or len(group.indicators) < rows:
            continue
        readings = [context.read(item) for item in group.indicators]
        results_of = {"quantity", "quality", *BENEFITS}
        found = [reading for reading in readings if reading.level in results_of and reading.value]
        if len(found) >= results and not any(reading.numeric for reading in found):
            yield Hit({"count": len(found)}, project=group.project, column="project_name")
