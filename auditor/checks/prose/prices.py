"""The verb on a number of things, the price of one and their amount, one behind another in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checks.context import Context
from auditor.checks.estimates import NUMBER, wrong
from auditor.checks.reading import WAN
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.units import IN_WAN

_MONEY = rf"({NUMBER})(万元|元)"
_THINGS = rf"(?<![\d.,])({NUMBER})(万?)((?!元|年|月|日|%)[一-鿿]{{1,2}}?)"
_REACH = 200
_COUNTED = re.compile(rf"(?<![\d.,\-—至])(?!20\d\d年(?!至|-|—)){NUMBER}[一-鿿]")
"""A number of something, but a year."""


@dataclass(frozen=True, slots=True)
class _Price:
    """What is told of things: how many of what (their unit), what one costs, and what they cost, all as printed."""

    start: int
    end: int
    number: str
    many: str
    thing: str
    price: str
    unit: str
    amount: str
    amount_unit: str


def prices(budget: Budget, context: Context, *, total: str, vague: str, again: str) -> Iterator[Hit]:
    """Yield a hit where a number of things, the price of one and the amount right behind them do not fit.

    So many things with a price, or a calculation (60台×1.5万元=96万元); only words that fit ``total`` may stand before
    the amount, and nothing is said of what is only about so much (``vague``). What is paid ``again`` (a pattern:
    每月, 3期), or for so many of something else too, has more factors than these two: it is left out. Reports of what
    was done have a rule of their own.
    """
    reports = any(row.outcome and row.outcome.actual.text for row in budget.indicators)
    patterns = _patterns(total)
    for sentence in told(context) if not reports else ():
        for match, right in wrong(sentence.text):
            yield at(sentence, {"stated": match.group(), "right": right}, match.start(), match.end())
        for one in _told(sentence.text, patterns):
            right, stated = _unlike(one), sentence.text[one.start : one.end]
            if right and not re.search(vague, stated) and not _has_more(sentence.text, one, again):
                yield at(sentence, {"stated": stated, "right": right}, one.start, one.end)


def _patterns(total: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of things before their price (60台,单价1.5万元,计90万元), and of a price first."""
    amount = rf"[,)]*(?:{total}){_MONEY}"
    things = rf"{_THINGS}[一-鿿A-Za-z]{{0,10}}[,(]*(?:单价|均价|每\3|单\3|\3均)(?:标准|为|约)?{_MONEY}(?:/\3|/年|每\3)?"
    price = (
        rf"(?:每|单)([一-鿿])(?:补助|补贴|标准|成本|价格?|为)*{_MONEY}(?:标准)?[,)]*[一-鿿]{{0,8}}?({NUMBER})(万?)\1"
    )
    return re.compile(things + amount), re.compile(price + amount)


def _told(text: str, patterns: tuple[re.Pattern[str], re.Pattern[str]]) -> Iterator[_Price]:
    things_first, price_first = patterns
    for match in things_first.finditer(text):
        yield _Price(*match.span(), *match.groups())
    for match in price_first.finditer(text):
        thing, price, unit, number, many, amount, amount_unit = match.groups()
        yield _Price(*match.span(), number, many, thing, price, unit, amount, amount_unit)


def _has_more(text: str, one: _Price, again: str) -> bool:
    """Return whether the words before, between or behind say that the amount is of more than things and their price.

    They count within semicolons, a number of something else only behind the last amount before.
    """
    before = re.split("[;。]", text[max(0, one.start - _REACH) : one.start])[-1]
    behind = re.split("[;。]", text[one.end : one.end + _REACH], maxsplit=1)[0]
    between = text[one.start : one.end].replace(f"每{one.thing}", "").replace(f"{one.number}{one.many}{one.thing}", "")
    counted = _COUNTED.search(before.rsplit("元", maxsplit=1)[-1])
    return bool(counted or any(re.search(again, words) for words in (before, between, behind)))


def _unlike(one: _Price) -> str:
    """Return what so many times a price is, as printed, "" where that is the amount within rounding."""
    count, each, stated = (parse_amount(text) for text in (one.number, one.price, one.amount))
    if not count or not each or not stated:
        return ""
    count *= WAN if one.many else 1
    right, told_wan = count * each * IN_WAN[one.unit], stated * IN_WAN[one.amount_unit]
    slack = count * half_digit(one.price) * IN_WAN[one.unit] if "." in one.price else 0
    if abs(right - told_wan) <= slack + half_digit(one.amount) * IN_WAN[one.amount_unit]:
        return ""
    return f"{plain(right / IN_WAN[one.amount_unit])}{one.amount_unit}"
