"""How alike two names are, without the words that say nothing about the thing (工作, 经费, 项目)."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from auditor.text.width import fold

_EMPTY = re.compile(
    r"(?:工作|项目|经费|成本|费用|资金|支出|预算|金额|专项|补助|补贴|相关|开展|数量|数|的|等|\([^()]*\)|[“”‘’《》、,.;:。])"
)


@lru_cache(maxsize=65536)
def stripped(name: str) -> str:
    """Return the folded name without brackets, marks and the words that every name has."""
    return _EMPTY.sub("", fold(name))


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text as it is."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def is_within(own: frozenset[str], text: str, share: float) -> bool:
    """Return whether at least ``share`` (0..1) of some pairs of characters stand in a text; of no pairs none does."""
    return bool(own) and sum(pair in text for pair in own) >= share * len(own)


@lru_cache(maxsize=65536)
def core(name: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of the stripped name."""
    return pairs(stripped(name))


def in_order(short: str, longer: str) -> bool:
    """Return whether the characters of a text stand in another one in their order: it may be a short form of it."""
    rest = iter(longer)
    return all(char in rest for char in short)


def likeness(one: str, other: str) -> float:
    """Return the share of common character pairs (Dice, 0..1) of two names."""
    first, second = core(one), core(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def edit_ratio(one: str, other: str) -> float:
    """Return how much of two texts matches in order (0..1)."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
