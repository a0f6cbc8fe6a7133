"""Tables turned on their side: each indicator a column, the words of the head one below the other → upright rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.words.vocabulary import header
from auditor.records.document import EMPTY, Grid, Prose, Row

_LEVELS = frozenset({"level1", "level2"})
_HEADS = frozenset(
    {*_LEVELS, "name", "operator", "value", "unit", "weight", "explanation", "basis", "remark", "polarity"}
)
_LEAST = 3  # heads one below the other
_FEWEST = 2  # indicators side by side: one alone is a form's labels


def upright(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; where heads of indicators stand one below the other each column right of them is a row."""
    return tuple(_upright(block) if isinstance(block, Grid) else block for block in blocks)


def _upright(grid: Grid) -> Grid:
    runs = list(_runs(grid.rows))
    if not runs:
        return grid
    width = max(len(row.cells) for row in grid.rows)
    rows: list[Row] = []
    end = 0
    for start, stop, column in runs:
        rows += [*grid.rows[end:start], *_turned(grid.rows[start:stop], column)]
        end = stop
    rows += grid.rows[end:]
    widest = max(width, *(len(row.cells) for row in rows))
    return replace(grid, rows=tuple(_padded(row, widest) for row in rows))


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """Yield (first row, row below the last, column of the heads) of each part of a table that is turned."""
    at = 0
    while at < len(rows):
        column = _head_column(rows[at])
        end = at + 1
        while column >= 0 and end < len(rows) and _head_column(rows[end]) == column:
            end += 1
        if column >= 0 and _is_turned(rows[at:end], column):
            yield at, end, column
        at = end


def _head_column(row: Row) -> int:
    """Return the column of the one head of an indicator that a row begins with, −1 where it begins with none."""
    filled = [at for at, cell in enumerate(row.cells) if cell.text]
    if not filled or not header(row.cells[filled[0]].text):
        return -1
    heads = [at for at in filled if header(row.cells[at].text)]
    if heads != filled[: len(heads)] or len(heads) > 2 or len(filled) == len(heads):
        return -1
    return heads[-1] if header(row.cells[heads[-1]].text) & _HEADS else -1


def _is_turned(rows: Sequence[Row], column: int) -> bool:
    """Return whether rows that begin with heads are an indicator table: name, level and value, each head once."""
    words = [header(row.cells[column].text) for row in rows]
    said = frozenset().union(*words)
    same = len({len(row.cells) for row in rows}) == 1  # merged cells that print once would move the others
    if (
        not same
        or len(rows) < _LEAST
        or len(set(words)) < len(words)
        or not ({"name", "value"} <= said and said & _LEVELS)
    ):
        return False
    names = next(row for row, each in zip(rows, words, strict=True) if "name" in each)
    return sum(1 for cell in names.cells[column + 1 :] if cell.text) >= _FEWEST


def _turned(rows: Sequence[Row], column: int) -> Iterator[Row]:
    """Yield the head and a row for each indicator; a level reaches over the columns right of it."""
    words = [header(row.cells[column].text) for row in rows]
    yield Row((*rows[0].cells[:column], *(row.cells[column].single for row in rows)), rows[0].place)
    blank = (EMPTY,) * column
    above = [EMPTY] * len(rows)
    for at in range(column + 1, max(len(row.cells) for row in rows)):
        cells = [row.cells[at].single if at < len(row.cells) else EMPTY for row in rows]
        if not any(cell.text for cell in cells):
            continue
        above = [cell if cell.text else up for cell, up in zip(cells, above, strict=True)]
        said = [up if each & _LEVELS else cell for each, cell, up in zip(words, cells, above, strict=True)]
        place = next(cell.place for cell in reversed(cells) if cell.text)
        yield Row((*blank, *said), place)


def _padded(row: Row, width: int) -> Row:
    return replace(row, cells=(*row.cells, *(EMPTY,) * (width - len(row.cells))))
