"""Numbers as budgets print them: Decimal, thousands separators, Chinese numerals, and what is malformed about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from auditor.text.width import fold

_PLAIN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_LETTERS = re.compile(r"\d[\d,.]*[Oo][\dOo,.]*|\d[\d,.]*[Il|][\d,.]*\d")
"""Digits among which a letter looks like one of them."""
_TORN = re.compile(r"[.,]\s+\d|\d\s+[.,]")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
CHINESE_NUMERAL = "零〇一二两三四五六七八九十百千万亿"


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: ``value`` is what it says or most likely means (None where nobody can tell).

    ``fault`` is "" or one of blank, separator, width, points, letters (5OO, 1l0): what is wrong with its writing.
    """

    value: Decimal | None
    fault: str = ""


@lru_cache(maxsize=1 << 15)
def parse_amount(text: str) -> Decimal | None:
    """Return the number that ``text`` states and nothing else, or None where it is absent or malformed."""
    key = fold(text)
    if not _PLAIN.fullmatch(key) or re.search(r"\d\s+[\d,.]|[.,]\s+\d", text):
        return None
    return _decimal(key)


@lru_cache(maxsize=1 << 15)
def read_printed(text: str) -> Printed:
    """Return the number that ``text`` prints together with the fault of its writing.

    A blank inside the digits is joined (layout damage); a comma that separates something else than thousands
    (``3,384700``) is ambiguous, so no value is given.
    """
    shown = text.strip()
    key = fold(shown)
    if _LETTERS.fullmatch(key):
        return Printed(None, "letters")
    if re.fullmatch(r"[-+]?\d[\d,]*。\d+", key):
        return Printed(None, "points")
    if not key or not re.fullmatch(r"[-+]?[\d.,]+", key):
        return Printed(None)
    if key.count(".") > 1 or key.endswith((".", ",")) or key.startswith((".", ",")):
        return Printed(None, "points")
    if not _PLAIN.fullmatch(key):
        return Printed(None, "separator")
    value = _decimal(key)
    if re.search(r"\s", shown):
        # 29. 7780 is one number torn apart; 88 100 may be two.
        return Printed(value, "blank") if _TORN.search(shown) else Printed(None)
    if any("０" <= char <= "９" or char in "，．" for char in shown):
        return Printed(value, "width")
    return Printed(value)


def chinese_number(text: str) -> int | None:
    """Return the integer that a Chinese numeral writes (``二十三`` → 23, ``一百零五万`` → 1050000), or None."""
    if not text or any(char not in CHINESE_NUMERAL for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = last = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            unit = _LARGE[char]
            # 万亿: the larger unit multiplies all before it; 亿…万: the smaller only what stands between.
            total = (total + section + digit) * unit if unit > last else total + (section + digit) * unit
            section = digit = 0
            last = unit
    return total + section + digit


def plain(value: Decimal) -> str:
    """Return ``value`` in plain digits without trailing zeros (``2.100000`` → ``2.1``, ``1E+3`` → ``1000``)."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals(text: str) -> int:
    """Return how many digits ``text`` prints after the decimal point."""
    _, _, fraction = fold(text).partition(".")
    return len(fraction)


def half_digit(text: str) -> Decimal:
    """Return half of the last printed digit (``4.6`` → 0.05): by so much rounding may carry a number."""
    return Decimal(5).scaleb(-decimals(text) - 1)


def _decimal(key: str) -> Decimal | None:
    try:
        return Decimal(key.replace(",", ""))
    except InvalidOperation:
        return None
