"""The one interface of everything that says whether two indicator names mean the same."""

from __future__ import annotations

from typing import Protocol


class SameMeaning(Protocol):
    """A judge of pairs of names."""

    def __call__(self, one: str, other: str) -> float:
        """Return the probability (0..1) that two folded names ask for the same thing in other words."""
        ...
