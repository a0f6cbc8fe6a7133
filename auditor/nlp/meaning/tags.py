"""The part of speech of words: the first letter of jieba's notation, by jieba's dictionary (MIT), for our vocabulary.

Stored as one line a tag: the letter, a blank, the words. Words that the table lacks are judged by their last character.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from auditor.errors import ConfigError
from auditor.resources import folder

TAGS = "tags.txt.z"
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


def dump(tags: Mapping[str, str]) -> bytes:
    """Return the file of word → letter; the same words give the same bytes."""
    by_letter: dict[str, list[str]] = {}
    for word, letter in sorted(tags.items()):
        by_letter.setdefault(letter, []).append(word)
    return zlib.compress("\n".join(f"{letter} {' '.join(words)}" for letter, words in by_letter.items()).encode(), 9)


def load(data: bytes) -> dict[str, str]:
    """Return word → letter of a file made by ``dump``."""
    lines = (line.split(" ") for line in zlib.decompress(data).decode().split("\n"))
    return {word: letter for letter, *words in lines for word in words}


def jieba_tags(vocabulary: Mapping[str, int]) -> dict[str, str]:
    """Return word → letter for the words of ``vocabulary``, from the dictionary in the installed jieba."""
    from auditor.nlp.lean import jieba_module

    found = {}
    path = Path(jieba_module().__file__).with_name("dict.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.split(" ")
        if vocabulary.get(word):
            found[word] = tag[0]
    return found


class Tagger:
    """Gives words their letters; what was looked up once is kept with the table."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        """Keep the table."""
        self._tags = tags

    def __call__(self, word: str) -> str:
        """Return the letter of a word: m a number, w a mark or blank, x unknown."""
        if known := self._tags.get(word):
            return known
        if _NUMBER.fullmatch(word):
            return "m"
        if not _HAN.search(word):
            return "x" if word.isalnum() else "w"
        return self._tags.get(word[-1:], "x")


@cache
def default_tagger() -> Tagger:
    """Return the tagger that came with the installation. Raises ConfigError where its table is missing."""
    try:
        return Tagger(load((folder("models") / "meaning" / TAGS).read_bytes()))
    except (OSError, ValueError, zlib.error) as failure:
        raise ConfigError("词性表 models/meaning/tags.txt.z 缺失或损坏，请重新安装 auditor。") from failure
