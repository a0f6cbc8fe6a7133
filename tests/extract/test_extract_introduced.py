"""A project introduced above its indicators: its facts in one row under heads, or its name as a heading."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

NAMES = ("桥梁定期检测", "农村道路养护")
AMOUNTS = ("36.00", "128.50")
GOAL = "全年{name}不少于{number}次，问题按期整改。"
TABLE = (
    "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n| 产出指标 | 数量指标 | 完成次数 | ≥{number}次 |\n"
    "|  | 质量指标 | 问题整改率 | ≥95% |\n| 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | ≥90% |\n"
)
FACTS = (
    "## 项目{number}\n\n| 项目名称 | 实施单位 | 年度资金总额 | 其中：财政拨款 |\n|---|---|---|---|\n"
    "| {name} | 某县公路站 | {amount} | {amount} |\n\n**年度目标**：{goal}\n\n{table}"
)
SAME_GRID = (
    "| 项目名称 | 实施单位 | 年度资金总额 | 其中：财政拨款 |\n|---|---|---|---|\n"
    "| {name} | 某县公路站 | {amount} | {amount} |\n| 年度目标 | {goal} | | |\n{rows}"
)
HEADING = "### （{number}）{name}\n\n- 项目单位：某县公路站\n- 项目资金：{amount}万元\n- 绩效目标：{goal}\n\n{table}"
PLAIN = "{number}. {name}\n\n项目资金：{amount}万元\n\n绩效目标：{goal}\n\n{table}"


def read(form: str) -> Budget:
    parts = ["# 2026年项目支出绩效目标表", "", "单位：万元", ""]
    for at, (name, amount) in enumerate(zip(NAMES, AMOUNTS, strict=True), 1):
        table = TABLE.format(number=at + 3)
        rows = table.replace("|---|---|---|---|\n", "")
        goal = GOAL.format(name=name, number=at + 3)
        parts += [form.format(number=at, name=name, amount=amount, goal=goal, table=table, rows=rows), ""]
    return extract(read_bytes("\n".join(parts).encode(), "x.md"))


@pytest.mark.parametrize("form", [FACTS, SAME_GRID, HEADING, PLAIN])
def test_a_project_is_read_from_what_introduces_it(form: str) -> None:
    found = read(form)
    assert [project.name.text for project in found.projects] == list(NAMES)
    assert [str(project.total.wan) for project in found.projects] == list(AMOUNTS)
    assert all(project.objective.text.startswith("全年") for project in found.projects)
    owners = {project.key: project.name.text for project in found.projects}
    assert [owners[item.project] for item in found.indicators] == [NAMES[0]] * 3 + [NAMES[1]] * 3
    assert not any(problem.partial for problem in found.problems)


def test_a_list_of_projects_stays_a_list() -> None:
    rows = "| 项目名称 | 实施单位 | 年度资金总额 |\n|---|---|---|\n" + "".join(
        f"| {name} | 某站 | 5.00 |\n" for name in NAMES
    )
    found = extract(read_bytes(f"预算11表 项目支出表\n\n{rows}".encode(), "x.md"))
    (table,) = found.tables
    assert [[cell.text for cell in row.cells] for row in table.grids[0].rows][1:] == [
        [n, "某站", "5.00"] for n in NAMES
    ]


def test_a_heading_without_facts_is_no_name() -> None:
    found = extract(
        read_bytes(f"一、主要职责\n\n负责公路养护。\n\n二、绩效情况\n\n{TABLE.format(number=1)}".encode(), "x.md")
    )
    assert not any(project.name.text for project in found.projects)


@pytest.mark.parametrize("beside", [("2027年", "万元"), ("2027年度",), ("（2027年）", "单位：万元")])
def test_the_year_and_the_unit_may_stand_beside_the_agency(beside: tuple[str, ...]) -> None:
    caption = "\t".join(("填报单位：某县公路站", *beside))
    head = "项目名称\t项目总额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值"
    row = "桥梁检测\t36\t全年检测桥梁。\t产出指标\t数量指标\t检测座次\t≥12座次"
    found = extract(read_bytes(f"项目支出绩效目标表\n\n{caption}\n{head}\n{row}\n".encode(), "x.txt"))
    assert (found.year, len(found.indicators), found.projects[0].total.wan) == (2027, 1, 36)
    assert not any(problem.partial for problem in found.problems)
