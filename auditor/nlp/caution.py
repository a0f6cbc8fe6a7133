"""What is not known is not corrected: names, terms of a trade, idioms, words that a user listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from auditor.nlp.clause import Clause
from auditor.nlp.evidence import Change, touched
from auditor.nlp.lexicon import lexicon
from auditor.nlp.segment import cut, jieba_module

SILENT, DOUBTFUL, WARNING = 0.0, 0.5, 0.78
_SURE = 0.97
_REACH = 3
_LONGEST_NAME = 3


@cache
def _dictionary() -> bytes:
    return b"\n" + Path(jieba_module().__file__).with_name("dict.txt").read_bytes()


@cache
def is_word(word: str) -> bool:
    """Return whether the general dictionary (jieba's) has a word, however rare."""
    return f"\n{word} ".encode() in _dictionary()


class Caution:
    """Says how sure a correction may be at most, by what stands at its place."""

    def __init__(self, words: Iterable[str] | None = None) -> None:
        """Keep the words that stay as they are (None: those of the lexicon that came with the installation)."""
        own = lexicon("proofread", "words") if words is None else words
        self.own = tuple(word for word in own if len(word) > 1)
        self.words = frozenset((*self.own, *lexicon("places")))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where listed words stand in a text."""
        return [match.span() for match in self._pattern.finditer(text)] if self.own else []

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.own, key=len, reverse=True))))

    @cached_property
    def _sizes(self) -> list[int]:
        return sorted({len(word) for word in self.words})

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        names = ("before_name", "after_name", "after_term", "after_person", "surnames")
        return {name: frozenset(lexicon("proofread", name)) for name in names}

    def ceiling(self, change: Change, chance: float) -> float:
        """Return the highest confidence that a correction, ``chance`` sure by its text, may have."""
        clause, (start, end) = change.clause, change.sight
        if self.holds(clause.symbols, start, end) or self._idiom(clause, change.start, max(change.end, end)):
            return SILENT
        if self._person(clause, start, end) or (change.swapped and self._both(change)):
            return SILENT
        if change.grown < 0 and self._within_word(change):
            return DOUBTFUL
        if self._unknown(clause, change.start, max(change.end, change.start + 1)):
            if self._follows(clause, start, end, "after_name"):
                return DOUBTFUL if chance < _SURE else WARNING
            if self._follows(clause, start, end, "after_term") and chance < _SURE:
                return WARNING
        # Something may be missing in many places of a right text; what, is harder to say.
        return WARNING if change.grown > 0 and chance < _SURE else 1.0

    def holds(self, symbols: str, start: int, end: int) -> bool:
        """Return whether symbols[start:end] touch a word that stays as it is."""
        return any(
            symbols[at : at + size] in self.words
            for size in self._sizes
            for at in range(max(0, start - size + 1), min(end, len(symbols) - size + 1))
        )

    @staticmethod
    def _idiom(clause: Clause, start: int, end: int) -> bool:
        """Return whether the place lies within four symbols that the general dictionary has as a word."""
        symbols = clause.symbols
        begins = range(max(0, end - 4), min(start, len(symbols) - 4) + 1)
        return any(is_word(symbols[at : at + 4]) for at in begins)

    @staticmethod
    def _within_word(change: Change) -> bool:
        """Return whether a character too many would be part of a word as long as what is left without it.

        Not so where it is the same as its neighbour.
        """
        clause, start = change.clause, change.start
        beside = clause.symbols[max(0, start - 1) : start] + clause.symbols[change.end : change.end + 1]
        if clause.symbols[start] in beside:
            return False
        stood = len(touched(clause.words, start, change.end).inside[0])
        left = touched(cut(clause.cutter, change.symbols), max(0, start - 1), start + 1).inside
        return 1 < stood >= max(map(len, left))

    @staticmethod
    def _both(change: Change) -> bool:
        """Return whether what stands is a word as good as what two swapped characters make of it (禽畜, 畜禽)."""
        stood, meant = change.clause.symbols[change.start : change.end], change.right
        return is_word(stood) and is_word(meant)

    @staticmethod
    def _unknown(clause: Clause, start: int, end: int) -> bool:
        """Return whether no word of two characters or more stands at the place."""
        return all(len(word) == 1 for word in touched(clause.words, start, end).inside)

    def _follows(self, clause: Clause, start: int, end: int, names: str) -> bool:
        """Return whether the second half of a name stands within or soon behind the place."""
        symbols, held = clause.symbols, self._lists[names]
        # 区 of 社区 is no end of a name.
        reach = range(start + 1, min(end + _REACH, len(symbols)))
        places = [at for at in reach if at < end or at in clause.edges]
        return any(symbols[at : at + size] in held for at in places for size in (1, 2, 3))

    def _person(self, clause: Clause, start: int, end: int) -> bool:
        """Return whether the place is a surname with what no word explains, where a person may be named."""
        symbols, lists = clause.symbols, self._lists
        for first in range(max(0, start - _LONGEST_NAME + 1), start + 1):
            if symbols[first] not in lists["surnames"]:
                continue
            for last in range(max(end, first + 2), min(first + _LONGEST_NAME, len(symbols)) + 1):
                titled = any(symbols[last : last + size] in lists["after_person"] for size in (2, 3))
                alone = first == 0 and last == len(symbols)
                led = last == len(symbols) and any(symbols[:first].endswith(one) for one in lists["before_name"])
                if (titled or alone or led) and self._unknown(clause, first, last):
                    return True
        return False
