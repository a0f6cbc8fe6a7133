"""Pieces of a table on two pages, each with columns of its own → the same columns, by where their cells stand.

A form for each project, one below the other, is drawn with columns of its own; what a page shows of it decides how
many columns that page's piece has. The cells of a PDF say where they begin and end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from auditor.records.document import EMPTY, Cell, Grid, Row

# Points: lines nearer than this are one; the outer lines of one table, and of columns that are the same, are so near.
_ONE, _NEAR = 2.0, 8.0


def aligned(before: Grid, after: Grid) -> tuple[Grid, Grid] | None:
    """Return both pieces with the same columns; as they are where they have them, None where they are not one table.

    Pieces with other columns are one table where the second begins with a merged cell that goes on: without a text.
    """
    same = len(before.rows[0].cells) == len(after.rows[0].cells)
    asis = (before, after) if same else None
    first = after.rows[0].cells[0]
    if first.text or first.place.bbox is None or (same and _agree(before, after)):
        return asis
    above, below = _lines(before), _lines(after)
    if not above or not below or any(abs(a - b) > _NEAR for a, b in zip(_ends(above), _ends(below), strict=True)):
        return asis
    edges = _merged([*above, *below])
    return _over(before, edges), _over(after, edges)


def _lines(grid: Grid) -> list[float]:
    """Return where the cells of a grid begin and end, nothing where one with text does not say so."""
    boxes = [cell.place.bbox for row in grid.rows for cell in row.cells if cell.text or cell.place.bbox is not None]
    found: list[float] = []
    for box in boxes:
        if box is None:
            return []
        found += (box[0], box[2])
    return found


def _ends(lines: Sequence[float]) -> tuple[float, float]:
    return min(lines), max(lines)


def _agree(before: Grid, after: Grid) -> bool:
    """Return whether the columns of both begin at the same places."""
    first, second = dict(_begins(before)), dict(_begins(after))
    return all(abs(first[column] - second[column]) <= _NEAR for column in first.keys() & second.keys())


def _begins(grid: Grid) -> Iterator[tuple[int, float]]:
    for row in grid.rows:
        for column, cell in enumerate(row.cells):
            if cell.place.bbox is not None:
                yield column, cell.place.bbox[0]


def _merged(lines: Sequence[float]) -> list[float]:
    """Return the different lines, from left to right."""
    edges: list[float] = []
    for line in sorted(lines):
        if not edges or line - edges[-1] > _ONE:
            edges.append(line)
    return edges


def _over(grid: Grid, edges: Sequence[float]) -> Grid:
    """Return the grid with a column between each two of the edges; its cells reach over those that they cover."""
    return Grid(tuple(Row(tuple(_cells(row, edges)), row.place) for row in grid.rows))


def _cells(row: Row, edges: Sequence[float]) -> Iterator[Cell]:
    placed: dict[int, Cell] = {}
    for cell in row.cells:
        if cell.place.bbox is not None:
            left, right = (bisect_right(edges, line + _ONE) - 1 for line in (cell.place.bbox[0], cell.place.bbox[2]))
            placed[left] = Cell(cell.text, cell.place, cell.rows, max(1, right - left), cell.confidence)
    for column in range(len(edges) - 1):
        yield placed.get(column, EMPTY)
