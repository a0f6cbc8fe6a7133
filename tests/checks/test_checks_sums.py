"""Sums of the budget tables: an error only where it is certain what must add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from auditor.engine.run import audit_budget
from auditor.extract.money import typed
from auditor.records.budget import Budget
from auditor.records.document import Cell, Grid, Row
from auditor.records.table import BudgetTable
from auditor.rulebook import load

Cells = list[list[str]]
BOOK = replace(load(), rules=tuple(rule for rule in load().rules if rule.family == "arithmetic"))


def messages(tables: Mapping[str, Cells], *, converted: bool = False, unit: str = "万元") -> list[str]:
    """Return what is said of tables by title."""
    made = []
    for title, rows in tables.items():
        grid = Grid(tuple(Row(tuple(Cell(text) for text in row)) for row in rows))
        made.append(BudgetTable("", title, unit, (grid,)))
    budget = Budget("样例", "", tables=typed(made, converted=converted), converted=converted)
    findings, problems = audit_budget(budget, BOOK)
    assert problems == ()
    return [f"{finding.code} {finding.message}" for finding in findings]


TREE = [
    ["科目编码", "名称", "合计", "基本支出", "项目支出"],
    ["208", "社会保障支出", "30.00", "30.00", ""],
    ["20805", "养老支出", "30.00", "30.00", ""],
    ["2080505", "基本养老", "20.00", "20.00", ""],
    ["2080506", "职业年金", "10.00", "10.00", ""],
    ["213", "农林水支出", "70.00", "45.00", "25.00"],
    ["21303", "水利", "70.00", "45.00", "25.00"],
    ["2130301", "行政运行", "45.00", "45.00", ""],
    ["2130306", "工程运行", "25.00", "", "25.00"],
    ["", "合计", "100.00", "75.00", "25.00"],
]


def changed(rows: Cells, row: int, column: int, text: str) -> Cells:
    """Return the rows with one cell changed."""
    copy = [list(cells) for cells in rows]
    copy[row][column] = text
    return copy


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(TREE, id="codes on three levels"),
        pytest.param(
            [["项目", "金额"], ["甲", "33.33"], ["乙", "33.33"], ["丙", "33.33"], ["合计", "100.00"]],
            id="rounded parts",
        ),
        pytest.param([["项目", "金额"], ["甲", "12.00"], ["收回", "-2.00"], ["合计", "10.00"]], id="a negative amount"),
        pytest.param(
            [["项目", "金额"], ["甲", "12.00"], ["其中：乙", "5.00"], ["丙", "1.00"], ["合计", "13.00"]], id="an aside"
        ),
        pytest.param(
            [
                ["单位", "项目", "金额"],
                ["甲", "子", "2.0"],
                ["甲", "小计", "2.0"],
                ["乙", "丑", "3.0"],
                ["合计", "", "5.0"],
            ],
            id="subtotals",
        ),
        pytest.param(
            [
                ["科目", "金额"],
                ["教育", "7.0"],
                ["农业", "5.0"],
                ["工资", "8.0"],
                ["商品服务", "4.0"],
                ["合计", "12.0"],
            ],
            id="the same money listed twice",
        ),
        pytest.param(
            [["科目编码", "金额"], ["205", "7.0"], ["213", "5.0"], ["301", "8.0"], ["302", "4.0"], ["合计", "12.0"]],
            id="by function and by economic class",
        ),
        pytest.param(
            [["科目", "金额"], ["农林水", "9.0"], ["水利", "9.0"], ["防汛", "4.0"], ["测报", "5.0"], ["合计", "9.0"]],
            id="levels without codes",
        ),
        pytest.param(
            [["科目编码", "科目名称", "金额"], ["213", "农林水", "9.0"], ["21303", "水利", "4.0"], ["", "合计", "9.0"]],
            id="only some of the rows below are listed",
        ),
        pytest.param(
            [["项目", "金额"], ["一、经费", "9.0"], ["办公", "4.0"], ["差旅", "2.0"], ["合计", "9.0"]],
            id="rows without numbers below a number",
        ),
        pytest.param(
            [
                ["科目", "合计", "财政拨款", "一般公共预算", "基金"],
                ["甲", "9", "9", "6", "3"],
                ["合计", "9", "9", "6", "3"],
            ],
            id="a sum printed beside its parts",
        ),
        pytest.param(
            [["科目", "合计", "来源甲", "来源乙"], *([name, "9", "5", "9"] for name in "甲乙丙")],
            id="heads that the rows deny",
        ),
        pytest.param(
            [["项目", "金额"], ["甲", "1.2.3"], ["乙", "3.0"], ["合计", "9.0"]], id="an amount nobody can read"
        ),
        pytest.param(
            [["项目", "金额"], ["甲", "3.0"], ["合计", "3.0"], ["乙", "4.0"], ["合计", "4.0"]], id="two totals"
        ),
        pytest.param(
            [["项目", "本年数"], ["1.公务接待费", "2.0"], ["2.接待批次（批）", "16"], ["合计", "2.0"]],
            id="numbers of things",
        ),
    ],
)
def test_nothing_is_said_of_a_table_that_may_be_right(rows: Cells) -> None:
    assert messages({"支出明细表": rows}) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (changed(TREE, 9, 2, "110.00"), ["S02"]),
        (changed(TREE, 3, 2, "22.00"), ["S02", "S03"]),
        (changed(TREE, 1, 2, "32.00"), ["S02", "S03"]),
        ([["项目", "金额"], ["甲", "33.33"], ["乙", "33.33"], ["丙", "33.30"], ["合计", "100.00"]], ["S02"]),
        ([["项目", "金额"], ["甲", "12.00"], ["收回", "-2.00"], ["合计", "14.00"]], ["S02"]),
        (
            [["科目编码", "科目名称", "金额"], ["213", "农林水", "9.0"], ["21303", "水利", "9.5"], ["", "合计", "9.0"]],
            ["S02"],
        ),
    ],
)
def test_what_is_certain_is_said(rows: Cells, said: list[str]) -> None:
    assert sorted({message[:3] for message in messages({"支出明细表": rows})}) == said


SIDES = [
    ["收入", "", "支出", "", ""],
    ["项目", "预算数", "项目", "合计", "政府性基金"],
    ["一、本年收入", "9.0", "一、教育支出", "9.5", "3.0"],
    ["本年收入合计", "9.0", "本年支出合计", "9.5", "3.0"],
    ["使用非财政拨款结余", "0.1", "", "", ""],
    ["上年结转", "0.4", "结转下年", "", ""],
    ["收入总计", "9.5", "支出总计", "9.5", "3.0"],
]


def test_carried_over_amounts_without_numbers_stand_side_by_side() -> None:
    assert messages({"收支总表": SIDES}) == []
    assert [m[:3] for m in messages({"收支总表": changed(SIDES, 5, 1, "0.9")})] == ["S01"]


def test_expenditure_may_leave_out_what_is_carried_over() -> None:
    income = changed(changed(SIDES, 5, 3, "1.5"), 6, 3, "11.0")
    income = changed(changed(income, 5, 1, "1.9"), 6, 1, "11.0")
    spending = [["科目", "合计", "基本支出"], ["教育", "9.5", "9.5"], ["合计", "9.5", "9.5"]]
    assert messages({"收支总表": income, "支出总表": spending}) == []
    less = [[text.replace("9.5", "8.5") for text in row] for row in spending]
    assert [m[:3] for m in messages({"收支总表": income, "支出总表": less})] == ["S05"]


def test_an_amount_without_its_table_is_no_contradiction() -> None:
    general = [["科目编码", "合计", "基本支出"], ["2050101", "6.5", "6.5"], ["合计", "6.5", "6.5"]]
    assert messages({"财政拨款收支总表": SIDES, "一般公共预算支出表": general}) == []
    fund = [["科目编码", "合计", "项目支出"], ["2120801", "3.0", "3.0"], ["合计", "3.0", "3.0"]]
    right = {"财政拨款收支总表": SIDES, "一般公共预算支出表": general, "政府性基金预算支出表": fund}
    assert messages(right) == []
    wrong = right | {"政府性基金预算支出表": [["科目编码", "合计"], ["2120801", "2.0"], ["合计", "2.0"]]}
    assert [m[:3] for m in messages(wrong)] == ["S06"]


def test_two_tables_of_one_kind_are_not_compared() -> None:
    spending = [["科目", "合计", "基本支出"], ["教育", "1.0", "1.0"], ["合计", "1.0", "1.0"]]
    assert messages({"收支总表": SIDES, "甲单位支出总表": spending, "乙单位支出总表": spending}) == []


def test_a_table_in_yuan_is_compared_in_its_unit() -> None:
    yuan = [["科目", "合计（元）", "基本支出（元）"], ["教育", "95,000", "95,000"], ["合计", "95,000", "95,000"]]
    assert messages({"收支总表": SIDES, "支出总表": yuan}) == []
    wrong = [[text.replace("95,000", "85,000") for text in row] for row in yuan]
    assert [m[:3] for m in messages({"收支总表": SIDES, "支出总表": wrong})] == ["S05"]


def test_a_table_without_number_is_called_by_its_title() -> None:
    (message,) = messages({"部门采购表": [["项目", "金额"], ["甲", "2.0"], ["合计", "3.0"]]})
    assert message.startswith("S02 《部门采购表》合计行的“金额”是3万元")


def test_no_sum_rests_on_an_uncertain_column() -> None:
    heads = ["科目编码", "名称", "合计", "基本支出", "项目支出"]
    rows = [["2010101", "甲", "2.0", "", "2.0"], ["2010102", "乙", "2.0", "", "2.0"], ["合计", "", "4.0", "2.0", "2.0"]]
    assert messages({"支出总表": [heads, *rows]}, converted=True) == []
    assert [m[:3] for m in messages({"支出总表": [heads, *rows]})] == ["S02"]
