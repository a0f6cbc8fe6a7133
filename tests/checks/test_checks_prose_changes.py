"""Changes without an amount of their own, and the money of projects within a larger whole, in running text."""

from __future__ import annotations

import pytest

from tests.checks.prose_told import told


@pytest.mark.parametrize(
    "text",
    [
        "支出较上年增加6.00万元，增长0.66%，其中人员经费减少6.20万元，下降3.10%；水质监测经费增加12.20万元，增长21.00%。",
        "职工书屋开办12.40万元，人员经费减少6.20万元，下降3.10%，主要是调出2人。",
        "公用经费56.00万元中差旅费增加0.80万元，增长4.00%；会议费减少0.50万元，下降20.00%。",
        "新购水泵16.32万元，其中项目支出实际增加10.50万元，增长18.10%。",
    ],
)
def test_a_change_that_names_what_changed_takes_no_other_amount(text: str) -> None:
    assert told([text]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "人员经费200.00万元，人员经费减少6.20万元，下降13.10%。",
        "收入预算910.00万元，总体增加40.00万元，增长8.00%。",
        "收入预算910.00万元，增加40.00万元，增长8.00%。",
        "其中差旅费增加0.80万元，下降4.00%。",
    ],
)
def test_a_change_beside_its_own_amount_is_judged(text: str) -> None:
    assert "P08" in told([text])


TABLE = {"projects": [{"name": "渠道维修", "total": "40"}], "project": {"name": "泵站管护", "total": "35"}}


@pytest.mark.parametrize(
    "text",
    [
        "本站绩效目标管理全覆盖，涉及一般公共预算当年拨款483.54万元，其中2个项目支出75.00万元逐项编报了绩效目标。",
        "2026年预算资金全部实行绩效管理，涉及资金483.54万元，其中项目支出75.00万元。",
        "涉及财政拨款483.54万元，其中：2个预算项目共安排75.00万元，均设定绩效目标。",
    ],
)
def test_projects_within_a_whole_are_held_against_their_own_money(text: str) -> None:
    assert told([text], **TABLE) == {}
    assert "57" in told([text.replace("75.00", "57.00")], **TABLE)["P09"]
