"""Shingles: the distinct runs of three characters of many texts, as 64-bit numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy

    Array: TypeAlias = numpy.ndarray[Any, Any]

SIZE = 3


@dataclass(frozen=True, slots=True)
class Shingles:
    """The distinct shingles of many texts, sorted within each: those of text i are values[starts[i]:starts[i + 1]]."""

    values: Array
    starts: Array

    def part(self, place: int) -> slice:
        """Return where the shingles of one text are."""
        return slice(int(self.starts[place]), int(self.starts[place + 1]))

    def owners(self) -> Array:
        """Return the text of each shingle."""
        import numpy

        return numpy.repeat(numpy.arange(len(self.starts) - 1), numpy.diff(self.starts))


def shingles(texts: Sequence[str]) -> Shingles:
    """Return the distinct shingles of every text."""
    import numpy

    lengths = numpy.fromiter((len(text) for text in texts), dtype=numpy.int64, count=len(texts))
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = numpy.frombuffer(joined, dtype=numpy.uint32).astype(numpy.uint64)
    owners = numpy.repeat(numpy.arange(len(texts), dtype=numpy.int32), lengths)
    last = len(codes) - SIZE + 1
    if last <= 0:
        return Shingles(numpy.empty(0, numpy.uint64), numpy.zeros(len(texts) + 1, numpy.int64))
    # a code point has 21 bits: three of them fit, so that different shingles have different values before mixing
    packed = codes[:last]
    for step in range(1, SIZE):
        packed = packed << numpy.uint64(21) | codes[step : last + step]
    whole = owners[:last] == owners[SIZE - 1 :]
    values, owners = mixed(packed[whole]), owners[:last][whole]
    order = numpy.lexsort((values, owners))
    values, owners = values[order], owners[order]
    new = numpy.ones(len(values), dtype=bool)
    new[1:] = (values[1:] != values[:-1]) | (owners[1:] != owners[:-1])
    values, owners = values[new], owners[new]
    return Shingles(values, numpy.searchsorted(owners, numpy.arange(len(texts) + 1)))


def mixed(values: Array) -> Array:
    """Return the values scattered over 64 bits (the finaliser of splitmix64); overflow is wanted."""
    import numpy

    with numpy.errstate(over="ignore"):
        scattered = (values ^ (values >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        scattered = (scattered ^ (scattered >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    result: Array = scattered ^ (scattered >> numpy.uint64(31))
    return result
