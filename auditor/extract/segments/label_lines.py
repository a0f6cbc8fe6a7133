"""A label of the form of a department and the lines of text below it (整体绩效目标, 目标1：…) → a row of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.segments.introduced import is_indicator_head
from auditor.extract.segments.tables import is_title
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, overall_label
from auditor.records.document import Cell, Grid, Prose, Row

_Block = Prose | Grid
_WHOLE = re.compile(r"整体.{0,8}绩效")
_MARKS = re.compile(r"^[\s*#_]+|[\s*_:：]+$")
_INLINE = re.compile(r"^[\s*#_]*([^:：。；]{2,12})[\s*_]*[:：][\s*_]*(?=\S)")
_SEVERAL = re.compile(r"\S[\s\u3000]+[^\s:：。；]{2,8}[:：]")  # 填报日期：… 填报人：…: a line around the form
_ASKS = frozenset({"goal", "detail", "actual"})
_LONGEST = 16
_MOST_BLOCKS = 40


def lines_as_rows(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; in the form of a department a label with the lines below it becomes a row of the form."""
    return tuple(_rows(blocks))


def _rows(blocks: Sequence[_Block]) -> Iterator[_Block]:
    at, end = 0, 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Prose) and is_title(fold(_bare(block.text))) and _WHOLE.search(block.text):
            end = _indicators(blocks, at + 1)
        if at < end and isinstance(block, Prose):
            answer = _answer(blocks[at + 1 : end + 1]) if _asks(_bare(block.text)) else 0
            inline = _INLINE.match(block.text)
            if answer:
                lines = [each for each in blocks[at + 1 : at + 1 + answer] if isinstance(each, Prose)]
                yield _row(block, _bare(block.text), "".join(each.text.strip() for each in lines))
            elif inline and _asks(inline.group(1)) and not _SEVERAL.search(block.text):
                yield _row(block, inline.group(1), block.text[inline.end() :])
            else:
                yield block
            at += answer
        else:
            yield block
        at += 1


def _indicators(blocks: Sequence[_Block], at: int) -> int:
    """Return the place of the next grid that heads indicators, before the next title; 0 where there is none."""
    for place, block in enumerate(blocks[at : at + _MOST_BLOCKS], at):
        if isinstance(block, Grid) and any(map(is_indicator_head, block.rows)):
            return place
        if isinstance(block, Prose) and is_title(fold(_bare(block.text))):
            return 0
    return 0


def _answer(blocks: Sequence[_Block]) -> int:
    """Return how many lines of text below a label answer it: up to the next label or table."""
    for at, block in enumerate(blocks):
        if isinstance(block, Grid) or _asks(_bare(block.text)):
            return at
    return 0


def _asks(text: str) -> bool:
    """Return whether a text is nothing but a label that asks for running text."""
    if not 1 < len(text) <= _LONGEST:
        return False
    return bool(header(text) & _ASKS) or overall_label(text) in {"goal", "note", "label"}


def _bare(text: str) -> str:
    """Return a text without the marks of a heading and without a colon at its end."""
    return _MARKS.sub("", text)


def _row(block: Prose, label: str, answer: str) -> Grid:
    cell = Cell(label, block.place)
    return Grid((Row((cell, replace(cell, text=answer)), block.place),))
