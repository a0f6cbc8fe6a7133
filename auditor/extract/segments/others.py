"""The tables beside 12 and 13 as they were printed, and the unit of money that the text shows for their amounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from auditor.extract.segments.tables import NOTHING, Segment
from auditor.extract.words.keys import fold
from auditor.records.document import Grid, Problem, Row
from auditor.records.table import BudgetTable
from auditor.text.numbers import parse_amount

_TOLD = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(万元|亿元|千元|百元|元)(?![/／每])")
_USUAL = "万元"
_LEAST, _FIVE_DIGITS = 3, Decimal(10_000)  # amounts that the text tells so, each too long to be the same by chance


def other_table(segment: Segment) -> BudgetTable:
    """Return a segment of kind 0 as a BudgetTable, its rows in the grids in which they came."""
    grids: list[list[Row]] = []
    last = -1
    for line in segment.lines:
        if line.prose:
            continue
        if line.piece != last:
            grids.append([])
        last = line.piece
        grids[-1].append(Row(line.cells, line.place))
    built = tuple(Grid(tuple(rows)) for rows in grids)
    notes = tuple(line.cells[0] for line in segment.lines if line.prose)
    return BudgetTable(segment.number, segment.title, segment.unit, built, segment.place, notes=notes)


def is_table(segment: Segment) -> bool:
    """Return whether a segment of kind 0 is a table: it has rows, or its title is followed by words that it is empty.

    A title alone is a line of the table of contents.
    """
    lines = segment.lines
    if any(not line.prose for line in lines):
        return True
    return bool(segment.title and lines and NOTHING.search(lines[0].filled[0].text))


def with_shown_units(segments: Sequence[Segment]) -> tuple[list[Segment], list[Problem]]:
    """Return the segments, those without a unit in the one that the text shows for their amounts; and what was done.

    At least three different amounts of five digits or more stand in the tables as the text tells them in this unit,
    and none as it tells them in 万元, which is what is read otherwise.
    """
    bare = [one for one in segments if not one.unit and any(not line.prose for line in one.lines)]
    if not bare or not (told := set(_told(segments))):
        return list(segments), []
    printed = {number for one in bare for number in _printed(one)}
    shown = Counter(unit for number, unit in told if number in printed)
    if shown[_USUAL] or not shown:
        return list(segments), []
    (unit, seen), *others = shown.most_common()
    if seen < _LEAST or others:
        return list(segments), []
    kept = {id(one) for one in bare}
    message = f"有表格没有写金额单位；文字说明中同样的数字以{unit}为单位（{seen}处），这些表格按{unit}读，请补写。"
    made = [replace(one, unit=unit) if id(one) in kept else one for one in segments]
    return made, [Problem("extract.money-unit", message, bare[0].place)]


def _told(segments: Sequence[Segment]) -> Iterator[tuple[Decimal, str]]:
    for one in segments:
        for line in one.lines:
            if line.prose:
                for match in _TOLD.finditer(fold(line.cells[0].text)):
                    amount = parse_amount(match.group(1))
                    if amount is not None and amount >= _FIVE_DIGITS:
                        yield amount, match.group(2)


def _printed(segment: Segment) -> Iterator[Decimal]:
    for line in segment.lines:
        for cell in () if line.prose else line.filled:
            if cell.text[0].isdigit() and (amount := parse_amount(fold(cell.text))) and amount >= _FIVE_DIGITS:
                yield amount
