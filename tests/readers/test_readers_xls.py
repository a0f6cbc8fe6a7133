"""Old Excel files, and the other things that are called .xls."""

from __future__ import annotations

import io
import struct

import pytest

from auditor.errors import UnreadableError
from auditor.readers import read_bytes
from auditor.records.document import Document, Grid, Prose

SHEET_2003 = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="12表"><Table><Column ss:Width="9"/><Column ss:Hidden="1"/>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">项目</Data></Cell>
<Cell><Data ss:Type="Number">5</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.95</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">甲<!-- x -->乙</Data></Cell><Cell ss:Formula="=A1"/></Row>
</Table></Worksheet></Workbook>"""


def workbook() -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("12表")
    page.write_merge(0, 1, 0, 0, "项目")
    page.write(0, 1, 0.95, xlwt.easyxf(num_format_str="0%"))
    page.write(1, 1, 1912, xlwt.easyxf(num_format_str="#,##0.000000"))
    page.write(0, 2, "一")
    page.write(1, 2, "二")
    page.row(1).hidden = True
    page.col(2).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def texts(document: Document) -> list[list[str]]:
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_an_old_workbook_shows_numbers_merges_and_what_is_hidden() -> None:
    document = read_bytes(workbook(), "a.xls")
    assert (document.format, document.converted) == ("xls", False)
    assert texts(document) == [["项目", "95%", "一"], ["", "1,912.000000", "二"]]
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert (grid.rows[0].cells[0].rows, grid.rows[1].cells[1].place.cell) == (2, "B2")
    said = " ".join(problem.message for problem in document.problems)
    assert "第 2 行" in said
    assert "C 列" in said
    assert not any(problem.partial for problem in document.problems)


def test_a_web_page_called_xls() -> None:
    page = "<html><head><meta charset=gb2312></head><body><table><tr><td>甲<td>≥<tr><td>乙<td>90</table></body></html>"
    document = read_bytes(page.encode("gb18030"), "导出.xls")
    assert document.format == "html"
    assert texts(document) == [["甲", "≥"], ["乙", "90"]]


def test_an_xml_spreadsheet_called_xls() -> None:
    document = read_bytes(SHEET_2003.encode(), "a.xls")
    assert texts(document) == [["项目", "5", "95.00%"], ["", "甲乙", ""]]
    title, grid = document.blocks
    assert isinstance(title, Prose)
    assert isinstance(grid, Grid)
    assert (grid.rows[0].cells[0].rows, grid.rows[1].cells[1].place.cell) == (2, "B4")
    assert [(problem.code, problem.partial) for problem in document.problems] == [
        ("read.formula", True),
        ("read.hidden", False),
    ]


@pytest.mark.parametrize(("text", "format_"), [("甲\t乙\n1\t2\n", "text"), ("甲,乙\n1,2\n", "csv")])
def test_plain_text_called_xls(text: str, format_: str) -> None:
    document = read_bytes(text.encode("gb18030"), "a.xls")
    assert document.format == format_
    assert texts(document) == [["甲", "乙"], ["1", "2"]]


def compound(*names: str) -> bytes:
    """Return the outline of an OLE compound file whose directory holds ``names``."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", *names)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries.ljust(1024, b"\0")


@pytest.mark.parametrize(
    ("data", "name", "mention"),
    [
        (compound("EncryptionInfo", "EncryptedPackage"), "a.xlsx", "密码"),
        (compound("EncryptionInfo", "EncryptedPackage"), "a.docx", "密码"),
        (compound("WordDocument"), "a.doc", "docx"),
        (compound("WordDocument"), "a.xls", "旧版 Word"),
        (compound("PowerPoint Document"), "a.ppt", "演示"),
        (compound("Etwas"), "a.xls", "不认识"),
        (compound("Workbook"), "a.xls", "另存"),
        (workbook()[:3000], "a.xls", "另存"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "a.rar", "RAR"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "a.mht", "html"),
        (b"{\\rtf1 abc}", "a.doc", "RTF"),
        (SHEET_2003.replace("?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>", 1).encode(), "a.xls", "实体"),
        (SHEET_2003[:400].encode(), "a.xls", "损坏"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, name: str, mention: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name)
    assert mention in caught.value.message
    assert caught.value.message.count("。") == 1


def test_a_password_on_an_old_workbook_is_one_sentence() -> None:
    data = workbook()
    # A FILEPASS record (0x2F) directly behind the BOF record of the workbook stream.
    bof = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    locked = data[: bof + 20] + b"\x2f\x00\x06\x00\x00\x00\x59\xb3\x0a\x9a" + data[bof + 30 :]
    with pytest.raises(UnreadableError, match="密码"):
        read_bytes(locked, "a.xls")


def answers(data: bytes) -> bool:
    """Return whether the data is read, or refused with a sentence; any other error is raised."""
    try:
        return bool(read_bytes(data, "a.xls").format)
    except UnreadableError as error:
        return error.message.endswith("。")


def test_damage_anywhere_never_ends_in_a_traceback() -> None:
    data = workbook()
    for at in range(0, len(data), 61):
        broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        assert answers(broken)
