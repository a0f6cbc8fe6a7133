"""Tables that a page break cut: halves of a row, merged cells without their text, repeated heads, other tables."""

from __future__ import annotations

from auditor.extract import extract
from auditor.extract.lines.cuts import whole
from auditor.records.document import EMPTY, Cell, Document, Grid, Prose, Row
from auditor.records.place import Place

HEAD = ("项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位")
FIRST, SECOND = "99031226T000004110011-甲项目", "99031226T000004110024-乙项目"


def grid(page: int, *rows: tuple[str, ...], spans: dict[tuple[int, int], int] | None = None) -> Grid:
    """Return a grid on a page; ``spans`` says how many rows a cell covers: (row, column) → rows."""
    made: list[list[Cell]] = []
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            reach = (spans or {}).get((number, column), 1)
            covered |= {(number + down, column) for down in range(1, reach)}
            place = Place(page=page, bbox=(column, number, column + 1, number + reach))
            cells.append(EMPTY if (number, column) in covered else Cell(text, place, reach))
        made.append(cells)
    return Grid(tuple(Row(tuple(cells), Place(page=page)) for cells in made))


def merged(rows: int, first: int = 0) -> dict[tuple[int, int], int]:
    """Return the spans of the project's cells over ``rows`` rows from ``first`` on."""
    return {(first, column): rows for column in range(3)}


def row(name: str, *, left: tuple[str, str, str] = ("", "", ""), sign: str = "≥") -> tuple[str, ...]:
    return (*left, "产出指标", "数量指标", name, sign, "1", "个")


def extracted(*blocks: Prose | Grid) -> list[tuple[str, str, str, str]]:
    budget = extract(Document("a.pdf", "", "pdf", blocks, converted=True))
    codes = {project.key: project.name.text for project in budget.projects}
    assert not [problem for problem in budget.problems if problem.partial]
    return [
        (codes[r.project], r.level2.text, r.name.text, r.sign + r.value.text + r.unit.text) for r in budget.indicators
    ]


TITLE = Prose("预算12表 项目支出绩效目标表", Place(page=1))
START = (FIRST, "10.000000", "目标")


def test_a_row_cut_in_two_is_one_again() -> None:
    one = grid(1, HEAD, (*START, "产出指", "数量指", "举办培训", "≥", "12", "期"))
    two = grid(2, HEAD, ("", "", "", "标", "标", "班次数", "", "", ""), row("第二个"), spans=merged(2, 1))
    assert extracted(TITLE, one, two) == [
        ("甲项目", "数量指标", "举办培训班次数", "≥12期"),
        ("甲项目", "数量指标", "第二个", "≥1个"),
    ]


def test_a_sign_that_stands_in_the_lower_half_comes_up() -> None:
    one = grid(1, HEAD, (*START, "产出", "数量", "培训", "", "", ""))
    two = grid(2, HEAD, ("", "", "", "指标", "指标", "次数", "≥", "12", "次"))
    assert extracted(TITLE, one, two) == [("甲项目", "数量指标", "培训次数", "≥12次")]


def test_two_whole_rows_stay_two() -> None:
    one, two = grid(1, HEAD, row("上", left=START)), grid(2, HEAD, row("下"))
    assert [name for _, _, name, _ in extracted(TITLE, one, two)] == ["上", "下"]


def test_a_merged_cell_goes_on_without_text() -> None:
    one = grid(1, HEAD, row("一", left=START), row("二"), spans=merged(2, 1))
    next_ = (SECOND, "5.000000", "别的")
    two = grid(2, HEAD, row("三"), row("四"), row("五", left=next_), spans={**merged(2, 1), **merged(1, 3)})
    owners = [project for project, *_ in extracted(TITLE, one, two)]
    assert owners == ["甲项目"] * 4 + ["乙项目"]


def test_a_merged_cell_may_have_its_text_on_the_second_page() -> None:
    one = grid(1, HEAD, row("一", left=START), row("二"), row("三"), spans={**merged(1, 1), **merged(2, 2)})
    two = grid(2, HEAD, row("四", left=(SECOND, "5.000000", "别的")), row("五"), spans=merged(2, 1))
    owners = [project for project, *_ in extracted(TITLE, one, two)]
    assert owners == ["甲项目", "乙项目", "乙项目", "乙项目", "乙项目"]


def test_an_objective_cut_in_the_middle_of_a_word_is_one_text() -> None:
    one = grid(1, HEAD, row("一", left=(FIRST, "10.000000", "提高治")))
    two = grid(2, HEAD, row("二", left=("", "", "理能力")))
    budget = extract(Document("a.pdf", "", "pdf", (TITLE, one, two), converted=True))
    assert budget.projects[0].objective.text == "提高治理能力"


def test_page_numbers_between_the_pieces_do_not_part_them_and_titles_do() -> None:
    one, two = grid(1, HEAD, row("一", left=START)), grid(2, row("二"))
    joined = whole([TITLE, one, Prose("第 1 页", Place(page=1)), two])
    assert sum(isinstance(block, Grid) for block in joined) == 1
    parted = whole([TITLE, one, Prose("预算13表 部门整体支出绩效目标表", Place(page=2)), two])
    assert sum(isinstance(block, Grid) for block in parted) == 2


def test_a_table_with_a_head_of_its_own_is_another_table() -> None:
    other = ("活动", *HEAD[1:8], "单位")
    blocks = whole([grid(1, HEAD, row("一", left=START)), grid(2, other, row("二"))])
    assert len(blocks) == 2


def test_pieces_that_do_not_follow_each_other_are_left_alone() -> None:
    one, other = grid(1, HEAD, row("一", left=START)), grid(3, HEAD, row("二"))
    assert len(whole([one, other])) == 2
    assert len(whole([one, grid(2, HEAD[:5], row("二")[:5])])) == 2


def test_the_confidence_of_a_joined_cell_is_that_of_its_less_sure_part() -> None:
    one, two = (
        grid(1, HEAD, (*START, "产出指", "数量指", "培训", "≥", "1", "个")),
        grid(2, HEAD, ("",) * 3 + ("标", "标", "班", "", "", "")),
    )
    cells = list(two.rows[1].cells)
    cells[5] = Cell("班", cells[5].place, confidence=0.6)
    two = Grid((two.rows[0], Row(tuple(cells), two.rows[1].place)))
    (block,) = whole([one, two])
    assert isinstance(block, Grid)
    assert (block.rows[1].cells[5].text, block.rows[1].cells[5].confidence) == ("培训班", 0.6)


def test_a_row_cut_with_which_a_project_begins_is_one_project() -> None:
    left = ("99031226T00000", "10.00", "目")
    one = grid(1, HEAD, (*left, "产出指", "数量指", "举办培", "≥", "12", "期"))
    below = ("4110011-甲项目", "0000", "标", "标", "标", "训班次数", "", "", "")
    two = grid(2, HEAD, below, row("第二个"), spans=merged(2, 1))
    assert extracted(TITLE, one, two) == [
        ("甲项目", "数量指标", "举办培训班次数", "≥12期"),
        ("甲项目", "数量指标", "第二个", "≥1个"),
    ]


def test_a_code_cut_in_two_without_a_level_word_is_one_project() -> None:
    one = grid(1, HEAD, ("9903122", "10.000000", "目标", *row("一")[3:]))
    two = grid(2, HEAD, ("6T000004110011-甲项目", "", "", *("",) * 6), row("二"), spans=merged(2, 1))
    assert extracted(TITLE, one, two) == [("甲项目", "数量指标", "一", "≥1个"), ("甲项目", "数量指标", "二", "≥1个")]


def test_a_cell_that_both_pages_print_is_said_once() -> None:
    one = grid(1, HEAD, row("一", left=("99031226T000004110011-甲", "10.000000", "目标是把")))
    again = (FIRST, "10.000000", "目标是把事情做好")
    two = grid(2, HEAD, row("二", left=again), row("三", left=(SECOND, "10.000000", "目标是把")))
    document = Document("a.pdf", "", "pdf", (TITLE, one, two), converted=True)
    first, second = extract(document).projects
    assert (first.name.text, first.total.cell.text, first.objective.text) == ("甲项目", "10.000000", "目标是把事情做好")
    assert second.name.text == "乙项目"


def test_a_head_without_a_line_below_it_leaves_the_merged_cell_its_rows() -> None:
    torn = ("", "", "", "", "数量指", "二", "≥", "1", "个")
    one = grid(1, HEAD, row("一", left=START), torn, spans={(1, 3): 2, **merged(2, 1)})
    head = (*HEAD[:4], HEAD[4] + "标", *HEAD[5:])
    spans = {(0, 0): 2, (0, 1): 2, (0, 2): 2, (0, 3): 2}
    two = grid(2, head, ("", "", "", "", "质量指标", "三", "≥", "1", "个"), spans=spans)
    rows = extracted(TITLE, one, two)
    assert rows[1:] == [("甲项目", "数量指标", "二", "≥1个"), ("甲项目", "质量指标", "三", "≥1个")]


def test_rows_without_cells_below_the_title_of_table_13_are_said() -> None:
    lines = ["预算13表 部门整体支出绩效目标表", "治水产出指标数量指标河道条数 ≥ 3 条"]
    lines += ["质量指标社会效益指标达标率 ≥ 9 %", "成本指标经济成本指标总成本 ≤ 4 万元"]
    blocks = tuple(Prose(text, Place(page=1)) for text in lines)
    problems = extract(Document("a.pdf", "", "pdf", blocks, converted=True)).problems
    assert [(problem.code, problem.partial) for problem in problems] == [("extract.unread-row", True)] * 3
    assert [text in problem.message for text, problem in zip(("河道条数", "达标率", "总成本"), problems, strict=True)]


def test_a_line_of_money_after_a_total_is_a_line_of_its_own() -> None:
    """上年结转 has no amount, and was taken for the rest of 本年收入合计: the total was added to its parts."""
    head = ("收入项目", "预算数", "支出项目", "预算数")
    one = grid(
        1, head, ("一、事业收入", "90.00", "一、教育支出", "90.00"), ("本年收入合计", "90.00", "支出合计", "90.00")
    )
    two = grid(2, ("上年结转", "", "结转下年", ""), ("收入总计", "90.00", "支出总计", "90.00"))
    (joined,) = [block for block in whole((one, two)) if isinstance(block, Grid)]
    assert [[cell.text for cell in row.cells] for row in joined.rows[-3:]] == [
        ["本年收入合计", "90.00", "支出合计", "90.00"],
        ["上年结转", "", "结转下年", ""],
        ["收入总计", "90.00", "支出总计", "90.00"],
    ]


def test_a_label_cut_in_two_is_one_again() -> None:
    one = grid(1, ("项目名称", "甲项目", "主管部门", "某局"), ("其中：财政拨", "58.00", "58.00", "58.00"))
    two = grid(2, ("款", "", "", ""), ("上年结转", "0.00", "0.00", "0.00"))
    (joined,) = [block for block in whole((one, two)) if isinstance(block, Grid)]
    assert [row.texts[0] for row in joined.rows if row.filled] == ["项目名称", "其中：财政拨款", "上年结转"]
