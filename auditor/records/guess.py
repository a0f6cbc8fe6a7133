"""What a classifier thinks an indicator is, and the one interface every such classifier has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Wording:
    """What a classifier may look at: folded texts of a row, never the level under which it stands.

    ``sign`` is the operator in its normal form, ``dimension`` that of the unit ("" unknown); ``numeric`` says that
    the value is a number, ``compound`` that the unit has a denominator.
    """

    name: str
    sign: str = ""
    value: str = ""
    unit: str = ""
    dimension: str = ""
    numeric: bool = False
    compound: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """The level-2 kind (quantity, quality …) that fits a row best, and its probability (0..1)."""

    level: str
    confidence: float


class Categorizer(Protocol):
    """Anything that says to which level-2 kind a row belongs."""

    def __call__(self, wording: Wording) -> Guess:
        """Return the likeliest kind; whether it is sure enough is for the caller to decide."""
        ...

    def why(self, wording: Wording, level: str) -> tuple[str, ...]:
        """Return what speaks for ``level`` in Chinese, strongest first."""
        ...
