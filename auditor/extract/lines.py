"""The document as one stream of lines: table rows and prose in reading order, broken rows mended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from auditor.records.document import Cell, Document, Grid, Row
from auditor.records.place import Place


@dataclass(frozen=True, slots=True)
class Line:
    """A table row, or a line of prose (one cell). ``piece`` numbers the table pieces between page breaks.

    ``filled`` are the cells that hold text.
    """

    cells: tuple[Cell, ...]
    place: Place
    piece: int
    filled: tuple[Cell, ...]
    prose: bool = False


def lines_of(document: Document) -> tuple[Line, ...]:
    """Return all lines of ``document``. A grid that follows directly on the one before it continues its piece."""
    found: list[Line] = []
    piece, last = 0, Place()
    for block in document.blocks:
        if not isinstance(block, Grid):
            cells = (Cell(block.text, block.place),)
            found.append(Line(cells, block.place, piece, cells, prose=True))
            last = block.place if _follows(last, block.place) else Place()
            continue
        if block.rows and not _follows(last, block.rows[0].place):
            piece += 1
        for row in _mended(block.rows):
            filled = tuple(cell for cell in row.cells if cell.text)
            if filled:
                found.append(Line(row.cells, row.place, piece, filled))
        last = block.rows[-1].place if block.rows else last
    return tuple(found)


def _follows(before: Place, after: Place) -> bool:
    return (
        before.line is not None
        and after.line is not None
        and after.line - before.line == 1
        and before.page == after.page
    )


def _mended(rows: tuple[Row, ...]) -> list[Row]:
    """Return the rows with those put together again that a line break inside a cell had cut in two.

    Two neighbours are one row where neither is complete and together they have exactly the usual number of cells.
    """
    usual, times = Counter(len(row.cells) for row in rows).most_common(1)[0]
    if times < len(rows) // 2 or times == len(rows):
        return list(rows)
    mended: list[Row] = []
    for row in rows:
        before = mended[-1] if mended else None
        together = len(before.cells) + len(row.cells) - 1 if before else 0
        if before and together == usual and len(before.cells) < usual and row.cells[0].text:
            joint = Cell(f"{before.cells[-1].text} {row.cells[0].text}".strip(), before.cells[-1].place)
            mended[-1] = Row((*before.cells[:-1], joint, *row.cells[1:]), before.place)
        else:
            mended.append(row)
    return mended
