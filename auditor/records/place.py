"""Where something stands in its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a source document; what the format does not know stays None.

    ``line`` is the 1-based line of a text source, ``page`` is 1-based, ``cell`` is the A1 address in ``sheet``,
    ``bbox`` is (left, top, right, bottom) in PDF points.
    """

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    bbox: tuple[float, float, float, float] | None = None


NOWHERE = Place()
