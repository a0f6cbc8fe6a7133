"""Glyphs → text: lines by height, blanks by gaps, lines joined without a blank between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.readers.pdf.ink import Glyph, Rect

_BLANK = 0.45  # of the glyph height: a gap that is a blank between words
_WORD = re.compile(r"[A-Za-z]")
_LETTER_END, _LETTER_START = re.compile(r"[a-z,;:]$"), re.compile(r"^[A-Za-z]")


def lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs as lines from top to bottom, each from left to right.

    A glyph belongs to a line where its middle lies within the line's heights.
    """
    found: list[list[Glyph]] = []
    ordered = sorted(glyphs, key=_middle)
    line: list[Glyph] = []
    base = size = 0.0
    for glyph in ordered:
        middle, height = _middle(glyph), glyph[4] - glyph[2]
        if line and middle - base > 0.45 * max(size, 1.0):
            found.append(line)
            line = []
        if not line or height > size:
            base, size = (middle, height) if not line else (base, height)
        line.append(glyph)
    if line:
        found.append(line)
    return [_without_doubles(sorted(line, key=_left)) for line in found]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a cell."""
    texts = [line_text(line) for line in lines(glyphs)]
    return joined([text for text in texts if text])


def joined(texts: Sequence[str]) -> str:
    """Return lines as one text; only words in Latin letters get a blank at the line break."""
    whole = ""
    for text in texts:
        if whole and _LETTER_END.search(whole) and _LETTER_START.match(text):
            whole += " "
        whole += text
    return whole


def line_text(line: Sequence[Glyph]) -> str:
    """Return the text of one line: printed blanks, and one where a gap parts words."""
    pieces: list[str] = []
    end = 0.0
    for text, left, top, right, bottom, _ in line:
        # Between Chinese characters a gap is justification, between digits it is what the file says.
        wide = left - end > _BLANK * (bottom - top)
        if pieces and wide and pieces[-1] != " " and not (_is_wide(pieces[-1][-1]) and _is_wide(text[0])):
            pieces.append(" ")
        pieces.append(text)
        end = right
    return "".join(pieces).replace("\t", " ").strip(" \u3000\xa0")


def bounds_of(glyphs: Sequence[Glyph]) -> Rect:
    """Return left, top, right, bottom of the glyphs."""
    return (
        min(glyph[1] for glyph in glyphs),
        min(glyph[2] for glyph in glyphs),
        max(glyph[3] for glyph in glyphs),
        max(glyph[4] for glyph in glyphs),
    )


def _middle(glyph: Glyph) -> float:
    return (glyph[2] + glyph[4]) / 2


def _left(glyph: Glyph) -> float:
    return glyph[1]


def _is_wide(char: str) -> bool:
    return char >= "\u2e80"


def _without_doubles(line: list[Glyph]) -> list[Glyph]:
    """Return the line without glyphs printed twice at one place (shadow or fake bold)."""
    kept = line[:1]
    for glyph in line[1:]:
        last = kept[-1]
        near = abs(glyph[1] - last[1]) < 0.25 * max(last[3] - last[1], 0.1)
        if not (near and glyph[0] == last[0] and abs(glyph[2] - last[2]) < 2):
            kept.append(glyph)
    return kept
