"""First letters of the readings of characters, so that the page finds 河道清淤 by “hdqy”."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

# The first level of GB 2312 stands in the order of its readings: where each letter begins.
_STARTS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"), (0xD7FA, ""),
)  # fmt: skip
_CODES = [code for code, _ in _STARTS]


def initials(texts: Iterable[str]) -> dict[str, str]:
    """Return letter → the characters of ``texts`` whose reading begins with it; rare characters are left out."""
    found: dict[str, list[str]] = {}
    for character in sorted(set("".join(texts))):
        letter = _letter(character)
        if letter:
            found.setdefault(letter, []).append(character)
    return {letter: "".join(characters) for letter, characters in sorted(found.items())}


def _letter(character: str) -> str:
    """Return the first letter of the reading of a character, "" where the table has none."""
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    place = bisect_right(_CODES, code) - 1
    return _STARTS[place][1] if place >= 0 else ""
