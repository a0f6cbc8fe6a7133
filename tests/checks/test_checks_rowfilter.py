"""The lines of a filter of rows, one by one: which row each takes and which it leaves."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.checks.rowfilter import RowFilter, takes
from auditor.engine.examples import build
from auditor.engine.run import context_of
from auditor.rulebook import load

BOOK = load()
RULE = next(rule for rule in BOOK.rules if rule.check == "rows.found")
ROW = {"level1": "产出指标", "level2": "数量指标", "name": "棚圈修缮", "operator": "≥", "value": "6", "unit": "座"}
LINES: tuple[tuple[RowFilter, dict[str, str], dict[str, str]], ...] = (
    ({"branch": ["level1_benefit"]}, {"level1": "效益指标"}, {"level1": "产出指标"}),
    ({"exactly": {"level1": ["cues.decision_levels"]}}, {"level1": "项目决策指标"}, {"level1": "项目决策与产出"}),
    ({"opens": ["cues.output_verbs"]}, {"name": "举办那达慕场次"}, {"name": "那达慕会场举办"}),
    ({"last": ["cues.output_verbs", "cues.effects"]}, {"name": "就业培训场次"}, {"name": "培训后就业人数"}),
    ({"time": ["name"]}, {"name": "入冬前棚圈修缮"}, {"value": "10月"}),
    ({"time": ["unit"]}, {"unit": "次/年"}, {"unit": "次"}),
    (
        {"options": True},
        {"operator": "定性", "value": "好、差", "unit": ""},
        {"operator": "定性", "value": "好", "unit": ""},
    ),
    ({"filled": ["unit"]}, {}, {"unit": " "}),
    ({"bare": ["amount"]}, {"name": "12座"}, {"name": "12座棚圈"}),
    ({"bare": ["date"]}, {"name": "9月底前"}, {"name": "9月底前修缮"}),
    ({"project_name": "objectives.project_endings"}, {"name": "牧区棚圈项目"}, {"name": "牧区棚圈修缮"}),
    ({"number": [6, None]}, {"value": "6"}, {"value": "5"}),
    ({"number": [None, 6]}, {"value": "6"}, {"value": "大部分"}),
    ({"below": 6}, {"value": "5"}, {"value": "6"}),
    ({"above": 6}, {"value": "7"}, {"value": "6"}),
    ({"integer": False}, {"value": "6.5"}, {"value": "6.0"}),
    ({"per": True}, {"unit": "元/座"}, {"unit": "座"}),
    ({"fault": ["inverted"]}, {"unit": "人/学时"}, {"unit": "学时/人"}),
    ({"bad": True}, {"name": "牧户投诉件数"}, {"name": "投诉处理件数"}),
    ({"pleased": True}, {"level2": "服务对象满意度指标", "name": "牧户满意度"}, {"name": "牧户不满意度"}),
    ({"unbounded": True}, {"name": "牧草产量增长率"}, {"name": "牧草验收合格率"}),
    ({"any": [{"unit": ["户"]}, {"name": ["棚"]}]}, {}, {"name": "水井修缮"}),
    ({"unless": {"any": [{"unit": ["座"]}, {"unit": ["处"]}]}}, {"unit": "间"}, {"unit": "处"}),
)


def taken(rows: RowFilter, changes: dict[str, Any]) -> bool:
    budget = build(RULE, {"project": {"name": "牧区棚圈", "indicators": [{**ROW, **changes}]}})
    return takes(budget.indicators[0], context_of(budget, BOOK), rows)


@pytest.mark.parametrize(("rows", "meant", "other"), LINES, ids=lambda value: str(value)[:40])
def test_a_line_takes_what_it_says_and_leaves_its_neighbour(
    rows: RowFilter, meant: dict[str, str], other: dict[str, str]
) -> None:
    assert taken(rows, meant)
    assert not taken(rows, other)
