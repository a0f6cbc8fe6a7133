"""Where a text reads far better with another word that sounds or looks the same, for many texts at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from auditor.nlp.charlm import COMMA, EDGE, HAN, ORDER, CharModel, windows
from auditor.nlp.sounding import SIZES, Sounding, key
from auditor.nlp.symbols import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_GAIN = 4.0
_EASE = 0.9
BACK = ORDER - 1
_LOOSE = 1.0
_MORE = 0.5
_MOST = max(SIZES)
# What sums of the same numbers in another order may differ by.
_ROUNDING = 1e-3
# Slots in a step, with some forty candidates each: a long text needs no more memory than a short one.
_AT_ONCE = 16384


@dataclass(frozen=True, slots=True)
class Scored:
    """The log probability of each symbol of a row and its longest known n-gram; ``comma``: as after a comma.

    ``held`` and ``pairs`` are what the methods of CharModel say about the symbols before each and about it.
    """

    plain: NDArray[np.float32]
    comma: NDArray[np.float32]
    order: NDArray[np.int8]
    held: NDArray[np.int16]
    pairs: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Options:
    """Replace ``size`` symbols from slot ``start`` by ``right``: candidates as parallel columns.

    ``gain`` is what the log probability of the text grows by, the smaller of reading the text from its start and
    after a comma; ``other`` the larger; ``cost`` what the slip costs; ``before`` and ``after`` are the log
    probability of the symbols that see the change, ``orders`` the mean length of the n-grams known there after it.
    """

    start: NDArray[np.int64]
    size: NDArray[np.int64]
    right: NDArray[np.uint16]
    cost: NDArray[np.float32]
    gain: NDArray[np.float32]
    other: NDArray[np.float32]
    before: NDArray[np.float32]
    after: NDArray[np.float32]
    orders: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Sight:
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
class _Drawn:
    """Candidates: ``right`` in place of what stands at slot number ``owner`` of a sight.

    ``pairs`` holds CharModel.pairs for the symbols at a place (0: the first replaced) and before it, where known.
    """

    owner: NDArray[np.int64]
    right: NDArray[np.uint16]
    cost: NDArray[np.float32]
    pairs: Mapping[int, NDArray[np.int16]]

    def only(self, which: NDArray[np.int64]) -> _Drawn:
        """Return some of the candidates."""
        pairs = {place: known[which] for place, known in self.pairs.items()}
        return _Drawn(self.owner[which], self.right[which], self.cost[which], pairs)


def scored(row: Row, model: CharModel) -> Scored:
    """Return the log probabilities of a row."""
    import numpy as np

    columns = windows(row.ids).T
    held, pairs = model.held(columns[:-1]), model.pairs(columns[-2], columns[-1])
    found, order = model.matched(columns, held, pairs)
    plain = np.pad(found, (BACK, 0))
    plain[row.ids == EDGE] = 0.0
    comma = plain.copy()
    since = np.arange(len(row.ids)) - row.first[np.maximum(row.owner, 0)]
    near = np.flatnonzero((since < BACK) & (row.owner >= 0))
    comma[near] = model.matched(_after_comma(columns[:, near - BACK], since[near] + 1))[0]
    return Scored(plain, comma, np.pad(order, (BACK, 0)), np.pad(held, ((0, 0), (BACK, 0))), np.pad(pairs, (BACK, 0)))


def _after_comma(columns: NDArray[np.uint16], back: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return columns of symbols with a comma ``back`` places before the fifth, where a text begins."""
    import numpy as np

    made = columns.copy()
    made[BACK - back, np.arange(made.shape[1])] = COMMA
    return made


def search(row: Row, score: Scored, model: CharModel, sounding: Sounding) -> Options:
    """Return the candidates that are likelier than what stands by at least a little."""
    import numpy as np

    total = np.concatenate([[0.0], np.cumsum(score.plain, dtype=np.float64)])
    ends = row.end[np.maximum(row.owner, 0)]
    found = []
    for size in (1, *SIZES):
        slots = np.arange(BACK, max(BACK, len(row.ids) - size))
        slots = slots[(row.owner[slots] >= 0) & (slots + size <= ends[slots])]
        reach = np.minimum(slots + size + BACK, ends[slots])
        slots = slots[total[slots] - total[reach] > _LEAST_GAIN + _EASE * (reach - slots)]
        for start in range(0, max(1, len(slots)), _AT_ONCE):
            sight = _sight(row, slots[start : start + _AT_ONCE], size, score)
            drawn = _single(row, sight, model, sounding) if size == 1 else _word(row, sight, sounding)
            found.append(_gained(row, sight, drawn, score, model))
    return _joined(found)


def _sight(row: Row, slots: NDArray[np.int64], size: int, score: Scored) -> _Sight:
    """Return the sight of slots."""
    import numpy as np

    seen = slots[:, None] + np.arange(size + BACK)
    valid = seen < row.end[row.owner[slots]][:, None]
    seen = np.minimum(seen, len(row.ids) - 1)
    before = np.where(valid, score.plain[seen], np.float32(0)).sum(axis=1)
    left = row.ids[slots + np.arange(-BACK, 0)[:, None]]
    after = seen[:, size:].T
    return _Sight(
        slots,
        size,
        left,
        row.ids[after],
        np.ascontiguousarray(valid.T),
        before,
        score.held[:, slots],
        score.pairs[after[1:]],
    )


def _expanded(first: NDArray[np.int64], count: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (number of the owner, place) for every item of ranges that begin at ``first``."""
    import numpy as np

    owner = np.repeat(np.arange(len(first)), count)
    return owner, np.arange(len(owner)) + np.repeat(first - (np.cumsum(count) - count), count)


def _single(row: Row, sight: _Sight, model: CharModel, sounding: Sounding) -> _Drawn:
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
    kept = np.flatnonzero((first >= 0) | (unseen > sight.before[owner] + (_LEAST_GAIN - _ROUNDING)))
    owner, right, cost, first = owner[kept], right[kept], cost[kept], first[kept]
    second = model.pairs(right, sight.after[0][owner])
    return _Drawn(owner, right[:, None], cost, {0: first, 1: second}).only(np.flatnonzero((first >= 0) | (second >= 0)))


def _word(row: Row, sight: _Sight, sounding: Sounding) -> _Drawn:
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
    return _Drawn(owner, right, cost.astype(np.float32), {})


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


def _gained(row: Row, sight: _Sight, drawn: _Drawn, score: Scored, model: CharModel) -> Options:
    """Return the candidates with their gains, those that gain less than needed left out."""
    import numpy as np

    least = sight.before[drawn.owner] + drawn.cost + np.float32(_LEAST_GAIN)
    after, orders, alive = _sums(sight, drawn, least, model)
    drawn = drawn.only(alive)
    at, before = sight.slots[drawn.owner], sight.before[drawn.owner]
    gain = after - before
    other = gain.copy()
    back = at - row.first[row.owner[at]] + 1
    near = np.flatnonzero(back <= BACK)
    if len(near):
        other[near] = _gain_after_comma(row, at[near], drawn.only(near), score, model)
    low, high = np.minimum(gain, other), np.maximum(gain, other)
    kept = low - drawn.cost > _LEAST_GAIN
    wide = np.zeros((int(kept.sum()), _MOST), np.uint16)
    wide[:, : sight.size] = drawn.right[kept]
    columns = (drawn.cost, low, high, before, after, orders)
    return Options(at[kept], np.full(len(wide), sight.size), wide, *(column[kept] for column in columns))


def _gain_after_comma(
    row: Row, slots: NDArray[np.int64], drawn: _Drawn, score: Scored, model: CharModel
) -> NDArray[np.float32]:
    """Return the gains of candidates near the start of their text, one a slot, with a comma before the text."""
    import numpy as np

    size = drawn.right.shape[1]
    sight = _sight(row, slots, size, replace(score, plain=score.comma))
    left = sight.left.copy()
    left[row.first[row.owner[slots]] - slots - 1, np.arange(len(slots))] = COMMA
    sight = replace(sight, left=left, held=model.held(left))
    every = _Drawn(np.arange(len(slots)), drawn.right, drawn.cost, {})
    after, _, _ = _sums(sight, every, np.full(len(slots), -np.inf, np.float32), model)
    gain: NDArray[np.float32] = after - sight.before
    return gain


def _sums(sight: _Sight, drawn: _Drawn, least: NDArray[np.float32], model: CharModel) -> tuple[Any, Any, Any]:
    """Return, of the candidates that reach ``least``, the log probability, the mean order and the numbers.

    What counts are the symbols that see the change. Sums only fall, so most candidates drop out after a symbol.
    """
    import numpy as np

    alive, count = np.arange(len(least)), sight.valid.sum(axis=0)
    logs, orders = np.zeros(len(least), np.float32), np.zeros(len(least), np.float32)
    for column, valid in enumerate(sight.valid):
        inside = alive[valid[drawn.owner[alive]]]
        if len(inside):
            seen = [_symbols(sight, drawn, column + step, inside) for step in range(ORDER)]
            held = sight.held[:, drawn.owner[inside]] if column == 0 else None
            found, order = model.matched(seen, held, _pairs(sight, drawn, column, inside))
            logs[inside] += found
            orders[inside] += order
            alive = alive[logs[alive] > least[alive]]
    return logs[alive], orders[alive] / np.maximum(count[drawn.owner[alive]], 1), alive


def _symbols(sight: _Sight, drawn: _Drawn, place: int, which: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return the symbols of some candidates at a place, counted from the first of those before the change."""
    if place < BACK:
        found: NDArray[np.uint16] = sight.left[place][drawn.owner[which]]
    elif place < BACK + sight.size:
        found = drawn.right[which, place - BACK]
    else:
        found = sight.after[place - BACK - sight.size][drawn.owner[which]]
    return found


def _pairs(sight: _Sight, drawn: _Drawn, column: int, which: NDArray[np.int64]) -> NDArray[np.int16] | None:
    """Return CharModel.pairs of some candidates for the symbols at a column and before it, None where not at hand."""
    if column in drawn.pairs:
        return drawn.pairs[column][which]
    if column <= sight.size:
        return None
    found: NDArray[np.int16] = sight.pairs[column - sight.size - 1][drawn.owner[which]]
    return found


def _joined(parts: list[Options]) -> Options:
    import numpy as np

    return Options(*(np.concatenate([getattr(part, name) for part in parts]) for name in Options.__slots__))
