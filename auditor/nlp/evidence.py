"""What speaks for a correction: the numbers that the judge weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.nlp.candidates import Candidate
from auditor.nlp.clause import Clause, codes
from auditor.nlp.codes import char_code
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.segment import cut

FEATURES = (
    "chars_gain",
    "words_gain",
    "right_count",
    "wrong_count",
    "wrong_general",
    "wrong_is_word",
    "right_is_word",
    "loose_before",
    "loose_after",
    "exact",
    "shape",
    "size",
    "changed",
    "left_before",
    "left_after",
    "right_before",
    "right_after",
    "chars_after",
    "margin",
    "length",
    "familiar",
)


@dataclass(frozen=True, slots=True)
class Gain:
    """A candidate with the gain of characters and words (natural logarithms) and the corrected words."""

    candidate: Candidate
    chars: float
    words: float
    after: tuple[str, ...]


def chars_after(marks: Sequence[int], candidate: Candidate, language: Language, floor: float) -> float | None:
    """Return the score of the stretch (see ``stretch``) with the candidate; None where below ``floor``."""
    start, end = candidate.start + 1, candidate.end + 1
    begin = max(0, start - 3)
    changed = [*marks[begin:start], *map(char_code, candidate.right), *marks[end : end + 3]]
    score = 0.0
    for at in range(start - begin, len(changed)):
        score += language.char(changed, at)
        if score < floor:
            return None
    return score


def stretch(marks: Sequence[int], start: int, end: int, language: Language) -> float:
    """Return the score of the characters start … end and of the three that see them."""
    begin = max(0, start + 1 - 3)
    return language.chars(marks[begin:], start + 1 - begin, min(end + 4, len(marks)) - begin)


def _replaced(clause: Clause, candidate: Candidate) -> str:
    return clause.symbols[: candidate.start] + candidate.right + clause.symbols[candidate.end :]


def words_gain(clause: Clause, candidate: Candidate, model: Model, language: Language, before: float) -> Gain:
    """Return the candidate with its gains but for that of characters."""
    after = tuple(cut(model.cutter, _replaced(clause, candidate)))
    return Gain(candidate, 0.0, language.words(after) - before, after)


def _around(words: Sequence[str], start: int, end: int) -> tuple[list[str], str, str]:
    """Return the words that overlap [start, end), and the words before and after them."""
    inside: list[str] = []
    left = right = ""
    at = 0
    for word in words:
        if at + len(word) <= start:
            left = word
        elif at >= end:
            right = right or word
        else:
            inside.append(word)
        at += len(word)
    return inside, left, right


def _loose(words: Sequence[str], language: Language) -> float:
    """Return how many single characters among the words do not stand beside what they usually stand beside."""
    return float(sum(len(word) == 1 for word in words))


def features(clause: Clause, gain: Gain, margin: float, model: Model, language: Language) -> tuple[float, ...]:
    """Return the numbers named by FEATURES for one candidate."""
    candidate = gain.candidate
    wrong = clause.symbols[candidate.start : candidate.end]
    before, left, right = _around(clause.words, candidate.start, candidate.end)
    after, new_left, new_right = _around(gain.after, candidate.start, candidate.start + len(candidate.right))
    marks = codes(_replaced(clause, candidate))
    size = len(candidate.right)
    return (
        gain.chars,
        gain.words,
        language.word(candidate.right),
        language.word(wrong),
        model.general.get(wrong, -10) / 10,
        float(before == [wrong]),
        float(after == [candidate.right]),
        _loose(before, language),
        _loose(after, language),
        float(candidate.exact),
        float(candidate.kind == "shape"),
        float(size),
        float(sum(one != two for one, two in zip(wrong, candidate.right, strict=False))),
        language.pair(left, before[0]),
        language.pair(new_left, after[0]),
        language.pair(before[-1], right),
        language.pair(after[-1], new_right),
        stretch(marks, candidate.start, candidate.end, language) / (size + 1),
        margin,
        math.log(len(clause.symbols)),
        _familiar(clause, candidate, language),
    )


def _familiar(clause: Clause, candidate: Candidate, language: Language) -> float:
    """Return the mean score of the characters that the candidate does not touch, -4 where there are none."""
    marks = codes(clause.symbols)
    rest = [at for at in range(1, len(marks)) if not candidate.start < at < candidate.end + 4]
    return sum(language.char(marks, at) for at in rest) / len(rest) if rest else -4.0
