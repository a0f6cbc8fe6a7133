"""The lines of outcomes, one by one: which row of an evaluation or a monitoring table has each, and which has not."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.checks.outcomes import Outcomes
from auditor.checks.reported import reported
from auditor.engine.examples import build
from auditor.engine.run import context_of
from auditor.rulebook import load

BOOK = load()
RULE = next(rule for rule in BOOK.rules if rule.check == "rows.reported")
ROW = {
    "level2": "数量指标",
    "name": "疏浚沟渠",
    "operator": "≥",
    "value": "20",
    "unit": "公里",
    "actual": "20公里",
    "reason": "",
}
LINES: tuple[tuple[Outcomes, dict[str, str], dict[str, str]], ...] = (
    ({"met": False}, {"actual": "16公里"}, {"actual": "已经完成"}),
    ({"limit": True}, {"operator": "≤"}, {}),
    ({"above": 1.5}, {"actual": "31公里"}, {"actual": "30公里"}),
    ({"money": True}, {"unit": "万元", "actual": "20万元"}, {}),
    ({"says": ["尚未"]}, {"actual": "尚未疏浚"}, {"actual": "已经疏浚"}),
    ({"expected": False}, {"expected": "18公里"}, {"expected": "大部分"}),
    ({"outlook": ["有风险"]}, {"outlook": "有风险", "expected": "20公里"}, {}),
    ({"reason": True}, {"reason": "汛期推迟"}, {"reason": "无"}),
    ({"scored": ["full"]}, {"weight": "10", "score": "10"}, {"weight": "10", "score": "9"}),
    ({"scored": ["above", "negative"]}, {"weight": "10", "score": "11"}, {"weight": "10", "score": "10"}),
    ({"scored": ["given"]}, {"score": "良"}, {"score": ""}),
    ({"weight": "zero"}, {"weight": "0"}, {"weight": "10"}),
    ({"weight": "blank"}, {"weight": "", "score": "9"}, {"weight": "10", "score": "9"}),
    ({"weighted": 1}, {"weight": "10"}, {"weight": "0"}),
    ({"over": 0.6}, {"weight": "10", "score": "6.1"}, {"weight": "10", "score": "6"}),
    (
        {"unearned": 0.5},
        {"actual": "16公里", "weight": "10", "score": "8.6"},
        {"actual": "16公里", "weight": "10", "score": "8.5"},
    ),
    ({"rows": {"unit": ["公里"]}}, {}, {"unit": "米"}),
    ({"unless": {"met": True}}, {"actual": "16公里"}, {}),
)


def found(outcome: Outcomes, changes: dict[str, Any]) -> int:
    budget = build(RULE, {"project": {"name": "沟渠疏浚", "indicators": [{**ROW, **changes}]}})
    return len([*reported(budget.indicators[0], context_of(budget, BOOK), outcome=outcome, cell="actual")])


@pytest.mark.parametrize(("outcome", "meant", "other"), LINES, ids=lambda value: str(value)[:40])
def test_an_outcome_is_told_from_its_neighbour(outcome: Outcomes, meant: dict[str, str], other: dict[str, str]) -> None:
    assert found(outcome, meant) == 1
    assert found(outcome, other) == 0
