"""Table cells in which the recogniser's detector saw nothing although something is printed: mostly a lone sign.

A detector trained on lines of text passes over “=” or “1” standing alone in a cell. Where a cell has dark pixels and
no text, its picture is given to the recogniser by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from auditor.readers.pdf.ink import Glyph, Rect, Rule
from auditor.readers.pdf.ruling import frames

_INSET = 1.8  # points: the ruling itself, and its shadow
_LEAST = 1.5  # points: less is dirt
_MARGIN = 3.0
_DARK = 128
_LEAST_SURE = 0.3
# Two level strokes much lower than a line of text are no numeral.
_LIKE_EQUALS, _FLAT = {"二", "ニ", "＝"}, 0.5

Rules = tuple[Sequence[Rule], Sequence[Rule]]
Recognise = Callable[[Any], tuple[str, float]]


def overlooked(
    image: Any,
    scale: float,
    rules: tuple[Sequence[Rule], Sequence[Rule]],
    glyphs: Sequence[Glyph],
    recognise: Recognise,
) -> tuple[list[Glyph], int]:
    """Return what stands in cells without a glyph, and how many of them could not be recognised.

    ``image`` is the page, ``scale`` points per pixel; rules and glyphs are in points.
    """
    found: list[Glyph] = []
    lost = 0
    usual = median(glyph[4] - glyph[2] for glyph in glyphs) if glyphs else 0.0
    for table in frames(*rules):
        cells, _ = table.filled(glyphs)
        for region, inside in zip(table.regions, cells, strict=True):
            box = None if inside else _printed(image, table.rect(region), scale)
            if box is None:
                continue
            text, sure = recognise(_cut(image, box, scale))
            if text in _LIKE_EQUALS and box[3] - box[1] < _FLAT * usual:
                text = "="
            if text and sure >= _LEAST_SURE:
                found.append((text, *box, sure))
            else:
                lost += 1
    return found, lost


def _printed(image: Any, rect: Rect, scale: float) -> Rect | None:
    """Return the box of the dark pixels within a cell, in points; None where it is empty or holds only dirt."""
    import numpy as np

    left, top = int((rect[0] + _INSET) / scale) + 1, int((rect[1] + _INSET) / scale) + 1
    right, bottom = int((rect[2] - _INSET) / scale), int((rect[3] - _INSET) / scale)
    if right - left < 3 or bottom - top < 3:
        return None
    dark = image[top:bottom, left:right].min(axis=2) < _DARK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not rows.size:
        return None
    box = (left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1)
    x0, y0, x1, y1 = (float(value) * scale for value in box)
    return (x0, y0, x1, y1) if max(x1 - x0, y1 - y0) >= _LEAST else None


def _cut(image: Any, box: Rect, scale: float) -> Any:
    """Return the picture of ``box`` on white, with the room around it that a line of text has."""
    import numpy as np

    left, top, right, bottom = (round(value / scale) for value in box)
    piece = image[top:bottom, left:right]
    high, wide = piece.shape[:2]
    # A flat sign (=, —) must stay flat: on a line of text it takes half of the height.
    room = max(round(_MARGIN / scale), wide - high)
    canvas = np.full((high + room, wide + 2 * round(_MARGIN / scale), 3), 255, dtype=np.uint8)
    canvas[room // 2 : room // 2 + high, round(_MARGIN / scale) : round(_MARGIN / scale) + wide] = piece
    return canvas
