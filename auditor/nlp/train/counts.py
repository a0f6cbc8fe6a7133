"""Counts of characters, words and their neighbours over a folder of text, in bounded memory."""

from __future__ import annotations

import lzma
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.nlp.codes import BOUNDARY, char_code, clauses
from auditor.nlp.segment import cut, tokenizer, with_prefixes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ORDERS = (1, 2, 3, 4)
HELD_OUT = 40
_CHUNK = 4_000_000


@dataclass(frozen=True, slots=True)
class Sorted:
    """Distinct keys in rising order with their counts."""

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the corpus says: words by spelling, character n-grams by order, neighbouring words by general id."""

    words: Counter[str]
    chars: dict[int, Sorted]
    pairs: Sorted
    held_out: tuple[str, ...]


def lines(folder: Path) -> Iterator[str]:
    """Yield the lines of every ``*.txt`` and ``*.txt.xz`` file below a folder, files in the order of their names."""
    for path in sorted(folder.rglob("*.txt*")):
        if path.suffix not in {".txt", ".xz"}:
            continue
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield line.rstrip("\n")


def is_held_out(line: str) -> bool:
    """Return whether a line is kept out of the counts to make the test set from (one in forty, by its hash)."""
    return zlib.crc32(line.encode()) % HELD_OUT == 0


def merged(parts: list[Sorted]) -> Sorted:
    """Return the sum of several counts."""
    import numpy as np

    keys = np.concatenate([part.keys for part in parts])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    values = np.concatenate([part.counts for part in parts])[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    sums = np.add.reduceat(values, first) if len(keys) else values
    return Sorted(keys[first], sums.astype(np.int64))


class _Piece:
    """Codes of clauses collected until a chunk is full, then folded into sorted counts."""

    def __init__(self) -> None:
        self.codes: list[int] = [BOUNDARY]
        self.ids: list[int] = [0]
        self.chars: dict[int, list[Sorted]] = {order: [] for order in ORDERS}
        self.pairs: list[Sorted] = []

    def add(self, clause: str, tokens: list[str], ids: dict[str, int], seen: Counter[str]) -> None:
        """Append a clause."""
        self.codes.extend(map(char_code, clause))
        self.codes.append(BOUNDARY)
        seen.update(tokens)
        self.ids.extend(ids.get(token, 1) for token in tokens)
        self.ids.append(0)

    def flush(self) -> None:
        """Fold what was collected into the sorted counts."""
        import numpy as np

        codes, ids = np.array(self.codes, np.int64), np.array(self.ids, np.int64)
        packed = codes
        for order in ORDERS:
            whole = np.ones(len(codes) - order + 1, bool)
            if order > 1:
                packed = packed[:-1] << 15 | codes[order - 1 :]
            for inner in range(1, order - 1):
                whole &= codes[inner : len(codes) - order + 1 + inner] != BOUNDARY
            # The first code is only there to be seen from the next: it was counted with the piece before.
            kept = packed[1:] if order == 1 else packed[whole]
            self.chars[order].append(Sorted(*np.unique(kept, return_counts=True)))
        self.pairs.append(Sorted(*np.unique(ids[:-1] << 24 | ids[1:], return_counts=True)))
        self.chars = {order: [merged(parts)] for order, parts in self.chars.items()}
        self.pairs = [merged(self.pairs)]
        self.codes, self.ids = [BOUNDARY], [0]


def _count_part(folder: Path, part: int, parts: int, dictionary: dict[str, int]) -> Counts:
    ids = word_ids(dictionary)
    cutter = tokenizer(with_prefixes(dictionary))
    piece, seen, kept = _Piece(), Counter[str](), list[str]()
    for number, line in enumerate(lines(folder)):
        if number // 1000 % parts != part:
            continue
        if is_held_out(line):
            kept.append(line)
            continue
        for clause in clauses(line):
            piece.add(clause, cut(cutter, clause), ids, seen)
        if len(piece.codes) > _CHUNK:
            piece.flush()
    piece.flush()
    return Counts(seen, {order: found[0] for order, found in piece.chars.items()}, piece.pairs[0], tuple(kept))


def word_ids(dictionary: dict[str, int]) -> dict[str, int]:
    """Return the number of each word while counting: 0 is the boundary, 1 any unknown word."""
    return {word: place + 2 for place, word in enumerate(sorted(dictionary))}


def count(folder: Path, dictionary: dict[str, int], parts: int = 2) -> Counts:
    """Return the counts of a folder of text, made by ``parts`` processes; the result does not depend on ``parts``."""
    if parts == 1:
        alone = _count_part(folder, 0, 1, dictionary)
        return replace(alone, held_out=tuple(sorted(alone.held_out)))
    with ProcessPoolExecutor(parts) as pool:
        jobs = [pool.submit(_count_part, folder, part, parts, dictionary) for part in range(parts)]
        found = [job.result() for job in jobs]
    words = Counter[str]()
    for one in found:
        words.update(one.words)
    chars = {order: merged([one.chars[order] for one in found]) for order in ORDERS}
    held = tuple(sorted(line for one in found for line in one.held_out))
    return Counts(words, chars, merged([one.pairs for one in found]), held)
