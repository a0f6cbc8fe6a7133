"""A table copied out of a page one cell a line: the head tells its width, level words where rows begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.segments.cell_rows import ENDINGS, head_of, rows_below
from auditor.extract.segments.tables import is_title
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, is_level
from auditor.records.document import Cell, Grid, Prose, Row

_LEAST_HEADS = 3
_MOST_BEFORE = 24
_LONGEST_PIECE = 10
_ASIDE = frozenset({"detail", "state", "gap"})
_HEADS = frozenset({"level1", "level2", "name", "value", "actual", "total"})
_Block = Prose | Grid


def read_cell_lines(blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks with tables of one cell a line as grids, the labels of a form above them as rows of two."""
    whole = _rejoined(blocks)
    if not any(_heads_at(whole, at) for at in range(len(whole))):
        return list(blocks)
    blocks = whole
    done: list[_Block] = []
    at = 0
    while at < len(blocks):
        count = _heads_at(blocks, at)
        cells = [_cell(block) for block in blocks[at : at + count] if isinstance(block, Prose)]
        rows, used = rows_below(head_of(cells), _texts(blocks[at + count :])) if count else ([], 0)
        if rows:
            done = [*_with_labels(done), Grid((Row(tuple(cells), cells[0].place), *rows))]
            at += count + used
        else:
            done.append(blocks[at])
            at += 1
    return done


def _rejoined(blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks; a word of the head or of the levels that a narrow cell broke over two lines is whole."""
    done: list[_Block] = []
    for block in blocks:
        before = done[-1] if done else None
        if isinstance(before, Prose) and isinstance(block, Prose) and _is_broken(before.text, block.text):
            done[-1] = replace(before, text=before.text + block.text)
        else:
            done.append(block)
    return done


def _is_broken(first: str, second: str) -> bool:
    """Return whether two lines are one word (年度 / 指标值, 经济效益 / 指标)."""
    if len(first) > _LONGEST_PIECE or len(second) > _LONGEST_PIECE:
        return False
    if fold(second) in ENDINGS:
        return is_level(first + second) and not fold(first).endswith(ENDINGS)
    return header(first) <= _ASIDE and bool(header(first + second) & _HEADS)


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
