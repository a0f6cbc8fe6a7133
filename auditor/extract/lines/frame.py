"""What surrounds the cells of a table in an author's own file: titles above, signatures below, running numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.words.keys import fold
from auditor.extract.words.notes import CAPTION, LABELLED
from auditor.records.document import Cell, Row

_NUMBER_HEADS = {"序号", "行次"}
_RUNNING = re.compile(r"\d{1,4}")
_NARROW = 3


def framed(rows: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """Yield (row, whether it is prose) of a grid: lone texts and labels above and labels below it become prose.

    Cells under 序号 that hold a running number become empty: they say nothing about the row.
    """
    first, end = 0, len(rows)
    if rows and len(rows[0].cells) >= _NARROW:
        while first < end and _is_above(rows[first]):
            first += 1
        while end > first and _is_labelled(rows[end - 1]):
            end -= 1
    if first == len(rows):  # nothing but texts: no table with a frame
        first, end = 0, len(rows)
    column = _number_column(rows[first:end])
    for number, row in enumerate(rows):
        if first <= number < end:
            yield _without_number(row, column), False
        else:
            yield from ((Row((cell,), cell.place), True) for cell in row.filled)


def _is_above(row: Row) -> bool:
    return len(row.filled) == 1 or _is_labelled(row)


def _is_labelled(row: Row) -> bool:
    """Return whether all that the row holds begins with a label and a colon (填报人:…, 单位:万元)."""
    texts = [fold(text) for text in row.texts]
    return all(LABELLED.match(text) or CAPTION.match(text) for text in texts)


def _number_column(rows: Sequence[Row]) -> int:
    """Return the column whose head is 序号, or −1; it stands in the first row."""
    cells = rows[0].cells if rows else ()
    return next((column for column, cell in enumerate(cells) if fold(cell.text) in _NUMBER_HEADS), -1)


def _without_number(row: Row, column: int) -> Row:
    if not 0 <= column < len(row.cells) or not _RUNNING.fullmatch(row.cells[column].text):
        return row
    empty: Cell = replace(row.cells[column], text="")
    return Row((*row.cells[:column], empty, *row.cells[column + 1 :]), row.place)
