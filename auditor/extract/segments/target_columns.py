"""Columns of names and targets that are not one beside the other: both in one column, or twice side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.extract.words.keys import fold
from auditor.extract.words.parted import name_and_target
from auditor.extract.words.vocabulary import header, period, roles_of
from auditor.records.columns import COLUMN_WORDS
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_HEADS = (COLUMN_WORDS["name"], COLUMN_WORDS["value"])
_BOTH = frozenset({"name", "value"})
_LEVELS = frozenset({"level1", "level2"})
_SET = frozenset({"name", "operator", "value", "unit"})
_MOST = 0.6
_LEAST = 2  # heads known in a row of heads


def targets_apart(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; a column that is headed as name and target in one (指标内容及目标值) stands in two."""
    return tuple(_apart(block) if isinstance(block, Grid) else block for block in blocks)


def _apart(grid: Grid) -> Grid:
    heads = [(at, column) for at, row in enumerate(grid.rows) if (column := _column_of_both(row)) >= 0]
    if not heads or len({column for _, column in heads}) > 1:
        return grid
    first, column = heads[0]
    texts = [row.cells[column].text for row in grid.rows[first + 1 :] if column < len(row.cells)]
    told = [text for text in texts if name_and_target(text)[1]]
    if len(told) < _MOST * sum(map(bool, texts)):
        return grid
    printed = {at for at, _ in heads}
    return replace(grid, rows=tuple(_two(row, column, at, first, printed) for at, row in enumerate(grid.rows)))


def _column_of_both(row: Row) -> int:
    """Return the column that a row heads as that of names and of targets, −1 where it heads none or targets alone."""
    if not roles_of(row.texts) >= _BOTH:
        return -1
    words = [header(cell.text) for cell in row.cells]
    both = [at for at, each in enumerate(words) if each >= _BOTH]
    if len(both) != 1 or sum("value" in each for each in words) > 1 or sum(map(bool, words)) < _LEAST:
        return -1
    return both[0]


def _two(row: Row, column: int, at: int, first: int, printed: set[int]) -> Row:
    """Return a row with two cells for the one in ``column``: its heads, its name and its target, or it and a blank."""
    if column >= len(row.cells):
        return row
    cell = replace(row.cells[column], columns=1)
    texts = _HEADS if at in printed else name_and_target(cell.text) if at > first else (cell.text, "")
    parts = (replace(cell, text=text) if text else EMPTY for text in texts)
    return replace(row, cells=(*row.cells[:column], *parts, *row.cells[column + 1 :]))


@dataclass(frozen=True, slots=True)
class _Sets:
    """Where two sets of names and targets side by side under the same heads begin, and where both end."""

    one: int
    two: int
    end: int


def sets_down(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; two indicators side by side under the same heads, one level left of both, have a row each."""
    return tuple(_down(block) if isinstance(block, Grid) else block for block in blocks)


def _down(grid: Grid) -> Grid:
    heads = {at: sets for at, row in enumerate(grid.rows) if (sets := _sets(row))}
    if not heads or len(set(heads.values())) > 1:
        return grid
    sets = next(iter(heads.values()))
    rows = [row for at, row in enumerate(grid.rows) if at > min(heads) and at not in heads]
    if not _tell_others(rows, sets):
        return grid
    done = [
        each for at, row in enumerate(grid.rows) for each in _single(row, sets, at > min(heads) and at not in heads)
    ]
    return replace(grid, rows=tuple(done))


def _sets(row: Row) -> _Sets | None:
    """Return the two sets of a head that names them in the same words and no period."""
    if "name" not in roles_of(row.texts):
        return None
    texts = [fold(cell.text) for cell in row.cells]
    words = [header(text) for text in texts]
    names = [at for at, each in enumerate(words) if "name" in each]
    if len(names) != _LEAST or not any(each & _LEVELS for each in words[: names[0]]):
        return None
    one, two = names
    width = two - one
    same = texts[one:two] == texts[two : two + width] and all(each & _SET for each in words[one:two])
    if not same or not any("value" in each for each in words[one:two]) or period(*texts[one:two]) != 1:
        return None
    return _Sets(one, two, two + width)


def _tell_others(rows: Sequence[Row], sets: _Sets) -> bool:
    """Return whether the right set names other indicators than the left one: two periods name the same."""
    pairs = [(row.cells[sets.one].text, row.cells[sets.two].text) for row in rows if len(row.cells) >= sets.end]
    full = [(fold(one), fold(two)) for one, two in pairs if two and not header(two)]
    return bool(full) and not any(one == two for one, two in full)


def _single(row: Row, sets: _Sets, is_body: bool) -> Iterator[Row]:
    """Yield the row with the left set and, where it is one of indicators, a row with the right one."""
    if len(row.cells) < sets.end:
        yield row
        return
    left, right = row.cells[sets.one : sets.two], row.cells[sets.two : sets.end]
    rest = row.cells[sets.end :]
    if not is_body or not _is_indicator(left) or not any(cell.text for cell in right):
        yield replace(row, cells=(*row.cells[: sets.two], *rest)) if _is_spare(row, right) else row
        return
    lead = row.cells[: sets.one]
    yield replace(row, cells=(*lead, *left, *rest))
    yield replace(row, cells=(*(cell.single for cell in lead), *right, *(EMPTY for _ in rest)))


def _is_indicator(cells: Sequence[Cell]) -> bool:
    return sum(bool(cell.text) for cell in cells) >= _LEAST and not any(header(cell.text) for cell in cells)


def _is_spare(row: Row, right: Sequence[Cell]) -> bool:
    """Return whether the right set of a row says nothing: it is blank, or only heads what the left one does."""
    return not any(cell.text for cell in right) or _sets(row) is not None
