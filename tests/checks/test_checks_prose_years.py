"""Amounts of two years side by side in running text, and years that only a copied text can name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from auditor.engine.examples import build
from auditor.engine.run import audit_budget
from auditor.rulebook import load

ALL = load()
BOOK = replace(ALL, rules=tuple(rule for rule in ALL.rules if rule.code.startswith("P") and rule.code != "P03"))
LINES = [
    ["编码", "科目", "合计", "基本支出", "项目支出"],
    ["2010301", "行政运行", "204.00", "204.00", ""],
    ["2010308", "信访事务", "96.00", "", "96.00"],
    ["", "合计", "300.00", "204.00", "96.00"],
]


def told(prose: Sequence[str], **given: Any) -> dict[str, str]:
    """Return code → message of what is said of a text of 2026 with the tables given."""
    example: Mapping[str, Any] = {"year": 2026, "prose": list(prose), **given}
    findings, problems = audit_budget(build(BOOK.rules[0], example), BOOK)
    assert not problems
    return {one.code: one.message for one in findings}


@pytest.mark.parametrize(
    "text",
    [
        "按科目分：“行政运行”204.00万元，2025年为198.00万元；“信访事务”{}万元，2025年为90.00万元。",
        "按科目分：行政运行204.00万元（2025年198.00万元），信访事务{}万元（2025年90.00万元）。",
        "行政运行204.00万元，2025年预算数198.00万元，增加6.00万元；信访事务{}万元，2025年预算数90.00万元。",
    ],
)
def test_the_amount_of_last_year_beside_this_years_says_nothing_of_the_next_one(text: str) -> None:
    assert told([text.format("96.00")], tables={"06": LINES}) == {}
    assert "信访事务" in told([text.format("69.00")], tables={"06": LINES})["P16"]


@pytest.mark.parametrize(
    "text",
    [
        "2025年支出为250.00万元，其中行政运行180.00万元，信访事务70.00万元。",
        "二是2025年执行情况：行政运行180.00万元；信访事务70.00万元。",
        "2025年预算：行政运行180.00万元，2024年为170.00万元；信访事务70.00万元，2024年为60.00万元。",
    ],
)
def test_amounts_told_of_last_year_are_not_of_this_one(text: str) -> None:
    assert "P16" not in told([text], tables={"06": LINES})


@pytest.mark.parametrize("words", ["少安排{}万元，降低3.00%", "少编列{}万元，下降3.00%"])
def test_less_planned_than_last_year_is_a_change(words: str) -> None:
    text = "机关运行经费194.00万元，较2025年200.00万元"
    assert told([text + words.format("6.00") + "。"]) == {}
    assert "P08" in told([text + words.format("16.00") + "。"])
    more = "培训费206.00万元，较2025年200.00万元多安排{}万元，增长3.00%。"
    assert told([more.format("6.00")]) == {}
    assert "P08" in told([more.format("26.00")])


def test_the_amount_shown_is_this_years() -> None:
    rows = [["编码", "科目", "2025年预算数", "2026年预算数"], ["2010308", "信访事务", "90.00", "96.00"]]
    said = told(["信访事务69.00万元。"], tables={"06": [*rows, ["", "合计", "90.00", "96.00"]]})
    assert "96万元" in said["P16"]
