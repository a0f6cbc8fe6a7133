"""A list of projects (money, objective) and their indicators in a table of their own → one table of both.

项目编码 | 项目名称 | 资金总额 | 年度绩效目标, and below it 项目名称 | 一级指标 | … | 指标值: what the list tells of a
project stands beside the first row of its indicators, as in the usual table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from auditor.extract.lines.outcome_heads import role_of
from auditor.extract.segments.tables import is_title, kind_of_title
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import TOTAL
from auditor.extract.words.vocabulary import header, roles_of
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_TOLD = frozenset({"total", "fiscal", "other", "goal"})
_ROWS = frozenset({"name", "value", "level1", "level2"})
_INDICATORS = frozenset({"name", "value"})
_LEVELS = frozenset({"level1", "level2"})
_OWNERS = ("project", "code")
_PROJECTS = 12
_FEWEST = 2  # cells of a head
_MOST = 0.5  # of the projects with indicators are listed
_Block = Prose | Grid
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of a grid: ``above`` them, the ``heads`` of columns, the ``rows`` below, what ``follows``."""

    above: Sequence[Row]
    heads: Sequence[Row]
    rows: Sequence[Row]
    follows: Sequence[Row] = ()

    def column(self, role: str) -> int:
        """Return the column headed so, −1 where there is none."""
        return next((at for at, cell in enumerate(self.heads[0].cells) if role in header(cell.text)), -1)

    def roles(self) -> frozenset[str]:
        """Return all that its heads name."""
        return frozenset[str]().union(*(roles_of(row.texts) for row in self.heads))

    def key(self, row: Row, role: str) -> str:
        """Return what a row says in the column of a role, folded."""
        at = self.column(role)
        return fold(row.cells[at].text) if 0 <= at < len(row.cells) else ""


def lists_joined(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; a list of projects that stands before their indicators under the same title is joined to them.

    Several lists (one of money, one of objectives) are joined one after the other, the nearest first.
    """
    done = list(blocks)
    at = 0
    while at < len(done):
        block = done[at]
        pair = _pair(done, at, block) if isinstance(block, Grid) else None
        if pair is None:
            at += 1
            continue
        place, listed, rows = pair
        left = [row for row in (*listed.above, *listed.follows) if row.filled]
        if place == at:
            done[at : at + 1] = [Grid(tuple(left)), Grid(tuple(rows))] if left else [Grid(tuple(rows))]
        else:
            done[at] = Grid(tuple(rows))
            done[place : place + 1] = [Grid(tuple(left))] if left else []
        at = max(0, at - 1)
    return tuple(done)


def _pair(blocks: Sequence[_Block], at: int, grid: Grid) -> tuple[int, _Table, list[Row]] | None:
    """Return (where the list stands, the list, the rows of both) for the indicators in the grid at a place."""
    indicators = _indicators(grid.rows)
    if indicators is None:
        return None
    between: list[int] = []  # the kinds of the titles that stand over the indicators and not over the list
    for place in range(at, -1, -1):
        block = blocks[place]
        rows = indicators.above if place == at else block.rows if isinstance(block, Grid) else ()
        listed = _listed(rows)
        if listed and (made := _fitting(listed, indicators, _title_above(blocks, place, listed), between)):
            return place, listed, made
        between += _titles([Row((Cell(block.text),))] if isinstance(block, Prose) else rows)
        if any(kind != _PROJECTS for kind in between):
            return None
    return None


def _fitting(listed: _Table, indicators: _Table, over: int | None, between: Sequence[int]) -> list[Row] | None:
    """Return the rows of both tables as one where they stand under one title, ``over`` the list, None elsewhere."""
    kinds = [*between, *_titles(listed.follows)]
    fits = over == _PROJECTS and all(kind == _PROJECTS for kind in kinds)
    return _joined(listed, indicators) if fits or (over is None and not kinds) else None


def _titles(rows: Sequence[Row]) -> list[int]:
    """Return the kinds (12, 13, else 0) of the titles of tables among some rows."""
    keys = [fold(row.texts[0]) for row in rows if len(set(row.texts)) == 1]
    return [kind_of_title(key) for key in keys if is_title(key)]


def _title_above(blocks: Sequence[_Block], place: int, listed: _Table) -> int | None:
    """Return the kind of the nearest title above a list, None where none stands there."""
    above = _titles(listed.above)
    for block in reversed(blocks[:place]) if not above else ():
        above = _titles(block.rows if isinstance(block, Grid) else [Row((Cell(block.text),))])
        if above:
            break
    return above[-1] if above else None


def _indicators(rows: Sequence[Row]) -> _Table | None:
    """Return the table of indicators by project that a grid holds, None where its head says money or has no project."""
    for at, row in enumerate(rows):
        words = roles_of(row.texts)
        if words >= _INDICATORS and words & _LEVELS and words & {*_OWNERS}:
            return _Table(rows[:at], [row], rows[at + 1 :])
    return None


def _listed(rows: Sequence[Row]) -> _Table | None:
    """Return the last list of projects among some rows: a head of names with money or objectives, a row each."""
    for at in range(len(rows) - 2, -1, -1):
        words = roles_of(rows[at].texts)
        if not ({"project"} < words and words & _TOLD) or words & _ROWS or len(rows[at].texts) < _FEWEST:
            continue
        if any(role_of(text) for text in rows[at].texts):
            return None  # what the projects came to
        table = _Table(rows[:at], rows[at : at + 1], rows[at + 1 :])
        heads = 0
        while heads < len(table.rows) and not table.key(table.rows[heads], "project") and _heads(table.rows[heads]):
            heads += 1
        below = table.rows[heads:]
        end = next((number for number, row in enumerate(below) if not (_is_sum(row) or _tells(table, row))), len(below))
        return _Table(rows[:at], rows[at : at + 1 + heads], below[:end], below[end:]) if end else None
    return None


def _heads(row: Row) -> bool:
    return bool(row.filled) and all(header(text) for text in row.texts)


def _is_sum(row: Row) -> bool:
    return any(TOTAL.fullmatch(fold(text)) for text in row.texts)


def _tells(table: _Table, row: Row) -> bool:
    return bool(table.key(row, "project")) and len(row.texts) >= _FEWEST


def _joined(listed: _Table, indicators: _Table) -> list[Row] | None:
    """Return the rows of both tables as one, None where they speak of other projects or both tell the same of them."""
    shared = [role for role in _OWNERS if listed.column(role) >= 0 and indicators.column(role) >= 0]
    if not shared or listed.roles() & indicators.roles() & _TOLD:
        return None
    left = {_key(listed, row, shared): row for row in listed.rows if not _is_sum(row)}
    runs = list(_runs(indicators, shared))
    named = {key for key, _ in runs if any(key)}
    if not named or len(named & left.keys()) < _MOST * len(named):
        return None
    join = _Join(listed, indicators, shared)
    beside = [join.head(indicators.heads[0]), *[()] * (len(listed.heads) - 1)]
    made = [join.row(row, join.lead(row), own) for row, own in zip(listed.heads, beside, strict=True)]
    for key, (first, *others) in runs:
        told = left.pop(key, None)
        lead = join.lead(told) if told else join.named(first)
        made.append(
            join.row(first, [replace(one, rows=len(others) + 1) if one.text else one for one in lead], join.own(first))
        )
        made += [join.row(row, (), join.own(row)) for row in others]
    rest = (row for row in listed.rows if _is_sum(row) or any(row is one for one in left.values()))
    return [*made, *(join.row(row, join.lead(row), ()) for row in rest)]


@dataclass(frozen=True, slots=True)
class _Join:
    """How the rows of two tables stand side by side; ``shared`` are the roles by which they know their projects."""

    listed: _Table
    indicators: _Table
    shared: Sequence[str]

    @property
    def width(self) -> int:
        """Return how many columns the list has."""
        return max(at for row in self.listed.heads for at, cell in enumerate(row.cells, 1) if cell.text)

    def lead(self, row: Row) -> Sequence[Cell]:
        """Return the cells of a row of the list."""
        return row.cells[: self.width]

    def named(self, row: Row) -> Sequence[Cell]:
        """Return the cells of a project that no row of the list names: what a row of indicators says of it."""
        lead = [EMPTY] * self.width
        for role in self.shared:
            lead[self.listed.column(role)] = next(iter(row.cells[self.indicators.column(role) :]), EMPTY)
        return lead

    def own(self, row: Row) -> Sequence[Cell]:
        """Return the cells of a row of indicators without those of its project."""
        owners = {self.indicators.column(role) for role in self.shared}
        return [cell for at, cell in enumerate(row.cells) if at not in owners]

    def head(self, row: Row) -> Sequence[Cell]:
        """Return the heads of the indicators, as high as those of the list."""
        return [replace(cell, rows=len(self.listed.heads)) for cell in self.own(row)]

    def row(self, row: Row, lead: Sequence[Cell], own: Sequence[Cell]) -> Row:
        """Return a row with what the list and what the indicators say in it."""
        width = len(self.own(self.indicators.heads[0]))
        ends = (EMPTY,) * (self.width - len(lead)), (EMPTY,) * (width - len(own))
        return replace(row, cells=(*lead, *ends[0], *own, *ends[1]))


def _runs(table: _Table, shared: Sequence[str]) -> Iterator[tuple[_Key, list[Row]]]:
    """Yield the rows of each project; where they do not name it they are those of the one above."""
    now: _Key = ("",) * len(shared)
    named: list[tuple[_Key, Row]] = []
    for row in table.rows:
        key = _key(table, row, shared)
        now = key if any(key) else now
        named.append((now, row))
    for key, rows in groupby(named, key=lambda one: one[0]):
        yield key, [row for _, row in rows]


def _key(table: _Table, row: Row, shared: Sequence[str]) -> _Key:
    return tuple(table.key(row, role) for role in shared)
