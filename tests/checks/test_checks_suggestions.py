"""Suggestions name the repaired cell where it can be derived: operator, unit, price, level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from auditor.engine.examples import build
from auditor.engine.run import audit_budget
from auditor.rulebook import Rulebook, load
from auditor.rulebook.select import find

SATISFACTION = "服务对象满意度指标"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def suggestion(book: Rulebook, name: str, example: Mapping[str, Any]) -> str:
    rule = find(book, name)
    assert rule is not None
    findings, problems = audit_budget(build(rule, example), replace(book, rules=(rule,)))
    assert not problems
    assert len(findings) == 1
    return findings[0].suggestion


def row(level2: str, name: str, operator: str, value: str, unit: str = "") -> dict[str, str]:
    return {"level2": level2, "name": name, "operator": operator, "value": value, "unit": unit}


OTHER = {"siblings": [row("数量指标", "授课数量", "≥", "9", "节")]}
WANTED = [
    ("unit.qualitative-with-number", row(SATISFACTION, "家长满意度", "定性", "92", "%"), "≥92%"),
    ("unit.qualitative-with-number", row("时效指标", "验收时间", "定性", "11", "月"), "≤11月"),
    ("unit.qualitative-with-number", row("质量指标", "差错率", "定性", "2", "%"), "≤2%"),
    ("unit.qualitative-with-number", row("经济成本指标", "场地费", "定性", "3", "万元"), "≤3万元"),
    ("missing.operator", {**row("数量指标", "补种树苗", "", "60", "株"), **OTHER}, "≥60株"),
    ("missing.operator", {**row("质量指标", "漏报率", "", "1", "%"), **OTHER}, "≤1%"),
    ("unit.ceiling-on-output", row(SATISFACTION, "租户满意度", "≤", "88", "%"), "≥88%"),
    ("unit.floor-on-cost", row("经济成本指标", "装订费用", "≥", "4", "万元"), "≤4万元"),
    ("unit.floor-on-loss", row("质量指标", "返工率", "≥", "3", "%"), "≤3%"),
    ("unit.counts-another-thing", row("数量指标", "路演场次", "≥", "12", "项"), "≥12场"),
    ("unit.score-in-percent", row("质量指标", "课堂平均分", "≥", "85", "%"), "≥85分"),
]


@pytest.mark.parametrize(("name", "example", "repaired"), WANTED, ids=[f"{n}-{r}" for n, _, r in WANTED])
def test_the_repaired_target_is_named(book: Rulebook, name: str, example: dict[str, Any], repaired: str) -> None:
    assert f"“{repaired}”" in suggestion(book, name, example)


def test_a_total_in_percent_is_given_the_project_total_and_a_price_is_not(book: Rulebook) -> None:
    project = {"project": {"name": "展陈改造", "total": "64.5"}}
    total = row("经济成本指标", "布展费用", "≤", "100", "%")
    price = row("经济成本指标", "讲解员补贴标准", "≤", "100", "%")
    assert "“≤64.5万元”" in suggestion(book, "unit.amount-in-percent", {**total, **project})
    assert "64.5" not in suggestion(book, "unit.amount-in-percent", {**price, **project})


def test_the_price_that_the_total_allows_is_worked_out(book: Rulebook) -> None:
    example = {
        **row("经济成本指标", "草坪铺设单价", "≤", "45", "元/平方米"),
        "siblings": [row("数量指标", "草坪铺设面积", "≥", "3", "万平方米")],
        "project": {"name": "草坪铺设", "total": "100"},
    }
    assert "单价不超过33.33元/平方米" in suggestion(book, "cost.price-times-quantity", example)


def test_a_level_2_is_told_where_it_belongs(book: Rulebook) -> None:
    example = {"level1": "产出指标", **row("生态效益指标", "新增绿地面积", "≥", "3", "亩")}
    assert "“生态效益指标”属于效益指标" in suggestion(book, "category.level-pair", example)


def test_sums_and_figures_have_one_format(book: Rulebook) -> None:
    tables = {"04": [["采购类别", "金额"], ["A-货物", "1,030.75"], ["C-服务", "143.26"], ["合 计", "1,184.01"]]}
    rule = find(book, "arithmetic.column-total")
    assert rule is not None
    findings, _ = audit_budget(build(rule, {"tables": tables}), replace(book, rules=(rule,)))
    assert "1184.01万元，以上2行之和是1174.01万元" in findings[0].message
