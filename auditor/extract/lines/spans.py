"""Merged cells of office files: an indicator's cell that reaches over several rows counts in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.words.vocabulary import is_level
from auditor.records.document import Cell, Row


def spread(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a grid with merged level cells, and what stands right of them, in every row they cover.

    Cells left of the levels (project, amounts, objective) stay in their first row: they are said once, and their
    span says how far they reach.
    """
    if not any(cell.rows > 1 for row in rows for cell in row.cells):
        return tuple(rows)
    open_: dict[int, tuple[int, Cell]] = {}  # column → (first row below the merged cell, the cell)
    done: list[Row] = []
    for number, row in enumerate(rows):
        open_ = {column: (end, cell) for column, (end, cell) in open_.items() if end > number}
        done.append(_filled(row, {column: cell for column, (_, cell) in open_.items()}))
        for column, cell in enumerate(row.cells):
            if cell.text and cell.rows > 1:
                open_[column] = (number + cell.rows, cell)
    return tuple(done)


def _filled(row: Row, covering: dict[int, Cell]) -> Row:
    """Return the row with the cells that merged cells above cover, from the first level column on.

    A damaged row may end before a column that one covers: what is not there is an empty cell.
    """
    missing = max(covering, default=-1) + 1 - len(row.cells)
    if missing > 0:
        row = replace(row, cells=row.cells + (Cell("", row.place),) * missing)
    shown = [cell if cell.text else covering.get(column, cell) for column, cell in enumerate(row.cells)]
    edge = next((column for column, cell in enumerate(shown) if cell.text and is_level(cell.text)), len(shown))
    covered = [column for column in covering if column >= edge and not row.cells[column].text]
    if not covered:
        return row
    cells = list(row.cells)
    for column in covered:
        cells[column] = replace(covering[column], rows=1)
    return Row(tuple(cells), row.place)
