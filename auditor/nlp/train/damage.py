"""Made-up typing errors: words and characters replaced by others that sound or look the same or nearly so."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from auditor.nlp.charlm import HAN
from auditor.nlp.model import Model
from auditor.nlp.segment import cut

_HAN = re.compile(r"[一-鿿]+")
_SHAPE, _NEAREST = 1.5, 2.4
_COMMON = -13.0


class Typist:
    """Types words wrongly, the way an input method or a scan does; same seed, same errors."""

    def __init__(self, model: Model, general: Mapping[str, int], seed: int = 7) -> None:
        """Index the general dictionary by sound: a typist picks any word, official or not."""
        self.model = model
        self.random = random.Random(seed)
        self.by_sound: dict[tuple[int, ...], list[str]] = {}
        self.weight: dict[str, float] = {}
        for word, seen in general.items():
            if _HAN.fullmatch(word) and 2 <= len(word) <= 4 and seen >= 20:
                self.by_sound.setdefault(self._sound(word), []).append(word)
                self.weight[word] = seen**0.5

    def _sound(self, word: str) -> tuple[int, ...]:
        sounding = self.model.sounding
        return tuple(int(sounding.exact[sounding.wide[ord(char)], 0]) for char in word)

    def _near(self, char: str) -> tuple[list[str], list[str], list[str]]:
        """Return the characters of the same sound, of a similar sound, of a similar look."""
        sounding = self.model.sounding
        symbol = int(self.model.sounding.wide[ord(char)])
        found: tuple[list[str], list[str], list[str]] = ([], [], [])
        first, end = int(sounding.at[symbol]), int(sounding.at[symbol + 1])
        for other, cost in zip(sounding.near[first:end], sounding.cost[first:end], strict=True):
            if cost <= _NEAREST and self.model.chars.single[other] > _COMMON:
                found[0 if cost == 0 else 1 if cost < _SHAPE else 2].append(self.model.han[other - HAN])
        return found

    def char(self, char: str) -> str:
        """Return another character for one, "" where there is none of the kind that the dice say."""
        dice = self.random.random()
        others = self._near(char)[0 if dice < 0.62 else 1 if dice < 0.7 else 2]
        return self.random.choice(others) if others else ""

    def _homophones(self, word: str) -> list[str]:
        return [other for other in self.by_sound.get(self._sound(word), ()) if other != word]

    def homophone(self, word: str) -> str:
        """Return another word of the same sound, likelier a frequent one, "" where there is none."""
        others = self._homophones(word)
        return self.random.choices(others, [self.weight[one] for one in others])[0] if others else ""

    def word(self, word: str) -> str:
        """Return another word of the same sound or the word with one character wrong, "" where there is none."""
        others = self._homophones(word)
        if others and self.random.random() < 0.75:
            return self.random.choices(others, [self.weight[one] for one in others])[0]
        at = self.random.randrange(len(word))
        other = self.char(word[at])
        return word[:at] + other + word[at + 1 :] if other else ""

    def slip(self, text: str) -> str:
        """Return the text with one word of two to four characters typed wrongly, or unchanged where none can be."""
        words = cut(self.model.cutter, text)
        for _ in range(4 if words else 0):
            at = self.random.randrange(len(words))
            if _HAN.fullmatch(words[at]) and 2 <= len(words[at]) <= 4:
                wrong = self.word(words[at])
                if wrong and wrong != words[at]:
                    return "".join((*words[:at], wrong, *words[at + 1 :]))
        return text

    def noisy(self, text: str) -> str:
        """Return the text with one to four slips, most of them in single characters."""
        if self.random.random() < 0.3:
            text = self.slip(text)
        for _ in range(self.random.choices((1, 2, 3, 4), (60, 25, 10, 5))[0]):
            at = self.random.randrange(len(text))
            other = self.char(text[at]) if _HAN.fullmatch(text[at]) else ""
            text = text[:at] + other + text[at + 1 :] if other else text
        return text


def cells(clauses: Sequence[str], model: Model, dice: random.Random) -> list[str]:
    """Return clauses cut down to the size of table cells: one to six neighbouring words."""
    found = []
    for clause in clauses:
        words = cut(model.cutter, clause)
        size = dice.randint(2, 6)
        if dice.random() < 0.3 or len(words) <= size:
            found.append(clause)
            continue
        start = 0 if dice.random() < 0.5 else len(words) - size
        found.append("".join(words[start : start + size]))
    return [one for one in found if len(one) > 1]
