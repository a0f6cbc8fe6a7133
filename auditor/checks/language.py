"""The verb on patterns of words: what spaCy's Matcher finds in a cell, with patterns that stand in the rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditor.checks.context import Context
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.text.width import fold


def matches(
    indicator: Indicator,
    context: Context,
    *,
    columns: Sequence[str],
    patterns: Sequence[Sequence[Mapping[str, Any]]],
    levels: Sequence[str] = (),
) -> Iterator[Hit]:
    """Yield a hit where a cell of ``columns`` matches one of ``patterns``, tokens as spaCy's Matcher takes them.

    A token may ask for TEXT, LENGTH, TAG (jieba's letter: n v a d m p …), POS (NOUN VERB …), LIKE_NUM, OP, REGEX, IN.
    Texts are folded (half width). ``levels`` are the only kinds of level 2 meant. The fact ``phrase`` is what matched.
    """
    if levels and context.read(indicator).level not in levels:
        return
    for column in columns:
        text = fold(getattr(indicator, column).text)
        if phrase := context.phrases(patterns, columns).get(text):
            yield Hit({"phrase": phrase}, indicator, column=column)
            return
