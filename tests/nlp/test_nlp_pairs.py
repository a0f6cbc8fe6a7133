"""Ends of names of indicators (…率, …度, …费) and 的, 地, 得: what the list of confusable words says of them."""

from __future__ import annotations

import pytest

from auditor.nlp import load_proofreader


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("设备抽检合格律", "律", "率"),
        ("牧校学员结业律", "律", "率"),
        ("用水需求满足律≥95%", "律", "率"),
        ("居民满意渡", "渡", "度"),
        ("专家劳务废", "废", "费"),
        ("稳步得推进各项改造", "得", "地"),
        ("不断的完善管护制度", "的", "地"),
        ("形成良好地氛围", "地", "的"),
        ("把窗口服务做地更好", "地", "得"),
        ("鱼苗浮化率", "浮化", "孵化"),
        ("月报抱送及时率", "抱送", "报送"),
        ("应急广播呜响率", "呜", "鸣"),
        ("种子醇度抽检", "醇度", "纯度"),
        ("受援人权力告知率", "权力", "权利"),
        ("部门权利清单公开率", "权利", "权力"),
        ("培训公正员人数", "公正", "公证"),
    ],
)
def test_what_is_confused_is_reported(text: str, wrong: str, right: str) -> None:
    (edits,) = load_proofreader()([text])
    (edit,) = [one for one in edits if one.confidence >= 0.55]
    assert text[edit.start : edit.end].replace(wrong, right) == edit.right


@pytest.mark.parametrize(
    "text",
    [
        "聘请律师出庭次数", "危险废物处置及时率", "医疗服务费", "有力地保障民生", "又有了进一步的提高",
        "取得良好的效果", "做得更好", "树立规则意识和自律", "掌握牧草生长规律", "宣讲草原法律", "渡口安全检查次数",
        "悬浮化肥粉尘清理", "漂浮化学品处置", "香醇度评分", "权力运行监督", "患者权利清单公开率", "公正处理率",
        "公正员工评选", "雨污截流井数", "节日事物展陈",
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(text: str) -> None:
    (edits,) = load_proofreader()([text])
    assert [edit for edit in edits if edit.confidence >= 0.55] == []
