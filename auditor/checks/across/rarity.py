"""How rare the shingles of texts are, told in octaves.

Where each count changed every likeness, nothing of a comparison could be kept for the next: one text more would weigh
all texts anew.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from auditor.checks.across.shingles import Shingles

if TYPE_CHECKING:
    import numpy

    Array: TypeAlias = numpy.ndarray[Any, Any]

_LEAST_COMMON, _COMMON_SHARE = 100, 0.005
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of ``texts`` texts each shingle stands: sorted values and counts of those in two at least."""

    values: Array
    counts: Array
    texts: int

    @classmethod
    def of(cls, found: Shingles) -> Rarity:
        """Return the rarity of shingles among the texts that they come from, none of them twice."""
        import numpy

        values, counts = numpy.unique(found.values, return_counts=True)
        return cls(values[counts > 1], counts[counts > 1], len(found.starts) - 1)

    def counts_of(self, values: Array) -> Array:
        """Return in how many texts each shingle stands."""
        import numpy

        if not len(self.values):
            return numpy.ones(len(values), dtype=numpy.int64)
        places = numpy.minimum(numpy.searchsorted(self.values, values), len(self.values) - 1)
        return numpy.where(self.values[places] == values, self.counts[places], 1)

    def weights_of(self, values: Array) -> Array:
        """Return the weight of each shingle: the logarithm of its rarity, in octaves."""
        import numpy

        found: Array = (1 + math.log(2) * (octave(self.texts) - octave(self.counts_of(values)))).astype(numpy.float32)
        return found

    def telling(self, values: Array) -> Array:
        """Return which shingles stand in several texts, but not in so many that they say nothing."""
        most = max(_LEAST_COMMON, int(_COMMON_SHARE * 2.0 ** int(octave(self.texts))))
        octaves = octave(self.counts_of(values))
        found: Array = (octaves >= 1) & (octaves <= octave(most))
        return found


def coarse(count: int) -> int:
    """Return a count without what one document more or less changes in a large one: its first five binary digits."""
    rest = max(0, count.bit_length() - _DIGITS)
    return count >> rest << rest


def octave(counts: Array | int) -> Array:
    """Return how often counts can be halved before they are 1; -1 for none."""
    import numpy

    found: Array = numpy.frexp(counts)[1] - 1
    return found
