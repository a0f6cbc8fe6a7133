"""Where a clause is unusual, and what could have been meant there: words of the same sound or look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from auditor.nlp.clause import Clause
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.syllables import spellings

_KNOWN = 5.0
_LONGEST = 4
_OUTDONE = 1.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Replace symbols[start:end] by ``right``; ``kind`` is homophone or shape, ``exact`` says equal toneless pinyin."""

    start: int
    end: int
    right: str
    kind: str
    exact: bool


def doubtful(clause: Clause, model: Model, language: Language) -> list[int]:
    """Return the numbers of the words that are rare, ill placed, or suit their neighbours worse than a homophone."""
    words = ("", *clause.words, "")
    joined = [language.pair(left, right) for left, right in pairwise(words)]
    found = []
    for at, word in enumerate(clause.words):
        beside = joined[at], joined[at + 1]
        if word in "0A":
            continue
        strange = language.word(word) < _KNOWN or max(beside) < 0.0
        if strange or _ill_placed(words[at : at + 3], beside, model, language):
            found.append(at)
    return found


def _ill_placed(three: tuple[str, ...], beside: tuple[float, float], model: Model, language: Language) -> bool:
    """Return whether a known word is in doubt: a character not tied to a side, a word outdone by a homophone."""
    left, word, right = three
    if len(word) > 1:
        return _outdone(three, max(beside), model, language)
    if min(beside) < 0.0:
        return True
    usual = language.word(word) - language.total
    return any(
        joined - language.word(other) < usual for joined, other in zip(beside, (left, right), strict=True) if other
    )


def _outdone(three: tuple[str, ...], now: float, model: Model, language: Language) -> bool:
    """Return whether a word that is read exactly like the middle one stands beside its neighbours far more often."""
    left, word, right = three
    sound = model.spoken.get(word)
    if sound is None:
        return False
    for other in model.sounds.get(sound.translate(model.fuzzy), "").split():
        if other != word and model.spoken[other] == sound:
            beside = max(language.pair(left, other) if left else -1.0, language.pair(other, right) if right else -1.0)
            if beside > now + _OUTDONE:
                return True
    return False


def windows(clause: Clause, model: Model, language: Language) -> set[tuple[int, int]]:
    """Return the symbol spans of two to four Han characters that touch a doubtful word."""
    found: set[tuple[int, int]] = set()
    text = clause.symbols
    for at in doubtful(clause, model, language):
        begin = clause.starts[at]
        finish = begin + len(clause.words[at])
        for size in range(2, _LONGEST + 1):
            for start in range(max(0, begin - size + 1), min(finish, len(text) - size + 1)):
                found.add((start, start + size))
        if finish - begin == 1:
            found.add((begin, finish))
    return found


def _alike(wrong: str, model: Model) -> Iterator[str]:
    for at, char in enumerate(wrong):
        if char not in model.shapes:
            continue
        for other in model.shapes[char]:
            changed = wrong[:at] + other + wrong[at + 1 :]
            if model.counts.get(changed):
                yield changed


def candidates(clause: Clause, start: int, end: int, model: Model) -> list[Candidate]:
    """Return the words of official texts that sound or look like symbols[start:end]."""
    wrong = clause.symbols[start:end]
    found: dict[str, Candidate] = {}
    sounding = [words for key in spellings(wrong, model.fuzzy_readings) if (words := model.sounds.get(key))]
    if sounding:
        exact = spellings(wrong, model.readings)
        for right in " ".join(sounding).split():
            if right != wrong:
                found[right] = Candidate(start, end, right, "homophone", model.spoken.get(right) in exact)
    for right in _alike(wrong, model):
        found.setdefault(right, Candidate(start, end, right, "shape", False))
    return list(found.values())
