"""The pages of a Word document, as Word noted them when it saved the file: where each page began when last shown."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.readers.xmlparts import Element, local

_APART = frozenset({"txbxContent", "Fallback", "del", "moveFrom"})
"""Elements whose breaks are not those of the text around them."""


class Pages:
    """Counts pages while a document is read in order; every page is None where Word noted none (others write none)."""

    def __init__(self, body: Element | None) -> None:
        self._noted = body is not None and next(body.iter("{*}lastRenderedPageBreak"), None) is not None
        self._page = 1

    @property
    def here(self) -> int | None:
        """Return the page that was reached."""
        return self._page if self._noted else None

    def begin(self, paragraph: Element) -> int | None:
        """Return the page on which the text of a paragraph begins, and pass the paragraph."""
        marks = list(_marks(paragraph))
        before = marks.index("t") if "t" in marks else len(marks)
        first = self._page + before
        self._page += sum(mark != "t" for mark in marks)
        return first if self._noted else None

    def pass_row(self, row: Element) -> None:
        """Pass a row of a table; each of its cells notes a break that runs through the row."""
        breaks = (sum(mark != "t" for mark in _marks(cell)) for cell in row.iter("{*}tc"))
        self._page += max(breaks, default=0)


def _marks(element: Element) -> Iterator[str]:
    """Yield the texts and the breaks of an element in order, as the names of their elements."""
    for child in element:
        name = local(child)
        if name == "lastRenderedPageBreak" or (name == "t" and (child.text or "").strip()):
            yield name
        elif name not in _APART:
            yield from _marks(child)
