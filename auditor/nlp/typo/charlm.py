"""A character 5-gram language model of official Chinese, looked up for many characters at once.

Modified Kneser-Ney (Chen and Goodman 1998), pruned by what an n-gram adds over its shorter form (Seymore and
Rosenfeld 1996) so that prefixes and suffixes of what is kept are kept. A symbol is a Han character, a number, a run
of letters or a mark; 0 is the edge of a text. Probabilities are rounded to 64 steps an order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo import fuse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.uint16]
    Logs = NDArray[np.float32]
    Hashes = NDArray[np.uint64]
    Steps = NDArray[np.int16]
    Columns = Ids | Sequence[Ids]

ORDER = 5
SYMBOLS = 4096
EDGE, UNKNOWN, NUMBER, LETTERS, COMMA = 0, 1, 2, 3, 4
HAN = 32
_MARKS = ("，,", "、", "。", "；;", "：:∶", "（(", "）)", "“", "”", "《", "》", "％%‰", "！？!?", "‘’—－-＋+·")
_BLANKS = " \t\u3000\n\r"
_SALT = 0x9E3779B97F4A7C15
# Rows that are looked up at once.
_FEW = 800


def alphabet(han: str) -> Ids:
    """Return the symbol of every UTF-16 unit, given the Han characters of a model in order."""
    import numpy as np

    table = np.full(65536, UNKNOWN, np.uint16)
    table[list(range(48, 58)) + list(range(0xFF10, 0xFF1A))] = NUMBER
    for first in (65, 97, 0xFF21, 0xFF41):
        table[first : first + 26] = LETTERS
    for place, marks in enumerate(_MARKS, COMMA):
        table[[ord(mark) for mark in marks]] = place
    table[[ord(char) for char in han]] = np.arange(HAN, HAN + len(han))
    return table


def spread(position: int) -> Hashes:
    """Return a 64-bit number for each symbol at a position of an n-gram (0 is its last symbol)."""
    import numpy as np

    with np.errstate(over="ignore"):
        mixed = (np.arange(SYMBOLS, dtype=np.uint64) + np.uint64(1 + position * SYMBOLS)) * np.uint64(_SALT)
        mixed ^= mixed >> np.uint64(30)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(27)
        mixed *= np.uint64(0x94D049BB133111EB)
        return mixed ^ (mixed >> np.uint64(31))


@dataclass(frozen=True, slots=True)
class CharModel:
    """``single`` and ``alone`` hold log probability and back-off of a symbol; ``steps[n]`` the values of order n."""

    symbols: Ids
    single: Logs
    alone: Logs
    steps: tuple[Logs, ...]
    backs: tuple[Logs, ...]
    grams: fuse.Fuse
    contexts: fuse.Fuse
    spreads: tuple[Hashes, ...]

    def scores(self, windows: Ids) -> Logs:
        """Return the natural log probability of the last of each row of five symbols after the four before it."""
        return self.matched(windows.T)[0]

    def pairs(self, left: Ids, right: Ids) -> NDArray[np.int16]:
        """Return the step (see ``steps[2]``) of each pair of neighbouring symbols, -1 where it is unknown."""
        import numpy as np

        hashes = self.spreads[1].take(left)
        hashes += self.spreads[0].take(right)
        hashes += np.uint64(2)
        return self.grams.find(hashes)

    def pair_logs(self, steps: NDArray[np.int16], left: Ids, right: Ids) -> Logs:
        """Return the log probability of the second of pairs of symbols after the first; ``steps`` is what they have."""
        import numpy as np

        strange = self.single.take(right)
        strange += self.alone.take(left)
        return np.where(steps >= 0, self.steps[2].take(steps, mode="clip"), strange)

    def held(self, columns: Columns) -> Steps:
        """Return the steps of the two, three and four symbols that end four columns of symbols, -1 where unknown.

        Where the shorter one is unknown the longer counts as unknown.
        """
        import numpy as np

        context = self.spreads[0].take(columns[-1])
        if len(context) <= _FEW:
            return self._all_held(columns, context)
        found = np.full((ORDER - 2, len(context)), -1, np.int16)
        rows = np.arange(len(context))
        for size in range(2, ORDER):
            context += self.spreads[size - 1].take(columns[-size].take(rows))
            back = self.contexts.find(context + np.uint64(size))
            found[size - 2][rows] = back
            known = np.flatnonzero(back >= 0)
            rows, context = rows.take(known), context.take(known)
        return found

    def _all_held(self, columns: Columns, context: Hashes) -> Steps:
        """Return what ``held`` does, looked up at once: with few rows each step costs more than what it saves."""
        import numpy as np

        hashes = np.empty((ORDER - 2, len(context)), np.uint64)
        for size in range(2, ORDER):
            context += self.spreads[size - 1].take(columns[-size])
            np.add(context, np.uint64(size), out=hashes[size - 2])
        found = self.contexts.find(hashes.ravel()).reshape(hashes.shape)
        for shorter, longer in pairwise(found):
            longer[shorter < 0] = -1
        return found

    def matched(
        self, columns: Columns, held: Steps | None = None, pairs: NDArray[np.int16] | None = None
    ) -> tuple[Logs, NDArray[np.int8]]:
        """Return the log probabilities and, for each, the length of the longest n-gram known (1 to 5).

        ``columns`` are the five symbols; ``held`` what the method of that name says about the first four, ``pairs``
        what the method of that name says about the last two, where these are known already.
        """
        import numpy as np

        before, last = columns[-2], columns[-1]
        held = self.held(columns[:-1]) if held is None else held
        gram = self.spreads[1].take(before)
        gram += self.spreads[0].take(last)
        if len(last) <= _FEW:
            return self._all_matched(columns, gram, held)
        steps = self.grams.find(gram + np.uint64(2)) if pairs is None else pairs
        found = self.pair_logs(steps, before, last)
        rows = np.flatnonzero(steps >= 0)
        order = np.ones(len(last), np.int8)
        order[rows] = 2
        gram = gram.take(rows)
        for size in range(3, ORDER + 1):
            # A longer n-gram is kept only together with its own suffix, a longer context with its own.
            back = held[size - 3]
            known = back >= 0
            np.add(found, self.backs[size - 1].take(back, mode="clip"), out=found, where=known)
            open_ = np.flatnonzero(known.take(rows))
            rows, gram = rows.take(open_), gram.take(open_)
            gram += self.spreads[size - 1].take(columns[-size].take(rows))
            steps = self.grams.find(gram + np.uint64(size))
            hit = np.flatnonzero(steps >= 0)
            rows, gram = rows.take(hit), gram.take(hit)
            found[rows] = self.steps[size].take(steps.take(hit))
            order[rows] = size
        return found, order

    def _all_matched(self, columns: Columns, gram: Hashes, held: Steps) -> tuple[Logs, NDArray[np.int8]]:
        """Return what ``matched`` does, looked up at once."""
        import numpy as np

        hashes = np.empty((ORDER - 1, len(gram)), np.uint64)
        np.add(gram, np.uint64(2), out=hashes[0])
        for size in range(3, ORDER + 1):
            gram += self.spreads[size - 1].take(columns[-size])
            np.add(gram, np.uint64(size), out=hashes[size - 2])
        steps = self.grams.find(hashes.ravel()).reshape(hashes.shape)
        found = self.pair_logs(steps[0], columns[-2], columns[-1])
        hit = steps[0] >= 0
        order = hit + np.int8(1)
        for size, back in enumerate(held, 3):
            known = back >= 0
            np.add(found, self.backs[size - 1].take(back, mode="clip"), out=found, where=known)
            hit &= known
            hit &= steps[size - 2] >= 0
            np.copyto(found, self.steps[size].take(steps[size - 2], mode="clip"), where=hit)
            order += hit
        return found, order


def windows(ids: Ids) -> Ids:
    """Return for each symbol after the first four of a row of symbols the five that end there."""
    import numpy as np

    return np.lib.stride_tricks.sliding_window_view(ids, ORDER)


def load(data: Any) -> CharModel:
    """Return the model in the words (16 bit) of a file made by ``dump``; the words are not copied."""
    import numpy as np

    words: NDArray[np.uint16] = np.frombuffer(data, np.uint16)
    han, grams = int(words[0]), int(words[1]) | int(words[2]) << 16
    at = 3 + han
    table = words[at : at + (2 * SYMBOLS + (ORDER - 1 + ORDER - 2) * fuse.VALUES) * 2].view(np.float32)
    at += len(table) * 2
    steps = table[2 * SYMBOLS :].reshape(-1, fuse.VALUES)
    nothing = np.zeros(0, np.float32)
    return CharModel(
        alphabet("".join(map(chr, words[3 : 3 + han]))),
        table[:SYMBOLS],
        table[SYMBOLS : 2 * SYMBOLS],
        (nothing, nothing, *steps[: ORDER - 1]),
        (nothing, nothing, *steps[ORDER - 1 :]),
        fuse.load(words[at : at + grams]),
        fuse.load(words[at + grams :]),
        tuple(spread(position) for position in range(ORDER)),
    )
