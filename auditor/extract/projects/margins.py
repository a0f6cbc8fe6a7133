"""Boundaries between projects that might as well be drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add

from auditor.extract.projects.blocks import Programme


@dataclass(frozen=True, slots=True)
class Near:
    """The items from ``first`` to ``end`` may belong to the project ``number`` or to the next one."""

    number: int
    first: int
    end: int


def near(programme: Programme, starts: Sequence[int]) -> list[Near]:
    """Return what lies between a boundary and another one that costs hardly more, where indicators do."""
    items, anchors, weights = programme.items, programme.anchors, programme.weights
    ends = [*starts[1:], len(items)]
    centred = sum(start < anchor.first for start, anchor in zip(starts, anchors, strict=True))
    margin = weights.near_centred if 2 * centred > len(anchors) else weights.near_boundary
    found: list[Near] = []
    for number in range(len(anchors) - 1):
        now, first, end = ends[number], starts[number], ends[number + 1]
        others = [
            other
            for other in programme.ends(number)
            if other != now
            and first < other < end
            and any(item.fields for item in items[min(now, other) : max(now, other)])
        ]
        costs = _costs(programme, number, range(min(now, *others), max(now, *others) + 1), first, end) if others else {}
        others = [other for other in others if costs[other] - costs[now] < margin]
        if others:
            found.append(Near(number, min(now, *others), max(now, *others)))
    return found


def _costs(programme: Programme, number: int, boundaries: range, first: int, end: int) -> dict[int, float]:
    """Return what two neighbouring projects cost with each boundary between them, both printed in the same style."""
    one = programme.costs(number, range(first, first + 1), boundaries)
    two = programme.costs(number + 1, boundaries, range(end, end + 1))
    return {at: min(map(add, one[first, at], two[at, end])) for at in boundaries}
