"""What stands on a page: glyphs and ruling lines, in points from the upper left corner of the page as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

# (text, left, top, right, bottom, confidence 0..1); plain tuples, because a page has thousands of them.
Glyph: TypeAlias = tuple[str, float, float, float, float, float]
# (position, from, to): y, x0, x1 of a horizontal line, x, y0, y1 of a vertical one.
Rule: TypeAlias = tuple[float, float, float]
Rect: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """A page: its size in points, glyphs in the order of the file, horizontal and vertical ruling lines.

    ``lost`` counts pieces of text that are on the page but could not be read; ``image_share`` is the part of the
    page (0..1) that pictures cover, ``shapes`` counts drawn objects that are no lines, ``image_dpi`` is the
    finest resolution of its pictures. ``hidden`` are glyphs that the page does not show: cut away at its margin.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    lost: int = 0
    image_share: float = 0.0
    shapes: int = 0
    image_dpi: float = 0.0
    hidden: tuple[Glyph, ...] = ()


def turned(rect: Rect, turn: int, width: float, height: float) -> Rect:
    """Return ``rect`` of a sheet of ``width`` × ``height`` after ``turn`` quarter turns clockwise."""
    left, top, right, bottom = rect
    if turn == 1:
        return height - bottom, left, height - top, right
    if turn == 2:
        return width - right, height - bottom, width - left, height - top
    if turn == 3:
        return top, width - right, bottom, width - left
    return rect
