"""Tables → xlsx by openpyxl, docx by python-docx, HTML by hand: each in the styles that departments use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from bench.formats.model import boxes, matrix
from samples.make.pdfs import Box, Table

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CSS = """@page {{ size: A4 landscape; margin: 12mm }} body {{ font-family: {font}; font-size: 8pt }}
table {{ border-collapse: collapse; table-layout: fixed; width: {width}pt }} thead {{ display: {thead} }}
td, th {{ border: 0.5pt solid #000; padding: 1pt; word-break: break-all; vertical-align: {align}; font-weight: normal }}
{more}"""


def xlsx(tables: Sequence[Table], path: Path, *, one_sheet: bool = False, numbers: bool = False) -> Path:
    """Write a workbook with a sheet for each table (or all below each other); ``numbers`` keeps values as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    row = 1
    for index, table in enumerate(tables):
        if index and not one_sheet:
            sheet, row = book.create_sheet(), 1
        for text in (table.title, table.note):
            sheet.cell(row, 1, text)
            row += 1
        row = _sheet(sheet, boxes(table), row, numbers) + 1
    book.save(path)
    return path


def _sheet(sheet: Any, cells: Sequence[Box], first: int, numbers: bool) -> int:
    """Write the cells from row ``first`` on and return the first row below them."""
    for box in cells:
        row, column = first + box.row, 1 + box.column
        cell = sheet.cell(row, column, box.text or None)
        if numbers and _NUMBER.fullmatch(box.text):
            cell.value, decimals = float(box.text), len(box.text.partition(".")[2])
            cell.number_format = "0." + "0" * decimals if decimals else "0"
        if box.rows > 1 or box.columns > 1:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + box.rows - 1, end_column=column + box.columns - 1
            )
    return first + max(box.row + box.rows for box in cells)


def docx(tables: Sequence[Table], path: Path, *, every: int = 0, again: bool = True, nested: bool = False) -> Path:
    """Write a Word file; ``every`` rows a new table (with the head ``again``), or ``nested`` in one-cell tables."""
    from docx import Document
    from docx.enum.section import WD_ORIENT

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    for table in tables:
        document.add_paragraph(table.title)
        document.add_paragraph(table.note)
        place = document.add_table(1, 1).cell(0, 0) if nested else document
        rows = max(box.row + box.rows for box in table.body)
        for start in range(0, rows, every or rows):
            head = table.head if again or not start else ()
            _word_table(place, _slice(table.body, start, start + (every or rows), head))
            document.add_paragraph("")
    document.save(str(path))
    return path


def _slice(body: Sequence[Box], start: int, end: int, head: Sequence[Box]) -> list[Box]:
    """Return the rows from ``start`` to ``end`` below the head; a cell that began above goes on without its text."""
    shift = max((box.row + box.rows for box in head), default=0) - start
    found = list(head)
    for box in body:
        top, bottom = max(box.row, start), min(box.row + box.rows, end)
        if top < bottom:
            text = box.text if box.row >= start else ""
            found.append(Box(top + shift, box.column, text, bottom - top, box.columns))
    return found


def _word_table(place: Any, cells: Sequence[Box]) -> None:
    rows = max(box.row + box.rows for box in cells)
    columns = max(box.column + box.columns for box in cells)
    table = place.add_table(rows, columns)
    if hasattr(place, "styles"):
        table.style = "Table Grid"
    grid = [list(row.cells) for row in table.rows]
    for box in cells:
        cell = grid[box.row][box.column]
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(grid[box.row + box.rows - 1][box.column + box.columns - 1])
        cell.text = box.text


def html(
    tables: Sequence[Table], path: Path, *, font: str = "sans-serif", centred: bool = False, more: str = ""
) -> Path:
    """Write a page with a table each, widths as in ``tables``; the head stands in <thead>, printed on every page."""
    width = max(sum(table.widths) for table in tables)
    style = _CSS.format(
        font=font, width=width, thead="table-header-group", align="middle" if centred else "top", more=more
    )
    parts = [f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>预算</title><style>{style}</style></head><body>']
    for table in tables:
        parts += [f"<p>{escape(table.title)}</p><p>{escape(table.note)}</p><table><colgroup>"]
        parts += [f'<col style="width:{width}pt">' for width in table.widths]
        parts += ["</colgroup><thead>", *map(_row, matrix(table.head)), "</thead><tbody>"]
        parts += [*map(_row, matrix(table.body)), "</tbody></table>"]
    path.write_text("".join([*parts, "</body></html>"]), encoding="utf-8")
    return path


def _row(row: Sequence[Box | None]) -> str:
    cells = []
    for box in row:
        if box:
            spans = f' rowspan="{box.rows}"' * (box.rows > 1) + f' colspan="{box.columns}"' * (box.columns > 1)
            cells.append(f"<td{spans}>{escape(box.text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"
