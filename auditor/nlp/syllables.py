"""Syllables that many speakers and typists do not tell apart."""

from __future__ import annotations


def fuzzy(syllable: str) -> str:
    """Return a toneless syllable without the distinctions that many do not make (zh/z, n/l, ang/an and the like)."""
    for retroflex, flat in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(retroflex):
            syllable = flat + syllable[2:]
    if syllable.startswith("n") and len(syllable) > 1:
        syllable = "l" + syllable[1:]
    for nasal in ("ang", "eng", "ing"):
        if syllable.endswith(nasal):
            return syllable[:-1]
    return syllable
