"""Pictures of pages: the recogniser's text in the cells of the ruling lines, each with its confidence."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import UnreadableError
from auditor.extract import extract
from auditor.readers import ocr, read_bytes, read_file
from auditor.records.document import Document, Grid
from tests.readers.pdf_files import ROOT, rows_of
from tests.readers.test_readers_pdf_roundtrip import TRUETYPE, f1, found, gold

SCAN = ROOT / "samples" / "formats" / "scanned-page.pdf"
STEM = ROOT / "samples" / "gold" / "clean-agency"
LEAST_F1 = 0.85

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="the extra “ocr” is not installed")


@pytest.fixture(scope="module")
def scanned() -> Document:
    return read_file(SCAN)


def picture(rows: list[list[str]], *, slope: float = 0.0, kind: str = "PNG") -> bytes:
    """Return a table drawn at 160 dpi, turned by ``slope`` degrees."""
    image_module, draw_module = pytest.importorskip("PIL.Image"), pytest.importorskip("PIL.ImageDraw")
    font_module = pytest.importorskip("PIL.ImageFont")
    path = next((path for path in TRUETYPE if path.exists()), None)
    if path is None:
        pytest.skip("no Chinese TrueType font on this machine")
    font = font_module.truetype(str(path), 22)
    image = image_module.new("RGB", (900, 120 + 60 * len(rows)), "white")
    draw = draw_module.Draw(image)
    width = 780 // len(rows[0])
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            left, top = 60 + width * column, 60 + 60 * number
            draw.rectangle((left, top, left + width, top + 60), outline="black", width=2)
            draw.text((left + 10, top + 16), text, fill="black", font=font)
    if slope:
        image = image.rotate(slope, resample=image_module.Resampling.BICUBIC, fillcolor="white")
    out = io.BytesIO()
    image.save(out, kind, dpi=(160, 160))
    return out.getvalue()


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for b in document.blocks if isinstance(b, Grid) for row in b.rows]


@needs_ocr
def test_the_scanned_sample_yields_the_rows_of_its_projects(scanned: Document) -> None:
    budget = extract(scanned)
    codes = {project.code for project in budget.projects}
    assert len(codes) == 2
    wanted = Counter({row: count for row, count in gold(STEM).items() if row[1] in codes})
    assert f1(found(budget), wanted) >= LEAST_F1


@needs_ocr
def test_what_was_recognised_is_never_quite_sure(scanned: Document) -> None:
    filled = [c for b in scanned.blocks if isinstance(b, Grid) for row in b.rows for c in row.cells if c.text]
    assert scanned.converted
    assert len(filled) > 50
    assert all(0 < cell.confidence < 1 for cell in filled)
    assert {cell.place.page for cell in filled} == {1}


@needs_ocr
def test_signs_standing_alone_are_recognised() -> None:
    rows = [["培训次数", "≥", "12"], ["完成时限", "≤", "11"], ["合格率", "=", "100"], ["满意度", ">", "95"]]
    assert texts(read_bytes(picture(rows), "a.png")) == rows


@needs_ocr
@pytest.mark.parametrize("slope", [-1.5, 0.7])
def test_a_crooked_scan_is_set_upright(slope: float) -> None:
    rows = [["数量指标", "培训次数", "12"], ["质量指标", "合格率", "95"], ["时效指标", "完成时限", "11"]]
    assert texts(read_bytes(picture(rows, slope=slope, kind="TIFF"), "a.tif")) == rows


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"\xff\xd8\xff\xe0" + b"y" * 80, b"II*\x00zzzz"])
def test_a_damaged_picture_is_unreadable(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL.Image")
    monkeypatch.setattr(ocr, "available", lambda: True)
    with pytest.raises(UnreadableError, match="图片已损坏"):
        read_bytes(data, "a.png")


def test_a_picture_of_enormous_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    image = pytest.importorskip("PIL.Image")
    monkeypatch.setattr(ocr, "available", lambda: True)
    out = io.BytesIO()
    image.new("1", (20000, 10000)).save(out, "PNG")
    with pytest.raises(UnreadableError, match="图片太大"):
        read_bytes(out.getvalue(), "a.png")


def test_without_the_recogniser_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(UnreadableError, match="ocr"):
        read_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 50, "a.png")


@pytest.mark.skipif(not (ROOT.parent / "shared" / "gold").exists(), reason="no hand-made rows beside this checkout")
@needs_ocr
def test_a_scanned_page_of_a_real_document_comes_back() -> None:
    paper: Any = pytest.importorskip("samples.make.paper")
    pdfs: Any = pytest.importorskip("samples.make.pdfs")
    pytest.importorskip("reportlab")
    font = next((str(path) for path in TRUETYPE if path.exists()), "")
    if not font:
        pytest.skip("no Chinese TrueType font on this machine")
    stem = Path(ROOT.parent / "shared" / "gold" / "000")
    projects, indicators = rows_of(stem)
    table = pdfs.table_12(projects[2:4], indicators, agency="008-某某局")
    budget = extract(read_bytes(paper.scan_of(pdfs.pdf_of([table], pdfs.Style(font=font, centred=True))), "a.pdf"))
    codes = {project["project_code"] for project in projects[2:4]}
    wanted = Counter({row: count for row, count in gold(stem).items() if row[1] in codes})
    assert f1(found(budget), wanted) >= LEAST_F1


@needs_ocr
def test_text_that_a_scanner_laid_under_its_picture_goes_into_the_cells_of_the_picture() -> None:
    canvas, utils = pytest.importorskip("reportlab.pdfgen.canvas"), pytest.importorskip("reportlab.lib.utils")
    cid, metrics = (
        pytest.importorskip("reportlab.pdfbase.cidfonts"),
        pytest.importorskip("reportlab.pdfbase.pdfmetrics"),
    )
    rows = [["数量指标", "培训次数", "12"], ["质量指标", "合格率", "95"], ["时效指标", "完成时限", "11"]]
    metrics.registerFont(cid.UnicodeCIDFont("STSong-Light"))
    scale = 72 / 160
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(900 * scale, 300 * scale))
    page.drawImage(utils.ImageReader(io.BytesIO(picture(rows))), 0, 0, 900 * scale, 300 * scale)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            line = page.beginText((72 + 260 * column) * scale, (300 - 98 - 60 * number) * scale)
            line.setFont("STSong-Light", 9)
            line.setTextRenderMode(3)
            line.textOut(text)
            page.drawText(line)
    page.save()
    document = read_bytes(out.getvalue(), "a.pdf")
    assert texts(document) == rows
    assert {c.confidence for b in document.blocks if isinstance(b, Grid) for row in b.rows for c in row.cells} == {0.9}
