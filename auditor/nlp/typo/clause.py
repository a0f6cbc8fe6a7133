"""A clause as the proofreader sees it: symbols with their places in the text, cut into words when asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

from auditor.nlp.segment import cut
from auditor.nlp.typo.model import Model

_TOKEN = re.compile(
    r"(?P<han>[一-鿿]{1,200})|(?P<number>[0-9０-９]+(?:[.,．，][0-9０-９]+)*|(?<=[≥≤=<>＝＞＜])\*{2,})|(?P<letters>[A-Za-zＡ-Ｚａ-ｚ]+)|(?P<blank>\s+)|."
)
_LONGEST = 200
_PLAIN = re.compile(f"[一-鿿]{{1,{_LONGEST}}}").fullmatch


@dataclass(frozen=True)
class Clause:
    """``symbols`` are Han characters, ``0`` for a number, ``A`` for letters; ``places`` their offsets in the text."""

    symbols: str
    places: tuple[int, ...]
    cutter: Any = field(repr=False, compare=False)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The symbols cut into words."""
        return tuple(cut(self.cutter, self.symbols))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The symbol offset of each word."""
        return tuple(accumulate(map(len, self.words), initial=0))[:-1]

    @cached_property
    def edges(self) -> frozenset[int]:
        """The symbol offsets at which words begin or end."""
        return frozenset((*self.starts, len(self.symbols)))

    def is_whole(self, start: int, end: int) -> bool:
        """Return whether [start, end) begins and ends where words do."""
        return start in self.edges and end in self.edges

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of the Han symbols [start, end)."""
        return self.places[start], self.places[end - 1] + 1


def split(text: str, model: Model) -> list[Clause]:
    """Return the clauses of a text.

    Blanks and line breaks inside a clause are skipped; any sign but the point of a number ends a clause. So does its
    length: what is judged by its clause would otherwise take ever longer in a text without any sign.
    """
    if _PLAIN(text):  # as most cells are: nothing to look for
        return [Clause(text, tuple(range(len(text))), model.cutter)]
    return [Clause("".join(symbols), tuple(places), model.cutter) for symbols, places in _drafts(_TOKEN.finditer(text))]


def _drafts(tokens: Iterator[re.Match[str]]) -> Iterator[tuple[list[str], list[int]]]:
    symbols: list[str] = []
    places: list[int] = []
    for token in tokens:
        kind = token.lastgroup
        if len(symbols) >= _LONGEST:
            yield symbols, places
            symbols, places = [], []
        if kind == "han":
            symbols.extend(token.group())
            places.extend(range(*token.span()))
        elif kind in ("number", "letters"):
            mark = "0" if kind == "number" else "A"
            if symbols[-1:] != [mark]:
                symbols.append(mark)
                places.append(token.start())
        elif kind is None and symbols:
            yield symbols, places
            symbols, places = [], []
    if symbols:
        yield symbols, places
