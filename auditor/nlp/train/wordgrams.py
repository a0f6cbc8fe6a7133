"""The words of general Chinese and their pairs, from an ARPA file to what ``nlp/typo/wordgrams.py`` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from auditor.nlp.train.chars import rounded
from auditor.nlp.typo import fuse, wordgrams

_WORD = re.compile(rf"[一-鿿]{{1,{wordgrams.LONGEST}}}")
# ARPA files hold logarithms to the base of ten.
_BASE = 2.302585092994046


def nothing() -> bytes:
    """Return the bytes of a model that knows no word: where no ARPA file is at hand, it says nothing."""
    import numpy as np

    slots = fuse.dump(np.zeros(0, np.uint64), np.zeros(0, np.int64))
    return np.full((3, fuse.VALUES), wordgrams.STRANGE, "<f4").tobytes() + slots.astype("<u2").tobytes()


def words_file(path: Path) -> bytes:
    """Return the bytes of the model of words up to four characters and of pairs of them, from an ARPA file."""
    import numpy as np

    words: dict[str, int] = {}
    alone: list[tuple[float, float]] = []
    pairs: list[tuple[int, int, float]] = []
    for order, (chance, spelt, left) in _rows(path):
        parts = spelt.split(" ")
        if order == 1 and _WORD.fullmatch(spelt):
            words[spelt] = len(words)
            alone.append((chance, left))
        elif order > 1 and parts[0] in words and parts[1] in words:
            pairs.append((words[parts[0]], words[parts[1]], chance))
    single, back = np.array(alone).T * _BASE
    tied = np.array([chance for *_, chance in pairs]) * _BASE
    hashes = wordgrams.hashes(list(words))
    first, second = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    keys = [hashes, wordgrams.after(hashes), wordgrams.pair(hashes[first], hashes[second])]
    found = [rounded(values) for values in (single, back, tied)]
    slots = fuse.dump(np.concatenate(keys), np.concatenate([steps for _, steps in found]))
    return np.stack([levels for levels, _ in found]).astype("<f4").tobytes() + slots.astype("<u2").tobytes()


def _rows(path: Path) -> Iterator[tuple[int, tuple[float, str, float]]]:
    """Yield (order, (log chance, words, log of what is left after them)) for words and pairs of words."""
    order = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if line.startswith("\\"):
                order = int(line[1]) if line[1].isdigit() else 0
                if order > 2:
                    return
            elif order and len(parts) > 1:
                yield order, (float(parts[0]), parts[1], float(parts[2]) if len(parts) > 2 else 0.0)
