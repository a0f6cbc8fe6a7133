"""Where something stands in its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a source document; what the format does not know stays None.

    ``line`` is the 1-based line of a text source, ``page`` is 1-based, ``cell`` is the A1 address in ``sheet`` (in a
    Word file or web page, which have no sheets, 第3个表格第5行第2列), ``bbox`` is (left, top, right, bottom) in points
    of a PDF page.
    """

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    bbox: tuple[float, float, float, float] | None = None

    @property
    def exact(self) -> bool:
        """Return whether more is known than the page."""
        return (self.line, self.sheet, self.cell, self.bbox) != (None, None, None, None)


NOWHERE = Place()
