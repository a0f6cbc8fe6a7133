"""The proofreader on the running text of a budget, at the severity of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.edit import EditKind
from auditor.records.finding import Hit
from auditor.text.width import fold

_MARKS = frozenset("，。；：、,;")


def typos(
    budget: Budget, context: Context, *, kinds: Mapping[EditKind, float], length: int, unless: str
) -> Iterator[Hit]:
    """Yield a hit for every edit of one of ``kinds`` in a line of prose, from the confidence given for it up.

    Headings and lines shorter than ``length`` are left out, and edits inside what ``unless`` (a pattern) finds.
    """
    lines = [cell for cell in budget.prose if len(fold(cell.text)) >= length and _MARKS & set(cell.text)]
    found = context.edits([cell.text for cell in lines])
    bars = {str(kind): bar for kind, bar in kinds.items()}
    for cell in lines:
        right = [match.span() for match in re.finditer(unless, cell.text)]
        for edit in found.get(cell.text, ()):
            if any(start <= edit.start and edit.end <= end for start, end in right):
                continue
            if edit.kind in bars and edit.confidence >= bars[edit.kind]:
                before, after = cell.text[max(0, edit.start - 8) : edit.start], cell.text[edit.end : edit.end + 8]
                around = before + edit.right + after
                facts = {"wrong": edit.wrong, "right": edit.right, "why": edit.why, "corrected": around}
                yield Hit(
                    facts, text=cell.text, span=(edit.start, edit.end), place=cell.place, confidence=edit.confidence
                )
