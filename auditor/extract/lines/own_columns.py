"""Forms one below the other in one grid, each drawn with columns of its own → the same columns for all of them.

A grid has a column wherever a cell of any of its rows begins. Each form fills only some of them, and not those that the
next one fills: its labels and its indicators stand in the first, second … column that they use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import header
from auditor.records.document import EMPTY, Cell, Grid, Row

_LEAST = 2  # forms
_HEADS = 0.6


def shared_columns(grid: Grid) -> Grid:
    """Return the grid; where it holds several forms of merged cells, without the columns that a part leaves blank."""
    if sum(map(_names, grid.rows)) < _LEAST or not any(cell.columns > 1 for row in grid.rows for cell in row.cells):
        return grid
    rows = [row for part in _parts(grid.rows) for row in _narrow(part)]
    width = max(len(row.cells) for row in rows)
    return Grid(tuple(replace(row, cells=row.cells + (EMPTY,) * (width - len(row.cells))) for row in rows))


def _names(row: Row) -> bool:
    """Return whether the row begins with a label 项目名称 that has the name beside it."""
    if len(row.texts) < 2 or "project" not in header(row.texts[0]):
        return False
    return not header(row.texts[1]) and not is_amount(row.texts[1])


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the labels of each form, and its indicators with their head."""
    part: list[Row] = []
    for row in rows:
        if part and (_names(row) or _is_head(row)):
            yield part
            part = []
        part.append(row)
    yield part


def _is_head(row: Row) -> bool:
    words = [header(text) for text in row.texts]
    known = frozenset[str]().union(*words)
    return {"name", "value"} <= known and sum(map(bool, words)) >= _HEADS * len(words)


def _narrow(part: Sequence[Row]) -> Iterator[Row]:
    used = sorted({column for row in part for column, cell in enumerate(row.cells) if cell.text})
    for row in part:
        yield replace(row, cells=tuple(_cell(row, column, used) for column in used))


def _cell(row: Row, column: int, used: Sequence[int]) -> Cell:
    """Return the cell in a column that is kept, which reaches over fewer columns now."""
    cell = row.cells[column] if column < len(row.cells) else EMPTY
    reach = sum(column <= each < column + cell.columns for each in used)
    return cell if cell.columns == 1 else replace(cell, columns=max(1, reach))
