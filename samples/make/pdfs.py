"""PDF files with hard tables, drawn by reportlab: narrow columns, cells cut by pages, merged cells, rotated pages.

A table is laid out once as an endless strip; pages are cut out of it wherever they end, as office programs do: a cell
may be cut in the middle of a word, a merged cell goes on without text. Lengths are in PDF points.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from samples.make.layout import HEADER

A4 = (595.28, 841.89)
NOT_EMBEDDED = "STSong-Light"


@dataclass(frozen=True)
class Box:
    """A cell: ``row`` and ``column`` of its upper left corner and how many rows and columns it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Style:
    """How a table is printed; ``ruling`` is strokes, pieces (short strokes per cell), bars (filled) or none.

    ``font`` is a file (embedded) or STSong-Light (not embedded); ``rotate`` is the /Rotate entry of the pages;
    ``alternate`` prints every second page in portrait.
    """

    font: str = NOT_EMBEDDED
    size: float = 7.5
    ruling: str = "strokes"
    centred: bool = False
    rotate: int = 0
    alternate: bool = False
    page: tuple[float, float] = (A4[1], A4[0])
    margin: float = 36.0
    repeat: bool = True
    footer: str = ""


@dataclass(frozen=True)
class Table:
    """Title and note above, column widths, head boxes (repeated on every page) and body boxes."""

    title: str
    note: str
    widths: tuple[float, ...]
    head: tuple[Box, ...]
    body: tuple[Box, ...]


def pdf_of(tables: Sequence[Table], style: Style) -> bytes:
    """Return the PDF that shows ``tables``, each on pages of its own."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=style.page, invariant=1)
    pen = _Pen(canvas, style)
    for table in tables:
        _draw(table, pen)
    canvas.save()
    return out.getvalue()


class _Pen:
    """A canvas whose y grows downwards, with the style's font and rulings."""

    def __init__(self, canvas: Any, style: Style) -> None:
        self.canvas, self.style, self.number = canvas, style, 0
        self.name = font_name(style.font)
        self.page = style.page

    def begin(self) -> None:
        self.number += 1
        width, height = self.style.page
        self.page = (height, width) if self.style.alternate and self.number % 2 == 0 else (width, height)
        self.canvas.setPageSize(self.page)
        if self.style.rotate:
            self._turn()
        self.canvas.setFont(self.name, self.style.size)
        self.canvas.setLineWidth(0.5)

    def _turn(self) -> None:
        """Draw on a sheet turned against /Rotate, so that the reader sees the table upright."""
        width, height = self.page
        turned = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}
        self.canvas.setPageRotation(self.style.rotate)
        self.canvas.transform(*turned[self.style.rotate])

    def end(self) -> None:
        if self.style.footer:
            text = self.style.footer.format(self.number)
            self.text(text, self.page[0] / 2 - self.width(text) / 2, self.page[1] - 24)
        self.canvas.showPage()

    def width(self, text: str) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(text, self.name, self.style.size))

    def text(self, text: str, x: float, top: float) -> None:
        self.canvas.drawString(x, self.page[1] - top - 0.85 * self.style.size, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        low, high = self.page[1] - y1, self.page[1] - y0
        if self.style.ruling == "bars":
            self.canvas.rect(x0 - 0.25, low - 0.25, x1 - x0 + 0.5, high - low + 0.5, stroke=0, fill=1)
        elif self.style.ruling != "none":
            self.canvas.line(x0, low, x1, high)


def font_name(name: str) -> str:
    """Return the name by which reportlab knows the font ``name`` (a file, or STSong-Light) from now on."""
    from reportlab.pdfbase import cidfonts, pdfmetrics, ttfonts

    if name == NOT_EMBEDDED:
        pdfmetrics.registerFont(cidfonts.UnicodeCIDFont(name))
        return name
    pdfmetrics.registerFont(ttfonts.TTFont("embedded", name, subfontIndex=0))
    return "embedded"


@dataclass(frozen=True)
class _Strip:
    """A laid-out run of rows: ``tops`` of the rows (one more than rows) and per box its lines with their tops."""

    tops: tuple[float, ...]
    boxes: tuple[tuple[Box, tuple[tuple[float, str], ...]], ...]


def _strip(boxes: Sequence[Box], widths: Sequence[float], pen: _Pen) -> _Strip:
    leading = pen.style.size * 1.3
    lines = [_wrapped(box, sum(widths[box.column : box.column + box.columns]) - 4, pen) for box in boxes]
    heights = [leading + 3] * max(box.row + box.rows for box in boxes)
    for box, text in sorted(zip(boxes, lines, strict=True), key=lambda pair: pair[0].rows):
        last = box.row + box.rows
        lacking = len(text) * leading + 3 - sum(heights[box.row : last])
        heights[last - 1] += max(0.0, lacking)
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height)
    placed = []
    for box, text in zip(boxes, lines, strict=True):
        top, bottom = tops[box.row], tops[box.row + box.rows]
        start = (top + bottom - len(text) * leading) / 2 if pen.style.centred else top + 1.5
        placed.append((box, tuple((start + i * leading, line) for i, line in enumerate(text))))
    return _Strip(tuple(tops), tuple(placed))


def _wrapped(box: Box, width: float, pen: _Pen) -> list[str]:
    """Return the text broken wherever the column ends, between any two characters."""
    lines = [""]
    for char in box.text:
        if char == "\n" or (lines[-1] and pen.width(lines[-1] + char) > width):
            lines.append("")
        lines[-1] += char.strip("\n")
    return lines if box.text else []


def _draw(table: Table, pen: _Pen) -> None:
    head, body = _strip(table.head, table.widths, pen), _strip(table.body, table.widths, pen)
    done, first = 0.0, True
    while done < body.tops[-1]:
        pen.begin()
        y = pen.style.margin
        if first:
            pen.text(table.title, pen.style.margin, y)
            pen.text(table.note, pen.style.margin, y + 14)
            y += 30
        if first or pen.style.repeat:
            y = _part(head, (0.0, head.tops[-1]), y, table.widths, pen)
        room = pen.page[1] - pen.style.margin - y
        end = _cut(body, done, done + room)
        _part(body, (done, end), y, table.widths, pen)
        done, first = end, False
        pen.end()


def _cut(strip: _Strip, start: float, end: float) -> float:
    """Return the largest cut up to ``end`` that goes through no line of text and leaves no sliver of a row."""
    leading = 1.0
    if strip.tops[-1] <= end:
        return strip.tops[-1]
    tops = [(top, top + 9.0) for _, lines in strip.boxes for top, _ in lines if top >= start]
    cut = end
    while True:
        near = [top for top in strip.tops if 0 < abs(cut - top) < 6 and top > start + 6]
        through = [top for top, bottom in tops if top < cut < bottom]
        lower = min([*near, *through], default=cut)
        if lower >= cut and not through:
            return cut
        cut = lower if lower < cut else cut - leading


def _part(strip: _Strip, span: tuple[float, float], y: float, widths: Sequence[float], pen: _Pen) -> float:
    """Draw what stands in ``span`` of the strip, from ``y`` on; return where it ends."""
    start, end = span
    edges = [pen.style.margin]
    for width in widths:
        edges.append(edges[-1] + width)
    for box, lines in strip.boxes:
        top, bottom = max(strip.tops[box.row], start), min(strip.tops[box.row + box.rows], end)
        if bottom - top < 0.5:
            continue
        left, right = edges[box.column], edges[box.column + box.columns]
        _frame((left, y + top - start, right, y + bottom - start), pen)
        for line_top, text in lines:
            if start <= line_top < end:
                pen.text(text, left + 2, y + line_top - start)
    return y + end - start


def _frame(rect: tuple[float, float, float, float], pen: _Pen) -> None:
    left, top, right, bottom = rect
    step = 17.0 if pen.style.ruling == "pieces" else 1e9
    for y in (top, bottom):
        x = left
        while x < right:
            pen.rule(x, y, min(x + step, right), y)
            x += step
    for x in (left, right):
        y = top
        while y < bottom:
            pen.rule(x, y, x, min(y + step, bottom))
            y += step


_BELOW = (3, 4)  # the columns of table 12 that stand below a heading of their own
HEAD_12 = (
    *(Box(0, column, text, 2) for column, text in enumerate(HEADER) if column not in _BELOW),
    Box(0, _BELOW[0], "其中：", 1, len(_BELOW)),
    *(Box(1, column, HEADER[column]) for column in _BELOW),
)
NARROW = (40.0, 66.0, 50.0, 50.0, 34.0, 150.0, 22.0, 22.0, 90.0, 40.0, 70.0, 40.0)
HEAD_13 = (Box(0, 0, "活动"), *(Box(0, 1 + column, text) for column, text in enumerate(HEADER[6:])))


def table_12(
    projects: Sequence[dict[str, str]], rows: Sequence[dict[str, str]], *, agency: str = "", merged_levels: bool = True
) -> Table:
    """Return table 12 of gold rows: the cells of a project are merged over all its rows, so are equal levels."""
    boxes: list[Box] = []
    row = 0
    for project in projects:
        own = [r for r in rows if r["table"] == "12" and r["project_code"] == project["project_code"]]
        count = max(1, len(own))
        label = f"{project['project_code']}-{project['project_name']}"
        left = (agency, label, project["total_wan"], project["fiscal_wan"], project["other_wan"], project["goal_text"])
        boxes += [Box(row, column, text, count) for column, text in enumerate(left)]
        boxes += _rows(own or [{}], row, 6, merged_levels)
        row += count
    return Table("预算12表 项目支出绩效目标表", "金额单位：万元", NARROW, HEAD_12, tuple(boxes))


def table_13(rows: Sequence[dict[str, str]], *, department: str = "", merged_levels: bool = True) -> Table:
    """Return table 13 without its funds: the department, if given, and activities merged over their rows."""
    boxes: list[Box] = []
    own = [r for r in rows if r["table"] == "13"]
    row = 0
    while row < len(own):
        activity = own[row]["project_code"]
        count = next((i for i, r in enumerate(own[row:]) if r["project_code"] != activity), len(own) - row)
        boxes.append(Box(row, 0, activity, count))
        boxes += _rows(own[row : row + count], row, 1, merged_levels)
        row += count
    widths = (120.0, 60.0, 60.0, 160.0, 60.0, 120.0, 60.0)
    head: tuple[Box, ...] = HEAD_13
    if department:
        named = (Box(0, 0, "部门名称"), Box(0, 1, department, 1, len(widths) - 1))
        head = (*named, *(replace(box, row=1) for box in HEAD_13))
    return Table("预算13表 部门整体支出绩效目标表", "金额单位：万元", widths, head, tuple(boxes))


def _rows(own: Sequence[dict[str, str]], first: int, column: int, merged: bool) -> list[Box]:
    boxes: list[Box] = []
    for offset, row in enumerate(own):
        for index, name in enumerate(("level1", "level2", "name", "operator", "value", "unit")):
            boxes.append(Box(first + offset, column + index, row.get(name, "")))
    return _merged_levels(boxes, column) if merged else boxes


def _merged_levels(boxes: Sequence[Box], column: int) -> list[Box]:
    """Return the boxes with equal first levels that stand below each other made one."""
    done: list[Box] = []
    for box in boxes:
        above = next((i for i, b in enumerate(done) if b.column == column and b.row + b.rows == box.row), None)
        if box.column == column and above is not None and done[above].text == box.text and box.text:
            done[above] = replace(done[above], rows=done[above].rows + 1)
        else:
            done.append(box)
    return done
