"""First levels printed as headings between the rows (一、产出指标), with no column of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.words.kinds import kind_of
from auditor.extract.words.vocabulary import level
from auditor.records.document import EMPTY, Cell
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


@dataclass(frozen=True, slots=True)
class Sections:
    """The heading above each line that stands below one, by its place, and above each cell of it, by its id."""

    lines: dict[Place, Cell] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)


def without_sections(lines: Sequence[Line], layout: Layout) -> tuple[list[Line], Sections]:
    """Return (the lines without headings of levels, the headings above them)."""
    rest: list[Line] = []
    above = Sections()
    now: Cell | None = None
    for line in lines:
        if _is_section(line, layout):
            now = line.filled[0]
            continue
        rest.append(line)
        if now:
            above.lines[line.place] = now
            above.cells.update((id(cell), now) for cell in line.filled)
    return rest, above


def with_sections(items: Iterable[Item], above: Sections) -> list[Item]:
    """Return the items; an indicator without a first level takes the heading above its line."""
    return [_under(item, above) for item in items] if above.lines else list(items)


def _under(item: Item, above: Sections) -> Item:
    fields, cell = item.fields, above.lines.get(item.place)
    if not fields or not cell or fields.level1.text:
        return item
    # A second level goes on over blank cells, but not below the next heading.
    own = above.cells.get(id(fields.level2), cell)
    two = fields.level2 if own is cell else EMPTY
    kind = kind_of(cell.text, two.text)
    return replace(item, fields=replace(fields, level1=cell, level2=two, kind=kind.kind, sub=kind.sub))
