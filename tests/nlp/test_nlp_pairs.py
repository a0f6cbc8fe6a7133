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
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(text: str) -> None:
    (edits,) = load_proofreader()([text])
    assert [edit for edit in edits if edit.confidence >= 0.55] == []
