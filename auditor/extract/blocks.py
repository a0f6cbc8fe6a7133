"""Which rows belong to which project: one dynamic programme over the boundaries between projects.

Project cells were merged over their rows and printed at the top or in the middle of them; page breaks cut them in
two. So the rows of a project stand before and after the line with its code. Projects are contiguous blocks in order:
the programme chooses the boundaries with the least cost (weights.py). A boundary is sought in a window around the
next code line, so the work grows linearly with the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from auditor.extract.evidence import Anchor, Evidence
from auditor.extract.items import Item
from auditor.extract.vocabulary import KINDS
from auditor.extract.weights import WEIGHTS, Weights

_SORTED = ("quantity", "quality", "time", "cost", "benefit", "satisfaction")
_RANK = tuple(_SORTED.index(kind) for kind in KINDS)
_STYLES = (0, 1)  # aligned at the top, centred


@dataclass(frozen=True, slots=True)
class _Usual:
    """What the table is like: rows per kind and project, and how much a step backwards in order means (0..1)."""

    missing: tuple[float, ...]
    again: tuple[float, ...]
    sorted: float


def boundaries(items: Sequence[Item], anchors: Sequence[Anchor], weights: Weights = WEIGHTS) -> list[int]:
    """Return the first item of every anchor's block; block i ends where block i + 1 starts, the last at the end."""
    if not anchors:
        return []
    programme = _Programme(items, anchors, weights)
    best: list[dict[int, list[float]]] = [{0: [0.0, 0.0]}]
    origin: list[dict[int, list[tuple[int, int]]]] = []
    for number in range(len(anchors)):
        costs, origins = programme.step(number, best[-1])
        best.append(costs)
        origin.append(origins)
    end = len(items)
    style = min(_STYLES, key=lambda s: best[-1][end][s])
    starts: list[int] = []
    for number in range(len(anchors) - 1, -1, -1):
        end, style = origin[number][end][style]
        starts.append(end)
    return starts[::-1]


class _Programme:
    """The costs of blocks, prepared so that a step looks at each pair of boundaries in constant time."""

    def __init__(self, items: Sequence[Item], anchors: Sequence[Anchor], weights: Weights) -> None:
        self._items, self._anchors, self._weights = items, anchors, weights
        self._evidence = Evidence(items, anchors, weights)
        number = {kind: index for index, kind in enumerate(KINDS)}
        self._kinds = [number.get(item.fields.kind, -1) if item.fields else -1 for item in items]
        self._subs = [item.fields.sub if item.fields else "" for item in items]
        self._names = [item.fields.name.text if item.fields else "" for item in items]
        self._rows = [0, *accumulate(1 if item.fields else 0 for item in items)]
        self._page_start, self._page_end = _pages(items)
        self._usual = _usual(self._kinds, len(anchors))

    def step(
        self, number: int, starts: dict[int, list[float]]
    ) -> tuple[dict[int, list[float]], dict[int, list[tuple[int, int]]]]:
        """Return, for each end of block ``number`` and each style, the least cost and the (start, style) behind it."""
        ends = self._ends(number)
        costs = {end: [float("inf")] * 2 for end in ends}
        origins = {end: [(0, 0)] * 2 for end in ends}
        low = min(starts)
        single = [self._evidence.cost(position, number) for position in range(low, ends[-1])]
        change = self._switch(number)
        limit = min(min(before) for before in starts.values()) + self._weights.beam
        for start, before in starts.items():
            if start > ends[-1] or min(before) > limit:
                continue
            entry = [min(before[0], before[1] + change), min(before[1], before[0] + change)]
            came = [0 if before[0] <= before[1] + change else 1, 1 if before[1] <= before[0] + change else 0]
            for end, cost in self._contents(start, ends, single, low):
                for style, offset in enumerate(self._offset(number, start, end)):
                    total = entry[style] + cost + offset
                    if total < costs[end][style]:
                        costs[end][style] = total
                        origins[end][style] = (start, came[style])
        return costs, origins

    def _ends(self, number: int) -> range:
        """Return where block ``number`` may end: near the next code line, never before its own last line."""
        count = len(self._items)
        if number + 1 == len(self._anchors):
            return range(count, count + 1)
        after = self._anchors[number + 1]
        low = max(self._anchors[number].last + 1, after.first - self._weights.window)
        ahead = self._weights.ahead if after.first == after.last else 0
        return range(low, min(after.first + ahead, count) + 1)

    def _switch(self, number: int) -> float:
        if number == 0:
            return 0.0
        here, before = self._anchors[number].first, self._anchors[number - 1].first
        same_page = self._items[here].piece == self._items[before].piece
        return self._weights.switch if same_page else self._weights.switch_page

    def _contents(self, start: int, ends: range, single: list[float], low: int) -> list[tuple[int, float]]:
        """Return (end, cost of the rows from ``start`` to it) for all ``ends``, adding one row at a time."""
        found: list[tuple[int, float]] = []
        lacking = sum(self._usual.missing) * self._weights.missing
        seen: dict[int, set[str]] = {}
        names: set[str] = set()
        last = -1
        cost = 0.0
        first_end = ends[0]
        if start >= first_end:
            found.append((start, lacking))
        for position in range(start, ends[-1]):
            cost += single[position - low]
            kind = self._kinds[position]
            if kind >= 0:
                if kind not in seen:
                    lacking -= self._usual.missing[kind] * self._weights.missing
                cost += self._again(position, seen, last)
                if self._names[position] in names:
                    cost += self._weights.same_name
                names.add(self._names[position])
                seen.setdefault(kind, set()).add(self._subs[position])
                last = kind
            if position + 1 >= first_end:
                found.append((position + 1, cost + lacking))
        return found

    def _again(self, position: int, seen: dict[int, set[str]], last: int) -> float:
        """Return the cost of one more row of its kind, and of a step backwards in the order of kinds."""
        kind = self._kinds[position]
        weights = self._weights
        cost = 0.0
        if kind in seen:
            if self._subs[position] not in seen[kind]:
                cost = weights.twice_sub_next if kind == last else weights.twice_sub
            else:
                cost = weights.twice_next if kind == last else weights.twice
            cost *= self._usual.again[kind]
        if last >= 0 and _RANK[kind] < _RANK[last]:
            cost += weights.disorder * self._usual.sorted
        return cost

    def _offset(self, number: int, start: int, end: int) -> tuple[float, float]:
        """Return the cost of where the code line stands in its block, (aligned at the top, centred)."""
        first, weights = self._anchors[number].first, self._weights
        if start > first or end <= first:
            cost = weights.outside + weights.outside_more * (start - first - 1)
            return cost, cost
        if self._anchors[number].last > first:
            return 0.0, 0.0
        above = self._rows[first] - self._rows[max(start, self._page_start[first])]
        whole = self._rows[min(end, self._page_end[first])] - self._rows[max(start, self._page_start[first])]
        middle = max(0.0, abs(2 * above - (whole - 1)) - 1) / 2
        return weights.off_top * min(above, weights.off_most), weights.off_middle * min(middle, weights.off_most)


def _pages(items: Sequence[Item]) -> tuple[list[int], list[int]]:
    """Return, for each item, the first item of its piece and the end of it."""
    starts = [0] * len(items)
    for index in range(1, len(items)):
        starts[index] = starts[index - 1] if items[index].piece == items[index - 1].piece else index
    ends = [len(items)] * len(items)
    for index in range(len(items) - 2, -1, -1):
        ends[index] = ends[index + 1] if items[index].piece == items[index + 1].piece else index + 1
    return starts, ends


def _usual(kinds: Sequence[int], projects: int) -> _Usual:
    """Return what is usual in the table: kinds that few projects have are not missed, frequent ones may repeat."""
    counts = [0] * len(KINDS)
    steps = back = 0
    last = -1
    for kind in kinds:
        if kind < 0:
            continue
        counts[kind] += 1
        if last >= 0 and kind != last:
            steps += 1
            back += _RANK[kind] < _RANK[last]
        last = kind
    means = [count / projects for count in counts]
    order = max(0.0, 1 - max(0, back - projects) / max(1.0, steps / 2 - projects / 2)) if steps else 0.0
    return _Usual(
        missing=tuple(min(1.0, mean) for mean in means),
        again=tuple(1 / max(1.0, mean) for mean in means),
        sorted=order,
    )
