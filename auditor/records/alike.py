"""The one interface of everything that finds indicator names of one meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class SameMeaning(Protocol):
    """A judge of names."""

    def __call__(self, names: Sequence[str], floor: float) -> list[tuple[str, str]]:
        """Return the pairs among the folded names (each given once) that are the same in other words.

        "The same" means with a probability of at least ``floor``; pairs come in the order of the names.
        """
        ...
