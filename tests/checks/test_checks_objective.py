"""Objectives against rows, money and year, in words that stand in no list of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from auditor.engine.examples import build
from auditor.engine.run import audit_budget
from auditor.rulebook import Rulebook, load
from auditor.rulebook.select import find


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def found(book: Rulebook, name: str, example: Mapping[str, Any]) -> list[str]:
    rule = find(book, name)
    assert rule is not None
    findings, problems = audit_budget(build(rule, example), replace(book, rules=(rule,)))
    assert not problems
    return [finding.message for finding in findings]


def project(objective: str, total: str = "60") -> dict[str, Any]:
    return {"year": 2026, "project": {"name": "苗圃提档", "total": total, "objective": objective}}


YEARS = [
    ("conflict.several-years-as-one", "2025~2027年育苗90万株", True),
    ("conflict.several-years-as-one", "至2030年苗圃成为示范基地", True),
    ("conflict.several-years-as-one", "2025—2027年共育苗90万株，2026年育苗30万株", False),
    ("conflict.several-years-as-one", "2026年育苗30万株，申报2027年预算", False),
    ("conflict.stale-year-in-objective", "2025年底前育苗30万株", True),
    ("conflict.stale-year-in-objective", "2024年为苗圃接通滴灌", True),
    ("conflict.stale-year-in-objective", "成活率与2025年持平，育苗30万株", False),
    ("conflict.stale-year-in-objective", "依据《2025年育苗方案》育苗30万株", False),
]
MONEY = [
    ("conflict.objective-amount", "财政投入46万元，育苗30万株", True),
    ("conflict.objective-amount", "投入600000元，育苗30万株", False),
    ("conflict.objective-amount", "带动苗农销售收入460万元", False),
    ("conflict.objective-amount", "每个苗床投入2万元", False),
    ("conflict.objective-parts", "育苗30万株，其中油松20万株、侧柏16万株", True),
    ("conflict.objective-parts", "中央补助20万元，自筹12万元，合计36万元", True),
    ("conflict.objective-parts", "中央补助20万元，自筹16万元，合计36万元", False),
]


@pytest.mark.parametrize(("rule", "objective", "fires"), YEARS + MONEY)
def test_years_and_money(rule: str, objective: str, fires: bool, book: Rulebook) -> None:
    assert bool(found(book, rule, project(objective))) == fires


COUNTED = [
    ("各苗圃每年浇水8次", "浇水次数", "96", "次", False),
    ("收到申请后7个工作日内发苗", "发苗点个数", "12", "个", False),
    ("移栽油松3000株", "移栽油松", "2600", "株", True),
    ("分别向12个乡镇发苗木手册各1册", "苗木手册", "600", "册", False),
]


@pytest.mark.parametrize(("objective", "name", "value", "unit", "fires"), COUNTED)
def test_numbers_for_each_are_no_totals(
    objective: str, name: str, value: str, unit: str, fires: bool, book: Rulebook
) -> None:
    row = {"level2": "数量指标", "name": name, "operator": "≥", "value": value, "unit": unit}
    assert bool(found(book, "conflict.objective-number", {**row, **project(objective)})) == fires


def test_a_promise_is_shown_as_it_stands(book: Rulebook) -> None:
    rows = [
        {"level2": level, "name": name, "operator": "≥", "value": value, "unit": unit}
        for level, name, value, unit in (
            ("数量指标", "移栽油松", "3000", "株"),
            ("质量指标", "油松成活率", "90", "%"),
            ("经济成本指标", "滴灌管造价", "9", "万元"),
            ("服务对象满意度指标", "苗农满意度", "90", "%"),
        )
    ]
    text = "2026年6月底前栽植油松3000株、铺设滴灌管12公里"
    messages = found(
        book, "conflict.promise-without-row", {"project": {**project(text)["project"], "indicators": rows}}
    )
    assert len(messages) == 1
    assert "“铺设滴灌管12公里”" in messages[0]
    assert "油松" not in messages[0]
