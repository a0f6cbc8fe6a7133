"""What stands beside the results of an evaluation: notes, captions, sums, levels that nobody knows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.extract.words.furniture import heads_answers
from auditor.extract.words.lead import is_sum
from auditor.extract.words.notes import notes_beside, tells_of_funds
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from tests.extract.test_extract_beside_targets import markdown

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
ROWS = [
    ["产出指标", "数量指标", "巡查渡口次数", "≥120次", "126次", "50", "50", "无"],
    ["满意度指标", "服务对象满意度指标", "过渡群众满意度", "≥90%", "93%", "40", "40", "无"],
]


def read(text: str) -> Budget:
    return extract(read_bytes(text.encode(), "x.md"))


def partial(found: Budget) -> list[str]:
    return [problem.message for problem in found.problems if problem.partial]


def test_levels_that_nobody_knows_are_rows_of_a_departments_evaluation() -> None:
    own = [
        ["内部治理", "票据管理", "票据核销率", "≥95%", "96%", "5", "5", "无"],
        ["", "车船管理", "渡船年检率", "100%", "100%", "5", "5", "无"],
    ]
    funds = [["支出类别", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分"]]
    funds += [["合计", "80.00", "80.00", "76.00", "95.00%", "10", "9.50"]]
    found = read(
        "# 部门整体支出绩效自评表\n\n填报单位：柳溪县渡口站　金额单位：万元\n\n"
        + markdown(*funds)
        + "\n\n"
        + markdown(HEAD, *own, *ROWS, ["合计", "", "", "", "", "100", "99.5", ""])
    )
    assert [row.name.text for row in found.indicators] == [
        "票据核销率",
        "渡船年检率",
        "巡查渡口次数",
        "过渡群众满意度",
    ]
    assert [row.level2.text for row in found.indicators][:2] == ["票据管理", "车船管理"]
    assert not partial(found)


FORM = [["项目名称", "渡口值守"], ["主管部门", "柳溪县交通局"]]


def test_a_note_beside_its_label_is_no_row() -> None:
    note = ["评分说明", "定量指标按完成比例计分，保留两位小数。"]
    found = read(markdown(*FORM, HEAD, *ROWS, note, above="项目支出绩效自评表"))
    assert len(found.indicators) == len(ROWS)
    assert not partial(found)


@pytest.mark.parametrize("head", ["预算执行数", "执行金额"])
def test_the_only_row_of_funds_has_no_source(head: str) -> None:
    funds = [
        ["预算执行情况（万元）", "年初预算", "调整后预算", head, "预算执行率", "权重", "得分"],
        ["", "80", "85", "82.45", "97.00%", "10", "9.7"],
    ]
    found = read(markdown(*FORM, *funds, HEAD, *ROWS, above="项目支出绩效自评表"))
    execution = found.projects[0].execution
    assert execution
    assert str(execution.spent) == "82.45"
    assert not partial(found)


def test_a_text_below_the_funds_is_kept_as_text() -> None:
    said = "尚未支出3.55万元的原因：渡船检修尾款1.20万元未到支付期，其余为采购节约。"
    funds = markdown(
        ["资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率"],
        ["年度资金总额", "80", "80", "76.45", "95.56%"],
    )
    found = read(
        markdown(["项目", "内容", "项目", "内容"], ["项目名称", "渡口值守", "主管部门", "柳溪县交通局"])
        + f"\n\n{funds}\n\n{said}\n\n"
        + markdown(HEAD, *ROWS)
    )
    assert said in [line.text for line in found.prose]
    assert not partial(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("结余2万元：船票印制改用电子票，已退回县财政。", True),
        ("未支付部分为质保金，2026年4月到期支付。", True),
        ("完成6处渡口值守，保障过渡群众安全，提高服务水平。", False),
        ("支付值守补助12人，按月发放。", False),
    ],
)
def test_what_explains_funds(text: str, *, told: bool) -> None:
    assert tells_of_funds(text) is told


def test_small_words() -> None:
    assert heads_answers(["事项", "内容", "事项", "内容"])
    assert not heads_answers(["事项", "内容", "金额"])
    assert is_sum(["合计", "80.00", "76.00", "95.00%", "—"])
    assert not is_sum(["合计", "渡口"])
    assert notes_beside(["填表说明", "执行率按全年预算计算，得分保留一位小数。"])
    assert not notes_beside(["说明", "渡口值守补助按月发放，全年12次。"])


def test_a_note_on_funds_stands_between_a_name_and_its_indicators() -> None:
    funds = markdown(["资金来源", "年初预算数", "1—6月执行数", "1—6月执行率"], ["市级财政资金", "80", "32", "40.00%"])
    rows = markdown(
        ["二级指标", "三级指标", "年度指标值", "1—6月完成情况", "全年预计完成", "偏差原因", "完成目标可能性"],
        ["数量指标", "巡查渡口次数", "≥120次", "66次", "126次", "—", "确定能"],
    )
    note = "执行率低于序时进度的原因：渡船检修合同5月签订，尾款12月支付。"
    one, two = f"## 项目一：渡口值守\n\n{funds}\n\n{rows}", f"## 项目二：渡船检修\n\n{funds}\n\n{note}\n\n{rows}"
    found = read(f"# 柳溪县渡口站2026年1—6月绩效运行监控表\n\n单位：万元\n\n{one}\n\n{two}\n")
    assert [project.name.text for project in found.projects] == ["渡口值守", "渡船检修"]
    assert [str(project.execution.spent) for project in found.projects if project.execution] == ["32", "32"]
    assert [row.project for row in found.indicators] == [project.key for project in found.projects]
    assert note in [line.text for line in found.prose]


def test_the_total_and_the_grade_stand_right_of_the_indicators_of_a_list() -> None:
    head = ["序号", "项目名称", "全年预算数", "全年执行数", "预算执行率", "执行得分（10分）", "一级指标", "二级指标"]
    head += ["三级指标", "目标值", "实际完成值", "分值", "得分", "偏差原因及改进措施", "自评总分", "自评等级"]
    first = ["1", "渡口值守", "80", "76", "95.00%", "9.5", "产出指标", "数量指标"]
    first += ["巡查渡口次数", "≥120次", "126次", "50", "50", "—", "99.5", "优"]
    rest = ["", "", "", "", "", "", "满意度指标", "服务对象满意度指标"]
    rest += ["过渡群众满意度", "≥90%", "93%", "40", "40", "—", "", ""]
    found = read(markdown(head, first, rest, above="2025年度项目支出绩效自评明细表"))
    (project,) = found.projects
    assert project.execution
    assert (project.execution.sum.text, project.execution.grade.text) == ("99.5", "优")
    assert (project.execution.score.text, project.execution.weight.text) == ("9.5", "10")


@pytest.mark.parametrize(
    "line", ["填报单位：柳溪县渡口站　　金额单位：元　　填报日期：2026年3月3日", "（2025年度）　单位：元"]
)
def test_the_unit_of_money_stands_in_a_line_of_labels(line: str) -> None:
    funds = [
        ["资金来源", "年初预算", "全年预算", "全年支出", "执行率"],
        ["合计", "800,000", "800,000", "764,500", "95.56%"],
    ]
    table = markdown(["项目名称", "渡口值守"], ["主管部门", "柳溪县交通局"], *funds, HEAD, *ROWS)
    (project,) = read(f"# 项目支出绩效自评表\n\n{line}\n\n{table}").projects
    assert project.execution
    assert (project.execution.planned, project.execution.spent) == (Decimal("80.0000"), Decimal("76.4500"))


@pytest.mark.parametrize("caption", ["三、指标自评", "四、各项指标评分情况", "（三）量化评价表", "三、指标监测明细"])
def test_a_numbered_caption_between_the_tables_of_a_form_is_a_heading(caption: str) -> None:
    funds = [["资金类别（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率"]]
    funds += [["合计", "80.00", "80.00", "76.00", "95.00%"]]
    found = read(
        "# 柳溪县渡口站2025年度部门整体支出绩效自评表\n\n## 一、资金情况\n\n"
        + markdown(*funds)
        + "\n\n## 二、年度绩效目标及完成情况\n\n年度目标：值守渡口6处。\n\n完成情况：值守渡口6处。\n\n"
        + f"## {caption}\n\n"
        + markdown(HEAD, *ROWS)
    )
    assert len(found.indicators) == len(ROWS)
    assert not partial(found)
