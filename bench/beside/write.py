"""A document of paragraphs and tables (cells between “|”; “^” goes on with the cell above, “<” with the left)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from pathlib import Path

from samples.make.pdfs import Box

Part = tuple[str, tuple[Box, ...]]


def write(text: str, form: str, folder: Path) -> Path:
    """Write the document and return its path."""
    path = folder / f"文件.{form}"
    _WRITERS[form](parts(text), path)
    return path


def parts(text: str) -> list[Part]:
    """Return paragraphs as (text, ()) and tables as ("", boxes), in order."""
    found: list[Part] = []
    for is_table, lines in groupby(text.splitlines(), lambda line: " | " in line):
        if is_table:
            found.append(("", boxes([[cell.strip() for cell in line.split("|")] for line in lines])))
        else:
            found += [(line, ()) for line in lines if line.strip()]
    return found


def boxes(rows: Sequence[Sequence[str]]) -> tuple[Box, ...]:
    """Return the cells of a table, merged as its marks say."""
    found: dict[tuple[int, int], Box] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    columns = max(map(len, rows))
    for row, line in enumerate(rows):
        for column, text in enumerate([*line, *[""] * (columns - len(line))]):
            first = {"<": owner.get((row, column - 1)), "^": owner.get((row - 1, column))}.get(text)
            first = first or (row, column)
            owner[row, column] = first
            box = found.setdefault(first, Box(row, column, text))
            found[first] = replace(box, rows=row - box.row + 1, columns=max(box.columns, column - box.column + 1))
    return tuple(found.values())


def _grid(table: Sequence[Box]) -> list[list[str]]:
    width = max(box.column + box.columns for box in table)
    rows = [[""] * width for _ in range(max(box.row + box.rows for box in table))]
    for box in table:
        rows[box.row][box.column] = box.text
    return rows


def _markdown(document: Sequence[Part], path: Path) -> None:
    blocks = []
    for text, table in document:
        if table:
            head, *body = (f"| {' | '.join(row)} |" for row in _grid(table))
            blocks.append("\n".join([head, "|" + "---|" * len(_grid(table)[0]), *body]))
        else:
            blocks.append(text)
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _csv(document: Sequence[Part], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for text, table in document:
            writer.writerows(_grid(table) if table else [[text]])


def _html(document: Sequence[Part], path: Path) -> None:
    made = ["<html><head><meta charset='utf-8'></head><body>"]
    for text, table in document:
        made.append(_html_table(table) if table else f"<p>{escape(text)}</p>")
    path.write_text("\n".join([*made, "</body></html>"]), encoding="utf-8")


def _html_table(table: Sequence[Box]) -> str:
    rows: dict[int, list[str]] = {}
    for box in sorted(table, key=lambda box: (box.row, box.column)):
        span = f" rowspan={box.rows}" * (box.rows > 1) + f" colspan={box.columns}" * (box.columns > 1)
        rows.setdefault(box.row, []).append(f"<td{span}>{escape(box.text)}</td>")
    return "<table border=1>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows.values()) + "</table>"


def _xlsx(document: Sequence[Part], path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    row = 1
    for text, table in document:
        for box in table or (Box(0, 0, text),):
            at, column = row + box.row, box.column + 1
            sheet.cell(at, column, box.text or None)
            if box.rows > 1 or box.columns > 1:
                sheet.merge_cells(
                    start_row=at, start_column=column, end_row=at + box.rows - 1, end_column=column + box.columns - 1
                )
        row += max((box.row + box.rows for box in table), default=1)
    book.save(path)


def _docx(document: Sequence[Part], path: Path) -> None:
    from docx import Document

    made = Document()
    for text, table in document:
        if not table:
            made.add_paragraph(text)
            continue
        grid = _grid(table)
        word = made.add_table(len(grid), len(grid[0]))
        for box in table:
            cell = word.cell(box.row, box.column)
            if box.rows > 1 or box.columns > 1:
                cell = cell.merge(word.cell(box.row + box.rows - 1, box.column + box.columns - 1))
            cell.text = box.text
    made.save(str(path))


def _pdf(document: Sequence[Part], path: Path) -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    from samples.make.pdfs import NOT_EMBEDDED, font_name

    font = font_name(NOT_EMBEDDED)
    style = ParagraphStyle("text", fontName=font, fontSize=9, leading=14, wordWrap="CJK")
    story: list[object] = []
    for text, table in document:
        if not table:
            story.append(Paragraph(escape(text), style))
            continue
        spans = [
            ("SPAN", (box.column, box.row), (box.column + box.columns - 1, box.row + box.rows - 1)) for box in table
        ]
        cells = [[Paragraph(escape(text), style) for text in row] for row in _grid(table)]
        story += [Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]), Spacer(1, 8)]
    SimpleDocTemplate(str(path), pagesize=(842, 595)).build(story)


_WRITERS: dict[str, Callable[[Sequence[Part], Path], None]] = {
    "md": _markdown,
    "csv": _csv,
    "html": _html,
    "xlsx": _xlsx,
    "docx": _docx,
    "pdf": _pdf,
}
