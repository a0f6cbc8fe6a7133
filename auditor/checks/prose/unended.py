"""The verb on a paragraph of running text that stops in mid-sentence, while all the others end with a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.statements import paragraphs

_MARKS = re.compile("[,;。:、]")
_WORD = re.compile(r"(?<!\d)(?<!\d[万亿千])[一-鿿]$")  # no number with its unit
_FEWEST_MARKS = 2  # within a paragraph of whole sentences
_SHOWN = 12


def unended(budget: Budget, context: Context, *, length: int, least: int, unless: str) -> Iterator[Hit]:
    """Yield a hit where the only paragraph of ``length`` characters or more without a mark at its end ends in a word.

    ``least`` others must all end with one: where nobody cares for them, a missing one says nothing. What fits
    ``unless`` (a pattern) is no paragraph; nor are lines of a page, which a reader may have cut anywhere.
    """
    if budget.converted:
        return
    told = [(cell, text) for cell, text in _long(budget, length) if not re.search(unless, text)]
    odd = [(cell, text) for cell, text in told if not re.search('[。;:!?.,、…]$|[。;!?][”")]$', text)]
    if len(odd) == 1 and len(told) > least and _WORD.search(odd[0][1]):
        cell, text = odd[0]
        yield Hit({"found": text[-_SHOWN:]}, text=cell.text, place=cell.place)


def _long(budget: Budget, length: int) -> Iterator[tuple[Cell, str]]:
    lines = [cell for cell in budget.prose if cell.text.strip()]
    for index, text in paragraphs([cell.text for cell in lines]):
        if len(text) >= length and len(_MARKS.findall(text)) >= _FEWEST_MARKS:
            yield lines[index], text
