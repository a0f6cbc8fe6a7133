"""What speaks for a correction: the numbers that the judge weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.nlp.segment import cut
from auditor.nlp.typo import names
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.model import Model

_NAME_ENDS = frozenset("数率量度额费比")
"""Last characters of the names of indicators: of quantities, and 费, 比."""
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
    "grown",
    "swapped",
    "second_gain",
    "second_before",
    "second_after",
    "general_gain",
    "general_before",
    "general_after",
    "known_before",
    "known_after",
    "link_before",
    "link_after",
    "topic_before",
    "topic_after",
    "run",
    "named",
    "led",
    "measure",
    "typed_rare",
    "meant_rare",
    "left_tie_before",
    "left_tie_after",
    "right_tie_before",
    "right_tie_after",
)
RISING = (
    "gain",
    "second_gain",
    "general_gain",
    "words_gain",
    "right_least",
    "left_after",
    "right_after",
    "margin",
    "familiar",
    "orders",
    "after",
    "link_after",
    "topic_after",
    "measure",
)
FALLING = (
    "cost",
    "stood_orders",
    "stood_least",
    "wrong_least",
    "wrong_whole",
    "left_before",
    "right_before",
    "link_before",
    "topic_before",
)


@dataclass(frozen=True, slots=True)
class Change:
    """Replace clause.symbols[start:end] by ``right``; ``numbers`` are the first eleven of FEATURES (of characters).

    ``second`` are what general Chinese says: the gain, how usual the place reads before and after.
    """

    clause: Clause
    start: int
    end: int
    right: str
    numbers: tuple[float, ...]
    second: tuple[float, ...]

    @property
    def grown(self) -> int:
        """How many symbols the clause has more with the change made."""
        return len(self.right) - (self.end - self.start)

    @property
    def swapped(self) -> bool:
        """Whether two symbols change places."""
        return len(self.right) == 2 and self.right[::-1] == self.clause.symbols[self.start : self.end]

    @property
    def sight(self) -> tuple[int, int]:
        """The stretch that the change is judged by: with a neighbour on both sides where the length changes."""
        if not self.grown:
            return self.start, self.end
        return max(0, self.start - 1), min(len(self.clause.symbols), self.end + 1)

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


def features(change: Change, model: Model, fluency: Fluency) -> tuple[float, ...]:
    """Return the numbers named by FEATURES."""
    clause, (start, end), grown = change.clause, change.sight, change.grown
    words = cut(model.cutter, change.symbols)
    before = touched(clause.words, start, end)
    after = touched(words, start, end + grown)
    stood = clause.symbols[after.start : after.end - grown]
    meant = change.symbols[before.start : before.end + grown]
    tied, retied = _pairs(before, fluency), _pairs(after, fluency)
    return (
        *change.numbers,
        fluency.words(words) - fluency.words(clause.words),
        min(fluency.word(word) for word in after.inside),
        float(max(map(len, after.inside))),
        min(fluency.word(word) for word in before.inside),
        fluency.word(stood),
        model.words.general_log(stood) / 10,
        model.words.general_log(meant) / 10,
        float(sum(len(word) == 1 for word in before.inside)),
        float(sum(len(word) == 1 for word in after.inside)),
        float(_changed(change)),
        tied[0],
        retied[0],
        tied[-1],
        retied[-1],
        float(change.start == 0),
        float(change.end == len(clause.symbols)),
        math.log(len(clause.symbols)),
        float(grown),
        float(change.swapped),
        *change.second,
        min(model.words.general_log(word) if len(word) > 1 else -10 for word in before.inside) / 10,
        min(model.words.general_log(word) if len(word) > 1 else -10 for word in after.inside) / 10,
        min(tied),
        min(retied),
        *_topics(change, words, (before, after), model),
        float(_run(clause, change.start, change.end)),
        float(names.ends_after(clause.symbols, change.end)),
        float(names.led(clause.symbols, start)),
        float(_measure(change)),
        _rarest(clause.symbols[change.start : change.end], model),
        _rarest(change.right, model),
        fluency.tie(before.left, before.inside[0], tied[0]),
        fluency.tie(after.left, after.inside[0], retied[0]),
        fluency.tie(before.inside[-1], before.right, tied[-1]),
        fluency.tie(after.inside[-1], after.right, retied[-1]),
    )


def _rarest(symbols: str, model: Model) -> float:
    """Return the log probability of the rarest of some symbols by itself, 0 where there is none."""
    return min((float(model.chars.single[model.chars.symbols[ord(symbol)]]) for symbol in symbols), default=0.0)


def _pairs(one: Touched, fluency: Fluency) -> list[float]:
    """Return how often the touched words stand beside each other and beside their neighbours, from left to right."""
    return [fluency.pair(left, right) for left, right in pairwise((one.left, *one.inside, one.right))]


def _topics(change: Change, words: Sequence[str], touches: tuple[Touched, Touched], model: Model) -> list[float]:
    """Return how well the touched words suit the rest of the clause, before and after."""
    before, after = touches
    company = [*change.clause.words, *words]
    company = [word for word in company if word not in before.inside and word not in after.inside]
    return model.topics.fits((before.inside, after.inside), company)


def _run(clause: Clause, start: int, end: int) -> int:
    """Return how many single characters in a row, that no word explains, a place belongs to."""
    alone = {at for at, word in zip(clause.starts, clause.words, strict=True) if len(word) == 1}
    first, last = start, end
    while first - 1 in alone:
        first -= 1
    while last in alone:
        last += 1
    return last - first if alone.issuperset(range(start, end)) else 0


def _measure(change: Change) -> int:
    """Return 1 where the change ends a clause with a measure, as names of indicators do, -1 where it takes one away."""
    if change.end < len(change.clause.symbols):
        return 0
    return (change.symbols[-1:] in _NAME_ENDS) - (change.clause.symbols[-1] in _NAME_ENDS)


def _changed(change: Change) -> int:
    if change.grown:
        return abs(change.grown)
    return sum(one != two for one, two in zip(change.clause.symbols, change.symbols, strict=True))
