"""Ruling lines → tables: collinear pieces merged, lines that touch grouped, cells that no line parts made one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from auditor.readers.pdf.ink import Glyph, Rect, Rule

_SNAP = 2.0  # lines nearer than this are one (a border that both neighbours draw)
_GAP = 2.5  # pieces of a line may be this far apart
_TOUCH = 3.0


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
        low = high = start = end = -1.0  # the cell of the glyph before, which most glyphs share
        inside: list[Glyph] = outside
        for glyph in glyphs:
            _, x0, y0, x1, y1, _ = glyph
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            if not (start <= x < end and low <= y < high):
                if not (left <= x < right and top <= y < bottom):
                    outside.append(glyph)
                    continue
                column, row = bisect_right(xs, x) - 1, bisect_right(ys, y) - 1
                inside = cells[owner[row][column]]
                start, end, low, high = xs[column], xs[column + 1], ys[row], ys[row + 1]
            inside.append(glyph)
        return cells, outside

    def rect(self, region: Region) -> Rect:
        """Return left, top, right, bottom of a cell."""
        right, bottom = region.column + region.columns, region.row + region.rows
        return self.xs[region.column], self.ys[region.row], self.xs[right], self.ys[bottom]


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


def _joined(level: Sequence[Rule]) -> list[Rule]:
    position = sum(rule[0] for rule in level) / len(level)
    spans = sorted((low, high) for _, low, high in level)
    done: list[list[float]] = []
    for low, high in spans:
        if done and low - done[-1][1] <= _GAP:
            done[-1][1] = max(done[-1][1], high)
        else:
            done.append([low, high])
    return [(position, low, high) for low, high in done]


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
    # walls[r][c]: a line between (r, c) and its right neighbour; floors: its lower neighbour
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
    """Return, per inner or outer edge, the slots between ``cross`` edges along which a line runs."""
    middles = [(low + high) / 2 for low, high in pairwise(cross)]
    found: list[set[int]] = [set() for _ in edges]
    for position, low, high in rules:
        index = min(bisect_left(edges, position), len(edges) - 1)
        if index and position - edges[index - 1] < edges[index] - position:
            index -= 1
        found[index].update(range(bisect_left(middles, low), bisect_right(middles, high)))
    return found


def _cells(xs: tuple[float, ...], ys: tuple[float, ...], walls: list[set[int]], floors: list[set[int]]) -> Frame:
    """Return the frame whose cells grow right and then down while no line parts them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    regions: list[Region] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            wide = 1
            while column + wide < columns and row not in walls[column + wide] and owner[row][column + wide] < 0:
                wide += 1
            high = 1
            while row + high < rows and _open(row + high, range(column, column + wide), walls, floors, columns):
                high += 1
            for r in range(row, row + high):
                owner[r][column : column + wide] = [len(regions)] * wide
            regions.append(Region(row, column, high, wide))
    return Frame(xs, ys, tuple(regions), tuple(tuple(line) for line in owner))


def _open(row: int, span: range, walls: list[set[int]], floors: list[set[int]], columns: int) -> bool:
    """Return whether the cell above goes on in ``row``: no line above it, none through it, lines at its sides."""
    if any(column in floors[row] for column in span):
        return False
    if any(row in walls[column] for column in span[1:]):
        return False
    return span[-1] + 1 >= columns or row in walls[span[-1] + 1]
