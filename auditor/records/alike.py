"""The interfaces of what finds names of one meaning, and of what tells which words keep company."""

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


class Company(Protocol):
    """A judge of words."""

    def __call__(self, text: str, beside: Sequence[str]) -> float:
        """Return how well the words of ``text`` suit those of the texts ``beside``: -1..1, 0 where none is known."""
        ...
