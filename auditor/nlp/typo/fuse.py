"""A read-only map from 64-bit hashes to small values, about 2.3 bytes an entry, looked up in numpy without a loop.

A binary fuse filter (Graf and Lemire 2022) that holds a value beside the fingerprint (as Talbot and Brants 2008 do):
three slots of 16 bits, combined by exclusive or, give 10 bits of fingerprint and 6 bits of value. One absent hash in
a thousand is taken for a present one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VALUES = 64
_VALUE_BITS, _LOW = 6, 63
_HEAD = 3
_ROOM = 1.16
_MIX = 0xD6E8FEB86659FD93
_BLOCK = 16384


@dataclass(frozen=True, slots=True)
class Fuse:
    """``slots`` in ``segments`` + 2 segments of ``size`` (a power of two)."""

    segments: int
    size: int
    slots: NDArray[np.uint16]

    def find(self, hashes: NDArray[np.uint64]) -> NDArray[np.int16]:
        """Return the value of each hash, -1 where it is absent; block by block, so that a step stays in the cache."""
        import numpy as np

        found = np.empty(len(hashes), np.int16)
        for start in range(0, len(hashes), _BLOCK):
            mixed = _mixed(hashes[start : start + _BLOCK])
            first, second, third = _places(mixed, self.segments, self.size)
            held = self.slots.take(first, mode="clip")
            held ^= self.slots.take(second, mode="clip")
            held ^= self.slots.take(third, mode="clip")
            mixed &= np.uint64(1023)
            known = held >> _VALUE_BITS == mixed.astype(np.uint16)
            held &= _LOW
            found[start : start + _BLOCK] = np.where(known, held.view(np.int16), np.int16(-1))
        return found


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    import numpy as np

    mixed = hashes >> np.uint64(32)
    mixed ^= hashes
    for shift in (np.uint64(32), np.uint64(29)):
        mixed *= np.uint64(_MIX)
        mixed ^= mixed >> shift
    return mixed


def _places(mixed: NDArray[np.uint64], segments: int, size: int) -> tuple[Any, Any, Any]:
    """Return the three slots of each hash; they lie in neighbouring segments."""
    import numpy as np

    inner = np.uint64(size - 1)
    begin = mixed >> np.uint64(32)
    begin *= np.uint64(segments)
    begin >>= np.uint64(32)
    begin *= np.uint64(size)
    first, second, third = mixed >> np.uint64(10), mixed >> np.uint64(21), mixed >> np.uint64(37)
    third ^= mixed
    first &= inner
    second &= inner
    third &= inner
    first += begin
    begin += np.uint64(size)
    second += begin
    begin += np.uint64(size)
    third += begin
    return first.view(np.int64), second.view(np.int64), third.view(np.int64)


def load(words: NDArray[np.uint16]) -> Fuse:
    """Return the map that ``dump`` wrote, without copying."""
    return Fuse(int(words[0]) | int(words[1]) << 16, 1 << int(words[2]), words[_HEAD:])


def dump(hashes: NDArray[np.uint64], values: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return the words of a map of distinct hashes to values below ``VALUES``.

    Raises ValueError where two hashes are equal or the hashes cannot be placed (next to impossible).
    """
    import numpy as np

    for stretch in (1.0, 1.03, 1.1, 1.25, 1.6, 2.1, 2.9, 4.0):
        bits = int(np.clip(np.log2(max(len(hashes), 8)) * 0.55 + 1.0, 8, 16))
        segments = max(1, int(np.ceil(len(hashes) * _ROOM * stretch / (1 << bits))))
        slots = _placed(_mixed(hashes), values, segments, 1 << bits)
        if slots is not None:
            head = np.array([segments & 0xFFFF, segments >> 16, bits], np.uint16)
            return np.concatenate([head, slots])
    raise ValueError("equal hashes in a map")


def _placed(
    mixed: NDArray[np.uint64], values: NDArray[np.int64], segments: int, size: int
) -> NDArray[np.uint16] | None:
    """Return the filled slots, None where the hashes cannot be peeled off one by one."""
    import numpy as np

    total = (segments + 2) * size
    places = np.stack(_places(mixed, segments, size), axis=1)
    rounds = _peeled(places, total)
    if sum(len(keys) for keys, _ in rounds) < len(mixed):
        return None
    slots = np.zeros(total, np.uint16)
    wanted = (mixed & np.uint64(1023)).astype(np.uint16) << _VALUE_BITS | values.astype(np.uint16)
    for keys, own in reversed(rounds):
        three = places[keys]
        # The own slot is still zero, so it may take part.
        slots[own] = wanted[keys] ^ slots[three[:, 0]] ^ slots[three[:, 1]] ^ slots[three[:, 2]]
    return slots


def _peeled(places: NDArray[np.int64], total: int) -> list[tuple[Any, Any]]:
    """Return rounds of (keys, the slot that each has to itself once the keys of earlier rounds are gone)."""
    import numpy as np

    users = np.bincount(places.ravel(), minlength=total).astype(np.int32)
    # Sums of places of keys are whole numbers far below 2**53.
    numbers = np.repeat(np.arange(len(places), dtype=np.float64), 3)
    sums = np.bincount(places.ravel(), numbers, total).astype(np.int64)
    rounds = []
    front = np.flatnonzero(users == 1)
    while len(front):
        keys, which = np.unique(sums[front], return_index=True)
        rounds.append((keys, front[which]))
        touched = places[keys].ravel()
        np.subtract.at(users, touched, 1)
        np.subtract.at(sums, touched, np.repeat(keys, 3))
        front = np.unique(touched)
        front = front[users[front] == 1]
    return rounds
