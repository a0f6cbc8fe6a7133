"""The proofreader on the running text of a budget, at the severity of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.edit import EditKind
from auditor.records.finding import Hit
from auditor.text.statements import paragraphs
from auditor.text.width import fold

_MARKS = frozenset("，。；：、,;")


def typos(
    budget: Budget, context: Context, *, kinds: Mapping[EditKind, float], length: int, unless: str
) -> Iterator[Hit]:
    """Yield a hit for every edit of one of ``kinds`` in a paragraph of prose, from the confidence given for it up.

    Headings and paragraphs shorter than ``length`` are left out, and edits inside what ``unless`` (a pattern) finds and
    inside the objective of a project that the paragraph gives: there the cell is judged.
    """
    given = {project.objective.text for project in budget.projects} - {""}
    told = [(text, lines) for text, lines in _paragraphs(budget) if len(fold(text)) >= length and _MARKS & set(text)]
    found = context.edits([text for text, _ in told])
    bars = {str(kind): bar for kind, bar in kinds.items()}
    for text, lines in told:
        right = [match.span() for match in re.finditer(unless, text)]
        right += [(text.index(one), text.index(one) + len(one)) for one in given if one in text]
        for edit in found.get(text, ()):
            if any(start <= edit.start and edit.end <= end for start, end in right):
                continue
            ends = set(accumulate(len(cell.text) for cell in lines))
            if edit.wrong == 2 * edit.right and edit.start + len(edit.right) in ends:
                continue  # one line ends in the word with which the next begins
            if edit.kind in bars and edit.confidence >= bars[edit.kind]:
                around = text[max(0, edit.start - 8) : edit.start] + edit.right + text[edit.end : edit.end + 8]
                facts = {"wrong": edit.wrong, "right": edit.right, "why": edit.why, "corrected": around}
                span, place = (edit.start, edit.end), _line_at(lines, edit.start).place
                yield Hit(facts, text=text, span=span, place=place, confidence=edit.confidence)


def _paragraphs(budget: Budget) -> Iterator[tuple[str, Sequence[Cell]]]:
    """Yield (text, its lines); only a conversion cuts a paragraph into lines, in the middle of its words."""
    lines = [cell for cell in budget.prose if cell.text.strip()]
    if not budget.converted:
        yield from ((cell.text, (cell,)) for cell in lines)
        return
    starts = [start for start, _ in paragraphs([cell.text for cell in lines])]
    for start, end in pairwise([*starts, len(lines)]):
        yield "".join(cell.text for cell in lines[start:end]), lines[start:end]


def _line_at(lines: Sequence[Cell], position: int) -> Cell:
    """Return the line in which a position of the paragraph stands."""
    ends = accumulate(len(cell.text) for cell in lines)
    return next((cell for cell, end in zip(lines, ends, strict=True) if position < end), lines[-1])
