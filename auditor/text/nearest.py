"""The nearest valid name, for error messages."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the entry of ``known`` most like ``word``, "" where none is as like it as ``cutoff``."""
    from difflib import get_close_matches

    found = get_close_matches(word, sorted(known), n=1, cutoff=cutoff)
    return found[0] if found else ""


def hint(word: str, known: Iterable[str]) -> str:
    """Return ``,是否想写“…”`` with the nearest name, or "" where nothing is near."""
    best = nearest(word, known)
    return f"，是否想写“{best}”" if best else ""
