"""Names of projects on rows of their own between the indicators, under a head without a column for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.rows.indicator import find_levels, sign_of
from auditor.extract.words.bodies import INSTITUTION
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import SUM
from auditor.extract.words.notes import is_note
from auditor.extract.words.vocabulary import header, is_level, overall_label
from auditor.text.width import has_han

_NUMBER = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．])\s*")
_AMOUNT = re.compile(r"[\s(（:：,，]+([\d,]+(?:\.\d+)?\s*[万亿千]?元)\s*[)）]?\s*$")
_NO_NAME = re.compile(r"[。；;！？!?≥≤]")
_SHORTEST, _LONGEST = 4, 50


def with_labels(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Return the lines; where the rows begin with such a name, all of them say 项目名称 before it, as in a form.

    A row of sums, a note or a heading of levels is no name; indicators stand right below one.
    """
    if not layout.rows or {"project", "code", "activity"} & layout.offsets.keys() or not layout.has_levels:
        return list(lines)
    start = next((at + 1 for at, line in enumerate(lines) if line is layout.rows[-1]), len(lines))
    bands = {id(line) for line in _bands(lines[start:])}
    if start >= len(lines) or id(lines[start]) not in bands or any(_is_labelled(line) for line in lines):
        return list(lines)
    return [_labelled(line) if id(line) in bands else line for line in lines]


def _bands(lines: Sequence[Line]) -> Iterator[Line]:
    for line, below in pairwise(lines):
        if _may_name(line) and not below.prose and len(below.filled) > 1 and find_levels(below.cells):
            yield line


def _may_name(line: Line) -> bool:
    text = line.filled[0].text
    if len({cell.text for cell in line.filled}) > 1 or not _SHORTEST <= len(text) <= _LONGEST or not has_han(text):
        return False
    if header(text) or overall_label(text) or is_level(text) or sign_of(text):
        return False
    # An institution is the agency of the projects below.
    return not (INSTITUTION.search(fold(text)) or _NO_NAME.search(text) or is_note(text) or SUM.fullmatch(fold(text)))


def _is_labelled(line: Line) -> bool:
    return any("project" in header(cell.text.partition(":")[0].partition("：")[0]) for cell in line.filled)


def _labelled(line: Line) -> Line:
    """Return a line with its name behind the label, and the amount that ends it behind one of its own."""
    cell = line.filled[0]
    name = _NUMBER.sub("", cell.text)
    amount = _AMOUNT.search(name)
    text = f"项目名称：{name[: amount.start()] if amount else name}"
    whole = replace(cell, text=f"{text} 预算金额：{amount.group(1)}" if amount else text)
    return replace(line, cells=(whole,))
