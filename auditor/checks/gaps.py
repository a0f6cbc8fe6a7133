"""Where a column of the indicator tables is blank that should be filled: whole tables, whole projects, single rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from auditor.checks.context import Context, Group
from auditor.checks.reading import Reading
from auditor.records.budget import Indicator

_WHOLE = 3  # so many rows of a project that are all blank are told once
_EACH_NUMBER = re.compile(r"每[\u4e00-\u9fff]{1,4}\d[\d.]*")
_DATED = re.compile(r"[年月日]|(?:19|20)\d{2}(?:[-./]?\d{1,2}){1,2}$")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_COUNTED_LEVELS = frozenset({"quantity", "cost"})
_UNIT_IN_NAME = re.compile(r"\((?:单位:)?[^()\d]{1,6}\)$")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_LEVELS = frozenset({"level1", "level2"})
_UNREAD, _CELLS, _ROW = "read.formula", re.compile(r"（([^（）]*)）"), re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Blank:
    """Rows that share a blank column: all of a table, or all of a project or activity (``group``).

    ``asked`` is how many rows should fill it.
    """

    table: int
    rows: tuple[Indicator, ...]
    asked: int
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Gaps:
    """The blanks of a column: what is blank together, and the orders of single rows."""

    together: tuple[Blank, ...] = ()
    rows: frozenset[int] = frozenset()


def gaps(column: str, context: Context) -> Gaps:
    """Return where a column is blank that the head prints; found once a document.

    Without such a head a single row is missing what nearly all others fill.
    """
    return context.remember(("gaps", column), partial(_gaps, column, context))


def _gaps(column: str, context: Context) -> Gaps:
    parts = [_in_table(table, column, context) for table in (12, 13)]
    together = (blank for part in parts for blank in part.together)
    return Gaps(tuple(together), frozenset().union(*(part.rows for part in parts)))


def _in_table(table: int, column: str, context: Context) -> Gaps:
    rows = [item for item in context.budget.indicators if item.table == table]
    if not context.heads(column, table):
        unusual = (item for item in rows if _asks(item, column, context) and context.usually_filled(item, column))
        return Gaps(rows=frozenset(item.order for item in unusual if _is_blank(item, column, context)))
    asked = _asked(rows, column, context)
    blank = [item for item in asked if _is_blank(item, column, context)]
    if not blank:
        return Gaps()
    # A conversion drops cells: where most are blank, it is one doubt about the whole, not an error in every row.
    doubtful = context.budget.converted and column not in _LEVELS and 2 * len(blank) > len(asked)
    if len(asked) > 1 and (len(blank) == len(asked) or doubtful):
        return Gaps((Blank(table, tuple(blank), len(asked)),))
    return _by_group(table, column, {item.order for item in asked}, blank, context)


def _by_group(table: int, column: str, asked: set[int], blank: Sequence[Indicator], context: Context) -> Gaps:
    """Return the blanks of a column that other rows fill: whole groups, and single rows (never of a level)."""
    missing = {item.order for item in blank}
    together: list[Blank] = []
    single: set[int] = set()
    for group in context.groups:
        own = [item for item in group.indicators if item.order in asked and item.table == table]
        lacking = tuple(item for item in own if item.order in missing)
        if len(lacking) == len(own) >= _WHOLE:
            together.append(Blank(table, lacking, len(own), group))
        elif column not in _LEVELS:
            single |= {item.order for item in lacking}
    return Gaps(tuple(together), frozenset(single))


def _asked(rows: Sequence[Indicator], column: str, context: Context) -> list[Indicator]:
    """Return the rows that should fill a column that is printed."""
    if column == "operator" and not any(context.read(item).sign for item in rows):
        return [item for item in rows if item.value.text and not _is_dated(context.read(item))]
    return [item for item in rows if _asks(item, column, context)]


def _asks(item: Indicator, column: str, context: Context) -> bool:
    """Return whether a row should fill a column, wherever other rows do."""
    reading = context.read(item)
    match column:
        case "unit":
            return _needs_unit(reading, context)
        case "operator":
            given = bool(reading.value) and not _is_dated(reading)
            return given and (reading.numeric or context.usually_filled(item, column))
        case "value":
            # What is done in another year of the project has a dash for this one, what is scored by criteria has these.
            told = item.outcome and (item.outcome.unset.text or item.outcome.basis.text)
            return bool(reading.name) and not told
        case "name":
            return any(cell.text.strip() for cell in (item.value, item.operator, item.unit))
    return True


def _needs_unit(reading: Reading, context: Context) -> bool:
    """Return whether the target is a number that means nothing without a unit."""
    if reading.level == "cost" and _EACH_NUMBER.fullmatch(reading.value):
        return True
    if not reading.numeric or reading.sign == "定性" or _is_dated(reading):
        return False
    return not _UNIT_IN_NAME.search(reading.name) and not context.words.has("cues.dimensionless", reading.name)


def _is_dated(reading: Reading) -> bool:
    """Return whether a target is a date, which has no unit; 2000 is a year only where nothing is counted."""
    if _YEAR.fullmatch(reading.value):
        return reading.level not in _COUNTED_LEVELS
    return bool(_DATED.search(reading.value))


def _is_blank(item: Indicator, column: str, context: Context) -> bool:
    if getattr(item, column).text.strip() or _was_not_read(item, context):
        return False
    reading = context.read(item)
    if column == "value":
        return not slipped(item, context)
    return not {"operator": reading.sign, "unit": reading.unit_text}.get(column, "")


def _was_not_read(item: Indicator, context: Context) -> bool:
    """Return whether the reader could not read a cell of the row (a formula without its result), and says so."""
    rows = context.remember("rows not read", lambda: _unread(context))
    place = item.name.place
    number = _ROW.search(place.cell or "")
    return number is not None and not rows.isdisjoint({(place.sheet, number.group()), (place.sheet, "")})


def _unread(context: Context) -> frozenset[tuple[str | None, str]]:
    """Return (sheet, number) of the rows with cells that were not read, "" for any row where not all are named."""
    told = [problem for problem in context.budget.problems if problem.code == _UNREAD]
    named = {
        (one.place.sheet, row) for one in told for cells in _CELLS.findall(one.message) for row in _ROW.findall(cells)
    }
    return frozenset(named | {(one.place.sheet, "") for one in told if "等" in "".join(_CELLS.findall(one.message))})


def slipped(item: Indicator, context: Context) -> str:
    """Return the text of the unit where it is no unit but the target: a number, or the words of a qualitative row."""
    reading = context.read(item)
    if item.value.text.strip():
        return ""
    target = _NUMBER.fullmatch(reading.unit_text) or (reading.sign == "定性" and reading.unit is None)
    return item.unit.text if target else ""
