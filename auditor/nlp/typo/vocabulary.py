"""The words of the typo model: one index, and what is known of each word by its number."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

FIRST = 2
"""The number of the first word: 0 is the edge of a text and what only begins words, 1 was any unknown word."""
_NO_LETTER = " "


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``numbers`` gives each word its number; what only begins words, as jieba walks a dictionary, has 0.

    By number: ``counts`` is how often official texts use the word, ``general`` ten times the logarithm of its count in
    a general dictionary (negative: it has no entry), ``letters`` its part of speech by jieba's dictionary (a blank:
    none). ``terms`` are words of the fields that departments work in.
    """

    numbers: dict[str, int]
    counts: Sequence[int]
    general: Sequence[int]
    letters: str
    terms: frozenset[str]

    def count(self, word: str) -> int:
        """Return how often official texts use a word; 0 where they do not have it."""
        return self.counts[self.numbers.get(word, 0)]

    def general_log(self, word: str) -> int:
        """Return what ``general`` says of a word, -10 where the general dictionary has no entry."""
        known = self.general[self.numbers.get(word, 0)]
        return known if known >= 0 else -10

    def letter(self, word: str) -> str:
        """Return the part of speech of a word, "" where none is known."""
        return self.letters[self.numbers.get(word, 0)].strip()


def numbered(counts: Mapping[str, int]) -> tuple[dict[str, int], list[int]]:
    """Return the numbers of words in their order, and their counts by number: what ``nlp.segment.tokenizer`` takes."""
    begun = dict.fromkeys(word[:end] for word in counts for end in range(1, len(word)))
    return _numbers(list(counts), [part for part in begun if part not in counts]), [0] * FIRST + list(counts.values())


def _numbers(words: Sequence[str], begun: Sequence[str]) -> dict[str, int]:
    return dict(zip(chain(words, begun), chain(range(FIRST, FIRST + len(words)), repeat(0)), strict=False))


def dump(
    counts: Mapping[str, int], general: Mapping[str, int], letters: Mapping[str, str], terms: Iterable[str]
) -> bytes:
    """Return the bytes of a vocabulary: the words of ``counts``, what is known of them, the terms."""
    import numpy as np

    numbers, by_number = numbered(counts)
    words = list(numbers)
    parts = [
        len(counts).to_bytes(4, "little"),
        np.array(by_number, "<u4").tobytes(),
        np.array([-1] * FIRST + [general.get(word, -1) for word in counts], np.int8).tobytes(),
        (_NO_LETTER * FIRST + "".join(letters.get(word, _NO_LETTER) for word in counts)).encode("ascii"),
        "\n".join(map(" ".join, (words[: len(counts)], words[len(counts) :], terms))).encode(),
    ]
    return zlib.compress(b"".join(parts), 9)


def load(data: Any) -> Vocabulary:
    """Return the vocabulary that ``dump`` wrote."""
    view = memoryview(zlib.decompress(data))
    size = int.from_bytes(view[:4], "little") + FIRST
    general, letters, texts = (4 + size * width for width in (4, 5, 6))
    words, begun, terms = (line.split(" ") if line else [] for line in str(view[texts:], "utf-8").split("\n"))
    return Vocabulary(
        _numbers(words, begun),
        view[4:general].cast("I"),
        view[general:letters].cast("b"),
        str(view[letters:texts], "ascii"),
        frozenset(terms),
    )
