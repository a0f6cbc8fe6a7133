"""First levels side by side, each over columns of its own (成本指标 over 三级指标, 指标值) → rows of their level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.extract.segments.tables import is_title
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, level, roles_of
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_LEVEL_HEAD = "一级指标"
_HEADS = frozenset({"name", "value"})
_LEAST = 2  # levels side by side, heads in a row of heads


@dataclass(frozen=True, slots=True)
class _Wide:
    """The levels side by side: where the first stands, how many columns each has, and their cells."""

    first: int
    width: int
    levels: tuple[Cell, ...]

    @property
    def end(self) -> int:
        """Return the column right of the last level."""
        return self.first + self.width * len(self.levels)


def levels_down(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; of a grid with first levels side by side every level of a row has a row of its own."""
    return tuple(
        replace(block, rows=tuple(_down(block.rows))) if isinstance(block, Grid) else block for block in blocks
    )


def _down(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows; below two rows of heads with levels side by side, up to the next head or title, by level."""
    wide: _Wide | None = None
    lead: tuple[Cell, ...] = ()
    rows = _of_two_heads(rows)
    for at, row in enumerate(rows):
        found = _wide(row, rows[at + 1]) if at + 1 < len(rows) else None
        if found:
            wide, lead = found, ()
            blank = (EMPTY,) * found.width
            yield _with(row, found, replace(found.levels[0], text=_LEVEL_HEAD), blank)
        elif wide and at and _wide(rows[at - 1], row):
            yield _with(row, wide, EMPTY, _group(row, wide, 0))
        elif wide and not _ends(row):
            lead = row.cells[: wide.first] if any(cell.text for cell in row.cells[: wide.first]) else lead
            yield from _levels(row, wide, lead)
        else:
            wide = None
            yield row


def _of_two_heads(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows; of three rows of heads the first tells the second what stands over its blank columns.

    项目名称 | 项目金额 stands over the parts of the amount and over the levels, which stand over names and targets.
    """
    for at in range(len(rows) - 2):
        wide = _wide(rows[at + 1], rows[at + 2])
        if wide and _heads_projects(rows[at], rows[at + 1], wide):
            first, second = rows[at], rows[at + 1]
            pairs = zip(first.cells, second.cells, strict=False)
            lead = [two if two.text else replace(one, rows=1) for one, two in pairs]
            cells = (*lead[: wide.first], *second.cells[wide.first :])
            return (*rows[:at], replace(second, cells=cells), *rows[at + 2 :])
    return rows


def _heads_projects(above: Row, row: Row, wide: _Wide) -> bool:
    """Return whether a row heads the projects, and the row below it that of the levels does not."""
    told = [frozenset[str]().union(*(header(cell.text) for cell in one.cells[: wide.first])) for one in (above, row)]
    return "project" in told[0] and not told[1] & {"project", "code"} and len(above.cells) >= wide.first


def _wide(above: Row, below: Row) -> _Wide | None:
    """Return the levels in the row ``above`` where each has the same heads of names and targets in the row below."""
    if not roles_of(below.texts) >= _HEADS:
        return None
    starts = [
        at
        for at, cell in enumerate(above.cells)
        if cell.text and level(1, cell.text) and (not at or above.cells[at - 1].text != cell.text)
    ]
    widths = {two - one for one, two in pairwise(starts)}
    if len(starts) < _LEAST or len(widths) != 1:
        return None
    wide = _Wide(starts[0], widths.pop(), tuple(above.cells[at] for at in starts))
    heads = {tuple(fold(cell.text) for cell in _group(below, wide, number)) for number in range(len(starts))}
    words = [header(text) for text in next(iter(heads))]
    same = len(heads) == 1 and any("name" in each for each in words) and any("value" in each for each in words)
    return wide if same else None


def _group(row: Row, wide: _Wide, number: int) -> tuple[Cell, ...]:
    start = wide.first + number * wide.width
    return row.cells[start : start + wide.width]


def _levels(row: Row, wide: _Wide, lead: tuple[Cell, ...]) -> Iterator[Row]:
    """Yield a row for each level of which a row says something, each with what tells of the project."""
    rest = replace(row, cells=(*lead, *row.cells[wide.first :]))
    groups = [(one, _group(row, wide, number)) for number, one in enumerate(wide.levels)]
    filled = [(one, cells) for one, cells in groups if any(cell.text for cell in cells)]
    for number, (one, cells) in enumerate(filled):
        done = _with(rest, wide, one, cells)
        yield replace(done, cells=done.cells[: wide.first + 1 + wide.width]) if number else done
    if not filled:
        yield _with(row, wide, EMPTY, (EMPTY,) * wide.width)


def _with(row: Row, wide: _Wide, one: Cell, cells: Sequence[Cell]) -> Row:
    """Return a row with one level and its cells in place of all levels."""
    return replace(row, cells=(*row.cells[: wide.first], one, *cells, *row.cells[wide.end :]))


def _ends(row: Row) -> bool:
    """Return whether a row begins something else: heads, or a title."""
    texts = row.texts
    return sum(bool(header(text)) for text in texts) >= _LEAST or (len(texts) == 1 and is_title(fold(texts[0])))
