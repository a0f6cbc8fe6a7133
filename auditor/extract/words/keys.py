"""Comparison keys and tidy texts, remembered: the same words fill thousands of cells."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from auditor.records.document import EMPTY, Cell
from auditor.text import width


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Return the comparison key of ``text`` (see text.width.fold)."""
    return width.fold(text)


@lru_cache(maxsize=1 << 15)
def tidy(text: str) -> str:
    """Return ``text`` without layout blanks; a blank typed inside a quotation stays (see text.width.tidy)."""
    return width.tidy(text)


def clean(cell: Cell) -> Cell:
    """Return ``cell`` without the blanks that layout put in."""
    if not cell.text:
        return EMPTY
    text = tidy(cell.text)
    return cell if text == cell.text else replace(cell, text=text)
