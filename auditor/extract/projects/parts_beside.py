"""Parts of an amount told in one cell right of it (基本支出 | 517.86 | 其中：人员经费468.50、公用经费49.36)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.lines.stream import Line
from auditor.extract.projects.head_words import is_figure
from auditor.extract.words.keys import clean, fold
from auditor.records.budget import AMONG
from auditor.records.document import Cell
from auditor.text.told_parts import told_parts

_PAIR = 2


def without_parts(lines: Sequence[Line]) -> tuple[list[Line], tuple[tuple[str, Cell], ...]]:
    """Return the lines without such cells, and these as details under the label of the amount (基本支出·其中)."""
    kept: list[Line] = []
    details: list[tuple[str, Cell]] = []
    for line in lines:
        found = [] if line.prose else _told(line)
        details += [(label, clean(cell)) for label, cell in found]
        taken = {id(cell) for _, cell in found}
        cells = tuple(Cell() if id(cell) in taken else cell for cell in line.cells)
        kept.append(replace(line, cells=cells) if found else line)
    return kept, tuple(details)


def _told(line: Line) -> list[tuple[str, Cell]]:
    """Return the cells of a line that tell parts, each with the label of the amount before it."""
    filled = line.filled
    triples = zip(filled, filled[1:], filled[_PAIR:], strict=False)
    return [
        (f"{fold(label.text)}·{AMONG}", cell)
        for label, amount, cell in triples
        if is_figure(amount.text) and not is_figure(label.text) and told_parts(cell.text)
    ]
