"""A clause as the proofreader sees it: symbols with their places in the text, cut into words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.nlp.codes import char_code
from auditor.nlp.model import Model
from auditor.nlp.segment import cut

_HAN = re.compile(r"[一-鿿]+")
_NUMBER = re.compile(r"[0-9０-９]+")
_LETTERS = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]+")
_POINTS = frozenset(".,．，")


@dataclass(frozen=True, slots=True)
class Clause:
    """``symbols`` are Han characters, ``0`` for a number, ``A`` for letters; ``places`` their offsets in the text.

    ``words`` are the symbols cut into words, ``starts`` the symbol offset of each word.
    """

    symbols: str
    places: tuple[int, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of the Han symbols [start, end)."""
        return self.places[start], self.places[end - 1] + 1


@dataclass
class _Draft:
    symbols: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    joined: bool = False
    gap: bool = False

    def add(self, token: str, at: int) -> None:
        """Append a token that belongs to the clause."""
        if _HAN.fullmatch(token):
            self.joined = self.joined or (self.gap and bool(self.words))
            self.symbols.extend(token)
            self.places.extend(range(at, at + len(token)))
            self.words.append(token)
        else:
            mark = "0" if _NUMBER.match(token) else "A"
            if self.words and self.words[-1] == mark:
                return
            self.symbols.append(mark)
            self.places.append(at)
            self.words.append(mark)
        self.gap = False

    def clause(self, model: Model) -> Clause:
        """Return the clause; where a blank of the layout cut a word in two, it is cut into words again."""
        words = cut(model.cutter, "".join(self.symbols)) if self.joined else self.words
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word)
        return Clause("".join(self.symbols), tuple(self.places), tuple(words), tuple(starts))


def from_tokens(tokens: Iterable[str], model: Model) -> list[Clause]:
    """Return the clauses of a text given as tokens that joined are the text.

    Blanks and line breaks inside a clause are skipped, points inside a number too; any other sign ends a clause.
    """
    found: list[Clause] = []
    draft, at = _Draft(), 0
    for token in tokens:
        if _HAN.match(token) or _NUMBER.match(token) or _LETTERS.match(token):
            draft.add(token, at)
        elif not token.strip():
            draft.gap = True
        elif draft.words and not (token in _POINTS and draft.words[-1] == "0"):
            found.append(draft.clause(model))
            draft = _Draft()
        at += len(token)
    if draft.words:
        found.append(draft.clause(model))
    return found


def split(text: str, model: Model) -> list[Clause]:
    """Return the clauses of a text."""
    return from_tokens(cut(model.cutter, text), model)


def codes(symbols: str) -> list[int]:
    """Return the character codes of a clause between boundaries."""
    return [1, *map(char_code, symbols), 1]
