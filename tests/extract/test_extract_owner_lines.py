"""The project in one line of labels before the unit of money, or in a heading above two columns of answers."""

from __future__ import annotations

import pytest

from tests.extract.extract_blocks import Write, html, markdown, read, sheet, word

FUNDS = [
    ["资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "60.00", "60.00", "54.00", "10", "90.00%", "9"],
    ["其中:财政拨款", "60.00", "60.00", "54.00", "—", "90.00%", "—"],
]
GOALS = [["年度总体目标(预期)", "年度总体目标(实际完成情况)"], ["清淤沟渠12公里。", "清淤沟渠11公里。"]]
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
ROWS = [
    HEAD,
    ["产出指标", "数量指标", "清淤沟渠长度", "≥12公里", "11公里", "50", "45.83", "汛期停工一周。"],
    ["效益指标", "社会效益指标", "受益农户数", "≥0.4万户", "0.42万户", "40", "40", "无"],
]
LATER = [HEAD, ["产出指标", "数量指标", "疏通涵管数量", "≥30处", "30处", "90", "90", "无"]]


FORMATS = pytest.mark.parametrize("write", [markdown, html, sheet, word])


@FORMATS
@pytest.mark.parametrize(
    "line",
    [
        "项目名称:沟渠清淤  主管部门:柳溪县水利局  实施单位:柳溪县灌区站  金额单位:万元",
        "主管部门：柳溪县水利局；项目名称：沟渠清淤；单位：万元",
        "项目名称：沟渠清淤 （单位：万元）",
        "金额单位：万元  项目名称：沟渠清淤  实施单位：柳溪县灌区站",
    ],
)
def test_a_line_of_labels_names_the_project_before_the_unit(write: Write, line: str) -> None:
    found = read(write, ["# 2025年度项目支出绩效自评表", line, FUNDS, GOALS, ROWS])
    assert [project.name.text for project in found.projects] == ["沟渠清淤"]
    assert str(found.projects[0].total.wan) == "60.00"
    assert [row.outcome.actual.text for row in found.indicators if row.outcome] == ["11公里", "0.42万户"]
    assert [problem.message for problem in found.problems if problem.partial] == []


def test_the_unit_of_such_a_line_is_that_of_the_amounts() -> None:
    line = "项目名称:沟渠清淤  主管部门:柳溪县水利局  金额单位:元"
    found = read(markdown, ["# 2025年度项目支出绩效自评表", line, FUNDS, GOALS, ROWS])
    assert str(found.projects[0].total.wan.normalize()) == "0.006"


@FORMATS
def test_headings_name_projects_above_two_columns_of_answers(
    write: Write,
) -> None:
    found = read(
        write,
        [
            "# 柳溪县水利局2025年度项目支出绩效自评表",
            "填报单位:柳溪县水利局  填报日期:2026年3月6日  金额单位:万元",
            "## 一、沟渠清淤项目",
            "主管部门:柳溪县水利局;实施单位:柳溪县灌区站",
            *(FUNDS, GOALS, ROWS),
            "## 二、涵管疏通项目",
            "主管部门:柳溪县水利局;实施单位:柳溪县排涝站",
            *(FUNDS, GOALS, LATER),
        ],
    )
    assert [project.name.text for project in found.projects] == ["沟渠清淤项目", "涵管疏通项目"]
    assert [row.name.text for row in found.indicators] == ["清淤沟渠长度", "受益农户数", "疏通涵管数量"]
    assert {project.agency for project in found.projects} == {"柳溪县灌区站", "柳溪县排涝站"}
    assert [problem.message for problem in found.problems if problem.partial] == []


@FORMATS
def test_the_title_of_the_only_form_names_its_project(
    write: Write,
) -> None:
    title = "# 柳溪县沟渠清淤项目2025年度绩效自评表"
    found = read(write, [title, "填报单位：柳溪县水利局  单位：万元", FUNDS, GOALS, ROWS])
    assert [project.name.text for project in found.projects] == ["柳溪县沟渠清淤项目"]
    assert len(found.indicators) == 2
