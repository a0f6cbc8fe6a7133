"""Money in the wrong place: what is said, where, and where nothing is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from auditor.engine.examples import build
from auditor.engine.run import audit_budget
from auditor.records.budget import Budget, Money
from auditor.records.document import Cell
from auditor.rulebook import load
from auditor.rulebook.select import find

BOOK = load()
HEADS = [["收入", "", "支出", ""], ["收入项目", "金额", "支出项目", "金额"]]


def said(code: str, budget: Budget) -> list[tuple[str, str]]:
    rule = find(BOOK, code)
    assert rule is not None
    findings, problems = audit_budget(budget, replace(BOOK, rules=(rule,)))
    assert not problems
    return [(finding.severity, finding.message) for finding in findings]


def example(**values: object) -> Budget:
    rule = find(BOOK, "K30")
    assert rule is not None
    return build(rule, values)


def spending(education: str, *, converted: bool = False) -> Budget:
    first = [*HEADS, ["一、财政拨款", "90", "一、教育支出", education], ["二、事业收入", "", "二、农林水支出", "81"]]
    second = [*HEADS, ["一、财政拨款", "90", "一、教育支出", "9"], ["二、基金", "", "二、农林水支出", "81"]]
    ends = [["本年收入合计", "90", "本年支出合计", "90"]]
    return example(tables={"01": first + ends, "05": second + ends}, converted=converted)


def test_a_blank_line_names_both_tables() -> None:
    ((severity, message),) = said("K30", spending(""))
    assert severity == "error"
    assert "预算01表“教育支出”" in message
    assert "预算05表" in message
    assert "9万元" in message
    assert "原件" not in message


def test_in_a_converted_text_the_original_decides() -> None:
    ((severity, message),) = said("K30", spending("", converted=True))
    assert severity == "warning"
    assert message.endswith("请核对原件。")


def test_a_line_with_its_amount_is_silent() -> None:
    assert said("K30", spending("9")) == []
    assert said("K30", spending("0")) == []


def test_other_funds_called_basic_that_only_the_totals_of_table_03_call_project() -> None:
    heads = ["功能分类", "部门经济分类", "合计", "基本支出", "项目支出"]
    rows = [
        ["2120101-行政运行", "30101-基本工资", "50", "50", ""],
        ["2129999-其他支出", "30299-其他商品和服务支出", "2", "2", ""],
        ["2120199-其他事务", "30227-委托业务费", "40", "", "40"],
        ["合计", "", "92", "50", "42"],
    ]
    budget = example(
        overall={"total": "92", "fiscal": "90", "basic": "50", "project": "40", "other": "2", "other_basic": "2"},
        tables={"03": [heads, *rows]},
        converted=True,
    )
    messages = [message for _, message in said("K33", budget)]
    assert len(messages) == 2
    assert any(message.startswith("整体绩效目标表") for message in messages)
    assert any(message.startswith("预算03表") for message in messages)


def test_a_total_that_is_not_understood_is_nothing_printed_twice() -> None:
    (project,) = example(project={"name": "图书采购", "total": "9", "fiscal": "9", "other_text": "9"}).projects
    budget = example(project={"name": "图书采购"})
    assert len(said("K32", replace(budget, projects=(project,)))) == 1
    for other in (Money(Cell("约9"), None), Money(Cell("9"), Decimal(9)), Money()):
        assert said("K32", replace(budget, projects=(replace(project, other=other),))) == []
