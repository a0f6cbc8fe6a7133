"""The original beside a finding: pieces of the tables as read, and pictures of pages, with what is framed in them."""

from __future__ import annotations

from dataclasses import dataclass


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
    """A page as a picture (WebP). ``frames``: fingerprint, then left, top, width, height in hundredths of the page."""

    title: str
    data: bytes
    frames: tuple[tuple[str, float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Originals:
    """What is shown of one document; ``note`` says what is not."""

    pieces: tuple[Piece, ...] = ()
    images: tuple[PageImage, ...] = ()
    note: str = ""
