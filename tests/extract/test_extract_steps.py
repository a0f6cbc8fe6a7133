"""What published tables print between their rows: levels and agencies on rows of their own, pages, column numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

HEAD = ["单位名称、项目名称", "项目年度目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
NUMBERS = [str(number) for number in range(1, 9)]


def csv(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def md(rows: Sequence[Sequence[str]]) -> bytes:
    title, head, *body = rows
    lines = [f"| {' | '.join(row)} |" for row in (head, *body)]
    return "\n".join([f"# {title[0]}", "", lines[0], "|" + "---|" * len(head), *lines[1:]]).encode()


def xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([text or None for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS = {"csv": csv, "md": md, "xlsx": xlsx}


def read(ending: str, rows: Sequence[Sequence[str]]) -> Budget:
    title = ["项目支出绩效目标表", *[""] * (len(rows[0]) - 1)]
    return extract(read_bytes(FORMATS[ending]([title, *rows]), f"x.{ending}"))


def found(budget: Budget) -> list[tuple[str, ...]]:
    names = {project.key: project.name.text for project in budget.projects}
    return [(names[row.project], row.level1.text, row.level2.text, row.name.text) for row in budget.indicators]


def only(**texts: str) -> list[str]:
    columns = ("project", "goal", "one", "two", "name", "operator", "value", "unit")
    return [texts.get(column, "") for column in columns]


def named(name: str, operator: str, value: str, unit: str) -> list[str]:
    return only(name=name, operator=operator, value=value, unit=unit)


STEPS = [
    only(project="渡口镇水务站"),
    only(project="机井维修", goal="维修机井。"),
    only(one="产出指标"),
    only(two="数量指标"),
    named("维修机井", "≥", "21", "眼"),
    named("更换水泵", "≥", "9", "台"),
    only(two="质量指标"),
    only(one="效益指标", two="社会效益指标"),
    named("灌溉农户", "≥", "340", "户"),
    only(project="渠道清淤", goal="清淤渠道。", one="产出指标", two="时效指标"),
    named("清淤完成月份", "≤", "4", "月"),
    only(one="成本指标"),
    only(one="满意度指标"),
    only(two="服务对象满意度指标"),
    named("农户满意度", "≥", "90", "%"),
]
ROWS = [
    ("机井维修", "产出指标", "数量指标", "维修机井"),
    ("机井维修", "产出指标", "数量指标", "更换水泵"),
    ("机井维修", "效益指标", "社会效益指标", "灌溉农户"),
    ("渠道清淤", "产出指标", "时效指标", "清淤完成月份"),
    ("渠道清淤", "满意度指标", "服务对象满意度指标", "农户满意度"),
]


@pytest.mark.parametrize("ending", FORMATS)
def test_levels_on_rows_of_their_own_hold_for_the_names_below(ending: str) -> None:
    budget = read(ending, [HEAD, NUMBERS, *STEPS])
    assert found(budget) == ROWS
    assert [project.agency for project in budget.projects] == ["渡口镇水务站"] * 2
    assert [project.objective.text for project in budget.projects] == ["维修机井。", "清淤渠道。"]
    assert not any(problem.partial for problem in budget.problems)
    # A level above no name is a row of the form that nobody filled in, and said.
    said = "".join(problem.message for problem in budget.problems)
    assert "质量指标" in said
    assert "成本指标" in said


@pytest.mark.parametrize("ending", FORMATS)
def test_an_agency_on_a_row_of_its_own_is_no_piece_of_the_objective_above(ending: str) -> None:
    rows = [
        only(project="渡口镇水务站"),
        only(project="机井维修", goal="维修机井。", one="产出指标", two="数量指标", name="维修机井", value="21"),
        only(project="渡口镇文化站"),
        only(project="露天电影", goal="放映电影。", one="产出指标", two="数量指标", name="放映场次", value="48"),
        only(one="效益指标", two="社会效益指标", name="观影人次", value="5200"),
    ]
    budget = read(ending, [HEAD, *rows])
    assert [(p.name.text, p.agency, p.objective.text) for p in budget.projects] == [
        ("机井维修", "渡口镇水务站", "维修机井。"),
        ("露天电影", "渡口镇文化站", "放映电影。"),
    ]
    assert not budget.problems


@pytest.mark.parametrize("mark", ["第1页，共2页", "第 1 页 共 2 页", "— 1/2页 —", "（共2页，第1页）"])
def test_a_page_number_between_the_rows_is_no_project(mark: str) -> None:
    head = ["项目名称", "主要内容", "一级指标", "二级指标", "三级指标", "扣分标准", "指标值", "单位"]
    rows = [
        ["机井维修", "维修机井。", "产出指标", "数量指标", "维修机井", "少1眼扣1分", "≥21", "眼"],
        [mark, *[""] * 7],
        head,
        ["", "", "效益指标", "社会效益指标", "灌溉农户", "少1户扣1分", "≥340", "户"],
    ]
    for ending in FORMATS:
        budget = read(ending, [head, *rows])
        assert [row[0] for row in found(budget)] == ["机井维修"] * 2
        assert not any(problem.partial for problem in budget.problems)


@pytest.mark.parametrize(
    "numbers", [NUMBERS, list("①②③④⑤⑥⑦⑧"), ["栏次", *NUMBERS[:7]], ["1", "2", "3=4+5", *NUMBERS[3:]]]
)
def test_the_numbers_of_the_columns_are_no_content(numbers: list[str]) -> None:
    row = only(project="机井维修", goal="维修机井。", one="产出指标", two="数量指标", name="维修机井", value="21")
    budget = read("xlsx", [HEAD, numbers, row])
    assert len(budget.indicators) == 1
    assert not budget.problems


def test_a_first_level_of_other_words_holds_below_a_known_second_one() -> None:
    """In the forms for whole departments a benefit and a satisfaction stand below one word of the form's own."""
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    rows = [
        ["履职影响", "社会效益指标", "农户用水保证率", "≥95%"],
        ["", "服务对象满意度指标", "农户满意度", "≥90%"],
        ["社会效应", "社会效益", "灌溉农户", "≥340户"],
        ["", "服务对象满意度", "镇村满意度", "≥90%"],
    ]
    text = md([["部门整体支出绩效目标表"], ["部门名称", "渡口镇水务站", "", ""], head, *rows])
    budget = extract(read_bytes(text, "x.md"))
    assert [row.level1.text for row in budget.indicators] == ["履职影响"] * 2 + ["社会效应"] * 2


@pytest.mark.parametrize(
    ("value", "several"),
    [("下降≥20%", False), ("比2025年下降≥3%", False), ("22人≥12次", True), ("增长3%、下降≥2%", True)],
)
def test_a_word_before_a_target_is_no_second_target(value: str, several: bool) -> None:
    head = ["项目名称", "预算金额", "一级指标", "二级指标", "三级指标", "指标值"]
    budget = read("md", [head, ["机井维修", "8.00", "效益指标", "社会效益指标", "渠道渗漏率", value]])
    assert ("extract.stacked" in {problem.code for problem in budget.problems}) is several


def test_a_sum_above_the_first_project_does_not_make_a_list_partial() -> None:
    head = ["序号", "单位/项目", "预算金额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"]
    rows = [
        ["", "合计", "20.00", *[""] * 5],
        ["1", "机井维修", "12.00", "维修机井。", "产出指标", "数量指标", "维修机井", "≥21眼"],
        ["2", "渠道清淤", "8.00", "清淤渠道。", "产出指标", "数量指标", "清淤长度", "≥3公里"],
    ]
    for ending in FORMATS:
        budget = read(ending, [head, *rows])
        assert [row[0] for row in found(budget)] == ["机井维修", "渠道清淤"]
        assert not any(problem.partial for problem in budget.problems)


def test_an_agency_without_a_column_is_told_from_the_end_of_an_objective() -> None:
    head = ["项目名称", "预算金额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"]
    tail = ["产出指标", "数量指标"]
    rows = [
        ["机井维修", "12.00", "维修机井。", *tail, "维修机井", "≥21眼"],
        ["渡口镇文化站", *[""] * 6],
        ["露天电影", "8.00", "放映电影。", *tail, "放映场次", "≥48场"],
    ]
    for ending in FORMATS:
        projects = read(ending, [head, *rows]).projects
        assert [(project.name.text, project.objective.text) for project in projects] == [
            ("机井维修", "维修机井。"),
            ("露天电影", "放映电影。"),
        ]
        assert projects[1].agency == "渡口镇文化站"


@pytest.mark.parametrize("stray", [{"operator": "水务站待定"}, {"unit": "水务站待定"}, {"one": "水务站待定"}])
def test_a_stray_word_in_a_row_without_a_name_makes_the_document_partial(stray: dict[str, str]) -> None:
    """Levels, operators and units alone are printed in a form beforehand; no other word is."""
    row = only(project="机井维修", goal="维修机井。", one="产出指标", two="数量指标", name="维修机井", value="21")
    empty = only(**{"one": "产出指标", "two": "质量指标", "unit": "%"} | stray)
    assert any(problem.partial for problem in read("md", [HEAD, row, empty]).problems)
    empty = only(one="产出指标", two="质量指标", operator="≥", unit="%")
    assert not any(problem.partial for problem in read("md", [HEAD, row, empty]).problems)


@pytest.mark.parametrize("numbers", [("1.", "1.1", "1.2"), ("1.", "1-1", "1-2"), ("1、", "1.1、", "1.2、")])
def test_levels_numbered_in_steps_are_levels(numbers: tuple[str, str, str]) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    first, second, third = numbers
    form = [
        ["项目名称", "机井维修", "预算金额（万元）", "12.00"],
        head,
        [f"{first}产出指标", f"{second}数量指标", "维修机井", "≥21眼"],
        ["", f"{third}时效指标", "完工时间", "4月底前"],
    ]
    budget = extract(read_bytes(md([["项目支出绩效目标表"], *form]), "x.md"))
    assert [row.level2.text for row in budget.indicators] == [f"{second}数量指标", f"{third}时效指标"]
    assert not any(problem.partial for problem in budget.problems)


def test_quarters_beside_the_target_of_the_year_are_said_and_left_aside() -> None:
    form = [
        ["项目名称", "机井维修", "", "", "预算金额（万元）", "12.00", ""],
        ["一级指标", "二级指标", "三级指标", "全年目标值", "分季度目标值", "", ""],
        ["", "", "", "", "一季度", "二季度", "三季度"],
        ["产出指标", "数量指标", "维修机井", "≥21眼", "6眼", "9眼", "6眼"],
        ["效益指标", "社会效益指标", "灌溉农户", "≥340户", "", "", "340户"],
    ]
    budget = extract(read_bytes(xlsx([["项目支出绩效目标表"], *form]), "x.xlsx"))
    assert [row.value.text for row in budget.indicators] == ["21", "340"]
    assert all("季度" in problem.message and not problem.partial for problem in budget.problems)


def test_amounts_of_two_periods_stand_behind_their_labels_with_blanks_alone() -> None:
    form = [
        ["项目名称", "机井维修", ""],
        ["资金金额（万元）", "实施期资金总额：36", "年度资金总额：12"],
        ["", "其中：财政拨款  30", "其中：财政拨款  10"],
        ["", "其他资金  6", "其他资金  2"],
    ]
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    rows = [[*row, ""] for row in form] + [head, ["产出指标", "数量指标", "维修机井", "≥21眼"]]
    budget = extract(read_bytes(xlsx([["项目支出绩效目标表"], *rows]), "x.xlsx"))
    (project,) = budget.projects
    assert [money.cell.text for money in (project.total, project.fiscal, project.other)] == ["12", "10", "2"]
    assert ("实施期资金总额", "36") in [(label, cell.text) for label, cell in project.details]
    assert not any(problem.partial for problem in budget.problems)
