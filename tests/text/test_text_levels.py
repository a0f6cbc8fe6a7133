"""Level words: every writing of a level, what joined words say, endings, and what is no level."""

from __future__ import annotations

import pytest

from auditor.rulebook import load

LEVELS = load().vocabulary.levels


@pytest.mark.parametrize(
    ("number", "text", "kind"),
    [
        (1, "产出指标（50分）", "output"),
        (1, "产出指标(10)", "output"),
        (1, "产出 指标\n(40-50)分", "output"),
        (1, "（一）产出指标", "output"),
        (1, "2.效益指标", "benefit"),
        (1, "预期产出指标", "output"),
        (1, "预期效益指标", "benefit"),
        (1, "年度效益指标", "benefit"),
        (1, "满意度指标：", "satisfaction"),
        (2, "数量指标（或建筑规模指标）", "quantity"),
        (2, "建设规模指标", "quantity"),
        (2, "时效指标(工期指标)", "time"),
        (2, "工期指标", "time"),
        (2, "1、质量指标", "quality"),
        (2, "预算（或投资规模）控制指标", "cost"),
        (2, "社会、经济、生态效益指标", "benefit"),
        (2, "经济效益和社会效益指标", "benefit"),
        (2, "社会效益、可持续影响指标", "benefit"),
        (2, "受益群体满意度指标", "satisfaction"),
        (2, "服务对象或项目受益人满意度指标", None),
    ],
)
def test_a_level_is_found_however_it_is_written(number: int, text: str, kind: str | None) -> None:
    found = LEVELS.find(number, text)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    "text", ["工程质量", "工作量", "项目数量", "工期", "年度目标", "合格率", "建筑规模", "参训人员满意度"]
)
def test_the_name_of_an_indicator_is_no_level(text: str) -> None:
    assert LEVELS.find(2, text) is None


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("社会成本指标", "cost"),
        ("家长满意度指标", "satisfaction"),
        ("服务对象或项目受益人满意度指标", "satisfaction"),
        ("建设成本指标", "cost"),
        ("社会、生态效益", "benefit"),
        ("综合效益指标", "benefit"),
        ("制度指标", ""),
        ("其他", ""),
        ("备注", ""),
    ],
)
def test_what_rules_understand_of_a_second_level(text: str, judged: str) -> None:
    found = LEVELS.said(2, text)
    assert (found.judged if found else "") == judged
