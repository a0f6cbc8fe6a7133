"""PDFium asked for many things at once: handles, kinds, boxes and matrices of objects, boxes of glyphs.

A page takes thousands of calls, and most of what a call costs is the conversion of its arguments. Here all arguments
are pointers that exist already, so that nothing is converted, and the loop over the calls runs in C.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any

from auditor.readers.pdf.calls import handle

_AT_ONCE = 1024
_MATRIX = 8  # floats from one matrix to the next; a matrix has six
Four = tuple[float, float, float, float]


class Pointer(ctypes.c_void_p):
    """A pointer that a function returns as such (a plain c_void_p becomes an integer) and takes as it is."""


class Bulk:
    """Loops over PDFium functions; works on one buffer, so only one thread may use it at a time."""

    def __init__(self, raw: Any) -> None:
        self._buffer = (ctypes.c_float * (_MATRIX * _AT_ONCE))()
        start = ctypes.addressof(self._buffer)
        places = [Pointer(start + 4 * index) for index in range(4 * _AT_ONCE)]
        self._corners = tuple(places[corner::4] for corner in range(4))
        self._matrices = [Pointer(start + 4 * _MATRIX * index) for index in range(_AT_ONCE)]
        self._object = _plain(raw.FPDFPage_GetObject, Pointer)
        self._inner = ctypes.PYFUNCTYPE(Pointer, ctypes.c_void_p, ctypes.c_ulong)(handle(raw.FPDFFormObj_GetObject))
        self._kind = _plain(raw.FPDFPageObj_GetType)
        self._bounds = _plain(raw.FPDFPageObj_GetBounds)
        self._matrix = _plain(raw.FPDFPageObj_GetMatrix)
        self._box = _plain(raw.FPDFText_GetLooseCharBox)

    def objects(self, page: int, count: int) -> list[Pointer]:
        """Return the first ``count`` objects of a page."""
        return list(map(self._object, repeat(Pointer(page), count), range(count)))

    def inner(self, form: Pointer, count: int) -> list[Pointer]:
        """Return the first ``count`` objects of a form."""
        return list(map(self._inner, repeat(form, count), range(count)))

    def kinds(self, objects: Sequence[Pointer]) -> list[int]:
        """Return the kind of each object, 1 text, 2 path, 3 image, 4 shading, 5 form."""
        return list(map(self._kind, objects))

    def bounds(self, objects: Sequence[Pointer]) -> Iterator[Four]:
        """Yield left, bottom, right, top of each object; zeros for one without bounds."""
        for start in range(0, len(objects), _AT_ONCE):
            some = objects[start : start + _AT_ONCE]
            yield from self._called(len(some), map(self._bounds, some, *self._corners))

    def matrices(self, objects: Sequence[Pointer]) -> Iterator[tuple[float, ...]]:
        """Yield the six numbers of the matrix of each object; zeros for one without."""
        for start in range(0, len(objects), _AT_ONCE):
            some = objects[start : start + _AT_ONCE]
            ctypes.memset(self._buffer, 0, 4 * _MATRIX * len(some))
            deque(map(self._matrix, some, self._matrices), 0)
            numbers = self._buffer[: _MATRIX * len(some)]
            for at in range(0, len(numbers), _MATRIX):
                yield tuple(numbers[at : at + 6])

    def boxes(self, text: int, glyphs: Sequence[int]) -> Iterator[Four]:
        """Yield left, top, right, bottom (y upwards) of glyphs of a text page, given by number; zeros for none."""
        pointer = Pointer(text)
        for start in range(0, len(glyphs), _AT_ONCE):
            some = glyphs[start : start + _AT_ONCE]
            yield from self._called(len(some), map(self._box, repeat(pointer), some, self._corners[0]))

    def _called(self, count: int, asked: Iterator[Any]) -> Iterator[Four]:
        """Make the calls, each of which writes four numbers, and return the numbers."""
        ctypes.memset(self._buffer, 0, 16 * count)
        deque(asked, 0)
        numbers = iter(self._buffer[: 4 * count])
        return zip(numbers, numbers, numbers, numbers, strict=True)


def _plain(function: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """Return a PDFium function that takes pointers and integers as they are and keeps the interpreter's lock.

    It must be called with ``Pointer`` for every pointer: a Python integer would be cut to 32 bits.
    """
    return ctypes.PYFUNCTYPE(result)(handle(function))


@cache
def bulk() -> Bulk:
    """Return the loops, bound once per process."""
    from pypdfium2 import raw

    return Bulk(raw)
