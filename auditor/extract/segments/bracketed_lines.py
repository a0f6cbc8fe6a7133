"""A list of projects copied one cell a line, each with its indicators below headings in brackets → a grid again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.extract.segments.headed_text import HEADING, headed, is_levels, squared
from auditor.extract.words.lead import is_amount
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.text.width import has_han

_CODE = re.compile(r"\s*\d{3,12}\s*")
_HEADS = ("单位编码", "项目名称", "年度预算安排", "绩效目标")
_LONGEST_NAME = 60


@dataclass(slots=True)
class _Entry:
    """What is printed of a project or of the agency above it, and the lines below that."""

    code: Prose | None
    name: Prose
    amount: Prose
    below: list[Prose] = field(default_factory=list)


def as_list(run: Sequence[Prose]) -> list[Prose | Grid]:
    """Return lines of text; name, amount, headings with indicators, again and again, are the rows of a grid."""
    if not any(_is_heading(line.text) for line in run):
        return list(run)
    above, entries = _entries(run)
    if not any(headed(_text(entry)) for entry in entries):
        return list(run)
    place = entries[0].name.place
    head = Row(tuple(Cell(text, place) for text in _HEADS), place)
    return [*above, Grid((head, *map(_row, entries)))]


def _is_heading(text: str) -> bool:
    found = HEADING.match(squared(text).strip())
    return bool(found and is_levels(found.group(1)))


def _entries(run: Sequence[Prose]) -> tuple[list[Prose], list[_Entry]]:
    """Return (the lines above the first project, what is printed of each)."""
    above: list[Prose] = []
    entries: list[_Entry] = []
    at = 0
    while at < len(run):
        size = _begins(run[at : at + 3])
        if size:
            name, amount = run[at + size - 2 : at + size]
            entries.append(_Entry(run[at] if size > 2 else None, name, amount))
        elif entries:
            entries[-1].below.append(run[at])
        else:
            above.append(run[at])
        at += size or 1
    return above, entries


def _begins(lines: Sequence[Prose]) -> int:
    """Return how many lines are the code, the name and the amount of an entry, 0 where they are none."""
    texts = [line.text for line in lines]
    for size in (3, 2):
        code, name = texts[:1] if size > 2 else [], texts[size - 2 : size - 1]
        if len(texts) < size or not is_amount(texts[size - 1]) or not has_han(name[0]) or len(name[0]) > _LONGEST_NAME:
            continue
        if all(map(_CODE.fullmatch, code)) and not HEADING.search(squared(name[0])):
            return size
    return 0


def _row(entry: _Entry) -> Row:
    code = Cell(entry.code.text, entry.code.place) if entry.code else EMPTY
    told = Cell(_text(entry), entry.below[0].place) if entry.below else EMPTY
    amount = Cell(entry.amount.text, entry.amount.place)
    return Row((code, Cell(entry.name.text, entry.name.place), amount, told), entry.name.place)


def _text(entry: _Entry) -> str:
    return "\n".join(line.text for line in entry.below)
