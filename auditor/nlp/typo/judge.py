"""From the numbers that speak for a correction to a probability: a boosted forest read from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDEST = 40.0
# Rows whose nodes stay in the cache.
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Forest:
    """Nodes of all trees in one row; a leaf leads to itself and holds its ``value``; ``roots`` are the first nodes.

    The roots are those of the deepest trees first: ``reaching`` is how many trees have a first, a second … step;
    ``order`` gives the place of each tree among them. ``following`` holds for each node the one that follows where its
    feature is above the threshold, and where not.
    """

    base: float
    reaching: tuple[int, ...]
    order: NDArray[np.intp]
    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    following: NDArray[np.int32]
    value: NDArray[np.float64]

    def odds(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the natural logarithm of the odds for each row of numbers."""
        import numpy as np

        parts = [self._odds(numbers[first : first + _AT_ONCE]) for first in range(0, len(numbers), _AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _odds(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the odds of a few rows: a node for each row and tree is held at a time."""
        import numpy as np

        rows, columns = numbers.shape
        flat = np.ascontiguousarray(numbers).ravel()
        first = np.arange(rows, dtype=np.int32)[:, None] * columns
        nodes = np.tile(self.roots, (rows, 1))
        for trees in self.reaching:
            node = nodes[:, :trees]
            low = flat.take(self.feature.take(node) + first) <= self.threshold.take(node)
            nodes[:, :trees] = self.following.take(node * 2 + low)
        return np.asarray(self.base + self.value.take(nodes[:, self.order]).sum(axis=1))


def load(weights: Mapping[str, Any]) -> Forest:
    """Return the forest in ``weights``: ``base`` and ``trees``, a node [feature, threshold, left, right] or [value]."""
    import numpy as np

    nodes: list[tuple[int, float, int, int, float]] = []
    roots, depths = [], []
    for tree in weights.get("trees", ()):
        first = len(nodes)
        roots.append(first)
        depths.append(_depth(tree, 0))
        for place, node in enumerate(tree, first):
            if len(node) == 1:
                nodes.append((0, 0.0, place, place, node[0]))
            else:
                nodes.append((node[0], node[1], first + node[2], first + node[3], 0.0))
    columns = list(zip(*nodes, strict=True)) or [()] * 5
    following = np.array([columns[3], columns[2]], np.int32).T.ravel()
    threshold, value = (np.array(columns[place], np.float64) for place in (1, 4))
    base = float(weights.get("base", 0.0))
    deep = np.argsort(-np.array(depths, np.int64), kind="stable")
    reaching = tuple(sum(depth > step for depth in depths) for step in range(max(depths, default=0)))
    starts, feature = np.array(roots, np.int32)[deep], np.array(columns[0], np.int32)
    return Forest(base, reaching, np.argsort(deep), starts, feature, threshold, following, value)


def _depth(tree: list[list[float]], place: int) -> int:
    node = tree[place]
    return 0 if len(node) == 1 else 1 + max(_depth(tree, int(node[2])), _depth(tree, int(node[3])))


def probability(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of log odds."""
    import numpy as np

    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -_WIDEST, _WIDEST))))
