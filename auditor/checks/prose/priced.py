"""The verb on a number of things in running text, their total, and exactly so many of them with their amounts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.checks.prose.parts import is_about, unlike_sum
from auditor.checks.sentences import at, is_change, is_last_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Sum, sums

_NUMERALS = "零一二三四五六七八九"
_NUMBER = re.compile(r"(?<![第\d.,一二三四五六七八九十])(\d{1,2}|[两二三四五六七八九])(?:个|项|类|家|笔)")
_TO_TOTAL = re.compile(r"[^\d;:。()]{0,28}")
_LINK = re.compile(r"(?:[,(]?[^\d;。()、]{0,16}?)(?:其中|分别(?:为|是)|包括|即|:|\()[:,]?")
_NAMED = re.compile(
    r"(?:[、,;]|和|及|以及)?(?:\d{1,2}[.、]|\(\d{1,2}\))?(?:项目)?[“\"]?([^\d,;:。、()%“”\"]{2,30})[”\"]?(?:项目)?"
)
_FEWEST = 2
_BRACKET = re.compile(r"\([^()]*\)")


def priced(budget: Budget, context: Context, *, unless: str) -> Iterator[Hit]:
    """Yield a hit where a number of things (3个项目,资金96万元:甲45万元、乙31万元、丙20万元) has another total.

    The total stands behind the number, the row behind the total, up to the end of the sentence; it has exactly as many
    amounts, each behind a name, or it is not judged, nor is a total of one fund below their sum. What brackets say of a
    member is left out. Names that fit ``unless`` (a pattern) are not those of things: funds, shares and changes.
    """
    for sentence in told(context):
        given = sums(sentence.text)
        for number in _NUMBER.finditer(sentence.text) if given else ():
            place = bisect_left(given, number.end(), key=lambda one: one.start)
            total = given[min(place, len(given) - 1)]
            row = _row(sentence.text, total, unless) if _is_total(sentence.text[number.end() : total.start]) else []
            usual = not any(is_change(one, context) or is_last_year(one) for one in (total, *row))
            if len(row) != _value(number.group(1)) or len(row) < _FEWEST or not usual:
                continue
            facts = {} if is_about(sentence.text, [total, *row]) else unlike_sum(sentence.text, total, row)
            of_one_fund = re.search(unless, total.words) and sum(one.wan for one in row) > total.wan
            if facts and not of_one_fund:
                yield at(sentence, {**facts, "count": len(row)}, total.start, total.end)


def _is_total(between: str) -> bool:
    """Return whether what stands between a number and the amount behind it leaves no doubt that this is the total."""
    return bool(between) and bool(_TO_TOTAL.fullmatch(between))


def _value(digits: str) -> int:
    return 2 if digits == "两" else _NUMERALS.index(digits) if digits in _NUMERALS else int(digits)


def _row(text: str, total: Sum, unless: str) -> Sequence[Sum]:
    """Return the named amounts behind a total to the end of the sentence, [] where they are not understood."""
    link = _LINK.match(text, total.end)
    if link is None:
        return []
    bare = text
    if not link.group().rstrip(":,").endswith("("):
        bare = text[: link.end()] + _BRACKET.sub(lambda one: "\0" * len(one.group()), text[link.end() :])
    end, row = link.end(), list[Sum]()
    for amount in (one for one in sums(text) if one.start >= link.end() and bare[one.start] != "\0"):
        name = _NAMED.fullmatch(bare[end : amount.start].replace("\0", ""))
        if name is None or re.search(unless, name.group(1)):
            return []
        row.append(amount)
        end = amount.end
    return row
