"""The verb on a number of things, the price of one and their amount, one behind another in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from auditor.checks.context import Context
from auditor.checks.estimates import wrong
from auditor.checks.reading import WAN
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.units import IN_WAN

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MONEY = rf"({_NUMBER})(万元|元)"
_THINGS = rf"(?<![\d.,])({_NUMBER})(万?)((?!元|年|月|日|%)[一-鿿]{{1,2}}?)"
# What may stand between the three, but nothing else.
_TOTAL = "[,)]*(?:共?计|合计|总计|总价|共需?|小计|金额|需|总?费用|总额)(?:资金|金额|经费|费用|预算|需|为|:)*"
_PER = r"(?:/[一-鿿]{1,3}|每[一-鿿]{1,2})?"
_SAYS = (
    # 60台,单价1.5万元,计90万元
    re.compile(
        rf"{_THINGS}(?:[一-鿿A-Za-z]{{0,10}})[,(]*(?:单价|均价|每\3|单\3|\3均)(?:标准|为|约)?{_MONEY}{_PER}{_TOTAL}{_MONEY}"
    ),
)
# 每台1.5万元,购置60台,计90万元
_PRICE_FIRST = re.compile(
    rf"(?:每|单)([一-鿿])(?:补助|补贴|标准|成本|价格?|为)*{_MONEY}(?:标准)?[,)]*[一-鿿]{{0,8}}?({_NUMBER})(万?)\1{_TOTAL}{_MONEY}"
)
_VAGUE = re.compile("约|左右|不等|平均|至|超过|不[低少高]于|分别|其中")

_Found: TypeAlias = tuple[str, str, str, str, str, str]
"""A number and its 万, a price and its unit, an amount and its unit."""


def prices(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where a number of things, the price of one and the amount right behind them do not fit.

    So many things with a price, or a calculation (60台×1.5万元=96万元); nothing else may stand between them, and what
    is only about so much (约) is left out. Reports of what was done have a rule of their own.
    """
    reports = any(row.outcome and row.outcome.actual.text for row in budget.indicators)
    for sentence in told(context) if not reports else ():
        for match, yuan in wrong(sentence.text):
            unit = match.group(3).removesuffix("元") + "元"
            facts = {"stated": match.group(), "right": plain(yuan / (WAN * IN_WAN[unit])) + unit}
            yield at(sentence, facts, match.start(), match.end())
        for match, found in _told(sentence.text):
            right = _unlike(found)
            if right and not _VAGUE.search(match.group()):
                yield at(sentence, {"stated": match.group(), "right": right}, match.start(), match.end())


def _told(text: str) -> Iterator[tuple[re.Match[str], _Found]]:
    """Yield what tells a number of things, their price and amount."""
    for pattern in _SAYS:
        for match in pattern.finditer(text):
            number, many, _, price, unit, amount, total_unit = match.groups()
            yield match, (number, many, price, unit, amount, total_unit)
    for match in _PRICE_FIRST.finditer(text):
        _, price, unit, number, many, amount, total_unit = match.groups()
        yield match, (number, many, price, unit, amount, total_unit)


def _unlike(found: _Found) -> str:
    """Return what so many times a price is, as printed, "" where that is the amount within rounding."""
    number, many, price, unit, amount, total_unit = found
    count, each, stated = (parse_amount(one) for one in (number, price, amount))
    if not count or not each or not stated:
        return ""
    count *= WAN if many else 1
    right, told_wan = count * each * IN_WAN[unit], stated * IN_WAN[total_unit]
    slack = count * half_digit(price) * IN_WAN[unit] if "." in price else 0
    if abs(right - told_wan) <= slack + half_digit(amount) * IN_WAN[total_unit]:
        return ""
    return f"{plain(right / IN_WAN[total_unit])}{total_unit}"
