"""General Chinese for training: texts drawn from a word trigram model (ARPA), so that they follow it exactly.

The model of Debian's libime (``data/lm_sc.arpa`` of its source package, LGPL-2.1+) is what ``--general`` is made for.
Same file, same texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HAN = re.compile(r"[一-鿿]+")
_CHAINS, _STEPS = 40_000, 25
_BITS = 20


@dataclass(frozen=True, slots=True)
class Level:
    """The n-grams of one length.

    ``context`` are their first words as one number, rising, ``last`` the word that ends each; ``until`` is the running
    sum of their chances over the whole level.
    """

    context: NDArray[np.int64]
    until: NDArray[np.float64]
    last: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trigrams:
    """``words`` by number; how likely each is alone (a running sum); what may follow a word, two words."""

    words: tuple[str, ...]
    alone: NDArray[np.float64]
    chance: NDArray[np.float64]
    after: tuple[Level, Level]


def read(path: Path) -> Trigrams:
    """Return the Han words of an ARPA file of order three."""
    import numpy as np

    rows: dict[int, list[tuple[float, list[str]]]] = {1: [], 2: [], 3: []}
    order = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) > 1 and order:
                rows[order].append((float(parts[0]), parts[1].split(" ")))
            elif line.startswith("\\") and line[1].isdigit():
                order = int(line[1])
    known = sorted((one[1][0], 10 ** one[0]) for one in rows[1] if _HAN.fullmatch(one[1][0]))
    number = {word: place for place, (word, _) in enumerate(known)}
    chance = np.array([seen for _, seen in known])
    after = (_level(rows[2], number), _level(rows[3], number))
    return Trigrams(tuple(number), np.cumsum(chance / chance.sum()), chance, after)


def _level(rows: Sequence[tuple[float, list[str]]], number: dict[str, int]) -> Level:
    import numpy as np

    kept = [(log, [number[word] for word in words]) for log, words in rows if all(word in number for word in words)]
    keys = np.array([sum(one << _BITS * place for place, one in enumerate(reversed(ids))) for _, ids in kept], np.int64)
    order = np.argsort(keys, kind="stable")
    chance = np.array([10**log for log, _ in kept])[order]
    keys = keys[order]
    return Level(keys >> _BITS, np.concatenate([[0.0], np.cumsum(chance)]), keys & ((1 << _BITS) - 1))


def _drawn(level: Level, context: NDArray[np.int64], dice: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return a word that may follow each context, -1 where the dice say that a shorter context decides."""
    import numpy as np

    first = np.searchsorted(level.context, context)
    end = np.searchsorted(level.context, context, "right")
    aim = level.until[first] + dice
    found = np.full(len(context), -1, np.int64)
    inside = np.flatnonzero(aim < level.until[end])
    place = np.searchsorted(level.until, aim[inside], "right") - 1
    found[inside] = level.last[np.minimum(np.maximum(place, first[inside]), end[inside] - 1)]
    return found


def drawn(model: Trigrams, words: int, seed: int = 11) -> Iterator[str]:
    """Yield lines of some twenty words, at least ``words`` words in all."""
    import numpy as np

    dice = np.random.default_rng(seed)
    chain = np.searchsorted(model.alone, dice.random((2, _CHAINS)))
    for _ in range(0, words, _CHAINS * _STEPS):
        columns = []
        for _ in range(_STEPS):
            following = _drawn(model.after[1], chain[0] << _BITS | chain[1], dice.random(_CHAINS))
            open_ = np.flatnonzero(following < 0)
            following[open_] = _drawn(model.after[0], chain[1][open_], dice.random(len(open_)))
            open_ = np.flatnonzero(following < 0)
            following[open_] = np.searchsorted(model.alone, dice.random(len(open_)))
            following = np.minimum(following, len(model.words) - 1)
            chain = np.array([chain[1], following])
            columns.append(following)
        for row in np.array(columns).T.tolist():
            yield "".join([model.words[one] for one in row])
