"""Table 13: the department's funds and objective, and its indicators by activity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.amounts import money
from auditor.extract.columns import Layout, is_header, read_layout
from auditor.extract.indicator import find_levels, read_fields, read_glued, read_row
from auditor.extract.items import Item
from auditor.extract.join import joined
from auditor.extract.keys import clean, fold
from auditor.extract.lead import is_amount
from auditor.extract.lines import Line
from auditor.extract.merged import filled, without_levels
from auditor.extract.outcome import TARGETS, outcome_of, stage_of
from auditor.extract.projects import Found, anchors_of, indicator, is_blank, said_layout, starts_of, unplaced
from auditor.extract.tables import Segment
from auditor.extract.tasks import Tasks
from auditor.extract.vocabulary import level, overall_label
from auditor.records.budget import NO_MONEY, Money, Overall
from auditor.records.document import EMPTY, Cell


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
        found.problems.append(unplaced(cells, last.place, "表尾的这一行没有指标"))
    overall = _head(head, segment, found)
    if stage_of([text for _, text in layout.ignored], segment.title) != TARGETS:
        # An evaluation prints budget, adjusted budget and spending side by side: these are not the funds of table 13.
        overall = _with_funds(overall, {})
    _activities(filled(_begun(items)), found)
    return overall


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
    if len(filled) == 1 and not line.prose:
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
                found.problems.append(unplaced(item.lost, item.place, "这一行有内容放不进任何一列"))
            if not item.fields:
                continue
            if is_blank(item.fields):
                found.problems.append(unplaced([item.fields.name], item.place, "这一行没有填指标"))
                continue
            name = Cell(activity.text, item.owner.place if item.anchor else item.place) if activity.text else EMPTY
            row = indicator(item.fields, item.place, len(found.indicators), activity=name)
            found.indicators.append(replace(row, outcome=item.outcome))


def _head(lines: Sequence[Line], segment: Segment, found: Found) -> Overall:
    """Return the department, funds and objective of the head rows; the rest of the head becomes problems."""
    unit = "元" if any("(元)" in fold(cell.text) for line in lines for cell in line.filled) else segment.unit or "万元"
    head = Overall(place=lines[0].place if lines else segment.place)
    tasks = Tasks(unit)
    for line in lines:
        content = [cell for cell in line.filled if not overall_label(cell.text)]
        if line.prose or tasks.begins(line):
            continue
        label = overall_label(line.filled[0].text)
        if tasks.goes_on(line, label):
            head = tasks.told(head, line)
            continue
        if not content or (is_header(line) and not is_amount(line.filled[-1].text)):
            continue
        head, content = _taken(head, label, content, _funds(line, lines, unit))
        if content:
            found.problems.append(unplaced(content, line.place, "部门整体绩效表头里有内容没有采用"))
    return head


def _taken(head: Overall, label: str, content: list[Cell], funds: dict[str, Money]) -> tuple[Overall, list[Cell]]:
    """Return the head with what a row of ``label`` tells, and the cells that told nothing."""
    if label == "department":
        return replace(head, department=clean(content[0])), content[1:]
    if label == "note":
        return replace(head, note=joined([*_printed(head.note), *content])), []
    if head.total == NO_MONEY and any(is_amount(cell.text) for cell in content):
        kept = {amount.cell.text for amount in funds.values()}
        return _with_funds(head, funds), [cell for cell in content if cell.text not in kept]
    if label == "goal":
        return replace(head, objective=joined([*_printed(head.objective), content[-1]])), content[:-1]
    return head, content


def _with_funds(head: Overall, funds: dict[str, Money]) -> Overall:
    return replace(
        head,
        total=funds.get("total", NO_MONEY),
        fiscal=funds.get("fiscal", NO_MONEY),
        basic=funds.get("basic", NO_MONEY),
        project=funds.get("project", NO_MONEY),
        other=funds.get("other", NO_MONEY),
    )


def _printed(cell: Cell) -> list[Cell]:
    return [cell] if cell.text else []


def _funds(line: Line, lines: Sequence[Line], unit: str) -> dict[str, Money]:
    """Return the amounts of a row by name: columns as the head prints them, moved where the row lost leading cells."""
    columns = _fund_columns(lines)
    first = next((index for index, cell in enumerate(line.cells) if is_amount(cell.text)), -1)
    if first < 0:
        return {}
    shift = first - columns.get("total", first)
    found: dict[str, Money] = {}
    for name, column in columns.items():
        index = column + shift
        if 0 <= index < len(line.cells) and is_amount(line.cells[index].text):
            found[name] = money(line.cells[index], unit)
    return found


def _fund_columns(lines: Sequence[Line]) -> dict[str, int]:
    """Return the columns of the funds: the parts of the fiscal funds stand below their heading, side by side."""
    for line in lines:
        labels = [overall_label(cell.text) for cell in line.cells]
        if "total" not in labels:
            continue
        total = labels.index("total")
        fiscal = labels.index("fiscal") if "fiscal" in labels else total + 1
        other = labels.index("other") if "other" in labels else fiscal + 3
        return {"total": total, "fiscal": fiscal, "basic": fiscal + 1, "project": fiscal + 2, "other": other}
    return {"total": 2, "fiscal": 3, "basic": 4, "project": 5, "other": 6}
