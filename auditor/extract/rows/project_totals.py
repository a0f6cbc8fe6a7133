"""The row of sums at the end of each project of an evaluation (合计 | 100 | 98.5), where all stand in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.rows.outcome import sums_of
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import TOTAL
from auditor.records.document import Cell

_FEWEST = 2

_Told = tuple[tuple[str, Cell], ...]


def with_totals(items: Sequence[Item], rows: Sequence[Line], layout: Layout) -> list[Item]:
    """Return the items; where every project ends with a row of sums, these are what it says of the project.

    One row of sums for several projects belongs to none of them.
    """
    totals = [_told(row, layout) for row in rows]
    ends = [at for at, told in enumerate(totals) if told]
    names = {item.key for item in items if item.anchor}
    if len(ends) != len(names) or len(names) < _FEWEST or not all(_ends(at, items) for at in ends):
        return list(items)
    return [
        replace(item, fields=None, outcome=None, lost=(), details=(*item.details, *told)) if told else item
        for item, told in zip(items, totals, strict=True)
    ]


def _ends(at: int, items: Sequence[Item]) -> bool:
    """Return whether the row behind an item begins another project, or there is none."""
    if at + 1 == len(items):
        return True
    before = next((item.key for item in reversed(items[: at + 1]) if item.anchor), "")
    return items[at + 1].anchor and items[at + 1].key != before


def _told(row: Line, layout: Layout) -> _Told:
    """Return the sums of a row that prints their label in the column of the levels, () of any other row."""
    at = layout.level1
    if not 0 <= at < len(row.cells) or not TOTAL.fullmatch(fold(row.cells[at].text)):
        return ()
    return sums_of(row.cells, layout)[0]
