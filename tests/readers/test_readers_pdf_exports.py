"""What word processors and spreadsheets do when they print a table: marks over the border, cells cut by the sheet."""

from __future__ import annotations

from auditor.readers import read_bytes
from auditor.records.document import Document, Grid, Prose
from tests.readers.pdf_files import font, grid, one_page, put

XS, YS = (20, 60, 120, 300), (280, 250, 200, 150)


def read(content: bytes) -> Document:
    return read_bytes(one_page(content, *font()), "a.pdf")


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for b in document.blocks if isinstance(b, Grid) for row in b.rows]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Prose)]


def clipped(box: tuple[float, float, float, float], content: bytes) -> bytes:
    """Return ``content`` of which only what is within x, y, width, height shows."""
    return b"q %g %g %g %g re W n\n" % box + content + b"Q\n"


def test_a_mark_that_hangs_over_the_border_belongs_to_its_line() -> None:
    content = grid(XS, YS) + put(63, 260, "一二三四五，") + put(122, 260, "右")
    assert texts(read(content))[0] == ["", "一二三四五，", "右"]


def test_a_character_over_the_border_is_not_taken_for_a_mark() -> None:
    content = grid(XS, YS) + put(66, 260, "一二三四五六") + put(142, 260, "右")
    assert texts(read(content))[0] == ["", "一二三四五", "六右"]


def test_what_the_sheet_cuts_off_at_the_foot_belongs_to_the_cell_and_is_no_prose() -> None:
    page = clipped((0, 150, 400, 150), grid(XS, YS) + put(62, 160, "上半行") + put(62, 138, "下半行"))
    document = read(page + put(180, 20, "第 1 页"))
    assert texts(document)[2] == ["", "上半行下半行", ""]
    assert prose(document) == ["第 1 页"]


def test_what_the_sheet_cuts_off_at_the_top_belongs_to_the_cell() -> None:
    page = clipped((0, 100, 400, 180), put(122, 286, "上半行") + grid(XS, YS) + put(122, 265, "下半行"))
    document = read(put(20, 292, "标题") + page)
    assert texts(document)[0] == ["", "", "上半行下半行"]
    assert prose(document) == ["标题"]


def test_a_full_column_that_touches_the_next_is_no_title() -> None:
    heads = {20: "代码", 66: "名称", 130: "性质", 180: "数量", 230: "单位"}
    rows = [put(x, 280, head, 8) for x, head in heads.items()]
    for number in range(1, 14):
        code = "一二三四五六" if number == 6 else "一二三"
        cells = {20: code, 66: "项目", 130: "等于", 180: str(number), 230: "个"}
        rows += [put(x, 280 - 18 * number, text, 8) for x, text in cells.items()]
    found = texts(read(b"".join(rows)))
    assert [row[3] for row in found] == ["数量", *map(str, range(1, 14))]
