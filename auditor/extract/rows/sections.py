"""Levels printed as headings between the rows (一、产出指标, (一)数量指标), with no column of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.words.kinds import kind_of
from auditor.extract.words.numbering import is_numbered
from auditor.extract.words.vocabulary import level
from auditor.records.document import EMPTY, Cell
from auditor.records.place import Place

_SHAPE = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,2}|\d{1,2}(?:[.．]\d{1,2})*)[)）、.．]?")
_SECOND = 2


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of levels above a row, EMPTY where there is none."""

    one: Cell = EMPTY
    two: Cell = EMPTY


@dataclass(frozen=True, slots=True)
class Sections:
    """The headings above each line that stands below one, by its place, and above each cell of it, by its id."""

    lines: dict[Place, Headings] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)


def _heading(line: Line, layout: Layout) -> str:
    """Return the text of a line that is nothing but a level, "" for any other; a merged cell may repeat it.

    Where a column is for first levels a lone one is a cell that was printed apart, unless it has a number; second
    levels are headings only where no column is for them.
    """
    texts = {cell.text for cell in line.filled}
    text = line.filled[0].text
    if len(texts) > 1 or not (level(1, text) or level(2, text)):
        return ""
    bare = layout.printed and "level1" not in layout.offsets
    if level(1, text) and (bare or is_numbered(text)):
        return text
    return text if layout.printed and level(2, text) and "level2" not in layout.offsets else ""


def _is_second(text: str, now: Headings, shapes: Mapping[str, int]) -> bool:
    """Return whether a heading is a second level: by its words, else as others numbered alike, else below its own."""
    if not (one := level(1, text)) or not (two := level(2, text)):
        return not one
    shape = _shape(text)
    if shape in shapes:
        return shapes[shape] == _SECOND
    above = level(1, now.one.text) if now.one.text else None
    return above is not None and above.kind == two.kind


def _shape(text: str) -> str:
    """Return how a heading is numbered: its number with each digit as one sign (一、 and 二、 alike), "" without."""
    match = _SHAPE.match(text)
    return re.sub(r"\d+", "1", re.sub("[一二三四五六七八九十]+", "一", match.group())) if match else ""


def _shapes(texts: Iterable[str]) -> dict[str, int]:
    """Return the level of each way of numbering that headings of only one level show."""
    found: dict[str, int] = {}
    for text in texts:
        one, two = level(1, text), level(2, text)
        if _shape(text) and bool(one) != bool(two):
            found.setdefault(_shape(text), 1 if one else _SECOND)
    return found


def without_sections(lines: Sequence[Line], layout: Layout) -> tuple[list[Line], Sections]:
    """Return (the lines without headings of levels, the headings above them)."""
    rest: list[Line] = []
    above = Sections()
    now: Headings | None = None
    texts = [_heading(line, layout) for line in lines]
    shapes = _shapes(texts)
    two = layout.printed and "level2" not in layout.offsets
    for line, text in zip(lines, texts, strict=True):
        if text:
            cell = line.filled[0]
            second = two and _is_second(text, now or Headings(), shapes)
            now = replace(now or Headings(), two=cell) if second else Headings(cell)
            continue
        rest.append(line)
        if now:
            above.lines[line.place] = now
            above.cells.update((id(cell), now.one) for cell in line.filled)
    return rest, above


def with_sections(items: Iterable[Item], above: Sections) -> list[Item]:
    """Return the items; an indicator without a level takes the heading of that level above its line."""
    return [_under(item, above) for item in items] if above.lines else list(items)


def _under(item: Item, above: Sections) -> Item:
    fields, now = item.fields, above.lines.get(item.place)
    if not fields or not now or (fields.level1.text and (fields.level2.text or not now.two.text)):
        return item
    # A second level goes on over blank cells, but not below the next heading.
    own = above.cells.get(id(fields.level2), now.one)
    two = now.two if now.two.text else fields.level2 if own is now.one else EMPTY
    one = fields.level1 if fields.level1.text else now.one
    kind = kind_of(one.text, two.text)
    return replace(item, fields=replace(fields, level1=one, level2=two, kind=kind.kind, sub=kind.sub))
