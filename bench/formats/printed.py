"""Tables → PDF by reportlab's own table layout, by Chromium and by LibreOffice, and scans of them."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path

from bench.formats.model import boxes, covered
from samples.make.pdfs import A4, NOT_EMBEDDED, Table, font_name

_SECONDS = 120
_DPI = 160
CHROMIUM = next((name for name in ("chromium", "google-chrome", "chrome") if shutil.which(name)), "")
OFFICE = next((name for name in ("soffice", "libreoffice") if shutil.which(name)), "")


def platypus(tables: Sequence[Table], path: Path, font: str, *, paragraphs: bool = True, in_row: bool = True) -> Path:
    """Write a PDF by reportlab's Table: heads on every page, rows cut by the page where ``in_row``."""
    from reportlab.lib.pagesizes import landscape
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    name = font_name(font or NOT_EMBEDDED)
    story: list[object] = []
    for table in tables:
        style = _paragraph_style(name)
        story += [Paragraph(table.title, style), Paragraph(table.note, style)]
        story += [_laid_out(table, name, paragraphs, in_row), PageBreak()]
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 36)
    SimpleDocTemplate(str(path), pagesize=landscape(A4), invariant=1, **margins).build(story)
    return path


def _paragraph_style(name: str) -> object:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle("cell", fontName=name, fontSize=7.5, leading=9.5, wordWrap="CJK")


def _laid_out(table: Table, name: str, paragraphs: bool, in_row: bool) -> object:
    """Return the table as a flowable: cells are paragraphs that wrap, or lines broken beforehand."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.platypus import Paragraph
    from reportlab.platypus import Table as Flowable

    cells = boxes(table)
    rows = max(box.row + box.rows for box in cells)
    data: list[list[object]] = [[""] * len(table.widths) for _ in range(rows)]
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("FONT", (0, 0), (-1, -1), name, 7.5, 9.5),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((side, (0, 0), (-1, -1), 1) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")),
    ]
    for box in cells:
        width = sum(table.widths[box.column : box.column + box.columns]) - 3
        text = escape(box.text)
        broken = _broken(box.text, width, lambda piece: stringWidth(piece, name, 7.5))
        data[box.row][box.column] = Paragraph(text, _paragraph_style(name)) if paragraphs else broken
        if box.rows > 1 or box.columns > 1:
            end = (box.column + box.columns - 1, box.row + box.rows - 1)
            commands.append(("SPAN", (box.column, box.row), end))
    for row, column in covered(cells):
        data[row][column] = ""
    head = max(box.row + box.rows for box in table.head)
    return Flowable(data, table.widths, repeatRows=head, splitInRow=int(in_row), style=commands)


def _broken(text: str, width: float, measure: object) -> str:
    """Return the text with line breaks where a column of ``width`` ends."""
    lines = [""]
    for char in text:
        if lines[-1] and measure(lines[-1] + char) > width:  # type: ignore[operator]
            lines.append("")
        lines[-1] += char
    return "\n".join(lines)


def chromium(page: Path, path: Path) -> Path:
    """Print an HTML page as PDF."""
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    _run([*command, f"--print-to-pdf={path}", page.resolve().as_uri()])
    return path


def office(file: Path, kind: str) -> Path:
    """Return the file that LibreOffice exports from ``file`` in the format ``kind`` (pdf, xls, docx, html …)."""
    out = file.parent / f"exported-{file.stem}"
    profile = (file.parent / "profile").resolve().as_uri()
    _run(
        [
            OFFICE,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            str(file),
        ]
    )
    return out / f"{file.stem}.{kind.partition(':')[0]}"


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)


def scanned(file: Path, path: Path, *, skew: float = 0.0, noise: float = 0.0) -> Path:
    """Return a PDF of pictures: each page grey, turned by ``skew`` degrees, with grains of ``noise`` (grey levels)."""
    import pypdfium2
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    document = pypdfium2.PdfDocument(file)
    canvas = Canvas(str(path), invariant=1)
    for index in range(len(document)):
        page = document[index]
        picture = page.render(scale=_DPI / 72).to_pil().convert("L")
        if noise:
            grains = Image.effect_noise(picture.size, noise)
            picture = Image.blend(picture, grains, 0.15)
        picture = picture.rotate(skew * random.Random(index).choice((-1, 1)), Image.Resampling.BICUBIC, fillcolor=255)
        size = page.get_size()
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return path
