"""Table 13: the department's funds and objective, and its indicators by activity."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from auditor.extract.items import Fields, Item
from auditor.extract.layout.columns import Layout, is_header, read_layout
from auditor.extract.layout.families import Family
from auditor.extract.lines.heads import are_words, is_indicator_head, is_word
from auditor.extract.lines.stream import Line
from auditor.extract.part import Part, together
from auditor.extract.projects.nothing import is_blank, says_nothing
from auditor.extract.projects.table12 import (
    anchors_of,
    indicator,
    said_layout,
    starts_of,
    unplaced,
    with_lost,
)
from auditor.extract.projects.table13_head import read_head, unread_in
from auditor.extract.rows.indicator import find_levels, read_fields, read_glued, read_row, sign_of
from auditor.extract.rows.merged import filled, without_levels
from auditor.extract.rows.outcome import below_rows, execution_of, outcome_of
from auditor.extract.rows.whole import is_whole
from auditor.extract.segments.facts import labelled_body
from auditor.extract.segments.remarks import remarks
from auditor.extract.segments.tables import Segment
from auditor.extract.words.join import joined
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import TOTAL, is_amount
from auditor.extract.words.notes import is_foot
from auditor.extract.words.vocabulary import header, level, overall_label
from auditor.records.budget import Overall
from auditor.records.document import EMPTY, Cell, Problem
from auditor.records.place import Place


def read_overall(segment: Segment, families: Sequence[Family], *, converted: bool) -> Part:
    """Return the head of table 13 (segment of kind 13) and its indicators; ``converted`` as the Document says."""
    layout = replace(read_layout(segment.lines, segment.title, families, segment.year), own=not converted)
    problems: list[Problem] = []
    lines, headed = _inner(segment, layout)
    flat = _under_head(segment.lines, layout)
    below, lines = _below(lines, layout, flat)
    notes = remarks(lines)
    while lines and (lines[-1].prose or is_foot(lines[-1].texts) or notes[len(lines) - 1]):
        lines.pop()
    head: list[Line] = []
    items: list[Item] = []
    column = -1
    for line in lines:
        is_head = line.prose or (is_header(line) and not is_amount(line.filled[-1].text))
        item = None if is_head else _item(line, layout, flat)
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
        problems.append(unplaced(cells, last.place, "表尾的这一行没有指标", partial=not says_nothing(cells)))
    own = "元" if any("(元)" in fold(cell.text) for line in head for cell in line.filled) else ""
    overall, left = read_head(head, segment.place, own or segment.unit or "万元", headed=headed)
    for cells, place in left:
        partial = place in headed or any(sign_of(cell.text) for cell in cells)
        problems.append(unplaced(cells, place, "部门整体绩效表头里有内容没有采用", partial=partial))
    problems += unread_in(overall)
    overall = _with_rows(_with_caption(overall, segment), items, below)
    unit = own or segment.unit or "万元"
    whole = replace(overall, execution=execution_of(overall.details, overall.total.cell, unit))
    head_part = Part(overall=(whole,), problems=tuple(problems))
    damaged = converted and not _is_whole(lines, items, layout)
    return together([said_layout(layout, segment), head_part, _activities(filled(_begun(items)), converted=damaged)])


def _inner(segment: Segment, layout: Layout) -> tuple[list[Line], set[Place]]:
    """Return (the lines of a table without its head of indicators, the places of those below that head)."""
    lines = [line for line in segment.lines if not line.outside]
    rows = [line for line in lines if not (layout.heads_with(line) and are_words(line))]
    return rows, _below_indicator_head(lines, layout)


def _with_caption(overall: Overall, segment: Segment) -> Overall:
    """Return the head with the department of a line above the form, maybe beside the unit of money (部门名称:某局)."""
    if overall.department.text:
        return overall
    told = (line.cells[0] for line in segment.lines if line.prose)
    said = ((labelled_body(fold(cell.text)), cell) for cell in (*segment.captions, *told))
    return next((replace(overall, department=replace(cell, text=body)) for body, cell in said if body), overall)


def _with_rows(overall: Overall, items: Sequence[Item], below: Sequence[tuple[str, Cell]]) -> Overall:
    """Return the head with what rows say of the department beside their activity, and what stands ``below`` them."""
    told = [item.objective for item in items if item.objective.text]
    goal = overall.objective if overall.objective.text or not told else told[0]
    goals = [("绩效目标", each) for each in told if each is not goal]
    details = (*overall.details, *below, *(each for item in items for each in item.details), *goals)
    return replace(overall, objective=goal, details=details)


def _is_whole(lines: Sequence[Line], items: Sequence[Item], layout: Layout) -> bool:
    """Return whether all rows from the first indicator on stand under the head, so that an activity begins its rows."""
    first = next((at for at, line in enumerate(lines) if items and line.place == items[0].place), len(lines))
    return is_whole([line for line in lines[first:] if not is_header(line)], layout)


def _under_head(lines: Sequence[Line], layout: Layout) -> frozenset[Place]:
    """Return the places of the lines that are indicators by their columns: all below a head without levels.

    Under one with levels, those whose levels nobody knows (预算管理, 资产管理) and that tell what was reached.
    """
    head = max((at for at, line in enumerate(lines) if layout.heads_with(line)), default=len(lines))
    below = (line for line in lines[head + 1 :] if not line.prose and len(line.cells) == layout.width)
    if layout.has_levels:
        return frozenset(line.place for line in below if _is_scored(line, layout))
    return frozenset(line.place for line in below if not _known(line.filled[0]))


def _is_scored(line: Line, layout: Layout) -> bool:
    """Return whether a whole row under its head has words for its levels and its name, a target, and its result."""
    one, *columns = (layout.column(part) for part in ("level1", "level2", "name", "value"))
    cells = [line.cells[at] for at in columns if 0 <= at < len(line.cells)]
    above = [line.cells[one]] if one >= 0 and line.cells[one].text else []  # merged with the row above where empty
    if len({cell.text for cell in (*above, *cells) if cell.text}) < len(columns) + len(above):
        return False  # a cell of sums over several columns, or none of them all
    outcome = outcome_of(line.cells, one, layout)
    words = all(is_word(cell.text) and not TOTAL.fullmatch(fold(cell.text)) for cell in (*above, cells[0]))
    return words and bool(outcome and outcome.actual.text)


def _known(cell: Cell) -> bool:
    return bool(header(cell.text) or overall_label(cell.text))


def _below(
    lines: Sequence[Line], layout: Layout, flat: Container[Place]
) -> tuple[tuple[tuple[str, Cell], ...], list[Line]]:
    """Return what rows below the indicators say of the whole (总分, 自评等级), by label, and the other lines."""
    first = next((at for at, line in enumerate(lines) if not line.prose and _item(line, layout, flat)), len(lines))
    told = [below_rows(line.cells, layout) for line in lines[first:]]
    rest = [line for line, said in zip(lines[first:], told, strict=True) if not said]
    return tuple(each for said in told for each in said), [*lines[:first], *rest]


def _below_indicator_head(lines: Sequence[Line], layout: Layout) -> set[Place]:
    """Return the places of the lines under a head of indicators: what stands there is an indicator, known or not."""
    last = layout.rows[-1] if layout.rows else None
    first = next((at for at, line in enumerate(lines) if line is last or is_indicator_head(line)), len(lines))
    return {line.place for line in lines[first + 1 :]}


def _level_column(line: Line, item: Item, column: int) -> int:
    """Return the column of the level1 cell of ``item``; ``column`` where its levels are glued."""
    return next((at for at, cell in enumerate(line.cells) if item.fields and cell is item.fields.level1), column)


def _item(line: Line, layout: Layout, flat: Container[Place] = ()) -> Item | None:
    glued, whole = read_glued(line.cells), read_row(line.cells, layout)
    if glued:
        column, fields, lost = glued
    elif whole and (line.place in flat or level(1, whole[0].level1.text) or level(2, whole[0].level2.text)):
        column, (fields, lost) = layout.edge, whole
    else:
        levels = find_levels(line.cells, layout.column("level1") if len(line.cells) == layout.width else -1)
        if not levels or levels[0] < 0:
            return None
        column = levels[0]
        fields, lost = read_fields(line.cells, levels, layout)
    if layout.column("activity") >= 0 and len(line.cells) == layout.width:
        return replace(_under_heads(line, layout, fields, lost), outcome=outcome_of(line.cells, column, layout))
    left = [cell for cell in line.cells[:column] if cell.text and overall_label(cell.text) not in {"goal", "label"}]
    owner = left[-1] if left else EMPTY
    rest = (*left[:-1], *lost)
    item = Item(line.place, line.piece, fields, owner, key=fold(owner.text), anchor=bool(owner.text), lost=rest)
    return replace(item, outcome=outcome_of(line.cells, column, layout))


def _under_heads(line: Line, layout: Layout, fields: Fields, lost: Sequence[Cell]) -> Item:
    """Return the item of a row that stands under its head: the activity, and what else it says of the department."""
    activity, goal = layout.column("activity"), layout.column("goal")
    owner = line.cells[activity]
    beside = [at for at in sorted(layout.leads - {activity, goal}) if line.cells[at].text]
    details = tuple((layout.heads[at], line.cells[at]) for at in beside if layout.heads[at])
    return Item(
        line.place,
        line.piece,
        fields,
        owner,
        key=fold(owner.text),
        anchor=bool(owner.text),
        objective=line.cells[goal] if goal >= 0 else EMPTY,
        details=details,
        lost=(*(line.cells[at] for at in beside if not layout.heads[at]), *lost),
    )


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


def _activities(items: Sequence[Item], *, converted: bool) -> Part:
    """Return the indicators, each with the activity that it belongs to."""
    anchors = anchors_of(items, "万元")
    starts, problems = starts_of(items, anchors, converted=converted)
    ends = [*starts[1:], len(items)]
    rows: list[Part] = []
    for number, (start, end) in enumerate(zip(starts or [0], ends, strict=True)):
        owner = items[anchors[number].first].owner if anchors else EMPTY
        pieces = [item.owner for item in items[start:end] if item.owner.text and not item.anchor]
        activity = joined([owner, *pieces], repeats=4)
        rows += [with_lost(_indicator(item, activity), item) for item in items[start:end]]
    return together([Part(problems=tuple(problems)), *rows])


def _indicator(item: Item, activity: Cell) -> Part:
    """Return the indicator of an item, a problem where nobody filled it in."""
    fields = item.fields
    if not fields:
        return Part()
    if is_blank(fields):
        return Part(problems=(unplaced([fields.name], item.place, "这一行没有填指标", partial=False),))
    name = Cell(activity.text, item.owner.place if item.anchor else item.place) if activity.text else EMPTY
    return Part(indicators=(indicator(fields, item, activity=name),))
