"""What may stand in place of a stretch: candidates for the search, as parallel columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
        pairs = {place: known.take(which) for place, known in self.pairs.items()}
        return Drawn(self.owner.take(which), self.right.take(which, axis=0), self.cost.take(which), pairs, self.line)

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
    neighbour = (pairs & _OWN).astype(np.uint16)
    return _Beside(at, begins, owner, place, *told(sounding.near.take(place), neighbour.take(owner)))


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
    kept = np.flatnonzero(told >= _lowest(at, count, floor).take(owner))
    begins = np.searchsorted(owner.take(kept), np.arange(count + 1))
    slot, which = _expanded(begins.take(at), np.diff(begins).take(at))
    which = kept.take(which)
    passed = np.flatnonzero(told.take(which) >= floor.take(slot))
    return slot.take(passed), which.take(passed)


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
    own, inside, floor = row.wide.take(sight.slots), sight.valid[sight.size], line.floor(sight)
    first, second = _beside(own, sight.left[-1], sounding, before), _beside(own, sight.after[0], sounding, after)
    best = -_lowest(second.owner, len(second.begins) - 1, -line.right * second.logs.astype(np.float64))
    need = floor - np.where(inside, best.take(second.at), 0.0)
    told = line.left * first.logs + line.cost * sounding.cost.take(first.place)
    slot, which = _reaching(first.owner, told, first.at, need)
    # The same candidate, held against what follows.
    other = second.begins.take(second.at.take(slot)) + which - first.begins.take(first.at.take(slot))
    kept = told.take(which) + np.where(inside.take(slot), line.right * second.logs.take(other), 0.0) >= floor.take(slot)
    steps = first.steps.take(which), second.steps.take(other)
    found = np.flatnonzero(kept & ((steps[0] >= 0) | (steps[1] >= 0)))
    place, pairs = first.place.take(which.take(found)), {at: known.take(found) for at, known in enumerate(steps)}
    return Drawn(slot.take(found), sounding.near.take(place)[:, None], sounding.cost.take(place), pairs, lines[1])


def following(
    sight: Sight, owner: NDArray[np.int64], right: NDArray[np.uint16], pairs: NDArray[np.int16], model: CharModel
) -> NDArray[np.float32]:
    """Return the log probability of what follows candidates of one symbol after these alone, 0 at the end of a text.

    ``pairs`` is CharModel.pairs of the two.
    """
    import numpy as np

    logs = model.pair_logs(pairs, right, sight.after[0].take(owner))
    return np.where(sight.valid[sight.size].take(owner), logs, np.float32(0))


def _word(row: Row, sight: Sight, sounding: Sounding) -> Drawn:
    """Return the candidates that are words which sound like a stretch and differ in two characters or more."""
    import numpy as np

    spans = row.wide.take(sight.slots + np.arange(sight.size)[:, None])
    first, second = (np.ascontiguousarray(heard).take(spans) for heard in sounding.loose.T)
    ambiguous = np.flatnonzero((second > 0).any(axis=0))
    again = np.where(second > 0, second, first).take(ambiguous, axis=1)
    parts = [_heard(first, sounding), _heard(again, sounding)]
    owner = np.concatenate([parts[0][0], ambiguous.take(parts[1][0])])
    right = np.concatenate([parts[0][1], parts[1][1]])
    changed = np.zeros(len(owner), np.int8)
    for place, typed in enumerate(spans):
        changed += typed.take(owner) != right[:, place]
    kept = np.flatnonzero(changed > 1)
    owner, right, changed = owner.take(kept), right.take(kept, axis=0), changed.take(kept)
    loose = np.zeros(len(owner), np.int8)
    exact = [np.ascontiguousarray(heard) for heard in sounding.exact.T]
    for place, typed in enumerate(spans):
        one, other = typed.take(owner), right[:, place]
        loose += ~_alike([heard.take(one) for heard in exact], [heard.take(other) for heard in exact])
    cost = _LOOSE * loose + _MORE * (changed - 1)
    return Drawn(owner, right, cost.astype(np.float32), {})


def _alike(one: Sequence[NDArray[np.uint16]], other: Sequence[NDArray[np.uint16]]) -> NDArray[np.bool_]:
    """Return whether one of the columns of readings has the same one as one of the others."""
    import numpy as np

    same = [mine == its for mine in one for its in other]
    return np.asarray(np.logical_or.reduce(same))


def _heard(syllables: NDArray[np.uint16], sounding: Sounding) -> tuple[NDArray[np.int64], Any]:
    """Return (column of ``syllables``, word) for every word that sounds like a column."""
    import numpy as np

    size = len(syllables)
    keys, held = key(syllables.T), sounding.keys[size]
    low = np.searchsorted(held, keys)
    found = np.flatnonzero((low < len(held)) & (keys > 0))
    found = found[held.take(low.take(found)) == keys.take(found)]
    low = low.take(found)
    high = np.searchsorted(held, keys.take(found), "right")
    owner, place = _expanded(low, high - low)
    return found.take(owner), sounding.words[size].take(place, axis=0)


def _lacking(row: Row, sight: Sight, model: CharModel, sounding: Sounding, lines: Lines) -> Drawn:
    """Return the characters that often stand after the symbol before a slot or before the one at it, known by both.

    They pass the first line.
    """
    import numpy as np

    line, before, after = lines[0], sight.left[-1], sight.after[0]
    inside = np.flatnonzero((before >= HAN) & (after >= HAN) & (row.place[sight.slots] > 0))
    two, at = np.unique(before[inside].astype(np.int64) << _BITS | after[inside], return_inverse=True)
    one, other = (two >> _BITS).astype(np.uint16), (two & _OWN).astype(np.uint16)
    offered = np.concatenate([sounding.following.take(one, axis=0), sounding.leading.take(other, axis=0)], axis=1)
    offered.sort(axis=1)
    fresh = offered >= HAN
    fresh[:, 1:] &= offered[:, 1:] != offered[:, :-1]
    # What is typed twice is not lacking.
    fresh &= (offered != one[:, None]) & (offered != other[:, None])
    owner, column = np.nonzero(fresh)
    right = offered[owner, column]
    first, second = model.pairs(one.take(owner), right), model.pairs(right, other.take(owner))
    logs = model.steps[2]
    told = line.left * logs.take(first, mode="clip") + line.right * logs.take(second, mode="clip")
    told = np.where((first >= 0) & (second >= 0), told, -np.inf)
    slot, which = _reaching(owner, told, at, line.floor(sight).take(inside))
    cost, pairs = np.full(len(which), _LACKING, np.float32), {0: first.take(which), 1: second.take(which)}
    return Drawn(inside.take(slot), right.take(which)[:, None], cost, pairs, lines[1])


def _extra(row: Row, sight: Sight) -> Drawn:
    """Return for each Han character of a sight that nothing stands in its place."""
    import numpy as np

    owner = np.flatnonzero((row.ids.take(sight.slots) >= HAN) & sight.valid[1])
    return Drawn(owner, np.zeros((len(owner), 0), np.uint16), np.full(len(owner), _EXTRA, np.float32), {})


def _swapped(row: Row, sight: Sight) -> Drawn:
    """Return for each two Han characters of a sight the two in the other order."""
    import numpy as np

    one, two = row.ids.take(sight.slots), row.ids.take(sight.slots + 1, mode="clip")
    owner = np.flatnonzero((one >= HAN) & (two >= HAN) & (one != two))
    right = np.stack([two.take(owner), one.take(owner)], axis=1)
    return Drawn(owner, right, np.full(len(owner), _SWAPPED, np.float32), {})
