"""Pieces of a cell that layout tore apart, put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.evidence import overlap
from auditor.records.document import EMPTY, Cell
from auditor.text.width import tidy


def joined(pieces: Sequence[Cell], *, repeats: int = 1) -> Cell:
    """Return the pieces as one cell, without layout blanks, at the place of the first.

    A piece that the text already ends with is left out; an overlap of at least ``repeats`` characters (a line
    printed on both sides of a page break) is kept once.
    """
    text = ""
    for piece in pieces:
        more = tidy(piece.text, keep_quoted=False)
        if not text:
            text = more
            continue
        if text.endswith(more):
            continue
        if more.startswith(text):
            text = more
            continue
        text += more[overlap(text, more, repeats) :]
    sure = min(piece.confidence for piece in pieces)
    return replace(pieces[0], text=text, confidence=sure) if text else EMPTY
