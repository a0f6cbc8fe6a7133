"""What may stand in place of a stretch: candidates for the search, as parallel columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo.charlm import HAN, CharModel
from auditor.nlp.typo.sounding import Sounding, key
from auditor.nlp.typo.symbols import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_GAIN = 0.5
# What sums of the same numbers in another order may differ by.
_ROUNDING = 1e-3
_LOOSE = 1.0
_MORE = 0.5
# What a slip costs that is none of sound or look; a text with a symbol less is likelier by that alone.
_SWAPPED, _LACKING, _EXTRA = 1.5, 0.0, 4.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands around ``size`` symbols at slots; a column of each array (a number of ``before``) for a slot.

    ``left`` and ``after`` are the four symbols before and after, ``valid`` says which of those that see a change (from
    the slot on) belong to its text, ``before`` is their log probability as they stand; ``held`` and ``pairs``: see
    CharModel, for what stands before the slot and for the second of the symbols after and those that follow.
    """

    slots: NDArray[np.int64]
    size: int
    left: NDArray[np.uint16]
    after: NDArray[np.uint16]
    valid: NDArray[np.bool_]
    before: NDArray[np.float32]
    held: NDArray[np.int16]
    pairs: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Candidates: ``right`` in place of what stands at slot number ``owner`` of a sight.

    ``pairs`` holds CharModel.pairs for the symbols at a place (0: the first replaced) and before it, where known.
    """

    owner: NDArray[np.int64]
    right: NDArray[np.uint16]
    cost: NDArray[np.float32]
    pairs: Mapping[int, NDArray[np.int16]]

    def only(self, which: NDArray[np.int64]) -> Drawn:
        """Return some of the candidates."""
        pairs = {place: known[which] for place, known in self.pairs.items()}
        return Drawn(self.owner[which], self.right[which], self.cost[which], pairs)

    @property
    def width(self) -> int:
        """How many symbols each candidate has."""
        return int(self.right.shape[1])


def every(row: Row, sight: Sight, model: CharModel, sounding: Sounding) -> Iterator[Drawn]:
    """Yield the candidates of a sight, those of one width at a time."""
    if sight.size == 0:
        yield _lacking(row, sight, model, sounding)
    elif sight.size == 1:
        yield _single(row, sight, model, sounding)
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


def _single(row: Row, sight: Sight, model: CharModel, sounding: Sounding) -> Drawn:
    """Return the candidates of one character that are known beside one of their neighbours.

    Beside an unknown neighbour on the left the probability needs no further lookup, and most drop out by it.
    """
    import numpy as np

    own = row.wide[sight.slots]
    count = np.where(own >= HAN, sounding.at[own + 1] - sounding.at[own], 0)
    owner, place = _expanded(sounding.at[own], count)
    right, cost = sounding.near[place], sounding.cost[place]
    first = model.pairs(sight.left[-1][owner], right)
    unseen = model.single[right] - cost
    unseen += model.unseen(sight.left, sight.held)[owner]
    kept = np.flatnonzero((first >= 0) | (unseen > sight.before[owner] + (LEAST_GAIN - _ROUNDING)))
    owner, right, cost, first = owner[kept], right[kept], cost[kept], first[kept]
    second = model.pairs(right, sight.after[0][owner])
    return Drawn(owner, right[:, None], cost, {0: first, 1: second}).only(np.flatnonzero((first >= 0) | (second >= 0)))


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


def _lacking(row: Row, sight: Sight, model: CharModel, sounding: Sounding) -> Drawn:
    """Return the characters that often stand after the symbol before a slot or before the one at it, known by both."""
    import numpy as np

    before, after = sight.left[-1], sight.after[0]
    inside = (before >= HAN) & (after >= HAN) & (row.place[sight.slots] > 0)
    which = np.flatnonzero(inside)
    offered = np.concatenate([sounding.following[before[which]], sounding.leading[after[which]]], axis=1)
    offered.sort(axis=1)
    fresh = offered >= HAN
    fresh[:, 1:] &= offered[:, 1:] != offered[:, :-1]
    # What is typed twice is not lacking.
    fresh &= (offered != before[which][:, None]) & (offered != after[which][:, None])
    place, column = np.nonzero(fresh)
    owner, right = which[place], offered[place, column]
    first = model.pairs(before[owner], right)
    kept = np.flatnonzero(first >= 0)
    owner, right, first = owner[kept], right[kept], first[kept]
    second = model.pairs(right, after[owner])
    cost = np.full(len(owner), _LACKING, np.float32)
    return Drawn(owner, right[:, None], cost, {0: first, 1: second}).only(np.flatnonzero(second >= 0))


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
