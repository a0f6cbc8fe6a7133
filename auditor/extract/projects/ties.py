"""What single rows say about the project they belong to: shared words, ceilings, pieces of objectives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import fsum

from auditor.extract.items import Item
from auditor.extract.projects.weights import Weights
from auditor.extract.words.join import overlap
from auditor.extract.words.keys import fold
from auditor.text.numbers import read_printed

_ENDS = tuple("。！？；.!?;")
_LONG_OVERLAP = 4
_IN_YUAN = {"元": Decimal(1), "万元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A project as the table shows it: positions of its first and last line, total in 元, word pairs."""

    first: int
    last: int
    total: Decimal | None
    pairs: frozenset[str]


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters in ``text`` (a measure of shared words that needs no dictionary)."""
    key = fold(text)
    return frozenset({a + b for a, b in pairwise(key) if a > "\u2fff" and b > "\u2fff"})


class Ties:
    """Costs of giving an item to an anchor; negative is support. Rare words count more than frequent ones."""

    def __init__(self, items: Sequence[Item], anchors: Sequence[Anchor], weights: Weights) -> None:
        """Count in how many projects each word pair occurs, and prepare the word pairs of the items."""
        self._items = items
        self._anchors = anchors
        self._weights = weights
        self._frequency = Counter(pair for anchor in anchors for pair in anchor.pairs)
        self._pairs = [_words(item) for item in items]

    def cost(self, position: int, number: int) -> float:
        """Return the cost of giving the item at ``position`` to anchor ``number``."""
        item, anchor = self._items[position], self._anchors[number]
        total = self._shared(position, anchor)
        if item.fields and item.fields.kind == "cost" and anchor.total:
            total += self._ceiling(item, anchor.total)
        if item.owner.text and not item.anchor and position < anchor.first:
            total += self._weights.tail_before
        return total

    def links(self) -> tuple[list[int], list[float]]:
        """Return, for each item with an objective piece, the item with the one before it (−1) and their link.

        The link is the cost of having both pieces in one project.
        """
        before, costs, last, text = [-1] * len(self._items), [0.0] * len(self._items), -1, ""
        for position, item in enumerate(self._items):
            if not item.objective.text:
                continue
            piece = fold(item.objective.text)
            before[position] = last
            costs[position] = self._link(text, piece) if last >= 0 else 0.0
            last, text = position, piece
        return before, costs

    def _shared(self, position: int, anchor: Anchor) -> float:
        mine = self._pairs[position]
        common = mine & anchor.pairs
        if not common:
            return 0.0
        weight = fsum(1 / self._frequency[pair] for pair in common)  # whatever the order of the set
        return -self._weights.words * min(1.0, weight / (2 + len(mine) / 3))

    def _ceiling(self, item: Item, total: Decimal) -> float:
        assert item.fields
        unit = fold(item.fields.unit.text)
        factor = _IN_YUAN.get(unit.split("/")[0])
        value = read_printed(item.fields.value.text).value if factor else None
        if factor is None or value is None:
            return 0.0
        share = value * factor / total
        if abs(share - 1) <= Decimal("0.005"):
            return -self._weights.exact
        if "/" in unit and not unit.endswith(("项目", "年")):
            return 0.0
        if share > 1:
            return self._weights.above
        return -self._weights.near if share >= Decimal("0.9") else 0.0

    def _link(self, one: str, two: str) -> float:
        if one in {two, two[: len(one)]} or overlap(one, two, _LONG_OVERLAP):
            return -self._weights.piece_overlap
        if one.endswith(_ENDS):
            return self._weights.piece_ended
        return -self._weights.piece_overlap if overlap(one, two) else 0.0


def _words(item: Item) -> frozenset[str]:
    text = item.objective.text if not item.anchor else ""
    if item.fields:
        text = f"{item.fields.name.text}\n{item.fields.value.text}\n{text}"
    return pairs_of(text)
