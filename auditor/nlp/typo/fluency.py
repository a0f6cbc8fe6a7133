"""How usual a text is in official Chinese: characters by their neighbours, words by theirs.

The score of words backs off without discounting ("stupid backoff", Brants et al. 2007): only differences are used.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from auditor.nlp.segment import Logs
from auditor.nlp.typo.charlm import EDGE, ORDER, windows
from auditor.nlp.typo.codes import WORD_KIND
from auditor.nlp.typo.model import Model

_MOST_SEEN, _MOST_TEXTS = 500_000, 20_000
_RARE = math.log(0.3)
_UNSEEN = -1.0
_WORD_BASE = WORD_KIND << 60
# What stands for the edges before a clause.
_EDGE = "\0"
_LEAD = _EDGE * (ORDER - 1)


def _log(count: int) -> float:
    return math.log(count) if count > 0 else -1.0


class Fluency:
    """Scores of one model; remembers the pairs of words and the clauses that it has looked up."""

    def __init__(self, model: Model) -> None:
        """Keep the parts of the model that scoring needs."""
        self.numbers = model.words.numbers
        self.chars = model.chars
        self._log = model.grams.log
        self._seen: dict[int, float] = {}
        self._texts: dict[str, float] = {}
        self._clauses: dict[tuple[str, ...], float] = {}
        self._alone = Logs(model.words.counts, _log)
        self.total = math.log(model.total)

    def log(self, key: int) -> float:
        """Return the logarithm of a key's count, -1.0 where absent."""
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._log(key)
        return found

    def texts(self, *several: str) -> list[float]:
        """Return the log probabilities of clauses by their characters; those not seen before are read in one go."""
        import numpy as np

        fresh = [one for one in dict.fromkeys(several) if one not in self._texts]
        if fresh:
            joined = _LEAD + _LEAD.join(fresh)
            ids = self.chars.symbols[[ord(char) for char in joined]]
            ids[[at for at, char in enumerate(joined) if char == _EDGE]] = EDGE
            logs, start = self.chars.scores(windows(ids)), 0
            for one in fresh:
                self._texts[one] = float(np.sum(logs[start : start + len(one)]))
                start += len(one) + len(_LEAD)
        return [self._texts[one] for one in several]

    def forget(self) -> None:
        """Drop what was looked up where it has become much."""
        if len(self._seen) > _MOST_SEEN:
            self._seen.clear()
        for held in (self._texts, self._clauses):
            if len(held) > _MOST_TEXTS:
                held.clear()

    def pair(self, left: str, right: str) -> float:
        """Return the log count of two neighbouring words ("" is the edge of a clause), -1.0 where unseen."""
        find = self.numbers.get
        one, two = find(left, 0), find(right, 0)
        if (left and not one) or (right and not two):
            return -1.0
        key = _WORD_BASE | one << 24 | two
        found = self._seen.get(key)
        return self.log(key) if found is None else found

    def tie(self, left: str, right: str, seen: float) -> float:
        """Return how much more often than by chance two words stand beside each other, as a logarithm.

        ``seen`` is what ``pair`` says of them.
        """
        base = self.word(left) if left else self.total - 2.5
        own = self.word(right) if right else self.total - 3.0
        chance = max(base, 0.0) + max(own, 0.0) - self.total
        return (seen if seen >= 0.0 else _UNSEEN) - max(chance, _UNSEEN)

    def word(self, word: str) -> float:
        """Return the log count of a word, -1.0 where the official texts do not have it."""
        return self._alone[self.numbers.get(word, 0)]

    def words(self, words: Sequence[str]) -> float:
        """Return the log score of a clause of words, edges included; many corrections of a clause ask for it."""
        key = tuple(words)
        found = self._clauses.get(key)
        if found is None:
            found = self._clauses[key] = self._score(key)
        return found

    def _score(self, words: Sequence[str]) -> float:
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
