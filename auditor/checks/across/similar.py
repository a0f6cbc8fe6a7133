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
# 80 bands of 3 rows find a pair whose shingles overlap by 0.5 with probability 0.9999, by 0.4 with 0.995.
_BANDS, _ROWS = 80, 3
_LEAST_COMMON, _COMMON_SHARE = 100, 0.005
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Shingles:
    """The distinct shingles of many texts, sorted within each: those of text i are values[starts[i]:starts[i + 1]].

    ``counts`` says in how many texts the shingle at a place stands, ``weights`` is the logarithm of its rarity.
    """

    values: Array
    starts: Array
    counts: Array
    weights: Array

    def of(self, place: int) -> tuple[Array, Array]:
        """Return the shingles of one text and their weights."""
        part = slice(self.starts[place], self.starts[place + 1])
        return self.values[part], self.weights[part]


def near_pairs(texts: Sequence[str], floor: float, *, in_order: bool = False) -> list[tuple[int, int, float]]:
    """Return (i, j, likeness) with i < j of texts whose shingles of three characters overlap by ``floor``.

    The overlap is Jaccard's with each shingle weighted by its rarity: what everybody writes is little evidence. With
    ``in_order`` the likeness is the mean of that and of the share of characters that agree in their order: a few words
    changed here and there break many shingles, a sentence of many common phrases breaks few.
    Sorted. Equal texts are pairs, too, but of many equal ones each is paired with few: group them before.
    """
    if len(texts) < 2:
        return []
    found = shingles(texts)
    near = []
    for i, j in candidates(found):
        share = likeness(found, i, j)
        if in_order:
            share = (share + order_likeness(texts[i], texts[j])) / 2
        if share >= floor:
            near.append((i, j, share))
    return near


def order_likeness(one: str, other: str) -> float:
    """Return how many characters of two texts agree in order, on the scale of Jaccard (0..1)."""
    from rapidfuzz.distance import LCSseq

    common = LCSseq.similarity(one, other)
    return float(common / max(1, len(one) + len(other) - common))


def likeness(found: Shingles, one: int, other: int) -> float:
    """Return the weighted Jaccard likeness of two texts, 0..1."""
    import numpy

    first, own = found.of(one)
    second, others = found.of(other)
    _, places, _ = numpy.intersect1d(first, second, assume_unique=True, return_indices=True)
    common = own[places].sum()
    return float(common / max(1e-9, own.sum() + others.sum() - common))


def shingles(texts: Sequence[str]) -> Shingles:
    """Return the distinct shingles of every text as 64-bit hashes."""
    import numpy

    lengths = numpy.fromiter((len(text) for text in texts), dtype=numpy.int64, count=len(texts))
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = numpy.frombuffer(joined, dtype=numpy.uint32).astype(numpy.uint64)
    owners = numpy.repeat(numpy.arange(len(texts), dtype=numpy.int32), lengths)
    last = len(codes) - _SIZE + 1
    if last <= 0:
        nothing = numpy.empty(0, numpy.uint64)
        return Shingles(nothing, numpy.zeros(len(texts) + 1, numpy.int64), nothing, nothing)
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
    _, inverse, counts = numpy.unique(values, return_inverse=True, return_counts=True)
    weights = (1 + numpy.log(len(texts) / counts)).astype(numpy.float32)
    starts = numpy.searchsorted(owners, numpy.arange(len(texts) + 1))
    return Shingles(values, starts, counts[inverse], weights[inverse])


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
    most = max(_LEAST_COMMON, int(_COMMON_SHARE * (len(found.starts) - 1)))
    telling = (found.counts >= 2) & (found.counts <= most)
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
