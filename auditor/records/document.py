"""What a reader makes of a file: prose and grids of cells in reading order, each cell with its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from auditor.records.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text with its place. Outer blanks are removed; everything else is as the source shows it.

    ``rows`` and ``columns`` say over how many rows and columns of its grid a merged cell reaches, itself included;
    the cells that it covers are empty. Formats that know of no merged cells (text) say 1. ``confidence`` (0..1) is
    below 1 where the text was recognised in an image: that of its least sure character.
    """

    text: str = ""
    place: Place = NOWHERE
    rows: int = 1
    columns: int = 1
    confidence: float = 1.0

    @property
    def single(self) -> Cell:
        """The cell as one that reaches over nothing but its own row and column."""
        return replace(self, rows=1, columns=1)


EMPTY = Cell()


# Every step of reading asks what a row says: with slots it could not be remembered.
@dataclass(frozen=True)
class Row:
    """One row of a grid, cells from left to right, empty ones included (a position is a column)."""

    cells: tuple[Cell, ...]
    place: Place = NOWHERE

    @cached_property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold text."""
        return tuple([cell for cell in self.cells if cell.text])

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of the filled cells."""
        return tuple([cell.text for cell in self.cells if cell.text])


@dataclass(frozen=True, slots=True)
class Grid:
    """A table piece as the source delimits it: a table cut by a page break arrives as two grids."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """One line of running text outside any table."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was not read. ``after`` counts the blocks before it, ``large`` says that a table has room in it.

    A seal, a signature or a logo is not large; where the format does not say how large a picture is, it is not, too.
    """

    after: int
    place: Place = NOWHERE
    large: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a document, not about the author's figures: unreadable parts, unplaced rows, a crashed check.

    ``code`` is a stable dotted name (``extract.unplaced``), ``message`` a Chinese sentence. ``partial`` is true
    where a part of the document was not read or not judged, so that a gate must not pass it in silence.
    """

    code: str
    message: str
    place: Place = NOWHERE
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: ``format`` names the reader, ``converted`` says that the text came out of a PDF or scan.

    In a converted text, shifted columns or a blank inside a number are damage of the conversion, not the author's.
    """

    source: str
    sha256: str
    format: str
    blocks: tuple[Prose | Grid, ...]
    problems: tuple[Problem, ...] = ()
    converted: bool = False
    pictures: tuple[Picture, ...] = ()
