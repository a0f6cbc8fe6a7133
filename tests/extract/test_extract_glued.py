"""Labels that stick to the answer before them, and the year where only a title, a sheet or the file names it."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from samples.make.boxes import Box, Table
from samples.make.xlsx_file import xlsx

BODY = [
    ["项目资金（万元）", "资金总额", "63", ""],
    ["绩效目标", "维护林区防火设施。", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "维护防火水池数量", "≥18个"],
    ["效益指标", "生态效益指标", "森林受害率", "≤0.9‰"],
]


def read(first: str, title: str = "项目支出绩效目标表", name: str = "x.tsv") -> Budget:
    rows = [first, *("\t".join(row) for row in BODY)]
    return extract(read_bytes("\n".join([title, *rows]).encode(), name))


@pytest.mark.parametrize(
    "first",
    [
        "项目名称\t林区防火水池 主管部门 某县林业局",
        "项目名称\t林区防火水池 主管部门：某县林业局",
        "项目名称\t林区防火水池主管部门：某县林业局",
        "项目名称：林区防火水池 主管部门：某县林业局",
        "项目名称：林区防火水池；主管部门: 某县林业局 填报日期：2026年1月8日",
    ],
)
def test_a_label_that_shows_parts_an_answer(first: str) -> None:
    budget = read(first)
    (project,) = budget.projects
    assert project.name.text == "林区防火水池"
    assert ("主管部门", "某县林业局") in [(label, cell.text) for label, cell in project.details]
    assert not any(problem.partial for problem in budget.problems)


def test_a_label_that_sticks_is_said_with_what_to_do() -> None:
    budget = read("项目名称\t林区防火水池主管部门某县林业局")
    (said,) = [problem.message for problem in budget.problems if problem.partial]
    assert "粘着“主管部门”" in said
    assert "各放一格" in said


@pytest.mark.parametrize("name", ["行业主管部门监管经费", "项目实施单位考核奖励", "主管部门联合检查"])
def test_a_name_with_the_word_of_a_label_is_a_name(name: str) -> None:
    budget = read(f"项目名称\t{name}")
    assert budget.projects[0].name.text == name
    assert not any(problem.partial for problem in budget.problems)


def test_the_year_of_a_title_or_a_file() -> None:
    first = "项目名称\t林区防火水池"
    assert read(first, "2027年项目支出绩效目标表").year == 2027
    assert read(first, "## 2027年绩效目标公开表", "x.md").year == 2027
    assert read(first, "项目绩效目标表（2027年）").year == 2027
    assert read(first, name="某局2028年绩效目标表.tsv").year == 2028
    assert read(first).year is None


@pytest.mark.parametrize(("name", "year"), [("2027", 2027), ("2027年", 2027), ("绩效2027", 2027), ("表12", None)])
def test_the_year_of_a_sheet(name: str, year: int | None) -> None:
    rows = [["项目名称", "林区防火水池", "", ""], *BODY]
    table = Table(name, ["项目支出绩效目标表"], [tuple(Box(text) for text in row) for row in rows])
    assert extract(read_bytes(xlsx([table]), "x.xlsx")).year == year
