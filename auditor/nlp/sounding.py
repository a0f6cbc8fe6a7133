"""What a symbol may be a slip for: characters that sound or look like it, words that sound like a stretch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.nlp.charlm import HAN, SYMBOLS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

READINGS = 2
SIZES = (2, 3, 4)
_COST_STEP = 16
_FUZZY, _SHAPE, _SHAPE_STEP = 16, 24, 1
_SYLLABLE_BITS = 9


@dataclass(frozen=True, slots=True)
class Sounding:
    """``near[at[s]:at[s + 1]]`` are the symbols that s may stand for, ``cost`` what each costs (natural logarithm).

    ``exact`` and ``loose`` hold up to two syllable numbers of each symbol (0: none), ``keys[n]`` the loose syllables
    of the words of n characters in rising order, ``words[n]`` their symbols.
    """

    at: NDArray[np.int64]
    near: NDArray[np.uint16]
    cost: NDArray[np.float32]
    exact: NDArray[np.uint16]
    loose: NDArray[np.uint16]
    keys: Mapping[int, NDArray[np.int64]]
    words: Mapping[int, NDArray[np.uint16]]


def key(syllables: NDArray[Any]) -> NDArray[np.int64]:
    """Return one number for each row of loose syllables, 0 where one of them is unknown."""
    import numpy as np

    packed = np.zeros(len(syllables), np.int64)
    for column in range(syllables.shape[1]):
        packed = packed << _SYLLABLE_BITS | syllables[:, column]
    return np.where(np.asarray((syllables > 0).all(axis=1)), packed, 0)


def load(data: Any) -> Sounding:
    """Return what ``dump`` wrote (16-bit words)."""
    import numpy as np

    words: NDArray[np.uint16] = np.frombuffer(data, np.uint16)
    at = [0]

    def take(count: int) -> NDArray[np.uint16]:
        at[0] += count
        return words[at[0] - count : at[0]]

    sizes = take(len(SIZES)).astype(np.int64)
    total = int(take(1)[0]) | int(take(1)[0]) << 16
    exact = take(READINGS * SYMBOLS).reshape(SYMBOLS, READINGS)
    loose = take(READINGS * SYMBOLS).reshape(SYMBOLS, READINGS)
    starts = np.concatenate([[0], np.cumsum(take(SYMBOLS).astype(np.int64))])
    near, cost = take(total), take(total).astype(np.float32) / _COST_STEP
    found = {size: take(int(count) * size).reshape(-1, size) for size, count in zip(SIZES, sizes, strict=True)}
    keys = {size: key(loose[:, 0][held]) for size, held in found.items()}
    return Sounding(starts, near, cost, exact, loose, keys, found)


def dump(
    symbols: NDArray[np.uint16], readings: Mapping[str, Sequence[str]], loose: Mapping[str, str], more: tuple[Any, Any]
) -> NDArray[np.uint16]:
    """Return the words of the file: ``readings`` are the syllables of characters, ``loose`` the class of a syllable.

    ``more`` is (the words offered as corrections, the look-alikes of each character, nearest first).
    """
    import numpy as np

    offered, alike = more
    known = {char: heard for char, heard in readings.items() if symbols[ord(char)] >= HAN}
    numbers = {syllable: place for place, syllable in enumerate(sorted(loose), 1)}
    classes = {syllable: numbers[name] for syllable, name in loose.items()}
    exact_table = np.zeros((SYMBOLS, READINGS), np.uint16)
    loose_table = np.zeros((SYMBOLS, READINGS), np.uint16)
    for char, heard in known.items():
        for place, syllable in enumerate(heard[:READINGS]):
            exact_table[symbols[ord(char)], place] = numbers[syllable]
            loose_table[symbols[ord(char)], place] = classes[syllable]
    near = _near(known, loose, alike)
    listed = [near.get(char, {}) for char in _by_symbol(symbols)]
    flat = [(symbols[ord(char)], cost) for one in listed for char, cost in one.items()]
    counts = np.zeros(SYMBOLS, np.uint16)
    counts[HAN : HAN + len(listed)] = [len(one) for one in listed]
    words = [_words(offered, size, symbols, loose_table) for size in SIZES]
    head = [*(len(held) for held in words), len(flat) & 0xFFFF, len(flat) >> 16]
    columns = np.array(flat, np.uint16).reshape(-1, 2)
    parts = [np.array(head), exact_table.ravel(), loose_table.ravel(), counts, columns[:, 0], columns[:, 1]]
    return np.concatenate([part.astype(np.uint16) for part in (*parts, *(held.ravel() for held in words))])


def _by_symbol(symbols: NDArray[np.uint16]) -> list[str]:
    import numpy as np

    points = np.flatnonzero(symbols >= HAN)
    return [chr(point) for point in points[np.argsort(symbols[points])]]


def _near(
    readings: Mapping[str, Sequence[str]], loose: Mapping[str, str], alike: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    """Return for each character those it may stand for and what that costs, in sixteenths."""
    by_class: dict[str, list[str]] = {}
    for char, heard in readings.items():
        for name in sorted({loose[syllable] for syllable in heard}):
            by_class.setdefault(name, []).append(char)
    found: dict[str, dict[str, int]] = {char: {} for char in sorted({*readings, *alike})}
    for char, heard in readings.items():
        for name in sorted({loose[syllable] for syllable in heard}):
            for other in by_class[name]:
                same = not {*heard}.isdisjoint(readings[other])
                _put(found[char], other, 0 if same else _FUZZY)
        found[char].pop(char, None)
    for char, others in alike.items():
        for rank, other in enumerate(others):
            if char != other and char in readings and other in readings:
                _put(found[char], other, _SHAPE + _SHAPE_STEP * rank)
                _put(found[other], char, _SHAPE + _SHAPE_STEP * rank)
    return found


def _put(costs: dict[str, int], char: str, cost: int) -> None:
    costs[char] = min(cost, costs.get(char, cost))


def _words(
    offered: Iterable[str], size: int, symbols: NDArray[np.uint16], loose: NDArray[np.uint16]
) -> NDArray[np.uint16]:
    import numpy as np

    held = [[int(symbols[ord(char)]) for char in word] for word in offered if len(word) == size]
    table = np.array([one for one in held if min(one) >= HAN], np.uint16).reshape(-1, size)
    return table[np.argsort(key(loose[:, 0][table]), kind="stable")]
