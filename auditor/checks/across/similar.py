"""Near-duplicates among many texts: MinHash and banding find candidates, the exact likeness decides.

Broder, "On the resemblance and containment of documents" (1997); banding as in Leskovec, Rajaraman, Ullman, "Mining of
Massive Datasets", chapter 3. Shingles that many texts share are left out of the search (not of the likeness), so that
common phrases do not make everything a candidate: time grows with the texts, not with their pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy

    Array: TypeAlias = numpy.ndarray[Any, Any]

_SIZE = 3
# 40 bands of 3 rows find a pair of likeness 0.6 with probability 0.9999, of 0.4 with 0.93.
_BANDS, _ROWS = 40, 3
_LEAST_COMMON, _COMMON_SHARE = 20, 0.005
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Shingles:
    """The distinct shingles of many texts, sorted within each: those of text i are values[starts[i]:starts[i + 1]]."""

    values: Array
    starts: Array

    def of(self, place: int) -> Array:
        """Return the shingles of one text."""
        return self.values[self.starts[place] : self.starts[place + 1]]


def near_pairs(texts: Sequence[str], floor: float) -> list[tuple[int, int, float]]:
    """Return (i, j, likeness) with i < j of texts whose shingles of three characters overlap by ``floor`` (Jaccard).

    Sorted. Equal texts are pairs, too, but of many equal ones each is paired with few: group them before.
    """
    if len(texts) < 2:
        return []
    found = shingles(texts)
    return [(i, j, share) for i, j in candidates(found) if (share := likeness(found, i, j)) >= floor]


def likeness(found: Shingles, one: int, other: int) -> float:
    """Return the Jaccard likeness of two texts, 0..1."""
    import numpy

    first, second = found.of(one), found.of(other)
    if not len(first) or not len(second):
        return 0.0
    common = len(numpy.intersect1d(first, second, assume_unique=True))
    return float(common / (len(first) + len(second) - common))


def shingles(texts: Sequence[str]) -> Shingles:
    """Return the distinct shingles of every text as 64-bit hashes."""
    import numpy

    lengths = numpy.fromiter((len(text) for text in texts), dtype=numpy.int64, count=len(texts))
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = numpy.frombuffer(joined, dtype=numpy.uint32).astype(numpy.uint64)
    owners = numpy.repeat(numpy.arange(len(texts), dtype=numpy.int32), lengths)
    last = len(codes) - _SIZE + 1
    if last <= 0:
        return Shingles(numpy.empty(0, numpy.uint64), numpy.zeros(len(texts) + 1, numpy.int64))
    # a code point has 21 bits: three of them fit, so that different shingles have different values before mixing
    packed = codes[:last]
    for step in range(1, _SIZE):
        packed = packed << numpy.uint64(21) | codes[step : last + step]
    whole = owners[:last] == owners[_SIZE - 1 :]
    values, owners = _mixed(packed[whole]), owners[:last][whole]
    order = numpy.lexsort((values, owners))
    values, owners = values[order], owners[order]
    new = numpy.ones(len(values), dtype=bool)
    new[1:] = (values[1:] != values[:-1]) | (owners[1:] != owners[:-1])
    values, owners = values[new], owners[new]
    return Shingles(values, numpy.searchsorted(owners, numpy.arange(len(texts) + 1)))


def candidates(found: Shingles) -> list[tuple[int, int]]:
    """Return pairs of texts that share a band of minimal hashes, sorted, each once."""
    import numpy

    texts, values, first = _telling(found)
    if len(texts) < 2:
        return []
    generator = numpy.random.default_rng(_SEED)
    pairs = []
    for _ in range(_BANDS):
        band = numpy.zeros(len(texts), dtype=numpy.uint64)
        for _ in range(_ROWS):
            salt = generator.integers(1, 2**63, dtype=numpy.uint64) | numpy.uint64(1)
            lowest = numpy.minimum.reduceat(_mixed(values * salt), first)
            band = _mixed(band ^ lowest)
        pairs.append(_together(band, texts))
    joined = numpy.concatenate(pairs)
    return [(int(one), int(other)) for one, other in numpy.unique(joined, axis=0)] if len(joined) else []


def _telling(found: Shingles) -> tuple[Array, Array, Array]:
    """Return (texts, shingles, first shingle of each text) of the shingles that two texts share but not many."""
    import numpy

    owners = numpy.repeat(numpy.arange(len(found.starts) - 1), numpy.diff(found.starts))
    _, inverse, counts = numpy.unique(found.values, return_inverse=True, return_counts=True)
    most = max(_LEAST_COMMON, int(_COMMON_SHARE * (len(found.starts) - 1)))
    telling = ((counts >= 2) & (counts <= most))[inverse]
    values, owners = found.values[telling], owners[telling]
    texts, first = numpy.unique(owners, return_index=True)
    return texts, values, first


def _together(band: Array, texts: Array) -> Array:
    """Return pairs of texts with equal bands: each with its neighbour and with the first of its kind."""
    import numpy

    order = numpy.argsort(band, kind="stable")
    same = band[order][1:] == band[order][:-1]
    left, right = order[:-1][same], order[1:][same]
    begin = numpy.maximum.accumulate(numpy.where(numpy.concatenate(([True], ~same)), numpy.arange(len(order)), 0))
    heads = order[begin[1:]][same]
    near = numpy.stack([texts[left], texts[right]], axis=1)
    far = numpy.stack([texts[heads], texts[right]], axis=1)
    return numpy.concatenate([near, far[heads != left]])


def _mixed(values: Array) -> Array:
    """Return the values scattered over 64 bits (the finaliser of splitmix64); overflow is wanted."""
    import numpy

    with numpy.errstate(over="ignore"):
        mixed = (values ^ (values >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    result: Array = mixed ^ (mixed >> numpy.uint64(31))
    return result
