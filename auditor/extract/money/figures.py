"""Figures as budget tables print them, and the codes before names."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from auditor.extract.words.keys import fold, tidy
from auditor.text.numbers import half_digit, parse_amount, read_printed

_COMMA_POINT = re.compile(r"-?\d+,\d{4,}")
_NUMBER_LIKE = re.compile(r"[-+]?\d[\d.,]*")
_NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "无", "...", "…"})
_LONGEST_NOTHING = 6
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CODED = re.compile(
    r"[\[(【]?((?=\d|[A-Z]\b|[A-Z][-—])[0-9A-Z]{1,30})(?:[\])】][-—_]?|[-—_]|(?<=\d)(?=[\u4e00-\u9fff]))(\D.*)",
    re.DOTALL,
)
_NO_CODE = re.compile(r"\D|.{1,2}$|.{4}$")
_MINUS = str.maketrans("−﹣–", "---")
Figure = tuple[Decimal, Decimal]  # the value, and half of its last printed digit


def is_blank(text: str) -> bool:
    """Return whether a cell of an amount column says that there is nothing (empty, a dash, 无)."""
    return not text or (len(text) <= _LONGEST_NOTHING and fold(text) in _NOTHING)


@lru_cache(maxsize=1 << 14)
def figure(text: str) -> Figure | None:
    """Return (value, half of the last digit) of a printed amount, None where it is no number or nobody can tell which.

    A comma that can only be a decimal point (2,458100) is read as one, a blank inside is left out.
    """
    shown = text.translate(_MINUS)
    key = fold(shown)
    if not _NUMBER_LIKE.fullmatch(key):
        return None
    value = parse_amount(shown)
    if value is None:
        printed = read_printed(shown)
        value = printed.value if printed.fault in {"blank", "width"} else None
    if value is None and _COMMA_POINT.fullmatch(key):
        key = key.replace(",", ".")
        value = parse_amount(key)
    return None if value is None else (value, half_digit(key))


def is_year(text: str) -> bool:
    """Return whether a text is nothing but a year."""
    return bool(_YEAR.fullmatch(fold(text)))


@lru_cache(maxsize=1 << 14)
def coded(text: str) -> tuple[str, str]:
    """Return (code, tidy name) of a label such as 2010101-行政运行, [30101]基本工资, A-货物; code "" for none."""
    key = fold(text)
    if key.isdigit():
        return key, ""
    match = _CODED.fullmatch(key)
    if not match or (_NO_CODE.match(match.group(1)) and _loose(match)):
        return "", tidy(text)
    # The name as it is shown begins behind as many visible characters as the code took.
    return match.group(1), _rest(tidy(text), match.start(2))


def _loose(match: re.Match[str]) -> bool:
    """Return whether no dash parts the code from the name: then 2026年, 12个 and (2)公务用车 are no codes."""
    return match.string[match.start(2) - 1] not in "-—_]】"


def _rest(text: str, skip: int) -> str:
    seen = 0
    for index, char in enumerate(text):
        if seen == skip:
            return text[index:].strip()
        seen += not char.isspace()
    return ""
