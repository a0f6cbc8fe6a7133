"""Ink of a page → its grids and lines of prose, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.readers.pdf.align import aligned
from auditor.readers.pdf.celltext import bounds_of, line_text, lines, text_of
from auditor.readers.pdf.ink import Glyph, Ink, Rect
from auditor.readers.pdf.ruling import Frame, Region, frames
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.records.place import Place


def blocks_of(ink: Ink, page: int) -> list[Prose | Grid]:
    """Return the grids and the prose of ``page`` (1-based) from top to bottom."""
    tables = frames(ink.across, ink.down)
    inside: list[list[list[Glyph]]] = [[[] for _ in table.regions] for table in tables]
    outside: list[Glyph] = []
    for glyph in ink.glyphs:
        x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
        for number, table in enumerate(tables):
            cell = table.at(x, y)
            if cell >= 0:
                inside[number][cell].append(glyph)
                break
        else:
            outside.append(glyph)
    found: list[tuple[float, Prose | Grid]] = []
    for table, cells in zip(tables, inside, strict=True):
        if any(any(glyph[0] != " " for glyph in cell) for cell in cells):
            found.append((table.ys[0], _grid(table, cells, page)))
    for top, block in aligned(lines(outside), page, ruled=bool(tables)):
        found.append((top, block))
    return [block for _, block in sorted(found, key=lambda pair: pair[0])]


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
    confidence = min((glyph[5] for glyph in glyphs), default=1.0)
    return Cell(text_of(glyphs), place, region.rows, region.columns, round(confidence, 3))


def _rounded(rect: Rect) -> Rect:
    left, top, right, bottom = rect
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
