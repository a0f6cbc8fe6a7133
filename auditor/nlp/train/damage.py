"""Made-up typing errors: a word of a clause replaced by one that sounds or looks the same or nearly so."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.nlp.model import Model
from auditor.nlp.segment import cut
from auditor.nlp.syllables import spellings
from auditor.nlp.train.build import is_han


@dataclass(frozen=True, slots=True)
class Sample:
    """A clause as it should be and as it was typed (the same where nothing was damaged)."""

    right: str
    typed: str


class Typist:
    """Types words wrongly, the way an input method does; same seed, same errors."""

    def __init__(self, model: Model, general: Mapping[str, int], seed: int = 7) -> None:
        """Index the general dictionary by sound: a typist picks any word, official or not."""
        self.model = model
        self.random = random.Random(seed)
        self.by_sound: dict[str, list[str]] = {}
        self.weight: dict[str, float] = {}
        for word, seen in general.items():
            if is_han(word) and len(word) <= 4 and seen >= (200 if len(word) == 1 else 20):
                for reading in spellings(word, model.readings)[:1]:
                    self.by_sound.setdefault(reading.translate(model.fuzzy), []).append(word)
                self.weight[word] = seen**0.5

    def _homophones(self, word: str, exact: bool) -> list[str]:
        found = []
        for reading in spellings(word, self.model.readings)[:1]:
            for other in self.by_sound.get(reading.translate(self.model.fuzzy), ()):
                if other != word and (spellings(other, self.model.readings)[0] == reading) == exact:
                    found.append(other)
        return found

    def _one_char(self, word: str, exact: bool) -> str:
        at = self.random.randrange(len(word))
        others = self._homophones(word[at], exact)
        if not others:
            return ""
        other = self.random.choices(others, [self.weight[one] for one in others])[0]
        return word[:at] + other + word[at + 1 :]

    def wrong(self, word: str) -> str:
        """Return the word typed wrongly, "" where this kind of slip does not exist for it."""
        dice = self.random.random()
        if dice < 0.12:
            at = self.random.randrange(len(word))
            others = self.model.shapes.get(word[at], "")
            return word[:at] + self.random.choice(others) + word[at + 1 :] if others else ""
        exact = dice < 0.88
        whole = self._homophones(word, exact)
        if whole and self.random.random() < 0.7:
            return self.random.choices(whole, [self.weight[one] for one in whole])[0]
        return self._one_char(word, exact)

    def damaged(self, clause: str) -> str:
        """Return the clause with one word of two to four characters typed wrongly, or unchanged where none can be."""
        words = cut(self.model.cutter, clause)
        for _ in range(4):
            at = self.random.randrange(len(words))
            if is_han(words[at]) and 2 <= len(words[at]) <= 4:
                wrong = self.wrong(words[at])
                if wrong and wrong != words[at]:
                    return "".join((*words[:at], wrong, *words[at + 1 :]))
        return clause


def cells(clauses: Sequence[str], model: Model, typist: Typist) -> list[str]:
    """Return clauses cut down to the size of table cells: one to six neighbouring words."""
    found = []
    for clause in clauses:
        words = cut(model.cutter, clause)
        size = typist.random.randint(2, 6)
        if typist.random.random() < 0.3 or len(words) <= size:
            found.append(clause)
            continue
        start = 0 if typist.random.random() < 0.5 else len(words) - size
        found.append("".join(words[start : start + size]))
    return [one for one in found if len(one) > 1]
