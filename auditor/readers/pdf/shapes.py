"""Objects of a page → ruling lines, pictures and how much else is drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from auditor.readers.pdf.calls import Calls
from auditor.readers.pdf.ink import Rect, Rule, turned

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_MOVE = 2
_THIN = 3.0  # a filled rectangle up to this is a line
_SHORTEST = 3.0  # shorter pieces are decoration (ticks, underlined blanks)
_MOST_OBJECTS = 100_000
_MOST_DEPTH = 8
_LARGE = 72.0  # pictures from this side on count
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SLANT = 0.1  # tangent
_INVISIBLE = 3
_SAMPLE = 40

Matrix = tuple[float, ...]


class Shapes:
    """What the objects of a page draw, in the page's own coordinates (y upwards).

    ``strokes`` are the boxes of lines, ``pictures`` the boxes of images, ``dpi`` the finest resolution of them,
    ``others`` counts what is neither line nor text nor picture, ``slanted`` says that some text runs slantwise.
    """

    def __init__(self, calls: Calls, page: int) -> None:
        self._calls = calls
        self._numbers = (ctypes.c_float * 8)()
        self._counts = (ctypes.c_uint * 2)()
        start = ctypes.addressof(self._numbers)
        self._corners = tuple(start + 4 * index for index in range(4))
        self._left = _MOST_OBJECTS
        self.strokes: list[Rect] = []
        self.pictures: list[Rect] = []
        self.dpi = 0.0
        self.others = 0
        self.slanted = False
        self._page(page)

    def _page(self, page: int) -> None:
        calls, numbers, strokes = self._calls, self._numbers, self.strokes
        get, kind_of, bounds_of = calls.FPDFPage_GetObject, calls.FPDFPageObj_GetType, calls.FPDFPageObj_GetBounds
        x0, y0, x1, y1 = self._corners
        for index in range(min(calls.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            item = get(page, index)
            kind = kind_of(item)
            # Nearly all paths are lines, and there are hundreds on a page: no detour for them.
            if kind == _PATH and bounds_of(item, x0, y0, x1, y1):
                left, bottom, right, top = numbers[:4]
                if right - left <= _THIN or top - bottom <= _THIN:
                    strokes.append((left, bottom, right, top))
                    continue
            self._object(item, kind, _SAME, 0)

    def unseen(self, page: int) -> bool:
        """Return whether the text of a page is printed invisibly: a scanner's guess under the picture."""
        items = (self._calls.FPDFPage_GetObject(page, i) for i in range(self._calls.FPDFPage_CountObjects(page)))
        texts = islice((item for item in items if self._calls.FPDFPageObj_GetType(item) == _TEXT), _SAMPLE)
        modes = [self._calls.FPDFTextObj_GetTextRenderMode(item) for item in texts]
        return 2 * sum(1 for mode in modes if mode == _INVISIBLE) > len(modes)

    def _object(self, item: int, kind: int, matrix: Matrix, depth: int) -> None:
        self._left -= 1
        if self._left < 0:
            return
        if kind == _TEXT:
            self._text(item)
        elif kind == _PATH:
            self._path(item, matrix)
        elif kind == _IMAGE:
            self._picture(item, matrix)
        elif kind == _FORM and depth < _MOST_DEPTH:
            inner = _product(self._matrix(item), matrix)
            for index in range(min(self._calls.FPDFFormObj_CountObjects(item), self._left)):
                part = self._calls.FPDFFormObj_GetObject(item, index)
                self._object(part, self._calls.FPDFPageObj_GetType(part), inner, depth + 1)

    def _text(self, item: int) -> None:
        if not self.slanted and self._calls.FPDFPageObj_GetMatrix(item, self._corners[0]):
            a, b = abs(self._numbers[0]), abs(self._numbers[1])
            self.slanted = min(a, b) > _SLANT * max(a, b)

    def _matrix(self, item: int) -> Matrix:
        if not self._calls.FPDFPageObj_GetMatrix(item, self._corners[0]):
            return _SAME
        return tuple(self._numbers[:6])

    def _bounds(self, item: int, matrix: Matrix) -> Rect:
        if not self._calls.FPDFPageObj_GetBounds(item, *self._corners):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = self._numbers[:4]
        return (left, bottom, right, top) if matrix is _SAME else _moved((left, bottom, right, top), matrix)

    def _picture(self, item: int, matrix: Matrix) -> None:
        left, bottom, right, top = self._bounds(item, matrix)
        self.pictures.append((left, bottom, right, top))
        start = ctypes.addressof(self._counts)
        longest = max(right - left, top - bottom)
        if longest > _LARGE and self._calls.FPDFImageObj_GetImagePixelSize(item, start, start + 4):
            self.dpi = max(self.dpi, max(self._counts) / longest * 72)

    def _path(self, item: int, matrix: Matrix) -> None:
        bounds = self._bounds(item, matrix)
        if bounds[2] - bounds[0] <= _THIN or bounds[3] - bounds[1] <= _THIN:
            self.strokes.append(bounds)
            return
        self.others += 1
        start = ctypes.addressof(self._counts)
        self._calls.FPDFPath_GetDrawMode(item, start, start + 4)
        stroked = bool(self._counts[1])
        for points in self._subpaths(item, _product(self._matrix(item), matrix)):
            self._subpath(points, stroked)

    def _subpath(self, points: Sequence[tuple[float, float]], stroked: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if min(right - left, high - low) <= _THIN:
            self.strokes.append((left, low, right, high))
        elif stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) <= 0.5:
                    self.strokes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _subpaths(self, item: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        calls, numbers, corners = self._calls, self._numbers, self._corners
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        count = min(calls.FPDFPath_CountSegments(item), max(0, self._left))
        self._left -= count
        for index in range(count):
            segment = calls.FPDFPath_GetPathSegment(item, index)
            calls.FPDFPathSegment_GetPoint(segment, corners[0], corners[1])
            if points and calls.FPDFPathSegment_GetType(segment) == _MOVE:
                yield points
                points = []
            x, y = numbers[0], numbers[1]
            points.append((a * x + c * y + e, b * x + d * y + f))
            if calls.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def rules_of(strokes: Sequence[Rect], frame: Rect, turn: int) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Return the horizontal and vertical lines among ``strokes``, cut to ``frame`` and set upright."""
    left, bottom, right, top = frame
    across: list[Rule] = []
    down: list[Rule] = []
    # Neighbouring cells draw their common border twice.
    for x0, y0, x1, y1 in set(strokes):
        rect = (max(x0, left) - left, top - min(y1, top), min(x1, right) - left, top - max(y0, bottom))
        if turn:
            rect = turned(rect, turn, right - left, top - bottom)
        wide, high = rect[2] - rect[0], rect[3] - rect[1]
        if wide >= high and wide >= _SHORTEST:
            across.append(((rect[1] + rect[3]) / 2, rect[0], rect[2]))
        elif high > wide and high >= _SHORTEST:
            down.append(((rect[0] + rect[2]) / 2, rect[1], rect[3]))
    return tuple(across), tuple(down)


def _product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(rect: Rect, matrix: Matrix) -> Rect:
    """Return the bounds of ``rect`` under ``matrix``."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (rect[0], rect[2]) for y in (rect[1], rect[3])]
    ys = [b * x + d * y + f for x in (rect[0], rect[2]) for y in (rect[1], rect[3])]
    return min(xs), min(ys), max(xs), max(ys)
