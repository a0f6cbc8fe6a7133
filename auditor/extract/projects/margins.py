"""Boundaries between projects that might as well be drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.extract.items import Item
from auditor.extract.projects.blocks import Programme
from auditor.extract.projects.ties import Anchor
from auditor.extract.projects.weights import WEIGHTS, Weights


@dataclass(frozen=True, slots=True)
class Near:
    """The items from ``first`` to ``end`` may belong to the project ``number`` or to the next one."""

    number: int
    first: int
    end: int


def near(
    items: Sequence[Item], anchors: Sequence[Anchor], starts: Sequence[int], weights: Weights = WEIGHTS
) -> list[Near]:
    """Return what lies between a boundary and another one that costs hardly more, where indicators do."""
    programme = Programme(items, anchors, weights)
    ends = [*starts[1:], len(items)]
    centred = sum(start < anchor.first for start, anchor in zip(starts, anchors, strict=True))
    margin = weights.near_centred if 2 * centred > len(anchors) else weights.near_boundary
    found: list[Near] = []
    for number in range(len(anchors) - 1):
        now, limits = ends[number], (starts[number], ends[number + 1])
        best = _both(programme, number, now, limits)
        others = [
            other
            for other in programme.ends(number)
            if other != now
            and limits[0] < other < limits[1]
            and any(item.fields for item in items[min(now, other) : max(now, other)])
            and _both(programme, number, other, limits) - best < margin
        ]
        if others:
            found.append(Near(number, min(now, *others), max(now, *others)))
    return found


def _both(programme: Programme, number: int, boundary: int, limits: tuple[int, int]) -> float:
    """Return what two neighbouring projects cost with ``boundary`` between them, both printed in the same style."""
    one, two = programme.cost(number, limits[0], boundary), programme.cost(number + 1, boundary, limits[1])
    return min(one[0] + two[0], one[1] + two[1])
