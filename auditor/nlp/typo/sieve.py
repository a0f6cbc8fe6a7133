"""A first look at candidates of one character: what the judge would hardly take is left out before it costs much.

Most candidates gain a little by chance and are never likely. A line through numbers that cost next to nothing tells
nearly all of them from those that are (a cascade, as Viola and Jones 2001 do for images): first with what pairs of
symbols say, then with what the whole language model says of the character itself. Fitted by
``auditor.nlp.train.sieve`` on the made-up lines that came with the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from auditor.nlp.typo.candidates import Sight

NUMBERS = ("left", "right", "cost", "first", "second", "before", "reach")


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate passes where what is said for it reaches ``least``; the rest are the weights of ``NUMBERS``.

    ``left`` is the log probability of the character after what stands before it, ``right`` that of what follows after
    it, ``cost`` what the slip costs; ``first`` and ``second`` are the log probabilities, as they stand, of the first
    two symbols that see the change, ``before`` that of all of these, ``reach`` how many they are.
    """

    left: float
    right: float
    cost: float
    first: float
    second: float
    before: float
    reach: float
    least: float

    def floor(self, sight: Sight) -> NDArray[np.float64]:
        """Return for each slot what ``left``, ``right`` and ``cost`` of a candidate have to come to, weighted."""
        import numpy as np

        stands = self.first * sight.first + self.second * sight.second + self.before * sight.before
        return np.asarray(self.least - stands - self.reach * sight.reach)


OPEN = Line(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0)
"""A line that every candidate passes."""
Lines = tuple[Line, Line]
"""The line for what pairs of symbols say, and the one for what the whole language model says."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """The lines of the two stages, for characters that may be lacking and for those that may stand for another."""

    lacking: Lines = (OPEN, OPEN)
    single: Lines = (OPEN, OPEN)


def load(weights: Mapping[str, Any]) -> Sieve:
    """Return the sieve that ``dump`` described; without a description one that leaves nothing out."""
    if not weights:
        return Sieve()
    lacking, single = (tuple(Line(*numbers) for numbers in weights[name]) for name in ("lacking", "single"))
    return Sieve((lacking[0], lacking[1]), (single[0], single[1]))


def dump(sieve: Sieve) -> dict[str, Any]:
    """Return the numbers of a sieve, eight for each line."""
    return {"lacking": [astuple(line) for line in sieve.lacking], "single": [astuple(line) for line in sieve.single]}
