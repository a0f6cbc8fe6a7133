"""Ink of a page → its grids and lines of prose, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from auditor.readers.pdf.align import aligned
from auditor.readers.pdf.celltext import lines, text_of
from auditor.readers.pdf.ink import Glyph, Ink
from auditor.readers.pdf.ruling import HANGING, Frame, frames
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.records.place import Place

_ABOVE = 6.0  # points: a line may begin a little above the border that it runs over
_STEP = 1.3


def blocks_of(ink: Ink, page: int) -> list[Prose | Grid]:
    """Return the grids and the prose of ``page`` (1-based) from top to bottom."""
    # A frame of a single column shows no more than where the table is.
    tables = [table for table in frames(ink.across, ink.down) if len(table.xs) > 2 or len(table.ys) == 3]
    found: list[tuple[float, Prose | Grid]] = []
    outside: Sequence[Glyph] = ink.glyphs
    for table in tables:
        cells, outside = table.filled(outside)
        outside = _overflowed(table, cells, outside)
        _completed(table, cells, ink.hidden)
        if any(cells):
            found.append((table.ys[0], _grid(table, cells, page)))
    for part in _between(outside, [table.ys[0] for table in tables]):
        found += aligned(part, page)
    return [block for _, block in sorted(found, key=lambda pair: pair[0])]


def _overflowed(table: Frame, cells: Sequence[list[Glyph]], outside: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return the glyphs outside without the lines that run out of a cell at the foot of the table, which get them.

    At the end of a page some programs print the last lines of a long cell below its border: they stand in its column
    and follow its text at the distance of its own lines.
    """
    left, _, right, bottom = table.bounds
    below = [glyph for glyph in outside if glyph[2] > bottom - _ABOVE and left <= glyph[1] and glyph[3] <= right]
    if not below:
        return outside
    taken: set[int] = set()
    for number in dict.fromkeys(table.owner[-1]):
        x0, _, x1, _ = table.rect(table.regions[number])
        inside = [glyph for glyph in below if x0 <= glyph[1] <= x1 and (_hangs(glyph) or glyph[1] + glyph[3] <= 2 * x1)]
        for line in _following(lines(cells[number]), lines(inside), (x0, x1)):
            cells[number].extend(line)
            taken.update(id(glyph) for glyph in line)
    return [glyph for glyph in outside if id(glyph) not in taken] if taken else outside


def _completed(table: Frame, cells: Sequence[list[Glyph]], hidden: Sequence[Glyph]) -> None:
    """Add to the cells at the edges of the table what the page cuts away of them: the next page shows it."""
    left, top, right, bottom = table.bounds
    for glyph in hidden:
        x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
        if left <= x < right and not top <= y < bottom:
            row = table.owner[0 if y < top else -1]
            cells[row[bisect_right(table.xs, x) - 1]].append(glyph)


def _following(
    above: Sequence[Sequence[Glyph]], below: Sequence[Sequence[Glyph]], span: tuple[float, float]
) -> Iterator[Sequence[Glyph]]:
    """Yield the lines of ``below`` that go on at the pitch of ``above`` and stay within ``span``."""
    if len(above) < 2:
        return
    last = _foot(above[-1])
    pitch = last - _foot(above[-2])
    for line in below:
        foot = _foot(line)
        if not 0 < foot - last <= _STEP * pitch or any(glyph[3] > span[1] for glyph in line if not _hangs(glyph)):
            return
        yield line
        last = foot


def _hangs(glyph: Glyph) -> bool:
    """Return whether a glyph is a mark, which may hang over the border at the end of a line."""
    return glyph[0] in HANGING


def _foot(line: Sequence[Glyph]) -> float:
    return max(glyph[4] for glyph in line)


def _between(glyphs: Sequence[Glyph], tops: Sequence[float]) -> list[list[Glyph]]:
    """Return the glyphs above, between and below the tables that begin at ``tops``."""
    parts: list[list[Glyph]] = [[] for _ in range(len(tops) + 1)]
    for glyph in glyphs:
        parts[bisect_right(tops, glyph[2])].append(glyph)
    return [part for part in parts if part]


def _grid(table: Frame, cells: Sequence[Sequence[Glyph]], page: int) -> Grid:
    xs, ys = [round(x, 1) for x in table.xs], [round(y, 1) for y in table.ys]
    found: list[list[Cell]] = [[EMPTY] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for (row, column, rows, columns), glyphs in zip(table.regions, cells, strict=True):
        place = Place(page, None, None, None, (xs[column], ys[row], xs[column + columns], ys[row + rows]))
        if not glyphs:
            found[row][column] = Cell("", place, rows, columns)
            continue
        # Recognised text has no glyph that is quite sure, so one tells whether to look at all of them.
        sure = 1.0 if glyphs[0][5] == 1 else round(min(glyph[5] for glyph in glyphs), 3)
        found[row][column] = Cell(text_of(glyphs), place, rows, columns, sure)
    bands = zip(found, ys, ys[1:], strict=False)
    return Grid(tuple(Row(tuple(line), Place(page=page, bbox=(xs[0], y, xs[-1], low))) for line, y, low in bands))
