"""Levels printed like steps: each level and each name on a row of its own, in the column of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.words.vocabulary import level
from auditor.records.document import EMPTY, Cell

_LEAST = 2  # rows of second levels alone
_ROLES = ("level1", "level2", "name", "operator", "value", "unit")


def without_steps(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Return the lines with the levels of such a table beside their names, and what a step says of the project alone.

    It is one where no row that has a name prints a level. A step above no name keeps its row, with its levels.
    """
    at = {role: layout.column(role) for role in _ROLES if layout.column(role) >= 0}
    if not {"level1", "level2", "name"} <= at.keys() or layout.level1 < 0:
        return list(lines)
    body = {id(line) for line in _body(lines, layout)}
    steps = [line for line in lines if id(line) in body and _is_step(line, at)]
    named = [line for line in lines if id(line) in body and line.cells[at["name"]].text]
    alone = sum(bool(line.cells[at["level2"]].text) for line in steps)
    if alone < _LEAST or any(line.cells[at[role]].text for line in named for role in ("level1", "level2")):
        return list(lines)
    return _Stairs(at).down(lines, {id(line) for line in steps}, {id(line) for line in named})


def _body(lines: Sequence[Line], layout: Layout) -> Iterable[Line]:
    return (
        line for line in lines if not line.prose and len(line.cells) == layout.width and not layout.heads_with(line)
    )


def _is_step(line: Line, at: dict[str, int]) -> bool:
    """Return whether a row says nothing of an indicator but its levels."""
    one, two = line.cells[at["level1"]].text, line.cells[at["level2"]].text
    rest = any(line.cells[column].text for role, column in at.items() if role not in {"level1", "level2"})
    return not rest and bool((one and level(1, one)) or (two and level(2, two)))


class _Stairs:
    """Walks down the rows with the levels that hold."""

    def __init__(self, at: dict[str, int]) -> None:
        self._columns = (at["level1"], at["level2"])
        self._levels: tuple[Cell, Cell] = (EMPTY, EMPTY)
        self._open: Line | None = None  # the last step, above no name yet

    def down(self, lines: Sequence[Line], steps: set[int], named: set[int]) -> list[Line]:
        """Return the lines, with the levels in the rows of names."""
        done: list[Line] = []
        for line in lines:
            if id(line) in steps:
                done += self._step(line)
            elif id(line) in named:
                self._open = None
                done.append(self._with(line, self._levels))
            else:
                done.append(line)
        return [*done, *self._left()]

    def _step(self, line: Line) -> list[Line]:
        """Take the levels of a step; return the one before it if above no name, and its own words of the project."""
        one, two = (line.cells[column] for column in self._columns)
        left = self._left() if one.text or self._levels[1].text else []
        self._levels = (one, two) if one.text else (self._levels[0], two)
        bare = self._with(line, (EMPTY, EMPTY))
        self._open = self._with(replace(line, cells=(EMPTY,) * len(line.cells)), self._levels)
        return [*left, *([bare] if bare.filled else [])]

    def _left(self) -> list[Line]:
        left, self._open = self._open, None
        return [left] if left else []

    def _with(self, line: Line, levels: tuple[Cell, Cell]) -> Line:
        cells = list(line.cells)
        for column, cell in zip(self._columns, levels, strict=True):
            cells[column] = cell
        return replace(line, cells=tuple(cells))
