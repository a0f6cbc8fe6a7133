"""One form a project: labels with the value beside them, then the indicators. Made into the items of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.columns import Layout, is_header
from auditor.extract.indicator import find_levels, read_fields
from auditor.extract.items import Item
from auditor.extract.keys import fold
from auditor.extract.lines import Line
from auditor.extract.vocabulary import header
from auditor.records.document import EMPTY, Cell

_SLOTS = ("total", "fiscal", "other")


def is_form(lines: Sequence[Line], layout: Layout) -> bool:
    """Return whether the lines are forms: the word 项目名称 heads no column but has the name beside it."""
    if "project" in layout.offsets:
        return False
    return any("project" in header(line.filled[0].text) and len(line.filled) > 1 and _pairs(line) for line in lines)


def form_items(lines: Sequence[Line], layout: Layout) -> list[Item]:
    """Return the items of forms; each form begins with the item that carries the project's name."""
    items: list[Item] = []
    for line in lines:
        if line.prose:
            continue
        cells = [EMPTY if header(cell.text) and not _is_level(cell) else cell for cell in line.cells]
        levels = find_levels(cells)
        if levels:
            fields, lost = read_fields(cells, levels, layout)
            lead = tuple(cell for cell in cells[: max(levels[0], 0)] if cell.text)
            items.append(Item(line.place, line.piece, fields, lost=(*lead, *lost)))
        elif not is_header(line) or line.filled[-1].text[:1].isdigit():
            _labels(line, items)
    return items


def _labels(line: Line, items: list[Item]) -> None:
    """Add what a line of labels and values says to the form that it belongs to."""
    pairs = _pairs(line)
    name = next((cell for words, cell in pairs if "project" in words), None)
    if name:
        items.append(Item(line.place, line.piece, owner=name, anchor=True, key=f"{fold(name.text)}:{line.place}"))
    at = next((index for index in range(len(items) - 1, -1, -1) if items[index].anchor), -1)
    taken = {id(name)} if name else set()
    if at >= 0:
        item = items[at]
        slots = list(item.amounts) or [EMPTY] * len(_SLOTS)
        for words, cell in pairs:
            slot = next((index for index, word in enumerate(_SLOTS) if word in words and not slots[index].text), -1)
            if slot >= 0 and cell.text[:1].isdigit():
                slots[slot] = cell
            elif "goal" in words and not item.objective.text:
                item = replace(item, objective=cell)
            elif "agency" in words and not item.agency.text:
                item = replace(item, agency=cell)
            else:
                continue
            taken.add(id(cell))
        items[at] = replace(item, amounts=tuple(slots))
    rest = tuple(cell for cell in line.filled if id(cell) not in taken and not header(cell.text))
    if rest:
        items.append(Item(line.place, line.piece, lost=rest))


def _pairs(line: Line) -> list[tuple[frozenset[str], Cell]]:
    """Return (what the label means, value) for each value that stands right of a label."""
    pairs: list[tuple[frozenset[str], Cell]] = []
    words: frozenset[str] = frozenset()
    for cell in line.filled:
        meaning = header(cell.text)
        if not meaning and words:
            pairs.append((words, cell))
        words = meaning
    return pairs


def _is_level(cell: Cell) -> bool:
    return "level1" not in header(cell.text) and find_levels((cell, cell, cell)) is not None
