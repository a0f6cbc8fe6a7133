"""A table copied out of a page one cell a line: the head tells its width, level words where rows begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extract.segments.tables import is_title
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, is_level, level
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.text.operators import QUALITATIVE, sign

_LEAST_HEADS = 3
_MOST_BEFORE = 24
_LONGEST_SIGN = 14
_Block = Prose | Grid


class _Head:
    """The head of a table: its cells, where levels and name stand, how many cells a row has from its name on."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = tuple(cells)
        words = [header(cell.text) for cell in cells]
        self.name = next(at for at, each in enumerate(words) if "name" in each)
        levels = [at for at, each in enumerate(words) if each & {"level1", "level2"} and at < self.name]
        self.lead = levels[0] if levels else self.name
        self.levels = len(levels)
        self.tail = len(cells) - self.name


def read_cell_lines(blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks with tables of one cell a line as grids, the labels of a form above them as rows of two."""
    done: list[_Block] = []
    at = 0
    while at < len(blocks):
        count = _heads_at(blocks, at)
        cells = [_cell(block) for block in blocks[at : at + count] if isinstance(block, Prose)]
        rows, used = _rows(_Head(cells), _texts(blocks[at + count :])) if count else ([], 0)
        if rows:
            done = [*_with_labels(done), Grid((Row(tuple(cells), cells[0].place), *rows))]
            at += count + used
        else:
            done.append(blocks[at])
            at += 1
    return done


def _heads_at(blocks: Sequence[_Block], at: int) -> int:
    """Return how many lines from ``at`` on are the head of indicators, a word a line; 0 where they are none."""
    end = at
    words: list[frozenset[str]] = []
    while end < len(blocks):
        block = blocks[end]
        found = header(block.text) if isinstance(block, Prose) else frozenset()
        if not found:
            break
        words.append(found)
        end += 1
    named = any("name" in each for each in words) and any("value" in each for each in words)
    return end - at if named and end - at >= _LEAST_HEADS else 0


def _texts(blocks: Sequence[_Block]) -> list[Cell]:
    """Return the lines up to the next table or title."""
    found: list[Cell] = []
    for block in blocks:
        if not isinstance(block, Prose) or is_title(fold(block.text)):
            break
        found.append(_cell(block))
    return found


def _rows(head: _Head, cells: Sequence[Cell]) -> tuple[list[Row], int]:
    """Return (rows, lines used): as many rows as can be told, up to the first that cannot."""
    rows: list[Row] = []
    at = 0
    while at < len(cells):
        found = _row(head, cells[at:])
        if not found:
            break
        row, used = found
        rows.append(Row(row, cells[at].place))
        at += used
    return rows, at


def _row(head: _Head, cells: Sequence[Cell]) -> tuple[tuple[Cell, ...], int] | None:
    """Return (the cells of the next row under the head, lines used), None where it cannot be told."""
    until = next((at for at, cell in enumerate(cells) if is_level(cell.text)), len(cells))
    lead = until if 0 < until <= head.lead and until < len(cells) else 0
    levels = _levels(head, cells[lead:])
    begin = lead + len([cell for cell in levels if cell.text])
    tail = list(cells[begin : begin + head.tail])
    short = next((at for at, cell in enumerate(tail) if at and is_level(cell.text)), len(tail))
    if short < head.tail:
        # A qualitative target has no unit: its blank cell was not copied.
        signs = [sign(cell.text) for cell in tail[1:short] if len(cell.text) <= _LONGEST_SIGN]
        if short < head.tail - 1 or QUALITATIVE not in signs:
            return None
        tail = [*tail[:short], EMPTY]
    blank = [EMPTY] * (head.name - head.levels - lead)
    return (*cells[:lead], *blank, *levels, *tail), begin + min(short, head.tail)


def _levels(head: _Head, cells: Sequence[Cell]) -> list[Cell]:
    """Return a cell for each level column; a level that a merged cell covers is blank."""
    found = [cell for cell in cells[: head.levels] if is_level(cell.text)]
    if len(cells) > 1 and found[1:] and not level(2, found[1].text):
        found = found[:1]
    if len(found) == head.levels or not found:
        return found or [EMPTY] * head.levels
    blank = [EMPTY] * (head.levels - len(found))
    return [*blank, *found] if level(2, found[0].text) else [*found, *blank]


def _with_labels(blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks before a table, a label of a form with the line below it as a row of two cells."""
    first = max(0, len(blocks) - _MOST_BEFORE)
    return [*blocks[:first], *_paired(blocks[first:])]


def _paired(blocks: Sequence[_Block]) -> Iterator[_Block]:
    at = 0
    while at < len(blocks):
        block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Prose) and isinstance(after, Prose) and header(block.text) and not header(after.text):
            yield Grid((Row((_cell(block), _cell(after)), block.place),))
            at += 2
        else:
            yield block
            at += 1


def _cell(block: Prose) -> Cell:
    return Cell(block.text, block.place)
