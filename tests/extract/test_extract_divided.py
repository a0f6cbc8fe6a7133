"""A head that changes on the way down, forms page by page, units above a table, levels as headings of two ranks."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Cell, Document, Grid, Prose, Row
from auditor.records.place import Place

HEAD = ["项目名称", "预算金额", "绩效目标", "一级指标", "二级指标", "三级指标"]
FERRY = [
    ["渡口值守", "12.00", "守好渡口。", "产出指标", "数量指标", "值守渡口数"],
    ["", "", "", "满意度指标", "服务对象满意度指标", "过渡村民满意度"],
]
KILN = [
    ["窑址看护", "80000", "看好窑址。", "产出指标", "质量指标", "看护到位率"],
    ["", "", "", "效益指标", "社会效益指标", "参观人次"],
]
Key = tuple[str, ...]


def rows(head: list[str], body: list[list[str]], *targets: list[str]) -> list[list[str]]:
    return [head, *([*row, *target] for row, target in zip(body, targets, strict=True))]


def form(name: str, label: str, amount: str, head: list[str], body: list[list[str]]) -> list[list[str]]:
    lead = [["项目名称", name], [label, amount], ["年度目标", f"做好{name}。"]]
    return [[*row, *[""] * (len(head) - len(row))] for row in (*lead, head, *body)]


def read(*parts: str | list[list[str]], name: str = "表.md") -> Budget:
    """Return the budget of lines of text and tables one below the other."""
    lines: list[str] = []
    for part in parts:
        cells = [part] if isinstance(part, str) else [f"| {' | '.join(row)} |" for row in part]
        if not isinstance(part, str):
            cells.insert(1, "|" + "---|" * len(part[0]))
        lines += [*cells, ""]
    return extract(read_bytes("\n".join(lines).encode(), name))


def own(*parts: str | list[list[str]]) -> Budget:
    """Return the budget of an author's own file with the same parts."""
    return extract(Document("表.docx", "", "docx", tuple(block(part, at) for at, part in enumerate(parts))))


def block(part: str | list[list[str]], at: int, page: int | None = None) -> Prose | Grid:
    """Return a part of a document as its reader gives it, each row at a place of its own."""
    if isinstance(part, str):
        return Prose(part, Place(page=page, cell=f"正文第{at}段"))
    places = [Place(page=page, cell=f"第{at}个表格第{row}行") for row in range(len(part))]
    return Grid(
        tuple(Row(tuple(Cell(text, place) for text in row), place) for row, place in zip(part, places, strict=True))
    )


def told(budget: Budget) -> list[Key]:
    """Return the project, amount (万元), name and target of each indicator."""
    projects = {project.key: project for project in budget.projects}
    found = []
    for one in budget.indicators:
        project = projects[one.project]
        amount = f"{project.total.wan:.2f}" if project.total.wan is not None else ""
        found.append((project.name.text, amount, one.name.text, one.sign, one.value.text, one.unit.text))
    return found


FERRY_SAYS = [
    ("渡口值守", "12.00", "值守渡口数", "≥", "3", "处"),
    ("渡口值守", "12.00", "过渡村民满意度", "≥", "90", "%"),
]
KILN_SAYS = [
    ("窑址看护", "8.00", "看护到位率", "≥", "98", "%"),
    ("窑址看护", "8.00", "参观人次", "≥", "500", "人次"),
]
ONE = rows([*HEAD, "指标值", "备注"], FERRY, ["≥3处", ""], ["≥90%", ""])
SECONDS = {
    "another column before the target": rows(
        [*HEAD[:1], "预算金额（元）", *HEAD[2:], "评分标准", "指标值"],
        KILN,
        ["按实得分", "≥98%"],
        ["按实得分", "≥500人次"],
    ),
    "last year's beside it": rows(
        [*HEAD[:1], "预算金额（元）", *HEAD[2:], "上年完成值", "指标值"], KILN, ["70%", "≥98%"], ["300", "≥500人次"]
    ),
    "a column for the unit": rows(
        [*HEAD[:1], "预算金额（元）", *HEAD[2:], "度量单位", "指标值"], KILN, ["%", "≥98"], ["人次", "≥500"]
    ),
    "the operator apart": rows(
        [*HEAD[:1], "预算金额（元）", *HEAD[2:], "指标性质", "指标值"], KILN, ["≥", "98%"], ["≥", "500人次"]
    ),
    "only another unit of money": rows(
        [*HEAD[:1], "预算金额（元）", *HEAD[2:], "指标值", "备注"], KILN, ["≥98%", ""], ["≥500人次", ""]
    ),
}


@pytest.mark.parametrize("case", SECONDS)
@pytest.mark.parametrize("source", [read, own])
def test_a_second_head_is_read_as_it_says(source: object, case: str) -> None:
    assert callable(source)
    budget = source("项目支出绩效目标表", ONE, SECONDS[case])
    assert told(budget) == FERRY_SAYS + KILN_SAYS
    assert not [problem for problem in budget.problems if problem.partial]


def test_forms_with_heads_and_units_of_their_own_stand_under_one_title() -> None:
    levels = ["一级指标", "二级指标", "三级指标"]
    one = form(
        "渡口值守",
        "项目资金（万元）",
        "12.00",
        [*levels, "指标值", "上年完成值"],
        [[*row[3:], *target, "2"] for row, target in zip(FERRY, (["≥3处"], ["≥90%"]), strict=True)],
    )
    two = form(
        "窑址看护",
        "项目资金（元）",
        "80000",
        [*levels, "上年完成值", "指标值"],
        [[*row[3:], "2", *target] for row, target in zip(KILN, (["≥98%"], ["≥500人次"]), strict=True)],
    )
    for source in (read, own):
        assert told(source("项目支出绩效目标表", one, "项目支出绩效目标表", two)) == FERRY_SAYS + KILN_SAYS


@pytest.mark.parametrize("first", ["单位：万元", ""])
def test_a_caption_counts_for_the_table_below_it(first: str) -> None:
    two = rows([*HEAD, "指标值", "备注"], KILN, ["≥98%", ""], ["≥500人次", ""])
    parts = ["项目支出绩效目标表", *([first] * bool(first)), ONE, "项目支出绩效目标表", "单位：元", two]
    for source in (read, own):
        assert told(source(*parts)) == FERRY_SAYS + KILN_SAYS
    # Without any title the caption is all that stands above the heads.
    untitled = [part for part in parts if part != "项目支出绩效目标表"]
    assert told(own("三、项目绩效", *untitled)) == FERRY_SAYS + KILN_SAYS


def test_a_head_that_changes_inside_a_project_is_said() -> None:
    body = [["", "", "", *row[3:], "按实得分", target] for row, target in zip(KILN, ("≥98%", "≥500人次"), strict=True)]
    budget = own("项目支出绩效目标表", ONE, [[*HEAD, "评分标准", "指标值"], *body])
    assert [problem.code for problem in budget.problems if problem.partial] == ["extract.head"]
    again = own("项目支出绩效目标表", ONE, [ONE[0], *([*row[:6], "≥1个", ""] for row in body)])
    assert not [problem for problem in again.problems if problem.partial]  # a head that is only printed again


def test_each_page_of_a_pdf_begins_its_own_form() -> None:
    levels = ["一级指标", "二级指标", "三级指标", "指标值"]
    pages = [
        form("渡口值守", "项目资金（万元）", "12.00", levels, [[*FERRY[0][3:], "≥3处"], [*FERRY[1][3:], "≥90%"]]),
        form("窑址看护", "项目资金（万元）", "8.00", levels, [[*KILN[0][3:], "≥98%"], [*KILN[1][3:], "≥500人次"]]),
    ]
    for lead in ([], [["填报单位", "柳溪县文物所", "", ""]]):
        parts = [part for page in pages for part in ("项目支出绩效目标表", [*lead, *page])]
        blocks = [block(part, at, page=at // 2 + 1) for at, part in enumerate(parts)]
        assert told(extract(Document("表.pdf", "", "pdf", tuple(blocks), converted=True))) == FERRY_SAYS + KILN_SAYS


def test_a_project_named_in_the_text_above_the_first_table_has_its_rows() -> None:
    levels = ["一级指标", "二级指标", "三级指标", "指标值"]
    one = [levels, [*FERRY[0][3:], "≥3处"], [*FERRY[1][3:], "≥90%"]]
    two = [levels, [*KILN[0][3:], "≥98%"], [*KILN[1][3:], "≥500人次"]]
    said = ["1.项目名称：渡口值守", "预算金额：12.00万元"], ["2.项目名称：窑址看护", "预算金额：8.00万元"]
    budget = own("第四部分 项目绩效", *said[0], one, *said[1], two)
    assert told(budget) == FERRY_SAYS + KILN_SAYS
    assert not [problem for problem in budget.problems if problem.partial]


@pytest.mark.parametrize(
    "numbers", [("一、", "（一）", "二、", "（一）"), ("1.", "1.1", "2.", "2.1"), ("", "", "", "")]
)
def test_headings_of_two_ranks_are_both_levels(numbers: tuple[str, ...]) -> None:
    words = ("产出指标", "数量指标", "满意度指标", "服务对象满意度指标")
    a, b, c, d = (number + word for number, word in zip(numbers, words, strict=True))
    body = [
        ["指标名称", "指标值", "度量单位"],
        [a],
        [b],
        ["值守渡口数", "≥3", "处"],
        [c],
        [d],
        ["过渡村民满意度", "≥90", "%"],
    ]
    table = [[*row, *[""] * (3 - len(row))] for row in body]
    budget = own("项目支出绩效目标表", [["项目名称", "渡口值守", ""], ["项目资金（万元）", "12.00", ""], *table])
    assert told(budget) == FERRY_SAYS
    assert [(one.level1.text, one.level2.text) for one in budget.indicators] == [(a, b), (c, d)]


def test_the_cost_of_an_output_is_a_second_level_where_it_is_numbered_like_one() -> None:
    body = [
        ["一、产出指标"],
        ["（一）数量指标"],
        ["船", "≥1", "艘"],
        ["（二）成本指标"],
        ["油费", "≤2", "万元"],
        ["二、成本指标"],
        ["电费", "≤1", "万元"],
    ]
    table = [
        [*row, *[""] * (3 - len(row))] for row in (["项目名称", "渡口值守"], ["指标名称", "指标值", "度量单位"], *body)
    ]
    budget = own("项目支出绩效目标表", table)
    found = [(one.level1.text, one.level2.text) for one in budget.indicators]
    assert found == [("一、产出指标", "（一）数量指标"), ("一、产出指标", "（二）成本指标"), ("二、成本指标", "")]


def test_targets_of_parts_of_the_year_stand_below_one_head() -> None:
    def quarters(*below: str) -> list[list[str]]:
        targets = [["1", "2", "≥3处"], ["80%", "85%", "≥90%"]]
        above = [[*HEAD, "目标值", "", ""], ["", "", "", "", "", "", *below]]
        return [*above, *([*row, *target] for row, target in zip(FERRY, targets, strict=True))]

    year = own("项目支出绩效目标表", "单位：万元", quarters("上半年", "三季度末", "全年"))
    assert told(year) == FERRY_SAYS
    assert not [problem for problem in year.problems if problem.partial]
    parts = own("项目支出绩效目标表", "单位：万元", quarters("一季度", "二季度", "三季度"))
    assert [problem.code for problem in parts.problems if problem.partial] == ["extract.column"]


def test_sums_of_kinds_of_projects_are_no_content_that_got_lost() -> None:
    head = ["项目类别", *HEAD, "指标值"]
    body = [
        ["运转类", "小计", "12.00", "", "", "", "", ""],
        ["运转类", *FERRY[0], "≥3处"],
        ["", *FERRY[1], "≥90%"],
        ["合计", "", "12.00", "", "", "", "", ""],
    ]
    budget = own("项目支出绩效目标表", "单位：万元", [head, *body])
    assert told(budget) == FERRY_SAYS
    assert not [problem for problem in budget.problems if problem.partial]


def test_a_head_that_a_narrow_column_cut_off_is_known() -> None:
    table = rows([HEAD[0], "预算金额（万", *HEAD[2:], "指标值"], FERRY, ["≥3处"], ["≥90%"])
    for source in (read, own):
        assert told(source("项目支出绩效目标表", table)) == FERRY_SAYS


CENTRED = [
    ("灯箱检修", ["数量指标"]),
    ("渡口值守", ["数量指标", "质量指标", "社会效益指标", "服务对象满意度指标"]),
    ("窑址看护", ["数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标"]),
]
FIRST = {"社会效益指标": "效益指标", "服务对象满意度指标": "满意度指标"}


@pytest.mark.parametrize("source", [read, own])
@pytest.mark.parametrize("at_top", [False, True])
def test_names_in_the_middle_of_their_rows_are_never_taken_for_the_first(source: object, at_top: bool) -> None:
    assert callable(source)
    body = []
    for name, kinds in CENTRED:
        for at, kind in enumerate(kinds):
            said = at == (0 if at_top else len(kinds) // 2)
            lead = [name, "12.00", f"做好{name}。"] if said else ["", "", ""]
            body.append([*lead, FIRST.get(kind, "产出指标"), kind, f"{name}{kind[:2]}之数", "≥90%"])
    budget = source("项目支出绩效目标表", "单位：万元", [[*HEAD, "指标值"], *body])
    assert [one for one in told(budget) if not one[2].startswith(one[0])] == []
    assert len(budget.indicators) == 10
    assert [problem.code for problem in budget.problems if problem.partial] == ([] if at_top else ["extract.owner"])


def test_the_exact_project_is_the_name_and_two_agencies_have_two_projects() -> None:
    levels = ["一级指标", "二级指标", "三级指标", "指标值"]
    head = ["一级项目名称", "二级项目名称", "预算金额（万元）", "绩效目标", *levels]
    outer = [
        ["水运类", "渡口值守", "12.00", "守好渡口。", *FERRY[0][3:], "≥3处"],
        ["", "", "", "", *FERRY[1][3:], "≥90%"],
        ["", "窑址看护", "8.00", "看好窑址。", *KILN[0][3:], "≥98%"],
        ["", "", "", "", *KILN[1][3:], "≥500人次"],
    ]
    assert told(own("项目支出绩效目标表", [head, *outer])) == FERRY_SAYS + KILN_SAYS
    head = ["预算单位", "项目名称", "预算金额（万元）", "绩效目标", *levels]
    same = [
        [agency, "设备购置", "12.00", "购置设备。", *row[3:], "≥3处"]
        for agency, row in (("柳溪县教育局", FERRY[0]), ("柳溪县卫生局", KILN[0]))
    ]
    budget = own("项目支出绩效目标表", [head, *same])
    assert [one.agency for one in budget.projects] == ["柳溪县教育局", "柳溪县卫生局"]
    assert not [problem for problem in budget.problems if problem.partial]


def test_words_for_nothing_and_a_title_printed_twice_are_no_lost_content() -> None:
    body = [[*FERRY[0], "定性", "健全", "无"], [*FERRY[1], "≥", "90", "%"]]
    table = [
        ["项目绩效目标表", *[""] * 4, "项目绩效目标表", *[""] * 3],
        [*HEAD, "指标性质", "指标值", "度量单位"],
        *body,
    ]
    assert not [problem for problem in own(table).problems if problem.partial]


def test_lines_with_both_levels_in_brackets_are_the_indicators_of_the_project_above_them() -> None:
    lines = [
        *("项目名称：渡口值守", "预算资金：12.00万元", "绩效指标："),
        *(
            "- 【产出指标-数量指标】指标1：值守渡口数（≥3处）",
            "- 【满意度指标-服务对象满意度指标】指标2：过渡村民满意度（≥90%）",
        ),
        *("项目名称：窑址看护", "预算资金：80000元", "绩效指标："),
        *("【产出指标-质量指标】看护到位率≥98%", "【效益指标-社会效益指标】看护制度（持续有效）"),
    ]
    for source in (read, own):
        budget = source("项目支出绩效目标", *lines)
        words = ("窑址看护", "8.00", "看护制度", "", "持续有效", "")
        assert told(budget) == [*FERRY_SAYS, KILN_SAYS[0], words]
        assert [one.level2.text for one in budget.indicators][2:] == ["质量指标", "社会效益指标"]
        assert not [problem for problem in budget.problems if problem.partial]
