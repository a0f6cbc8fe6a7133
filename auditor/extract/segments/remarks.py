"""Which lines of a table are notes: under a label (注：…), and those that go on with the next number."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.extract.lines.stream import Line
from auditor.extract.segments.suspects import is_row
from auditor.extract.words.notes import is_remark
from auditor.extract.words.numbering import is_numbered


def remarks(lines: Sequence[Line]) -> list[bool]:
    """Return of each line whether it is a note, in order."""
    found: list[bool] = []
    for line in lines:
        goes_on = bool(found) and found[-1] and _goes_on(line)
        found.append(goes_on or is_remark(line.texts))
    return found


def _goes_on(line: Line) -> bool:
    """Return whether a line may be the next of a numbered note, and is no row of indicators."""
    return len(line.filled) == 1 and is_numbered(line.texts[0]) and not is_row(line.texts[0])
