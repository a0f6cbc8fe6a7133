"""Gold rows → tables with merged cells, and the two other ways in which people print merged cells."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from samples.make.pdfs import Box, Table, table_12, table_13

AGENCY = "001-某局"
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Gold:
    """The rows of a department: files as in samples/gold, and the tables 12 and 13 that print them."""

    indicators: Path
    projects: Path

    def tables(self, *, merged_levels: bool = True) -> list[Table]:
        """Return tables 12 and 13, as far as there are rows for them."""
        rows = _read(self.indicators)
        found = []
        if projects := _read(self.projects):
            found.append(table_12(projects, rows, agency=AGENCY, merged_levels=merged_levels))
        if any(row["table"] == "13" for row in rows):
            found.append(table_13(rows, department=AGENCY, merged_levels=merged_levels))
        return found


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def boxes(table: Table) -> list[Box]:
    """Return head and body as boxes over the rows of one sheet."""
    head = 1 + max(box.row + box.rows - 1 for box in table.head)
    return [*table.head, *(replace(box, row=box.row + head) for box in table.body)]


def split_boxes(table: Table, *, repeat: bool = False) -> Table:
    """Return the table without merged cells: what they covered is blank, or says the same again (``repeat``)."""
    return replace(table, head=_split(table.head, repeat), body=_split(table.body, repeat))


def _split(cells: Sequence[Box], repeat: bool) -> tuple[Box, ...]:
    found = []
    for box in cells:
        for row in range(box.row, box.row + box.rows):
            for column in range(box.column, box.column + box.columns):
                first = (row, column) == (box.row, box.column)
                found.append(Box(row, column, box.text if first or repeat else ""))
    return tuple(found)


def matrix(cells: Sequence[Box]) -> list[list[Box | None]]:
    """Return, per row, one entry a column: the box that begins there, None where another covers the place."""
    rows = max(box.row + box.rows for box in cells)
    columns = max(box.column + box.columns for box in cells)
    found: list[list[Box | None]] = [[None] * columns for _ in range(rows)]
    for box in cells:
        found[box.row][box.column] = box
    return found


def covered(cells: Sequence[Box]) -> set[tuple[int, int]]:
    """Return the places (row, column) that a box covers beside its first."""
    return {
        (row, column)
        for box in cells
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
        if (row, column) != (box.row, box.column)
    }
