"""How usual a text is in official Chinese: characters by their neighbours, words by theirs.

Both scores back off without discounting ("stupid backoff", Brants et al. 2007): only differences of scores are used.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from auditor.nlp.codes import WORD_KIND
from auditor.nlp.model import Model

_BACKOFF = math.log(0.4)
_ORDER = 4
_LOW = tuple((1 << 15 * size) - 1 for size in range(_ORDER + 1))
_MOST_SEEN = 500_000
_RARE = math.log(0.3)
_WORD_BASE = WORD_KIND << 60


class Language:
    """Scores of one model; remembers the n-grams that it has looked up."""

    def __init__(self, model: Model) -> None:
        """Keep the parts of the model that scoring needs."""
        self.counts = model.counts
        self.ids = model.ids
        self._log = model.grams.log
        self._seen: dict[int, float] = {}
        self.total = math.log(model.total)
        self._chars = math.log(model.total * 1.7)

    def log(self, key: int) -> float:
        """Return the logarithm of a key's count, -1.0 where absent."""
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._log(key)
        return found

    def char(self, codes: Sequence[int], at: int) -> float:
        """Return the log score of codes[at] after up to three codes before it."""
        key, size, keys = codes[at], 1, []
        for back in range(at - 1, max(at - _ORDER, -1), -1):
            key |= codes[back] << 15 * size
            size += 1
            keys.append(size << 60 | key)
        penalty, seen = 0.0, self._seen
        for key in reversed(keys):
            whole = seen.get(key)
            if whole is None:
                whole = self.log(key)
            if whole >= 0.0:
                size = key >> 60
                return penalty + whole - max(whole, self.log((size - 1) << 60 | (key & _LOW[size]) >> 15))
            penalty += _BACKOFF
        return penalty + max(self.log(1 << 60 | codes[at]), 0.0) - self._chars

    def chars(self, codes: Sequence[int], start: int, end: int) -> float:
        """Return the sum of the log scores of codes[start:end]."""
        return sum([self.char(codes, at) for at in range(start, min(end, len(codes)))])

    def forget(self) -> None:
        """Drop the looked-up n-grams where they have become many."""
        if len(self._seen) > _MOST_SEEN:
            self._seen.clear()

    def pair(self, left: str, right: str) -> float:
        """Return the log count of two neighbouring words ("" is the edge of a clause), -1.0 where unseen."""
        ids = self.ids
        one, two = ids.get(left), ids.get(right)
        if one is None or two is None:
            return -1.0
        return self.log(_WORD_BASE | one << 24 | two)

    def word(self, word: str) -> float:
        """Return the log count of a word, -1.0 where the official texts do not have it."""
        count = self.counts.get(word, 0)
        return math.log(count) if count > 0 else -1.0

    def words(self, words: Sequence[str]) -> float:
        """Return the log score of a clause of words, edges included."""
        score, before = 0.0, ""
        for word in (*words, ""):
            seen = self.pair(before, word)
            alone = max(self.word(word), 0.0) - self.total if word else -3.0
            base = self.word(before) if before else self.total - 2.5
            if seen >= 0.0:
                alone = max(alone + _RARE, seen - max(base, seen))
            else:
                alone += _RARE
            score += alone
            before = word
        return score
