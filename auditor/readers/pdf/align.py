"""Lines of text outside ruled tables → prose, or a grid where their pieces stand in columns."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.readers.pdf.celltext import bounds_of, line_text
from auditor.readers.pdf.ink import Glyph
from auditor.records.document import Grid, Prose
from auditor.records.place import Place


def aligned(lines: Sequence[list[Glyph]], page: int, *, ruled: bool) -> list[tuple[float, Prose | Grid]]:
    """Return (top, block) of every line of prose and of every grid without rulings."""
    return [(bounds_of(line)[1], _prose(line, page)) for line in lines if line_text(line)]


def _prose(line: Sequence[Glyph], page: int) -> Prose:
    left, top, right, bottom = (round(value, 1) for value in bounds_of(line))
    return Prose(line_text(line), Place(page=page, bbox=(left, top, right, bottom)))
