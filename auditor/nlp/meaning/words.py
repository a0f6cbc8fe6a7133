"""Words with their parts of speech, as the judges see them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.text.width import fold

_TEMPLATE = re.compile(r"^(?:指标|目标)\d*[:.、]|^\d+[:.、)]|\([^()]*[≥≤*%×][^()]*\)|[★*\s]")
_END = re.compile(r"[。.;；,，]+$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the first letter of its part of speech in jieba's notation (n v a d m p …; w: no word)."""

    text: str
    tag: str


Words = tuple[Word, ...]


def bare(text: str) -> str:
    """Return a folded text without numbering, placeholders in brackets, blanks and a full stop at its end."""
    return _END.sub("", _TEMPLATE.sub("", fold(text)))


def texts_of(words: Iterable[Word]) -> list[str]:
    """Return the texts of words."""
    return [word.text for word in words]
