"""Slips that the document shows: what stands nowhere else and is one slip away from what other texts have.

古藉 in one cell, 古籍 in others: what neither the sound nor the language says surely, the document does. The longer
the stretch around the change that stands elsewhere, the less the text itself has to gain by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add

from auditor.nlp.segment import cut
from auditor.nlp.typo.caution import DOUBTFUL, SURE, WARNING, Caution
from auditor.nlp.typo.charlm import HAN
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.features import Change, Touched, touched
from auditor.nlp.typo.general import is_word
from auditor.nlp.typo.names import listed
from auditor.nlp.typo.protect import is_name
from auditor.nlp.typo.sounding import SHAPE
from auditor.nlp.typo.stretches import REACH, WINDOW, Known, Stretches, is_han, stretches
from auditor.nlp.typo.support import FREE, Reader
from auditor.records.edit import Edit

# Gains that a change needs by the length of that stretch (the last holds for any longer one): another character where
# the one typed stands nowhere else, where it does; a swap; a character within a word; one at the end of a word.
_LONE, _SEEN = (9.9, 4.5, 3.0, 1.0), (9.9, 8.0, 5.0, 3.0, 2.0)
_TURNED = (9.9, 3.0, 1.5, 1.0)
_WITHIN, _BEHIND = (9.9, 9.9, 9.9, 3.0, 0.5, 0.0), (9.9, 9.9, 9.9, -1.5)
# A stretch so long speaks for a character that belongs to no word (灭螺); so near look-alikes must be that others use.
_LONG, _NEAREST = 5, SHAPE + 0.25
# A stretch so long with a pair that official texts have so often speaks for what sounds the same, even where the pair
# typed is a word and reads better (血液非正常报|费率): the loss that may then be.
_TELLING, _LOSS = 7, -4.0
_STRONG, _PLAIN, _SURE, _LIKELY = 4, 4.0, 0.9, WARNING
_PAIR = 2
_COMES_AND_GOES = FREE | frozenset("〇零百千万亿")


@dataclass(frozen=True, slots=True)
class Witness:
    """Holds texts against each other: the language, what is left alone."""

    reader: Reader
    caution: Caution
    known: Known

    def __call__(self, texts: Sequence[Sequence[Clause]]) -> dict[int, list[Edit]]:
        """Return edits by the number of a text (given as its clauses)."""
        index = stretches(texts, self.known)
        found: dict[int, list[Edit]] = {}
        for number, clauses in enumerate(texts):
            for clause in clauses:
                edits = [edit for change in _changes(clause, index, self.known) if (edit := self._edit(change, index))]
                if edits:
                    found.setdefault(number, []).extend(edits)
        return found

    def _edit(self, change: Change, index: Stretches) -> Edit | None:
        clause, symbols = change.clause, change.symbols
        end = change.start + len(change.right)
        words = cut(self.reader.model.cutter, symbols)
        whole = touched(words, change.start, end)
        run = index.run(symbols, change.start, end)
        needed = self._needed(change, whole, run, index)
        if needed is None or _breaks_a_word(change, words):
            return None
        gain = self._gain(change, words, needed)
        if gain < needed:
            return None
        strong = len(run) >= _STRONG and gain >= _PLAIN and change.grown == 0
        sure = min(_SURE if strong else _LIKELY, self.caution.ceiling(change, SURE))
        if sure <= DOUBTFUL or is_name(clause, change.end):
            return None
        first, last = (whole.start, whole.end) if whole.end - whole.start <= _STRONG else (change.start, end)
        first = min(first, change.start if change.grown == 0 else change.start - 1)
        stood, right = clause.symbols[first : last - change.grown], symbols[first:last]
        why = f"本文件别处写作“{run}”，此处“{stood}”仅此一处，疑为笔误"
        return Edit(*clause.span(first, last - change.grown), stood, right, sure, _kind(change), why)

    def _gain(self, change: Change, words: Sequence[str], least: float) -> float:
        """Return the gain of a change, by words alone where official texts do not have what was typed."""
        typed = change.clause.symbols[change.start : change.end]
        if all(self.reader.model.chars.symbols[ord(one)] >= HAN for one in typed):
            return self.reader.gain(change.clause, change.symbols, least)
        fluency = self.reader.fluency
        return fluency.words(words) - fluency.words(change.clause.words)

    def _needed(self, change: Change, whole: Touched, run: str, index: Stretches) -> float | None:
        """Return the gain that a change needs, None where nothing speaks for it; ``whole`` is the word it makes."""
        symbols, start, size, words = change.clause.symbols, change.start, len(run), whole.inside
        if change.swapped:
            return _of(_TURNED, size) if len(words) == 1 else None
        if not change.grown and size >= _TELLING and _is_told(symbols, start, change.right, self.known):
            return _LOSS
        if change.grown:
            return _lacking(change, whole, size)
        lone = index.alone(symbols, start, start + 1)
        if len(words[0]) > 1:
            near = lone or change.numbers[-1] <= _NEAREST
            return _of(_LONE if lone else _SEEN, size) if near and words[0] in index.joined else None
        return _of(_LONE, size) if lone and size >= _LONG else None


def _breaks_a_word(change: Change, words: Sequence[str]) -> bool:
    """Return whether another character would take the next one from a word that it begins (锈|复发, 修复|发)."""
    clause, end = change.clause, change.end
    if change.grown or change.swapped or end not in clause.edges or end >= len(clause.symbols):
        return False
    word = touched(clause.words, end, end + 1).inside[0]
    return (
        len(word) > 1
        and end not in accumulate(map(len, words), initial=0)
        and any(is_word(word[:size]) for size in range(_PAIR, len(word) + 1))
    )


def _of(needed: Sequence[float], size: int) -> float:
    return needed[min(max(size, 1), len(needed)) - 1]


def _lacking(change: Change, whole: Touched, size: int) -> float | None:
    """Return the gain that a character lacking needs: within a word (发|机), or at the end of one (客运|索).

    监控|头 for 监控探头 is no slip: what stands before is a word as it is.
    """
    symbols, start = change.clause.symbols, change.start
    word, before, after = whole.inside[0], symbols[start - 1], symbols[start : start + 1]
    if change.clause.is_whole(start, start + 1):
        broken = start - 1 in (whole.start, *change.clause.edges)
        return _of(_WITHIN, size) if broken and before + change.right + after in word else None
    return _of(_BEHIND, size) if word == before + change.right and word not in listed("longer") else None


def _kind(change: Change) -> str:
    if change.swapped:
        return "swapped"
    if change.grown:
        return "lacking"
    return "shape" if change.numbers[-1] >= SHAPE else "homophone"


def _changes(clause: Clause, index: Stretches, known: Known) -> Iterator[Change]:
    """Yield the changes of a clause that make two neighbours, which nobody knows, what stands elsewhere.

    What is changed is a word by itself, or two of them: nothing is asked of neighbours inside a word.
    """
    symbols = clause.symbols
    if index.odd.isdisjoint(pairs := list(map(add, symbols, symbols[1:]))):
        return
    odd = [at for at, pair in enumerate(pairs) if pair in index.odd]
    yield from _told(clause, odd, index, known)
    for at in odd:
        pair = symbols[at : at + 2]
        if at + 1 not in (edges := clause.edges):
            continue
        first, second = at in edges, at + 2 in edges
        if not (first or second) or is_word(pair):
            continue
        made = [*_others(clause, at, index, known, (first, second)), *_longer(clause, at, index, within=second)]
        if made and (index.pairs[pair] == 1 or index.alone(symbols, at, at + 2)):
            yield from made


def _told(clause: Clause, odd: Sequence[int], index: Stretches, known: Known) -> Iterator[Change]:
    """Yield what sounds the same and makes a usual word of a pair that is none (``odd``: where), if a stretch tells."""
    symbols = clause.symbols
    if len(symbols) < _TELLING or not odd:
        return
    met_first, met_last = index.between
    for at in sorted({place for one in odd for place in (one, one + 1) if 0 < place < len(symbols) - 1}):
        around, typed = symbols[at - 1] + symbols[at + 1], symbols[at]
        first, last = met_first[around], met_last[around]
        if first == last == typed:
            continue
        for other in sorted({first, last} - {typed}):
            stretch = symbols[max(0, at - REACH) : at] + other + symbols[at + 1 : at + 1 + REACH]
            if len(stretch) < _TELLING or not _is_told(symbols, at, other, known) or stretch not in index.joined:
                continue
            if index.alone(symbols, at - 1, at + 2):
                yield _change(clause, at, at + 1, other)


def _is_told(symbols: str, at: int, other: str, known: Known) -> bool:
    """Return whether one of the pairs at a place is none, and one that sounds the same is usual."""
    before, typed, after = symbols[at - 1 : at], symbols[at], symbols[at + 1 : at + 2]
    if known.near(typed).get(other) != 0 or not is_han(typed + other):
        return False
    return known.is_slip(before + typed, before + other) or known.is_slip(typed + after, other + after)


def _others(clause: Clause, at: int, index: Stretches, known: Known, alone: tuple[bool, bool]) -> Iterator[Change]:
    """Yield what has another character or the two in the other order; ``alone``: which of them belong to no word."""
    one, two = clause.symbols[at], clause.symbols[at + 1]
    if one != two and index.pairs[two + one] and all(alone):
        yield _change(clause, at, at + 2, two + one)
    sides = ((at, one, index.before[two]), (at + 1, two, index.after[one]))
    for (place, char, seen), whole in zip(sides, alone, strict=True):
        near = known.near(char) if whole else {}
        if not near.keys().isdisjoint(seen):
            yield from (_change(clause, place, place + 1, other, near[other]) for other in sorted(near.keys() & seen))


def _longer(clause: Clause, at: int, index: Stretches, *, within: bool) -> Iterator[Change]:
    """Yield what has a character more behind a place: ``within`` before one of no word, or else at a word's end."""
    pair, around = clause.symbols[at : at + 2], clause.symbols[max(0, at - 1) : at + 4]
    held = {one[pair] for one in index.between if pair in one} if within else _behind(clause, at, index)
    fit = {char for char in held if char not in around and char not in _COMES_AND_GOES and is_han(char)}
    yield from (_change(clause, at + 1, at + 1, char) for char in sorted(fit))


def _behind(clause: Clause, at: int, index: Stretches) -> set[str]:
    """Return the one character that stands elsewhere behind a symbol with the two before it, if there is but one."""
    three = clause.symbols[max(0, at - WINDOW) : at + 1]
    return index.behind(three, clause.symbols[at + 1]) if len(three) > WINDOW else set()


def _change(clause: Clause, start: int, end: int, right: str, cost: float = 0.0) -> Change:
    return Change(clause, start, end, right, (0.0, 0.0, cost), ())
