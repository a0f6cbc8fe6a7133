"""Ruling lines → tables: collinear pieces merged, lines that touch grouped, cells that no line parts made one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from auditor.readers.pdf.ink import Glyph, Rect, Rule

_SNAP = 2.0  # lines nearer than this are one (a border that both neighbours draw)
_GAP = 2.5  # pieces of a line may be this far apart
_TOUCH = 3.0
_SAME_LINE = 0.5
HANGING = frozenset("，。、；：！？）”’》」』】,.;:!?")


class Region(NamedTuple):
    """A cell: first row and column (0-based) and how many of each it covers."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """A ruled table: edges of its columns ``xs`` and rows ``ys``, its cells, and which cell covers (row, column)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    owner: tuple[tuple[int, ...], ...]

    @property
    def bounds(self) -> Rect:
        """Return left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def filled(self, glyphs: Iterable[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
        """Return the glyphs of each cell, and those outside the table; the middle of a glyph decides."""
        xs, ys, owner = self.xs, self.ys, self.owner
        cells: list[list[Glyph]] = [[] for _ in self.regions]
        outside: list[Glyph] = []
        left, top, right, bottom = self.bounds
        box: Rect = (-1.0, -1.0, -1.0, -1.0)  # the cell of the glyph before, which most glyphs share
        foot = -1.0
        inside: list[Glyph] = outside
        for glyph in glyphs:
            _, x0, y0, x1, y1, _ = glyph
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            if not (box[0] <= x < box[2] and box[1] <= y < box[3]) and not _goes_on(glyph, box, foot):
                if not (left <= x < right and top <= y < bottom):
                    outside.append(glyph)
                    continue
                column, row = bisect_right(xs, x) - 1, bisect_right(ys, y) - 1
                inside = cells[owner[row][column]]
                box = xs[column], ys[row], xs[column + 1], ys[row + 1]
            inside.append(glyph)
            foot = y1
        return cells, outside

    def rect(self, region: Region) -> Rect:
        """Return left, top, right, bottom of a cell."""
        right, bottom = region.column + region.columns, region.row + region.rows
        return self.xs[region.column], self.ys[region.row], self.xs[right], self.ys[bottom]


def _goes_on(glyph: Glyph, box: Rect, foot: float) -> bool:
    """Return whether a glyph goes on with the line that ended in the cell ``box`` with its foot at ``foot``.

    A line stays together where the border runs through it, and a mark at its end may hang over the border.
    """
    char, x0, y0, x1, y1, _ = glyph
    if not (box[0] <= x0 <= box[2] and (abs(y1 - foot) < _SAME_LINE or box[1] <= (y0 + y1) / 2 < box[3])):
        return False
    return char in HANGING or x0 + x1 < 2 * box[2]


def frames(across: Sequence[Rule], down: Sequence[Rule]) -> list[Frame]:
    """Return the ruled tables, from top to bottom; a table has at least two rows or two columns of cells."""
    across, down = merged(across), merged(down)
    found = [frame for h, v in _groups(across, down) if (frame := _frame(h, v))]
    return sorted(found, key=lambda frame: (frame.ys[0], frame.xs[0]))


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Return the lines with pieces of one line joined and lines side by side made one."""
    done: list[Rule] = []
    ordered = sorted(rules)
    start = 0
    for index in range(1, len(ordered) + 1):
        if index < len(ordered) and ordered[index][0] - ordered[start][0] <= _SNAP:
            continue
        done += _joined(ordered[start:index])
        start = index
    return done


def _joined(level: Sequence[Rule]) -> Iterator[Rule]:
    position = sum(rule[0] for rule in level) / len(level)
    spans = sorted((low, high) for _, low, high in level)
    start, end = spans[0]
    for low, high in spans:
        if low - end > _GAP:
            yield position, start, end
            start, end = low, high
        elif high > end:
            end = high
    yield position, start, end


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the lines that hang together through crossings, (horizontal, vertical) per group."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    ys = [rule[0] for rule in across]
    for number, (x, top, bottom) in enumerate(down, len(across)):
        for index in range(bisect_left(ys, top - _TOUCH), bisect_right(ys, bottom + _TOUCH)):
            if across[index][1] - _TOUCH <= x <= across[index][2] + _TOUCH:
                parent[root(number)] = root(index)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(across):
        groups.setdefault(root(index), ([], []))[0].append(rule)
    for number, rule in enumerate(down, len(across)):
        groups.setdefault(root(number), ([], []))[1].append(rule)
    return list(groups.values())


def _frame(across: list[Rule], down: list[Rule]) -> Frame | None:
    if len(across) < 2 or not down:
        return None
    xs = _edges([rule[0] for rule in down], [edge for rule in across for edge in rule[1:]])
    ys = _edges([rule[0] for rule in across], [edge for rule in down for edge in rule[1:]])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    # walls[row] and floors[column] hold the edges along which a line runs there
    walls = _borders(down, xs, ys)
    floors = _borders(across, ys, xs)
    return _cells(xs, ys, walls, floors)


def _edges(positions: list[float], ends: list[float]) -> tuple[float, ...]:
    """Return the grid edges: the lines, and where the other lines end beyond them (tables open at the sides)."""
    edges = sorted(set(positions))
    low, high = min(ends), max(ends)
    if not edges or low < edges[0] - 2 * _TOUCH:
        edges.insert(0, low)
    if high > edges[-1] + 2 * _TOUCH:
        edges.append(high)
    kept = edges[:1]
    for edge in edges[1:]:
        if edge - kept[-1] > _SNAP:
            kept.append(edge)
    return tuple(kept)


def _borders(rules: Sequence[Rule], edges: Sequence[float], cross: Sequence[float]) -> list[set[int]]:
    """Return, per slot between ``cross`` edges, the inner or outer edges along which a line runs through it."""
    middles = [(low + high) / 2 for low, high in pairwise(cross)]
    found: list[set[int]] = [set() for _ in middles]
    for position, low, high in rules:
        index = min(bisect_left(edges, position), len(edges) - 1)
        if index and position - edges[index - 1] < edges[index] - position:
            index -= 1
        for slot in range(bisect_left(middles, low), bisect_right(middles, high)):
            found[slot].add(index)
    return found


def _cells(xs: tuple[float, ...], ys: tuple[float, ...], walls: list[set[int]], floors: list[set[int]]) -> Frame:
    """Return the frame whose cells grow right and then down while no line parts them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    regions: list[Region] = []
    for row, (line, parted) in enumerate(zip(owner, walls, strict=True)):
        for column in range(columns):
            if line[column] >= 0:
                continue
            end = column + 1
            while end < columns and end not in parted and line[end] < 0:
                end += 1
            low = row + 1
            while low < rows and low not in floors[column] and _open(low, (column, end), walls, floors):
                low += 1
            for covered in owner[row:low]:
                covered[column:end] = [len(regions)] * (end - column)
            regions.append(Region(row, column, low - row, end - column))
    return Frame(xs, ys, tuple(regions), tuple(map(tuple, owner)))


def _open(row: int, span: tuple[int, int], walls: list[set[int]], floors: list[set[int]]) -> bool:
    """Return whether the cell above goes on in ``row``: no line above it, none through it, lines at its sides."""
    start, end = span
    if any(row in floors[column] for column in range(start, end)):
        return False
    return walls[row].isdisjoint(range(start + 1, end)) and (end == len(floors) or end in walls[row])
