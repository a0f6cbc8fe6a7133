"""Amounts as people write them in a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.text.money import is_money, labelled, says_nothing, stated


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("189.8万", "189.8"),
        ("2279.048 万元", "2279.048"),
        ("1,200,000.00元", "120"),
        ("￥36.5万元", "36.5"),
        ("36.5万元人民币", "36.5"),
        ("人民币36.5万元整", "36.5"),
        ("1.2亿元", "12000"),
        ("3千元", "0.3"),
        ("2百万元", "200"),
        ("一千五百万元", "1500"),
        ("壹佰贰拾万元整", "120"),
        ("叁仟伍佰元", "0.35"),
        ("20万元（含税）", "20"),
        ("20万元（含）", "20"),
        ("-5万元", "-5"),
        ("一千五百", "1500"),
        ("88", "88"),
        ("88(万元)", "88"),
    ],
)
def test_an_exact_amount(text: str, wan: str) -> None:
    found = stated(text)
    assert found is not None
    assert found.wan(Decimal(1)) == Decimal(wan)


@pytest.mark.parametrize(
    "text",
    ["约20万元", "20万元左右", "不超过20万元", "20万元以内", "100-120万元", "100万元至120万元", "100～120", "近200万"],
)
def test_an_amount_that_is_none_exactly(text: str) -> None:
    found = stated(text)
    assert found is not None
    assert found.fault
    assert found.wan(Decimal(1)) is None


@pytest.mark.parametrize("text", ["", "建设道路", "20场", "2026年", "每人20元", "万元", "3.5.2万元", "按实际支出"])
def test_what_is_no_amount(text: str) -> None:
    assert stated(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "总额156.48万元：财政拨款：120万元（其中：上级财政资金：80万元；本级财政：40万元）；自有资金：0万元；其他：36.48万元",
            [("总额", "156.48万元"), ("财政拨款", "120万元"), ("自有资金", "0万元"), ("其他", "36.48万元")],
        ),
        (
            "一、资金总额：60万元二、自有资金:0万元三、其他:60万元",
            [("资金总额", "60万元"), ("自有资金", "0万元"), ("其他", "60万元")],
        ),
        ("60万元", []),
        ("总额60万元", []),
        ("无", []),
    ],
)
def test_several_amounts_in_one_cell(text: str, found: list[tuple[str, str]]) -> None:
    assert list(labelled(text)) == found


def test_money_has_a_unit_and_a_dash_says_nothing() -> None:
    assert [is_money(text) for text in ("189.8万", "189.8", "约20万元", "20场")] == [True, False, True, False]
    assert [says_nothing(text) for text in ("-", "——", "/", "无", "0", "")] == [True, True, True, True, False, False]
