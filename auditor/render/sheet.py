"""An xlsx workbook whose texts stay texts: no cell of ours is ever taken for a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.render.words import visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# What a spreadsheet program may take for a formula when the cell is edited or exported again.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
# A cell of an xlsx file holds no more.
_LONGEST = 32767


def workbook() -> Any:
    """Return an empty openpyxl workbook without sheets. Raises ConfigError where openpyxl is not installed."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise ConfigError("写 xlsx 需要 openpyxl，请安装扩展：pip install 'auditor[xlsx]'。") from error
    book = Workbook()
    book.remove(book.active)
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
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F3A5F")
        cell.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = columns
    sheet.row_dimensions[1].height = 24
    sheet.auto_filter.ref = sheet.dimensions


def _write(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = visible(value)[:_LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = bool(_FORMULA.match(value))
    else:
        cell.value = value
