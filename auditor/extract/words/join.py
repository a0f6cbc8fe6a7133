"""Pieces of a cell that layout tore apart, put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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


def overlap(one: str, two: str, least: int = 1, most: int = 60) -> int:
    """Return how many characters at the end of ``one`` are repeated at the start of ``two`` (0 where none).

    Digits or letters alone are no repetition: a number may well have the same digit twice.
    """
    longest = min(len(one), len(two), most)
    sizes = (size for size in range(longest, least - 1, -1) if one.endswith(two[:size]))
    return next((size for size in sizes if not (two[:size].isascii() and two[:size].isalnum())), 0)
