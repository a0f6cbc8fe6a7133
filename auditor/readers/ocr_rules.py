"""Ruling lines in the picture of a page, found by morphological opening (long straight runs of dark pixels)."""

from __future__ import annotations

import math
from typing import Any

from auditor.readers.pdf.ink import Rule

_SHORTEST = 0.25  # inch: shorter runs are strokes of characters
_THICKEST = 0.06  # inch: thicker ones are bars and photographs
_MOST_SKEW = 5.0  # degrees


def upright(image: Any, dpi: float) -> Any:
    """Return the picture (height × width × 3, or grey) turned by the angle at which its long lines slope."""
    import cv2
    import numpy as np

    dark = _dark(image)
    least = int(dpi)
    found = cv2.HoughLinesP(dark, 1, math.pi / 1440, threshold=least, minLineLength=2 * least, maxLineGap=3)
    if found is None:
        return image
    lines = np.asarray(found).reshape(-1, 4).astype(float)
    angles = np.degrees(np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    level = angles[np.abs(angles) < _MOST_SKEW]
    if not level.size or abs(angle := float(np.median(level))) < 0.04:
        return image
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def rules_of(image: Any, dpi: float) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and the vertical lines of an upright picture, in pixels."""
    dark = _dark(image)
    across = _runs(dark, dpi)
    down = [(position, low, high) for position, low, high in _runs(dark.T.copy(), dpi)]
    return across, down


def _dark(image: Any) -> Any:
    """Return a mask: 255 where the picture is clearly darker than its surroundings."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)


def _runs(dark: Any, dpi: float) -> list[Rule]:
    """Return (y, x0, x1) of the long horizontal runs in the mask."""
    import cv2

    least = max(8, int(_SHORTEST * dpi))
    # Nothing is thickened or bridged before: strokes of neighbouring characters would grow together into lines.
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (least, 1)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = []
    for left, top, width, height, _area in stats[1:count].tolist():
        if height <= max(6, _THICKEST * dpi) and width >= 3 * height:
            found.append((top + height / 2, float(left), float(left + width)))
    return found
