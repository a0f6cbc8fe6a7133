"""Tables copied from a browser: a merged cell prints once, so that the rows below it are shorter than the head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from auditor.extract.lines.copied_heads import CopiedHead, head_at
from auditor.extract.lines.fitting import UNIT, is_unitless, placed
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import BLANK, SUM, is_amount
from auditor.extract.words.vocabulary import header, is_level, overall_label
from auditor.records.document import EMPTY, Cell, Row

_MOST_PIECES = 12
_SERIAL = frozenset({"serial"})
_AMOUNTS = frozenset({"total", "fiscal", "other"})


def squared(rows: Sequence[Row], head: CopiedHead | None) -> tuple[tuple[Row, ...], CopiedHead | None]:
    """Return the rows with a cell for each column of their head, and the head under which the next rows may go on.

    A cell that a row does not print is covered by the one above it, which then says over how many rows it reaches.
    A row that does not fit stays as it is.
    """
    done: list[Row] = []
    under: list[Row] = []
    at = 0
    while at < len(rows):
        found = head_at(rows, at)
        if found:
            done += _body(under, head)
            under, head = [], found
            done += found.rows
            at += len(found.rows)
        else:
            under.append(rows[at])
            at += 1
    goes_on = head is not None and (_is_full(under, len(head.columns)) or _varies(under, len(head.columns)))
    return (*done, *_body(under, head)), head if goes_on else None


def _is_full(rows: Sequence[Row], width: int) -> bool:
    return all(len(row.cells) == width for row in rows)


def _body(rows: Sequence[Row], head: CopiedHead | None) -> Iterator[Row]:
    """Yield the rows below a head, those that are shorter with a cell for each column."""
    if not head:
        yield from _below_labels(rows)
        return
    width = len(head.columns)
    rows = [_trimmed(row, width) for row in rows]
    if not _varies(rows, width):
        yield from rows
        return
    places = _places(rows, head)
    done = [None if columns is None else _under(columns, row, width) for columns, row in zip(places, rows, strict=True)]
    _spread(places, done, next((at for at, column in enumerate(head.columns) if column.roles == UNIT), -1))
    for row, cells in zip(rows, done, strict=True):
        yield row if cells is None else replace(row, cells=tuple(cells))


def _trimmed(row: Row, width: int) -> Row:
    """Return a row without the blanks that a closing bar left behind its last column."""
    return row if any(cell.text for cell in row.cells[width:]) else replace(row, cells=row.cells[:width])


def _below_labels(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of a form above its indicators, values under a row of labels each below its own.

    The first label reaches over the values' rows too, so that these print a cell less. A row that fits only where it is
    printed is a short row of a list, whose last cell is blank.
    """
    labels: Row | None = None
    for row in rows:
        missing = _missing(labels, row) if labels else 0
        if missing:
            yield replace(row, cells=(*(EMPTY,) * missing, *row.cells))
            continue
        texts = [cell.text for cell in row.cells]
        labels = row if len(texts) > 2 and all(_is_label(text) for text in texts) else None
        yield row


def _missing(labels: Row, row: Row) -> int:
    """Return how many cells a row of values prints fewer than the labels above, 0 where it is no such row."""
    texts, missing = [cell.text for cell in row.cells], len(labels.cells) - len(row.cells)
    fits = missing > 0 and _are_values(texts) and _fit([cell.text for cell in labels.cells[missing:]], texts)
    return missing if fits else 0


def _are_values(texts: Sequence[str]) -> bool:
    """Return whether none of the cells is a label, but for the first one before amounts (其中：财政拨款)."""
    if not _is_label(texts[0]):
        return not any(_is_label(text) for text in texts)
    return len(texts) > 1 and all(is_amount(text) for text in texts[1:])


def _fit(labels: Sequence[str], texts: Sequence[str]) -> bool:
    """Return whether no text that is no amount stands below the label of one."""
    printed = [(label, text) for label, text in zip(labels, texts, strict=True) if not BLANK.fullmatch(fold(text))]
    return all(is_amount(text) for label, text in printed if header(label) & _AMOUNTS)


def _is_label(text: str) -> bool:
    return bool(header(text) or overall_label(text))


def _spread(places: Sequence[tuple[int, ...] | None], done: list[list[Cell] | None], unit: int) -> None:
    """Let each cell reach over the rows below it that leave its column out; a target in words has no ``unit``."""
    above: dict[int, int] = {}  # column → the row whose cell reaches down to the present one
    for number, columns in enumerate(places):
        if columns is None:
            above = {}  # nobody knows which of its columns such a row covers
        elif is_unitless([cell.text for cell in done[number] or ()]):
            above.pop(unit, None)
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
    printed, again = _prints_blanks(rows, width), _prints_again(rows, head)
    for number, row in enumerate(rows):
        columns = _columns(row, head) if number >= end else None
        if columns and ((printed and not _lost_blanks(row, columns, head)) or _leaves_out(columns, again)):
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


def _prints_again(rows: Sequence[Row], head: CopiedHead) -> set[int]:
    """Return the columns in which a full row says what the one right above it says, as in all columns left of it.

    No cell is merged there.
    """
    found: set[int] = set()
    columns = [at for at, column in enumerate(head.columns) if column.roles != _SERIAL]
    for above, below in pairwise(row.cells for row in rows):
        if len(above) == len(below) == len(head.columns):
            found |= {at for at in _alike(above, below, columns) if above[at].text}
    return found


def _alike(above: Sequence[Cell], below: Sequence[Cell], columns: Sequence[int]) -> Iterator[int]:
    """Return the first of the columns, up to where two rows differ."""
    return takewhile(lambda at: above[at].text == below[at].text, columns)


def _leaves_out(columns: Sequence[int], again: set[int]) -> bool:
    """Return whether a row prints no cell in one of the columns ``again``: it lost one, and nobody knows which."""
    return any(at not in columns for at in again if at < max(columns, default=0))


def _lost_blanks(row: Row, columns: Sequence[int], head: CopiedHead) -> bool:
    """Return whether all that a row lacks are blank cells left of the first level."""
    first = next((at for at, cell in zip(columns, row.cells, strict=True) if cell.text), 0)
    return len(row.cells) == len(head.columns) or (
        first == head.levels and len(columns) - columns.index(first) == len(head.columns) - first
    )


def _reach(cells: list[Cell] | None, column: int, rows: int) -> None:
    if cells is not None and cells[column].text:
        cells[column] = replace(cells[column], rows=rows)


def _varies(rows: Sequence[Row], width: int) -> bool:
    """Return whether rows below a head print more or fewer cells: where all lack one, a column was lost."""
    widths = {len(row.cells) for row in rows if row.filled}
    return len(widths) > 1 and min(widths) < width


def _columns(row: Row, head: CopiedHead) -> tuple[int, ...] | None:
    """Return the column of each cell of a row, None where the row does not fit under the head."""
    width = len(head.columns)
    if len(row.cells) >= width:
        return tuple(range(width)) if len(row.cells) == width else None
    texts = [cell.text for cell in row.cells]
    if any(SUM.fullmatch(fold(text)) for text in texts):
        return tuple(range(len(row.cells)))
    if _is_signed(texts):
        return None
    columns = placed(texts, head.columns)
    return columns if columns and _says(texts, columns, head) else None


def _is_signed(texts: Sequence[str]) -> bool:
    """Return whether a row is labels with what they say (填报人：某某), as they stand below the indicators."""
    first = next((fold(text) for text in texts if text), "")
    label, colon, _ = first.partition(":")
    return bool(header(label)) and (bool(colon) or not is_level(first))


def _says(texts: Sequence[str], columns: Sequence[int], head: CopiedHead) -> bool:
    """Return whether a row says a level or a target: else its name might be a label with nothing beside it."""
    said = [(head.columns[at].roles, text) for at, text in zip(columns, texts, strict=True) if text]
    return any(
        roles & {"level1", "level2", "operator", "value"} or ("name" in roles and BLANK.fullmatch(fold(text)))
        for roles, text in said
    )


def _pieces(rows: Sequence[Row], width: int) -> int:
    """Return how many rows, from the first on, line breaks inside cells made of one: together they have ``width``."""
    count = len(rows[0].cells)
    for number, row in enumerate(rows[1:], 2):
        count += len(row.cells) - 1
        if count == width:
            return number
    return 1
