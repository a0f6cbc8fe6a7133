"""Counts of words and their neighbours over a folder of text, in bounded memory."""

from __future__ import annotations

import lzma
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.nlp.segment import cut, tokenizer
from auditor.nlp.typo.codes import clauses
from auditor.nlp.typo.vocabulary import numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HELD_OUT = 40
_CHUNK = 4_000_000


@dataclass(frozen=True, slots=True)
class Sorted:
    """Distinct keys in rising order with their counts."""

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the corpus says: words by spelling, characters, neighbouring words by general id."""

    words: Counter[str]
    chars: Counter[str]
    pairs: Sorted


def files(folder: Path) -> list[Path]:
    """Return every ``*.txt`` and ``*.txt.xz`` file below a folder, in the order of their names."""
    return [path for path in sorted(folder.rglob("*.txt*")) if path.suffix in {".txt", ".xz"}]


def lines(where: Path) -> Iterator[str]:
    """Yield the lines of a text file, of every text file where a folder is given."""
    for path in files(where) if where.is_dir() else [where]:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield line.rstrip("\n")


def is_held_out(line: str) -> bool:
    """Return whether a line is kept out of the counts to make the test set from (one in forty, by its hash)."""
    return zlib.crc32(line.encode()) % HELD_OUT == 0


def half_of(line: str) -> int:
    """Return the half, 0 or 1, that a held-out line belongs to: the first fits the judge, the second measures it."""
    return zlib.crc32(line.encode()) // HELD_OUT % 2


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
    """Ids of words collected until a chunk is full, then folded into sorted counts of pairs."""

    def __init__(self) -> None:
        self.ids: list[int] = [0]
        self.pairs: list[Sorted] = []

    def flush(self) -> None:
        """Fold what was collected into the sorted counts."""
        import numpy as np

        ids = np.array(self.ids, np.int64)
        fresh = Sorted(*np.unique(ids[:-1] << 24 | ids[1:], return_counts=True))
        self.pairs = [merged([*self.pairs, fresh])]
        self.ids = [0]


def _count_part(folder: Path, part: int, parts: int, dictionary: dict[str, int]) -> Counts:
    ids = word_ids(dictionary)
    cutter = tokenizer(*numbered(dictionary))
    piece, seen, chars = _Piece(), Counter[str](), Counter[str]()
    for number, line in enumerate(lines(folder)):
        if number // 1000 % parts != part or is_held_out(line):
            continue
        chars.update(line)
        for clause in clauses(line):
            tokens = cut(cutter, clause)
            seen.update(tokens)
            piece.ids.extend(ids.get(token, 1) for token in tokens)
            piece.ids.append(0)
        if len(piece.ids) > _CHUNK:
            piece.flush()
    piece.flush()
    return Counts(seen, chars, piece.pairs[0])


def word_ids(dictionary: dict[str, int]) -> dict[str, int]:
    """Return the number of each word while counting: 0 is the boundary, 1 any unknown word."""
    return {word: place + 2 for place, word in enumerate(sorted(dictionary))}


def count(folder: Path, dictionary: dict[str, int], parts: int = 2) -> Counts:
    """Return the counts of a folder of text, made by ``parts`` processes; the result does not depend on ``parts``."""
    if parts == 1:
        return _count_part(folder, 0, 1, dictionary)
    with ProcessPoolExecutor(parts) as pool:
        jobs = [pool.submit(_count_part, folder, part, parts, dictionary) for part in range(parts)]
        found = [job.result() for job in jobs]
    words, chars = Counter[str](), Counter[str]()
    for one in found:
        words.update(one.words)
        chars.update(one.chars)
    return Counts(words, chars, merged([one.pairs for one in found]))
