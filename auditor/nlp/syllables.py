"""Pinyin as the artefact holds it: every toneless syllable is one character, a reading of a text is a string."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

_BASE = 0x2460
_MOST = 6


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


def code(place: int) -> str:
    """Return the character that stands for the syllable at a place of the list."""
    return chr(_BASE + place)


def fuzzy_codes(syllables: tuple[str, ...]) -> dict[int, str]:
    """Return a ``str.translate`` table from exact to fuzzy codes (a class is named by its first syllable)."""
    first: dict[str, str] = {}
    table: dict[int, str] = {}
    for place, syllable in enumerate(syllables):
        table[_BASE + place] = first.setdefault(fuzzy(syllable), code(place))
    return table


def spellings(text: str, readings: Mapping[str, str]) -> list[str]:
    """Return the readings of a text as code strings, likeliest first, at most six; none where a character has none."""
    options = [readings.get(char, "") for char in text]
    if not all(options):
        return []
    if all(len(option) == 1 for option in options):
        return ["".join(options)]
    return ["".join(chosen) for chosen, _ in zip(product(*options), range(_MOST), strict=False)]
