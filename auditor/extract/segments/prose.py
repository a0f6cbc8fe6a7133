"""The running text of a document: what stands outside its tables, in sheets and cells too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.extract.segments.said import glued_label
from auditor.extract.segments.tables import Segment, is_title
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header
from auditor.records.document import Cell, Document, Grid, Prose
from auditor.records.place import Place

_SENTENCE = re.compile(r"[。；;]|[，,：:].{6}")
_MEANS = re.compile("(?:即|是)?指|反映|填列|填报")
_OF_ALL = re.compile(r"[^。;；]{0,24}(?:项目\d+个|\d+个项目)")
_SHORTEST = 8
_ASKED = frozenset({"project", "total", "fiscal", "other", "goal"})


def prose_of(document: Document, segments: Sequence[Segment]) -> tuple[Cell, ...]:
    """Return the lines of running text in reading order.

    A sheet has its text in rows with one filled cell; those of tables 12 and 13 belong to these tables, and so do lines
    of text that are labels of a form with their answers (项目金额：18万元).
    """
    inside = {line.place for segment in segments if segment.kind for line in segment.lines}
    return tuple(_told(document, inside))


def _told(document: Document, inside: set[Place]) -> Iterator[Cell]:
    for block in document.blocks:
        if isinstance(block, Prose):
            if not (block.place in inside and _answers(block.text)):
                yield Cell(block.text, block.place)
        elif isinstance(block, Grid):
            yield from _in_cells(block, inside)


def _answers(text: str) -> bool:
    """Return whether a line of text answers a label of a form: what it says is in the form's record.

    What says what the words of the label mean (上年结转:填列…) is a definition, and answers none; nor does what counts
    the projects (绩效目标:列入绩效管理的项目4个).
    """
    label = glued_label(Cell(text))
    apart = label is not None and (_MEANS.match(label[1]) or _OF_ALL.match(label[1]))
    return label is not None and bool(header(label[0]) & _ASKED) and not apart


def _in_cells(grid: Grid, inside: set[Place]) -> Iterator[Cell]:
    begun = False
    for row in grid.rows:
        filled = row.filled
        begun = begun or len(filled) > 1
        if len(filled) != 1 or row.place in inside:
            continue
        text = fold(filled[0].text)
        sentence = len(text) >= _SHORTEST and bool(_SENTENCE.search(text))
        if (sentence or not begun) and not is_title(text):
            yield filled[0]
