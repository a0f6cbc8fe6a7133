"""What speaks for a correction: the numbers that the judge weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.nlp.clause import Clause
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.segment import cut

FEATURES = (
    "gain",
    "other_gain",
    "cost",
    "before",
    "after",
    "orders",
    "stood_orders",
    "stood_least",
    "margin",
    "familiar",
    "length",
    "words_gain",
    "right_least",
    "right_longest",
    "wrong_least",
    "wrong_whole",
    "wrong_general",
    "right_general",
    "loose_before",
    "loose_after",
    "changed",
    "left_before",
    "left_after",
    "right_before",
    "right_after",
    "at_start",
    "at_end",
    "clause_length",
)
RISING = ("gain", "words_gain", "right_least", "left_after", "right_after", "margin", "familiar", "orders", "after")
FALLING = ("cost", "stood_orders", "stood_least", "wrong_least", "wrong_whole", "left_before", "right_before")


@dataclass(frozen=True, slots=True)
class Change:
    """Replace clause.symbols[start:end] by ``right``; ``numbers`` are the first eleven of FEATURES (of characters)."""

    clause: Clause
    start: int
    end: int
    right: str
    numbers: tuple[float, ...]

    @property
    def symbols(self) -> str:
        """The symbols of the clause with the change made."""
        return self.clause.symbols[: self.start] + self.right + self.clause.symbols[self.end :]


@dataclass(frozen=True, slots=True)
class Touched:
    """The words that overlap a stretch [start, end) of symbols, with the words before and after them."""

    inside: tuple[str, ...]
    left: str
    right: str
    start: int
    end: int


def touched(words: Sequence[str], start: int, end: int) -> Touched:
    """Return the words that overlap [start, end) and their neighbours."""
    inside: list[str] = []
    left = right = ""
    at = first = last = 0
    for word in words:
        if at + len(word) <= start:
            left, first = word, at + len(word)
        elif at >= end:
            right = right or word
        else:
            inside.append(word)
            last = at + len(word)
        at += len(word)
    return Touched(tuple(inside), left, right, first, last)


def features(change: Change, model: Model, language: Language) -> tuple[float, ...]:
    """Return the numbers named by FEATURES."""
    clause = change.clause
    words = cut(model.cutter, change.symbols)
    before = touched(clause.words, change.start, change.end)
    after = touched(words, change.start, change.end)
    stood = clause.symbols[after.start : after.end]
    meant = change.symbols[before.start : before.end]
    return (
        *change.numbers,
        language.words(words) - language.words(clause.words),
        min(language.word(word) for word in after.inside),
        float(max(map(len, after.inside))),
        min(language.word(word) for word in before.inside),
        language.word(stood),
        model.general.get(stood, -10) / 10,
        model.general.get(meant, -10) / 10,
        float(sum(len(word) == 1 for word in before.inside)),
        float(sum(len(word) == 1 for word in after.inside)),
        float(sum(one != two for one, two in zip(clause.symbols, change.symbols, strict=True))),
        language.pair(before.left, before.inside[0]),
        language.pair(after.left, after.inside[0]),
        language.pair(before.inside[-1], before.right),
        language.pair(after.inside[-1], after.right),
        float(change.start == 0),
        float(change.end == len(clause.symbols)),
        math.log(len(clause.symbols)),
    )
