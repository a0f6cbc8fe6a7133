"""Forms whose indicators stand below headings of levels ((一)产出指标) and under no head → with the usual head."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from auditor.extract.words.keys import fold
from auditor.extract.words.numbering import is_numbered
from auditor.extract.words.vocabulary import header, is_unit, level, roles_of
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.records.place import Place
from auditor.text.operators import sign

_LEAST = 2  # headings
_MOST = 0.6
_LONGEST_SIGN = 14
_INDICATOR = frozenset({"name", "value"})


def with_heads(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; rows below headings of levels, in a grid or lines of text, have the head that is missing."""
    done = [_with_head(block) if isinstance(block, Grid) else block for block in blocks]
    below = [at for at in range(1, len(done)) if isinstance(done[at], Grid) and _is_heading(done[at - 1])]
    grids = [block for at in below if isinstance(block := done[at], Grid)]
    rows = [row for grid in grids for row in grid.rows]
    heads = _heads(_even(rows)) if len(grids) >= _LEAST and not any(map(_is_head, rows)) else {}
    for at, grid in zip(below if heads else (), grids, strict=False):
        width = max(len(row.cells) for row in rows)
        head = (_head_row(heads, width, grid.rows[0].place),) if at == below[0] else ()
        done[at] = replace(grid, rows=(*head, *_even(grid.rows, width)))
    return tuple(done)


def _is_heading(block: Prose | Grid) -> bool:
    return isinstance(block, Prose) and is_numbered(block.text) and bool(level(1, block.text))


def _even(rows: Sequence[Row], width: int = 0) -> list[Row]:
    """Return rows of one width: merged cells that print once leave the rows below them shorter on the left."""
    width = width or max((len(row.cells) for row in rows), default=0)
    return [replace(row, cells=(*(EMPTY,) * (width - len(row.cells)), *row.cells)) for row in rows]


def _with_head(grid: Grid) -> Grid:
    sections = [at for at, row in enumerate(grid.rows) if _is_section(row)]
    if len(sections) < _LEAST or any(_is_head(row) for row in grid.rows):
        return grid
    first = sections[0]
    heads = _heads([row for row in grid.rows[first:] if not _is_section(row) and _is_indicator(row)])
    if not heads:
        return grid
    head = _head_row(heads, len(grid.rows[first].cells), grid.rows[first].place)
    return replace(grid, rows=(*grid.rows[:first], head, *grid.rows[first:]))


def _head_row(heads: dict[int, str], width: int, place: Place) -> Row:
    return Row(tuple(Cell(heads[at], place) if at in heads else EMPTY for at in range(width)), place)


def _is_section(row: Row) -> bool:
    """Return whether a row is nothing but a first level with a number; a merged cell may repeat it."""
    texts = set(row.texts)
    return len(texts) == 1 and bool(level(1, text := texts.pop())) and is_numbered(text)


def _is_head(row: Row) -> bool:
    words = roles_of(row.texts)
    return words >= _INDICATOR


def _is_indicator(row: Row) -> bool:
    """Return whether a row may be an indicator: several cells, the first of them no label of the form."""
    texts = row.texts
    return len(set(texts)) > 1 and not header(texts[0])


def _heads(rows: Sequence[Row]) -> dict[int, str]:
    """Return the usual head over each column in which rows say something, {} where their cells do not tell it."""
    if not rows or len({len(row.cells) for row in rows}) > 1:
        return {}
    columns = [[row.cells[at].text for row in rows if row.cells[at].text] for at in range(len(rows[0].cells))]
    used = [at for at, texts in enumerate(columns) if texts]
    found: dict[int, str] = {}
    kinds: Iterator[tuple[str, Callable[[str], object] | None]] = iter(
        (("二级指标", _is_second), ("三级指标", None), ("指标性质", _is_sign), ("指标值", None), ("度量单位", _is_unit))
    )
    for at in used:
        if at - 1 in found and all(row.cells[at].text in {"", row.cells[at - 1].text} for row in rows):
            found[at] = found[at - 1]  # a merged cell that prints in both columns
            continue
        head = next((name for name, fits in kinds if fits is None or _mostly(columns[at], fits)), "")
        if not head:
            return {}
        found[at] = head
    return found if {"三级指标", "指标值"} <= set(found.values()) else {}


def _mostly(texts: Sequence[str], fits: Callable[[str], object]) -> bool:
    return sum(bool(fits(text)) for text in texts) >= _MOST * len(texts)


def _is_second(text: str) -> bool:
    return bool(level(2, text))


def _is_sign(text: str) -> bool:
    return len(text) <= _LONGEST_SIGN and bool(sign(text))


def _is_unit(text: str) -> bool:
    return is_unit(fold(text))
