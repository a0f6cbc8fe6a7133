"""Whether a table is whole: every row stands under the printed head cell by cell, so that nothing has to be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.rows.indicator import find_pair, sign_of
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import is_unit, level
from auditor.records.document import EMPTY
from auditor.text.codes import CODE_START

_ENDS = ("。", "！", "？", "；", ".", "!", "?", ";")
_SHORTEST = 4  # characters of a name
_SHORT = 12  # characters: a level nobody knows is a short word


def evened(rows: Sequence[Line], width: int) -> list[Line]:
    """Return the rows with as many cells as the head, where only blank cells at their ends are too many or missing."""
    return [_evened(row, width) for row in rows]


def _evened(row: Line, width: int) -> Line:
    if row.prose or len(row.cells) == width or any(cell.text for cell in row.cells[width:]):
        return row
    return replace(row, cells=(*row.cells[:width], *[EMPTY] * (width - len(row.cells))))


def is_whole(rows: Sequence[Line], layout: Layout) -> bool:
    """Return whether the rows of a table all stand under its head, evened, and were not printed in pieces.

    A conversion leaves traces: a row of another width, a level or an operator beside its column, text between the
    rows, an objective or a name that goes on in a row further down, indicators above the first project.
    """
    if not layout.printed or layout.edge < 0 or layout.form:
        return False
    inner = [row for row in rows if not row.outside]
    if any(row.prose for row in inner):
        return False
    even = evened(inner, layout.width)
    return all(_fits(row, layout) for row in even) and (layout.own or not in_pieces(even, layout))


def _fits(row: Line, layout: Layout) -> bool:
    """Return whether no cell of a row says that it stands under the wrong head."""
    if len(row.cells) != layout.width:
        return False
    for number, name in ((1, "level1"), (2, "level2")):
        column = layout.column(name)
        text = row.cells[column].text if column >= 0 else ""
        if text and not level(number, text) and (len(text) > _SHORT or is_amount(text) or sign_of(text)):
            return False
    pair = find_pair(row.cells)
    levels = (layout.column("level1"), layout.column("level2"), layout.column("name"))
    if pair and pair[0] not in levels[:2]:
        return False
    return _signed(row, layout)


def _signed(row: Line, layout: Layout) -> bool:
    """Return whether no part of a target stands beside its column.

    That is an operator where another column is for it, an amount there, or a unit for a value where no unit is.
    """
    column, value, unit = (layout.column(name) for name in ("operator", "value", "unit"))
    text = row.cells[column].text if column >= 0 else ""
    if is_amount(text):
        return False
    if not layout.own and value >= 0 and unit >= 0 and not row.cells[unit].text and is_unit(row.cells[value].text):
        return False
    if column < 0 or sign_of(text):
        return True
    beside = (row.cells[at].text for at in (column - 1, column + 1) if 0 <= at < len(row.cells))
    return not any(sign_of(each) in {"≥", "≤", ">", "<"} for each in beside)


def is_topped(rows: Sequence[Line], layout: Layout) -> bool:
    """Return whether every project begins in the row with its name, though some row lost or gained a cell.

    That is so where the table was never cut into pages and no row that stands under the head says otherwise.
    """
    if not layout.printed or layout.column("project") < 0 or len({row.piece for row in rows}) > 1:
        return False
    fitting = [row for row in evened(rows, layout.width) if not row.prose and _fits(row, layout)]
    return 2 * len(fitting) > len(rows) and not in_pieces(fitting, layout)


def in_pieces(rows: Sequence[Line], layout: Layout) -> bool:
    """Return whether projects (or activities) came in pieces: some begin below rows of theirs, some go on below."""
    goal, total = (layout.column(name) for name in ("goal", "total"))
    column = max(layout.column("project"), layout.column("activity"))
    if column < 0:
        return False
    names = [row.cells[column].text for row in rows]
    begins = [bool(name) or (total >= 0 and bool(row.cells[total].text)) for name, row in zip(names, rows, strict=True)]
    first = next((at for at, begun in enumerate(begins) if begun), len(rows))
    if any(_has_indicator(row, layout) for row in rows[:first]):
        return True
    if _half_coded(names) or _rests(names, [total < 0 or bool(row.cells[total].text) for row in rows]):
        return True
    return goal >= 0 and _torn([row.cells[goal].text for row in rows], names)


def _has_indicator(row: Line, layout: Layout) -> bool:
    columns = (layout.column(name) for name in ("name", "operator", "value"))
    return any(row.cells[column].text for column in columns if column >= 0)


def _half_coded(names: Iterable[str]) -> bool:
    """Return whether some names begin with a long code and others, with none, may be the rest of one."""
    found = [bool(CODE_START.match(fold(name))) for name in names if name]
    return any(found) and not all(found)


def _rests(names: Sequence[str], priced: Sequence[bool]) -> bool:
    """Return whether a word too short for a name stands right below another name, without a total of its own."""
    pairs = zip(pairwise(names), priced[1:], strict=True)
    return any(above and below != above and 0 < len(below) < _SHORTEST and not total for (above, below), total in pairs)


def _torn(goals: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a piece of an objective, in a row without a name, breaks off where the next row with a name is."""
    before, piece = "", False
    for goal, name in zip(goals, names, strict=True):
        if name and piece and not re.sub(r"\s", "", before).endswith(_ENDS):
            return True
        before, piece = (goal, not name) if goal else (before, piece and not name)
    return False
