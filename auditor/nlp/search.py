"""Where a text reads far better with another word that sounds or looks the same, for many texts at once."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Scored:
    """The log probability of each symbol of a row and its longest known n-gram; ``comma``: as after a comma."""

    plain: NDArray[np.float32]
    comma: NDArray[np.float32]
    order: NDArray[np.int8]


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


def scored(row: Row, model: CharModel) -> Scored:
    """Return the log probabilities of a row."""
    import numpy as np

    lead = np.zeros(BACK, np.float32)
    found, order = model.matched(windows(row.ids))
    plain = np.concatenate([lead, found])
    orders = np.concatenate([lead.astype(np.int8), order])
    plain[row.ids == EDGE] = 0.0
    comma = plain.copy()
    near = np.flatnonzero((_since(row) < BACK) & (row.owner >= 0))
    comma[near] = model.scores(_after_comma(windows(row.ids)[near - BACK], _since(row)[near] + 1))
    return Scored(plain, comma, orders)


def _since(row: Row) -> NDArray[np.int64]:
    """Return how many symbols of its text stand before each symbol."""
    import numpy as np

    return np.arange(len(row.ids)) - row.first[np.maximum(row.owner, 0)]


def _after_comma(segments: NDArray[np.uint16], back: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return rows of symbols with a comma ``back`` places before the last of five, where a text begins."""
    import numpy as np

    made = segments.copy()
    made[np.arange(len(made)), BACK - back] = COMMA
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
        drawn = _single(row, slots, model, sounding) if size == 1 else _word(row, slots, size, sounding)
        found.append(_gained(row, drawn, score, model))
    return _joined(found)


_Drawn = tuple[Any, Any, Any]


def _expanded(first: NDArray[np.int64], count: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (number of the owner, place) for every item of ranges that begin at ``first``."""
    import numpy as np

    owner = np.repeat(np.arange(len(first)), count)
    inner = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return owner, first[owner] + inner


def _single(row: Row, slots: NDArray[np.int64], model: CharModel, sounding: Sounding) -> _Drawn:
    """Return (slots, replacements, costs): one character, where it is known beside one of its neighbours."""
    import numpy as np

    slots = slots[row.wide[slots] >= HAN]
    own = row.wide[slots]
    owner, place = _expanded(sounding.at[own], sounding.at[own + 1] - sounding.at[own])
    right, cost = sounding.near[place], sounding.cost[place]
    at = slots[owner]
    known = model.grams.find(model.spreads[1][row.ids[at - 1]] + model.spreads[0][right] + np.uint64(2)) >= 0
    rest = np.flatnonzero(~known)
    after = row.ids[np.minimum(at[rest] + 1, len(row.ids) - 1)]
    known[rest] = model.grams.find(model.spreads[1][right[rest]] + model.spreads[0][after] + np.uint64(2)) >= 0
    return at[known], right[known][:, None], cost[known]


def _word(row: Row, slots: NDArray[np.int64], size: int, sounding: Sounding) -> _Drawn:
    """Return (slots, replacements, costs): the words that sound like a stretch and differ in two characters or more."""
    import numpy as np

    spans = row.wide[slots[:, None] + np.arange(size)]
    first = sounding.loose[:, 0][spans]
    second = sounding.loose[:, 1][spans]
    held = sounding.keys[size]
    found_at, found_words = [], []
    for heard in (first, np.where(second > 0, second, first)) if (second > 0).any() else (first,):
        keys = key(heard)
        low = np.searchsorted(held, keys, "left")
        high = np.where(keys > 0, np.searchsorted(held, keys, "right"), low)
        if heard is not first:
            high = np.where((second > 0).any(axis=1), high, low)
        owner, place = _expanded(low, high - low)
        found_at.append(owner)
        found_words.append(sounding.words[size][place])
    owner, right = np.concatenate(found_at), np.concatenate(found_words)
    wrong = spans[owner]
    changed = (wrong != right).sum(axis=1)
    kept = changed > 1
    owner, right, wrong, changed = owner[kept], right[kept], wrong[kept], changed[kept]
    alike = (sounding.exact[wrong][..., :, None] == sounding.exact[right][..., None, :]).any(axis=(-1, -2))
    cost = _LOOSE * (~alike).sum(axis=1) + _MORE * (changed - 1)
    return slots[owner], right, cost.astype(np.float32)


def _gained(row: Row, drawn: _Drawn, score: Scored, model: CharModel) -> Options:
    """Return the candidates with their gains, those that gain less than needed left out."""
    import numpy as np

    at, right, cost = drawn
    size = right.shape[1]
    end = row.end[row.owner[at]]
    seen = at[:, None] + np.arange(size + BACK)
    valid = seen < end[:, None]
    seen = np.minimum(seen, len(row.ids) - 1)
    before = np.where(valid, score.plain[seen], np.float32(0)).sum(axis=1)
    segments = np.concatenate([row.ids[at[:, None] + np.arange(-BACK, 0)], right, row.ids[seen[:, size:]]], axis=1)
    after, orders, alive = _sums(segments, valid, before + cost + np.float32(_LEAST_GAIN), model)
    at, right, cost, before = at[alive], right[alive], cost[alive], before[alive]
    segments, valid, seen = segments[alive], valid[alive], seen[alive]
    gain = after - before
    other = gain.copy()
    back = at - row.first[row.owner[at]] + 1
    near = np.flatnonzero(back <= BACK)
    if len(near):
        nothing = np.full(len(near), -np.inf, np.float32)
        changed, _, _ = _sums(_after_comma(segments[near], back[near]), valid[near], nothing, model)
        other[near] = changed - np.where(valid[near], score.comma[seen[near]], np.float32(0)).sum(axis=1)
    low, high = np.minimum(gain, other), np.maximum(gain, other)
    kept = low - cost > _LEAST_GAIN
    wide = np.zeros((int(kept.sum()), _MOST), np.uint16)
    wide[:, :size] = right[kept]
    columns = (cost, low, high, before, after, orders)
    return Options(at[kept], np.full(len(wide), size), wide, *(column[kept] for column in columns))


def _sums(
    segments: NDArray[np.uint16], valid: NDArray[np.bool_], least: NDArray[np.float32], model: CharModel
) -> _Drawn:
    """Return, of the segments that reach ``least``, the log probability, the mean order and the numbers.

    What counts are the valid symbols after the first four. Sums only fall, so most segments drop out after a symbol.
    """
    import numpy as np

    alive = np.arange(len(segments))
    logs, orders = np.zeros(len(segments), np.float32), np.zeros(len(segments), np.float32)
    for column in range(valid.shape[1]):
        inside = alive[valid[alive, column]]
        if len(inside):
            found, order = model.matched(segments[inside, column : column + ORDER])
            logs[inside] += found
            orders[inside] += order
            alive = alive[logs[alive] > least[alive]]
    return logs[alive], orders[alive] / np.maximum(valid[alive].sum(axis=1), 1), alive


def _joined(parts: list[Options]) -> Options:
    import numpy as np

    return Options(*(np.concatenate([getattr(part, name) for part in parts]) for name in Options.__slots__))
