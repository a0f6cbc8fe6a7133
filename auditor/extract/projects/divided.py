"""A table whose head changes on its way down (other columns, another unit of money) → a segment for each head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.extract.layout.columns import Layout, read_layout
from auditor.extract.layout.families import Family
from auditor.extract.lines.heads import heads_at, heads_by_place, is_indicator_head, sub_heads
from auditor.extract.lines.stream import Line
from auditor.extract.rows.amounts import unit_in_head
from auditor.extract.segments.owners import names_project
from auditor.extract.segments.tables import Segment
from auditor.extract.words.keys import fold
from auditor.records.document import Problem
from auditor.text.codes import CODE_START

_PROJECTS = 12
_USUAL = "万元"
_NEAR = 60  # lines below a head that say what it means
_TAIL = ("level1", "level2", "name", "operator", "value", "unit")
_CHANGED = "从这一行起表头与前面不同，又没有写明是哪个项目的，这些指标仍按前面的表头读入，可能读错列，请核对原件。"


@dataclass(frozen=True, slots=True)
class _Head:
    """A head of indicators: the lines that print it, what it means, and where the part that it heads begins."""

    first: int
    end: int
    layout: Layout
    start: int


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines from ``start`` on that stand under one head, and their unit of money ("" where none is printed)."""

    start: int
    head: _Head
    unit: str


def divided(segment: Segment, families: Sequence[Family], *, own: bool) -> tuple[list[Segment], list[Problem]]:
    """Return (the segments under one head each, problems of heads that change inside a project) of a segment.

    A head that is only printed again begins nothing. ``own`` says that the file is the author's own: in a conversion
    the columns left of the indicators move by themselves and prove nothing.
    """
    if segment.kind != _PROJECTS:
        return [segment], []
    heads = list(_heads(segment, families))
    parts = _parts(segment, heads)
    cuts = [0]
    problems: list[Problem] = []
    now = parts[0] if parts else None
    for part in parts[1:]:
        if now and not (_differ(now.head.layout, part.head.layout, own=own) or _unlike(now.unit, part.unit)):
            now = replace(now, unit=now.unit or part.unit)
        elif _names_own(segment.lines, part.head):
            cuts.append(part.start)
            now = part
        elif own and now and _differ(now.head.layout, part.head.layout, own=False):
            problems.append(Problem("extract.head", _CHANGED, segment.lines[part.start].place, partial=True))
    return _cut(segment, cuts), problems


def _cut(segment: Segment, cuts: Sequence[int]) -> list[Segment]:
    """Return the segment in pieces, each with the unit that is printed in it or before it."""
    if len(cuts) == 1:
        return [segment]
    done: list[Segment] = []
    for start, end in pairwise([*cuts, len(segment.lines)]):
        lines = segment.lines[start:end]
        before = done[-1].unit if done else "" if _caption(segment, 0, len(segment.lines)) else segment.unit
        unit = _caption(segment, start, end) or before
        captions = [] if done else segment.captions
        done.append(replace(segment, lines=lines, unit=unit, place=lines[0].place, captions=captions, units=[]))
    return done


def _caption(segment: Segment, start: int, end: int) -> str:
    """Return the unit of money that captions between two lines name first, "" where there is none."""
    return next((unit for unit, at, _ in segment.units if start <= at < end), "")


def _heads(segment: Segment, families: Sequence[Family]) -> Iterator[_Head]:
    """Yield the heads of a segment that prints several; nothing is asked of a table under one head."""
    lines, last = segment.lines, 0
    known: dict[tuple[str, ...], Layout] = {}
    places = list(_places(lines))
    for at, end in places if len(places) > 1 else ():
        texts = tuple(fold(f"{head.over}/{head.text}") for head in heads_at(lines, at))
        if texts not in known:
            known[texts] = read_layout(lines[last : at + _NEAR], segment.title, families, segment.year)
        layout = known[texts]
        if layout.printed:
            first = at - 1 if at and lines[at - 1] in layout.rows else at
            yield _Head(first, end, layout, _start(lines, last, first))
            last = end


def _places(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield for each head of indicators its first line and the line below it."""
    end = 0
    for at, line in enumerate(lines):
        if at >= end and (is_indicator_head(line) or heads_by_place(lines, at)):
            end = at + 1 + sub_heads(lines, at)
            yield at, end


def _start(lines: Sequence[Line], last: int, first: int) -> int:
    """Return where the part begins whose head is at ``first``: in a form at the name of its project, else there.

    What stands above the name on a table of its own belongs to it.
    """
    named = next((at for at in range(last, first) if names_project(lines[at])), -1)
    if named < 0:
        return first
    while (
        named > last
        and not lines[named - 1].has_levels
        and lines[named - 1].piece == lines[named].piece != (lines[last - 1].piece if last else -1)
    ):
        named -= 1
    return named


def _parts(segment: Segment, heads: Sequence[_Head]) -> list[_Part]:
    found: list[_Part] = []
    starts = [0, *(head.start for head in heads[1:]), len(segment.lines)]
    for head, (start, end) in zip(heads, pairwise(starts), strict=False):
        unit = unit_in_head(segment.lines[start:end]) or _caption(segment, start, end)
        found.append(_Part(start, head, unit))
    return found


def _unlike(one: str, two: str) -> bool:
    """Return whether a part prints another unit of money than counts above it; one that prints none goes on with it."""
    return bool(two) and two != (one or _USUAL)


def _differ(one: Layout, two: Layout, *, own: bool) -> bool:
    """Return whether two heads put anything into another column; of a conversion only the indicators' count."""
    if own and "project" in one.offsets and "project" in two.offsets:
        return one.offsets != two.offsets
    return any(one.offsets.get(name) != two.offsets.get(name) for name in _TAIL)


def _names_own(lines: Sequence[Line], head: _Head) -> bool:
    """Return whether what stands below a head begins with the project that it belongs to."""
    if head.start < head.first:
        return True
    below = next((line for line in lines[head.end :] if not line.prose), None)
    if below is None:
        return False
    column = head.layout.column("project")
    if 0 <= column < len(below.cells) and below.cells[column].text:
        return True
    return any(CODE_START.match(fold(cell.text)) for cell in below.cells[: max(head.layout.edge, 0)])
