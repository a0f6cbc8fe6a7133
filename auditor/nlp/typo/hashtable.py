"""A read-only hash table from n-gram keys to rounded counts: 3 bytes an entry, read straight from a file.

Open addressing with linear probing. A slot holds a 16-bit fingerprint (0 is empty) and a count rounded to an eighth
of a power of two, so about one absent key in ten thousand is taken for a present one; callers add evidence from
many keys and bear that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo.codes import MASK, MULTIPLIER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STEPS = 8
_LOAD = 0.75
LOGS = (0.0, *(math.log(2) * step / _STEPS for step in range(255)))


@dataclass(frozen=True, slots=True)
class Table:
    """``prints`` and ``logs`` are parallel slots; ``homes`` of them can be the first place of a key."""

    homes: int
    prints: memoryview
    logs: memoryview

    def log(self, key: int) -> float:
        """Return the natural logarithm of the count of a key, or -1.0 where the key is absent."""
        mixed = key * MULTIPLIER & MASK
        mixed ^= mixed >> 29
        mixed = mixed * MULTIPLIER & MASK
        slot = (mixed >> 32) * self.homes >> 32
        wanted = mixed & 0xFFFF or 1
        prints = self.prints
        while True:
            found = prints[slot]
            if found == wanted:
                return LOGS[self.logs[slot]]
            if not found:
                return -1.0
            slot += 1


def load(data: Any) -> Table:
    """Return the table that ``dump`` wrote."""
    homes, slots = int.from_bytes(data[:8], "little"), int.from_bytes(data[8:16], "little")
    view = memoryview(data)
    return Table(homes, view[16 : 16 + 2 * slots].cast("H"), view[16 + 2 * slots :])


def dump(keys: NDArray[np.uint64], counts: NDArray[np.int64]) -> bytes:
    """Return the bytes of a table of distinct keys and their counts (≥ 1)."""
    import numpy as np

    homes = max(16, int(len(keys) / _LOAD))
    with np.errstate(over="ignore"):
        mixed = keys.astype(np.uint64) * np.uint64(MULTIPLIER)
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(MULTIPLIER)
    home = ((mixed >> np.uint64(32)) * np.uint64(homes) >> np.uint64(32)).astype(np.int64)
    order = np.lexsort((keys, home))
    home = home[order]
    places = np.arange(len(home))
    slots = np.maximum.accumulate(home - places) + places if len(home) else home
    size = max(homes, int(slots[-1]) + 1 if len(slots) else 0) + 1
    prints, logs = np.zeros(size, "<u2"), np.zeros(size, np.uint8)
    prints[slots] = np.maximum((mixed[order] & np.uint64(0xFFFF)).astype(np.uint16), 1)
    logs[slots] = np.clip(np.rint(np.log2(counts[order]) * _STEPS) + 1, 1, 255).astype(np.uint8)
    return homes.to_bytes(8, "little") + size.to_bytes(8, "little") + prints.tobytes() + logs.tobytes()
