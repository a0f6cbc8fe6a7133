"""First levels printed as headings between the rows (一、产出指标), with no column of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.words.kinds import kind_of
from auditor.extract.words.vocabulary import level
from auditor.records.document import Cell
from auditor.records.place import Place

_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]")


def _is_section(line: Line, layout: Layout) -> bool:
    """Return whether a line is nothing but a first level; a merged cell may repeat it.

    Where a column is for first levels a lone one is a cell that was printed apart, unless it has a number.
    """
    texts = {cell.text for cell in line.filled}
    if len(texts) > 1 or not level(1, line.filled[0].text):
        return False
    return (layout.printed and "level1" not in layout.offsets) or bool(_NUMBERED.match(line.filled[0].text))


def without_sections(lines: Sequence[Line], layout: Layout) -> tuple[list[Line], dict[Place, Cell]]:
    """Return (the lines without headings of levels, the heading above each line that stands below one)."""
    rest: list[Line] = []
    above: dict[Place, Cell] = {}
    now: Cell | None = None
    for line in lines:
        if _is_section(line, layout):
            now = line.filled[0]
            continue
        rest.append(line)
        if now:
            above[line.place] = now
    return rest, above


def with_sections(items: Iterable[Item], above: dict[Place, Cell]) -> list[Item]:
    """Return the items; an indicator without a first level takes the heading above its line."""
    return [_under(item, above) for item in items] if above else list(items)


def _under(item: Item, above: dict[Place, Cell]) -> Item:
    fields, cell = item.fields, above.get(item.place)
    if not fields or not cell or fields.level1.text:
        return item
    kind = kind_of(cell.text, fields.level2.text)
    return replace(item, fields=replace(fields, level1=cell, kind=kind.kind, sub=kind.sub))
