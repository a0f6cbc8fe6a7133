"""A table copied one cell a line: blank cells left no line, and a level without rows is neither a name nor a target."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

FORM = """2027年项目支出绩效目标申报表
填报单位：（盖章） 单位：万元
项目支出名称
河道清漂船租赁
预算部门
某市水务管理站
年度本级预算金额
86
该项目支出上级资金
0
项目支出实施期
2027.03-2027.12
本年度绩效目标
租赁清漂船，保持河面清洁
一级指标
二级指标
三级指标
指标值及单位
绩效标准
产出指标
数量指标
租赁清漂船数量
6艘
计划标准
清漂河道长度
≥42公里
计划标准
质量指标
时效指标
清漂作业期限
12月底前
计划标准
成本指标
经济成本指标
清漂船租赁费
≤86万元
预算标准
效益指标
经济效益指标
社会效益指标
河面清洁程度
明显改善
计划标准
生态效益指标
可持续影响指标
满意度指标
服务对象满意度指标
社会公众满意度
≥90%
计划标准
财政部门审核意见
填表人：赵某 联系电话：1 填报日期：
"""
WANTED = [
    ("产出指标", "数量指标", "租赁清漂船数量", "6", "艘"),
    ("产出指标", "数量指标", "清漂河道长度", "42", "公里"),
    ("产出指标", "时效指标", "清漂作业期限", "12月底前", ""),
    ("成本指标", "经济成本指标", "清漂船租赁费", "86", "万元"),
    ("效益指标", "社会效益指标", "河面清洁程度", "明显改善", ""),
    ("满意度指标", "服务对象满意度指标", "社会公众满意度", "90", "%"),
]
REVIEW = """项目支出绩效自评表
项目名称
粮库通风改造
一级指标
二级指标
三级指标
年度
指标值
实际
完成值
分值
得分
偏差原因分析及改进措施
产出指标
数量指标
指标1改造仓房数
≥4间
4间
20
20
指标2
……
质量指标
指标1验收合格率
=100%
95%
20
18
尾工推迟到次年
指标2设备完好率
≥98%
99%
20
20
……
效益指标
社会效益
指标
指标1储粮安全
有效保障
有效保障
20
20
满意度
指标
服务对象满意度
指标
指标1保管员满意度
≥90%
92%
10
10
"""


def _read(text: str) -> Budget:
    return extract(read_bytes(text.encode(), "a.txt"))


def _rows(budget: Budget) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in (row.level1, row.level2, row.name, row.value, row.unit))
        for row in budget.indicators
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\u3000\n"])
def test_levels_without_rows_move_nothing(gap: str) -> None:
    budget = _read(FORM.replace("\n", gap))
    assert _rows(budget) == WANTED
    assert not [problem.message for problem in budget.problems if problem.partial]
    (project,) = budget.projects
    assert (project.name.text, str(project.total.wan)) == ("河道清漂船租赁", "86")


def test_a_row_that_cannot_be_told_is_said_and_the_others_are_read() -> None:
    budget = _read(FORM.replace("12月底前\n", ""))
    assert _rows(budget) == [row for row in WANTED if row[1] != "时效指标"]
    assert any("清漂作业期限" in problem.message for problem in budget.problems if problem.partial)


def test_broken_words_are_whole_and_a_blank_reason_moves_nothing() -> None:
    assert _rows(_read(REVIEW)) == [
        ("产出指标", "数量指标", "指标1改造仓房数", "4", "间"),
        ("产出指标", "质量指标", "指标1验收合格率", "100", "%"),
        ("产出指标", "质量指标", "指标2设备完好率", "98", "%"),
        ("效益指标", "社会效益指标", "指标1储粮安全", "有效保障", ""),
        ("满意度指标", "服务对象满意度指标", "指标1保管员满意度", "90", "%"),
    ]


def test_pages_of_text_below_the_table_are_no_rows_of_it() -> None:
    text = "".join(f"水务站第{number}期巡河简报已经印发各村。\n" for number in range(3000))
    budget = _read(f"{FORM}{text}")
    assert _rows(budget) == WANTED
