"""Objects of a page → ruling lines, pictures and how much else is drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.readers.pdf.bulk import Pointer, bulk
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
_ALL = (float("-inf"), float("-inf"), float("inf"), float("inf"))
_MOST_CLIPS = 32
_EDGE = 12.0  # points from the outermost lines: only texts that begin nearer may be beyond them

Matrix = tuple[float, ...]


class Shapes:
    """What the objects of a page draw, in the page's own coordinates (y upwards).

    ``strokes`` are the boxes of lines, ``pictures`` the boxes of images, ``dpi`` the finest resolution of them,
    ``others`` counts what is neither line nor text nor picture, ``slanted`` says that some text runs slantwise.
    """

    def __init__(self, calls: Calls, page: int) -> None:
        self._calls, self._bulk = calls, bulk()
        self._numbers = (ctypes.c_float * 2)()
        self._counts = (ctypes.c_uint * 2)()
        self._left = _MOST_OBJECTS
        self.strokes: list[Rect] = []
        self.pictures: list[Rect] = []
        self.dpi = 0.0
        self.others = 0
        self.slanted = False
        self._texts: list[tuple[Pointer, Matrix]] = []
        self._objects(self._bulk.objects(page, min(calls.FPDFPage_CountObjects(page), _MOST_OBJECTS)), _SAME, 0)

    def unseen(self, page: int) -> bool:
        """Return whether the text of a page is printed invisibly: a scanner's guess under the picture."""
        items = self._bulk.objects(page, min(self._calls.FPDFPage_CountObjects(page), _MOST_OBJECTS))
        texts = [item for item, kind in zip(items, self._bulk.kinds(items), strict=True) if kind == _TEXT]
        modes = [self._calls.FPDFTextObj_GetTextRenderMode(item) for item in texts[:_SAMPLE]]
        return 2 * sum(1 for mode in modes if mode == _INVISIBLE) > len(modes)

    def hidden(self) -> list[Rect]:
        """Return the boxes of texts beyond all lines that are cut away: only part of the sheet may be printed on.

        A spreadsheet prints the cell that a page break cuts on both pages in full, and shows of it what fits.
        """
        if not self.strokes:
            return []
        lefts, bottoms, rights, tops = zip(*self.strokes, strict=True)
        left, bottom, right, top = lined = (min(lefts), min(bottoms), max(rights), max(tops))
        edge = [
            item
            for item, (*_, x, y) in self._texts
            if not (left + _EDGE < x < right - _EDGE and bottom + _EDGE < y < top - _EDGE)
        ]
        boxes = zip(edge, self._bulk.bounds(edge), strict=True)
        return [box for item, box in boxes if not _holds(lined, box) and not _holds(self._clip(item), box)]

    def _clip(self, item: Pointer) -> Rect:
        """Return the bounds of what may be seen of an object."""
        calls, numbers = self._calls, self._numbers
        start = ctypes.addressof(numbers)
        seen = _ALL
        clip = calls.FPDFPageObj_GetClipPath(item)
        for path in range(min(calls.FPDFClipPath_CountPaths(clip), _MOST_CLIPS) if clip else 0):
            points = []
            for index in range(min(calls.FPDFClipPath_CountPathSegments(clip, path), _MOST_CLIPS)):
                calls.FPDFPathSegment_GetPoint(calls.FPDFClipPath_GetPathSegment(clip, path, index), start, start + 4)
                points.append(tuple(numbers))
            if points:
                xs, ys = zip(*points, strict=True)
                seen = (max(seen[0], min(xs)), max(seen[1], min(ys)), min(seen[2], max(xs)), min(seen[3], max(ys)))
        return seen

    def _objects(self, items: Sequence[Pointer], matrix: Matrix, depth: int) -> None:
        """Take in the objects of the page, or of a form whose own coordinates ``matrix`` sets into the page's."""
        self._left -= len(items)
        kinds = self._bulk.kinds(items)
        texts, paths, images, forms = (
            [item for item, kind in zip(items, kinds, strict=True) if kind == wanted]
            for wanted in (_TEXT, _PATH, _IMAGE, _FORM)
        )
        matrices = list(self._bulk.matrices(texts))
        self._texts += zip(texts, matrices, strict=True) if matrix is _SAME else ()
        self.slanted = self.slanted or any(map(_slants, matrices))
        self._paths(paths, matrix)
        for item, bounds in zip(images, self._bulk.bounds(images), strict=True):
            self._picture(item, _moved(bounds, matrix))
        for item in forms if depth < _MOST_DEPTH else ():
            count = min(self._calls.FPDFFormObj_CountObjects(item), max(0, self._left))
            self._objects(self._bulk.inner(item, count), _product(self._matrix(item), matrix), depth + 1)

    def _paths(self, paths: Sequence[Pointer], matrix: Matrix) -> None:
        """Nearly all paths are lines; only what is drawn otherwise is looked at point by point."""
        found = list(self._bulk.bounds(paths))
        if matrix is not _SAME:
            found = [_moved(bounds, matrix) for bounds in found]
        thin = [bounds for bounds in found if bounds[2] - bounds[0] <= _THIN or bounds[3] - bounds[1] <= _THIN]
        self.strokes += thin
        if len(thin) < len(found):
            lines = set(thin)
            for item, bounds in zip(paths, found, strict=True):
                if bounds not in lines:
                    self._path(item, matrix)

    def _picture(self, item: Pointer, bounds: Rect) -> None:
        self.pictures.append(bounds)
        left, bottom, right, top = bounds
        start = ctypes.addressof(self._counts)
        longest = max(right - left, top - bottom)
        if longest > _LARGE and self._calls.FPDFImageObj_GetImagePixelSize(item, start, start + 4):
            self.dpi = max(self.dpi, max(self._counts) / longest * 72)

    def _path(self, item: Pointer, matrix: Matrix) -> None:
        self.others += 1
        start = ctypes.addressof(self._counts)
        self._calls.FPDFPath_GetDrawMode(item, start, start + 4)
        stroked = bool(self._counts[1])
        for points in self._subpaths(item, _product(self._matrix(item), matrix)):
            self._subpath(points, stroked)

    def _matrix(self, item: Pointer) -> Matrix:
        """Return the matrix of an object; without one, zeros become the matrix that moves nothing."""
        found = next(self._bulk.matrices([item]))
        return found if any(found) else _SAME

    def _subpath(self, points: Sequence[tuple[float, float]], stroked: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if min(right - left, high - low) <= _THIN:
            self.strokes.append((left, low, right, high))
        elif stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) <= 0.5:
                    self.strokes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _subpaths(self, item: Pointer, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        calls, numbers = self._calls, self._numbers
        start = ctypes.addressof(numbers)
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        count = min(calls.FPDFPath_CountSegments(item), max(0, self._left))
        self._left -= count
        for index in range(count):
            segment = calls.FPDFPath_GetPathSegment(item, index)
            calls.FPDFPathSegment_GetPoint(segment, start, start + 4)
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
        rect = (
            x0 - left if x0 > left else 0.0,
            top - y1 if y1 < top else 0.0,
            min(x1, right) - left,
            top - (y0 if y0 > bottom else bottom),
        )
        if turn:
            rect = turned(rect, turn, right - left, top - bottom)
        x0, y0, x1, y1 = rect  # noqa: PLW2901
        wide, high = x1 - x0, y1 - y0
        if wide < _SHORTEST > high:
            continue
        if wide >= high:
            across.append(((y0 + y1) / 2, x0, x1))
        else:
            down.append(((x0 + x1) / 2, y0, y1))
    return tuple(across), tuple(down)


def _product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _holds(frame: Rect, box: Rect) -> bool:
    """Return whether the middle of ``box`` is within ``frame``."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _slants(matrix: Matrix) -> bool:
    """Return whether text with this matrix runs neither level nor upright."""
    a, b = abs(matrix[0]), abs(matrix[1])
    return min(a, b) > _SLANT * max(a, b)


def _moved(rect: Rect, matrix: Matrix) -> Rect:
    """Return the bounds of ``rect`` under ``matrix``."""
    if matrix is _SAME:
        return rect
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (rect[0], rect[2]) for y in (rect[1], rect[3])]
    ys = [b * x + d * y + f for x in (rect[0], rect[2]) for y in (rect[1], rect[3])]
    return min(xs), min(ys), max(xs), max(ys)
