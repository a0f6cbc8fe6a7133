"""Forms one below the other, each with columns of its own, over page breaks: rows and cells find together again."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.extract import extract
from auditor.records.budget import Budget
from auditor.records.document import Cell, Document, Grid, Row
from auditor.records.place import Place

Drawn = tuple[str, int, int, int]  # text, left and right line, rows


def grid(page: int, rows: Sequence[Sequence[Drawn]], lines: Sequence[int]) -> Grid:
    """Return a piece of a table as a PDF gives it: a column for each two of the lines that a cell of it has."""
    made = []
    for number, row in enumerate(rows):
        cells = [Cell()] * (len(lines) - 1)
        for text, left, right, height in row:
            first, last = lines.index(left), lines.index(right)
            place = Place(page=page, bbox=(left, 20.0 * number, right, 20.0 * (number + height)))
            cells[first] = Cell(text, place, height, last - first)
        made.append(Row(tuple(cells), Place(page=page, bbox=(lines[0], 20.0 * number, lines[-1], 20.0 * number + 20))))
    return Grid(tuple(made))


def form(name: str, amount: str, cuts: Sequence[int], *rows: Sequence[Drawn]) -> list[Sequence[Drawn]]:
    """Return the labels and the head of a form; ``cuts`` are the lines between its columns."""
    a, b, c, d, e = cuts
    labels = [("项目名称", 0, b, 1), (name, b, c, 1), ("年度资金总额", c, d, 1), (amount, d, e, 1)]
    goal = [("年度目标", 0, b, 1), (f"{name}全年完成。", b, e, 1)]
    count = 1 + len(rows)
    head = [("绩效指标", 0, a, count), ("一级指标", a, b, 1), ("二级指标", b, c, 1), ("三级指标", c, d, 1)]
    return [labels, goal, [*head, ("指标值", d, e, 1)], *rows]


FIRST = (40, 110, 200, 380, 500)
SECOND = (40, 120, 230, 340, 500)


def read(*pieces: Grid) -> Budget:
    return extract(Document("某局2026年绩效目标.pdf", "", "pdf", pieces, converted=True))


def targets(found: Budget) -> list[tuple[str, str, str, str]]:
    return [
        (found_of[item.project], item.level2.text, item.name.text, item.value.text + item.unit.text)
        for found_of in [{project.key: project.name.text for project in found.projects}]
        for item in found.indicators
    ]


def test_each_form_of_a_grid_has_its_own_columns() -> None:
    one = form(
        *("堤坝巡查", "12.00", FIRST),
        [("产出指标", 40, 110, 2), ("数量指标", 110, 200, 1), ("巡查堤坝次数", 200, 380, 1), ("≥24次", 380, 500, 1)],
        [("质量指标", 110, 200, 1), ("险情上报率", 200, 380, 1), ("100%", 380, 500, 1)],
    )
    two = form(
        *("水闸检修", "30.00", SECOND),
        [("产出指标", 40, 120, 1), ("数量指标", 120, 230, 1), ("检修水闸座数", 230, 340, 1), ("≥6座", 340, 500, 1)],
        [
            ("满意度指标", 40, 120, 1),
            ("满意度指标", 120, 230, 1),
            ("灌区农户满意度", 230, 340, 1),
            ("≥90%", 340, 500, 1),
        ],
    )
    found = read(grid(1, [*one, *two], sorted({0, *FIRST, *SECOND})))
    assert targets(found) == [
        ("堤坝巡查", "数量指标", "巡查堤坝次数", "24次"),
        ("堤坝巡查", "质量指标", "险情上报率", "100%"),
        ("水闸检修", "数量指标", "检修水闸座数", "6座"),
        ("水闸检修", "满意度指标", "灌区农户满意度", "90%"),
    ]
    assert not any(problem.partial for problem in found.problems)


def test_a_form_goes_on_with_fewer_columns_on_the_next_page() -> None:
    one = form(
        *("堤坝巡查", "12.00", FIRST),
        [("产出指标", 40, 110, 1), ("数量指标", 110, 200, 1), ("巡查堤坝次数", 200, 380, 1), ("≥24次", 380, 500, 1)],
    )
    two = form(
        *("水闸检修", "30.00", SECOND),
        [("产出指", 40, 120, 1), ("数量指标", 120, 230, 1), ("检修水闸座数", 230, 340, 1), ("≥6座", 340, 500, 1)],
    )
    rest = [
        [("", 0, 40, 3), ("标", 40, 120, 2), ("", 120, 230, 1), ("", 230, 340, 1), ("", 340, 500, 1)],
        [("时效指标", 120, 230, 1), ("检修完成时间", 230, 340, 1), ("2026年9月底前", 340, 500, 1)],
        [
            ("满意度指标", 40, 120, 1),
            ("满意度指标", 120, 230, 1),
            ("灌区农户满意度", 230, 340, 1),
            ("≥90%", 340, 500, 1),
        ],
    ]
    found = read(grid(1, [*one, *two], sorted({0, *FIRST, *SECOND})), grid(2, rest, [0, *SECOND]))
    assert targets(found)[1:] == [
        ("水闸检修", "数量指标", "检修水闸座数", "6座"),
        ("水闸检修", "时效指标", "检修完成时间", "2026年9月底前"),
        ("水闸检修", "满意度指标", "灌区农户满意度", "90%"),
    ]
    assert {item.level1.text for item in found.indicators} == {"产出指标", "满意度指标"}
    assert not any(problem.partial for problem in found.problems)


def test_what_did_not_fit_on_the_page_goes_on_in_the_row_that_lacks_all_else() -> None:
    rows = [
        [
            ("产出指标", 40, 110, 1),
            ("数量指标", 110, 200, 1),
            (f"巡查第{at}段堤坝次数", 200, 380, 1),
            ("≥24次", 380, 500, 1),
        ]
        for at in range(1, 5)
    ]
    last = [("产出指标", 40, 110, 1), ("数量指标", 110, 200, 1), ("汛期值守人", 200, 380, 1), ("≥80人次", 380, 500, 1)]
    rest = [
        [("", 0, 40, 2), ("", 40, 110, 1), ("", 110, 200, 1), ("数", 200, 380, 1), ("", 380, 500, 1)],
        [
            ("满意度指标", 40, 110, 1),
            ("满意度指标", 110, 200, 1),
            ("沿岸群众满意度", 200, 380, 1),
            ("≥90%", 380, 500, 1),
        ],
    ]
    found = read(grid(1, form("堤坝巡查", "12.00", FIRST, *rows, last), [0, *FIRST]), grid(2, rest, [0, *FIRST]))
    assert [row[2:] for row in targets(found)][-2:] == [("汛期值守人数", "80人次"), ("沿岸群众满意度", "90%")]
    assert not any(problem.partial for problem in found.problems)


def test_another_table_on_the_next_page_is_no_part_of_the_form() -> None:
    one = form(
        *("堤坝巡查", "12.00", FIRST),
        [("产出指标", 40, 110, 1), ("数量指标", 110, 200, 1), ("巡查堤坝次数", 200, 380, 1), ("≥24次", 380, 500, 1)],
    )
    other = [[("编制数", 0, 250, 1), ("实有数", 250, 500, 1)], [("45", 0, 250, 1), ("43", 250, 500, 1)]]
    found = read(grid(1, one, [0, *FIRST]), grid(2, other, [0, 250, 500]))
    assert len(found.indicators) == 1
    kept = {each.cell.text for each in found.aside} | {problem.message for problem in found.problems}
    assert all(any(text in each for each in kept) for text in ("编制数", "实有数", "45", "43"))
