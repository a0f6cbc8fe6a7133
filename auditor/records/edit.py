"""A correction that a proofreader proposes, and the one interface every proofreader has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

EditKind = Literal["homophone", "shape", "swapped", "doubled", "extra", "lacking", "pair", "mark"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] (``wrong``) by ``right``; offsets count code points of the text that was given.

    ``kind`` is an EditKind; ``confidence`` is 0..1; ``why`` is a short Chinese reason that a reviewer can check.
    ``is_word`` says that a whole word stands in the place of another that sounds the same but for its tones. Right
    texts hardly ever look so, and even what is less sure is worth a hint.
    """

    start: int
    end: int
    wrong: str
    right: str
    confidence: float
    kind: str
    why: str = ""
    is_word: bool = False


class Proofreader(Protocol):
    """Anything that finds wrong characters in the cells of one document."""

    def __call__(self, texts: Sequence[str]) -> list[tuple[Edit, ...]]:
        """Return the edits of each text, in order; the texts together are the document that gives support."""
        ...
