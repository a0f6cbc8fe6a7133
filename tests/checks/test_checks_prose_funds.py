"""What the text says of one fund: an empty table of it, and the parts of its income."""

from __future__ import annotations

from collections.abc import Sequence
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
_NAMES = frozenset({"conflict.prose-empty-table", "conflict.prose-fund-part"})
BOOK = replace(_ALL, rules=tuple(rule for rule in _ALL.rules if rule.name in _NAMES))

FUND_EMPTY: Cells = [["编码", "科目", "合计", "基本支出", "项目支出"], ["", "合计", "", "", ""]]
FISCAL: Cells = [
    ["收入", "", "支出", ""],
    ["项目", "预算", "项目", "预算"],
    ["一、本年收入", "1,640.00", "一、本年支出", "1,700.00"],
    ["(一)一般公共预算拨款", "1,600.00", "(一)交通运输支出", "1,700.00"],
    ["(二)政府性基金拨款", "40.00", "", ""],
    ["二、上年结转", "60.00", "二、结转下年", ""],
    ["(一)一般公共预算拨款", "45.00", "", ""],
    ["(二)政府性基金拨款", "15.00", "", ""],
    ["收入总计", "1,700.00", "支出总计", "1,700.00"],
]
WHOLE: Cells = [
    ["收入", "", "支出", ""],
    ["项目", "预算", "项目", "预算"],
    ["一、一般公共预算拨款收入", "1,600.00", "一、交通运输支出", "2,150.00"],
    ["二、政府性基金预算拨款收入", "40.00", "", ""],
    ["三、单位资金收入", "350.00", "", ""],
    ["(一)事业收入", "300.00", "", ""],
    ["(二)其他收入", "50.00", "", ""],
    ["收入合计", "1,990.00", "支出合计", "2,150.00"],
    ["上年结转", "160.00", "结转下年", ""],
    ["收入总计", "2,150.00", "支出总计", "2,150.00"],
]


def said(prose: Sequence[str], tables: dict[str, Cells]) -> list[str]:
    """Return the rules that fire on running text beside tables by title."""
    made = []
    for title, rows in tables.items():
        grid = Grid(tuple(Row(tuple(Cell(text) for text in row)) for row in rows))
        made.append(BudgetTable("", title, "万元", (grid,)))
    lines = tuple(Cell(text) for text in prose)
    budget = Budget("样例", "", year=2026, tables=typed(made, converted=False), prose=lines)
    findings, problems = audit_budget(budget, BOOK)
    assert problems == ()
    return [finding.rule.partition(".")[2] for finding in findings]


EMPTY = {"政府性基金预算支出表": FUND_EMPTY}
BOTH = {"财政拨款收支总表": FISCAL, "收支总表": WHOLE}


@pytest.mark.parametrize(
    ("line", "tables"),
    [
        ("2026年没有政府性基金预算安排的支出。", EMPTY),
        ("2026年政府性基金预算支出0.00万元，与上年持平。", EMPTY),
        ("2025年政府性基金预算支出28.00万元，2026年未安排。", EMPTY),
        ("上年政府性基金预算支出28.00万元，今年没有。", EMPTY),
        ("2026年政府性基金预算支出40.00万元。", EMPTY | BOTH),
        ("财政拨款收入总计1700.00万元，其中当年拨款1640.00万元，上年结转60.00万元。", BOTH),
        ("财政拨款收支预算0.17亿元。收入包括：本年拨款0.16亿元、上年结转0.01亿元。", BOTH),
        ("财政拨款收入1700万元：一般公共预算1600万元，上年结转45万元；基金40万元，上年结转15万元。", BOTH),
        ("收入预算2150.00万元，其中：财政拨款1640.00万元，单位资金350.00万元，上年结转160.00万元。", BOTH),
        ("收入预算0.22亿元，包括财政拨款0.16亿元，单位资金0.04亿元，上年结转0.02亿元。", BOTH),
        ("2025年收入预算2000.00万元，其中单位资金300.00万元。", BOTH),
        ("政府采购预算90.00万元，其中单位资金20.00万元。", BOTH),
        ("项目收入预算80.00万元，其中单位资金30.00万元。", BOTH),
        ("财政拨款上年结转160.00万元，收入预算中上年结转160.00万元。", {"收支总表": WHOLE}),
    ],
)
def test_nothing_is_said_of_right_text(line: str, tables: dict[str, Cells]) -> None:
    """Nothing is said of what the tables show, of other years and other money."""
    assert said([line], tables) == []


@pytest.mark.parametrize(
    ("line", "tables", "rule"),
    [
        ("使用政府性基金预算安排的支出28.00万元，用于道路养护。", EMPTY, "prose-empty-table"),
        ("财政拨款收入总计1700.00万元，其中当年拨款1640.00万元，上年结转160.00万元。", BOTH, "prose-fund-part"),
        ("财政拨款收支预算0.17亿元。收入包括：本年拨款0.16亿元、上年结转0.06亿元。", BOTH, "prose-fund-part"),
        ("收入预算0.22亿元，包括财政拨款0.16亿元，单位资金0.40亿元，上年结转0.02亿元。", BOTH, "prose-fund-part"),
        ("收入总计2150.00万元，其中单位资金530.00万元。", BOTH, "prose-fund-part"),
    ],
)
def test_wrong_text_is_an_error(line: str, tables: dict[str, Cells], rule: str) -> None:
    """One finding of the kind."""
    assert said([line], tables) == [rule]
