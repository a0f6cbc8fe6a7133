"""Which rows belong to which project: one dynamic programme over the boundaries between projects.

Project cells were merged over their rows and printed at the top or in the middle of them; page breaks cut them in
two. So the rows of a project stand before and after the line with its code. Projects are contiguous blocks in order:
the programme chooses the boundaries with the least cost (weights.py). A boundary is sought in a window around the
next code line, so the work grows linearly with the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from auditor.extract.items import Item
from auditor.extract.projects.runs import together
from auditor.extract.projects.ties import Anchor, Ties
from auditor.extract.projects.weights import WEIGHTS, Weights
from auditor.extract.words.vocabulary import KINDS

_SORTED = ("quantity", "quality", "time", "cost", "benefit", "satisfaction")
_RANK = tuple(_SORTED.index(kind) for kind in KINDS)
_STYLES = (0, 1)  # aligned at the top, centred
_FAR = float("inf")


@dataclass(frozen=True, slots=True)
class _Usual:
    """What the table is like: rows per kind and project, and how much a step backwards in order means (0..1)."""

    missing: tuple[float, ...]
    again: tuple[float, ...]
    sorted: float


@dataclass(frozen=True, slots=True)
class _Layer:
    """The best ways to end a block at ``low``, ``low`` + 1 …: for each style the cost and 2 · start + style before."""

    low: int
    costs: tuple[list[float], list[float]]
    origins: tuple[list[int], list[int]]


def boundaries(programme: Programme) -> list[int]:
    """Return the first item of every anchor's block; block i ends where block i + 1 starts, the last at the end."""
    layers = [_Layer(0, ([0.0], [0.0]), ([0], [0]))]
    for number in range(len(programme.anchors)):
        layers.append(programme.step(number, layers[-1]))
    end = len(programme.items)
    style = min(_STYLES, key=lambda each: layers[-1].costs[each][-1])
    starts: list[int] = []
    for layer in layers[:0:-1]:
        end, style = divmod(layer.origins[style][end - layer.low], 2)
        starts.append(end)
    return starts[::-1]


class Programme:
    """The costs of blocks, prepared so that a step looks at each pair of boundaries in constant time."""

    def __init__(self, items: Sequence[Item], anchors: Sequence[Anchor], weights: Weights = WEIGHTS) -> None:
        self.items, self.anchors, self.weights = items, anchors, weights
        self._ties = Ties(items, anchors, weights)
        number = {kind: index for index, kind in enumerate(KINDS)}
        self._kinds = [number.get(item.fields.kind, -1) if item.fields else -1 for item in items]
        subs: dict[str, int] = {}
        self._subs = [1 << subs.setdefault(item.fields.sub, len(subs)) if item.fields else 0 for item in items]
        self._piece_before, self._link = self._ties.links()
        self._together = [weights.together * each for each in together(items, anchors)]
        self._names = [item.fields.name.text if item.fields else "" for item in items]
        self._rows = [0, *accumulate(1 if item.fields else 0 for item in items)]
        self._page_start, self._page_end = _pages(items)
        self._usual = _usual(self._kinds, len(anchors))
        self._off_middle = [
            weights.off_middle * min(max(0, away - 1) / 2, weights.off_most) for away in range(2 * len(items) + 3)
        ]
        # Cost of a kind after another one; the row before the first (−1) is the last of the list and costs nothing.
        step = weights.disorder * self._usual.sorted
        self._disorder = [
            [step * (_RANK[kind] < _RANK[last]) for kind in range(len(KINDS))] for last in range(len(KINDS))
        ]
        self._disorder.append([0.0] * len(KINDS))
        # What ``step`` found: the costs of the single rows of a block from a first one on, of its rows by its start.
        self._single: dict[int, tuple[int, list[float]]] = {}
        self._known: dict[tuple[int, int], list[float]] = {}

    def step(self, number: int, before: _Layer) -> _Layer:
        """Return the best ways to end block ``number``, given the best ways to start it."""
        ends = self.ends(number)
        size, page_end = len(ends), self._page_end[self.anchors[number].first]
        below = [self._rows[min(end, page_end)] for end in ends]
        single = [self._ties.cost(position, number) for position in range(before.low, ends[-1])]
        self._single[number] = before.low, single
        costs, origins = ([_FAR] * size, [_FAR] * size), ([0] * size, [0] * size)
        for start, entries in self._entries(number, before, ends[-1]):
            fixed, centre = self._offset(number, start)
            contents = self._known[number, start] = self._contents(start, ends, single, before.low)
            for index, cost in enumerate(contents, size - len(contents)):
                for style, (entry, origin) in enumerate(entries):
                    centred = style and centre >= 0
                    offset = self._off_middle[abs(centre - below[index])] if centred else fixed
                    total = entry + cost + offset
                    if total < costs[style][index]:
                        costs[style][index], origins[style][index] = total, origin
        return _Layer(ends[0], costs, origins)

    def costs(self, number: int, starts: range, ends: range) -> dict[tuple[int, int], tuple[float, float]]:
        """Return, by start and end, what block ``number`` costs in each style, without a change of style.

        After ``boundaries``; ``starts`` and ``ends`` are among those that it looked at, no end before a start.
        """
        last = self.ends(number)[-1]
        page_end = self._page_end[self.anchors[number].first]
        found: dict[tuple[int, int], tuple[float, float]] = {}
        for start in starts:
            fixed, centre = self._offset(number, start)
            contents = self._known.get((number, start)) or self._afresh(number, start)  # or not worth a look then
            for end in ends:
                cost = contents[end - last - 1]
                below = self._rows[min(end, page_end)]
                centred = self._off_middle[abs(centre - below)] if centre >= 0 else fixed
                found[start, end] = (cost + fixed, cost + centred)
        return found

    def _entries(self, number: int, before: _Layer, last: int) -> Iterator[tuple[int, list[tuple[float, int]]]]:
        """Yield the starts worth a look, each with (cost so far, 2 · start + style before) for both styles."""
        change = self._switch(number)
        limit = min(map(min, before.costs)) + self.weights.beam
        for start, (top, middle) in enumerate(zip(*before.costs, strict=True), before.low):
            if start <= last and min(top, middle) <= limit:
                stay, move = 2 * start, 2 * start + 1
                yield (
                    start,
                    [
                        (top, stay) if top <= middle + change else (middle + change, move),
                        (middle, move) if middle <= top + change else (top + change, stay),
                    ],
                )

    def ends(self, number: int) -> range:
        """Return where block ``number`` may end: near the next code line, never before its own last line."""
        count = len(self.items)
        if number + 1 == len(self.anchors):
            return range(count, count + 1)
        after = self.anchors[number + 1]
        low = max(self.anchors[number].last + 1, after.first - self.weights.window)
        ahead = self.weights.ahead if after.first == after.last else 0
        return range(low, min(after.first + ahead, count) + 1)

    def _switch(self, number: int) -> float:
        if number == 0:
            return 0.0
        here, before = self.anchors[number].first, self.anchors[number - 1].first
        same_page = self.items[here].piece == self.items[before].piece
        return self.weights.switch if same_page else self.weights.switch_page

    def _offset(self, number: int, start: int) -> tuple[float, int]:
        """Return (cost of the code line's place where cells are aligned at the top, its distance scale where centred).

        The code line is in the middle where the scale equals the number of rows up to the end of the block on the
        code's page; −1 says that the cost is the same in both styles.
        """
        anchor, weights = self.anchors[number], self.weights
        if start > anchor.first:
            return weights.outside + weights.outside_more * (start - anchor.first - 1), -1
        if anchor.last > anchor.first:
            return 0.0, -1
        base = self._rows[max(start, self._page_start[anchor.first])]
        above = self._rows[anchor.first] - base
        return weights.off_top * min(above, weights.off_most), 2 * above + base + 1

    def _afresh(self, number: int, start: int) -> list[float]:
        """Return the cost of the rows of a block from a start that was not worth a look."""
        low, single = self._single[number]
        return self._contents(start, self.ends(number), single, low)

    def _contents(self, start: int, ends: range, single: list[float], low: int) -> list[float]:
        """Return the cost of the rows from ``start`` to each of ``ends`` not before it, adding one row at a time."""
        usual, weights = self._usual, self.weights
        lacking = sum(usual.missing) * weights.missing
        found = [lacking] * (start >= ends[0])
        kinds, subs, last, cost = 0, 0, -1, 0.0
        names: set[str] = set()
        for position in range(start, ends[-1]):
            cost += single[position - low] - self._together[position] * (position > start)
            if self._piece_before[position] >= start:
                cost += self._link[position]
            kind = self._kinds[position]
            if kind >= 0:
                if not kinds >> kind & 1:
                    kinds |= 1 << kind
                    lacking -= usual.missing[kind] * weights.missing
                elif subs & self._subs[position]:
                    cost += (weights.twice_next if kind == last else weights.twice) * usual.again[kind]
                else:
                    cost += (weights.twice_sub_next if kind == last else weights.twice_sub) * usual.again[kind]
                cost += self._disorder[last][kind]
                name = self._names[position]
                cost += weights.same_name * (name in names)
                names.add(name)
                subs |= self._subs[position]
                last = kind
            if position + 1 >= ends[0]:
                found.append(cost + lacking)
        return found


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
    order = max(0.0, 1 - max(0, back - projects) / max(1.0, steps / 2 - projects)) if steps else 0.0
    return _Usual(
        missing=tuple(min(1.0, mean) for mean in means),
        again=tuple(1 / max(1.0, mean) for mean in means),
        sorted=order,
    )
