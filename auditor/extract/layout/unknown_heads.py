"""Heads of words that nobody knows over the columns of indicators → the usual heads, with what is printed in brackets.

The cells below tell what a column is: levels side by side, names right of them, operators, targets, units.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.layout.profile import Profile, profiles
from auditor.extract.lines.heads import is_word, names_period
from auditor.extract.lines.stream import Line
from auditor.extract.words.printed_head import renamed
from auditor.extract.words.vocabulary import header, is_level, level, roles_of
from auditor.records.columns import COLUMN_WORDS
from auditor.records.document import Grid, Prose, Row
from auditor.text.width import has_han

_LEAST = 3  # words in a row of heads
_MOST = 0.6
_HALF = 0.5
_LEVELS = frozenset({"level1", "level2"})
_MOST_BETWEEN = 4  # rows: periods below the head, the name of a project over all columns


def heads_known(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; a head of indicators of unknown words says in known ones which column is what."""
    return tuple(_known(block) if isinstance(block, Grid) else block for block in blocks)


def _known(grid: Grid) -> Grid:
    rows = list(grid.rows)
    for at in range(len(rows) - 1):
        if roles := _roles(rows, at) or _level_column(rows, at):
            texts = rows[at].texts
            again = [number for number in range(at, len(rows)) if rows[number].texts == texts]
            for number in again:
                rows[number] = _with_heads(rows[number], roles)
    return (
        grid if all(new is old for new, old in zip(rows, grid.rows, strict=True)) else replace(grid, rows=tuple(rows))
    )


def _roles(rows: Sequence[Row], at: int) -> dict[int, str]:
    """Return what columns are of the head at row ``at`` that does not say it, {} where that is none or says all."""
    head = rows[at]
    if len(head.texts) < _LEAST or not all(header(text) or _is_word(text) for text in head.texts):
        return {}
    if at and roles_of(rows[at - 1].texts) >= _LEVELS:
        return {}  # the first row below a head, cut by a page
    divided = _periods_below(rows, at)
    below = next((row for row in rows[at + 1 + (divided >= 0) : at + _MOST_BETWEEN] if len(row.texts) > 1), None)
    first = _levels_at(below) if below and len(head.cells) == len(below.cells) else -1
    if below is None or first < 0:
        return {}
    near = [row for row in rows[max(0, at - 1) : at + 1 + (divided >= 0)] if len(row.cells) == len(head.cells)]
    last = max(column for column, cell in enumerate(head.cells) if cell.text)
    over = bool(head.cells[first].text and head.cells[first + 1].text) and all(
        any(row.cells[column].text for row in ([head] if divided < 0 and first <= column <= last else near))
        for column, cell in enumerate(below.cells)
        if cell.text
    )
    words = [header(cell.text) for cell in head.cells]
    levels = "level1" in words[first] and "level2" in words[first + 1]
    if not over or ({"name", "value"} <= frozenset[str]().union(*words) and levels):
        return {}
    roles = _told(words, _body(rows, at + (divided >= 0)), first, divided)
    return {column: role for column, role in roles.items() if head.cells[column].text}


def _level_column(rows: Sequence[Row], at: int) -> dict[int, str]:
    """Return the column of an unknown head below which nothing but levels stand, where names and targets have heads."""
    known = roles_of(rows[at].texts)
    if not {"name", "value"} <= known or known & _LEVELS:
        return {}
    words = [header(cell.text) for cell in rows[at].cells]
    body = [row for row in rows[at + 1 :] if len(row.cells) == len(words)]
    for column, cell in enumerate(rows[at].cells):
        if not cell.text or words[column]:
            continue
        told = [row.cells[column].text for row in body if row.cells[column].text]
        beside = [row.cells[column + 1].text for row in body if column + 1 < len(words)]
        both = any(map(is_level, beside))  # a head over both levels
        if len(told) >= _LEAST and all(map(is_level, told)) and not both:
            return {column: "level2" if any(level(2, text) for text in told) else "level1"}
    return {}


def _is_word(text: str) -> bool:
    return has_han(text) and is_word(text)


def _periods_below(rows: Sequence[Row], at: int) -> int:
    """Return the column under which the row below a head names nothing but periods of targets, −1 where it does not."""
    row = rows[at + 1]
    told = [column for column, cell in enumerate(row.cells) if cell.text]
    told = [column for column in told if column >= len(rows[at].cells) or row.cells[column] != rows[at].cells[column]]
    named = len(told) > 1 and all(names_period(row.cells[column].text) for column in told)
    return told[0] if named and told[0] < len(rows[at].cells) else -1


def _levels_at(row: Row) -> int:
    """Return the column of the first of two levels side by side, −1 where a row has none."""
    pairs = zip(row.cells, row.cells[1:], strict=False)
    return next((at for at, (one, two) in enumerate(pairs) if level(1, one.text) and level(2, two.text)), -1)


def _body(rows: Sequence[Row], at: int) -> tuple[Profile, ...]:
    """Return the profiles of the columns below a head, up to the next one of other words."""
    width = len(rows[at].cells)
    body = [row for row in rows[at + 1 :] if row.texts != rows[at].texts]
    return profiles([Line(row.cells, row.place) for row in body], width)


def _told(words: Sequence[frozenset[str]], body: Sequence[Profile], first: int, divided: int) -> dict[int, str]:
    """Return, by column, the roles that the cells tell and the heads do not; {} where there is no name or no target."""
    found: dict[str, int] = {
        role: next(at for at, each in enumerate(words) if each == {role})
        for role in ("name", "operator", "value", "unit")
        if any(each == {role} for each in words[first + 2 :])
    }
    free = [at for at in range(first + 2, len(words)) if not words[at] and at != divided]
    if divided >= 0 and not words[divided]:
        found["value"] = divided
    for role, column in _by_cells(body, free, words, first + 2):
        if role not in found and column not in found.values():
            found[role] = column
    if not {"name", "value"} <= found.keys():
        return {}
    levels = {"level1": first, "level2": first + 1}
    return {at: role for role, at in {**levels, **found}.items() if words[at] != {role}}


def _by_cells(
    body: Sequence[Profile], free: Sequence[int], words: Sequence[frozenset[str]], start: int
) -> Iterator[tuple[str, int]]:
    """Yield (role, column) as the cells of columns with unknown heads tell it; names may stand under 考核内容."""
    names = [at for at in free if body[at].text >= _MOST] or [
        at for at in range(start, len(words)) if words[at] == {"explanation"} and body[at].text >= _MOST
    ]
    yield from (("name", at) for at in names[:1])
    yield from (("operator", at) for at in free if body[at].sign >= _MOST)
    asked = [at for at in range(start, len(words)) if at in free or words[at] == {"total"}]
    targets = [at for at in asked if body[at].target + body[at].merged >= _HALF]
    yield from (("value", at) for at in targets if len(targets) == 1)  # of several each may be a receiver's
    yield from (("unit", at) for at in free if body[at].unit >= _MOST)


def _with_heads(row: Row, roles: dict[int, str]) -> Row:
    cells = (
        replace(cell, text=renamed(COLUMN_WORDS[roles[at]], cell.text)) if at in roles and cell.text else cell
        for at, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))
