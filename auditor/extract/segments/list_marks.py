"""The marks of a list before the labels of a form (• 项目编码：…): what they mark is read without them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.segments.said import glued_label
from auditor.extract.words.funds_text import funds_in
from auditor.extract.words.numbering import without_mark
from auditor.extract.words.vocabulary import header
from auditor.records.document import Cell, Grid, Prose, Row

_Block = Prose | Grid
_QUOTED = re.compile(r"^\s*>[\s>]*(?=[^\W\d]|[(（]\w)")  # a block quotation of Markdown
_LABELLED = re.compile(r"[^\W\d]{2,8}\s*[:：]\s*\S")


def unmarked(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; lines and rows of one cell that are labels of a form have no mark of a list before them."""
    return tuple(_without_mark(block) for block in blocks)


def _without_mark(block: _Block) -> _Block:
    if isinstance(block, Prose):
        text = _bare(_QUOTED.sub("", block.text) or block.text)
        return block if text == block.text else replace(block, text=text)
    rows = tuple(map(_row, block.rows))
    return block if rows == block.rows else replace(block, rows=rows)


def _row(row: Row) -> Row:
    if len(row.filled) != 1 or (text := _bare(row.texts[0])) == row.texts[0]:
        return row
    return replace(row, cells=tuple(replace(cell, text=text) if cell.text else cell for cell in row.cells))


def _bare(text: str) -> str:
    bare = without_mark(text)
    if bare == text:
        return text
    return bare if _LABELLED.match(bare) or glued_label(Cell(bare)) or header(bare) or funds_in(bare) else text
