"""What single rows say about the project they belong to: shared words, ceilings, pieces of objectives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from auditor.extract.items import Item
from auditor.extract.keys import fold
from auditor.extract.weights import Weights
from auditor.text.numbers import read_printed

_ENDS = tuple("。！？；.!?;")
_IN_YUAN = {"元": Decimal(1), "万元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A project as the table shows it: positions of its first and last line, total in 元, objective, word pairs."""

    first: int
    last: int
    total: Decimal | None
    objective: str
    pairs: frozenset[str]


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters in ``text`` (a measure of shared words that needs no dictionary)."""
    key = fold(text)
    return frozenset(a + b for a, b in pairwise(key) if a > "\u2fff" and b > "\u2fff")


class Evidence:
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
        if not anchor.first <= position <= anchor.last:
            if item.objective.text:
                total += self._piece(fold(item.objective.text), position, anchor)
            if item.owner.text and not item.anchor and position < anchor.first:
                total += self._weights.tail_before
        return total

    def _shared(self, position: int, anchor: Anchor) -> float:
        mine = self._pairs[position]
        common = mine & anchor.pairs
        if not common:
            return 0.0
        weight = sum(1 / self._frequency[pair] for pair in common)
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

    def _piece(self, text: str, position: int, anchor: Anchor) -> float:
        one, two = (text, anchor.objective) if position < anchor.first else (anchor.objective, text)
        if not one or not two:
            return 0.0
        if one.endswith(_ENDS):
            return self._weights.piece_ended
        return -self._weights.piece_overlap if overlap(one, two) else 0.0


def overlap(one: str, two: str, least: int = 1, most: int = 60) -> int:
    """Return how many characters at the end of ``one`` are repeated at the start of ``two`` (0 where none)."""
    longest = min(len(one), len(two), most)
    return next((size for size in range(longest, least - 1, -1) if one.endswith(two[:size])), 0)


def _words(item: Item) -> frozenset[str]:
    text = item.objective.text if not item.anchor else ""
    if item.fields:
        text = f"{item.fields.name.text}\n{item.fields.value.text}\n{text}"
    return pairs_of(text)
