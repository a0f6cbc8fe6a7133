"""Glyphs → text: lines by height, blanks by gaps, lines joined without a blank between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from auditor.readers.pdf.ink import Glyph, Rect

BLANKS = " \t\u3000\xa0"
_BLANK = 0.45  # of the glyph height: a gap that is a blank between words
_left = itemgetter(1)
_HAN = ("\u4e00", "\u9fff")
_OVER = 0.5  # of the width of a glyph: more of it on the one before is no kerning
_FLAT = 0.6  # of the usual height
_LETTER_END, _LETTER_START = re.compile(r"[a-z,;:]$"), re.compile(r"^[A-Za-z]")


def lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs as lines from top to bottom, each from left to right.

    Glyphs are on one line where their middles differ by less than half of their height.
    """
    levels: dict[float, list[Glyph]] = {}
    level, line = -1.0, []
    for glyph in glyphs:
        middle = glyph[2] + glyph[4]
        if middle != level:
            level, line = middle, levels.setdefault(middle, [])
        line.append(glyph)
    if len(levels) == 1:
        line.sort(key=_left)
        return [line]
    # Some fonts give a flat sign (一, —) a flat box: alone at the top of its line it must not set the line's height.
    heights = sorted(line[0][4] - line[0][2] for line in levels.values())
    usual = heights[len(heights) // 2] if heights else 0.0
    found: list[list[Glyph]] = []
    base = reach = 0.0
    for level in sorted(levels):
        line = levels[level]
        if found and level - base <= reach:
            found[-1] += line
            continue
        height = line[0][4] - line[0][2]
        found.append(line)
        base, reach = level, 0.9 * max(1.0, usual if height < _FLAT * usual else height)
    for line in found:
        line.sort(key=_left)
    return found


def text_of_lines(printed: Sequence[Sequence[Glyph]]) -> str:
    """Return the text of the lines of a cell."""
    if len(printed) == 1:
        return line_text(printed[0])
    return joined([text for line in printed if (text := line_text(line))])


def is_overprinted(printed: Sequence[Sequence[Glyph]]) -> bool:
    """Return whether different glyphs in the lines of a cell stand on each other: nobody can tell what it says.

    A spreadsheet with fixed row heights prints the lines of a long cell over those of the cells above and below.
    """
    return any(
        after[1] < before[3] - _OVER * (after[3] - after[1]) and before[1] < after[3] and after[0] != before[0]
        for line in printed
        for before, after in pairwise(line)
        # The boxes of digits and marks are wider than they are; a Chinese character fills its own.
        if _HAN[0] <= before[0] <= _HAN[1] and _HAN[0] <= after[0] <= _HAN[1]
    )


def joined(texts: Sequence[str]) -> str:
    """Return lines as one text; only words in Latin letters get a blank at the line break."""
    whole = ""
    for text in texts:
        if whole and _LETTER_END.search(whole) and _LETTER_START.match(text):
            whole += " "
        whole += text
    return whole


def line_text(line: Iterable[Glyph]) -> str:
    """Return the text of one line: printed blanks, and one where a gap parts words."""
    pieces: list[str] = []
    before, start, end = "", 0.0, 0.0
    for text, left, top, right, bottom, _ in line:
        if text == before and left - start < 0.25 * (right - left):
            continue  # printed twice at one place: a shadow, or bold that is none
        # Between Chinese characters a gap is justification, between digits it is what the file says.
        if left - end > _BLANK * (bottom - top) and before not in {"", " "} and not _is_wide(before[-1], text[0]):
            pieces.append(" ")
        pieces.append(text)
        before, start, end = text, left, right
    return "".join(pieces).replace("\t", " ").strip(BLANKS)


def bounds_of(glyphs: Sequence[Glyph]) -> Rect:
    """Return left, top, right, bottom of the glyphs."""
    _, lefts, tops, rights, bottoms, _ = zip(*glyphs, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_wide(before: str, after: str) -> bool:
    return before >= "\u2e80" and after >= "\u2e80"
