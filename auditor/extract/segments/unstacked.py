"""Several indicators written into the cells of one row (1.…；2.… beside 1.≥…；2.≥…) → a row for each of them.

A row is divided where its name and its target hold equally many; a row that does not say which target belongs to which
name stays as it is, and is said later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, is_level, is_unit
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.text.operators import sign

_NUMBER = re.compile(
    r"(?:^|(?<=[\s；;。，,]))(?:[(（](?P<round>\d{1,2})[)）]|(?P<plain>\d{1,2})(?:[、)）:：]|[.．](?!\d))"
    r"|(?:指标|目标)(?P<word>\d{1,2})\s*[:：]|(?P<circle>[①-⑳]))\s*"
)
_START = re.compile(r"[(（]1[)）]|1(?:[、)）:：]|[.．](?!\d))|(?:指标|目标)1\s*[:：]|①")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FIRST = frozenset("1(（①指目")
_MARKS = " \t；;。，,"
_IN_NAME = re.compile(r"([^\W\d].*?)\s*([≥≤><=＝＞＜≧≦]\s*\d.*)", re.DOTALL)
_TARGET = re.compile(r"[≥≤><=＝＞＜≧≦]\s*\d")
_FIGURE = re.compile(r"[\d≥≤><=＝＞＜≧≦%％]")
_BESIDE = ("operator", "value", "unit")
_LEAST = 2


def unstacked(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; each indicator of a grid has a row of its own."""
    return tuple(_unstacked(block) if isinstance(block, Grid) and _may_stack(block) else block for block in blocks)


def _may_stack(grid: Grid) -> bool:
    return any(text[0] in _FIRST and _START.match(text) for row in grid.rows for text in row.texts)


def _unstacked(grid: Grid) -> Grid:
    done: list[list[Cell]] = []
    places = []
    columns: dict[str, int] = {}
    width = 0
    for row in grid.rows:
        if found := _columns(row):
            columns, width = found, len(row.cells)
        missing = width - len(row.cells)  # cells merged over it, left of its name, where a copy prints them once
        here = {role: at - missing for role, at in columns.items()}
        parts = _parts(row, here) if columns and missing >= 0 and here["name"] >= 0 else []
        if len(parts) > 1:
            _reach(done, len(parts) - 1, width)
        done += parts or [list(row.cells)]
        places += [row.place] * max(1, len(parts))
    if len(done) == len(grid.rows) and all(new == list(old.cells) for new, old in zip(done, grid.rows, strict=True)):
        return grid
    return replace(grid, rows=tuple(Row(tuple(cells), place) for cells, place in zip(done, places, strict=True)))


def _columns(row: Row) -> dict[str, int]:
    """Return the columns of name, operator, value and unit under a row that heads indicators, {} for any other."""
    if not any(map(header, row.texts[:2])):
        return {}
    words = [header(cell.text) for cell in row.cells]
    value = next((at for at, each in enumerate(words) if "value" in each), -1)
    names = [at for at, each in enumerate(words) if "name" in each and (value < 0 or at < value)]
    if not names or (value < 0 and sum(map(bool, words)) <= _LEAST):
        return {}
    right = {
        role: at
        for role in _BESIDE
        for at in [next((at for at, each in enumerate(words) if role in each and at > names[-1]), -1)]
        if at >= 0
    }
    return {"name": names[-1], **right}


def _parts(row: Row, columns: dict[str, int]) -> list[list[Cell]]:
    """Return the rows that a row holds, [] where it holds one, or nobody can tell which texts belong together."""
    name = row.cells[columns["name"]]
    value = row.cells[columns["value"]] if "value" in columns else EMPTY
    names, targets = listed(name.text), listed(value.text)
    if not names or (len(names) == 1 and len(targets) != 1 and "value" in columns):
        return []
    count = len(names)
    split = {columns["name"]: names}
    for role, at in columns.items():
        if role != "name" and (text := row.cells[at].text):
            pieces = _pieces(text, count) or ([text] * count if _is_common(role, text) else [])
            if not pieces:
                return []
            split[at] = pieces
    if count > 1 and not value.text:
        split = _told_in_names(names, columns)
    return [_part(row, split, number, columns["name"]) for number in range(count if split else 0)]


def _told_in_names(names: Sequence[str], columns: dict[str, int]) -> dict[int, list[str]]:
    """Return names and targets by column where each name says its own target (巡山次数≥48次), {} where one does not.

    Where no column is for targets, the numbers alone tell the names apart.
    """
    if "value" not in columns:
        return {columns["name"]: list(names)}
    told = [found for each in names if (found := _IN_NAME.fullmatch(each))]
    if len(told) < len(names):
        return {}
    return {
        columns["name"]: [each.group(1).strip() for each in told],
        columns["value"]: [each.group(2) for each in told],
    }


def _is_common(role: str, text: str) -> bool:
    """Return whether a cell says its part of the target for all indicators of its row: one operator, one unit."""
    return bool(sign(text)) if role == "operator" else role == "unit" and is_unit(fold(text))


def _part(row: Row, split: dict[int, list[str]], number: int, name: int) -> list[Cell]:
    """Return the cells of one of the indicators; what is said once of all of them stands in the first of their rows."""
    count = len(next(iter(split.values())))
    cells: list[Cell] = []
    for at, cell in enumerate(row.cells):
        if at in split:
            cells.append(replace(cell, text=split[at][number], rows=1))
        elif number:
            cells.append(EMPTY)
        else:
            spans = at < name and (cell.rows > 1 or is_level(cell.text))
            cells.append(replace(cell, rows=cell.rows + count - 1) if spans else cell)
    return cells


def _reach(done: list[list[Cell]], more: int, width: int) -> None:
    """Let merged cells above reach over the rows that come in between."""
    last = len(done)
    for at, cells in enumerate(done):
        for column, cell in enumerate(cells[:width]):
            if cell.rows > 1 and at + cell.rows > last:
                cells[column] = replace(cell, rows=cell.rows + more)


def listed(text: str) -> list[str]:
    """Return the items of a text that numbers them from 1 on, without their numbers; [] for any other text."""
    if not _START.match(text):
        return []
    marks = list(_NUMBER.finditer(text))
    numbers = [_number(mark) for mark in marks]
    if not marks or marks[0].start() or numbers != list(range(1, len(marks) + 1)):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    items = [text[mark.end() : end].strip(_MARKS) for mark, end in zip(marks, ends, strict=True)]
    return items if all(items) else []


def _number(mark: re.Match[str]) -> int:
    if circle := mark.group("circle"):
        return _CIRCLES.index(circle) + 1
    return int(mark.group("round") or mark.group("plain") or mark.group("word"))


def _pieces(text: str, count: int) -> list[str]:
    """Return the ``count`` pieces of a text: numbered, between semicolons or blanks; [] where there are not so many."""
    ways = (listed(text), re.split(r"[；;]", text), _targets(text))
    for way in ways:
        pieces = _without_numbers([piece.strip(_MARKS) for piece in way if piece.strip(_MARKS)])
        if len(pieces) == count and (count > 1 or pieces != [text.strip(_MARKS)]):
            return pieces
    return [text] if count == 1 else []


def _targets(text: str) -> list[str]:
    """Return what blanks part in a text, where each is a target of its own: ≥48次 ≥60人, but not ≥95 %."""
    pieces = text.split()
    if _without_numbers(pieces) != pieces:
        return pieces
    return pieces if all(map(_TARGET.match, pieces)) or not any(map(_FIGURE.search, pieces)) else []


def _without_numbers(pieces: list[str]) -> list[str]:
    """Return the pieces without their numbers, where each begins with its own: beside numbered names 1.48 is 48."""
    if len(pieces) < _LEAST or not all(re.match(rf"{at}[.．、]", piece) for at, piece in enumerate(pieces, 1)):
        return pieces
    return [re.sub(r"^\d{1,2}[.．、]\s*", "", piece) for piece in pieces]
