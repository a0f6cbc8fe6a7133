"""What stands where in a document: its clauses in one string, the stretches and neighbours in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add

from auditor.nlp.typo.charlm import HAN
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.model import Model

# How far around a change the stretch that stands elsewhere is looked for, the window by which copies are known, and how
# many of these a slip may have.
REACH, WINDOW, _COPIES = 5, 2, 4
# A stretch with a pair that official texts have so often is usual.
_USUAL = 100
_REMEMBERED = 200_000  # pairs
_PAIR = 2


@dataclass(frozen=True)
class Stretches:
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
        part, left, right = symbols[start:end], symbols[max(0, start - WINDOW) : start], symbols[end : end + WINDOW]
        return all(
            self.joined.startswith(right, at + len(part)) and self.joined.endswith(left, 0, at)
            for at in self.places(part)
        )

    def run(self, symbols: str, start: int, end: int) -> str:
        """Return the longest stretch around symbols[start:end] that stands in the document, the left one of equals."""
        best = (end - start, -start) if symbols[start:end] in self.joined else (0, -start)
        # A longer stretch has one of these in it: few places instead of all stretches at all places.
        first, last = max(0, start - REACH), min(len(symbols), end + REACH)
        pairs = [(start, end)] if end - start > 1 else [(start - 1, end), (start, end + 1)]
        for left, right in pairs:
            part = symbols[max(left, 0) : right]
            if left < 0 or len(part) < _PAIR:
                continue
            before = [symbols[at:left] for at in range(left - 1, first - 1, -1)]
            after = [symbols[right:at] for at in range(right + 1, last + 1)]
            for at in self.places(part):
                back, on = _back(self.joined, at, before), _on(self.joined, at + len(part), after)
                best = max(best, (len(part) + back + on, back - left))
        return symbols[-best[1] : best[0] - best[1]]

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


def _back(joined: str, end: int, parts: Sequence[str]) -> int:
    """Return how many parts, each a symbol longer to the left, end at a place."""
    found = 0
    for part in parts:
        if not joined.endswith(part, 0, end):
            break
        found += 1
    return found


def _on(joined: str, start: int, parts: Sequence[str]) -> int:
    """Return how many parts, each a symbol longer to the right, begin at a place."""
    found = 0
    for part in parts:
        if not joined.startswith(part, start):
            break
        found += 1
    return found


def stretches(texts: Sequence[Sequence[Clause]], known: Known) -> Stretches:
    """Return what stands where in the texts of a document (given as their clauses)."""
    lines = dict.fromkeys(clause.symbols for clauses in texts for clause in clauses)
    joined = "\n".join((*lines, ""))
    after, before = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    pairs = Counter(map(add, joined, joined[1:]))
    for pair in pairs:
        after[pair[0]].add(pair[1])
        before[pair[1]].add(pair[0])
    odd = frozenset(pair for pair, seen in pairs.items() if seen <= _COPIES and known.is_odd(pair))
    around = list(zip(map(add, joined, joined[2:]), joined[1:], strict=False))
    return Stretches(joined, pairs, odd, after, before, (dict(reversed(around)), dict(around)))


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
            found = self._odd[pair] = is_han(pair) and self._model.words.count(pair) <= 0
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


def is_han(symbols: str) -> bool:
    """Return whether all symbols are Han characters."""
    return all("一" <= one <= "鿿" for one in symbols)
