"""What may stand in place of a stretch: candidates for the search, as parallel columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo.charlm import HAN, CharModel
from auditor.nlp.typo.sieve import Line, Lines, Sieve
from auditor.nlp.typo.sounding import Sounding, key
from auditor.nlp.typo.symbols import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_GAIN = 0.5
_BITS, _OWN = 16, 0xFFFF
_LOOSE = 1.0
_MORE = 0.5
# What a slip costs that is none of sound or look; a text with a symbol less is likelier by that alone.
_SWAPPED, _LACKING, _EXTRA = 1.5, 0.0, 4.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands around ``size`` symbols at slots; a column of each array (a number of ``before``) for a slot.

    ``left`` and ``after`` are the four symbols before and after, ``valid`` says which of those that see a change (from
    the slot on) belong to its text, ``before`` is their log probability as they stand, ``first`` and ``second`` that of
    the first two; ``held`` and ``pairs``: see CharModel, for what stands before the slot and for the second of the
    symbols after and those that follow.
    """

    slots: NDArray[np.int64]
    size: int
    left: NDArray[np.uint16]
    after: NDArray[np.uint16]
    valid: NDArray[np.bool_]
    before: NDArray[np.float32]
    first: NDArray[np.float32]
    second: NDArray[np.float32]
    held: NDArray[np.int16]
    pairs: NDArray[np.int16]

    @property
    def reach(self) -> NDArray[np.int64]:
        """How many symbols see a change at each slot."""
        found: NDArray[np.int64] = self.valid.sum(axis=0)
        return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """Candidates: ``right`` in place of what stands at slot number ``owner`` of a sight.

    ``pairs`` holds CharModel.pairs for the symbols at a place (0: the first replaced) and before it, where known.
    Where there is a ``line``, candidates have to pass it once the language model has read their one symbol.
    """

    owner: NDArray[np.int64]
    right: NDArray[np.uint16]
    cost: NDArray[np.float32]
    pairs: Mapping[int, NDArray[np.int16]]
    line: Line | None = None

    def only(self, which: NDArray[np.int64]) -> Drawn:
        """Return some of the candidates."""
        pairs = {place: known[which] for place, known in self.pairs.items()}
        return Drawn(self.owner[which], self.right[which], self.cost[which], pairs, self.line)

    @property
    def width(self) -> int:
        """How many symbols each candidate has."""
        return int(self.right.shape[1])


def every(row: Row, sight: Sight, model: CharModel, sounding: Sounding, sieve: Sieve) -> Iterator[Drawn]:
    """Yield the candidates of a sight, those of one width at a time; those of one character pass the sieve."""
    if sight.size == 0:
        yield _lacking(row, sight, model, sounding, sieve.lacking)
    elif sight.size == 1:
        yield _single(row, sight, model, sounding, sieve.single)
        yield _extra(row, sight)
    else:
        yield _word(row, sight, sounding)
    if sight.size == 2:
        yield _swapped(row, sight)


def _expanded(first: NDArray[np.int64], count: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (number of the owner, place) for every item of ranges that begin at ``first``."""
    import numpy as np

    owner = np.repeat(np.arange(len(first)), count)
    return owner, np.arange(len(owner)) + np.repeat(first - (np.cumsum(count) - count), count)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the characters at slots may stand for, held against a neighbour: each two symbols are asked about once.

    ``at`` is the number of each slot's two symbols, ``begins`` the first candidate of these, ``owner`` of which two a
    candidate is; ``place`` is its place in Sounding.near, ``steps`` and ``logs`` what CharModel says of it and the
    neighbour.
    """

    at: NDArray[np.int64]
    begins: NDArray[np.int64]
    owner: NDArray[np.int64]
    place: NDArray[np.int64]
    steps: NDArray[np.int16]
    logs: NDArray[np.float32]


def _beside(own: NDArray[np.uint16], near: NDArray[np.uint16], sounding: Sounding, told: Callable[..., Any]) -> _Beside:
    import numpy as np

    pairs, at = np.unique(own.astype(np.int64) << _BITS | near, return_inverse=True)
    symbol = pairs >> _BITS
    count = np.where(symbol >= HAN, sounding.at[symbol + 1] - sounding.at[symbol], 0)
    owner, place = _expanded(sounding.at[symbol], count)
    begins = np.concatenate([[0], np.cumsum(count)])
    return _Beside(at, begins, owner, place, *told(sounding.near[place], (pairs & _OWN).astype(np.uint16)[owner]))


def _lowest(at: NDArray[np.int64], count: int, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the smallest of the numbers of each of ``count`` owners, infinite where one has none."""
    import numpy as np

    found = np.full(count, np.inf)
    np.minimum.at(found, at, numbers)
    return found


def _reaching(
    owner: NDArray[np.int64], told: NDArray[np.float64], at: NDArray[np.int64], floor: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (slot, which) for every slot and each candidate of its owner that is told to reach the floor of the slot.

    ``owner`` are the owners of the candidates, in order; ``at`` is the owner of each slot.
    """
    import numpy as np

    count = int(at.max(initial=-1)) + 1
    kept = np.flatnonzero(told >= _lowest(at, count, floor)[owner])
    begins = np.searchsorted(owner[kept], np.arange(count + 1))
    slot, which = _expanded(begins[at], np.diff(begins)[at])
    which = kept[which]
    passed = np.flatnonzero(told[which] >= floor[slot])
    return slot[passed], which[passed]


def _single(row: Row, sight: Sight, model: CharModel, sounding: Sounding, lines: Lines) -> Drawn:
    """Return the candidates of one character that are known beside one of their neighbours and pass the first line.

    Most drop out by what stands before them and the best that what stands after them could say.
    """
    import numpy as np

    def before(right: NDArray[np.uint16], left: NDArray[np.uint16]) -> tuple[Any, Any]:
        steps = model.pairs(left, right)
        return steps, model.pair_logs(steps, left, right)

    def after(right: NDArray[np.uint16], next_: NDArray[np.uint16]) -> tuple[Any, Any]:
        steps = model.pairs(right, next_)
        return steps, model.pair_logs(steps, right, next_)

    line = lines[0]
    own, inside, floor = row.wide[sight.slots], sight.valid[sight.size], line.floor(sight)
    first, second = _beside(own, sight.left[-1], sounding, before), _beside(own, sight.after[0], sounding, after)
    best = -_lowest(second.owner, len(second.begins) - 1, -line.right * second.logs.astype(np.float64))
    need = floor - np.where(inside, best[second.at], 0.0)
    told = line.left * first.logs + line.cost * sounding.cost[first.place]
    slot, which = _reaching(first.owner, told, first.at, need)
    # The same candidate, held against what follows.
    other = second.begins[second.at[slot]] + which - first.begins[first.at[slot]]
    kept = told[which] + np.where(inside[slot], line.right * second.logs[other], 0.0) >= floor[slot]
    kept &= (first.steps[which] >= 0) | (second.steps[other] >= 0)
    place, pairs = first.place[which], {0: first.steps[which], 1: second.steps[other]}
    return Drawn(slot, sounding.near[place][:, None], sounding.cost[place], pairs, lines[1]).only(np.flatnonzero(kept))


def following(
    sight: Sight, owner: NDArray[np.int64], right: NDArray[np.uint16], pairs: NDArray[np.int16], model: CharModel
) -> NDArray[np.float32]:
    """Return the log probability of what follows candidates of one symbol after these alone, 0 at the end of a text.

    ``pairs`` is CharModel.pairs of the two.
    """
    import numpy as np

    logs = model.pair_logs(pairs, right, sight.after[0][owner])
    return np.where(sight.valid[sight.size][owner], logs, np.float32(0))


def _word(row: Row, sight: Sight, sounding: Sounding) -> Drawn:
    """Return the candidates that are words which sound like a stretch and differ in two characters or more."""
    import numpy as np

    size = sight.size
    spans = row.wide[sight.slots[:, None] + np.arange(size)]
    first, second = sounding.loose[:, 0][spans], sounding.loose[:, 1][spans]
    ambiguous = np.flatnonzero((second > 0).any(axis=1))
    again = np.where(second[ambiguous] > 0, second[ambiguous], first[ambiguous])
    parts = [_heard(first, size, sounding), _heard(again, size, sounding)]
    owner = np.concatenate([parts[0][0], ambiguous[parts[1][0]]])
    right = np.concatenate([parts[0][1], parts[1][1]])
    wrong = spans[owner]
    changed = (wrong != right).sum(axis=1)
    kept = changed > 1
    owner, right, wrong, changed = owner[kept], right[kept], wrong[kept], changed[kept]
    alike = (sounding.exact[wrong][..., :, None] == sounding.exact[right][..., None, :]).any(axis=(-1, -2))
    cost = _LOOSE * (~alike).sum(axis=1) + _MORE * (changed - 1)
    return Drawn(owner, right, cost.astype(np.float32), {})


def _heard(syllables: NDArray[np.uint16], size: int, sounding: Sounding) -> tuple[NDArray[np.int64], Any]:
    """Return (row of ``syllables``, word) for every word that sounds like a row."""
    import numpy as np

    keys, held = key(syllables), sounding.keys[size]
    low = np.searchsorted(held, keys)
    found = np.flatnonzero((low < len(held)) & (keys > 0))
    found = found[held[low[found]] == keys[found]]
    high = np.searchsorted(held, keys[found], "right")
    owner, place = _expanded(low[found], high - low[found])
    return found[owner], sounding.words[size][place]


def _lacking(row: Row, sight: Sight, model: CharModel, sounding: Sounding, lines: Lines) -> Drawn:
    """Return the characters that often stand after the symbol before a slot or before the one at it, known by both.

    They pass the first line.
    """
    import numpy as np

    line, before, after = lines[0], sight.left[-1], sight.after[0]
    inside = np.flatnonzero((before >= HAN) & (after >= HAN) & (row.place[sight.slots] > 0))
    two, at = np.unique(before[inside].astype(np.int64) << _BITS | after[inside], return_inverse=True)
    one, other = (two >> _BITS).astype(np.uint16), (two & _OWN).astype(np.uint16)
    offered = np.concatenate([sounding.following[one], sounding.leading[other]], axis=1)
    offered.sort(axis=1)
    fresh = offered >= HAN
    fresh[:, 1:] &= offered[:, 1:] != offered[:, :-1]
    # What is typed twice is not lacking.
    fresh &= (offered != one[:, None]) & (offered != other[:, None])
    owner, column = np.nonzero(fresh)
    right = offered[owner, column]
    first, second = model.pairs(one[owner], right), model.pairs(right, other[owner])
    told = line.left * model.steps[2][first] + line.right * model.steps[2][second]
    told = np.where((first >= 0) & (second >= 0), told, -np.inf)
    slot, which = _reaching(owner, told, at, line.floor(sight)[inside])
    cost = np.full(len(which), _LACKING, np.float32)
    return Drawn(inside[slot], right[which][:, None], cost, {0: first[which], 1: second[which]}, lines[1])


def _extra(row: Row, sight: Sight) -> Drawn:
    """Return for each Han character of a sight that nothing stands in its place."""
    import numpy as np

    owner = np.flatnonzero((row.ids[sight.slots] >= HAN) & sight.valid[1])
    return Drawn(owner, np.zeros((len(owner), 0), np.uint16), np.full(len(owner), _EXTRA, np.float32), {})


def _swapped(row: Row, sight: Sight) -> Drawn:
    """Return for each two Han characters of a sight the two in the other order."""
    import numpy as np

    one, two = row.ids[sight.slots], row.ids[np.minimum(sight.slots + 1, len(row.ids) - 1)]
    owner = np.flatnonzero((one >= HAN) & (two >= HAN) & (one != two))
    right = np.stack([two[owner], one[owner]], axis=1)
    return Drawn(owner, right, np.full(len(owner), _SWAPPED, np.float32), {})
