"""Annotated and corrected copies: the note is at its cell, the original bytes are never touched, text stays text."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from auditor.errors import ConfigError
from auditor.records.finding import Evidence, Finding, Repair, Where
from auditor.records.place import Place
from auditor.records.report import DocumentReport
from auditor.render.annotate import annotate
from auditor.render.annotate.xlsx import correct

BAD = "=1+1</w:t><script>alert(1)</script>\u202e\u200b\x07&"


def finding(place: Place, message: str = "单位有误", severity: str = "error", **more: Any) -> Finding:
    where, mark = Where("12", place=place), f"{abs(hash((place, message))):016x}"[:16]
    return Finding("unit.x", "U01", "unit", severity, 0.9, message, "改为%", mark, where, Evidence("甲"), **more)  # type: ignore[arg-type]


def document(source: str, *findings: Finding) -> DocumentReport:
    return DocumentReport(source, "0", "ok", (), findings)


def workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = "12表"
    page["A1"], page["B2"], page["C3"], page["D4"] = "项目", "合格律很高", "合格律\n很高", "=1+1"
    page.merge_cells("A6:B7")
    page["A6"] = "合并"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def load(data: bytes) -> Any:
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(BytesIO(data))


def test_xlsx_has_a_comment_and_a_fill_at_the_cell() -> None:
    pytest.importorskip("openpyxl")
    data = workbook()
    at = Place(sheet="12表", cell="B2")
    given = (finding(at, severity="info"), finding(at, BAD), finding(Place(sheet="12表", cell="B7")), finding(Place()))
    page = load(annotate(data, document("甲.xlsx", *given)))["12表"]
    assert page["B2"].comment.text.count("【") == 2
    assert "⟨U+202E⟩" in page["B2"].comment.text
    assert page["B2"].fill.start_color.rgb.endswith("F9D9D6")
    assert page["A6"].comment is not None
    assert page["A1"].comment is None
    assert page["D4"].value == "=1+1"


def test_xlsx_lists_all_findings_and_none_is_a_formula() -> None:
    pytest.importorskip("openpyxl")
    given = (finding(Place(sheet="12表", cell="B2"), BAD), finding(Place()))
    book = load(annotate(workbook(), document("甲.xlsx", *given)))
    rows = list(book["审核意见"].iter_rows())
    assert len(rows) == 3
    assert [cell for row in rows for cell in row if cell.data_type == "f"] == []


def test_a_corrected_copy_changes_only_what_is_certain() -> None:
    pytest.importorskip("openpyxl")
    sure = Repair("合格律很高", "合格率很高", True)
    given = (
        finding(Place(sheet="12表", cell="B2"), repair=sure, related=(Where(place=Place(sheet="12表", cell="C3")),)),
        finding(Place(sheet="12表", cell="A1"), repair=Repair("项目", "目项")),
        finding(Place(sheet="12表", cell="A6"), repair=sure),
        finding(Place(sheet="12表", cell="D4"), repair=Repair("=1+1", "=2", True)),
        finding(Place(sheet="没有", cell="D4"), repair=sure),
    )
    fixed, changes = correct(workbook(), document("甲.xlsx", *given))
    book = load(fixed)
    page = book["12表"]
    assert (page["B2"].value, page["C3"].value) == ("合格率很高", "合格率\n很高")
    assert (page["A1"].value, page["A6"].value, page["D4"].value) == ("项目", "合并", "=1+1")
    assert [(change.cell, change.before) for change in changes] == [("B2", "合格律很高"), ("C3", "合格律\n很高")]
    assert [row[1].value for row in book["更正清单"].iter_rows(min_row=2)] == ["B2", "C3"]


def test_a_sheet_of_the_same_name_is_kept() -> None:
    pytest.importorskip("openpyxl")
    once = annotate(workbook(), document("甲.xlsx", finding(Place(sheet="12表", cell="B2"))))
    twice = load(annotate(once, document("甲.xlsx", finding(Place(sheet="12表", cell="B2")))))
    assert twice.sheetnames == ["12表", "审核意见", "审核意见2"]


def word() -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("预算12表")
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"r{row + 1}c{column + 1}"
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 1).add_table(1, 2).cell(0, 1).text = "里面"
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def anchors(data: bytes) -> dict[str, str]:
    """Return the text of the cell or paragraph that each comment stands on → the comment."""
    docx = pytest.importorskip("docx")
    from docx.oxml.ns import qn

    document = docx.Document(BytesIO(data))
    texts = {str(comment.comment_id): comment.text for comment in document.comments}
    found = {}
    for start in document.element.body.iter(qn("w:commentRangeStart")):
        paragraph = start.getparent()
        found["".join(t.text or "" for t in paragraph.iter(qn("w:t")))] = texts[start.get(qn("w:id"))]
    return found


def test_docx_has_word_comments_at_the_cells() -> None:
    places = {"第1个表格第3行第3列": "r3c3", "第2个表格第1行第2列": "里面", "第1个表格第2行第1列": "r1c1"}
    given = [finding(Place(cell=cell), f"意见{text}") for cell, text in places.items()]
    found = anchors(annotate(word(), document("甲.docx", *given)))
    for text in ("r3c3", "里面"):
        assert f"意见{text}" in found[text]
    assert any("意见r1c1" in text for anchor, text in found.items() if anchor in ("r1c1", "r2c1"))


def test_docx_says_at_the_start_what_has_no_cell() -> None:
    lost = (finding(Place(cell="第9个表格第1行第1列"), "丢失的"), finding(Place(), BAD))
    found = anchors(annotate(word(), document("甲.docx", *lost)))
    assert list(found) == ["预算12表"]
    assert "丢失的" in found["预算12表"]
    assert "⟨U+202E⟩" in found["预算12表"]


def paper(*, turn: int = 0) -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    buffer = BytesIO()
    page = canvas.Canvas(buffer, pagesize=(400, 300))
    if turn:
        page.translate(400, 0)
        page.rotate(90)
    page.drawString(60, 200, "MARK")
    page.showPage()
    page.save()
    return buffer.getvalue()


def notes(data: bytes) -> list[tuple[int, tuple[float, ...], str]]:
    """Return kind, rectangle (left, bottom, right, top) and words of each annotation of the first page."""
    import ctypes

    import pypdfium2
    from pypdfium2 import raw

    page = pypdfium2.PdfDocument(data)[0]
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        rect = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, rect)
        size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
        buffer = (ctypes.c_ushort * (size // 2))()
        raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
        words = bytes(buffer).decode("utf-16-le").rstrip("\0")
        found.append((raw.FPDFAnnot_GetSubtype(annotation), (rect.left, rect.bottom, rect.right, rect.top), words))
    return found


@pytest.mark.parametrize("turn", [0, 1])
def test_pdf_has_a_highlight_where_the_reader_saw_the_text(turn: int) -> None:
    import pypdfium2
    from pypdfium2 import raw

    data = paper(turn=turn)
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    boxes = [text.get_charbox(index) for index in range(4)]
    left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
    # what the reader says: from the upper left corner of the page as it is read
    seen = (left, 300 - top, right, 300 - bottom) if not turn else (bottom, left, top, right)
    at = Place(page=1, bbox=seen)
    made = notes(annotate(data, document("甲.pdf", finding(at, BAD), finding(Place()))))
    kind, rect, words = made[0]
    assert kind == raw.FPDF_ANNOT_HIGHLIGHT
    assert rect == pytest.approx((left, bottom, right, top), abs=0.5)
    assert "⟨U+202E⟩" in words
    assert made[1][0] == raw.FPDF_ANNOT_TEXT
    assert "单位有误" in made[1][2]


def test_every_line_of_a_cell_of_a_pdf_is_marked_for_itself() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    import pypdfium2
    from pypdfium2 import raw

    buffer = BytesIO()
    page = canvas.Canvas(buffer, pagesize=(400, 300))
    for number, text in enumerate(("FIRST LINE", "SECOND", "BELOW")):
        page.drawString(60, 200 - 20 * number, text)
    page.save()
    cell = Place(page=1, bbox=(50, 85, 250, 128))
    made = annotate(buffer.getvalue(), document("甲.pdf", finding(cell, BAD)))
    annotation = raw.FPDFPage_GetAnnot(pypdfium2.PdfDocument(made)[0], 0)
    assert raw.FPDFAnnot_CountAttachmentPoints(annotation) == 2


@pytest.mark.parametrize("source", ["甲.md", "甲", "甲.xls"])
def test_a_format_without_comments_is_one_sentence(source: str) -> None:
    with pytest.raises(ConfigError, match="不能加批注"):
        annotate(b"x", document(source))


@pytest.mark.parametrize("source", ["甲.xlsx", "甲.docx", "甲.pdf"])
def test_a_broken_file_is_one_sentence(source: str) -> None:
    for library in ("openpyxl", "docx"):
        pytest.importorskip(library)
    with pytest.raises(ConfigError, match="打不开"):
        annotate(b"not a file", document(source))
