"""Word segmentation: jieba's algorithm over a dictionary of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor.nlp.lean import jieba_module


def with_prefixes(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts with every proper prefix of a word added as 0, the form in which jieba walks a dictionary."""
    table = dict(counts)
    for word in counts:
        for end in range(1, len(word)):
            table.setdefault(word[:end], 0)
    return table


def tokenizer(table: dict[str, int], total: int = 0) -> Any:
    """Return a jieba tokenizer over a table made by ``with_prefixes``; it shares and never changes the table.

    ``total`` is the sum of the table where it is known.
    """
    made = jieba_module().Tokenizer()
    made.FREQ = table
    made.total = total or sum(table.values()) or 1
    made.initialized = True
    return made


def cut(made: Any, text: str) -> list[str]:
    """Return the words of a text; joined they are the text. Unknown characters stand alone."""
    return [word for word in made.cut(text, HMM=False) if word]


def general_words() -> dict[str, int]:
    """Return the words and counts of jieba's general dictionary (MIT), read from the installed package."""
    path = Path(jieba_module().__file__).with_name("dict.txt")
    found: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        found[word] = int(count)
    return found


def read_words(lines: Iterable[str]) -> Iterator[str]:
    """Yield the words of a word file: separated by blanks, lines with # are notes."""
    for line in lines:
        if not line.startswith("#"):
            yield from line.split()
