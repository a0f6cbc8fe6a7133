"""Which words keep company: 清淤 with 渠道 and 土方, 情欲 with neither, however far apart they stand in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo.vocabulary import FIRST, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 64
# So often official texts must use a word before its company says anything.
_LEAST_SEEN = 20
_BEST = 2


@dataclass(frozen=True, slots=True)
class Topics:
    """Vectors of length one; ``rows`` says by the number of a word (``numbers``) which is its own, -1: none."""

    numbers: Mapping[str, int]
    rows: memoryview
    vectors: NDArray[np.float32]

    def fit(self, words: Sequence[str], company: Sequence[str]) -> float:
        """Return how well the best known of some words suits the words around it: -1 to 1, 0 where nothing is known."""
        return self.fits((words,), company)[0]

    def fits(self, several: Sequence[Sequence[str]], company: Sequence[str]) -> list[float]:
        """Return ``fit`` of several lists of words in the same company."""
        rows, others = [self._rows(words) for words in several], self._rows(company)
        own = [row for part in rows for row in part]
        if not own or not others:
            return [0.0] * len(several)
        alike = self.vectors[own] @ self.vectors[others].T
        best = [sum(sorted(row)[-_BEST:]) / min(_BEST, len(others)) for row in alike.tolist()]
        ends = list(accumulate(map(len, rows), initial=0))
        return [max(best[start:end], default=0.0) for start, end in pairwise(ends)]

    def _rows(self, words: Sequence[str]) -> list[int]:
        return [row for word in words if (row := self.rows[self.numbers.get(word, 0)]) >= 0]


def listed(words: Sequence[str], counts: Sequence[int]) -> list[int]:
    """Return the places of the words that get a vector: two characters or more, often enough in official texts."""
    import numpy as np

    often = np.flatnonzero(np.asarray(counts)[: len(words)] >= _LEAST_SEEN)
    return [place for place in often.tolist() if len(words[place]) > 1]


def load(data: Any, words: Vocabulary) -> Topics:
    """Return the vectors in a file of bytes, a row for each word listed."""
    import numpy as np

    places = listed(list(words.numbers), words.counts[FIRST:])
    rows = np.full(len(words.counts), -1, np.int32)
    rows[[place + FIRST for place in places]] = np.arange(len(places))
    vectors = np.frombuffer(data, np.int8).reshape(-1, SIZE).astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1.0)
    return Topics(words.numbers, rows.data, vectors)
