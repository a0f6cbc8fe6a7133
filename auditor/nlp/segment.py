"""Word segmentation: jieba's algorithm over a dictionary of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from math import inf, log
from pathlib import Path
from typing import Any

from auditor.nlp.lean import jieba_module

# What jieba takes for one block, of which only 0 and A are no Chinese characters (see ``nlp.typo.clause``).
_SYMBOLS = re.compile("[一-\u9fd50A]+").fullmatch
_LATIN = frozenset("0A")


def tokenizer(numbers: dict[str, int], counts: Sequence[int], total: int = 0) -> Any:
    """Return a jieba tokenizer over the numbers of words and their counts by number (``nlp.typo.vocabulary``).

    It shares and never changes them; ``total`` is the sum of the counts where it is known.
    """
    made = _tokenizer_class()(counts)
    made.FREQ = numbers
    made.total = total or sum(counts) or 1
    made.logs = Logs(counts, partial(_share, log(made.total)))
    made.initialized = True
    return made


class Logs(dict[int, float]):
    """What a logarithm says of the counts of words by their numbers, taken once each."""

    def __init__(self, counts: Sequence[int], taken: Callable[[int], float]) -> None:
        """Keep the counts and what is to be taken of one."""
        super().__init__()
        self._counts, self._taken = counts, taken

    def __missing__(self, number: int) -> float:
        """Return what is taken of the count of a word, and keep it."""
        found = self[number] = self._taken(self._counts[number])
        return found


def _share(every: float, count: int) -> float:
    return log(count or 1) - every


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

        def words(self, symbols: str) -> list[str]:
            """Return what ``cut`` does for symbols of clauses, in one pass and without its tables."""
            find, logs, size = self.FREQ.get, self.logs, len(symbols)
            alone = logs[0]
            scores, ends = [0.0] * (size + 1), [0] * size
            for start in range(size - 1, -1, -1):
                best, last = -inf, start + 1
                for end in range(start + 1, size + 1):
                    number = find(symbols[start:end])
                    if number is None:
                        break
                    if number and (score := logs[number] + scores[end]) >= best:
                        best, last = score, end
                scores[start], ends[start] = best if best > -inf else alone + scores[start + 1], last
            return _joined(symbols, ends)

    return Tokenizer


def _joined(symbols: str, ends: Sequence[int]) -> list[str]:
    """Return the words of symbols where each ends at the place given for its start; 0 and A in a row are one."""
    made, start, latin = list[str](), 0, False
    while start < len(symbols):
        end = ends[start]
        word = symbols[start:end]
        if latin and word in _LATIN:
            made[-1] += word
        else:
            made.append(word)
            latin = word in _LATIN
        start = end
    return made


def cut(made: Any, text: str) -> list[str]:
    """Return the words of a text; joined they are the text. Unknown characters stand alone."""
    if _SYMBOLS(text):
        found: list[str] = made.words(text)
        return found
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
