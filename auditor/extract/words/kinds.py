"""What kind of indicator the level cells of a row say it is."""

from __future__ import annotations

from auditor.extract.words.vocabulary import said_level
from auditor.text.levels import Level

_OTHER = Level("other", "other")


def kind_of(one: str, two: str) -> Level:
    """Return the kind that the two level cells say; the second decides, the first where the second says nothing."""
    below = said_level(2, two) if two else None
    if below and below.kind != "other":
        return below
    above = said_level(1, one) if one else None
    return above if above and above.kind != "output" else below or _OTHER
