"""Comparison keys and display texts: width, blanks, invisible characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CJK = HAN + "\u3000-\u303f\uff00-\uffef“”‘’…—·"
_BLANKS = re.compile(r"\s+")
# Format characters (zero width, direction marks, soft hyphen) carry no meaning in a budget table.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LAYOUT_BLANK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_QUOTED = re.compile(r"“[^“”]*”")
_HAN = re.compile(f"[{HAN}]")


# The same cells are compared by many rules; the cache is bounded, so that long runs do not grow.
@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the comparison key of ``text``: NFKC, without any blank or invisible character."""
    return _BLANKS.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def tidy(text: str, *, keep_quoted: bool = True) -> str:
    """Return ``text`` without the blanks that layout put next to Chinese characters.

    A blank inside “…” is kept where ``keep_quoted``: slogans are written with it. Other runs of blanks become one.
    """
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()
    if " " not in text:
        return text
    if not keep_quoted or "“" not in text:
        return _LAYOUT_BLANK.sub("", text)
    parts: list[str] = []
    position = 0
    for match in _QUOTED.finditer(text):
        parts.append(_LAYOUT_BLANK.sub("", text[position : match.start()] + "“")[:-1])
        parts.append(match.group())
        position = match.end()
    parts.append(_LAYOUT_BLANK.sub("", "”" + text[position:])[1:] if parts else _LAYOUT_BLANK.sub("", text))
    return "".join(parts)


def has_han(text: str) -> bool:
    """Return whether ``text`` holds a Chinese character."""
    return bool(_HAN.search(text))


def display_width(text: str) -> int:
    """Return the number of terminal columns that ``text`` takes (wide characters count two)."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """How many terminal columns a character takes, each looked up once."""

    def __missing__(self, char: str) -> int:
        wide = unicodedata.east_asian_width(char) in "WF"
        found = self[char] = 0 if unicodedata.combining(char) else 2 if wide else 1
        return found


_WIDTHS = _Widths()
