"""Scoring tables without targets (分值, 评分标准, 得分, 得分依据): target and result are told out of their texts.

不低于95%得满分 is the target ≥95%, 控制率95.24% in what explains the score the result. Both get columns of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.extract.lines.outcome_heads import CRITERIA, role_of
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, roles_of
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_VALUE, _ACTUAL = "指标值", "实际完成值"
_FULL = r"[^,;。]{0,12}?(?:的)?,?(?:得|计|给|即为)?(?:\d+分)?\(?(?:满分|全分)"
_BOUND = re.compile(
    r"(?P<least>不低于|不少于|不小于|≥|>=|大于等于|高于等于|达到)|(?P<most>不高于|不超过|不大于|不多于|≤|<=|小于等于|控制在)|(?P<same>=|等于|为)"
)
_LIMIT = re.compile(
    rf"(?:{_BOUND.pattern})(?P<number>-?\d+(?:\.\d+)?)(?P<unit>%|个百分点|天|日|个工作日)?(?:以内|及以上|\(含\))?{_FULL}"
)
_DAY = re.compile(rf"(20\d\d年\d{{1,2}}月(?:\d{{1,2}}日|底|末)?(?:底|末)?之?前){_FULL}")
_SHARE = re.compile(r"(?:[率度比]|=)(?:为|达到?|是)?([-+]?\d+(?:\.\d+)?%)")
_DONE = re.compile(
    r"(20\d\d年\d{1,2}月(?:\d{1,2}日)?)[^,;。\d]{0,14}(?:完毕|完成|完工|验收|公开|上线|到位|下达|印发|报送|结束)"
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the texts of a scoring table stand: names, the criteria, what explains the score."""

    name: int
    criteria: int
    told: int


def scored_apart(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; below a head of scores without targets each row has a target and a result of its own."""
    return tuple(_apart(block) if isinstance(block, Grid) else block for block in blocks)


def _apart(grid: Grid) -> Grid:
    found = next(((at, columns) for at, row in enumerate(grid.rows) if (columns := _columns(row))), None)
    if found is None:
        return grid
    at, columns = found
    width = len(grid.rows[at].cells)
    below = _under_levels(grid.rows[at + 1 :], columns, width)
    rows = [_row(row, columns, width, number - at) for number, row in enumerate((*grid.rows[: at + 1], *below))]
    return replace(grid, rows=tuple(rows))


def _under_levels(rows: Sequence[Row], columns: _Columns, width: int) -> list[Row]:
    """Return the rows, each with the levels above it: they are words of the place (预算配置), known by their column."""
    above = [EMPTY] * columns.name
    done: list[Row] = []
    for row in rows:
        named = len(row.cells) == width and row.cells[columns.name].text
        if named:
            begun = next((at for at, cell in enumerate(row.cells[: columns.name]) if cell.text), columns.name)
            own = [replace(cell, rows=1) for cell in row.cells[begun : columns.name]]
            above = [*above[:begun], *own]
        done.append(replace(row, cells=(*above, *row.cells[columns.name :])) if named else row)
    return done


def _columns(row: Row) -> _Columns | None:
    """Return where the columns stand that a head names, None where it is no head of scores without targets."""
    known = roles_of(row.texts)
    if "name" not in known or known & {"value", "goal"}:
        return None
    words = [header(cell.text) for cell in row.cells]
    roles = [role_of(cell.text) if cell.text else "" for cell in row.cells]
    if not {"weight", "score"} <= set(roles) or "actual" in roles:
        return None
    criteria = next((at for at, each in enumerate(words) if "basis" in each), -1)
    told = next((at for at, role in enumerate(roles) if role == "deviation"), -1)
    if told < 0:
        told = next((at for at, each in enumerate(words) if "remark" in each), -1)
    name = max(at for at, each in enumerate(words) if "name" in each)
    return _Columns(name, criteria, told) if criteria > name else None


def _row(row: Row, columns: _Columns, width: int, below: int) -> Row:
    """Return a row with two more cells right of its criteria: target and result; a row of another width has blanks."""
    cells = row.cells
    at = columns.criteria
    if len(cells) != width or len(set(row.texts)) <= 1:
        return replace(row, cells=(*cells, EMPTY, EMPTY))
    criteria = cells[at]
    told = cells[columns.told] if columns.told >= 0 else EMPTY
    pair = (Cell(_VALUE, criteria.place), Cell(_ACTUAL, criteria.place)) if not below else _told(criteria, told)
    if below < 0:
        pair = (EMPTY, EMPTY)
    if not below:
        cells = (*cells[:at], replace(criteria, text=CRITERIA), *cells[at + 1 :])
    return replace(row, cells=(*cells[: at + 1], *pair, *cells[at + 1 :]))


def _told(criteria: Cell, told: Cell) -> tuple[Cell, Cell]:
    """Return the target that criteria ask for full points, and the result that explains the score, blank where none."""
    asked, said = fold(criteria.text), fold(told.text)
    if day := _DAY.search(asked):
        done = _DONE.search(said)
        return _part(criteria, day.group(1)), _part(told, done.group(1) if done else "")
    limit = _LIMIT.search(asked)
    if limit is None or (limit.group("unit") != "%" and limit.group("number") != "0"):
        share = _SHARE.search(said)
        return EMPTY, _part(told, share.group(1) if share else "")
    sign = "≥" if limit.group("least") else "≤" if limit.group("most") else "="
    share = _SHARE.search(said)
    return _part(criteria, f"{sign}{limit.group('number')}%"), _part(told, share.group(1) if share else "")


def _part(cell: Cell, text: str) -> Cell:
    return replace(cell, text=text, rows=1, columns=1) if text else EMPTY
