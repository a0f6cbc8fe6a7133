"""Word segmentation: jieba's algorithm over a dictionary of our own.

Written out, for a text without sense asks for tens of thousands of cuts; jieba itself, from which only the general
dictionary is read, is not imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from math import log
from pathlib import Path

# As in jieba: what is looked up as one run, and what is kept together there though no word has it.
_RUN = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+)")
_SKIPPED = re.compile(r"\r\n|.", re.DOTALL)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


@dataclass(frozen=True, slots=True)
class Cutter:
    """A dictionary to cut by: the counts of words, their proper prefixes (0) included, and the sum of the counts."""

    counts: Mapping[str, int] = field(repr=False)
    total: int


@cache
def general_dictionary() -> Path:
    """Return the file of jieba's general dictionary (MIT), looked up without importing jieba."""
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("No module named 'jieba'", name="jieba")
    return Path(found.origin).with_name("dict.txt")


def with_prefixes(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts with every proper prefix of a word added as 0, the form in which jieba walks a dictionary."""
    table = dict(counts)
    for word in counts:
        for end in range(1, len(word)):
            table.setdefault(word[:end], 0)
    return table


def tokenizer(table: Mapping[str, int], total: int = 0) -> Cutter:
    """Return a cutter over a table made by ``with_prefixes``; it shares and never changes the table.

    ``total`` is the sum of the table where it is known.
    """
    return Cutter(table, total or sum(table.values()) or 1)


def cut(made: Cutter, text: str) -> list[str]:
    """Return the words of a text; joined they are the text. Unknown characters stand alone."""
    found: list[str] = []
    for at, part in enumerate(_RUN.split(text)):
        found += _words(part, made) if at % 2 else _SKIPPED.findall(part)
    return found


def _words(run: str, made: Cutter) -> list[str]:
    """Return the words of a run without signs; letters and figures that no word has stand together."""
    ends = _ends(run, made)
    found: list[str] = []
    at = 0
    while at < len(run):
        found.append(run[at : ends[at]])
        at = ends[at]
    if _LATIN.isdisjoint(run):
        return found
    groups = groupby(found, key=lambda word: word in _LATIN)
    return [word for latin, words in groups for word in (["".join(words)] if latin else words)]


def _ends(run: str, made: Cutter) -> list[int]:
    """Return for each place of a run where the word from there ends on the likeliest way to cut what follows."""
    known, total, size = made.counts.get, log(made.total), len(run)
    best, ends = [0.0] * (size + 1), [0] * size
    for at in range(size - 1, -1, -1):
        end = last = at + 1
        # A character that no word is: as one seen once.
        top = -total + best[end]
        count, first = known(run[at]), True
        while count is not None:
            if count:
                score = log(count) - total + best[end]
                if first or score >= top:
                    top, last, first = score, end, False
            end += 1
            if end > size:
                break
            count = known(run[at:end])
        best[at], ends[at] = top, last
    return ends


def general_words() -> dict[str, int]:
    """Return the words and counts of jieba's general dictionary (MIT), read from the installed package."""
    found: dict[str, int] = {}
    for line in general_dictionary().read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        found[word] = int(count)
    return found


def read_words(lines: Iterable[str]) -> Iterator[str]:
    """Yield the words of a word file: separated by blanks, lines with # are notes."""
    for line in lines:
        if not line.startswith("#"):
            yield from line.split()
