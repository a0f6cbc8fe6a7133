"""Kinds of indicators as heads of columns, each with its target beside it (数量指标 | 指标值) → a row an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.extract.segments.tables import is_title
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, is_level, level, roles_of
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_LEAST = 2  # heads in a row of heads
_ROWS = frozenset({"level1", "level2", "name", "operator", "value"})  # in another column: no list of this kind
_TARGET = ("operator", "value", "unit")
_LEVELS = {1: "一级指标", 2: "二级指标"}
_HEADS = {"operator": "指标性质", "value": "指标值", "unit": "计量单位"}
# What a head says behind the kind that it names: the name of an indicator, its target, its unit.
_BEHIND = (
    ("name", re.compile(r"(?:名称|内容|名)$")),
    ("unit", re.compile(r"(?:计量|度量)?单位$")),
    ("operator", re.compile(r"(?:性质|符号)$")),
    ("value", re.compile(r"(?:年度)?(?:目标|指标)?值$")),
)
_NUMBER = re.compile(r"[\d①-⑳]{1,2}$")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind: its level, and the columns of the name of its indicator and of its target by role."""

    cell: Cell
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Head:
    """Such a head: its first and last row, the kinds in it, and the other columns."""

    start: int
    end: int
    kinds: tuple[_Kind, ...]
    rest: tuple[int, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the parts of a target for which a kind has a column."""
        return tuple(role for role in _TARGET if any(role in kind.columns for kind in self.kinds))

    @property
    def levels(self) -> tuple[int, ...]:
        """Return the levels that the kinds are of: a level that none is of has no column."""
        return tuple(sorted({self.level(kind) for kind in self.kinds}))

    def level(self, kind: _Kind) -> int:
        """Return of which level a kind is; a word of both is of the first where all others may be."""
        first = all(level(1, one.cell.text) for one in self.kinds)
        return 1 if first or not level(2, kind.cell.text) else 2


def kinds_apart(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; of a list of projects with pairs of columns for kinds every indicator has a row of its own."""
    return tuple(_apart(block) if isinstance(block, Grid) else block for block in blocks)


def _apart(grid: Grid) -> Grid:
    heads = (head for at in range(len(grid.rows) - 1) if (head := _head(grid.rows, at)))
    head = next(heads, None)
    return replace(grid, rows=tuple(_rows(grid.rows, head))) if head else grid


def _head(rows: Sequence[Row], at: int) -> _Head | None:
    """Return the head whose last row is row ``at``, None where it is none or no indicators stand below it."""
    row = rows[at]
    if not any(map(_names_projects, rows[max(0, at - 1) : at + 1])):
        return None
    above = rows[at - 1] if at and _stands_over(rows[at - 1], row) else None
    said = [_said(rows, at, column, above) for column in range(len(row.cells))]
    kinds = tuple(_kinds(said))
    taken = {column for kind in kinds for column in kind.columns.values()}
    rest = [column for column in range(len(row.cells)) if column not in taken]
    words = frozenset[str]().union(*(header(_text(row, above, column)) for column in rest))
    alone = any(said[column][0].text for column in rest)  # a kind without its target
    known = kinds and "project" in words and not words & _ROWS and not alone
    if not known or not _tells(rows[at + 1 :], kinds):
        return None
    return _Head(at - 1 if above else at, at, kinds, tuple(rest))


def _stands_over(above: Row, row: Row) -> bool:
    """Return whether a row is the upper half of a head: kinds over the columns of another row of heads."""
    return _names_projects(above) and any(map(is_level, above.texts)) and not _names_projects(row)


def _names_projects(row: Row) -> bool:
    """Return whether a cell of a row may head the names of projects."""
    return "project" in roles_of(row.texts)


def _text(row: Row, above: Row | None, column: int) -> str:
    own = row.cells[column].text
    return own or (above.cells[column].text if above and column < len(above.cells) else "")


def _said(rows: Sequence[Row], at: int, column: int, above: Row | None) -> tuple[Cell, str]:
    """Return which kind a column is headed by (EMPTY: by none of its own) and its role, "" for any other column."""
    cell = rows[at].cells[column]
    over = EMPTY
    if above:
        left = [one for one in above.cells[: column + 1] if one.text]
        over = left[-1] if left and is_level(left[-1].text) else EMPTY
    kind, role = _part(cell.text)
    if kind:
        return replace(cell, text=kind, rows=1, columns=1), role
    words = header(cell.text)
    role = next((one for one in ("value", "unit", "operator", "name") if one in words), "")
    return (over.single, role) if role else (EMPTY, "")


def _part(text: str) -> tuple[str, str]:
    """Return the kind that a head names and what of it its column holds (数量指标值), ("", "") where it names none."""
    text = _NUMBER.sub("", text.strip())
    for role, behind in _BEHIND:
        kind = behind.sub("", text)
        if kind != text and is_level(kind) and not header(text):
            return kind, role
    return (text, "name") if is_level(text) and not header(text) & {"name", "value"} else ("", "")


def _kinds(said: Sequence[tuple[Cell, str]]) -> Iterator[_Kind]:
    """Yield the kinds: each is the column of a name with a kind and the columns of its target right of it."""
    for at, (cell, role) in enumerate(said):
        if role != "name" or not cell.text:
            continue
        columns = {"name": at}
        for right in range(at + 1, len(said)):
            part = said[right][1]
            if part not in _TARGET or part in columns:
                break
            columns[part] = right
        if "value" in columns:
            yield _Kind(cell, columns)


def _tells(rows: Sequence[Row], kinds: Sequence[_Kind]) -> bool:
    """Return whether the first row below a head names an indicator with its target, and no head (a form would)."""
    below = rows[0]
    told = [(_at(below, kind.columns["name"]).text, _at(below, kind.columns["value"]).text) for kind in kinds]
    named = any(name and value and not is_level(name) for name, value in told)
    return named and not any(map(header, below.texts))


def _rows(rows: Sequence[Row], head: _Head) -> Iterator[Row]:
    """Yield the rows of a table with one head of usual words, and below it a row for each indicator."""
    yield from rows[: head.start]
    yield _usual(rows, head)
    end = next((at for at in range(head.end + 1, len(rows)) if _ends(rows[at])), len(rows))
    body = [_indicators(row, head) for row in rows[head.end + 1 : end]]
    for at, made in enumerate(body):
        for number, row in enumerate(made):
            yield row if number else _reaching(row, body[at:], head)
    yield from rows[end:]


def _usual(rows: Sequence[Row], head: _Head) -> Row:
    row = rows[head.end]
    lead = [replace(_over(rows, head, column), rows=1) for column in head.rest]
    cell = head.kinds[0].cell
    names = [*(_LEVELS[number] for number in head.levels), "三级指标", *(_HEADS[role] for role in head.roles)]
    return replace(row, cells=(*lead, *(replace(cell, text=text) for text in names)))


def _over(rows: Sequence[Row], head: _Head, column: int) -> Cell:
    cells = [_at(rows[at], column) for at in (head.end, head.start)]
    return next((cell for cell in cells if cell.text), EMPTY)


def _at(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else EMPTY


def _indicators(row: Row, head: _Head) -> list[Row]:
    """Return a row for each indicator of a row, the first with what tells of the project."""
    lead = tuple(_at(row, column) for column in head.rest)
    blank = (EMPTY,) * len(lead)
    made: list[Row] = []
    for kind in head.kinds:
        said = {role: _at(row, column) for role, column in kind.columns.items()}
        if any(cell.text for cell in said.values()):
            levels = (kind.cell if head.level(kind) == number else EMPTY for number in head.levels)
            target = (said.get(role, EMPTY) for role in head.roles)
            made.append(replace(row, cells=(*(blank if made else lead), *levels, said["name"], *target)))
    return made or [replace(row, cells=(*lead, *(EMPTY,) * (len(head.levels) + 1 + len(head.roles))))]


def _reaching(row: Row, body: Sequence[Sequence[Row]], head: _Head) -> Row:
    """Return the first row of a source row; its merged cells reach over all rows that the ones below it became."""
    lead = (replace(cell, rows=sum(map(len, body[: cell.rows]))) for cell in row.cells[: len(head.rest)])
    return replace(row, cells=(*lead, *row.cells[len(head.rest) :]))


def _ends(row: Row) -> bool:
    """Return whether a row begins something else: heads, or a title."""
    texts = row.texts
    return sum(bool(header(text)) for text in texts) >= _LEAST or (len(texts) == 1 and is_title(fold(texts[0])))
