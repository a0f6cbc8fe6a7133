"""How usual stretches of text are in general Chinese by their words: the best cut of each, many at once.

A bigram model of words with back-off, kept by fingerprints in a ``fuse`` map; which cut is best the model says itself
(Viterbi 1967), so that a stretch needs no dictionary of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo import fuse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Logs = NDArray[np.float32]
    Hashes = NDArray[np.uint64]

LONGEST = 4
_LEVELS = 3
STRANGE = -14.0
_NO_WORD = -30.0
_MIX, _PAIR, _BACK = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9


@dataclass(frozen=True, slots=True)
class WordModel:
    """``grams`` holds the steps of words, of what is left after a word and of pairs of words: rows of ``steps``."""

    grams: fuse.Fuse
    steps: NDArray[np.float32]

    def scores(self, texts: Sequence[str]) -> Logs:
        """Return the natural log probability of each text, cut into words as is best."""
        import numpy as np

        if not texts:
            return np.zeros(0, np.float32)
        points = _points(texts)
        words = _words(points)
        single = self._look(words, 0, _NO_WORD)
        # A character that is no word stands for itself; a longer stretch that is none is no word.
        known = single > _NO_WORD
        single[0] = np.where(known[0], single[0], STRANGE)
        back = self._look(after(words), 1, 0.0)
        best = self._best(words, single, back, known)
        return np.asarray(best[[len(text) for text in texts], :, np.arange(len(texts))].max(axis=1))

    def _look(self, hashes: Hashes, row: int, absent: float) -> Logs:
        import numpy as np

        found = self.grams.find(hashes.ravel()).reshape(hashes.shape)
        return np.where(found >= 0, self.steps[row][np.maximum(found, 0)], np.float32(absent))

    def _best(self, words: Hashes, single: Logs, back: Logs, known: NDArray[np.bool_]) -> Logs:
        """Return the best score by place, size of the word that ends there (0: none) and row."""
        import numpy as np

        rows, width = words.shape[1:]
        best = np.full((width + 1, LONGEST + 1, rows), -np.inf, np.float32)
        best[0, 0] = 0.0
        pairs = self._pairs(words, known)
        for end in range(1, width + 1):
            for size in range(1, min(LONGEST, end) + 1):
                start = end - size
                own = single[size - 1, :, start]
                ways = [best[start, 0] + own]
                for left in range(1, min(LONGEST, start) + 1):
                    tied = pairs[left - 1, size - 1, :, start]
                    told = np.where(tied < 0, tied, back[left - 1, :, start - left] + own)
                    ways.append(best[start, left] + told)
                held = np.maximum.reduce(ways)
                fits = known[size - 1, :, start] | (size == 1)
                best[end, size] = np.where(fits, held, -np.inf)
        return best

    def _pairs(self, words: Hashes, known: NDArray[np.bool_]) -> Logs:
        """Return for (size of the left word, size of the right) and the start of the right one the log, 0: unseen."""
        import numpy as np

        rows, width = words.shape[1:]
        made = np.zeros((LONGEST, LONGEST, rows, width), np.float32)
        for left in range(LONGEST):
            for right in range(LONGEST):
                both = np.zeros((rows, width), bool)
                both[:, left + 1 :] = known[left, :, : -left - 1] & known[right, :, left + 1 :]
                row, start = np.nonzero(both)
                keys = pair(words[left, row, start - left - 1], words[right, row, start])
                made[left, right, row, start] = self._look(keys, 2, 0.0)
        return made


def _points(texts: Sequence[str]) -> NDArray[np.uint32]:
    """Return the code points of texts, one a row, 0 behind the end."""
    import numpy as np

    longest = max(LONGEST, *map(len, texts))
    joined = "".join(text.ljust(longest, "\0") for text in texts)
    return np.frombuffer(joined.encode("utf-32-le"), np.uint32).reshape(len(texts), longest)


def _words(points: NDArray[np.uint32]) -> Hashes:
    """Return the hash of the word of each size (first axis) that begins at each place of each row."""
    import numpy as np

    made = np.zeros((LONGEST, *points.shape), np.uint64)
    held = np.zeros(points.shape, np.uint64)
    for size in range(LONGEST):
        ahead = np.zeros(points.shape, np.uint64)
        ahead[:, : points.shape[1] - size] = points[:, size:]
        held = longer(held, ahead)
        made[size] = held
    return made


def hashes(words: Sequence[str]) -> Hashes:
    """Return the hash of each word."""
    import numpy as np

    held = _words(_points(words))[:, :, 0]
    return np.asarray(held[[len(word) - 1 for word in words], np.arange(len(words))])


def longer(hashes: Hashes, points: NDArray[np.uint64]) -> Hashes:
    """Return the hashes of words with one more character each."""
    import numpy as np

    made = hashes + points
    made *= np.uint64(_MIX)
    return np.asarray(made ^ made >> np.uint64(31))


def pair(left: Hashes, right: Hashes) -> Hashes:
    """Return the hashes of pairs of words."""
    import numpy as np

    made = left * np.uint64(_PAIR)
    made ^= made >> np.uint64(29)
    return np.asarray(made + right)


def after(words: Hashes) -> Hashes:
    """Return the hashes of what is left for an unseen word after each word."""
    import numpy as np

    return np.asarray(words * np.uint64(_BACK) ^ words >> np.uint64(33))


def load(data: Any) -> WordModel:
    """Return the model in the bytes of ``wordgrams.bin``, see ``nlp.train.wordgrams``."""
    import numpy as np

    size = _LEVELS * fuse.VALUES * 4
    steps = np.frombuffer(data, "<f4", size // 4).reshape(_LEVELS, fuse.VALUES)
    return WordModel(fuse.load(np.frombuffer(data, "<u2", offset=size)), steps)
