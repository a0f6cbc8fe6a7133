"""Phrases of the field that the corpus hardly has: word files with single phrases and with combinations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

WEIGHT, COMBINED = 40, 3
_CROSS = "×"


def phrases(path: Path) -> Iterator[tuple[str, int]]:
    """Yield (phrase, how often it counts) of a word file.

    A line holds phrases with blanks between them; a line ``× A B × C D`` stands for AC AD BC BD; # begins a note.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(_CROSS):
            groups = [group.split() for group in line[1:].split(_CROSS)]
            for parts in product(*groups):
                yield "".join(parts), COMBINED
        elif not line.startswith("#"):
            for phrase in line.split():
                yield phrase, WEIGHT
