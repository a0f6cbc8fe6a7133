"""Several indicators in the cells of one row: each is read as a row of its own, or the document says that it is not."""

import pytest

from auditor.extract import extract
from auditor.extract.segments.unstacked import listed
from auditor.readers import read_bytes
from auditor.records.budget import Budget

HEAD = (
    "## 项目支出绩效目标表\n\n| 项目名称 | 护林防火 | | |\n|---|---|---|---|\n"
    "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
)
REST = "| 效益指标 | 生态效益指标 | 森林火灾受害率 | ≤0.8‰ |\n"
TWO = [("产出指标", "数量指标", "巡山次数", "≥", "48", "次"), ("产出指标", "数量指标", "培训人数", "≥", "60", "人")]
LAST = ("效益指标", "生态效益指标", "森林火灾受害率", "≤", "0.8", "‰")


def _read(text: str, name: str = "预算.md") -> Budget:
    return extract(read_bytes(text.encode(), name))


def _rows(budget: Budget) -> list[tuple[str, ...]]:
    return [
        (*(cell.text for cell in (row.level1, row.level2, row.name)), row.sign, row.value.text, row.unit.text)
        for row in budget.indicators
    ]


@pytest.mark.parametrize(
    ("names", "values"),
    [
        ("1.巡山次数<br>2.培训人数", "1.≥48次<br>2.≥60人"),
        ("①巡山次数；②培训人数", "①≥48次；②≥60人"),
        ("（1）巡山次数（2）培训人数".replace("（2）", "；（2）"), "≥48次；≥60人"),
        ("指标1：巡山次数 指标2：培训人数", "≥48次 ≥60人"),
        ("1、巡山次数≥48次；2、培训人数≥60人", ""),
    ],
)
def test_names_and_targets_that_pair_are_rows(names: str, values: str) -> None:
    budget = _read(f"{HEAD}| 产出指标 | 数量指标 | {names} | {values} |\n{REST}")
    assert _rows(budget) == [*TWO, LAST]
    assert not [problem for problem in budget.problems if problem.partial]


@pytest.mark.parametrize(
    ("names", "values"),
    [("1.巡山次数；2.培训人数；3.演练次数", "1.≥48次；2.≥60人"), ("1.巡山次数 2.培训人数", "≥95 %")],
)
def test_what_does_not_pair_is_said(names: str, values: str) -> None:
    budget = _read(f"{HEAD}| 产出指标 | 数量指标 | {names} | {values} |\n{REST}")
    assert len(budget.indicators) == 2
    assert any(problem.partial for problem in budget.problems)


def test_operators_units_and_merged_cells_go_with_them() -> None:
    head = "<tr><td>项目名称<td>一级指标<td>二级指标<td>三级指标<td>指标性质<td>指标值<td>度量单位<td>分值</tr>"
    first = (
        "<tr><td rowspan=2>护林防火<td rowspan=2>产出指标<td>数量指标<td>1.巡山次数<br>2.培训人数"
        "<td>≥<td>1.48<br>2.60<td>次；人<td>20</tr>"
    )
    second = "<tr><td>质量指标<td>1.演练合格率<td>≥<td>1、90<td>%<td>10</tr>"
    third = "<tr><td>设备购置<td>产出指标<td>数量指标<td>购置水泵数量<td>≥<td>5<td>台<td>30</tr>"
    budget = _read(f"<p>项目支出绩效目标表</p><table>{head}{first}{second}{third}</table>", "预算.html")
    quality = ("产出指标", "质量指标", "演练合格率", "≥", "90", "%")
    pump = ("产出指标", "数量指标", "购置水泵数量", "≥", "5", "台")
    assert _rows(budget) == [*TWO, quality, pump]
    names = {project.key: project.name.text for project in budget.projects}
    assert [names[row.project] for row in budget.indicators] == [*["护林防火"] * 3, "设备购置"]


def test_a_level_beside_a_text_of_labelled_indicators() -> None:
    text = (
        "## 项目支出绩效目标表\n\n| 项目名称 | 护林防火 |\n|---|---|\n| 绩效目标 | 守护山林。 |\n"
        "| 产出指标 | 数量指标：1.巡山次数≥48次；2.培训人数≥60人。 |\n"
        "| 效益指标 | 生态效益指标：森林火灾受害率≤0.8‰。 |\n"
    )
    budget = _read(text)
    assert _rows(budget) == [*TWO, LAST]
    assert budget.projects[0].objective.text == "守护山林。"


@pytest.mark.parametrize("text", ["1.5公里", "2.培训人数", "1.巡山", "2026年巡山", "1.巡山3.培训", ""])
def test_what_is_no_list_from_one_on(text: str) -> None:
    assert len(listed(text)) < 2


def test_numbered_names_under_both_levels_in_brackets_keep_targets_in_words() -> None:
    text = (
        "## 项目支出绩效目标表\n\n一、护林防火\n\n预算金额：20万元\n\n| 指标类别 | 指标内容 |\n|---|---|\n"
        "| 【产出指标-质量指标】 | 指标1：防火带宽度（达到林业行业标准）；指标2：巡山到岗率（≥95%） |\n"
        "| 【产出指标-时效指标】 | 指标1：防火带清理时间（2027年3月底前） |\n"
        "| 【效益指标-生态效益指标】 | 指标1：森林火灾受害率（≤0.8‰） |\n"
    )
    budget = _read(text)
    assert _rows(budget) == [
        ("产出指标", "质量指标", "防火带宽度", "", "达到林业行业标准", ""),
        ("产出指标", "质量指标", "巡山到岗率", "≥", "95", "%"),
        ("产出指标", "时效指标", "防火带清理时间", "", "2027年3月底前", ""),
        ("效益指标", "生态效益指标", "森林火灾受害率", "≤", "0.8", "‰"),
    ]
    assert [project.name.text for project in budget.projects] == ["护林防火"]
