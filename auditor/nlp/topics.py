"""Which words keep company: 清淤 with 渠道 and 土方, 情欲 with neither, however far apart they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 64
# So often official texts must use a word before its company says anything.
_LEAST_SEEN = 20
_BEST = 2


@dataclass(frozen=True, slots=True)
class Topics:
    """A vector of length one for each word of ``place``."""

    place: Mapping[str, int]
    vectors: NDArray[np.float32]

    def fit(self, words: Sequence[str], company: Sequence[str]) -> float:
        """Return how well the best known of some words suits the words around it: -1 to 1, 0 where nothing is known."""
        import numpy as np

        own = [self.place[word] for word in words if word in self.place]
        others = [self.place[word] for word in company if word in self.place]
        if not own or not others:
            return 0.0
        alike = np.sort(self.vectors[own] @ self.vectors[others].T, axis=1)[:, -_BEST:]
        return float(alike.mean(axis=1).max())


def listed(words: Iterable[str], counts: Iterable[int]) -> list[str]:
    """Return the words of a vocabulary that get a vector: two characters or more, often enough in official texts."""
    return [word for word, seen in zip(words, counts, strict=True) if len(word) > 1 and seen >= _LEAST_SEEN]


def load(data: bytes, words: Sequence[str]) -> Topics:
    """Return the vectors in a file of bytes, a row for each word."""
    import numpy as np

    rows = np.frombuffer(data, np.int8).reshape(-1, SIZE).astype(np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1.0)
    return Topics({word: place for place, word in enumerate(words)}, rows)
