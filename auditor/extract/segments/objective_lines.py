"""The label of a project's objective on a line of its own, and the lines below that say it → label and text in one.

So stand 年度绩效目标： and below it the text, above the indicators, in lines of text or in rows of one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from auditor.extract.segments.introduced import is_indicator_head
from auditor.extract.segments.said import glued_label
from auditor.extract.segments.tables import is_title
from auditor.extract.words.funds_text import funds_in
from auditor.extract.words.furniture import is_part_heading, leads_on
from auditor.extract.words.keys import fold
from auditor.extract.words.notes import CAPTION
from auditor.extract.words.vocabulary import header
from auditor.records.document import Cell, Grid, Prose, Row

_Block = Prose | Grid
_WHOLE = re.compile(r"整体.{0,8}绩效")
_MARKS = re.compile(r"^[\s*#_]+|[\s*_:：]+$")
_LABEL_AND_TEXT = re.compile(r"[\s*_]*([^\W\d_]{2,10})[*_]*\s+([^\s*].{5,}[。；;])\s*", re.DOTALL)
_LONGEST = 16
_MOST_LINES = 12


def objectives_joined(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; the objective of a project stands behind its label, but not in the form of a department."""
    return tuple(_joined(blocks))


def _joined(blocks: Sequence[_Block]) -> Iterator[_Block]:
    at, whole = 0, False
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Grid):
            yield block if whole else _with_objectives(block)
        elif not whole and (count := _lines_below(blocks, at)):
            below = "".join(_text(each).strip() for each in blocks[at + 1 : at + 1 + count])
            yield replace(block, text=f"{_bare(block.text)}：{below}")
            at += count
        elif not whole and (text := _beside(block.text)) and _leads_on(blocks[at + 1 :]):
            yield replace(block, text=text)
        else:
            yield block
            whole = bool(_WHOLE.search(block.text)) if is_title(fold(_bare(block.text))) else whole
        at += 1


def _lines_below(blocks: Sequence[_Block], at: int) -> int:
    """Return how many lines of text below the label of an objective say it, above a head of indicators."""
    if not _is_label(_text(blocks[at])):
        return 0
    below = blocks[at + 1 : at + 2 + _MOST_LINES]
    return sum(1 for _ in takewhile(_is_running, map(_text, below))) if _leads_on(below) else 0


def _leads_on(blocks: Sequence[_Block]) -> bool:
    """Return whether the next grid, with a few lines of text before it, has a head of indicators."""
    grid = next((block for block in blocks[: _MOST_LINES + 1] if isinstance(block, Grid)), None)
    return grid is not None and any(map(is_indicator_head, grid.rows))


def _beside(text: str) -> str:
    """Return a line that says an objective behind its label and a blank with a colon between, "" for any other."""
    found = _LABEL_AND_TEXT.fullmatch(text)
    if not found or "goal" not in header(found.group(1)) or not _is_running(found.group(2)):
        return ""
    return f"{found.group(1)}：{found.group(2)}"


def _with_objectives(grid: Grid) -> Grid:
    """Return the grid; a row that is the label of an objective and the row of text below it are one row."""
    if any(_WHOLE.search(text) and is_title(fold(text)) for row in grid.rows for text in row.texts):
        return grid
    heads = any(map(is_indicator_head, grid.rows))
    rows: list[Row] = []
    for row in grid.rows:
        above, text = _alone(rows[-1]) if rows else "", _alone(row)
        if text and _is_label(above) and _is_running(text):
            rows[-1] = _with_text(row, f"{_bare(above)}：{text}")
        elif heads and text and (whole := _beside(text)):
            rows.append(_with_text(row, whole))
        else:
            rows.append(row)
    return replace(grid, rows=tuple(rows))


def _with_text(row: Row, text: str) -> Row:
    return replace(row, cells=tuple(replace(cell, text=text) if cell.text else cell for cell in row.cells))


def _alone(row: Row) -> str:
    """Return the text of a row where it has only one, from the first column on; its cell may be merged over others."""
    return row.texts[0] if len(set(row.texts)) == 1 and row.cells[0].text else ""


def _is_label(text: str) -> bool:
    label = _bare(text)
    return 1 < len(label) <= _LONGEST and "goal" in header(label)


def _is_running(text: str) -> bool:
    """Return whether a line is running text: no label, title, heading or line that leads on to a table."""
    key = fold(_bare(text))
    apart = leads_on(fold(text)) or is_part_heading(key) or is_title(key) or bool(CAPTION.fullmatch(key))
    return bool(key) and not (apart or glued_label(Cell(text)) or header(_bare(text)) or funds_in(text))


def _bare(text: str) -> str:
    """Return a text without the marks of a heading and without a colon at its end."""
    return _MARKS.sub("", text)


def _text(block: _Block) -> str:
    return block.text if isinstance(block, Prose) else ""
