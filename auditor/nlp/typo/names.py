"""Where a text may name a firm, a place, a person: by what stands before and after."""

from __future__ import annotations

import re
from functools import cache

from auditor.nlp.typo.lexicon import lexicon

_FAR = 6
_LED = 2


@cache
def listed(name: str) -> frozenset[str]:
    """Return a section of the lexicon of names, as a set."""
    return frozenset(lexicon("proofread", name))


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(listed(name)))))


@cache
def _ordered(name: str) -> tuple[str, ...]:
    return tuple(sorted(listed(name)))


def ends_after(symbols: str, end: int) -> int:
    """Return how near the second half of a name (公司, 镇) stands behind a place: 6 right there, 0 not in reach."""
    match = _any("after_name").match
    return next((_FAR - step for step in range(min(_FAR, len(symbols) - end)) if match(symbols, end + step)), 0)


def led(symbols: str, start: int) -> int:
    """Return how near a word that names follow (联系人, 与) stands before a place: 3 right there, 0 not in reach."""
    words = _ordered("before_name")
    for step in range(min(_LED, start) + 1):
        if symbols.endswith(words, 0, start - step):
            return _LED + 1 - step
    return 0
