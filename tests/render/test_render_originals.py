"""The originals in the page: texts once, pictures within their budget, nothing that a text could become."""

from __future__ import annotations

import dataclasses
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest

from auditor.corpus.pictures import beside, pictured, with_originals
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.original import Originals, PageImage, Piece
from auditor.records.place import Place
from auditor.records.report import DocumentReport, Report, Ruleset
from auditor.render.html_report import render
from auditor.render.original_data import original_data
from auditor.render.page_images import with_pages


def paper(pages: int) -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    buffer = BytesIO()
    made = canvas.Canvas(buffer, pagesize=(600, 800))
    for number in range(pages):
        made.drawString(60, 700, f"page {number + 1}")
        made.showPage()
    made.save()
    return buffer.getvalue()


def finding(page: int, mark: str, bbox: tuple[float, float, float, float] | None = None) -> Finding:
    where = Where("12", place=Place(page=page, bbox=bbox))
    return Finding("r", "U01", "unit", "error", 0.9, "问题", "建议", mark * 16, where, Evidence("x"))


def test_only_pages_with_findings_are_pictures_and_the_cell_is_framed() -> None:
    pytest.importorskip("PIL")
    found = (finding(2, "a", (60, 80, 120, 160)), finding(2, "b"), finding(9, "c"))
    made = with_pages(DocumentReport("x.pdf", "", "ok", findings=found), paper(3))
    (image,) = made.originals.images
    assert image.title == "第 2 页"
    assert image.data[8:12] == b"WEBP"
    assert image.frames[0] == ("a" * 16, 10.0, 10.0, 10.0, 10.0)
    assert image.frames[1][3:] == (100.0, 100.0)


def test_what_goes_beyond_the_budget_is_named() -> None:
    pytest.importorskip("PIL")
    found = (finding(1, "a"), finding(2, "b"))
    made = with_pages(DocumentReport("x.pdf", "", "ok", findings=found), paper(2), left=10)
    assert made.originals.images == ()
    assert "有 2 页没有附入" in made.originals.note
    made = with_pages(DocumentReport("x.pdf", "", "ok", findings=found), paper(2), 10, "报告.原件/3-")
    assert [image.file for image in made.originals.images] == [f"报告.原件/3-{page}.audit.webp" for page in (1, 2)]
    assert made.originals.note == ""
    title, data, file = original_data([made])["images"][0]
    assert (title, data, unquote(file)) == ("第 1 页", "", "报告.原件/3-1.audit.webp")
    assert "img-src data: 'self' file:;" in unescape(render(Report("", Ruleset((), 0, ""), (made,))))
    assert "img-src data:;" in render(Report("", Ruleset((), 0, ""), (DocumentReport("x", "", "ok"),)))


def test_a_scan_is_a_picture_of_its_pages() -> None:
    from PIL import Image

    buffer, frames = BytesIO(), [Image.new("RGB", (200, 400), shade) for shade in ("white", "grey")]
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:], dpi=(100, 100))
    found = (finding(2, "a", (14.4, 28.8, 28.8, 57.6)), finding(9, "b"))
    (image,) = with_pages(DocumentReport("x.tif", "", "ok", findings=found), buffer.getvalue()).originals.images
    assert (image.title, image.data[8:12]) == ("第 2 页", b"WEBP")
    assert image.frames == (("a" * 16, 10.0, 10.0, 10.0, 10.0),)


def test_pictures_are_of_the_file_that_was_audited(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    path = tmp_path / "部门.pdf"
    path.write_bytes(paper(1))
    report = Report("", Ruleset((), 0, ""), (DocumentReport(str(path), "", "ok", findings=(finding(1, "a"),)),))
    assert not list(beside(with_originals(report, "报告.原件"))), "there is room in the page"
    made = pictured(report.documents[0], 0, "../originals/abc-")
    ((name, data),) = beside(dataclasses.replace(report, documents=(made,)))
    assert (name, data[8:12]) == ("../originals/abc-1.audit.webp", b"WEBP")
    path.unlink()
    assert with_originals(report) == report


def test_a_file_that_is_no_pdf_changes_nothing() -> None:
    report = DocumentReport("x.pdf", "", "ok", findings=(finding(1, "a"),))
    assert with_pages(report, b"not a pdf") is report


def test_texts_stand_once_and_places_by_document() -> None:
    piece = Piece("工作表“甲”", ("A", "B"), (("1", ("同", "同")), ("2", ("", "异\u202e"))), (("f" * 16, 1, 1),))
    image = PageImage("第 1 页", b"x", (("f" * 16, 1.0, 2.0, 3.0, 4.0),))
    one = DocumentReport("a", "", "ok", originals=Originals((piece,), (image,), "说明"))
    data = original_data([DocumentReport("b", "", "ok"), one])
    assert data["words"] == ["同", "异⟨U+202E⟩"]
    assert data["pieces"] == [["工作表“甲”", ["A", "B"], [["1", [0, 0]], ["2", [-1, 1]]]]]
    assert data["cells"] == {"2:" + "f" * 16: [0, 1, 1]}
    assert data["boxes"] == {"2:" + "f" * 16: [0, 1.0, 2.0, 3.0, 4.0]}
    assert data["notes"] == {"2": "说明"}
    assert dataclasses.replace(one, originals=Originals()) == one
