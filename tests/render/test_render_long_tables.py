"""Workbooks of long tables: what a spreadsheet program reads from the rows that are written as XML."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from auditor.render import long_tables
from auditor.render.long_tables import Table, workbook_of

_WIDE = "一段比列宽长得多的说明文字，读的人要能看到全文，所以这一行要更高一些"
ROWS = [
    [1, "=1+1", "a&b <甲> “乙”", "见报告"],
    [2.5, None, f" {_WIDE}\n第二行 ", ""],
    [3, "", "\x07\u202e", "第三"],
]


def read(links: list[str]):
    columns = (("序号", 6), ("名称", 10), ("说明", 20), ("报告", 12))
    data = workbook_of([Table("甲", columns, ROWS, "某县 甲", "C2", links), Table("空", columns, [], "某县")])
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
