"""Text without ruling lines → prose, or a grid where the text stands in columns.

Columns are parted by gutters: strips of the page that (nearly) no line of text crosses. The cells of a row begin at
the same height, or have their middles at the same height; the reading that gives fewer rows is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from auditor.readers.pdf.celltext import BLANKS, bounds_of, joined, line_text, lines
from auditor.readers.pdf.ink import Glyph, Rect
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.records.place import Place

_Line = list[Glyph]
_LEAST_LINES, _LEAST_COLUMNS, _LEAST_ROWS = 4, 3, 3
_GUTTER = 2  # points
_STRAY = 0.08  # of the lines may cross a gutter (titles, notes)
_PITCH = 1.18  # lines of one cell follow each other within this times the usual distance
_LEVEL = 2.5  # points between things at one height
_Block = tuple[float, Prose | Grid]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of a cell: its column, lines and bounds."""

    column: int
    lines: tuple[_Line, ...]
    box: Rect

    def level(self, *, tops: bool) -> float:
        """Return its top, or else its middle."""
        return self.box[1] if tops else (self.box[1] + self.box[3]) / 2


def aligned(glyphs: Sequence[Glyph], page: int) -> list[_Block]:
    """Return (top, block) of every grid without rulings and of every line of prose."""
    printed = [line for line in lines(glyphs) if any(glyph[0] not in BLANKS for glyph in line)]
    edges = _columns(printed) if len(printed) >= _LEAST_LINES else []
    if len(edges) + 1 < _LEAST_COLUMNS:
        return _prose(printed, page)
    # In a line of several pieces it is a full column that touches the next, in others a title that runs on.
    runs_on = [_crosses(line, edges) and _chunks(line) < _LEAST_COLUMNS for line in printed]
    inside = [line for line, across in zip(printed, runs_on, strict=True) if not across]
    outside = [line for line, across in zip(printed, runs_on, strict=True) if across]
    grid = _grid(_pieces(inside, edges), len(edges) + 1, page)
    if grid is None:
        return _prose(printed, page)
    place = grid.rows[0].place.bbox
    return [*_prose(outside, page), (place[1] if place else 0.0, grid)]


def _prose(printed: Sequence[_Line], page: int) -> list[_Block]:
    return [(box[1], Prose(line_text(line), _place([box], page))) for line in printed for box in (bounds_of(line),)]


def _columns(printed: Sequence[_Line]) -> list[float]:
    """Return the middles of the gutters.

    Titles and notes run across them: lines above and below the first and last with several pieces are left out, and
    lines that cross a strip which nearly no line crosses.
    """
    first = next((i for i, line in enumerate(printed) if _chunks(line) >= _LEAST_COLUMNS), 0)
    last = next((i for i in range(len(printed), 0, -1) if _chunks(printed[i - 1]) >= _LEAST_COLUMNS), len(printed))
    core = [(line, _inked(line)) for line in printed[first:last]]
    counts = _coverage([spans for _, spans in core])
    rough = [(low + high) / 2 for low, high in _runs(counts, 1 + int(_STRAY * len(core))) if high - low >= _GUTTER]
    if rough:
        counts = _coverage([spans for line, spans in core if not _crosses(line, rough)])
    return [(low + high) / 2 for low, high in _runs(counts, 0) if high - low >= _GUTTER]


def _chunks(line: _Line) -> int:
    """Return how many pieces of a line wide gaps part."""
    count, end = 1, float("inf")
    for text, left, top, right, bottom, _ in line:
        if text != " ":
            count += left - end > 0.8 * (bottom - top)
            end = right
    return count


def _inked(line: _Line) -> list[tuple[int, int]]:
    """Return the whole points of the width at which a line prints something, as runs (from, up to)."""
    found: list[tuple[int, int]] = []
    start = end = -1
    for text, left, _, right, _, _ in line:
        if text == " ":
            continue
        low, high = max(0, int(left)), int(right + 0.99)
        if low > end:
            found.append((start, end))
            start = low
        end = max(end, high)
    return [*found[1:], (start, end)]


def _coverage(lines_inked: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """Return how many lines print something at each point of the width."""
    right = max((spans[-1][1] for spans in lines_inked), default=-1)
    changes = [0] * (right + 2)
    for spans in lines_inked:
        for start, end in spans:
            changes[start] += 1
            changes[end] -= 1
    return list(accumulate(changes))[: right + 1]


def _runs(counts: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Return, of each run of points with at most ``most`` lines between busier ones, the part with the fewest."""
    found = []
    x = next((i for i, count in enumerate(counts) if count > most), len(counts))
    while x < len(counts):
        if counts[x] > most:
            x += 1
            continue
        end = next((i for i in range(x, len(counts)) if counts[i] > most), len(counts))
        if end < len(counts):
            least = min(counts[x:end])
            low = next(i for i in range(x, end) if counts[i] == least)
            found.append((low, next((i for i in range(low, end) if counts[i] > least), end)))
        x = end
    return found


def _crosses(line: _Line, edges: Sequence[float]) -> bool:
    return any(
        text != " " and bisect_right(edges, left) < bisect_left(edges, right) for text, left, _, right, _, _ in line
    )


def _pieces(inside: Sequence[_Line], edges: Sequence[float]) -> list[_Piece]:
    """Return the cells: lines of a column that follow each other closely."""
    columns: list[list[_Line]] = [[] for _ in range(len(edges) + 1)]
    filled: list[int] = []
    steps: list[tuple[int, float]] = []
    for number, line in enumerate(inside):
        parts: list[_Line] = [[] for _ in columns]
        for glyph in line:
            parts[bisect_right(edges, (glyph[1] + glyph[3]) / 2)].append(glyph)
        filled.append(0)
        for column, part in zip(columns, parts, strict=True):
            if any(glyph[0] not in BLANKS for glyph in part):
                filled[-1] += 1
                if column:
                    steps.append((number, part[0][2] - column[-1][0][2]))
                column.append(part)
    near = _leading(filled, steps)
    return [_piece(number, cell) for number, column in enumerate(columns) for cell in _close(column, near)]


def _piece(column: int, cell: list[_Line]) -> _Piece:
    return _Piece(column, tuple(cell), bounds_of([glyph for line in cell for glyph in line]))


def _close(column: Sequence[_Line], near: float) -> Iterator[list[_Line]]:
    """Yield runs of lines that are no more than ``near`` apart."""
    run: list[_Line] = []
    for line in column:
        if run and line[0][2] - run[-1][0][2] > near:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _leading(filled: Sequence[int], steps: Sequence[tuple[int, float]]) -> float:
    """Return the most that lines of one cell are apart: as lines with few cells follow the ones above them."""
    few = max(1, median(filled) / 3) if filled else 0
    near = sorted(step for number, step in steps if filled[number] <= few)
    return _PITCH * median(near[: len(near) // 2 + 1]) if near else 0.0


def _grid(pieces: Sequence[_Piece], width: int, page: int) -> Grid | None:
    """Return the grid of the cells, or None where they do not make a table."""
    by_top = _levels([piece.level(tops=True) for piece in pieces])
    by_middle = _levels([piece.level(tops=False) for piece in pieces])
    tops = len(by_top) <= len(by_middle)
    levels = by_top if tops else by_middle
    table: list[list[_Piece]] = [[] for _ in levels]
    for piece in pieces:
        table[bisect_right(levels, piece.level(tops=tops)) - 1].append(piece)
    full = sum(1 for row in table if len({piece.column for piece in row}) >= _LEAST_COLUMNS)
    if len(table) < _LEAST_ROWS or 2 * full < len(table):
        return None
    return Grid(tuple(_row(row, width, page) for row in table))


def _levels(heights: Sequence[float]) -> list[float]:
    """Return the lowest value of each group of heights that are about the same."""
    found: list[float] = []
    last = float("-inf")
    for height in sorted(heights):
        if height - last > _LEVEL:
            found.append(height)
        last = height
    return found


def _row(row: Sequence[_Piece], width: int, page: int) -> Row:
    cells = [EMPTY] * width
    for piece in row:
        sure = min([glyph[5] for line in piece.lines for glyph in line])
        text = joined([line_text(line) for line in piece.lines])
        cells[piece.column] = Cell(text, _place([piece.box], page), confidence=sure)
    return Row(tuple(cells), _place([piece.box for piece in row], page))


def _place(boxes: Sequence[Rect], page: int) -> Place:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    return Place(page, bbox=(round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)))
