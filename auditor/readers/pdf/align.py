"""Text without ruling lines → prose, or a grid where the text stands in columns.

Columns are parted by gutters: strips of the page that (nearly) no line of text crosses. The cells of a row begin at
the same height, or have their middles at the same height; the reading that gives fewer rows is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from auditor.readers.pdf.celltext import bounds_of, line_text, lines, text_of
from auditor.readers.pdf.ink import Glyph
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
    """The text of a cell: its column, lines, top and bottom."""

    column: int
    lines: tuple[_Line, ...]
    top: float
    bottom: float


def aligned(glyphs: Sequence[Glyph], page: int) -> list[_Block]:
    """Return (top, block) of every grid without rulings and of every line of prose."""
    rows = lines(glyphs)
    printed = [line for line in rows if line_text(line)]
    edges = _columns(printed) if len(printed) >= _LEAST_LINES else []
    if len(edges) + 1 < _LEAST_COLUMNS:
        return _prose(printed, page)
    inside = [line for line in printed if not _crosses(line, edges)]
    outside = [line for line in printed if _crosses(line, edges)]
    grid = _grid(_pieces(inside, edges), len(edges) + 1, page)
    if grid is None:
        return _prose(printed, page)
    place = grid.rows[0].place.bbox
    return [*_prose(outside, page), (place[1] if place else 0.0, grid)]


def _prose(printed: Sequence[_Line], page: int) -> list[_Block]:
    return [(bounds_of(line)[1], Prose(line_text(line), _place([line], page))) for line in printed]


def _columns(printed: Sequence[_Line]) -> list[float]:
    """Return the middles of the gutters.

    Titles and notes run across them: lines above and below the first and last with several pieces are left out, and
    lines that cross a strip which nearly no line crosses.
    """
    first = next((i for i, line in enumerate(printed) if _chunks(line) >= _LEAST_COLUMNS), 0)
    last = next((i for i in range(len(printed), 0, -1) if _chunks(printed[i - 1]) >= _LEAST_COLUMNS), len(printed))
    core = printed[first:last]
    stray = _runs(_coverage(core), 1 + int(_STRAY * len(core)))
    rough = [(low + high) / 2 for low, high in stray if high - low >= _GUTTER]
    counts = _coverage([line for line in core if not _crosses(line, rough)])
    return [(low + high) / 2 for low, high in _runs(counts, 0) if high - low >= _GUTTER]


def _chunks(line: _Line) -> int:
    """Return how many pieces of a line wide gaps part."""
    printed = [glyph for glyph in line if glyph[0] != " "]
    return 1 + sum(1 for a, b in pairwise(printed) if b[1] - a[3] > 0.8 * (b[4] - b[2]))


def _coverage(printed: Sequence[_Line]) -> list[int]:
    """Return how many lines print something at each point of the width."""
    if not printed:
        return []
    _, _, right, _ = bounds_of([glyph for line in printed for glyph in line])
    counts = [0] * (int(right) + 2)
    for line in printed:
        covered: set[int] = set()
        for text, x0, _, x1, _, _ in line:
            if text != " ":
                covered.update(range(max(0, int(x0)), min(int(x1 + 0.99), len(counts))))
        for x in covered:
            counts[x] += 1
    return counts


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
    return any(glyph[1] < edge < glyph[3] for glyph in line for edge in edges if glyph[0] != " ")


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
            if line_text(part):
                filled[-1] += 1
                if column:
                    steps.append((number, part[0][2] - column[-1][0][2]))
                column.append(part)
    near = _leading(filled, steps)
    return [_piece(number, cell) for number, column in enumerate(columns) for cell in _close(column, near)]


def _piece(column: int, cell: list[_Line]) -> _Piece:
    box = bounds_of([glyph for line in cell for glyph in line])
    return _Piece(column, tuple(cell), box[1], box[3])


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
    few = median(filled) / 2 if filled else 0
    near = sorted(step for number, step in steps if filled[number] <= few)
    return _PITCH * median(near[: len(near) // 2 + 1]) if near else 0.0


def _grid(pieces: Sequence[_Piece], width: int, page: int) -> Grid | None:
    """Return the grid of the cells, or None where they do not make a table."""
    by_top = _levels([piece.top for piece in pieces])
    by_middle = _levels([(piece.top + piece.bottom) / 2 for piece in pieces])
    levels, tops = (by_top, True) if len(by_top) <= len(by_middle) else (by_middle, False)
    table: list[list[_Piece]] = [[] for _ in levels]
    for piece in pieces:
        at = piece.top if tops else (piece.top + piece.bottom) / 2
        table[bisect_right(levels, at) - 1].append(piece)
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
        glyphs = [glyph for line in piece.lines for glyph in line]
        sure = min(glyph[5] for glyph in glyphs)
        cells[piece.column] = Cell(text_of(glyphs), _place(piece.lines, page), confidence=sure)
    return Row(tuple(cells), _place([line for piece in row for line in piece.lines], page))


def _place(found: Sequence[_Line], page: int) -> Place:
    left, top, right, bottom = (round(value, 1) for value in bounds_of([glyph for line in found for glyph in line]))
    return Place(page=page, bbox=(left, top, right, bottom))
