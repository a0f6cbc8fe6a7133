"""Table 13: the department's funds and objective, and its indicators by activity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.columns import Layout, is_header, read_layout
from auditor.extract.heads import is_indicator_head
from auditor.extract.indicator import find_levels, read_fields, read_glued, read_row, sign_of
from auditor.extract.items import Fields, Item
from auditor.extract.join import joined
from auditor.extract.keys import fold
from auditor.extract.lead import is_amount
from auditor.extract.lines import Line
from auditor.extract.merged import filled, without_levels
from auditor.extract.outcome import outcome_of
from auditor.extract.overall_head import read_head
from auditor.extract.projects import (
    Found,
    anchors_of,
    indicator,
    is_blank,
    said_layout,
    says_nothing,
    starts_of,
    unplaced,
)
from auditor.extract.tables import Segment
from auditor.extract.vocabulary import level, overall_label
from auditor.records.budget import Overall
from auditor.records.document import EMPTY, Cell
from auditor.records.place import Place


def read_overall(segment: Segment, found: Found) -> Overall:
    """Return the head of table 13 (segment of kind 13); its indicators are added to ``found``."""
    layout = replace(read_layout(segment.lines, segment.title, found.families), own=not found.converted)
    said_layout(layout, segment, found)
    lines = [line for line in segment.lines if not line.outside]
    while lines and lines[-1].prose:
        lines.pop()
    head: list[Line] = []
    items: list[Item] = []
    column = -1
    for line in lines:
        item = None if line.prose or (is_header(line) and not is_amount(line.filled[-1].text)) else _item(line, layout)
        if item:
            items.append(item)
            column = _level_column(line, item, column)
        elif items and not is_header(line):
            items.append(without_levels(_piece(line), line, layout, column))
        else:
            head.append(line)
    while items and not items[-1].fields:
        last = items.pop()
        cells = [cell for cell in (last.owner, *last.lost) if cell.text]
        found.problems.append(unplaced(cells, last.place, "表尾的这一行没有指标", partial=not says_nothing(cells)))
    own = "元" if any("(元)" in fold(cell.text) for line in head for cell in line.filled) else ""
    overall, left = read_head(head, segment.place, own or segment.unit or "万元")
    below = _below_indicator_head(head)
    for cells, place in left:
        partial = place in below or any(sign_of(cell.text) for cell in cells)
        found.problems.append(unplaced(cells, place, "部门整体绩效表头里有内容没有采用", partial=partial))
    _activities(filled(_begun(items)), found)
    return overall


def _below_indicator_head(lines: Sequence[Line]) -> set[Place]:
    """Return the places of the lines under a head of indicators: what stands there is an indicator, known or not."""
    first = next((at for at, line in enumerate(lines) if is_indicator_head(line)), len(lines))
    return {line.place for line in lines[first + 1 :]}


def _level_column(line: Line, item: Item, column: int) -> int:
    """Return the column of the level1 cell of ``item``; ``column`` where its levels are glued."""
    return next((at for at, cell in enumerate(line.cells) if item.fields and cell is item.fields.level1), column)


def _item(line: Line, layout: Layout) -> Item | None:
    glued, whole = read_glued(line.cells), read_row(line.cells, layout)
    if glued:
        column, fields, lost = glued
    elif whole and (level(1, whole[0].level1.text) or level(2, whole[0].level2.text)):
        column, (fields, lost) = layout.edge, whole
    else:
        levels = find_levels(line.cells, layout.column("level1") if len(line.cells) == layout.width else -1)
        if not levels or levels[0] < 0:
            return None
        column = levels[0]
        fields, lost = read_fields(line.cells, levels, layout)
    left = [cell for cell in line.cells[:column] if cell.text and overall_label(cell.text) not in {"goal", "label"}]
    owner = left[-1] if left else EMPTY
    rest = (*left[:-1], *lost)
    item = Item(line.place, line.piece, fields, owner, key=fold(owner.text), anchor=bool(owner.text), lost=rest)
    return replace(item, outcome=outcome_of(line.cells, column, layout))


def _piece(line: Line) -> Item:
    filled = line.filled
    if len(filled) == 1 and not line.prose and not is_blank(Fields("", "", name=filled[0])):
        return Item(line.place, line.piece, owner=filled[0], key=fold(filled[0].text))
    return Item(line.place, line.piece, lost=tuple(filled))


def _begun(items: list[Item]) -> list[Item]:
    """Return the items; an activity that stands on a line of its own begins one where the rows name none."""
    if any(item.anchor for item in items):
        return items
    return [replace(item, anchor=bool(item.owner.text)) for item in items]


def _activities(items: Sequence[Item], found: Found) -> None:
    anchors = anchors_of(items, "万元")
    starts = starts_of(items, anchors, found) or [0]
    ends = [*starts[1:], len(items)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        owner = items[anchors[number].first].owner if anchors else EMPTY
        pieces = [item.owner for item in items[start:end] if item.owner.text and not item.anchor]
        activity = joined([owner, *pieces], repeats=4)
        for item in items[start:end]:
            if item.lost:
                why, partial = "这一行有内容放不进任何一列", not says_nothing(item.lost)
                found.problems.append(unplaced(item.lost, item.place, why, partial=partial))
            if not item.fields:
                continue
            if is_blank(item.fields):
                found.problems.append(unplaced([item.fields.name], item.place, "这一行没有填指标", partial=False))
                continue
            name = Cell(activity.text, item.owner.place if item.anchor else item.place) if activity.text else EMPTY
            row = indicator(item.fields, item.place, len(found.indicators), activity=name)
            found.indicators.append(replace(row, outcome=item.outcome))
