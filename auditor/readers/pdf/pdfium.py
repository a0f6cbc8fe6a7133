"""PDFium (through pypdfium2's raw interface) → Ink of each page.

Glyphs have loose boxes (advance × ascent/descent): tight ones make commas and points of a number look like lines of
their own. A ruling line is a stroke or a thin filled rectangle, however the path that holds it is built.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any

from auditor.readers.pdf.ink import Glyph, Ink, Rect, Rule, turned

_THIN = 3.0  # a filled rectangle up to this is a line
_SHORTEST = 3.0  # shorter pieces are decoration (ticks, underlined blanks)
_MOST_OBJECTS = 100_000
_MOST_DEPTH = 8
_MOST_GLYPHS = 200_000
_SAMPLE = 40


class PageReader:
    """Reads the pages of one open PDFium document; buffers are shared between calls."""

    def __init__(self, document: Any) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._document = document
        self._box = raw.FS_RECTF()
        self._float = [ctypes.c_float() for _ in range(4)]
        self._int = [ctypes.c_int() for _ in range(2)]
        self._matrix = raw.FS_MATRIX()

    def ink(self, number: int) -> Ink:
        """Return what stands on page ``number`` (0-based). Raises ValueError where PDFium cannot load the page."""
        raw = self._raw
        page = raw.FPDF_LoadPage(self._document, number)
        if not page:
            raise ValueError(number)
        text = raw.FPDFText_LoadPage(page)
        try:
            return self._ink(page, text)
        finally:
            if text:
                raw.FPDFText_ClosePage(text)
            raw.FPDF_ClosePage(page)

    def _ink(self, page: Any, text: Any) -> Ink:
        raw, box = self._raw, self._box
        raw.FPDF_GetPageBoundingBox(page, box)
        frame = (box.left, box.bottom, box.right, box.top)
        width, height = box.right - box.left, box.top - box.bottom
        turn = raw.FPDFPage_GetRotation(page) % 4
        count = raw.FPDFText_CountChars(text) if text else 0
        turn = (turn + self._slant(text, count, turn)) % 4
        glyphs, seen = self._glyphs(text, min(count, _MOST_GLYPHS), frame)
        objects = _Objects(raw, self._float, self._int, self._matrix)
        objects.walk(page, seen, text)
        across, down = _rules(objects.strokes, frame, turn, (width, height))
        if turn:
            glyphs = [(g[0], *turned(g[1:5], turn, width, height), 1.0) for g in glyphs]
        share = min(1.0, objects.image_area / max(1.0, width * height))
        if turn % 2:
            width, height = height, width
        return Ink(width, height, tuple(glyphs), tuple(across), tuple(down), objects.lost, share, objects.shapes)

    def _slant(self, text: Any, count: int, turn: int) -> int:
        """Return the quarter turns that set most of the text upright after the page's own rotation."""
        if not count:
            return 0
        raw = self._raw
        angles: Counter[int] = Counter()
        for index in range(0, count, max(1, count // _SAMPLE)):
            if raw.FPDFText_GetUnicode(text, index) > 32:
                angles[round(raw.FPDFText_GetCharAngle(text, index) / 1.5707963) % 4] += 1
        if not angles:
            return 0
        return (-angles.most_common(1)[0][0] - turn) % 4

    def _glyphs(self, text: Any, count: int, frame: Rect) -> tuple[list[Glyph], bool]:
        """Return the glyphs within ``frame`` (left, bottom, right, top) with the origin at its upper left corner."""
        left, bottom, right, top = frame
        box = self._box
        unicode_of, box_of = self._raw.FPDFText_GetUnicode, self._raw.FPDFText_GetLooseCharBox
        reference = ctypes.byref(box)
        glyphs: list[Glyph] = []
        append = glyphs.append
        pending = 0
        for index in range(count):
            code = unicode_of(text, index)
            if code <= 32 and code not in (32, 9):
                continue
            if 0xD800 <= code < 0xDC00:
                pending = code
                continue
            if 0xDC00 <= code < 0xE000 and pending:
                code = 0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00)
            pending = 0
            box_of(text, index, reference)
            x0, x1 = box.left, box.right
            # Blanks that PDFium makes up have no width.
            if x1 - x0 < 0.01 and box.top - box.bottom < 0.01:
                continue
            y0, y1 = box.bottom, box.top
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            if left <= x <= right and bottom <= y <= top:
                append((chr(code), x0 - left, top - y1, x1 - left, top - y0, 1.0))
        return glyphs, bool(glyphs)


class _Objects:
    """Collects rulings, pictures and unread text from the objects of a page and the forms in it."""

    def __init__(self, raw: Any, floats: list[Any], ints: list[Any], matrix: Any) -> None:
        self._raw, self._float, self._int, self._matrix = raw, floats, ints, matrix
        self._bounds = [ctypes.byref(value) for value in floats]
        self.strokes: list[Rect] = []
        self.image_area = 0.0
        self.lost = 0
        self.shapes = 0
        self._left = _MOST_OBJECTS

    def walk(self, page: Any, has_text: bool, text: Any) -> None:
        """Look at every object of ``page``."""
        raw = self._raw
        texts = []
        for index in range(min(raw.FPDFPage_CountObjects(page), self._left)):
            found = raw.FPDFPage_GetObject(page, index)
            if self._object(found, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0):
                texts.append(found)

    def _object(self, item: Any, matrix: tuple[float, ...], depth: int) -> bool:
        """Take in one object; return whether it is text."""
        raw = self._raw
        self._left -= 1
        if self._left < 0:
            return False
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = self._bounds_of(item, matrix)
            self.image_area += (right - left) * (top - bottom)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
            inner = _product(self._matrix_of(item), matrix)
            for index in range(min(raw.FPDFFormObj_CountObjects(item), max(0, self._left))):
                self._object(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        return bool(kind == raw.FPDF_PAGEOBJ_TEXT)

    def _matrix_of(self, item: Any) -> tuple[float, ...]:
        matrix = self._matrix
        if not self._raw.FPDFPageObj_GetMatrix(item, matrix):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _bounds_of(self, item: Any, matrix: tuple[float, ...]) -> Rect:
        if not self._raw.FPDFPageObj_GetBounds(item, *self._bounds):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = (value.value for value in self._float)
        return _moved((left, bottom, right, top), matrix)

    def _path(self, item: Any, matrix: tuple[float, ...]) -> None:
        raw = self._raw
        bounds = self._bounds_of(item, matrix)
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
            self.strokes.append(bounds)
            return
        self.shapes += 1
        fill, stroke = self._int
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        stroked = bool(stroke.value)
        inner = _product(self._matrix_of(item), matrix)
        for points in self._subpaths(item, inner):
            self._subpath(points, stroked)

    def _subpath(self, points: list[tuple[float, float]], stroked: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if min(right - left, high - low) <= _THIN:
            self.strokes.append((left, low, right, high))
        elif stroked:
            for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
                if min(abs(x1 - x0), abs(y1 - y0)) <= 0.5:
                    self.strokes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _subpaths(self, item: Any, matrix: tuple[float, ...]) -> Iterator[list[tuple[float, float]]]:
        raw = self._raw
        a, b, c, d, e, f = matrix
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        count = min(raw.FPDFPath_CountSegments(item), max(0, self._left))
        self._left -= count
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def _product(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    """Return the matrix that applies ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(rect: Rect, matrix: tuple[float, ...]) -> Rect:
    """Return the bounds of ``rect`` under ``matrix``."""
    a, b, c, d, e, f = matrix
    if (a, b, c, d, e, f) == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0):
        return rect
    xs = [a * x + c * y + e for x in (rect[0], rect[2]) for y in (rect[1], rect[3])]
    ys = [b * x + d * y + f for x in (rect[0], rect[2]) for y in (rect[1], rect[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _rules(
    strokes: list[Rect], frame: Rect, turn: int, size: tuple[float, float]
) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and vertical lines among ``strokes``, cut to the page."""
    left, bottom, right, top = frame
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in strokes:
        rect = (max(x0, left) - left, top - min(y1, top), min(x1, right) - left, top - max(y0, bottom))
        if turn:
            rect = turned(rect, turn, *size)
        wide, high = rect[2] - rect[0], rect[3] - rect[1]
        if wide >= high and wide >= _SHORTEST:
            across.append(((rect[1] + rect[3]) / 2, rect[0], rect[2]))
        elif high > wide and high >= _SHORTEST:
            down.append(((rect[0] + rect[2]) / 2, rect[1], rect[3]))
    return across, down
