"""Verbs on two amounts in running text that are told with their difference, or a total with the average of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from math import prod

from auditor.checks.context import Context
from auditor.checks.prose.both_years import NOT_BUDGET
from auditor.checks.prose.parts import is_about, shown_percent
from auditor.checks.prose.words import rise_and_fall, sign_before
from auditor.checks.sentences import Sentence, at, is_change, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Sum, shares, sums, told_like, year_before

_TO = re.compile("(?:增加|增长|减少|下降|降低|提高|调整|上升|压减|变化)(?:到|至|为)")
_YEAR = re.compile(r"20\d\d年度?|预算|安排|数|为|是|的|本年|上年")
_THIS_YEAR, _LAST_YEAR = re.compile("[本今当]年"), re.compile("[上去]年")
_REACH = 24
_COUNT = re.compile(r"(?<![\d.])(\d{1,6})(?:人次|批次|人|名|次|场|期|户|天|个|座|台|套|公里|亩|月|项)")
_MEAN = re.compile(r"(?:人均|户均|亩均|次均|平均每[^\d,;。]{1,3}|每(?:人次|人|次|期|场|户|批次)平均)[^\d,;。]{0,6}$")
_MOST_COUNTS, _MEAN_SLACK = 5, Decimal("0.02")


def from_to(budget: Budget, context: Context, *, words: tuple[str, str]) -> Iterator[Hit]:
    """Yield a hit where the change right behind two amounts (由90万元增加到95万元,增加8万元) is not their difference.

    They are joined so, or are those of last year and this one, of one name. A rate may stand in place of the change;
    ``words`` are the lists of words before a rise and a fall. Nothing is said of what was spent.
    """
    patterns = rise_and_fall(context, *words)
    for sentence in told(context):
        given = () if NOT_BUDGET.search(sentence.text) else sums(sentence.text)
        for number, (last, now) in enumerate(pairwise(given), 2):
            if not last.wan or is_about(sentence.text, [last, now]):
                continue
            if _TO.search(sentence.text, last.end, now.start) or _of_two_years(sentence.text, last, now, budget.year):
                yield from _differs(sentence, (last, now), given[number : number + 1], patterns)


def _of_two_years(text: str, last: Sum, now: Sum, year: int | None) -> bool:
    """Return whether two amounts of one name are told as last year's and this one's."""
    names = [_YEAR.sub("", one.words) for one in (last, now)]
    years = [year_before(_named(text[max(0, one.start - _REACH) : one.start], year), _REACH * 2) for one in (last, now)]
    apart = ";" in text[last.end : now.start] or len(text[last.end : now.start]) > _REACH
    return year is not None and years == [year - 1, year] and names[1] in {names[0], ""} and not apart


def _named(text: str, year: int | None) -> str:
    """Return a text in which this year and last year have their numbers."""
    return _LAST_YEAR.sub(f"{year - 1}年", _THIS_YEAR.sub(f"{year}年", text)) if year else text


def _differs(sentence: Sentence, pair: tuple[Sum, Sum], behind: Sequence[Sum], words: tuple[str, str]) -> Iterator[Hit]:
    """Yield the hit of the change, or the rate, right behind two amounts."""
    last, now = pair
    moved = behind[0] if behind else None
    rate = next(iter(shares(sentence.text[now.end : now.end + 2 * _REACH])), None)
    rate = replace(rate, start=rate.start + now.end, end=rate.end + now.end) if rate else None
    difference = now.wan - last.wan
    if moved and moved.start - now.end <= _REACH and "," in sentence.text[now.end : moved.start]:
        sign = sign_before(sentence.text[: moved.start], words)
        if sign and abs(difference - sign * moved.wan) > now.step + last.step + moved.step:
            right = told_like(abs(difference), now)
            yield at(sentence, _facts(pair, moved.shown, right), moved.start, moved.end)
    elif rate and rate.start - now.end <= _REACH:
        sign = sign_before(sentence.text[: rate.start], words)
        slack = rate.step + (now.step + last.step * now.wan / last.wan) / last.wan
        if sign and abs(difference / last.wan - sign * rate.share) > slack:
            right = shown_percent(abs(difference / last.wan))
            yield at(sentence, _facts(pair, shown_percent(rate.share), right), rate.start, rate.end)


def _facts(pair: tuple[Sum, Sum], stated: str, right: str) -> dict[str, object]:
    return {"last": pair[0].shown, "now": pair[1].shown, "stated": stated, "right": right}


def averages(budget: Budget, context: Context, *, unless: str) -> Iterator[Hit]:
    """Yield a hit where a total, the numbers of what it pays for and the average (60人次,人均200元) do not fit.

    The total is the first amount of the sentence; any product of the numbers before the average may be meant. A
    sentence that fits ``unless`` (a pattern) is left out.
    """
    for sentence in told(context):
        given = sums(sentence.text)
        for mean in given[1:]:
            before = sentence.text[max(0, mean.start - _REACH) : mean.start]
            vague = re.search(unless, sentence.text) or is_about(sentence.text, [given[0], mean])
            if vague or not _MEAN.search(before):
                continue
            numbers = [int(one) for one in _COUNT.findall(sentence.text[: mean.start])][-_MOST_COUNTS:]
            total = given[0]
            products = {prod(some) for size in range(1, len(numbers) + 1) for some in combinations(numbers, size)}
            fit = any(abs(total.wan - mean.wan * one) <= _MEAN_SLACK * total.wan for one in products)
            if numbers and mean.wan and not fit and not is_change(total, context):
                facts = {"total": total.shown, "mean": mean.shown, "numbers": "、".join(map(str, numbers))}
                yield at(sentence, facts, mean.start, mean.end)
