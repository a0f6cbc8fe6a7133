"""Read rows back from every format: python -m bench.formats [INDICATORS.csv PROJECTS.csv] [--font=FILE] [--only=WORD].

Gold rows (files as in samples/gold; by default the bundled departments) are rendered by several programs in several
styles and extracted again; printed is the F1 over whole rows (as bench.extraction) beside the bar of its format,
with --show the rows that differ. Needs openpyxl, python-docx, reportlab; Chromium, LibreOffice, a Chinese TrueType
font (--font) and the extra ocr are used where they are there, and said where not.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from auditor.extract import extract
from auditor.readers import ocr, read_file
from bench.extraction import Key, f1, gold_of, rows_of
from bench.formats import office, printed
from bench.formats.model import Gold, split_boxes
from samples.make.pdfs import A4, Style, Table, pdf_of

ROOT = Path(__file__).resolve().parents[2]
DEPARTMENTS = ("clean-agency", "faulty-bureau-plain", "faulty-street-office-plain")
BARS = {"xlsx": 0.99, "docx": 0.99, "html": 0.99, "pdf": 0.97, "scan": 0.85}
_PAGES = 3  # of a scan: recognition takes seconds a page
Render = Callable[[list[Table], Path], Path]


def styles(font: str) -> Iterator[tuple[str, str, Render]]:
    """Yield (format, style, how to render it); what this machine cannot render is left out."""
    yield "xlsx", "merged", lambda tables, to: office.xlsx(tables, to / "a.xlsx")
    yield "xlsx", "one-sheet", lambda tables, to: office.xlsx(tables, to / "a.xlsx", one_sheet=True)
    yield "xlsx", "numbers", lambda tables, to: office.xlsx(tables, to / "a.xlsx", numbers=True)
    yield "xlsx", "blank", lambda tables, to: office.xlsx([split_boxes(each) for each in tables], to / "a.xlsx")
    yield "xlsx", "repeated", lambda tables, to: office.xlsx(_repeated(tables), to / "a.xlsx")
    yield "docx", "merged", lambda tables, to: office.docx(tables, to / "a.docx")
    yield "docx", "pieces", lambda tables, to: office.docx(tables, to / "a.docx", every=9)
    yield "docx", "pieces-no-head", lambda tables, to: office.docx(tables, to / "a.docx", every=9, again=False)
    yield "docx", "nested", lambda tables, to: office.docx(tables, to / "a.docx", nested=True)
    yield "docx", "blank", lambda tables, to: office.docx([split_boxes(each) for each in tables], to / "a.docx")
    yield "html", "spans", lambda tables, to: office.html(tables, to / "a.html")
    yield "html", "blank", lambda tables, to: office.html([split_boxes(each) for each in tables], to / "a.html")
    yield "html", "repeated", lambda tables, to: office.html(_repeated(tables), to / "a.html")
    for name, style in _drawn(font).items():
        yield "pdf", name, partial(_canvas, style)
    yield "pdf", "platypus", lambda tables, to: printed.platypus(tables, to / "a.pdf", font)
    yield "pdf", "platypus-lines", lambda tables, to: printed.platypus(tables, to / "a.pdf", font, paragraphs=False)
    yield "pdf", "platypus-rows", lambda tables, to: printed.platypus(tables, to / "a.pdf", font, in_row=False)
    yield from _exported()
    yield from _scans(font)


def _repeated(tables: list[Table]) -> list[Table]:
    return [split_boxes(each, repeat=True) for each in tables]


def _drawn(font: str) -> dict[str, Style]:
    drawn = {
        "strokes": Style(),
        "pieces": Style(ruling="pieces", centred=True),
        "turned": Style(rotate=90),
        "alternate": Style(alternate=True, page=(A4[1], A4[1]), footer="- {} -"),
        "once": Style(repeat=False),
        "unruled": Style(ruling="none"),
    }
    if font:
        drawn |= {"embedded": Style(font=font), "bars": Style(font=font, ruling="bars", repeat=False)}
        drawn |= {"embedded-unruled": Style(font=font, ruling="none", centred=True)}
    return drawn


def _canvas(style: Style, tables: list[Table], to: Path) -> Path:
    path = to / "a.pdf"
    path.write_bytes(pdf_of(tables, style))
    return path


def _exported() -> Iterator[tuple[str, str, Render]]:
    if printed.CHROMIUM:
        yield "pdf", "chromium", partial(_browser, False)
        yield "pdf", "chromium-centred", partial(_browser, True)
    if printed.OFFICE:
        yield (
            "pdf",
            "office-calc",
            lambda tables, to: printed.office(_fitted(office.xlsx(tables, to / "a.xlsx"), tables), "pdf"),
        )
        yield "pdf", "office-writer", lambda tables, to: printed.office(office.docx(tables, to / "a.docx"), "pdf")
        yield "xlsx", "office-xls", lambda tables, to: printed.office(office.xlsx(tables, to / "a.xlsx"), "xls")
        yield "html", "office-html", lambda tables, to: printed.office(office.docx(tables, to / "a.docx"), "html")
        yield (
            "docx",
            "office-docx",
            lambda tables, to: printed.office(office.html(tables, to / "a.html"), "docx:MS Word 2007 XML"),
        )


def _browser(centred: bool, tables: list[Table], to: Path) -> Path:
    return printed.chromium(office.html(tables, to / "a.html", centred=centred), to / "a.pdf")


def _fitted(path: Path, tables: list[Table]) -> Path:
    """Set the widths of the columns and wrap the cells, as a clerk does before printing."""
    from openpyxl import load_workbook
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = load_workbook(path)
    thin = Side(style="thin")
    for sheet, table in zip(book, tables, strict=True):
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
        for index, width in enumerate(table.widths, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width / 5.5
        merged = {cell.coordinate for span in sheet.merged_cells for row in sheet[span.coord] for cell in row}
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="center")
                cell.border = Border(thin, thin, thin, thin)
            lines = [len(str(cell.value or "")) * 11 / width for cell, width in zip(row, table.widths, strict=False)]
            alone = [count for count, cell in zip(lines, row, strict=False) if cell.coordinate not in merged]
            sheet.row_dimensions[row[0].row].height = 15 * (1 + int(max(alone, default=0)))
    book.save(path)
    return path


def _scans(font: str) -> Iterator[tuple[str, str, Render]]:
    if not ocr.available():
        return
    if font:
        yield "scan", "160dpi", partial(_scan, Style(font=font), 0.0, 0.0)
        yield "scan", "160dpi-skewed", partial(_scan, Style(font=font), 0.7, 0.0)
        yield "scan", "160dpi-grains", partial(_scan, Style(font=font, centred=True), 0.3, 40.0)


def _scan(style: Style, skew: float, noise: float, tables: list[Table], to: Path) -> Path:
    return printed.scanned(_canvas(style, tables, to), to / "scan.pdf", skew=skew, noise=noise)


def main(arguments: list[str]) -> None:
    """Print a line for each format and style, and the rows that differ where asked."""
    options = dict(argument[2:].partition("=")[::2] for argument in arguments if argument.startswith("--"))
    files = [Path(argument) for argument in arguments if not argument.startswith("--")]
    folder = ROOT / "samples" / "gold"
    golds = (
        [Gold(*files)]
        if files
        else [Gold(folder / f"{name}_indicators.csv", folder / f"{name}_projects.csv") for name in DEPARTMENTS]
    )
    only = options.get("only", "")
    print("format | style | F1 | bar")
    for kind, name, render in styles(options.get("font", "")):
        if only in f"{kind}:{name}":
            _measured(kind, name, [_read_back(render, gold, "show" in options) for gold in golds])


def _measured(kind: str, name: str, scores: list[float]) -> None:
    bar = BARS[kind]
    print(
        kind,
        name,
        " ".join(f"{score:.3f}" for score in scores),
        bar,
        "" if min(scores) >= bar else "below",
        sep=" | ",
        flush=True,
    )


def _read_back(render: Render, gold: Gold, show: bool) -> float:
    """Return the F1 of the rows of a department after they were rendered and read."""
    wanted = gold_of(str(gold.indicators))
    with tempfile.TemporaryDirectory() as folder:
        found = rows_of(extract(read_file(render(gold.tables(), Path(folder)))))
    if show:
        _differences(found, wanted)
    return f1(found, wanted)


def _differences(found: Counter[Key], wanted: Counter[Key]) -> None:
    for mark, rows in (("found", found - wanted), ("gold ", wanted - found)):
        for row in sorted(rows.elements()):
            print(" ", mark, *row, sep=" | ")


if __name__ == "__main__":
    main(sys.argv[1:])
