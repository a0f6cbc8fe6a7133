"""Syllables that many speakers and typists do not tell apart."""

from __future__ import annotations

# hu… that is spoken f… in the south, and the other way round.
_LIPS = {"hu": "fu", "hua": "fa", "hui": "fei", "huan": "fan", "huang": "fang", "hun": "fen", "huo": "fo"}


def fuzzy(syllable: str) -> str:
    """Return a toneless syllable without the distinctions that many do not make (zh/z, n/l, h/f, ang/an …)."""
    for retroflex, flat in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(retroflex):
            syllable = flat + syllable[2:]
    if syllable[0] in "nr" and syllable not in ("n", "ri"):
        syllable = "l" + syllable[1:]
    if syllable.startswith("hu"):
        syllable = _LIPS.get(syllable, syllable)
    for nasal in ("ang", "eng", "ing"):
        if syllable.endswith(nasal):
            return syllable[:-1]
    return syllable
