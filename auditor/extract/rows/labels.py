"""Project labels printed over several lines: which of them begins the project, which go on with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.words.keys import fold
from auditor.records.document import EMPTY
from auditor.text.codes import BEGUN_CODE, CODE_LENGTH, CODE_START

_PARTIAL = re.compile(rf"({BEGUN_CODE})[-—–－]?$")
_REACH = 4
_DIGITS = re.compile(r"(\d+)[-—–－]")


def settled(items: Sequence[Item]) -> list[Item]:
    """Return the items with one anchor a label.

    The rest of a code on a later line (it looks like an agency code) goes on with the label; so does a text before
    amounts, in a table with codes, where the code line above it has no amounts yet.
    """
    done = list(items)
    coded = any(item.anchor and CODE_START.match(fold(item.owner.text)) for item in done)
    last = -1
    for position, item in enumerate(done):
        if item.anchor and not (coded and _goes_on(done, last, position)):
            last = position
            match = _PARTIAL.match(fold(item.owner.text))
            if match:
                _complete(done, position, match.group(1))
        elif item.anchor:
            done[position] = replace(item, anchor=False, key="")
    return done


def _goes_on(items: Sequence[Item], last: int, position: int) -> bool:
    """Return whether the anchor at ``position`` only goes on with the label that began at ``last``."""
    text = fold(items[position].owner.text)
    if last < 0 or position - last > _REACH or CODE_START.match(text):
        return False
    return not any(cell.text for item in items[last:position] for cell in item.amounts)


def _complete(items: list[Item], position: int, begun: str) -> None:
    """Give the anchor at ``position`` the key of its whole code, the rest of which stands on one of the next lines."""
    for other in range(position + 1, min(position + 1 + _REACH, len(items))):
        item = items[other]
        cell = item.owner if item.owner.text else item.agency
        match = _DIGITS.match(fold(cell.text))
        if match and len(begun) + len(match.group(1)) == CODE_LENGTH:
            items[other] = replace(item, owner=cell, agency=item.agency if item.owner.text else EMPTY, anchor=False)
            items[position] = replace(items[position], key=begun + match.group(1))
            return
        if item.anchor:
            break
    items[position] = replace(items[position], key=f"{begun}@{position}")
