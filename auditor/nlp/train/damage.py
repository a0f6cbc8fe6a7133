"""Made-up typing errors: words and characters that sound or look alike, typed twice, too many, left out, swapped."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

from auditor.nlp.segment import cut
from auditor.nlp.typo.charlm import HAN
from auditor.nlp.typo.model import Model

_HAN = re.compile(r"[一-鿿]+")
_SHAPE, _NEAREST = 1.5, 2.4
_COMMON, _FREQUENT = -13.0, -7.0
# How often each kind of slip is made: those that put as many characters as they take, and all of them.
ALIKE = {"homophone": 0.45, "same": 0.25, "near_sound": 0.18, "shape": 0.12}
MIXED = {
    **{kind: 0.58 * share for kind, share in ALIKE.items()},
    "doubled": 0.05,
    "extra": 0.14,
    "lacking": 0.14,
    "swapped": 0.09,
}


class Typist:
    """Types words wrongly, the way an input method or a scan does; same seed, same errors."""

    def __init__(self, model: Model, general: Mapping[str, int], seed: int = 7) -> None:
        """Index the general dictionary by sound: a typist picks any word, official or not."""
        self.model = model
        self.random = random.Random(seed)
        self.by_sound: dict[tuple[int, ...], list[str]] = {}
        self.by_loose: dict[tuple[int, ...], list[str]] = {}
        single = model.chars.single[HAN : HAN + len(model.han)]
        self._frequent = [char for char, log in zip(model.han, single, strict=True) if log > _FREQUENT]
        self.weight: dict[str, float] = {}
        for word, seen in general.items():
            if _HAN.fullmatch(word) and 2 <= len(word) <= 4 and seen >= 20:
                self.by_sound.setdefault(self._sound(word), []).append(word)
                self.by_loose.setdefault(self._loose(word), []).append(word)
                self.weight[word] = seen**0.5

    def _sound(self, word: str) -> tuple[int, ...]:
        sounding = self.model.sounding
        return tuple(int(sounding.exact[sounding.wide[ord(char)], 0]) for char in word)

    def _loose(self, word: str) -> tuple[int, ...]:
        sounding = self.model.sounding
        return tuple(int(sounding.loose[sounding.wide[ord(char)], 0]) for char in word)

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

    def slip(self, text: str, kinds: Mapping[str, float] = MIXED) -> str:
        """Return the text with one slip of a kind that the dice choose by weight, or unchanged where none can be."""
        make = getattr(self, f"_{self.random.choices([*kinds], [*kinds.values()])[0]}")
        for _ in range(4):
            typed: str = make(text)
            if typed and typed != text:
                return typed
        return text

    def _piece(self, text: str) -> tuple[list[str], int]:
        """Return the words of a text and which of them, of two to four Han characters, is to be spoilt (-1: none)."""
        words = cut(self.model.cutter, text)
        fit = [at for at, word in enumerate(words) if _HAN.fullmatch(word) and 2 <= len(word) <= 4]
        return words, self.random.choice(fit) if fit else -1

    def _put(self, text: str, wrong: Callable[[str], str]) -> str:
        words, at = self._piece(text)
        typed = wrong(words[at]) if at >= 0 else ""
        return "".join((*words[:at], typed, *words[at + 1 :])) if typed else ""

    def _homophone(self, text: str) -> str:
        return self._put(text, self.homophone)

    def _same(self, text: str) -> str:
        return self._put(text, lambda word: self._one(word, 0))

    def _near_sound(self, text: str) -> str:
        words = self.random.random() < 0.5
        return (self._put(text, self._near_word) if words else "") or self._put(text, lambda word: self._one(word, 1))

    def _shape(self, text: str) -> str:
        return self._put(text, lambda word: self._one(word, 2))

    def _one(self, word: str, kind: int) -> str:
        """Return a word with one character replaced: 0 by the same sound, 1 by a near one, 2 by a similar look."""
        at = self.random.randrange(len(word))
        others = self._near(word[at])[kind]
        return word[:at] + self.random.choice(others) + word[at + 1 :] if others else ""

    def _near_word(self, word: str) -> str:
        exact = self._sound(word)
        others = [one for one in self.by_loose.get(self._loose(word), ()) if self._sound(one) != exact]
        return self.random.choices(others, [self.weight[one] for one in others])[0] if others else ""

    def _doubled(self, text: str) -> str:
        words, at = self._piece(text)
        if at < 0:
            return ""
        word = words[at]
        place = self.random.randrange(len(word))
        twice = word * 2 if self.random.random() < 0.25 else word[: place + 1] + word[place:]
        return "".join((*words[:at], twice, *words[at + 1 :]))

    def _extra(self, text: str) -> str:
        places = [at for at in range(1, len(text)) if _HAN.fullmatch(text[at - 1 : at + 1])]
        if not places:
            return ""
        at = self.random.choice(places)
        return text[:at] + self.random.choice(self._frequent) + text[at:]

    def _lacking(self, text: str) -> str:
        inside = [at for at in range(1, len(text) - 1) if _HAN.fullmatch(text[at - 1 : at + 2])]
        at = self.random.choice(inside) if inside else 0
        return text[:at] + text[at + 1 :] if at and text[at] not in text[at - 1] + text[at + 1] else ""

    def _swapped(self, text: str) -> str:
        pairs = [at for at in range(len(text) - 1) if _HAN.fullmatch(text[at : at + 2]) and text[at] != text[at + 1]]
        if not pairs:
            return ""
        at = self.random.choice(pairs)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    def noisy(self, text: str) -> str:
        """Return the text with one to four slips, most of them in single characters."""
        if self.random.random() < 0.3:
            text = self.slip(text, ALIKE)
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
