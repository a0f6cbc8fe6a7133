"""Paragraphs that stand twice in running text, and those that may."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.checks.prose_told import findings_of, told

BOUGHT = "2026年政府采购预算86.00万元，其中：货物类26.00万元，服务类60.00万元。"
CARS = "截至2025年12月31日，本馆共有车辆3辆，其中：业务用车2辆、其他用车1辆。"
NONE = "本馆2026年没有使用政府性基金预算拨款安排的支出，也没有国有资本经营预算支出。"
DUTY = "（{}）负责全县馆藏图书的采编、借阅和数字化加工，组织开展全民阅读活动。"


@pytest.mark.parametrize(
    "prose",
    [
        ["二、政府采购情况", BOUGHT, "二、政府采购情况", BOUGHT, "三、国有资产", CARS],
        ["二、政府采购情况", BOUGHT, "三、国有资产", CARS, "四、政府采购情况", BOUGHT],
        ["### 二、政府采购", BOUGHT, "", BOUGHT],
        ["其他事项", f"（一）政府采购情况。{BOUGHT}", f"（二）政府采购情况。{BOUGHT}", f"（三）国有资产。{CARS}"],
        ["一、主要职责", DUTY.format("一"), "（二）保护古籍，开发地方文献。", DUTY.format("三")],
        ["三、国有资产", CARS + CARS],
        ["三、国有资产", NONE, NONE],
    ],
)
def test_a_paragraph_that_stands_twice_is_told_once(prose: Sequence[str]) -> None:
    assert [(one.code, one.severity) for one in findings_of(prose)] == [("P67", "warning")]


@pytest.mark.parametrize(
    "prose",
    [
        ["第一部分 县图书馆", "七、政府性基金", NONE, "第二部分 乡镇分馆", "七、政府性基金", NONE],
        ["二、收入预算", BOUGHT, "三、政府采购", BOUGHT],
        ["一、图书购置", "1.数量：全年采购图书。", "二、期刊购置", "1.数量：全年采购图书。"],
        [
            "附表",
            "注：本表为空表，本馆2026年没有此项预算安排的支出。",
            "注：本表为空表，本馆2026年没有此项预算安排的支出。",
        ],
        ["附表", "部门名称：某县公共图书馆少儿分馆 单位：万元", "部门名称：某县公共图书馆少儿分馆 单位：万元"],
        ["公务接待费比上年减少。", "主要原因是厉行节约。", "会议费比上年减少。", "主要原因是厉行节约。"],
        [
            "甲馆：",
            "2026年政府采购预算0万元，其中：货物类0万元，服务类0万元。",
            "乙馆：",
            "2026年政府采购预算0万元，其中：货物类0万元，服务类0万元。",
        ],
    ],
)
def test_what_may_stand_twice(prose: Sequence[str]) -> None:
    assert "P67" not in told(prose)
