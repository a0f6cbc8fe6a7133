"""Wholes and their parts in running text: what makes a row complete, and what makes it none."""

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


def told(prose: Sequence[str], **given: Any) -> dict[str, str]:
    """Return code → message of what is said of a text of 2026 with the tables given."""
    example: Mapping[str, Any] = {"year": 2026, "prose": list(prose), **given}
    findings, problems = audit_budget(build(BOOK.rules[0], example), BOOK)
    assert not problems
    return {one.code: f"{one.severity} {one.message}" for one in findings}


CASES = (
    # All kinds of posts are named: most likely all of them are told.
    ("P15", "在编在岗31人，其中管理岗位6人、专业技术岗位{}人、工勤技能岗位3人。", "22/20", "warning"),
    ("P15", "年末实有48人，其中：管理人员9人，专技人员{}人，工勤人员4人；退休11人。", "35/38", "error"),
    # What is left over (其他) completes a row, whatever is counted.
    ("P61", "林地面积512亩，其中用材林{}亩、经济林96亩、其他林地56亩。", "360/306", "error"),
    ("P61", "管护道路28.6公里，其中主干道{}公里、支路9.2公里、其他道路3.0公里。", "16.4/14.6", "error"),
    ("P61", "房屋建筑面积4,200平方米（其中办公用房1,100平方米、库房{}平方米、其他用房300平方米）。", "2,800/2,080", "error"),
    ("P61", "馆藏文物1860件，其中陶瓷器720件、书画{}件、其余140件。", "1000/1100", "error"),
    ("P61", "苗木存栏36万株，分别为油松{}万株、侧柏9万株、山杏5万株。", "22/28", "error"),
    ("P61", "设监测点45个，分别为水质点{}个、噪声点12个、空气点8个。", "25/35", "error"),
    ("P32", "资产原值860.00万元，其中房屋520.00万元、实验仪器{}万元、车辆60.00万元、其他资产40.00万元。", "240.00/204.00", "error"),
    ("P32", "经费60.00万元，其中巡护补助{}万元、装备购置18.00万元、其他6.00万元。", "36.00/30.00", "error"),
    # A number of priced things and exactly so many of them.
    ("P62", "编报绩效目标的项目3个，资金96.00万元：泵房维修{}万元、管网巡查31.00万元、水质检测（含耗材）20.00万元。", "45.00/40.00", "error"),
    ("P62", "2个项目均设定绩效目标，金额96.00万元，其中管网巡查{}万元、水质检测20.00万元。", "76.00/67.00", "error"),
    ("P62", "项目2个，涉及一般公共预算96.00万元，均已编制绩效目标：管网巡查{}万元，水质检测20.00万元（含其他收入4.00万元）。", "76.00/86.00", "error"),
    ("P62", "本年安排三项重点工作经费共计96.00万元，分别为泵房维修{}万元、管网巡查31.00万元、水质检测20.00万元。", "45.00/54.00", "error"),
    ("P62", "列入预算的2个项目共96.00万元，即管网巡查{}万元和水质检测20.00万元。", "76.00/72.00", "error"),
    # Income and spending told in full in the sentence behind the total of both.
    ("P31", "2026年本院收支预算均为300.00万元，比上年增加6.00万元。收入来自两个渠道：一般公共预算拨款{}万元，事业收入60.00万元。", "240.00/204.00", "error"),
    ("P31", "2026年收支总预算300.00万元。支出分两大块：基本支出180.00万元，项目支出{}万元。", "120.00/102.00", "error"),
    ("P31", "我站2026年收支总预算为300.00万元。\n收入构成：一般公共预算拨款{}万元，占80.0%；事业收入（检测服务）60.00万元，占20.0%。", "240.00/250.00", "error"),
    ("P31", "2026年收支总预算300.00万元。收入由三部分组成：一般公共预算拨款{}万元、其他收入50.00万元、上年结转10.00万元。", "240.00/204.00", "error"),
    ("P31", "2026年收支总预算300.00万元。收入方面，一般公共预算拨款{}万元，其他收入60.00万元；支出方面，基本支出180.00万元，项目支出120.00万元。", "240.00/204.00", "error"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "text", "values", "severity"), CASES)
def test_parts_that_do_not_make_up_their_whole_are_told(code: str, text: str, values: str, severity: str) -> None:
    right, wrong = values.split("/")
    assert told(text.format(right).split("\n")) == {}
    said = told(text.format(wrong).split("\n"))
    assert said.get(code, "nothing").startswith(severity), said


@pytest.mark.parametrize(
    "text",
    [
        "在岗31人，其中管理岗位6人、工勤岗位3人。",
        "在岗31人，其中专业技术岗位20人。",
        "在岗31人，其中管理岗位6人、专业技术岗位20人、工勤岗位3人，见习岗位2人。",
        "林地面积512亩，其中用材林306亩、经济林96亩。",
        "林地面积约512亩，其中用材林306亩、经济林96亩、其他林地56亩。",
        "耕地100亩，其中水田60亩、高标准农田80亩。",
        "设备20台，其中进口12台、单价50万元以上9台、其他3台。",
        "全县森林面积512公顷，其中国有林300公顷（含苗圃12公顷）、集体林200公顷、其他12公顷。",
        "支出300.00万元，其中基本支出180.00万元、其他支出20.00万元。",
        "收入300.00万元，其中财政拨款240.00万元、其他收入20.00万元，上年结转40.00万元。",
        "商品和服务支出60.00万元，其中办公费20.00万元、其他商品和服务支出10.00万元。",
        "资产原值860.00万元，比上年增加40.00万元，其中房屋20.00万元、其他资产10.00万元。",
        "3个项目资金96.00万元，其中一般公共预算60.00万元、政府性基金20.00万元、上年结转6.00万元。",
        "纳入绩效管理的项目5个，资金296.00万元，其中100万元以上的项目2个，分别为泵房维修145.00万元、管网巡查120.00万元。",
        "3个项目资金96.00万元，比上年增加5.00万元、其中管网巡查增加3.00万元、水质检测增加2.00万元。",
        "项目3个，资金96.00万元，其中重点项目泵房维修45.00万元、管网巡查31.00万元。",
        "2026年收支总预算300.00万元。收入主要包括：一般公共预算拨款240.00万元、其他收入30.00万元等。",
        "2026年收支总预算300.00万元。收入包括：一般公共预算拨款240.00万元，其中经费拨款200.00万元；其他收入60.00万元。",
        "2026年财政拨款收支总预算240.00万元。收入构成：一般公共预算拨款240.00万元，占100%。",
        "项目支出120.00万元。收支预算300.00万元，比上年增加9.00万元。收入分析：一般公共预算拨款增加6.00万元，其他收入增加3.00万元。",
    ],
)
def test_rows_that_leave_parts_out_are_not_added_up(text: str) -> None:
    assert told([text]) == {}
