"""Verbs on wording: empty phrases, option lists, instructions left in, answers to another question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.checks.context import BENEFITS, Context
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.width import fold

_SPLIT = re.compile(r"[、,/;|或]")
_OPTIONS = 3  # words of one scale in a row: two (优良) may be a grade
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


def lists_options(indicator: Indicator, context: Context) -> str:
    """Return the options that a target lists, "" where it chooses.

    The lines of ``phrases.scales`` are words of one scale, / between them; two of one line joined by 、 / or 或 are
    options, and so are three of one scale without anything between (优良差), or a pair of ``phrases.opposites``. Nouns
    of one ending under a name that asks for a rank (``phrases.ranks``), closed by 等, are options too.
    """
    reading = context.read(indicator)
    if reading.numeric or not reading.value:
        return ""
    scales = _scales(context.words.entries("phrases.scales"))
    if context.words.is_one("phrases.opposites", reading.value):
        return "、".join(reading.value)
    if run := _run(reading.value, scales):
        return "、".join(run)
    parts = [_LIST_END.sub("", part) for part in _SPLIT.split(reading.value)]
    if len(parts) < 2:
        return ""
    of_one = any(scale.words.issuperset(filter(None, parts)) for scale in scales) and len(set(parts)) == len(parts)
    ranked = reading.name.endswith(context.words.entries("phrases.ranks")) and len(parts) >= 3
    return "、".join(parts) if of_one or (ranked and max(map(len, parts)) <= 6) else ""


@dataclass(frozen=True, slots=True)
class _Scale:
    """The words of one scale, and what finds them, longest first."""

    words: frozenset[str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=4)
def _scales(lines: tuple[str, ...]) -> tuple[_Scale, ...]:
    """Return the scales of a word list: / stands between the words of one."""
    scales = [line.split("/") for line in lines]
    patterns = ["|".join(sorted(map(re.escape, scale), key=len, reverse=True)) for scale in scales]
    return tuple(_Scale(frozenset(one), re.compile(found)) for one, found in zip(scales, patterns, strict=True))


def _run(text: str, scales: Sequence[_Scale]) -> list[str]:
    """Return three or more words of one scale that ``text`` consists of, [] where it is none."""
    for scale in scales:
        words = scale.pattern.findall(text) if scale.pattern.match(text) else []
        if len(set(words)) >= _OPTIONS and "".join(words) == text:
            return words
    return []


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
