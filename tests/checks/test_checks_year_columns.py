"""Columns 增减额 and 增减率 beside those of both years: whichever they are, the table itself proves it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.engine.run import audit_budget
from auditor.extract.money import typed
from auditor.records.budget import Budget
from auditor.records.document import Cell, Grid, Row
from auditor.records.table import BudgetTable
from auditor.rulebook import load

Cells = list[list[str]]
_ALL = load()
BOOK = replace(_ALL, rules=tuple(rule for rule in _ALL.rules if rule.name == "arithmetic.change-column"))


def messages(rows: Cells, unit: str = "万元", title: str = "三公经费支出表") -> list[str]:
    """Return what is said of the changes that a table prints."""
    grid = Grid(tuple(Row(tuple(Cell(text) for text in row)) for row in rows))
    budget = Budget("样例", "", year=2026, tables=typed([BudgetTable("", title, unit, (grid,))], converted=False))
    findings, problems = audit_budget(budget, BOOK)
    assert problems == ()
    return [finding.message for finding in findings]


RIGHT: list[Cells] = [
    [  # this year first, per cent with its sign
        ["项目", "本年预算数", "上年预算数", "增减金额", "增减比例"],
        ["公务接待费", "6.40", "8.00", "-1.60", "-20.00%"],
        ["车辆运行费", "21.00", "20.00", "1.00", "5.00%"],
        ["车辆购置费", "", "18.00", "-18.00", "-100.00%"],
        ["合计", "27.40", "46.00", "-18.60", "-40.43%"],
    ],
    [  # heads in two rows, a total and its parts of each year
        ["科目编码", "科目名称", "2025年预算数", "", "", "2026年预算数", "", "", "2026年比2025年增减", ""],
        ["", "", "小计", "基本支出", "项目支出", "小计", "基本支出", "项目支出", "增减额", "增减%"],
        ["2080501", "离退休", "30.00", "30.00", "", "33.00", "33.00", "", "3.00", "10.0"],
        ["2080505", "养老缴费", "50.00", "50.00", "", "45.00", "45.00", "", "-5.00", "-10.0"],
        ["2080599", "其他养老", "12.00", "", "12.00", "15.00", "", "15.00", "3.00", "25.0"],
        ["", "合计", "92.00", "80.00", "12.00", "93.00", "78.00", "15.00", "1.00", "1.1"],
    ],
    [  # minus of other kinds, brackets, dashes, cut instead of rounded
        ["项目", "上年预算", "本年预算", "增减额", "增长率（%）"],
        ["出国（境）费", "—", "—", "—", "—"],
        ["接待费", "3.00", "2.00", "−1.00", "(33.33)"],
        ["运行维护费", "9.00", "7.40", "－1.60", "-17.77"],
        ["购置费", "16.00", "20.00", "4.00", "25"],
        ["合计", "28.00", "29.40", "1.40", "5.00"],
    ],
    [  # the change is that on what was spent, not on the budget of last year
        ["项目", "2025年预算数", "2025年执行数", "2026年预算数", "增减额"],
        ["接待费", "3.00", "2.50", "2.00", "-0.50"],
        ["运行维护费", "9.00", "8.00", "7.40", "-0.60"],
        ["合计", "12.00", "10.50", "9.40", "-1.10"],
    ],
    [  # how much it fell
        ["项目", "上年预算数", "本年预算数", "下降率"],
        ["接待费", "3.00", "2.00", "33.33%"],
        ["运行维护费", "9.00", "7.20", "20.00%"],
        ["合计", "12.00", "9.20", "23.33%"],
    ],
    [  # heads in two rows that name the change above only
        ["项目", "2025年", "2026年", "增减情况", ""],
        ["", "预算数", "预算数", "金额", "比例"],
        ["接待费", "3.00", "2.00", "-1.00", "-33.33%"],
        ["运行维护费", "9.00", "7.20", "-1.80", "-20.00%"],
        ["购置费", "0.00", "12.00", "12.00", ""],
        ["合计", "12.00", "21.20", "9.20", "76.67%"],
    ],
    [  # no minus is printed at all
        ["项目", "上年预算数", "本年预算数", "增减额", "增减率"],
        ["接待费", "3.00", "2.00", "1.00", "33.33%"],
        ["运行维护费", "9.00", "9.90", "0.90", "10.00%"],
        ["购置费", "10.00", "12.00", "2.00", "20.00%"],
        ["合计", "22.00", "23.90", "1.90", "8.64%"],
    ],
    [  # shares kept as fractions, some of them cut
        ["项目", "上年预算数", "本年预算数", "增减率"],
        ["接待费", "3.00", "2.46", "-0.18"],
        ["运行维护费", "10.00", "12.00", "0.2"],
        ["购置费", "10.00", "15.00", "0.5"],
        ["出国费", "7.00", "8.00", "0.142"],
        ["合计", "30.00", "37.46", "0.2486"],
    ],
    [  # the change of something else
        ["项目", "上年预算数", "本年预算数", "其中增减人员经费"],
        ["行政运行", "300.00", "320.00", "12.00"],
        ["事业运行", "90.00", "80.00", "-3.00"],
        ["合计", "390.00", "400.00", "9.00"],
    ],
]


@pytest.mark.parametrize("rows", RIGHT)
def test_nothing_is_said_of_right_columns(rows: Cells) -> None:
    """Nothing is said, whatever the order, the signs and the blanks."""
    assert messages(rows) == []
    assert messages([[text.replace("本年", "2026年").replace("上年", "2025年") for text in row] for row in rows]) == []


@pytest.mark.parametrize(
    ("which", "row", "column", "wrong", "right"),
    [
        (0, 1, 3, "1.60", "-1.6"),  # without its minus
        (0, 2, 3, "-1.00", "1"),
        (0, 4, 4, "-34.40%", "-40.43%"),
        (1, 3, 8, "-4.00", "-5"),
        (1, 4, 9, "20.0", "25%"),
        (2, 3, 3, "-1.06", "-1.6"),
        (2, 4, 4, "52", "25%"),
        (3, 3, 4, "-2.60", "-1.1"),
        (5, 2, 3, "-10.00", "-1"),
        (5, 5, 4, "67.76%", "76.67%"),
    ],
)
def test_a_wrong_change_is_an_error(which: int, row: int, column: int, wrong: str, right: str) -> None:
    """One message names both years and the right change."""
    rows = [list(cells) for cells in RIGHT[which]]
    rows[row][column] = wrong
    found = messages(rows)
    assert len(found) == 1
    assert f"是{wrong}" in found[0]
    assert f"应为{right}。" in found[0]


def test_yuan_are_compared_with_yuan() -> None:
    """The unit of the heads counts: yuan beside 万元 are not compared."""
    rows = [
        ["项目", "上年预算数（元）", "本年预算数（元）", "增减额（元）"],
        ["接待费", "30,000.00", "20,000.00", "-10,000.00"],
        ["运行维护费", "90,000.00", "74,000.00", "-61,000.00"],
        ["购置费", "0.00", "160,000.00", "160,000.00"],
        ["合计", "120,000.00", "254,000.00", "134,000.00"],
    ]
    assert len(messages(rows)) == 1
    rows[0][3] = "增减额（万元）"
    assert messages(rows) == []
