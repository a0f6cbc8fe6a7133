"""The table of contents of a document: lines of text that all stand again further down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold

_PAGE_BEHIND = re.compile(r"[.…·]*\d{0,3}$")
_LEAST = 3  # lines


def contents(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines that list what stands further down: their titles open no table.

    They are at least three on end, each once more below them, and text follows: what every page prints above its part
    of a table has rows below it.
    """
    last = {_entry(line): number for number, line in enumerate(lines) if line.prose}
    again = [line.prose and last[_entry(line)] > number for number, line in enumerate(lines)]
    found: set[int] = set()
    for listed, run in groupby(range(len(lines)), key=again.__getitem__):
        numbers = list(run)
        end = numbers[-1] + 1
        below = [last[_entry(lines[number])] for number in numbers] if listed else []
        if len(numbers) >= _LEAST and below and min(below) >= end < len(lines) and lines[end].prose:
            found |= {*numbers}
    return frozenset(found)


def _entry(line: Line) -> str:
    """Return a heading without the number of its page."""
    return _PAGE_BEHIND.sub("", fold(line.cells[0].text))
