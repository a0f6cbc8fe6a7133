"""The code in the cell of a project, whatever its form, told from the name beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.words.keys import fold
from auditor.records.document import Cell
from auditor.text.codes import ANY_CODE

_CODE = r"[0-9A-Za-z]+(?:[-_/][0-9A-Za-z]+)*"
_HAN = "\u4e00-\u9fff"
_BEFORE = re.compile(rf"\s*({_CODE})\s*[-—–－_:：/\s]\s*(?=[^\W\d_])(\D.*)", re.DOTALL)
_BEHIND = re.compile(rf"([^{_HAN}]*[{_HAN}].*?)\s*[-—–－_:：/\s(（\[【]\s*({_CODE})\s*[)）\]】]?\s*", re.DOTALL)
_DIGITS = 4
_LEAST = 5
_LONE = 8  # characters: one project alone does not show that what stands before its name is a code
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-_/](?:19|20)?\d\d)?")


def coded(items: Sequence[Item]) -> list[Item]:
    """Return the items of a whole table with the codes told from the names, where all its projects print one.

    A code of the usual form needs no such proof.
    """
    parts = {at: _parts(item) for at, item in enumerate(items) if item.anchor and not item.code.text}
    least = _LEAST if len({item.key for item in items if item.anchor}) > 1 else _LONE
    if not parts or not all(both and len(both[0].text) >= least for both in parts.values()):
        parts = {at: both for at, both in parts.items() if both and ANY_CODE.fullmatch(both[0].text)}
    done = list(items)
    for at, both in parts.items():
        if both:
            code, name = both
            done[at] = replace(items[at], code=code, owner=name, key=code.text)
    return done


def _parts(item: Item) -> tuple[Cell, Cell] | None:
    """Return (code, name) of a project's cell, None where it holds no code."""
    text = item.owner.text
    whole = ANY_CODE.search(fold(text))
    if before := _BEFORE.fullmatch(text):
        code, name = before.groups()
    elif behind := _BEHIND.fullmatch(text):
        name, code = behind.groups()
    else:
        return None
    if whole and fold(code) != whole.group(1):
        return None
    if sum(char.isdigit() for char in code) < _DIGITS or _YEARS.fullmatch(code):
        return None
    return replace(item.owner, text=fold(code)), replace(item.owner, text=name.strip())
