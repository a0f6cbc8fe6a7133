"""A character too few or too many inside a word of official Chinese: 满度 for 满意度, 合格的率 for 合格率."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from auditor.nlp.clause import Clause
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.segment import cut
from auditor.nlp.support import FREE
from auditor.records.edit import Edit

# A word that others may be a slip for: so often in official texts, so long.
_LEAST_SEEN, _SIZES = 100, (3, 4)
# What a clause must gain by its characters and by its words; a clause with a character less gains by that alone.
_LACKING, _EXTRA = (4.0, 6.0), (9.0, 6.0)
_CERTAIN = 8.0
_LIKELY, _SURE = 0.75, 0.88
# In running text an unusual word is seldom a slip: there four in 2,000 right sentences were flagged.
LONGEST = 30
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半")


class Lengths:
    """Finds words of the vocabulary that stand in a clause with a character too few or too many."""

    def __init__(self, model: Model, language: Language) -> None:
        """Keep the model and its language."""
        self.model = model
        self.language = language

    @cached_property
    def _shorter(self) -> dict[str, list[tuple[str, int]]]:
        """The common words by what is left of them without one character, where that is no word itself."""
        found: dict[str, list[tuple[str, int]]] = {}
        counts = self.model.counts
        for word, seen in counts.items():
            if seen >= _LEAST_SEEN and len(word) in _SIZES:
                for at, char in enumerate(word):
                    left = word[:at] + word[at + 1 :]
                    if counts.get(left, 0) <= 0 and char not in FREE and _NUMERALS.isdisjoint(word):
                        found.setdefault(left, []).append((word, at))
        return found

    def edits(self, clause: Clause, odd: Collection[int]) -> list[Edit]:
        """Return the edits of kind ``lacking`` and ``extra`` near the places (offsets in the text) that read oddly."""
        near = [at for at, place in enumerate(clause.places) if place in odd]
        if not near:
            return []
        best: tuple[float, Edit] | None = None
        for gain, edit in (*self._lacking(clause, near), *self._extra(clause, near)):
            if best is None or gain > best[0]:
                best = gain, edit
        return [best[1]] if best else []

    def _gain(self, clause: Clause, fixed: str) -> tuple[float, float]:
        words = self.language.words(cut(self.model.cutter, fixed)) - self.language.words(clause.words)
        return self.language.text(fixed) - self.language.text(clause.symbols), words

    def _lacking(self, clause: Clause, near: list[int]) -> Iterator[tuple[float, Edit]]:
        symbols = clause.symbols
        for start, end in _stretches(near, (2, 3), len(symbols)):
            for word, at in self._shorter.get(symbols[start:end], ()):
                # Half a word at the edge of a text is what the layout cut off.
                edge = (at == 0 and start == 0) or (at == end - start and end == len(symbols))
                place = start + at
                if edge or word[at] in symbols[max(0, place - 1) : place + 1] or not clause.is_whole(start, end):
                    continue
                if self._heard(clause, place, word[at]):
                    continue
                gain = self._gain(clause, symbols[:place] + word[at] + symbols[place:])
                if gain[0] >= _LACKING[0] and gain[1] >= _LACKING[1]:
                    yield sum(gain), _edit(clause, (start, end), word, _confidence(gain, _LACKING))

    def _heard(self, clause: Clause, place: int, char: str) -> bool:
        """Return whether a symbol beside ``place`` sounds like ``char``: then it is wrong, and none is lacking."""
        sounding = self.model.sounding
        sound = sounding.loose[sounding.wide[ord(char)], 0]
        beside = clause.symbols[max(0, place - 1) : place + 1]
        return any(sounding.loose[sounding.wide[ord(other)], 0] == sound for other in beside)

    def _extra(self, clause: Clause, near: list[int]) -> Iterator[tuple[float, Edit]]:
        symbols = clause.symbols
        for start, end in _stretches(near, (4, 5), len(symbols)):
            for place in range(start + 1, end - 1):
                word = symbols[start:place] + symbols[place + 1 : end]
                if self.model.counts.get(word, 0) < _LEAST_SEEN or not self._intrudes(clause, start, place, end):
                    continue
                gain = self._gain(clause, symbols[:place] + symbols[place + 1 :])
                if gain[0] >= _EXTRA[0] and gain[1] >= _EXTRA[1]:
                    yield sum(gain), _edit(clause, (start, end), word, _confidence(gain, _EXTRA))

    def _intrudes(self, clause: Clause, start: int, place: int, end: int) -> bool:
        """Return whether the symbol at ``place`` is a word of its own that parts the halves of a word.

        Particles and the like stand between two words by right; what they leave over here must be no word.
        """
        char, symbols = clause.symbols[place], clause.symbols
        if (
            char in _NUMERALS
            or char in symbols[place - 1] + symbols[place + 1]
            or not clause.is_whole(place, place + 1)
        ):
            return False
        return clause.is_whole(start, end) and (char not in FREE or min(place - start, end - place - 1) == 1)


def _stretches(near: list[int], sizes: tuple[int, ...], length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of these sizes that an odd symbol lies in or stands right behind, each once."""
    for size in sizes:
        starts = {start for at in near for start in range(max(0, at - size), min(at, length - size) + 1)}
        for start in sorted(starts):
            yield start, start + size


def _confidence(gain: tuple[float, float], least: tuple[float, float]) -> float:
    return _SURE if gain[0] >= least[0] + _CERTAIN and gain[1] >= least[1] + _CERTAIN else _LIKELY


def _edit(clause: Clause, span: tuple[int, int], word: str, confidence: float) -> Edit:
    start, end = clause.span(*span)
    stood = clause.symbols[slice(*span)]
    kind, what = ("lacking", "少") if len(stood) < len(word) else ("extra", "多")
    return Edit(start, end, stood, word, confidence, kind, f"“{stood}”与前后文不搭，公文此处常用“{word}”，疑{what}一字")
