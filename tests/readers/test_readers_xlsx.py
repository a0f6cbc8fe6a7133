"""Excel workbooks, written by openpyxl: merged cells, sheets, formulas, hidden rows, hostile files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers import read_bytes
from auditor.records.document import Cell, Document, Grid, Prose


def workbook(fill: Callable[[Any], None], name: str = "12表") -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = name
    fill(book.active)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, parts: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return the archive with the named members replaced; a name it lacks is added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, parts[name](content) if name in parts else content)
    return out.getvalue()


def grids(document: Document) -> list[list[list[Cell]]]:
    return [[list(row.cells) for row in block.rows] for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[list[str]]:
    (grid,) = grids(document)
    return [[cell.text for cell in row] for row in grid]


def codes(document: Document) -> list[tuple[str, bool]]:
    return [(problem.code, problem.partial) for problem in document.problems]


def test_cells_with_their_addresses_and_the_sheets_name() -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"], sheet["C2"], sheet["C3"] = "甲", "乙", " 丙 "

    document = read_bytes(workbook(fill), "a.xlsx")
    assert (document.format, document.converted) == ("xlsx", False)
    title = document.blocks[0]
    assert isinstance(title, Prose)
    assert (title.text, title.place.sheet) == ("12表", "12表")
    assert texts(document) == [["甲", "乙"], ["", "丙"]]
    assert [cell.place.cell for row in grids(document)[0] for cell in row] == ["B2", "C2", "B3", "C3"]
    assert {cell.place.sheet for row in grids(document)[0] for cell in row} == {"12表"}


def test_a_merged_cell_says_how_many_rows_and_columns_it_covers() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["C1"], sheet["C2"], sheet["C3"], sheet["B3"] = "项目", "一", "二", "三", "丁"
        sheet.merge_cells("A1:B2")

    (first, second, third) = grids(read_bytes(workbook(fill), "a.xlsx"))[0]
    assert [(cell.text, cell.rows, cell.columns) for cell in first] == [("项目", 2, 2), ("", 1, 1), ("一", 1, 1)]
    assert [cell.text for cell in second] == ["", "", "二"]
    assert [cell.text for cell in third] == ["", "丁", "三"]


def test_a_blank_column_that_widens_no_cell_keeps_its_place() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["C1"] = "甲", "乙"

    assert texts(read_bytes(workbook(fill), "a.xlsx")) == [["甲", "", "乙"]]


def test_blank_rows_and_widened_columns_are_left_out_and_spans_count_what_is_left() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["D1"], sheet["D5"] = "项目", "一", "二"
        sheet.merge_cells("A1:C5")
        sheet["A9"] = "完"

    made = grids(read_bytes(workbook(fill), "a.xlsx"))[0]
    assert [[cell.text for cell in row] for row in made] == [["项目", "一"], ["", "二"], ["完", ""]]
    assert (made[0][0].rows, made[0][0].columns) == (2, 1)
    assert made[1][1].place.cell == "D5"


def test_numbers_are_read_as_the_sheet_shows_them() -> None:
    def fill(sheet: Any) -> None:
        for column, (value, code) in enumerate(
            [(0.95, "0%"), (1912, "#,##0.000000"), ("0012", "@"), (date(2026, 11, 1), "yyyy/m/d"), (True, "General"),
             (12.5, "General"), (0.5, "0.00")], 1
        ):  # fmt: skip
            sheet.cell(1, column, value).number_format = code

    shown = ["95%", "1,912.000000", "0012", "2026/11/1", "TRUE", "12.5", "0.50"]
    assert texts(read_bytes(workbook(fill), "a.xlsx")) == [shown]


def test_line_breaks_in_a_cell_vanish_between_han_characters_only() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = "产出\n指标", "ABC\n12 个\n月"

    assert texts(read_bytes(workbook(fill), "a.xlsx")) == [["产出指标", "ABC 12 个月"]]


def test_a_formula_without_a_result_is_no_silence() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["A2"] = 1, "=A1+1", "=A1"

    document = read_bytes(workbook(fill), "a.xlsx")
    assert codes(document) == [("read.formula", True)]
    assert "2 个公式" in document.problems[0].message
    assert "B1" in document.problems[0].message


@pytest.mark.parametrize(
    "text", ["=100%", "=24人", "=1000元/人·月", "=0.5‰", "=每季度末月25日前", "=3.5万平方米/年", "=良好", "=12场次"]
)
def test_a_target_with_an_equal_sign_is_no_formula(text: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = text

    document = read_bytes(workbook(fill), "a.xlsx")
    assert (texts(document), document.problems) == ([[text]], ())


@pytest.mark.parametrize("text", ["=A1+1", "=SUM(B2:B5)", "=汇总!B3", "='2026年'!C4", "=ROUND(单价*数量,2)", "=1+2"])
def test_a_formula_is_no_target(text: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = text

    assert codes(read_bytes(workbook(fill), "a.xlsx"))[0] == ("read.formula", True)


def test_a_formula_with_a_result_is_its_result() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = 1, "=A1+1"

    def result(xml: bytes) -> bytes:
        for old in (b"<v></v>", b"<v />", b"<v/>"):
            xml = xml.replace(b"</f>" + old, b"</f><v>2</v>")
        return xml

    document = read_bytes(changed(workbook(fill), {"xl/worksheets/sheet1.xml": result}), "a.xlsx")
    assert texts(document) == [["1", "2"]]
    assert document.problems == ()


def test_a_cell_that_shows_an_error_is_said() -> None:
    data = workbook(lambda sheet: sheet.__setitem__("B2", "#REF!"))
    document = read_bytes(data, "a.xlsx")
    assert texts(document) == [["#REF!"]]
    assert codes(document) == [("read.error-value", False)]
    assert "B2" in document.problems[0].message


def test_a_comment_inside_a_cell_is_nothing() -> None:
    def comment(xml: bytes) -> bytes:
        return xml.replace(b"<v>5</v>", b"<!-- x --><v>5</v><!-- y -->")

    data = changed(workbook(lambda sheet: sheet.__setitem__("A1", 5)), {"xl/worksheets/sheet1.xml": comment})
    assert texts(read_bytes(data, "a.xlsx")) == [["5"]]


def test_hidden_rows_columns_and_sheets_are_read_and_said() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 5):
        sheet.cell(row, 1, "甲")
        sheet.cell(row, 2, "乙")
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[40].hidden = True  # holds nothing
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("旧数")
    other["A1"] = "丙"
    other.sheet_state = "veryHidden"
    document = read_bytes(saved(book), "a.xlsx")
    assert [len(grid) for grid in grids(document)] == [4, 1]
    assert codes(document) == [("read.hidden", False)] * 2 + [("read.hidden-sheet", False)]
    said = " ".join(problem.message for problem in document.problems)
    assert "第 2 行" in said
    assert "40" not in said
    assert "B 列" in said
    assert "“旧数”是隐藏的" in said


def test_several_sheets_come_in_the_order_of_their_tabs_and_empty_ones_are_nothing() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "空"
    book.create_sheet("乙")["A1"] = "二"
    book.create_sheet("甲", 0)["A1"] = "一"
    blocks = read_bytes(saved(book), "a.xlsx").blocks
    assert [block.text for block in blocks if isinstance(block, Prose)] == ["甲", "乙"]


def test_macros_pictures_and_links_to_other_files_are_said() -> None:
    data = workbook(lambda sheet: sheet.__setitem__("A1", "甲"))
    extra = ("xl/vbaProject.bin", "xl/media/image1.png", "xl/externalLinks/externalLink1.xml")
    document = read_bytes(changed(data, {name: lambda _: b"x" for name in extra}), "a.xlsm")
    assert codes(document) == [("read.macro", False), ("read.external", False), ("read.picture", False)]


def test_the_content_decides_not_the_name() -> None:
    data = workbook(lambda sheet: sheet.__setitem__("A1", "甲"))
    for name in ("a.xls", "a.md", "标准输入", "a.docx"):
        assert read_bytes(data, name).format == "xlsx"


def test_too_many_cells_are_cut_and_said() -> None:
    def fill(sheet: Any) -> None:
        for row in range(1, 101):
            sheet.cell(row, 1, "甲")
            sheet.cell(row, 2, "乙")

    document = read_bytes(workbook(fill), "a.xlsx", Limits(max_cells=60))
    assert len(texts(document)) == 30
    assert codes(document) == [("read.too-large", True)]


def test_a_lone_cell_far_away_takes_no_rows_away() -> None:
    def fill(sheet: Any) -> None:
        for row in range(1, 51):
            sheet.cell(row, 1, "甲")
        sheet["XFD1048576"] = "远"

    document = read_bytes(workbook(fill), "a.xlsx", Limits(max_cells=200))
    assert len(texts(document)) == 51
    assert document.problems == ()


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def bomb(data: bytes) -> bytes:
    return changed(data, {"xl/worksheets/sheet1.xml": lambda _: b"<worksheet>" + b" " * (20 << 20) + b"</worksheet>"})


@pytest.mark.parametrize(
    ("damage", "mention"),
    [
        (lambda data: data[: len(data) // 2], "损坏"),
        (lambda data: changed(data, {"xl/workbook.xml": lambda xml: ENTITY + xml}), "实体"),
        (lambda data: changed(data, {"xl/workbook.xml": lambda _: b"<workbook>"}), "损坏"),
        (lambda data: data.replace(b"xl/workbook.xml", b"xl/workboox.xml"), "损坏"),
    ],
)
def test_a_damaged_or_hostile_workbook_is_one_sentence(damage: Callable[[bytes], bytes], mention: str) -> None:
    data = damage(workbook(lambda sheet: sheet.__setitem__("A1", "甲")))
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "a.xlsx")
    assert mention in caught.value.message
    assert caught.value.message.count("。") == 1


def test_a_bomb_in_one_sheet_leaves_the_other_sheets() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    book.create_sheet("好")["A1"] = "乙"
    document = read_bytes(bomb(saved(book)), "a.xlsx")
    assert codes(document) == [("read.sheet", True)]
    assert "压缩" in document.problems[0].message
    assert texts(document) == [["乙"]]


def test_no_file_is_fetched_and_no_entity_read(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'.encode()

    def poison(xml: bytes) -> bytes:
        return entity + xml.replace(b"<sheetData", b"<a>&s;</a><sheetData")

    data = changed(workbook(lambda s: s.__setitem__("A1", "甲")), {"xl/worksheets/sheet1.xml": poison})
    document = read_bytes(data, "a.xlsx")
    assert codes(document) == [("read.sheet", True)]
    assert "秘密" not in str(document)
