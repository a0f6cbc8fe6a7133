"""Where a text reads far better with a word that sounds or looks the same, with a character more, less or swapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo.candidates import LEAST_GAIN, Drawn, Sight, every, following
from auditor.nlp.typo.charlm import COMMA, EDGE, ORDER, CharModel, windows
from auditor.nlp.typo.sieve import Line, Sieve
from auditor.nlp.typo.sounding import SIZES, Sounding
from auditor.nlp.typo.symbols import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EASE = 0.75
BACK = ORDER - 1
_MOST = max(SIZES)
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
    """Replace ``size`` symbols from slot ``start`` by the first ``width`` of ``right``: candidates as parallel columns.

    ``gain`` is what the log probability of the text grows by, the smaller of reading the text from its start and
    after a comma; ``other`` the larger; ``cost`` what the slip costs; ``before`` and ``after`` are the log
    probability of the symbols that see the change, ``orders`` the mean length of the n-grams known there after it.
    """

    start: NDArray[np.int64]
    size: NDArray[np.int64]
    width: NDArray[np.int64]
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


def search(row: Row, score: Scored, model: CharModel, sounding: Sounding, sieve: Sieve) -> Options:
    """Return the candidates that pass the sieve and are likelier than what stands by at least a little."""
    found: dict[tuple[int, int], list[Options]] = {}
    for size in (0, 1, *SIZES):
        for sight in sights(row, score, size):
            for place, drawn in enumerate(every(row, sight, model, sounding, sieve)):
                found.setdefault((size, place), []).append(_gained(row, sight, drawn, score, model))
    return _joined([part for parts in found.values() for part in parts])


def sights(row: Row, score: Scored, size: int) -> Iterator[Sight]:
    """Yield what stands around every stretch of ``size`` symbols that reads badly enough, many slots at a time."""
    import numpy as np

    total = np.concatenate([[0.0], np.cumsum(score.plain, dtype=np.float64)])
    ends = row.end[np.maximum(row.owner, 0)]
    slots = np.arange(BACK, max(BACK, len(row.ids) - size))
    slots = slots[(row.owner[slots] >= 0) & (slots + size <= ends[slots])]
    reach = np.minimum(slots + size + BACK, ends[slots])
    slots = slots[total[slots] - total[reach] > LEAST_GAIN + _EASE * (reach - slots)]
    for start in range(0, max(1, len(slots)), _AT_ONCE):
        yield _sight(row, slots[start : start + _AT_ONCE], size, score)


def _sight(row: Row, slots: NDArray[np.int64], size: int, score: Scored) -> Sight:
    """Return the sight of slots."""
    import numpy as np

    seen = slots + np.arange(size + BACK)[:, None]
    valid = seen < row.end.take(row.owner.take(slots))
    seen = np.minimum(seen, len(row.ids) - 1)
    stand = np.where(valid, score.plain.take(seen), np.float32(0))
    left = row.ids.take(slots + np.arange(-BACK, 0)[:, None])
    return Sight(
        slots,
        size,
        left,
        row.ids.take(seen[size:]),
        valid,
        stand.sum(axis=0),
        stand[0],
        stand[1],
        score.held.take(slots, axis=1),
        score.pairs.take(seen[size + 1 :]),
    )


def _gained(row: Row, sight: Sight, drawn: Drawn, score: Scored, model: CharModel) -> Options:
    """Return the candidates with their gains, those that gain less than needed left out."""
    import numpy as np

    least = sight.before.take(drawn.owner) + drawn.cost + np.float32(LEAST_GAIN)
    after, orders, alive = _sums(sight, drawn, least, model)
    drawn = drawn.only(alive)
    at, before = sight.slots.take(drawn.owner), sight.before.take(drawn.owner)
    gain = after - before
    other = gain.copy()
    back = at - row.first.take(row.owner.take(at)) + 1
    near = np.flatnonzero(back <= BACK)
    if len(near):
        other[near] = _gain_after_comma(row, (at[near], sight.size), drawn.only(near), score, model)
    low, high = np.minimum(gain, other), np.maximum(gain, other)
    kept = np.flatnonzero(low - drawn.cost > LEAST_GAIN)
    wide = np.zeros((len(kept), _MOST), np.uint16)
    wide[:, : drawn.width] = drawn.right.take(kept, axis=0)
    columns = (drawn.cost, low, high, before, after, orders)
    sizes = np.full(len(wide), sight.size), np.full(len(wide), drawn.width)
    return Options(at.take(kept), *sizes, wide, *(column.take(kept) for column in columns))


def _gain_after_comma(
    row: Row, where: tuple[NDArray[np.int64], int], drawn: Drawn, score: Scored, model: CharModel
) -> NDArray[np.float32]:
    """Return the gains of candidates near the start of their text (slots, size), with a comma before the text."""
    import numpy as np

    slots, size = where
    sight = _sight(row, slots, size, replace(score, plain=score.comma))
    left = sight.left.copy()
    left[row.first[row.owner[slots]] - slots - 1, np.arange(len(slots))] = COMMA
    sight = replace(sight, left=left, held=model.held(left))
    every = Drawn(np.arange(len(slots)), drawn.right, drawn.cost, {})
    after, _, _ = _sums(sight, every, np.full(len(slots), -np.inf, np.float32), model)
    gain: NDArray[np.float32] = after - sight.before
    return gain


def _sums(sight: Sight, drawn: Drawn, least: NDArray[np.float32], model: CharModel) -> tuple[Any, Any, Any]:
    """Return, of the candidates that reach ``least``, the log probability, the mean order and the numbers.

    What counts are the symbols that see the change. Sums only fall, so most candidates drop out after a symbol, and
    after the first those that do not pass their line.
    """
    import numpy as np

    alive: Any = np.arange(len(least))
    logs: Any = np.zeros(len(least), np.float32)
    orders: Any = np.zeros(len(least), np.float32)
    ended: list[tuple[Any, Any, Any]] = []
    for column in range(drawn.width + len(sight.valid) - sight.size):
        owner = drawn.owner.take(alive)
        if column >= drawn.width:
            inside = sight.valid[sight.size + column - drawn.width].take(owner)
            if not inside.all():
                # Nothing more of its text sees the change.
                ended.append((logs[~inside], orders[~inside], alive[~inside]))
                logs, orders, alive, owner = (one[inside] for one in (logs, orders, alive, owner))
        if not len(alive):
            break
        seen = [_symbols(sight, drawn, column + step, alive, owner) for step in range(ORDER)]
        held = None if column else sight.held.take(owner, axis=1)
        found, order = model.matched(seen, held, _pairs(sight, drawn, column, alive, owner))
        logs += found
        orders += order
        kept = np.flatnonzero(logs > least.take(alive))
        if column == 0 and drawn.line:
            passed = _passed(drawn.line, sight, drawn.only(alive.take(kept)), logs.take(kept), model)
            kept = kept.take(passed)
        logs, orders, alive = (one.take(kept) for one in (logs, orders, alive))
    ended.append((logs, orders, alive))
    whole = [np.concatenate(parts) for parts in zip(*ended, strict=True)]
    logs, orders, alive = (one.take(np.argsort(whole[2])) for one in whole)
    count = drawn.width + sight.valid[sight.size :].sum(axis=0).take(drawn.owner.take(alive))
    return logs, orders / np.maximum(count, 1), alive


def _passed(line: Line, sight: Sight, drawn: Drawn, left: NDArray[np.float32], model: CharModel) -> NDArray[np.int64]:
    """Return which candidates of one symbol pass a line, given the log probability of that symbol."""
    import numpy as np

    right = following(sight, drawn.owner, drawn.right[:, 0], drawn.pairs[1], model)
    told = line.left * left + line.right * right + line.cost * drawn.cost
    return np.flatnonzero(told >= line.floor(sight).take(drawn.owner))


def _symbols(
    sight: Sight, drawn: Drawn, place: int, which: NDArray[np.int64], owner: NDArray[np.int64]
) -> NDArray[np.uint16]:
    """Return the symbols of some candidates at a place, counted from the first of those before the change."""
    if place < BACK:
        found: NDArray[np.uint16] = sight.left[place].take(owner)
    elif place < BACK + drawn.width:
        found = drawn.right[:, place - BACK].take(which)
    else:
        found = sight.after[place - BACK - drawn.width].take(owner)
    return found


def _pairs(
    sight: Sight, drawn: Drawn, column: int, which: NDArray[np.int64], owner: NDArray[np.int64]
) -> NDArray[np.int16] | None:
    """Return CharModel.pairs of some candidates for the symbols at a column and before it, None where not at hand."""
    if column in drawn.pairs:
        return drawn.pairs[column].take(which)
    if column <= drawn.width:
        return None
    found: NDArray[np.int16] = sight.pairs[column - drawn.width - 1].take(owner)
    return found


def seconds(row: Row, options: Options, which: Sequence[int], model: CharModel) -> list[tuple[float, float, float]]:
    """Return what another model of the same symbols says of some candidates.

    The gain, and the mean log probability of the symbols that see the change, before and after.
    """
    import numpy as np

    if not which:
        return []
    parts = []
    for option in which:
        slot, size = int(options.start[option]), int(options.size[option])
        seen = min(slot + size + BACK, int(row.end[row.owner[slot]]))
        parts += [row.ids[slot - BACK : seen], row.ids[slot - BACK : slot]]
        parts += [options.right[option, : options.width[option]], row.ids[slot + size : seen]]
    lengths = np.array([len(part) for part in parts])
    whole = np.stack([lengths[::4], lengths[1::4] + lengths[2::4] + lengths[3::4]], axis=1).ravel()
    sizes = np.maximum(whole - BACK, 0)
    # All is one row; what begins in one text and ends in the next is left out.
    first = np.repeat(np.cumsum(whole) - whole, sizes)
    places = first + np.arange(len(first)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    read = windows(np.concatenate(parts))[places]
    logs = np.concatenate([[0.0], np.cumsum(model.scores(read), dtype=np.float64)])
    ends = np.cumsum(sizes)
    sums = logs[ends] - logs[ends - sizes]
    count = np.maximum(sizes, 1)
    gain, means = sums[1::2] - sums[::2], sums / count
    return list(zip(gain.tolist(), means[::2].tolist(), means[1::2].tolist(), strict=True))


def _joined(parts: list[Options]) -> Options:
    import numpy as np

    return Options(*(np.concatenate([getattr(part, name) for part in parts]) for name in Options.__slots__))
