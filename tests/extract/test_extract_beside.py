"""Tables whose names and targets stand otherwise than one beside the other, and heads of several rows and periods."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from tests.extract.test_extract_beside_targets import markdown

ONE = ["产出指标", "数量指标"]
TWO = ["满意度指标", "服务对象满意度指标"]


def read(text: str) -> Budget:
    return extract(read_bytes(text.encode(), "x.md"))


def rows(found: Budget) -> list[tuple[str, str, str, str]]:
    names = {project.key: project.name.text for project in found.projects}
    return [
        (
            names[row.project],
            row.level2.text,
            row.name.text,
            f"{row.operator.text}{row.value.text}{row.unit.text}",
        )
        for row in found.indicators
    ]


def partial(found: Budget) -> list[str]:
    return [problem.message for problem in found.problems if problem.partial]


FORM = [
    ["项目名称", "渡口值守"],
    ["实施单位", "柳溪县渡口站"],
    ["预算（万元）", "36.00", "财政拨款", "36.00", "其他", "0.00"],
]


def test_two_indicators_side_by_side_are_two_rows() -> None:
    head = ["一级指标", "二级指标", "指标名称", "目标值", "指标名称", "目标值"]
    found = read(
        markdown(
            *FORM,
            head,
            [*ONE, "值守渡口数量", "=6处", "值守天数", "≥300天"],
            ["", "质量指标", "渡船检验合格率", "=100%"],
            [*TWO, "过渡群众满意度", "≥90%"],
            above="项目支出绩效目标表",
        )
    )
    assert rows(found) == [
        ("渡口值守", "数量指标", "值守渡口数量", "=6处"),
        ("渡口值守", "数量指标", "值守天数", "≥300天"),
        ("渡口值守", "质量指标", "渡船检验合格率", "=100%"),
        ("渡口值守", "服务对象满意度指标", "过渡群众满意度", "≥90%"),
    ]
    assert found.projects[0].other.wan == Decimal(0)
    assert partial(found) == []


def test_two_periods_side_by_side_are_no_two_indicators() -> None:
    head = ["一级指标", "二级指标", "指标名称", "目标值", "指标名称", "目标值"]
    found = read(
        markdown(
            *FORM,
            head,
            [*ONE, "值守渡口数量", "=6处", "值守渡口数量", "=2处"],
            [*TWO, "过渡群众满意度", "≥90%", "过渡群众满意度", "≥88%"],
            above="项目支出绩效目标表",
        )
    )
    assert [each[3] for each in rows(found)] == ["=2处", "≥88%"]


@pytest.mark.parametrize("head", ["指标内容及目标值", "指标名称和指标值", "三级指标（指标值）", "绩效指标及年度目标值"])
def test_name_and_target_in_one_column_are_taken_apart(head: str) -> None:
    found = read(
        "# 柳溪县交通局2026年专项资金绩效目标\n\n## 一、渡口值守\n\n项目单位：柳溪县渡口站\n\n"
        "项目资金：36.00万元（财政拨款30.00万元，其他资金6.00万元）\n\n绩效指标如下：\n"
        + markdown(
            ["一级指标", "二级指标", head],
            [*ONE, "值守渡口数量=6处"],
            ["产出指标", "时效指标", "渡船检修完成时间：2026年5月20日前"],
            [*TWO, "过渡群众满意度≥90%"],
        )
        + "\n\n## 二、路灯维护\n\n项目单位：柳溪县路灯所\n\n绩效指标见下表\n"
        + markdown(["一级指标", "二级指标", head], [*ONE, "维护路灯≥800盏（套）"], [*TWO, "居民满意度≥92%"])
    )
    assert rows(found) == [
        ("渡口值守", "数量指标", "值守渡口数量", "=6处"),
        ("渡口值守", "时效指标", "渡船检修完成时间", "2026年5月20日前"),
        ("渡口值守", "服务对象满意度指标", "过渡群众满意度", "≥90%"),
        ("路灯维护", "数量指标", "维护路灯", "≥800盏(套)"),
        ("路灯维护", "服务对象满意度指标", "居民满意度", "≥92%"),
    ]
    money = found.projects[0]
    assert [money.total.wan, money.fiscal.wan, money.other.wan] == [Decimal(36), Decimal(30), Decimal(6)]
    assert partial(found) == []


@pytest.mark.parametrize(
    ("term", "year"),
    [("实施期（2026—2028年）", "2026年度"), ("三年", "本年"), ("2026—2028年", "2026年"), ("中期", "2026年（本年度）")],
)
def test_a_row_below_the_head_of_targets_names_their_periods(term: str, year: str) -> None:
    found = read(
        markdown(
            ["项目名称", "渡口值守", "", "实施单位", "柳溪县渡口站"],
            ["资金安排", "实施期总额", "96.00", "2026年度", "36.00"],
            ["一级指标", "二级指标", "三级指标", "指标值", ""],
            ["", "", "", term, year],
            [*ONE, "值守渡口数量", "=18处", "=6处"],
            [*TWO, "过渡群众满意度", "≥92%", "≥90%"],
            above="2026年度项目支出绩效目标表（单位：万元）",
        )
    )
    assert [each[3] for each in rows(found)] == ["=6处", "≥90%"]
    assert found.projects[0].total.wan == Decimal(36)
    assert partial(found) == []


@pytest.mark.parametrize(
    "heads", [("2025年预计完成值", "2026年目标值"), ("2026年指标值", "2025年指标值"), ("2027年目标值", "2026年目标值")]
)
def test_of_targets_of_several_years_those_of_the_budget_are_taken(heads: tuple[str, str]) -> None:
    at = next(at for at, head in enumerate(heads) if "2026" in head)
    found = read(
        markdown(
            *FORM[:2],
            ["一级指标", "二级指标", "三级指标", *heads],
            [*ONE, "值守渡口数量", "5处", "6处"],
            [*TWO, "过渡群众满意度", "89%", "90%"],
            above="项目支出绩效目标表（2026年度）",
        )
    )
    assert [each[3] for each in rows(found)] == [["5处", "6处"][at], ["89%", "90%"][at]]


def test_kinds_side_by_side_below_a_head_of_three_rows() -> None:
    found = read(
        markdown(
            ["序号", "项目名称", "预算金额", "测算过程", "年度绩效目标", "绩效指标", "", "", "", "备注"],
            ["", "", "", "", "", "产出指标", "", "效益指标", "满意度指标", ""],
            ["", "", "", "", "", "数量指标", "质量指标", "社会效益指标", "", ""],
            [
                "1",
                "渡口值守",
                "36.00",
                "6处×6万元",
                "值守渡口6处。",
                "值守渡口=6处<br>值守天数≥300天",
                "检验合格率=100%",
                "事故≤0起",
                "群众满意度≥90%",
                "县级",
            ],
            [
                "2",
                "路灯维护",
                "20.00",
                "800盏×250元",
                "维护路灯800盏。",
                "维护路灯≥800盏",
                "亮灯率≥98%",
                "投诉≤5件",
                "居民满意度≥92%",
                "县级",
            ],
            ["合计", "", "56.00"],
            above="项目支出绩效目标表（单位：万元）",
        )
    )
    assert [(each[0], each[2], each[3]) for each in rows(found)] == [
        ("渡口值守", "值守渡口", "=6处"),
        ("渡口值守", "值守天数", "≥300天"),
        ("渡口值守", "检验合格率", "=100%"),
        ("渡口值守", "事故", "≤0起"),
        ("渡口值守", "群众满意度", "≥90%"),
        ("路灯维护", "维护路灯", "≥800盏"),
        ("路灯维护", "亮灯率", "≥98%"),
        ("路灯维护", "投诉", "≤5件"),
        ("路灯维护", "居民满意度", "≥92%"),
    ]
    assert [project.total.wan for project in found.projects] == [Decimal(36), Decimal(20)]
    assert partial(found) == []


def test_facts_in_a_row_above_indicators_turned_on_their_side() -> None:
    found = read(
        "# 柳溪县交通局2026年度项目绩效目标表\n\n## 项目一\n"
        + markdown(
            ["项目名称", "项目单位", "预算金额（万元）", "绩效目标"],
            ["渡口值守", "柳溪县渡口站", "36.00", "值守渡口6处。"],
        )
        + markdown(
            ["一级指标", "产出指标", "产出指标", "满意度指标"],
            ["二级指标", "数量指标", "质量指标", "服务对象满意度指标"],
            ["三级指标", "值守渡口数量", "渡船检验合格率", "过渡群众满意度"],
            ["指标值", "=6处", "=100%", "≥90%"],
        )
    )
    assert [each[2:] for each in rows(found)] == [
        ("值守渡口数量", "=6处"),
        ("渡船检验合格率", "=100%"),
        ("过渡群众满意度", "≥90%"),
    ]
    assert [(one.name.text, one.total.wan) for one in found.projects] == [("渡口值守", Decimal(36))]


def test_levels_right_of_names_and_targets() -> None:
    found = read(
        markdown(
            *FORM[:2],
            ["编号", "指标名称", "目标值", "所属二级指标", "所属一级指标", "数据来源"],
            ["101", "值守渡口数量", "=6处", "数量指标", "产出指标", "值守台账"],
            ["401", "过渡群众满意度", "≥90%", "服务对象满意度指标", "满意度指标", "问卷"],
            above="项目支出绩效目标表",
        )
    )
    assert rows(found) == [
        ("渡口值守", "数量指标", "值守渡口数量", "=6处"),
        ("渡口值守", "服务对象满意度指标", "过渡群众满意度", "≥90%"),
    ]
    assert partial(found) == []


def test_a_head_of_levels_over_names_is_one_of_names() -> None:
    found = read(
        markdown(
            ["项目名称", "承担单位", "金额（万元）", "指标大类", "指标子类", "绩效内容", "预期值", "备注"],
            ["渡口值守", "柳溪县渡口站", "36.00", "产出", "数量", "值守渡口数量", "=6处"],
            ["", "", "", "满意度", "服务对象满意度", "过渡群众满意度", "≥90%"],
            ["路灯维护", "柳溪县路灯所", "20.00", "产出", "质量", "亮灯率", "≥98%"],
            above="项目支出绩效目标表",
        )
    )
    assert [(each[0], each[2], each[3]) for each in rows(found)] == [
        ("渡口值守", "值守渡口数量", "=6处"),
        ("渡口值守", "过渡群众满意度", "≥90%"),
        ("路灯维护", "亮灯率", "≥98%"),
    ]


@pytest.mark.parametrize("title", ["表12 政府采购预算表", "表十二 政府采购支出预算表", "十二、政府采购预算表"])
@pytest.mark.parametrize(
    "caption", ["", "公开12表 部门:柳溪县交通局 单位:万元", "预算12表  部门名称:柳溪县交通局  单位:万元"]
)
def test_a_table_of_another_matter_with_the_number_twelve_is_none_of_indicators(title: str, caption: str) -> None:
    found = read(
        f"# 柳溪县交通局2026年部门预算\n\n## {title}\n\n{caption}\n"
        + markdown(["采购项目", "采购类别", "计量单位", "数量", "预算金额"], ["渡船", "货物", "艘", "2", "18.00"])
    )
    assert partial(found) == []


def test_the_parts_of_an_amount_go_on_behind_it() -> None:
    found = read(
        "# 柳溪县交通局2026年部门预算公开\n\n## 部门预算项目绩效目标表\n\n### 6-1 渡口值守经费\n\n"
        "单位名称：柳溪县渡口站；预算金额（元）：360000.00，其中财政拨款300000.00、其他资金60000.00。\n\n年度目标：值守渡口6处。\n"
        + markdown(
            ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
            [*ONE, "值守渡口数量", "=", "6", "处"],
            [*TWO, "过渡群众满意度", "≥", "90", "%"],
        )
    )
    money = found.projects[0]
    assert money.name.text == "渡口值守经费"
    assert [money.total.wan, money.fiscal.wan, money.other.wan] == [Decimal(36), Decimal(30), Decimal(6)]
    assert not [problem for problem in found.problems if problem.code.startswith("extract.money")]
