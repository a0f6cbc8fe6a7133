"""Amounts of money as people write them in a cell: with a unit, in words, about, from–to, several at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from auditor.text.numbers import CHINESE_NUMERAL, chinese_number, parse_amount
from auditor.text.width import fold

_SIZES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_WAN = Decimal(10000)
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億圆貮", "一二三四五六七八九十百千万亿元二")
_DIGITS = r"[-+]?\d[\d,]*(?:\.\d+)?"
_CHINESE = rf"[一二两三四五六七八九十零][{CHINESE_NUMERAL}]*"
_UNIT = r"(?:(?:[十百千]?[万亿]|[百千])?元|[百千]?[万亿])"
_ABOUT = r"约|大约|近|将近|预计|暂定|不超过|不低于|至多|至少|≤|≥|<|>|="
_LEAD = rf"(?P<sign>{_ABOUT})?(?:人民币|RMB|[¥￥])?"
_TAIL = r"(?:人民币|整|正)*(?:\((?:含[^()]{0,12}|人民币|[^()]{0,6}税)\))?(?P<about>左右|上下|以内|以上|以下|余|多)?"
_ONE = re.compile(
    rf"{_LEAD}(?:(?P<number>{_DIGITS})(?P<unit>{_UNIT})?|(?P<words>{_CHINESE})(?P<yuan>元)?)(?:\({_UNIT}\))?{_TAIL}",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"{_LEAD}{_DIGITS}(?:{_UNIT})?(?:-|—|–|~|至|到){_DIGITS}(?P<unit>{_UNIT})?{_TAIL}", re.IGNORECASE)
_LABELLED = re.compile(rf"(?P<label>[^\d:;,。、()]{{2,14}}?):?(?P<amount>{_DIGITS}(?:{_UNIT})?)")
_NUMBERING = re.compile(
    r"(?:^|(?<=[;,。:]))(?:[一二三四五六七八九十]|\d{1,2})[、.](?=\D)|(?<=元)[一二三四五六七八九十][、.]"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_NOTHING = frozenset({"-", "--", "—", "——", "–", "/", "\\", "无", "...", "…", "……"})


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount as stated: ``value`` in the unit of the table, or in 元 where ``has_unit``; None where it is none.

    ``fault`` is "" or about (约, 左右, 不超过) or span (100至120万元): the amount is no exact one.
    """

    value: Decimal | None
    has_unit: bool = False
    fault: str = ""

    def wan(self, unit: Decimal) -> Decimal | None:
        """Return the amount in 万元; ``unit`` is what one of the table's unit is in 万元."""
        if self.value is None or self.fault:
            return None
        return self.value / _WAN if self.has_unit else self.value * unit


@lru_cache(maxsize=1 << 13)
def stated(text: str) -> Stated | None:
    """Return the amount that a text states and nothing else, None where it states none."""
    key = fold(text).translate(_CAPITALS)
    match = _ONE.fullmatch(key)
    if match is None:
        span = _SPAN.fullmatch(key)
        return Stated(None, bool(span.group("unit")), "span") if span else None
    fault = "about" if match.group("sign") or match.group("about") else ""
    words, unit = match.group("words"), match.group("unit")
    if words:
        return Stated(_in_words(words), bool(match.group("yuan")) or words[-1] in "万亿", fault)
    number = parse_amount(match.group("number"))
    if number is None:
        return None
    return Stated(number * _SIZES[unit.removesuffix("元")] if unit else number, bool(unit), fault)


def is_money(text: str) -> bool:
    """Return whether a text is an amount with a unit of money, exact or not (189.8万, 约20万元)."""
    found = stated(text)
    return bool(found and found.has_unit)


def says_nothing(text: str) -> bool:
    """Return whether a cell says that there is nothing (a dash, 无)."""
    return len(text) <= 6 and fold(text) in _NOTHING


@lru_cache(maxsize=1 << 12)
def labelled(text: str) -> tuple[tuple[str, str], ...]:
    """Return (label, amount) of a text that labels several amounts (总额:20万元;财政拨款:15万元), () for any other.

    What stands in brackets divides the amount before it and is left out.
    """
    key = fold(text)
    if len(re.findall(r"\d", key)) < 2:
        return ()
    while _BRACKETED.search(key):
        key = _BRACKETED.sub("", key)
    key = _NUMBERING.sub("", key)
    found = tuple((match.group("label"), match.group("amount")) for match in _LABELLED.finditer(key))
    return found if len(found) > 1 else ()


def _in_words(text: str) -> Decimal | None:
    whole = chinese_number(text)
    return None if whole is None else Decimal(whole)
