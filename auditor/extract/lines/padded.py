"""Tables pasted without their merged cells: rows that lack cells on the left are filled up with blanks on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.extract.lines.copied_heads import CopiedHead, head_at
from auditor.extract.words.vocabulary import level
from auditor.records.document import Row
from auditor.text.operators import is_qualitative


@dataclass(frozen=True, slots=True)
class _Levels:
    """The columns of both levels and of the unit under a head of ``width`` columns; −1 where there is none."""

    first: int
    second: int
    unit: int
    width: int


def is_padded(rows: Sequence[Row]) -> bool:
    """Return whether a table without merged cells has rows whose levels stand left of their columns."""
    if any(cell.rows > 1 for row in rows for cell in row.cells):
        return False
    found = _levels_of(rows)
    return found is not None and any(_is_moved(row, found) for row in rows)


def unpadded(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows, those that hold blanks for cells they lack without these, as copied text has them."""
    if all(row.cells and row.cells[-1].text for row in rows):
        return tuple(rows)
    found = _levels_of(rows)
    if found is None or not any(_is_full(row, found) and _is_moved(row, found) for row in rows):
        return tuple(rows)
    return tuple(_shorter(row) if _is_full(row, found) and _lacks_cells(row, found) else row for row in rows)


def _lacks_cells(row: Row, levels: _Levels) -> bool:
    return not _in_place(row, levels) or _lacks_unit(row, levels)


def _lacks_unit(row: Row, levels: _Levels) -> bool:
    """Return whether a row with a target in words (定性) has an explanation where its unit would stand."""
    text = _text(row, levels.unit)
    return is_qualitative(row.texts) and text.endswith("。") and _end(row) < levels.width


def _levels_of(rows: Sequence[Row]) -> _Levels | None:
    """Return where the first head of indicators has its levels."""
    head = next((one for at in range(len(rows)) if (one := head_at(rows, at))), None)
    return _columns(head) if head else None


def _columns(head: CopiedHead) -> _Levels | None:
    first = next((at for at, column in enumerate(head.columns) if "level1" in column.roles), -1)
    second = next((at for at, column in enumerate(head.columns) if at > first and "level2" in column.roles), -1)
    unit = next((at for at, column in enumerate(head.columns) if column.roles == {"unit"}), -1)
    return _Levels(first, second, unit, len(head.columns)) if first >= 0 else None


def _is_full(row: Row, levels: _Levels) -> bool:
    """Return whether a row has a cell for each column: a shorter one lacks what a merged cell covers."""
    return len(row.cells) >= levels.width


def _is_moved(row: Row, levels: _Levels) -> bool:
    """Return whether a level stands left of its column, and as many columns on the right are blank."""
    moved = max((_column(row, at, levels) - at for at in range(len(row.cells))), default=0)
    return moved > 0 and not _in_place(row, levels) and levels.width - _end(row) >= moved


def _in_place(row: Row, levels: _Levels) -> bool:
    """Return whether a row prints all columns up to the last, or a level in the column of it."""
    if _end(row) >= levels.width or level(2, _text(row, levels.second)):
        return True
    return bool(level(1, _text(row, levels.first))) and _column(row, levels.first, levels) == levels.first


def _text(row: Row, at: int) -> str:
    return row.cells[at].text if 0 <= at < len(row.cells) else ""


def _column(row: Row, at: int, levels: _Levels) -> int:
    """Return the column in which the level of a cell belongs, -1 for what is no level.

    A word of either level (成本指标) is one of the second where a name follows it.
    """
    text, next_ = _text(row, at), _text(row, at + 1)
    second = level(2, text)
    if level(1, text) and not (second and levels.second >= 0 and next_ and not level(2, next_)):
        return levels.first
    return levels.second if second else -1


def _end(row: Row) -> int:
    """Return the column behind the last cell with text."""
    return max((at + 1 for at, cell in enumerate(row.cells) if cell.text), default=0)


def _shorter(row: Row) -> Row:
    return replace(row, cells=row.cells[: _end(row)])
