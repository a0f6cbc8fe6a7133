"""Ink of a page → its grids and lines of prose, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from auditor.readers.pdf.align import aligned
from auditor.readers.pdf.celltext import text_of
from auditor.readers.pdf.ink import Glyph, Ink, Rect
from auditor.readers.pdf.ruling import Frame, Region, frames
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.records.place import Place


def blocks_of(ink: Ink, page: int) -> list[Prose | Grid]:
    """Return the grids and the prose of ``page`` (1-based) from top to bottom."""
    # A frame of a single column shows no more than where the table is.
    tables = [table for table in frames(ink.across, ink.down) if len(table.xs) > 2 or len(table.ys) == 3]
    found: list[tuple[float, Prose | Grid]] = []
    outside: Sequence[Glyph] = ink.glyphs
    for table in tables:
        cells, outside = table.filled(outside)
        if any(cells):
            found.append((table.ys[0], _grid(table, cells, page)))
    for part in _between(outside, [table.ys[0] for table in tables]):
        found += aligned(part, page)
    return [block for _, block in sorted(found, key=lambda pair: pair[0])]


def _between(glyphs: Sequence[Glyph], tops: Sequence[float]) -> list[list[Glyph]]:
    """Return the glyphs above, between and below the tables that begin at ``tops``."""
    parts: list[list[Glyph]] = [[] for _ in range(len(tops) + 1)]
    for glyph in glyphs:
        parts[bisect_right(tops, glyph[2])].append(glyph)
    return [part for part in parts if part]


def _grid(table: Frame, cells: Sequence[Sequence[Glyph]], page: int) -> Grid:
    made = [_cell(table, region, glyphs, page) for region, glyphs in zip(table.regions, cells, strict=True)]
    rows = []
    for row in range(len(table.ys) - 1):
        line = [EMPTY] * (len(table.xs) - 1)
        for number in dict.fromkeys(table.owner[row]):
            region = table.regions[number]
            if region.row == row:
                line[region.column] = made[number]
        place = Place(page=page, bbox=_rounded((table.xs[0], table.ys[row], table.xs[-1], table.ys[row + 1])))
        rows.append(Row(tuple(line), place))
    return Grid(tuple(rows))


def _cell(table: Frame, region: Region, glyphs: Sequence[Glyph], page: int) -> Cell:
    place = Place(page=page, bbox=_rounded(table.rect(region)))
    if not glyphs:
        return Cell("", place, region.rows, region.columns)
    sure = min(glyph[5] for glyph in glyphs)
    return Cell(text_of(glyphs), place, region.rows, region.columns, sure if sure == 1.0 else round(sure, 3))


def _rounded(rect: Rect) -> Rect:
    left, top, right, bottom = rect
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
