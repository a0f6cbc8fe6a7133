"""Numbers: what is read, what is refused, and what is said to be wrong with the writing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.numbers import chinese_number, decimals, parse_amount, plain, read_printed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,912.000000", "1912.000000"),
        ("0.5", "0.5"),
        ("-3", "-3"),
        ("１２３．５", "123.5"),
        (" 42 ", "42"),
        ("", None),
        ("约30", None),
        ("1,23", None),
        ("3,384700", None),
        ("1.2.3", None),
        ("29. 778000", None),
    ],
)
def test_amounts_are_exact_or_refused(text: str, value: str | None) -> None:
    assert parse_amount(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "fault"),
    [
        ("29. 778000", Decimal("29.778000"), "blank"),
        ("3,384700", None, "separator"),
        ("1.234.5", None, "points"),
        ("１２.5", Decimal("12.5"), "width"),
        ("12.5", Decimal("12.5"), ""),
        ("88 100", None, ""),
        ("十二", None, ""),
    ],
)
def test_faults_of_writing_are_named(text: str, value: Decimal | None, fault: str) -> None:
    printed = read_printed(text)
    assert (printed.value, printed.fault) == (value, fault)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二十三", 23),
        ("一百零五万", 1050000),
        ("十", 10),
        ("两千", 2000),
        ("二〇二六", 2026),
        ("三亿二千万", 320000000),
        ("", None),
        ("甲", None),
    ],
)
def test_chinese_numerals(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_numerals_round_trip(number: int) -> None:
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    text = "".join(
        digits[int(digit)] + (units[len(str(number)) - 1 - i] if digit != "0" else "")
        for i, digit in enumerate(str(number))
    )
    assert chinese_number(text.rstrip("零") or "零") == number


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_printing_keeps_the_value(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert parse_amount(f"{value:,}") == value


def test_decimals() -> None:
    assert decimals("1,912.500") == 3
    assert decimals("12") == 0
