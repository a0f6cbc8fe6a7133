"""The part of speech of words: the first letter of jieba's notation, as the vocabulary of the typo model keeps it.

Words without one are judged by their last character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.nlp.typo.vocabulary import Vocabulary

UNIVERSAL: Mapping[str, str] = {
    "n": "NOUN",
    "v": "VERB",
    "a": "ADJ",
    "d": "ADV",
    "m": "NUM",
    "q": "NOUN",
    "p": "ADP",
    "c": "CCONJ",
    "u": "PART",
    "r": "PRON",
    "t": "NOUN",
    "f": "ADP",
    "s": "NOUN",
    "w": "PUNCT",
}
"""The parts of speech of Universal Dependencies that spaCy's patterns name, by letter; all others are X."""
_NUMBER = re.compile(r"[\d.,]+[%‰]?")
_HAN = re.compile(r"[㐀-鿿]")


class Tagger:
    """Gives words their letters, by a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        """Keep the vocabulary."""
        self._letter = words.letter

    def __call__(self, word: str) -> str:
        """Return the letter of a word: m a number, w a mark or blank, x unknown."""
        if known := self._letter(word):
            return known
        if _NUMBER.fullmatch(word):
            return "m"
        if not _HAN.search(word):
            return "x" if word.isalnum() else "w"
        return self._letter(word[-1:]) or "x"
