"""A long text in pieces, each read for itself: what is weighed within a text would otherwise grow with its square."""

from __future__ import annotations

from collections.abc import Iterator

# A long cell has a few hundred characters; what stands so far apart says nothing about a word.
LONGEST = 1000
_STOPS, _SIGNS = "。；！？\n", "，、,;：: "


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a text with their offsets, cut behind a stop where there is one, else behind any sign."""
    start = 0
    while len(text) - start > LONGEST:
        end = _end(text, start)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _end(text: str, start: int) -> int:
    """Return where the piece from ``start`` on ends: in its second half, so that no piece is tiny."""
    middle, last = start + LONGEST // 2, start + LONGEST
    for signs in (_STOPS, _SIGNS):
        found = max(text.rfind(sign, middle, last) for sign in signs)
        if found >= 0:
            return found + 1
    return last
