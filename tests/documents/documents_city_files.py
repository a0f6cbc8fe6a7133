"""Documents of prose and tables as files: text with tabs, Markdown, xlsx, html, PDF with ruled and merged cells."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from tests.documents.documents_cities import Part

Span = tuple[int, int, int, int]  # first row, first column, rows, columns


def tsv(parts: Sequence[Part], heads: Sequence[int]) -> bytes:
    """Return the document as text, cells between tabs."""
    texts = ["\n".join(map("\t".join, part)) if isinstance(part, list) else part for part in parts]
    return ("\n\n".join(texts) + "\n").encode()


def stripped(parts: Sequence[Part], heads: Sequence[int]) -> bytes:
    """Return the text without the tabs at the ends of its lines, as editors save it."""
    return b"\n".join(line.rstrip(b"\t") for line in tsv(parts, heads).split(b"\n"))


def markdown(parts: Sequence[Part], heads: Sequence[int]) -> bytes:
    """Return the document as Markdown."""

    def table(rows: list[list[str]]) -> str:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])

    texts = [table(part) if isinstance(part, list) else part for part in parts]
    return ("\n\n".join(texts) + "\n").encode()


def spans(rows: list[list[str]], heads: int) -> Iterator[Span]:
    """Yield the merged cells of the head rows: over blanks to the right, else over blanks below."""
    taken: set[tuple[int, int]] = set()
    for row in range(heads):
        for column, text in enumerate(rows[row]):
            if not text or (row, column) in taken:
                continue
            right = column + 1
            while right < len(rows[row]) and not rows[row][right] and (row, right) not in taken:
                right += 1
            down = row + 1
            while down < heads and not any(rows[down][column:right]):
                down += 1
            taken |= {(r, c) for r in range(row, down) for c in range(column, right)}
            yield row, column, down - row, right - column


def xlsx(parts: Sequence[Part], heads: Sequence[int]) -> bytes:
    """Return a workbook with one sheet a table, its title rows above, amounts as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    above: list[str] = []
    counts = iter(heads)
    for part in parts:
        if isinstance(part, str):
            above.append(part)
            continue
        sheet = book.create_sheet(f"表{len(book.worksheets) + 1}")
        for text in above:
            sheet.append([text])
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(part[0]))
        top = sheet.max_row + 1 if above else 1
        for row, texts in enumerate(part, top):
            for column, text in enumerate(texts, 1):
                _write(sheet.cell(row, column), text)
        for row, column, down, right in spans(part, next(counts)):
            if down * right > 1:
                place = {"start_row": top + row, "end_row": top + row + down - 1}
                sheet.merge_cells(**place, start_column=column + 1, end_column=column + right)
        above = []
    for text in above:  # what follows the last table
        book.worksheets[-1].append([text])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(cell: Any, text: str) -> None:
    amount = re.fullmatch(r"-?[\d,]+(\.\d+)?", text)
    if amount and (amount.group(1) or "," in text):
        cell.value = float(text.replace(",", ""))
        cell.number_format = "#,##0" + (".00" if amount.group(1) else "")
    else:
        cell.value = text or None


def html(parts: Sequence[Part], heads: Sequence[int]) -> bytes:
    """Return a page of a government site with the tables between menu and footer."""
    counts = iter(heads)
    body = "".join(
        f"<p>{escape(part)}</p>" if isinstance(part, str) else _html_table(part, next(counts)) for part in parts
    )
    page = f"<html><head><meta charset='utf-8'></head><body><ul><li>首页</li><li>政务公开</li></ul>{body}</body></html>"
    return page.encode()


def _html_table(rows: list[list[str]], heads: int) -> str:
    merged = {(row, column): (down, right) for row, column, down, right in spans(rows, heads)}
    hidden = {
        (r, c)
        for (row, column), (down, right) in merged.items()
        for r in range(row, row + down)
        for c in range(column, column + right)
        if (r, c) != (row, column)
    }
    lines = []
    for row, texts in enumerate(rows):
        cells = []
        for column, text in enumerate(texts):
            if (row, column) not in hidden:
                down, right = merged.get((row, column), (1, 1))
                cells.append(f'<td rowspan="{down}" colspan="{right}">{escape(text)}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border='1'>{''.join(lines)}</table>"


def pdf(parts: Sequence[Part], heads: Sequence[int]) -> bytes:
    """Return a PDF on wide pages with ruled tables, long ones over several pages with repeated heads."""
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import cidfonts, pdfmetrics
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(cidfonts.UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("text", fontName="STSong-Light", fontSize=8, wordWrap="CJK", leading=11)
    counts = iter(heads)
    story: list[Any] = []
    for part in parts:
        if isinstance(part, str):
            story.append(Paragraph(escape(part), style))
            continue
        count = next(counts)
        cells = [[Paragraph(escape(text), style) for text in row] for row in part]
        merged = [
            ("SPAN", (column, row), (column + right - 1, row + down - 1))
            for row, column, down, right in spans(part, count)
            if down * right > 1
        ]
        width = 760 / len(part[0])
        table = Table(cells, colWidths=[width] * len(part[0]), repeatRows=count)
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), *merged]))
        story.append(table)
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=(842, 420), leftMargin=40, rightMargin=40, invariant=1).build(story)
    return buffer.getvalue()


FORMATS: dict[str, Callable[[Sequence[Part], Sequence[int]], bytes]] = {
    "tsv": tsv,
    "txt": stripped,
    "md": markdown,
    "xlsx": xlsx,
    "html": html,
    "pdf": pdf,
}
