"""How clauses are cut out of texts and pairs of words turned into integers; shared by training and proofreading."""

from __future__ import annotations

import re

MASK = (1 << 64) - 1
MULTIPLIER = 0x9E3779B97F4A7C15
WORD_KIND = 5
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,．，]*")
_LETTERS = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]+")
CLAUSE = re.compile(r"[一-鿿0A]+")


def folded(text: str) -> str:
    """Return the text with every number written ``0`` and every run of Latin letters ``A``; the length may change."""
    return _LETTERS.sub("A", _NUMBER.sub("0", text))


def clauses(text: str) -> list[str]:
    """Return the runs of Han characters, numbers (``0``) and letters (``A``) of a text, in order."""
    return CLAUSE.findall(folded(text))
