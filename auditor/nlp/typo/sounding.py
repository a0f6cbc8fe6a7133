"""What a symbol may be a slip for: characters that sound or look like it, words that sound like a stretch."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo.charlm import HAN, SYMBOLS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

READINGS = 2
BESIDE = 24
SIZES = (2, 3, 4)
_COST_STEP = 16
_FUZZY, _SHAPE, _SHAPE_STEP, _PART = 16, 24, 1, 38
SHAPE = _SHAPE / _COST_STEP
_SYLLABLE_BITS = 9


@dataclass(frozen=True, slots=True)
class Sounding:
    """``near[at[s]:at[s + 1]]`` are the symbols that s may stand for, ``cost`` what each costs (natural logarithm).

    A character that the language model does not know has a number beyond its symbols here: ``wide`` is the number of
    every UTF-16 unit, ``symbols`` the symbol of the model.

    ``exact`` and ``loose`` hold up to two syllable numbers of each symbol (0: none), ``keys[n]`` the loose syllables
    of the words of n characters in rising order, ``words[n]`` their symbols.

    ``following`` and ``leading`` hold the characters that most often stand after and before each symbol (0: none).
    """

    symbols: NDArray[np.uint16]
    wide: NDArray[np.uint16]
    at: NDArray[np.int64]
    near: NDArray[np.uint16]
    cost: NDArray[np.float32]
    exact: NDArray[np.uint16]
    loose: NDArray[np.uint16]
    keys: Mapping[int, NDArray[np.int64]]
    words: Mapping[int, NDArray[np.uint16]]
    following: NDArray[np.uint16]
    leading: NDArray[np.uint16]


def unlike(one: str, other: str, sounding: Sounding) -> int:
    """Return how many characters of two words of one length have no syllable in common, whatever their tones."""
    exact, wide = sounding.exact, sounding.wide
    heard = [[{*exact[wide[ord(symbol)]]} for symbol in pair] for pair in zip(one, other, strict=True)]
    return sum(first.isdisjoint(second - {0}) for first, second in heard)


def key(syllables: NDArray[Any]) -> NDArray[np.int64]:
    """Return one number for each row of loose syllables, 0 where one of them is unknown."""
    import numpy as np

    packed = np.zeros(len(syllables), np.int64)
    for column in range(syllables.shape[1]):
        packed = packed << _SYLLABLE_BITS | syllables[:, column]
    return np.where(np.asarray((syllables > 0).all(axis=1)), packed, 0)


def load(data: Any, symbols: NDArray[np.uint16]) -> Sounding:
    """Return what ``dump`` wrote (16-bit words); ``symbols`` is the alphabet of the language model."""
    import numpy as np

    words: NDArray[np.uint16] = np.frombuffer(data, np.uint16)
    at = [0]

    def take(count: int) -> NDArray[np.uint16]:
        at[0] += count
        return words[at[0] - count : at[0]]

    sizes = take(len(SIZES)).astype(np.int64)
    total = int(take(1)[0]) | int(take(1)[0]) << 16
    wide = _widened(symbols, take(int(take(1)[0])))
    count = int(wide.max()) + 1
    exact = take(READINGS * count).reshape(count, READINGS)
    loose = take(READINGS * count).reshape(count, READINGS)
    starts = np.concatenate([[0], np.cumsum(take(count).astype(np.int64))])
    near, cost = take(total), take(total).astype(np.float32) / np.float32(_COST_STEP)
    found = {size: take(int(count) * size).reshape(-1, size) for size, count in zip(SIZES, sizes, strict=True)}
    keys = {size: key(loose[:, 0][held]) for size, held in found.items()}
    beside = [take(BESIDE * SYMBOLS).reshape(SYMBOLS, BESIDE) for _ in range(2)]
    return Sounding(symbols, wide, starts, near, cost, exact, loose, keys, found, beside[0], beside[1])


def _widened(symbols: NDArray[np.uint16], more: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return the number of every UTF-16 unit: its symbol, or a number beyond for the characters ``more``."""
    import numpy as np

    wide = symbols.copy()
    wide[more] = np.arange(SYMBOLS, SYMBOLS + len(more))
    return wide


def dump(
    symbols: NDArray[np.uint16],
    readings: Mapping[str, Sequence[str]],
    loose: Mapping[str, str],
    more: tuple[Any, Any, Any, Any],
) -> NDArray[np.uint16]:
    """Return the words of the file: ``readings`` are the syllables of characters, ``loose`` the class of a syllable.

    ``more`` is (the words offered as corrections, the look-alikes of each character, nearest first, those that it is a
    side of or has as a side, what stands after and before each symbol, most often first).
    """
    import numpy as np

    offered, alike, sides, beside = more
    strange = [ord(char) for char in sorted(readings) if symbols[ord(char)] < HAN]
    wide = _widened(symbols, np.array(strange, np.uint16))
    size = SYMBOLS + len(strange)
    numbers = {syllable: place for place, syllable in enumerate(sorted(loose), 1)}
    classes = {syllable: numbers[name] for syllable, name in loose.items()}
    exact_table = np.zeros((size, READINGS), np.uint16)
    loose_table = np.zeros((size, READINGS), np.uint16)
    for char, heard in readings.items():
        for place, syllable in enumerate(heard[:READINGS]):
            exact_table[wide[ord(char)], place] = numbers[syllable]
            loose_table[wide[ord(char)], place] = classes[syllable]
    near = _near(readings, loose, alike, sides)
    counts, columns = _listed(near, _by_number(wide), symbols, size)
    words = [_words(offered, length, symbols, loose_table) for length in SIZES]
    head = [*(len(held) for held in words), len(columns) & 0xFFFF, len(columns) >> 16, len(strange), *strange]
    parts = [np.array(head), exact_table.ravel(), loose_table.ravel(), counts, columns[:, 0], columns[:, 1]]
    more_parts = [held.ravel() for held in (*words, *beside)]
    return np.concatenate([part.astype(np.uint16) for part in (*parts, *more_parts)])


def relooked(
    data: Any, symbols: NDArray[np.uint16], alike: Mapping[str, str], sides: Mapping[str, str]
) -> NDArray[np.uint16]:
    """Return what ``dump`` would write with other look-alikes, from what it wrote."""
    import numpy as np

    words: NDArray[np.uint16] = np.frombuffer(data, np.uint16)
    head = len(SIZES) + 3
    total = int(words[head - 3]) | int(words[head - 2]) << 16
    more = words[head : head + int(words[head - 1])]
    wide = _widened(symbols, more)
    size, first = int(wide.max()) + 1, head + len(more)
    exact = words[first : first + READINGS * size].reshape(size, READINGS)
    counts = first + 2 * READINGS * size
    near = words[counts + size : counts + size + total]
    costs = words[counts + size + total : counts + size + 2 * total]
    ends = np.cumsum(words[counts : counts + size].astype(np.int64))
    chars = _by_number(wide)
    number = {char: place for place, char in enumerate(chars, HAN)}
    of_symbol = {int(symbols[ord(char)]): char for char in chars if symbols[ord(char)] >= HAN}
    found: dict[str, dict[str, int]] = {}
    for char in sorted(chars):
        own = slice(int(ends[number[char] - 1]), int(ends[number[char]]))
        pairs = zip(near[own].tolist(), costs[own].tolist(), strict=True)
        found[char] = {of_symbol[symbol]: cost for symbol, cost in pairs if cost < _SHAPE}
    look_alikes(found, alike, sides, {char for char in chars if exact[number[char]].any()})
    listed, columns = _listed(found, chars, symbols, size)
    numbers = [len(columns) & 0xFFFF, len(columns) >> 16, len(more)]
    parts = [words[: head - 3], np.array(numbers), more, words[first:counts], listed, columns[:, 0], columns[:, 1]]
    parts.append(words[counts + size + 2 * total :])
    return np.concatenate([part.astype(np.uint16) for part in parts])


def _listed(
    near: Mapping[str, Mapping[str, int]], chars: Sequence[str], symbols: NDArray[np.uint16], size: int
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Return how many characters each may stand for, and (symbol, cost) of all of these."""
    import numpy as np

    listed = [
        {symbols[ord(char)]: cost for char, cost in near.get(own, {}).items() if symbols[ord(char)] >= HAN}
        for own in chars
    ]
    counts = np.zeros(size, np.uint16)
    counts[HAN : HAN + len(listed)] = [len(one) for one in listed]
    return counts, np.array([one for costs in listed for one in costs.items()], np.uint16).reshape(-1, 2)


def _by_number(wide: NDArray[np.uint16]) -> list[str]:
    import numpy as np

    points = np.flatnonzero(wide >= HAN)
    return [chr(point) for point in points[np.argsort(wide[points])]]


def _near(
    readings: Mapping[str, Sequence[str]],
    loose: Mapping[str, str],
    alike: Mapping[str, str],
    sides: Mapping[str, str],
) -> dict[str, dict[str, int]]:
    """Return for each character those it may stand for and what that costs, in sixteenths."""
    found: dict[str, dict[str, int]] = {char: {} for char in sorted({*readings, *alike, *sides})}
    _by_sound(found, readings, loose)
    look_alikes(found, alike, sides, readings)
    return found


def look_alikes(
    found: dict[str, dict[str, int]], alike: Mapping[str, str], sides: Mapping[str, str], known: Container[str]
) -> None:
    """Add the look-alikes of characters that are known to what those may stand for, each way."""
    pairs = [(char, other, _SHAPE + _SHAPE_STEP * rank) for char in alike for rank, other in enumerate(alike[char])]
    pairs += [(char, other, _PART) for char in sides for other in sides[char]]
    for one, two, cost in pairs:
        if one != two and one in known and two in known:
            _put(found[one], two, cost)
            _put(found[two], one, cost)


def _by_sound(
    found: dict[str, dict[str, int]], readings: Mapping[str, Sequence[str]], loose: Mapping[str, str]
) -> None:
    """Add the characters that share a class of syllables; those that share a syllable cost nothing."""
    by_class: dict[str, list[str]] = {}
    for char, heard in readings.items():
        for name in sorted({loose[syllable] for syllable in heard}):
            by_class.setdefault(name, []).append(char)
    for char, heard in readings.items():
        for other in (other for name in sorted({loose[syllable] for syllable in heard}) for other in by_class[name]):
            same = not {*heard}.isdisjoint(readings[other])
            _put(found[char], other, 0 if same else _FUZZY)
        found[char].pop(char, None)


def _put(costs: dict[str, int], char: str, cost: int) -> None:
    costs[char] = min(cost, costs.get(char, cost))


def _words(
    offered: Iterable[str], size: int, symbols: NDArray[np.uint16], loose: NDArray[np.uint16]
) -> NDArray[np.uint16]:
    import numpy as np

    held = [[int(symbols[ord(char)]) for char in word] for word in offered if len(word) == size]
    table = np.array([one for one in held if min(one) >= HAN], np.uint16).reshape(-1, size)
    return table[np.argsort(key(loose[:, 0][table]), kind="stable")]
