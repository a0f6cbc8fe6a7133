"""An xlsx workbook whose texts stay texts: no cell of ours is ever taken for a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from auditor.render.words import visible
from auditor.text.width import display_width

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# What a spreadsheet program may take for a formula when the cell is edited or exported again.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
# A cell of an xlsx file holds no more.
_LONGEST = 32767
# Heights in points: a line of text, the room around it, the most that a row may have.
_LINE, _PADDING, _TALLEST = 15.0, 3.0, 409.0


def workbook() -> Any:
    """Return an empty openpyxl workbook without sheets."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    book = Workbook()
    book.remove(book.active)
    # The first font of a workbook is that of every cell without one of its own.
    book._fonts = IndexedList([Font(name="宋体", size=10.5)])
    return book


def to_bytes(book: Any) -> bytes:
    """Return the content of the xlsx file."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write_rows(sheet: Worksheet, rows: Sequence[Sequence[object]]) -> None:
    """Write ``rows`` from A1 on; strings as strings, numbers as numbers, None as an empty cell."""
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None and value != "":
                _write(sheet, number, column, value)


def head(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Make the first row a bold, frozen, filtered header and set the column widths (in characters)."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, columns in enumerate(widths, start=1):
        cell = sheet.cell(1, column)
        cell.font = Font(name="黑体", size=10.5, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F3A5F")
        cell.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = columns
    sheet.row_dimensions[1].height = 24
    sheet.auto_filter.ref = sheet.dimensions


def for_paper(page: Worksheet, title: str = "") -> None:
    """Make the sheet print on A4 across, all columns on one page, head and ``title`` on each."""
    page.oddHeader.center.text = visible(title).replace("&", "&&") or None
    page.oddHeader.center.size = 16
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.oddFooter.center.text = "第 &P 页，共 &N 页"
    page.print_options.gridLines = True


def fit(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Wrap the texts below the header and make each row as high as they need.

    Excel would find the height by itself, WPS and LibreOffice do not for a file that no spreadsheet program wrote.
    """
    from openpyxl.styles import Alignment

    wrapped = Alignment(vertical="top", wrap_text=True)
    # A style is found by comparing it with all others: once for each that there is, not for every cell.
    known: dict[bytes, Any] = {}
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            before = b"" if cell._style is None else cell._style.tobytes()
            if before in known:
                cell._style = copy(known[before])
            else:
                cell.alignment = wrapped
                known[before] = cell._style
        texts = ((cell.value, width) for cell, width in zip(row, widths, strict=False) if isinstance(cell.value, str))
        sheet.row_dimensions[row[0].row].height = height(max((lines(text, width) for text, width in texts), default=1))


def height(lines: int) -> float:
    """Return how high a row of so many lines is, in points."""
    return min(_TALLEST, _LINE * lines + _PADDING)


def lines(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a column of ``width`` characters."""
    if 2 * len(text) < width and "\n" not in text:
        return 1
    return sum(
        1 if 2 * len(line) < width else max(1, ceil(display_width(line) / (width - 1))) for line in text.split("\n")
    )


def _write(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value, cell.quotePrefix = text_of(value)
        cell.data_type = "s"
    else:
        cell.value = value


def text_of(value: str) -> tuple[str, bool]:
    """Return a text as a cell holds it, and whether a spreadsheet program may take it for a formula."""
    return visible(value)[:_LONGEST], bool(_FORMULA.match(value))
