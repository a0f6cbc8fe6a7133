"""The number before an item of a list, (一) 1、 2. ③, or the mark, • ·."""

from __future__ import annotations

import re

# No decimal: 12.5万元 begins with no number of a list.
NUMBER = r"(?:[(（]?[一二三四五六七八九十\d]{1,2}(?:[)）、]|[.．](?!\d))|[①-⑳])"
_AT_START = re.compile(rf"\A\s*{NUMBER}\s*")
_MARK = re.compile(r"\A\s*(?:[·•●▪■◆◇○□➢►*]+|[-–](?=\s))\s*")


def is_numbered(text: str) -> bool:
    """Return whether a text begins with the number of a list."""
    return bool(_AT_START.match(text))


def without_number(text: str) -> str:
    """Return a text without the number of a list before it."""
    match = _AT_START.match(text)
    return text[match.end() :] if match else text


def without_mark(text: str) -> str:
    """Return a text without the mark of a list (•, ·) before it."""
    match = _MARK.match(text)
    return text[match.end() :] if match else text
