"""The verb on a number of points that running text announces (职责有四项:) and the numbered points behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import chinese_number

_N = "[一二三四五六七八九十]{1,3}"
# How points are numbered, and the level of headings that are numbered so: such a heading ends any list below it.
_STYLES: tuple[tuple[str, int], ...] = (
    (rf"({_N})是", 9),
    (rf"第({_N})[,是]", 9),
    (rf"({_N})、", 1),
    (rf"\(({_N})\)", 2),
    (r"(\d{1,2})[.、](?!\d)", 3),
    (r"\((\d{1,2})\)", 4),
)
_PART = re.compile("第[一二三四五六七八九十]+(?:部分|章)")
_FARTHEST = 300
"""So many sentences behind the announcement are looked at; a list that is longer is not counted."""


def items(budget: Budget, context: Context, *, say: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where so many points are announced and others are numbered behind it.

    ``say`` is a pattern with the number as the only group that is found, up to the first point, which stands right
    behind it or begins the next line; points of one style are counted as long as their numbers rise, up to a heading
    of a higher level. Where
    the list goes on in the style of the heading that it stands under, nobody knows where it ends. What fits ``unless``
    (a pattern) and has its points in the same line is another rule's.
    """
    every = told(context)
    for position, sentence in enumerate(every):
        for match in re.finditer(say, sentence.text):
            behind = sentence.text[match.end() :]
            if not behind.strip() and position + 1 == len(every):
                continue
            rest = [behind, *(one.text for one in every[position + 1 : position + 1 + _FARTHEST])]
            first = rest[0] or rest[1]
            style = next((one for one in _STYLES if (begin := re.match(one[0], first)) and _value(begin[1]) == 1), None)
            own = behind and re.search(unless, match.group())
            if style is None or own or _is_under(sentence, every[position + 1 :], style, inline=bool(behind)):
                continue
            number = match.lastindex or 1
            stated, (count, last) = _value(match[number]), _count(rest, style)
            if count > 1 and stated not in {count, last}:
                yield at(sentence, {"whole": match[number], "sum": count}, match.start(number), match.end(number))


def _value(text: str) -> int | None:
    return 2 if text == "两" else int(text) if text.isdigit() else chinese_number(text)


def _is_under(sentence: Sentence, behind: Sequence[Sentence], style: tuple[str, int], *, inline: bool) -> bool:
    """Return whether a list of lines is numbered as the heading above is, or as those of the text are (一、)."""
    if inline:
        return False
    pattern, level = style
    return level == 1 or bool(re.search(rf"(?:^|[。;:]){pattern}", sentence.under + sentence.text))


def _count(texts: Sequence[str], style: tuple[str, int]) -> tuple[int, int]:
    """Return how many points stand in texts, and the number of the last one.

    They end before the first one whose number does not rise, or a higher heading. A number may be left out: then the
    list is as long as it says, and a line was lost.
    """
    pattern, level = style
    higher = [one for one, other in _STYLES if other < level]
    last = count = 0
    for number, text in enumerate(texts):
        if number and (_PART.match(text) or any(re.match(one, text) for one in higher)):
            return count, last
        for match in re.finditer(rf"(?:^|(?<=[;。:,])){pattern}", text):
            value = _value(match.group(1))
            if value is None or value <= last:
                return count, last
            last, count = value, count + 1
    return (count, last) if len(texts) <= _FARTHEST else (0, 0)
