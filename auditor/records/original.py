"""The original beside a finding: pieces of the tables as read, and pictures of pages, with what is framed in them."""

from __future__ import annotations

from dataclasses import dataclass

_A4_LONG = 842.0
"""Points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table as the source shows them.

    ``title`` names the sheet or table, ``columns`` are letters of a sheet or numbers, each row is its label (number or
    line) and the texts of its cells. ``frames``: fingerprint of a finding, row and column of its cell in this piece,
    column -1 for the whole row.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    frames: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture (WebP). ``frames``: fingerprint, then left, top, width, height in hundredths of the page.

    ``file`` is the path of a picture that stands beside the report, "" of one that is in it.
    """

    title: str
    data: bytes
    frames: tuple[tuple[str, float, float, float, float], ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Originals:
    """What is shown of one document; ``note`` says what is not."""

    pieces: tuple[Piece, ...] = ()
    images: tuple[PageImage, ...] = ()
    note: str = ""


def dots_an_inch(stated: float, longest: int) -> float:
    """Return the resolution of a scan ``longest`` dots long: as stated, else that of an A4 page of this length."""
    return stated if 70 <= stated <= 600 else longest / _A4_LONG * 72
