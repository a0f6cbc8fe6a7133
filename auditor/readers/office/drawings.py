"""What floats over the cells of a sheet: pictures, which are not read, and the text of shapes, which is.

Format: ECMA-376 part 1, 20.5 (SpreadsheetML drawing).
"""

from __future__ import annotations

from dataclasses import dataclass

from auditor.errors import UnreadableError
from auditor.readers.archive import Archive
from auditor.readers.gridding import flat
from auditor.readers.office.parts import relations
from auditor.readers.xmlparts import Element, attribute, local, tree, whole

# A table has room in a picture of 9 cm by 3 cm; a seal, a signature or a logo is smaller. In EMU.
LARGE = (3_240_000, 1_080_000)
# What a column and a row measure where the sheet does not say otherwise, in EMU.
_CELL = (609_600, 190_500)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The texts of a sheet's shapes, and for each of its pictures whether it is large."""

    texts: tuple[str, ...] = ()
    pictures: tuple[bool, ...] = ()


def drawing(archive: Archive, sheet: str, source: str) -> Drawing:
    """Return what floats over the sheet in the part ``sheet``; nothing where its drawing cannot be read."""
    texts: list[str] = []
    pictures: list[bool] = []
    for kind, part in relations(archive, sheet, source).values() if sheet else ():
        if kind != "drawing" or part not in archive:
            continue
        try:
            root = tree(archive.read(part), source)
        except UnreadableError:
            pictures.append(True)
            continue
        for anchor in root:
            pictures += [is_large(*_size(anchor)) for _ in anchor.iter("{*}pic", "{*}graphicFrame")]
            texts += [text for shape in anchor.iter("{*}txBody") for text in _lines(shape)]
    return Drawing(tuple(texts), tuple(pictures))


def is_large(width: int, height: int) -> bool:
    """Return whether a table has room in a picture of this size in EMU."""
    return width >= LARGE[0] and height >= LARGE[1]


def _size(anchor: Element) -> tuple[int, int]:
    """Return (width, height) of an anchored object in EMU: as it says, else by the cells that it covers."""
    extent = anchor.find("{*}ext")
    if extent is not None:
        return whole(attribute(extent, "cx")), whole(attribute(extent, "cy"))
    begin, end = anchor.find("{*}from"), anchor.find("{*}to")
    if begin is None or end is None:
        return 0, 0
    columns, rows = (_value(end, name) - _value(begin, name) for name in ("col", "row"))
    return columns * _CELL[0], rows * _CELL[1]


def _value(corner: Element, name: str) -> int:
    found = corner.find(f"{{*}}{name}")
    return whole((found.text or "").strip()) if found is not None else 0


def _lines(body: Element) -> list[str]:
    """Return the paragraphs of a shape that hold text."""
    paragraphs = ("".join(text.text or "" for text in line.iter("{*}t")) for line in body if local(line) == "p")
    return [text for text in map(flat, paragraphs) if text]
