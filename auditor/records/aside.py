"""What of a document was knowingly left out of its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.records.document import Cell

AsideKind = Literal[
    "title", "caption", "head", "label", "total", "serial", "column", "furniture", "repeated", "prose", "note"
]


@dataclass(frozen=True, slots=True)
class Aside:
    """A cell or line of prose that is no content of an indicator table, and what it is instead.

    title: names a table; caption: its unit or year; head: heads columns; label: names what stands beside or below it;
    total: a row of sums; serial: a running number; column: a column that is known and kept out, or said to be
    unknown; furniture: page numbers, what is printed on every page; repeated: printed once more above a table that
    goes on; prose: running text; note: notes and signatures below a table.
    """

    kind: AsideKind
    cell: Cell
