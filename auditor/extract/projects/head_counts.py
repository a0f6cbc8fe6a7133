"""What a head counts in columns or in pairs of cells of its own: posts, staff, divisions (编制人数 | 在职人数)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.lines.stream import Line
from auditor.extract.projects.head_words import counts_something
from auditor.extract.words.keys import clean, fold
from auditor.records.document import Cell

_COUNT = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[人名个辆家台%])?")
_FEWEST = 2

_Told = list[tuple[str, Cell]]


def without_counts(lines: Sequence[Line]) -> tuple[list[Line], tuple[tuple[str, Cell], ...]]:
    """Return the lines without such rows, and their numbers as details under their labels."""
    kept: list[Line] = []
    details: _Told = []
    heads: Line | None = None
    for line in lines:
        found = [] if line.prose else _beside(line) or _below(heads, line)
        if found and not _beside(line):
            kept.pop()
        details += [(fold(label), clean(cell)) for label, cell in found]
        heads = line if not line.prose and not found and _are_heads(line) else None
        kept += [] if found else [line]
    return kept, tuple(details)


def _are_heads(line: Line) -> bool:
    return len(line.filled) >= _FEWEST and all(counts_something(cell.text) for cell in line.filled)


def _beside(line: Line) -> _Told:
    """Return the numbers of a row of labels, each with its number behind it."""
    cells = line.filled
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    whole = len(cells) >= _FEWEST and len(cells) % _FEWEST == 0
    counted = all(counts_something(label.text) and _is_count(cell) for label, cell in pairs)
    return [(label.text, cell) for label, cell in pairs] if whole and counted else []


def _below(heads: Line | None, line: Line) -> _Told:
    """Return the numbers of a row below the heads of its columns."""
    if heads is None or len(heads.cells) != len(line.cells):
        return []
    both = [(head.text, cell) for head, cell in zip(heads.cells, line.cells, strict=True) if head.text or cell.text]
    return both if all(head and _is_count(cell) for head, cell in both) else []


def _is_count(cell: Cell) -> bool:
    return bool(_COUNT.fullmatch(fold(cell.text)))
