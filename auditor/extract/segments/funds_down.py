"""Funds by source side by side (合计, 中央资金, 省级资金 over 年初预算, 已支出) → a row for each source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from auditor.extract.lines.fund_heads import heads_funds, is_funds_figure
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import TOTAL
from auditor.extract.words.vocabulary import header
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_SOURCE = ("资金", "财政", "中央", "省", "市", "县", "区", "自筹", "配套", "补助", "其他", "拨款", "结转")
_LEAST, _LONGEST = 2, 14


def sources_down(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; where sources of funds stand side by side, each has a row, the first of them the total."""
    return tuple(_down(block) if isinstance(block, Grid) else block for block in blocks)


def _down(grid: Grid) -> Grid:
    rows: list[Row] = []
    at = 0
    while at < len(grid.rows):
        figures = list(takewhile(_tells_figures, grid.rows[at + 1 :])) if _heads_sources(grid.rows[at]) else []
        labels = [next(cell for cell in row.cells if cell.text) for row in figures]
        if len(figures) >= _LEAST and heads_funds(labels):
            rows += _turned(grid.rows[at], figures)
            at += len(figures)
        else:
            rows.append(grid.rows[at])
        at += 1
    if len(rows) == len(grid.rows) and all(one is two for one, two in zip(rows, grid.rows, strict=True)):
        return grid
    width = max(len(row.cells) for row in rows)
    return replace(grid, rows=tuple(replace(row, cells=_padded(row.cells, width)) for row in rows))


def _heads_sources(row: Row) -> bool:
    """Return whether a row names, right of its first text, a total and sources of funds, and nothing else."""
    texts = [fold(text) for text in row.texts[1:]]
    if len(texts) <= _LEAST or not any(word in "|".join(texts) for word in _SOURCE):
        return False
    totals = [text for text in texts if TOTAL.fullmatch(text) or "total" in header(text)]
    sources = (
        [text for text in texts if len(text) <= _LONGEST and any(word in text for word in _SOURCE)] if totals else []
    )
    return len(sources) >= _LEAST and set(texts) == {*sources, *totals}


def _tells_figures(row: Row) -> bool:
    """Return whether a row is a label of funds with figures right of it."""
    texts = row.texts
    return len(texts) > _LEAST and len(fold(texts[0])) > 1 and all(is_funds_figure(text) for text in texts[1:])


def _turned(head: Row, figures: Sequence[Row]) -> Iterator[Row]:
    """Yield the head and a row for each source; the cells keep their places."""
    first = next(at for at, cell in enumerate(head.cells) if cell.text)
    blank = (EMPTY,) * first
    labels = [next(cell for cell in row.cells if cell.text) for row in figures]
    yield Row((*blank, head.cells[first].single, *(label.single for label in labels)), head.place)
    above = EMPTY
    for at in range(first + 1, len(head.cells)):
        source = head.cells[at]
        if not source.text or source == above:
            continue
        above = source
        cells = [row.cells[at] if at < len(row.cells) else EMPTY for row in figures]
        yield Row((*blank, source.single, *(cell.single for cell in cells)), source.place)


def _padded(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return (*cells, *(EMPTY,) * (width - len(cells)))
