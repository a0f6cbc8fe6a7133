"""``python -m samples.make.paper`` writes samples/formats/*.pdf: a department as hard tables, and a scanned page.

Needs reportlab, pypdfium2 and Pillow; the scan also needs a Chinese TrueType font (its path is the one argument).
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from samples.make.pdfs import Style, pdf_of, table_12, table_13

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "formats"
STEM = "clean-agency"
AGENCY = "990312017-澜溪区公共就业服务中心"
SCANNED = 2  # projects on the scanned page
DPI = 160
_LEVELS = 16  # shades of grey


def rows() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the projects and the indicators of the department."""
    found = []
    for kind in ("projects", "indicators"):
        with (ROOT / "gold" / f"{STEM}_{kind}.csv").open(encoding="utf-8", newline="") as file:
            found.append(list(csv.DictReader(file)))
    return found[0], found[1]


def hard_tables() -> bytes:
    """Return the department as narrow, centred tables in short strokes, in a font that is not embedded."""
    projects, indicators = rows()
    style = Style(centred=True, ruling="pieces", footer="— {} —")
    return pdf_of([table_12(projects, indicators, agency=AGENCY), table_13(indicators, department=AGENCY)], style)


def scanned_page(font: str) -> bytes:
    """Return the first projects as the picture of a page; ``font`` is the file of a Chinese TrueType font."""
    projects, indicators = rows()
    return scan_of(pdf_of([table_12(projects[:SCANNED], indicators, agency=AGENCY)], Style(font=font)))


def scan_of(data: bytes, dpi: int = DPI) -> bytes:
    """Return the PDF ``data`` as pictures of its pages."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    document = pypdfium2.PdfDocument(data)
    for page in document:
        width, height = page.get_size()
        picture = page.render(scale=dpi / 72).to_pil().convert("L").quantize(_LEVELS).convert("L")
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Write the files; without a font only the first."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "hard-tables.pdf").write_bytes(hard_tables())
    if arguments:
        (FOLDER / "scanned-page.pdf").write_bytes(scanned_page(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
