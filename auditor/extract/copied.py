"""Tables copied from a browser: a merged cell prints once, so that the rows below it are shorter than the head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.extract.fitting import Column, placed
from auditor.extract.keys import fold
from auditor.extract.lead import SUM
from auditor.extract.vocabulary import header
from auditor.records.document import EMPTY, Cell, Row

_HEAD = 0.6
_LEAST = 4  # columns
_MOST_PIECES = 12
_PARTS = frozenset({"level1", "level2", "name"})


@dataclass(frozen=True, slots=True)
class CopiedHead:
    """The columns that a head prints; ``rows`` are its rows with a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def squared(rows: Sequence[Row], head: CopiedHead | None) -> tuple[tuple[Row, ...], CopiedHead | None]:
    """Return the rows with a cell for each column of their head, and the head under which the next rows may go on.

    A cell that a row does not print is covered by the one above it, which then says over how many rows it reaches.
    A row that does not fit stays as it is.
    """
    done: list[Row] = []
    under: list[Row] = []
    at = 0
    while at < len(rows):
        found = _head_at(rows, at)
        if found:
            done += _body(under, head)
            under, head = [], found
            done += found.rows
            at += len(found.rows)
        else:
            under.append(rows[at])
            at += 1
    goes_on = head is not None and (not under or _varies(under, len(head.columns)))
    return (*done, *_body(under, head)), head if goes_on else None


def _head_at(rows: Sequence[Row], at: int) -> CopiedHead | None:
    """Return the head of indicators that begins at row ``at``, in one row or two, None where there is none."""
    one = rows[at]
    if not _is_head(one):
        return None
    two = rows[at + 1] if at + 1 < len(rows) and _is_head(rows[at + 1]) else None
    texts = [cell.text for cell in one.cells]
    if two and len(two.cells) != len(one.cells):
        group = _group(one, two)
        if group < 0:
            return None
        wide = (*one.cells[: group + 1], *[EMPTY] * (len(two.cells) - 1), *one.cells[group + 1 :])
        below = (*[EMPTY] * group, *two.cells, *[EMPTY] * (len(one.cells) - group - 1))
        texts = [low.text or high.text for low, high in zip(below, wide, strict=True)]
        return _head(texts, (replace(one, cells=wide), replace(two, cells=below)))
    return _head(texts, (one,))


def _head(texts: Sequence[str], rows: tuple[Row, ...]) -> CopiedHead | None:
    columns = tuple(Column(header(text)) for text in texts)
    words = frozenset[str]().union(*(column.roles for column in columns))
    fits = len(columns) >= _LEAST and "name" in words and words & {"value", "operator"} and words & {"level1", "level2"}
    return CopiedHead(columns, rows) if fits else None


def _group(one: Row, two: Row) -> int:
    """Return the cell of the upper row under which the whole lower row stands, −1 where that is not sure.

    It is the one that names the indicators together (绩效指标); the lower row begins with their levels.
    """
    if not header(two.cells[0].text) & _PARTS:
        return -1
    wide = [at for at, cell in enumerate(one.cells) if header(cell.text) & {"name", "within"}]
    return wide[-1] if wide else len(one.cells) - 1


def _is_head(row: Row) -> bool:
    filled = [cell.text for cell in row.cells if cell.text]
    return len(filled) > 1 and sum(1 for text in filled if header(text)) >= _HEAD * len(filled)


def _body(rows: Sequence[Row], head: CopiedHead | None) -> Iterator[Row]:
    """Yield the rows below a head, those that are shorter with a cell for each column."""
    width = len(head.columns) if head else 0
    if not head or not _varies(rows, width):
        yield from rows
        return
    places = _places(rows, head)
    done = [None if columns is None else _under(columns, row, width) for columns, row in zip(places, rows, strict=True)]
    _spread(places, done)
    for row, cells in zip(rows, done, strict=True):
        yield row if cells is None else replace(row, cells=tuple(cells))


def _spread(places: Sequence[tuple[int, ...] | None], done: list[list[Cell] | None]) -> None:
    """Let each cell reach over the rows below it that leave its column out."""
    above: dict[int, int] = {}  # column → the row whose cell reaches down to the present one
    for number, columns in enumerate(places):
        for column in range(max(columns) + 1 if columns else 0):
            if column in (columns or ()):
                above[column] = number
            elif column in above:
                _reach(done[above[column]], column, number - above[column] + 1)


def _places(rows: Sequence[Row], head: CopiedHead) -> list[tuple[int, ...] | None]:
    """Return the columns of the cells of each row, None for a row that does not fit or is a piece of one."""
    places: list[tuple[int, ...] | None] = []
    width = len(head.columns)
    end = 0  # the row below the pieces of one
    printed = _prints_blanks(rows, width)
    for number, row in enumerate(rows):
        columns = _columns(row, head) if number >= end else None
        if columns and printed and not _lost_blanks(row, columns, head):
            columns = None
        if columns is None:
            end = max(end, number + _pieces(rows[number : number + _MOST_PIECES], width))
        places.append(columns)
    return places


def _under(columns: Sequence[int], row: Row, width: int) -> list[Cell]:
    cells = [EMPTY] * width
    for column, cell in zip(columns, row.cells, strict=True):
        cells[column] = cell
    return cells


def _prints_blanks(rows: Sequence[Row], width: int) -> bool:
    """Return whether rows print the blank cells left of them: then no merged cell made the short ones short."""
    full = sum(1 for row in rows if len(row.cells) == width and not row.cells[0].text)
    return full > sum(1 for row in rows if len(row.cells) < width)


def _lost_blanks(row: Row, columns: Sequence[int], head: CopiedHead) -> bool:
    """Return whether all that a row lacks are blank cells left of the first level."""
    first = next((at for at, cell in zip(columns, row.cells, strict=True) if cell.text), 0)
    levels = next(at for at, column in enumerate(head.columns) if column.roles & {"level1", "level2"})
    return len(row.cells) == len(head.columns) or (
        first == levels and len(columns) - columns.index(first) == len(head.columns) - first
    )


def _reach(cells: list[Cell] | None, column: int, rows: int) -> None:
    if cells is not None and cells[column].text:
        cells[column] = replace(cells[column], rows=rows)


def _varies(rows: Sequence[Row], width: int) -> bool:
    """Return whether rows below a head print more or fewer cells: where all lack one, a column was lost."""
    widths = {len(row.cells) for row in rows if any(cell.text for cell in row.cells)}
    return len(widths) > 1 and min(widths) < width


def _columns(row: Row, head: CopiedHead) -> tuple[int, ...] | None:
    """Return the column of each cell of a row, None where the row does not fit under the head."""
    width = len(head.columns)
    if len(row.cells) >= width:
        return tuple(range(width)) if len(row.cells) == width else None
    if any(SUM.fullmatch(fold(cell.text)) for cell in row.cells):
        return tuple(range(len(row.cells)))
    return placed([cell.text for cell in row.cells], head.columns)


def _pieces(rows: Sequence[Row], width: int) -> int:
    """Return how many rows, from the first on, line breaks inside cells made of one: together they have ``width``."""
    count = len(rows[0].cells)
    for number, row in enumerate(rows[1:], 2):
        count += len(row.cells) - 1
        if count == width:
            return number
    return 1
