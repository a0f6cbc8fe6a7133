"""A list of projects whose indicators one cell tells under headings in brackets (【产出指标-数量指标】 指标1:…(≥3次)).

Each of the indicators gets a row with its levels, name and target in columns of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from auditor.extract.items import Fields
from auditor.extract.segments.bracketed_lines import as_list
from auditor.extract.segments.headed_text import headed, is_levels
from auditor.extract.words.bodies import INSTITUTION
from auditor.extract.words.inline import inline_fields
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, roles_of
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.text.numbers import read_printed
from auditor.text.width import has_han

_Block = Prose | Grid
_OWNERS = frozenset({"project", "agency"})
_HEADS = ("预算单位", "一级指标", "二级指标", "三级指标", "指标值", "备注")
_NAME = "项目名称"
_NONE = Decimal(-1)
_LEAST_HEADS = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """What a cell tells: the objective, the indicators, and what stands under other headings."""

    goal: Cell
    fields: tuple[Fields, ...]
    rest: Cell


def from_brackets(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; a list whose cells tell indicators under headings in brackets has a row for each of them."""
    done: list[_Block] = []
    run: list[Prose] = []
    for block in blocks:
        if isinstance(block, Prose):
            run.append(block)
            continue
        done += [*as_list(run), block]
        run = []
    return tuple(_listed(block) if isinstance(block, Grid) else block for block in (*done, *as_list(run)))


def _listed(grid: Grid) -> Grid:
    if not any("指标" in cell.text and len(headed(cell.text)) > 1 for row in grid.rows for cell in row.cells):
        return grid
    head, owner = next(((at, owner) for at, row in enumerate(grid.rows) if (owner := _owner(row)) >= 0), (-1, -1))
    if head < 0 or any(_is_head(row) for row in grid.rows):
        return grid
    width = max(len(row.cells) for row in grid.rows)
    rows = [_wide(row, width) for row in grid.rows[:head]]
    rows.append(_head_row(grid.rows[head], owner, width))
    above: list[Cell] = []
    body = EMPTY
    below = grid.rows[head + 1 :]
    coded = owner > 0 and all(row.cells[0].text for row in below if _told_in(row))
    for at, row in enumerate(below):
        name = row.cells[owner] if owner < len(row.cells) else EMPTY
        if _is_group(name, below[at:], coded=coded):
            body = name if INSTITUTION.search(fold(name.text)) else body
            above += row.filled
            continue
        rows += _rows(row, width, body, above)
        above = []
    rows += [_wide(Row((cell,), cell.place), width) for cell in above]
    return replace(grid, rows=tuple(rows))


def _is_group(name: Cell, rows: Sequence[Row], *, coded: bool) -> bool:
    """Return whether the first of the rows is an agency or a kind of projects, printed above those with their sum.

    Where all projects have a code (``coded``) one without is none.
    """
    if not name.text or _told_in(rows[0]) or any(has_han(cell.text) for cell in rows[0].filled if cell is not name):
        return False
    if INSTITUTION.search(fold(name.text)) or (coded and not rows[0].cells[0].text):
        return True
    total, found = _amount(rows[0]), Decimal(0)
    for row, after in zip(rows[1:], (*rows[2:], None), strict=True):
        found += _amount(row) if _told_in(row) else 0
        if found and found == total and (after is None or not _told_in(after)):
            return True
    return False


def _amount(row: Row) -> Decimal:
    """Return the last amount of a row; its code stands before it."""
    return next((value for cell in reversed(row.filled) if (value := read_printed(cell.text).value) is not None), _NONE)


def _told_in(row: Row) -> bool:
    return any(headed(cell.text, 1) for cell in row.cells if "指标" in cell.text)


def _owner(row: Row) -> int:
    """Return which column of a head is for the projects: 项目名称, or 单位名称(项目类别/支出项目); −1 where none is."""
    words = [header(cell.text) for cell in row.cells]
    if sum(map(bool, words)) < _LEAST_HEADS or not any("goal" in each for each in words):
        return -1
    named = [at for at, each in enumerate(words) if "project" in each]
    shared = [at for at, each in enumerate(words) if each & _OWNERS and "项目" in row.cells[at].text]
    return next(iter((*named, *shared)), -1)


def _is_head(row: Row) -> bool:
    words = roles_of(row.texts)
    return {"name", "value"} <= words


def _head_row(row: Row, owner: int, width: int) -> Row:
    cells = [*row.cells, *(EMPTY,) * (width - len(row.cells))]
    cells[owner] = replace(cells[owner], text=_NAME)
    return replace(row, cells=(*cells, *(Cell(text, row.place) for text in _HEADS)))


def _wide(row: Row, width: int) -> Row:
    return replace(row, cells=(*row.cells, *(EMPTY,) * (width - len(row.cells) + len(_HEADS))))


def _rows(row: Row, width: int, body: Cell, above: Sequence[Cell]) -> Iterator[Row]:
    """Yield the rows that a row of the list becomes, one for each indicator of its told cell.

    ``body`` is the agency above it, ``above`` what is printed between it and the project before it.
    """
    at, told = next(((at, told) for at, cell in enumerate(row.cells) if (told := _told(cell))), (-1, None))
    if told is None:
        yield _wide(row, width)
        return
    own = [*row.cells, *(EMPTY,) * (width - len(row.cells))]
    own[at] = told.goal
    texts = [*(cell.text for cell in above), told.rest.text]
    rest = replace(told.rest, text="；".join(text for text in texts if text))
    for number, each in enumerate(told.fields):
        lead, last = ((*own, body), rest) if not number else ((EMPTY,) * (width + 1), EMPTY)
        target = replace(each.name, text=f"{each.operator.text}{each.value.text}{each.unit.text}")
        yield Row((*lead, each.level1, each.level2, each.name, target, last), row.place)


def _told(cell: Cell) -> _Told | None:
    """Return what a cell tells under headings of levels, one at least, None where it has none."""
    parts = headed(cell.text, 1)
    text = "\n".join(f"【{heading}】{body}" for heading, body in parts if is_levels(heading))
    fields = inline_fields(replace(cell, text=text), 1)
    others = [(heading, body) for heading, body in parts if not is_levels(heading) and body]
    goal = "\n".join(body for heading, body in others if not heading or "goal" in header(heading))
    rest = "\n".join(f"【{heading}】{body}" for heading, body in others if heading and "goal" not in header(heading))
    return _Told(replace(cell, text=goal), tuple(fields), replace(cell, text=rest)) if fields else None
