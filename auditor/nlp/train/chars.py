"""The character model: counts of n-grams of symbols, smoothed, pruned to a size, packed.

Modified Kneser-Ney (Chen and Goodman 1998). What an n-gram adds over its shorter form (Seymore and Rosenfeld 1996)
decides whether it is kept; the prefix and the suffix of a kept n-gram are kept, so that lookups may stop early.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.nlp.train.counts import Sorted, merged
from auditor.nlp.typo import charlm, fuse
from auditor.nlp.typo.charlm import EDGE, HAN, ORDER, SYMBOLS
from auditor.nlp.typo.symbols import row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BITS = 12
_LINES, _CHUNK = 50_000, 12_000_000
_UNIFORM = 1e-4
_LEAST_COUNT = 2
_STEPS = 12


def han_of(seen: Counter[str]) -> str:
    """Return the Han characters that get a symbol of their own: the most frequent, in the order of code points."""
    known = sorted((char for char in seen if "一" <= char <= "鿿"), key=lambda char: (-seen[char], char))
    return "".join(sorted(known[: SYMBOLS - HAN]))


def _chunks(lines: Iterable[str], alphabet: NDArray[np.uint16]) -> Iterator[NDArray[np.int64]]:
    """Yield the symbols of some million characters at a time, an edge before and after every line."""
    import numpy as np

    held: list[NDArray[np.uint16]] = []
    batch: list[str] = []
    size = 0
    for line in lines:
        batch.append(line)
        if len(batch) == _LINES:
            held.append(row(batch, alphabet).ids[ORDER - 1 :])
            size += len(held[-1])
            batch = []
        if size > _CHUNK:
            yield np.concatenate(held).astype(np.int64)
            held, size = [], 0
    held.append(row(batch, alphabet).ids[ORDER - 1 :])
    yield np.concatenate(held).astype(np.int64)


def _grams(ids: NDArray[np.int64], order: int) -> Sorted:
    """Return the n-grams that have an edge at their first place only: the end of a text is never judged."""
    import numpy as np

    end = len(ids) - order + 1
    keys = ids[:end].copy()
    whole = np.ones(end, bool)
    for step in range(1, order):
        keys <<= _BITS
        keys |= ids[step : end + step]
        whole &= ids[step : end + step] != EDGE
    return Sorted(*np.unique(keys[whole & (keys > 0)], return_counts=True))


def counted(lines: Iterable[str], alphabet: NDArray[np.uint16]) -> dict[int, Sorted]:
    """Return how often each n-gram of one to five symbols occurs."""
    found: dict[int, Sorted] = {}
    for ids in _chunks(lines, alphabet):
        for order in range(1, ORDER + 1):
            part = _grams(ids, order)
            found[order] = merged([found[order], part]) if order in found else part
    return found


def beside(pairs: Sorted, size: int) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Return the ``size`` Han symbols that most often stand after and before each symbol (0: no more)."""
    import numpy as np

    left, right = pairs.keys >> _BITS, pairs.keys & (SYMBOLS - 1)
    inside = (left >= HAN) & (right >= HAN)
    left, right, seen = left[inside], right[inside], pairs.counts[inside]
    made = []
    for one, two in ((left, right), (right, left)):
        order = np.lexsort((two, -seen, one))
        own, other = one[order], two[order]
        rank = np.arange(len(own)) - np.searchsorted(own, own)
        table = np.zeros((SYMBOLS, size), np.uint16)
        table[own[rank < size], rank[rank < size]] = other[rank < size]
        made.append(table)
    return made[0], made[1]


@dataclass(frozen=True, slots=True)
class Level:
    """The n-grams of one order: ``keys`` rising, their counts and probabilities.

    ``suffix`` and ``prefix`` are the places of their shorter forms in the level below, ``worth`` what each adds.
    """

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]
    chance: NDArray[np.float64]
    suffix: NDArray[np.int64]
    prefix: NDArray[np.int64]
    worth: NDArray[np.float32]


def _contexts(found: dict[int, Sorted], order: int) -> NDArray[np.int64]:
    """Return the counts that an order is smoothed with: below the highest, how many symbols stand before an n-gram."""
    import numpy as np

    own = found[order]
    if order == ORDER:
        return own.counts
    longer = found[order + 1].keys & ((1 << _BITS * order) - 1)
    before = np.bincount(np.searchsorted(own.keys, longer), minlength=len(own.keys))
    # Nothing stands before the edge of a line.
    return np.where((own.keys >> _BITS * (order - 1) == EDGE) | (before == 0), own.counts, before)


def _discounts(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what is taken from counts of 0, 1, 2 and more."""
    import numpy as np

    one, two, three, four = (max(1, int((counts == seen).sum())) for seen in (1, 2, 3, 4))
    ratio = one / (one + 2 * two)
    taken = np.array([0, 1 - 2 * ratio * two / one, 2 - 3 * ratio * three / two, 3 - 4 * ratio * four / three])
    return np.asarray(np.clip(taken, [0, 0.05, 0.05, 0.05], [0, 1, 2, 3]))


def _first(found: Sorted, seen: NDArray[np.int64]) -> Level:
    import numpy as np

    shares = np.full(SYMBOLS, _UNIFORM / SYMBOLS)
    counts = np.zeros(SYMBOLS, np.int64)
    counts[found.keys] = seen
    shares += (1 - _UNIFORM) * counts / counts.sum()
    nowhere = np.zeros(0, np.int64)
    return Level(np.arange(SYMBOLS), counts, shares, nowhere, nowhere, np.zeros(0, np.float32))


def _level(found: Sorted, seen: NDArray[np.int64], order: int, below: Level) -> Level:
    """Return an order interpolated with the one below."""
    import numpy as np

    before = found.keys >> _BITS
    starts = np.flatnonzero(np.concatenate(([True], before[1:] != before[:-1])))
    group = np.repeat(np.arange(len(starts)), np.diff(np.concatenate((starts, [len(before)]))))
    taken = _discounts(seen)[np.minimum(seen, 3)]
    total = np.add.reduceat(seen, starts)
    rest = (np.add.reduceat(taken, starts) / total)[group]
    suffix = np.searchsorted(below.keys, found.keys & ((1 << _BITS * (order - 1)) - 1))
    shorter = rest * below.chance[suffix]
    chance = (seen - taken) / total[group] + shorter
    worth = np.where(found.counts >= _LEAST_COUNT, found.counts * np.log(chance / shorter), 0.0)
    prefix = np.searchsorted(below.keys, before[starts])[group]
    return Level(found.keys, found.counts, chance, suffix, prefix, worth.astype(np.float32))


def smoothed(found: dict[int, Sorted]) -> list[Level]:
    """Return the levels, the single symbols first."""
    levels = [_first(found[1], _contexts(found, 1))]
    for order in range(2, ORDER + 1):
        levels.append(_level(found[order], _contexts(found, order), order, levels[-1]))
    return levels


def _kept(levels: list[Level], least: float) -> list[NDArray[np.bool_]]:
    """Return for each level which n-grams are kept: those worth more, and what they need below."""
    import numpy as np

    kept = [np.ones(SYMBOLS, bool), *(level.worth > least for level in levels[1:])]
    for place in range(ORDER - 1, 1, -1):
        chosen = kept[place]
        kept[place - 1][levels[place].suffix[chosen]] = True
        kept[place - 1][levels[place].prefix[chosen]] = True
    return kept


def pruned(levels: list[Level], most: int) -> list[NDArray[np.bool_]]:
    """Return which n-grams of each level are kept so that entries and contexts are at most about ``most``."""
    import numpy as np

    low, high = 0.0, 4000.0
    for _ in range(_STEPS):
        least = (low * high) ** 0.5 if low else 1.0
        kept = _kept(levels, least)
        size = sum(int(one.sum()) for one in kept[1:])
        size += sum(len(np.unique(levels[at].prefix[kept[at]])) for at in range(2, ORDER))
        if size > most:
            low = least
        else:
            high = least
            if not low or size > 0.99 * most:
                break
    return _kept(levels, high)


def _backs(levels: list[Level], kept: list[NDArray[np.bool_]], place: int) -> tuple[Any, Any]:
    """Return (which n-grams of a level are contexts, the logarithm of what is left for unseen symbols after them)."""
    import numpy as np

    above, chosen = levels[place + 1], kept[place + 1]
    size = len(levels[place].keys)
    known = np.bincount(above.prefix[chosen], minlength=size) > 0
    given = np.bincount(above.prefix[chosen], above.chance[chosen], size)
    shorter = np.bincount(above.prefix[chosen], levels[place].chance[above.suffix[chosen]], size)
    return known, np.log(np.maximum(1 - given, 1e-4) / np.maximum(1 - shorter, 1e-4))


def rounded(values: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return 64 steps (Lloyd 1982) and the step of each value."""
    import numpy as np

    sample = np.sort(values[:: max(1, len(values) // 400_000)])
    shares = (np.arange(fuse.VALUES) + 0.5) / fuse.VALUES
    steps = np.sort(0.5 * np.quantile(sample, shares) + 0.5 * np.linspace(sample[0], sample[-1], fuse.VALUES))
    for _ in range(15):
        nearest = np.searchsorted((steps[1:] + steps[:-1]) / 2, sample)
        count = np.bincount(nearest, minlength=fuse.VALUES)
        sums = np.bincount(nearest, sample, fuse.VALUES)
        steps = np.sort(np.where(count > 0, sums / np.maximum(count, 1), steps))
    return steps.astype(np.float32), np.searchsorted((steps[1:] + steps[:-1]) / 2, values)


def _hashes(keys: NDArray[np.int64], order: int) -> NDArray[np.uint64]:
    import numpy as np

    hashes = np.full(len(keys), order, np.uint64)
    for position in range(order):
        hashes += charlm.spread(position)[keys >> _BITS * position & (SYMBOLS - 1)]
    return hashes


def packed(han: str, levels: list[Level], most: int) -> NDArray[np.uint16]:
    """Return the words of the file that ``charlm.load`` reads."""
    import numpy as np

    kept = pruned(levels, most)
    known, alone = _backs(levels, kept, 0)
    tables = [np.log(levels[0].chance), np.where(known, alone, 0.0)]
    grams: list[tuple[Any, Any]] = []
    contexts: list[tuple[Any, Any]] = []
    for place in range(1, ORDER):
        chosen = kept[place]
        steps, values = rounded(np.log(levels[place].chance[chosen]))
        tables.append(steps)
        grams.append((_hashes(levels[place].keys[chosen], place + 1), values))
    for place in range(1, ORDER - 1):
        known, back = _backs(levels, kept, place)
        steps, values = rounded(back[known])
        tables.append(steps)
        contexts.append((_hashes(levels[place].keys[known], place + 1), values))
    first, second = (fuse.dump(*map(np.concatenate, zip(*parts, strict=True))) for parts in (grams, contexts))
    head = np.array([len(han), len(first) & 0xFFFF, len(first) >> 16, *map(ord, han)], np.uint16)
    table = np.concatenate(tables).astype(np.float32).view(np.uint16)
    return np.concatenate([head, table, first, second])
