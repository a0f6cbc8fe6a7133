"""The unit of money that a line prints beside other cells (填报单位:… 金额单位:元)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold
from auditor.extract.words.notes import CAPTION, UNIT_LABEL
from auditor.records.document import Cell

_MOST_LABELS = 6


def captioned(line: Line) -> tuple[Line, tuple[Cell, ...]]:
    """Return (the line without it, the cells) that print the unit of money beside others (填报单位:… 金额单位:元)."""
    if not any("位" in cell.text for cell in line.filled):
        return line, ()
    found = [cell for cell in line.filled if CAPTION.fullmatch(fold(cell.text))] if len(line.filled) > 1 else []
    if len(line.filled) <= _MOST_LABELS:
        pairs = pairwise(line.filled)
        found += [
            cell for pair in pairs if UNIT_LABEL.fullmatch(fold(pair[0].text)) and _is_money(pair[1]) for cell in pair
        ]
    if not found:
        return line, ()
    taken = {id(cell) for cell in found}
    cells = tuple(replace(cell, text="") if id(cell) in taken else cell for cell in line.cells)
    return replace(line, cells=cells), tuple(found)


def _is_money(cell: Cell) -> bool:
    return bool(CAPTION.fullmatch(f"单位:{fold(cell.text)}"))


def unit_in(cells: Sequence[Cell]) -> str:
    """Return the unit of money that captions name, "" where there are none."""
    found = (CAPTION.fullmatch(text if "单位" in text else f"单位:{text}") for text in (fold(c.text) for c in cells))
    return next((match.group(1) for match in found if match), "")
