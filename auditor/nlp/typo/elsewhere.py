"""Slips that the document shows: what stands nowhere else and is one slip away from what other texts have.

古藉 in one cell, 古籍 in others: what neither the sound nor the language says surely, the document does. The longer
the stretch around the change that stands elsewhere, the less the text itself has to gain by it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import add

from auditor.nlp.segment import cut
from auditor.nlp.typo.caution import DOUBTFUL, SURE, WARNING, Caution
from auditor.nlp.typo.charlm import HAN
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.features import Change, Touched, touched
from auditor.nlp.typo.general import is_word
from auditor.nlp.typo.model import Model
from auditor.nlp.typo.names import listed
from auditor.nlp.typo.protect import is_name
from auditor.nlp.typo.sounding import SHAPE
from auditor.nlp.typo.support import FREE, Reader
from auditor.records.edit import Edit

# How far around a change the stretch that stands elsewhere is looked for, the window by which copies are known, and how
# many of these a slip may have.
_REACH, _WINDOW, _COPIES = 5, 2, 4
# Gains that a change needs by the length of that stretch (the last holds for any longer one): another character where
# the one typed stands nowhere else, where it does; a swap; a character within a word; one at the end of a word.
_LONE, _SEEN = (9.9, 4.5, 3.0, 1.0), (9.9, 8.0, 5.0, 3.0, 2.0)
_TURNED = (9.9, 3.0, 1.5, 1.0)
_WITHIN, _BEHIND = (9.9, 9.9, 9.9, 3.0, 0.5, 0.0), (9.9, 9.9, 9.9, -1.5)
# A stretch so long speaks for a character that belongs to no word (灭螺); so near look-alikes must be that others use.
_LONG, _NEAREST = 5, SHAPE + 0.25
# A stretch so long with a pair that official texts have so often speaks for what sounds the same, even where the pair
# typed is a word and reads better (血液非正常报|费率): the loss that may then be.
_TELLING, _USUAL, _LOSS = 7, 100, -4.0
_STRONG, _PLAIN, _SURE, _LIKELY = 4, 4.0, 0.9, WARNING
_REMEMBERED = 200_000  # pairs
_PAIR = 2
_COMES_AND_GOES = FREE | frozenset("〇零百千万亿")


@dataclass(frozen=True)
class _Index:
    """The clauses of a document in one string, how often neighbours stand there, what stands beside a symbol.

    ``odd`` holds the neighbours that stand there seldom and that official texts do not have; ``between`` what stands
    between two symbols, first and last met.
    """

    joined: str
    pairs: Counter[str]
    odd: frozenset[str]
    after: Mapping[str, set[str]]
    before: Mapping[str, set[str]]
    between: tuple[Mapping[str, str], Mapping[str, str]]

    def places(self, part: str) -> Iterator[int]:
        """Yield where a part of a clause stands, from left to right."""
        if len(part) > 1:
            yield from (at for at in self._pair_places.get(part[:2], ()) if self.joined.startswith(part, at))
            return
        at = self.joined.find(part)
        while at >= 0:
            yield at
            at = self.joined.find(part, at + 1)

    @cached_property
    def _pair_places(self) -> Mapping[str, Sequence[int]]:
        """Where each pair of neighbours stands: long documents are not searched from end to end."""
        found = defaultdict[str, list[int]](list)
        for at, pair in enumerate(map(add, self.joined, self.joined[1:])):
            found[pair].append(at)
        return found

    def alone(self, symbols: str, start: int, end: int) -> bool:
        """Return whether what stands at a place stands nowhere else, copies of its surroundings left aside."""
        part, left, right = symbols[start:end], symbols[max(0, start - _WINDOW) : start], symbols[end : end + _WINDOW]
        return all(
            self.joined.startswith(right, at + len(part)) and self.joined.endswith(left, 0, at)
            for at in self.places(part)
        )

    def run(self, symbols: str, start: int, end: int) -> str:
        """Return the longest stretch around symbols[start:end] that stands in the document, the left one of equals."""
        found = (start, end) if symbols[start:end] in self.joined else (start, start)
        # A longer stretch has one of these in it: few places instead of all stretches at all places.
        first, last = max(0, start - _REACH), end + _REACH
        pairs = [(start, end)] if end - start > 1 else [(start - 1, end), (start, end + 1)]
        for left, right in pairs:
            part, size = symbols[max(left, 0) : right], right - max(left, 0)
            around = {
                (self.joined[max(0, at - _REACH) : at][::-1], self.joined[at + size : at + size + _REACH])
                for at in (self.places(part) if left >= 0 and size > 1 else ())
            }
            for stood, follows in around:
                begin = left - _common(symbols[first:left][::-1], stood)
                stretch = (begin, right + _common(symbols[right:last], follows))
                found = max(found, stretch, key=lambda one: (one[1] - one[0], -one[0]))
        return symbols[slice(*found)]

    def behind(self, three: str, typed: str) -> set[str]:
        """Return the one symbol besides ``typed`` that stands behind three symbols, nothing where there are more."""
        found: set[str] = set()
        if self.pairs[three[:2]] == 1 or self.pairs[three[1:]] == 1:
            return found
        for at in self.places(three):
            found |= {self.joined[at + len(three) : at + len(three) + 1]} - {typed}
            if len(found) > 1:
                return set()
        return found


def _common(one: str, other: str) -> int:
    """Return how many symbols two runs have in common from their beginning on."""
    for at, (mine, its) in enumerate(zip(one, other, strict=False)):
        if mine != its:
            return at
    return min(len(one), len(other))


def _index(texts: Sequence[Sequence[Clause]], known: Known) -> _Index:
    lines = dict.fromkeys(clause.symbols for clauses in texts for clause in clauses)
    joined = "\n".join((*lines, ""))
    after, before = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    pairs = Counter(map(add, joined, joined[1:]))
    for pair in pairs:
        after[pair[0]].add(pair[1])
        before[pair[1]].add(pair[0])
    odd = frozenset(pair for pair, seen in pairs.items() if seen <= _COPIES and known.is_odd(pair))
    around = list(zip(map(add, joined, joined[2:]), joined[1:], strict=False))
    return _Index(joined, pairs, odd, after, before, (dict(reversed(around)), dict(around)))


class Known:
    """Which neighbours are a word of official texts, and what a character may be a slip for: looked up once each."""

    def __init__(self, model: Model) -> None:
        """Keep the model."""
        self._model = model
        self._near: dict[str, dict[str, float]] = {}
        self._odd: dict[str, bool] = {}

    def is_odd(self, pair: str) -> bool:
        """Return whether two neighbours are Han characters and no word of official texts."""
        found = self._odd.get(pair)
        if found is None:
            if len(self._odd) > _REMEMBERED:
                self._odd.clear()
            found = self._odd[pair] = _is_han(pair) and self._model.words.count(pair) <= 0
        return found

    def is_slip(self, typed: str, right: str) -> bool:
        """Return whether official texts never have two neighbours, and often those that they may stand for."""
        return self._model.words.count(typed) <= 0 and self._model.words.count(right) >= _USUAL

    def near(self, char: str) -> dict[str, float]:
        """Return the characters that one may be a slip for, with what that costs."""
        found = self._near.get(char)
        if found is None:
            held, han = self._model.sounding, self._model.han
            own = int(held.wide[ord(char)]) if ord(char) < len(held.wide) else 0
            part = slice(int(held.at[own]), int(held.at[own + 1])) if own >= HAN else slice(0)
            costs = zip(held.near[part].tolist(), held.cost[part].tolist(), strict=True)
            found = self._near[char] = {han[symbol - HAN]: cost for symbol, cost in costs}
        return found


@dataclass(frozen=True, slots=True)
class Witness:
    """Holds texts against each other: the language, what is left alone."""

    reader: Reader
    caution: Caution
    known: Known

    def __call__(self, texts: Sequence[Sequence[Clause]]) -> dict[int, list[Edit]]:
        """Return edits by the number of a text (given as its clauses)."""
        index = _index(texts, self.known)
        found: dict[int, list[Edit]] = {}
        for number, clauses in enumerate(texts):
            for clause in clauses:
                edits = [edit for change in _changes(clause, index, self.known) if (edit := self._edit(change, index))]
                if edits:
                    found.setdefault(number, []).extend(edits)
        return found

    def _edit(self, change: Change, index: _Index) -> Edit | None:
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

    def _needed(self, change: Change, whole: Touched, run: str, index: _Index) -> float | None:
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


def _changes(clause: Clause, index: _Index, known: Known) -> Iterator[Change]:
    """Yield the changes of a clause that make two neighbours, which nobody knows, what stands elsewhere.

    What is changed is a word by itself, or two of them: nothing is asked of neighbours inside a word.
    """
    symbols = clause.symbols
    odd = [at for at, pair in enumerate(map(add, symbols, symbols[1:])) if pair in index.odd]
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


def _told(clause: Clause, odd: Sequence[int], index: _Index, known: Known) -> Iterator[Change]:
    """Yield what sounds the same and makes a usual word of a pair that is none (``odd``: where), if a stretch tells."""
    symbols = clause.symbols
    if len(symbols) < _TELLING:
        return
    met_first, met_last = index.between
    for at in sorted({place for one in odd for place in (one, one + 1) if 0 < place < len(symbols) - 1}):
        around, typed = symbols[at - 1] + symbols[at + 1], symbols[at]
        first, last = met_first[around], met_last[around]
        if first == last == typed:
            continue
        for other in sorted({first, last} - {typed}):
            stretch = symbols[max(0, at - _REACH) : at] + other + symbols[at + 1 : at + 1 + _REACH]
            if len(stretch) < _TELLING or not _is_told(symbols, at, other, known) or stretch not in index.joined:
                continue
            if index.alone(symbols, at - 1, at + 2):
                yield _change(clause, at, at + 1, other)


def _is_told(symbols: str, at: int, other: str, known: Known) -> bool:
    """Return whether one of the pairs at a place is none, and one that sounds the same is usual."""
    before, typed, after = symbols[at - 1 : at], symbols[at], symbols[at + 1 : at + 2]
    if known.near(typed).get(other) != 0 or not _is_han(typed + other):
        return False
    return known.is_slip(before + typed, before + other) or known.is_slip(typed + after, other + after)


def _others(clause: Clause, at: int, index: _Index, known: Known, alone: tuple[bool, bool]) -> Iterator[Change]:
    """Yield what has another character or the two in the other order; ``alone``: which of them belong to no word."""
    one, two = clause.symbols[at], clause.symbols[at + 1]
    if one != two and index.pairs[two + one] and all(alone):
        yield _change(clause, at, at + 2, two + one)
    sides = ((at, one, index.before[two]), (at + 1, two, index.after[one]))
    for (place, char, seen), whole in zip(sides, alone, strict=True):
        near = known.near(char) if whole else {}
        if not near.keys().isdisjoint(seen):
            yield from (_change(clause, place, place + 1, other, near[other]) for other in sorted(near.keys() & seen))


def _longer(clause: Clause, at: int, index: _Index, *, within: bool) -> Iterator[Change]:
    """Yield what has a character more behind a place: ``within`` before one of no word, or else at a word's end."""
    pair, around = clause.symbols[at : at + 2], clause.symbols[max(0, at - 1) : at + 4]
    held = {one[pair] for one in index.between if pair in one} if within else _behind(clause, at, index)
    fit = {char for char in held if char not in around and char not in _COMES_AND_GOES and _is_han(char)}
    yield from (_change(clause, at + 1, at + 1, char) for char in sorted(fit))


def _behind(clause: Clause, at: int, index: _Index) -> set[str]:
    """Return the one character that stands elsewhere behind a symbol with the two before it, if there is but one."""
    three = clause.symbols[max(0, at - _WINDOW) : at + 1]
    return index.behind(three, clause.symbols[at + 1]) if len(three) > _WINDOW else set()


def _change(clause: Clause, start: int, end: int, right: str, cost: float = 0.0) -> Change:
    return Change(clause, start, end, right, (0.0, 0.0, cost), ())


def _is_han(symbols: str) -> bool:
    return all("一" <= one <= "鿿" for one in symbols)
