"""Workbooks of long tables: what a spreadsheet program reads from the rows that are written as XML."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from auditor.render import long_tables
from auditor.render.long_tables import Table, workbook_of
from auditor.render.sheet import fit, for_paper, head, workbook, write_rows

_WIDE = "一段比列宽长得多的说明文字，读的人要能看到全文，所以这一行要更高一些"
ROWS = [
    [1, "=1+1", "a&b <甲> “乙”", "见报告"],
    [2.5, None, f" {_WIDE}\n第二行 ", ""],
    [3, "", "\x07\u202e", "第三"],
]


def read(links: list[str]):
    columns = (("序号", 6), ("名称", 10), ("说明", 20), ("报告", 12))
    data = workbook_of([Table("甲", columns, ROWS, "某县 甲", 2, links), Table("空", columns, [], "某县")])
    return openpyxl.load_workbook(BytesIO(data)), data


def test_rows_are_what_was_given_and_no_text_is_a_formula() -> None:
    book, _ = read([])
    page = book["甲"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        [1, "=1+1", "a&b <甲> “乙”", "见报告"],
        [2.5, None, f" {_WIDE}\n第二行 ", None],
        [3, None, "⟨U+0007⟩⟨U+202E⟩", "第三"],
    ]
    assert (page["B2"].data_type, page["B2"].quotePrefix, page["C2"].quotePrefix) == ("s", True, False)
    assert (page.dimensions, page.auto_filter.ref, page.freeze_panes) == ("A1:D4", "A1:D4", "C2")
    assert page.row_dimensions[3].height > page.row_dimensions[2].height
    assert all(cell.alignment.wrap_text for cell in page[3])
    assert [row[0].value for row in book["空"].iter_rows()] == ["序号"]
    assert (book["空"].freeze_panes, book["空"].oddHeader.center.text) == ("A2", "某县")


def test_the_head_looks_like_that_of_other_workbooks_and_equal_tables_are_equal_files() -> None:
    book, data = read([])
    other = workbook()
    page = other.create_sheet("甲")
    write_rows(page, [["序号"], ["文字"]])
    head(page, [6])
    fit(page, [6])
    for_paper(page, "某县 甲")
    for ours, theirs in ((book["甲"]["A1"], page["A1"]), (book["甲"]["C2"], page["A2"])):
        assert (ours.font.name, ours.font.sz, ours.font.b) == (theirs.font.name, theirs.font.sz, theirs.font.b)
        assert (ours.fill.fill_type, ours.alignment.wrap_text) == (theirs.fill.fill_type, theirs.alignment.wrap_text)
    own = book["甲"]
    assert (own.print_title_rows, own.page_setup.orientation, own.page_setup.fitToHeight) == ("$1:$1", "landscape", 0)
    assert own.oddHeader.center.text == page.oddHeader.center.text
    assert own.oddFooter.center.text == page.oddFooter.center.text
    assert own.row_dimensions[1].height == page.row_dimensions[1].height
    assert read([])[1] == data


def test_links_lead_from_the_last_column() -> None:
    book, data = read(['reports/a%20b.html?x=1&y="2"', "", "c.html"])
    page = book["甲"]
    found = [cell.hyperlink.target if cell.hyperlink else "" for cell in page["D"][1:]]
    assert found == ['reports/a%20b.html?x=1&y="2"', "", "c.html"]
    assert page["D2"].value == "见报告"
    assert [name for name in ZipFile(BytesIO(data)).namelist() if name.endswith(".rels") and "sheet" in name] == [
        "xl/worksheets/_rels/sheet1.xml.rels"
    ]


def test_of_more_links_than_a_sheet_can_have_the_head_says_which_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_tables, "_MOST_LINKS", 2)
    page = read(["a.html", "", "c.html"])[0]["甲"]
    assert page["D1"].value == "报告"
    page = read(["a.html", "b.html", "c.html"])[0]["甲"]
    assert [bool(cell.hyperlink) for cell in page["D"]] == [False, True, True, False]
    assert page["D1"].value == "报告（第 3 行以下只列文字：一张工作表最多 2 个链接）"
    assert page["D4"].value == "第三"
