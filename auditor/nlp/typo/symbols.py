"""Many texts as one row of symbols of the language model, each symbol with its place in its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.nlp.typo.charlm import EDGE, LETTERS, NUMBER, ORDER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LAST = 0xFFFF
_SEPARATOR = "\0"
# U+0020, U+3000, tab, line feed, carriage return, no-break space.
_BLANKS = (0x20, 0x3000, 0x09, 0x0A, 0x0D, 0xA0)
_POINTS = (0x2E, 0xFF0E, 0x2C, 0xFF0C)
# Two stars or more behind one of these stand for a number (≥**万元).
_STAR, _SIGNS = 0x2A, tuple(map(ord, "≥≤=<>＝＞＜"))


@dataclass(frozen=True, slots=True)
class Row:
    """``ids`` begins with four edges, every text with one; ``owner`` is the number of a symbol's text (-1: edge).

    ``wide`` are the symbols with numbers of their own for characters that the language model does not know.

    ``place`` is the offset of a symbol in its text, ``first`` and ``end`` the slots of each text in the row.
    """

    ids: NDArray[np.uint16]
    wide: NDArray[np.uint16]
    owner: NDArray[np.int32]
    place: NDArray[np.int32]
    first: NDArray[np.int64]
    end: NDArray[np.int64]


def row(texts: Sequence[str], alphabet: NDArray[np.uint16], wide: NDArray[np.uint16] | None = None) -> Row:
    """Return the texts as one row; blanks are left out, a number or a run of letters is one symbol."""
    import numpy as np

    joined = _SEPARATOR + _SEPARATOR.join(text.replace(_SEPARATOR, " ") for text in texts) + _SEPARATOR
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    ids = alphabet[np.minimum(points, _LAST)]
    ids[points > _LAST] = alphabet[_LAST]
    ids[_blanked(points)] = NUMBER
    begins = points == 0
    ids[begins] = EDGE
    kept = _kept(points, ids)
    starts = np.flatnonzero(begins)
    owner = np.cumsum(begins) - 1
    place = np.arange(len(points)) - starts[owner] - 1
    broad = ids if wide is None else np.where(begins, EDGE, wide[np.minimum(points, _LAST)])
    ids, broad, owner, place = ids[kept], broad[kept], owner[kept], place[kept]
    edges = np.flatnonzero(ids == EDGE)
    owner[edges] = -1
    lead = np.zeros(ORDER - 1, ids.dtype)
    nobody = np.full(ORDER - 1, -1)
    return Row(
        np.concatenate([lead, ids]),
        np.concatenate([lead, broad]),
        np.concatenate([nobody, owner]).astype(np.int32),
        np.concatenate([nobody, place]).astype(np.int32),
        edges[:-1] + ORDER,
        edges[1:] + ORDER - 1,
    )


def _blanked(points: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the places of the stars that stand for a number."""
    import numpy as np

    stars = points == _STAR
    if not stars.any():
        return np.zeros(0, np.int64)
    starts = np.flatnonzero(stars & np.roll(np.isin(points, _SIGNS), 1))
    ends = np.flatnonzero(~stars)
    ends = ends[np.searchsorted(ends, starts)]
    runs = [np.arange(start, end) for start, end in zip(starts, ends, strict=True) if end - start > 1]
    return np.concatenate(runs) if runs else np.zeros(0, np.int64)


def _kept(points: NDArray[np.uint32], ids: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which code points stand for a symbol of their own."""
    import numpy as np

    solid = np.flatnonzero(~np.isin(points, _BLANKS))
    inner = ids[solid]
    digit = inner == NUMBER
    point = np.isin(points[solid], _POINTS)
    # 12.5 and 3,200 are one number: a point between digits belongs to it.
    point[1:-1] &= digit[:-2] & digit[2:]
    point[[0, -1]] = False
    part = digit | point
    again = np.zeros(len(solid), bool)
    again[1:] = (part[1:] & part[:-1]) | ((inner[1:] == LETTERS) & (inner[:-1] == LETTERS))
    kept = np.zeros(len(points), bool)
    kept[solid[~again]] = True
    return kept
