"""Ink of a page → its grids and lines of prose, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise

from auditor.readers.pdf.align import aligned
from auditor.readers.pdf.celltext import BLANKS, is_overprinted, lines, text_of_lines
from auditor.readers.pdf.ink import Glyph, Ink
from auditor.readers.pdf.ruling import HANGING, Frame, frames
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.records.place import Place

# How sure a text is of which no one can tell which glyphs belong together.
OVERPRINTED = 0.3
_PITCH = (0.6, 2.0)  # of the height of a glyph: from one line of a text to the next
_ABOVE = 6.0  # points: a line may begin a little above the border that it runs over
_STEP = 1.3


def blocks_of(ink: Ink, page: int) -> list[Prose | Grid]:
    """Return the grids and the prose of ``page`` (1-based) from top to bottom."""
    # A frame of a single column shows no more than where the table is.
    tables = [table for table in frames(ink.across, ink.down) if len(table.xs) > 2 or len(table.ys) == 3]
    found: list[tuple[float, Prose | Grid]] = []
    outside: Sequence[Glyph] = ink.glyphs
    for table in tables:
        around = outside
        cells, outside = table.filled(around)
        mixed = _mixed(table, cells, around)
        outside = _overflowed(table, cells, outside)
        _completed(table, cells, ink.hidden)
        if any(cells):
            found.append((table.ys[0], _grid(table, cells, page, mixed)))
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


def _mixed(table: Frame, cells: Sequence[Sequence[Glyph]], glyphs: Sequence[Glyph]) -> frozenset[int]:
    """Return the cells in which a line of the cell above or below stands.

    The file has the text of a cell in one run: where a cell has two, and one goes on with the run of a neighbour, it is
    what did not fit there.
    """
    owner = {id(glyph): number for number, cell in enumerate(cells) for glyph in cell}
    printed = (glyph for glyph in glyphs if glyph[0] not in BLANKS)
    runs = [(number, list(run)) for number, run in groupby(printed, key=lambda glyph: owner.get(id(glyph), -1))]
    several = {number for number, count in Counter(number for number, _ in runs).items() if count > 1 and number >= 0}
    found: set[int] = set()
    for (before, above), (number, below) in pairwise(runs):
        for mine, other in ((number, before), (before, number)):
            if mine in several and other >= 0 and _beside(table, mine, other) and _is_next_line(above[-1], below[0]):
                found.add(mine)
    return frozenset(found)


def _beside(table: Frame, one: int, other: int) -> bool:
    """Return whether two cells share a column."""
    (_, first, _, wide), (_, second, _, broad) = table.regions[one], table.regions[other]
    return first < second + broad and second < first + wide


def _is_next_line(before: Glyph, after: Glyph) -> bool:
    """Return whether a glyph begins the line below that of another, at the distance of lines of one text."""
    down, height = after[4] - before[4], before[4] - before[2]
    return _PITCH[0] * height <= down <= _PITCH[1] * height and after[1] < before[3]


def _grid(table: Frame, cells: Sequence[Sequence[Glyph]], page: int, mixed: Container[int] = ()) -> Grid:
    xs, ys = [round(x, 1) for x in table.xs], [round(y, 1) for y in table.ys]
    found: list[list[Cell]] = [[EMPTY] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for number, ((row, column, rows, columns), glyphs) in enumerate(zip(table.regions, cells, strict=True)):
        place = Place(page, None, None, None, (xs[column], ys[row], xs[column + columns], ys[row + rows]))
        if not glyphs:
            found[row][column] = Cell("", place, rows, columns)
            continue
        # Recognised text has no glyph that is quite sure, so one tells whether to look at all of them.
        sure = 1.0 if glyphs[0][5] == 1 else round(min(glyph[5] for glyph in glyphs), 3)
        printed = lines(glyphs)
        if number in mixed or is_overprinted(printed):
            sure = min(sure, OVERPRINTED)
        found[row][column] = Cell(text_of_lines(printed), place, rows, columns, sure)
    bands = zip(found, ys, ys[1:], strict=False)
    return Grid(tuple(Row(tuple(line), Place(page=page, bbox=(xs[0], y, xs[-1], low))) for line, y, low in bands))
