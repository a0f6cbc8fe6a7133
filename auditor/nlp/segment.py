"""Word segmentation: jieba's algorithm over a dictionary of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from auditor.nlp.lean import jieba_module


def tokenizer(numbers: dict[str, int], counts: Sequence[int], total: int = 0) -> Any:
    """Return a jieba tokenizer over the numbers of words and their counts by number (``nlp.typo.vocabulary``).

    It shares and never changes them; ``total`` is the sum of the counts where it is known.
    """
    made = _tokenizer_class()(counts)
    made.FREQ = numbers
    made.total = total or sum(counts) or 1
    made.initialized = True
    return made


@cache
def _tokenizer_class() -> Any:
    """Return jieba's tokenizer, its table holding the number of a word instead of its count."""

    class Tokenizer(jieba_module().Tokenizer):  # type: ignore[misc]
        def __init__(self, counts: Sequence[int]) -> None:
            super().__init__()
            self._counts = counts

        def calc(self, sentence: str, dag: Mapping[int, Sequence[int]], route: dict[int, tuple[float, int]]) -> None:
            """Write to ``route`` the best way from each place to the end, as jieba does."""
            find, counts, every = self.FREQ.get, self._counts, log(self.total)
            route[len(sentence)] = (0, 0)
            for start in range(len(sentence) - 1, -1, -1):
                route[start] = max(
                    (log(counts[find(sentence[start : end + 1], 0)] or 1) - every + route[end + 1][0], end)
                    for end in dag[start]
                )

    return Tokenizer


def cut(made: Any, text: str) -> list[str]:
    """Return the words of a text; joined they are the text. Unknown characters stand alone."""
    return [word for word in made.cut(text, HMM=False) if word]


def general_words() -> dict[str, int]:
    """Return the words and counts of jieba's general dictionary (MIT), read from the installed package."""
    return {word: int(count) for word, count, _ in _general_lines()}


def general_letters() -> dict[str, str]:
    """Return the part of speech of each word of that dictionary: the first letter of jieba's notation."""
    return {word: tag[0] for word, _, tag in _general_lines()}


def _general_lines() -> Iterator[list[str]]:
    path = Path(jieba_module().__file__).with_name("dict.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split(" ")


def read_words(lines: Iterable[str]) -> Iterator[str]:
    """Yield the words of a word file: separated by blanks, lines with # are notes."""
    for line in lines:
        if not line.startswith("#"):
            yield from line.split()
