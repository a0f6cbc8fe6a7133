"""Table 13: the department's funds and objective, and its indicators by activity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.amounts import money
from auditor.extract.blocks import boundaries
from auditor.extract.columns import Layout, is_header, read_layout
from auditor.extract.indicator import find_levels, read_fields, read_glued
from auditor.extract.items import Item
from auditor.extract.join import joined
from auditor.extract.keys import clean, fold
from auditor.extract.lines import Line
from auditor.extract.projects import Found, anchors_of, indicator, unplaced
from auditor.extract.rows import is_amount
from auditor.extract.tables import Segment
from auditor.records.budget import NO_MONEY, Money, Overall
from auditor.records.document import EMPTY, Cell

_LABELS = re.compile(
    r"部门(?:\(单位\))?名称|总体资金情况|部门整体资金|年度预算|整体绩效目标|年度绩效目标|年度总体目标|总体目标|其他说明|预算支出总额"
    r"|财政拨款|其他资金|合计|基本支出|项目支出|绩效指标|填报单位|资金总额|年度主要任务"
)
_GOAL = re.compile(r"整体绩效目标|年度绩效目标|年度总体目标|总体目标")
_NAME = re.compile(r"部门(?:\(单位\))?名称|填报单位|单位名称")
_NUMBER = re.compile(r"\((?:万元|元)\)")


def read_overall(segment: Segment, found: Found) -> Overall:
    """Return the head of table 13 (segment of kind 13); its indicators are added to ``found``."""
    layout = read_layout(segment.lines)
    head: list[Line] = []
    items: list[Item] = []
    for line in segment.lines:
        item = None if line.prose or (is_header(line) and not is_amount(line.filled[-1].text)) else _item(line, layout)
        if item:
            items.append(item)
        elif items and not is_header(line):
            items.append(_piece(line))
        else:
            head.append(line)
    while items and not items[-1].fields:
        last = items.pop()
        cells = [cell for cell in (last.owner, *last.lost) if cell.text]
        found.problems.append(unplaced(cells, last.place, "表尾的这一行没有指标"))
    overall = _head(head, segment, found)
    _activities(_begun(items), found)
    return overall


def _item(line: Line, layout: Layout) -> Item | None:
    glued = read_glued(line.cells)
    if glued:
        column, fields, lost = glued
    else:
        levels = find_levels(line.cells)
        if not levels or levels[0] < 0:
            return None
        column = levels[0]
        fields, lost = read_fields(line.cells, levels, layout)
    left = [cell for cell in line.cells[:column] if cell.text and not _GOAL.fullmatch(fold(cell.text))]
    owner = left[-1] if left else EMPTY
    rest = (*left[:-1], *lost)
    return Item(line.place, line.piece, fields, owner, key=fold(owner.text), anchor=bool(owner.text), lost=rest)


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
    starts = boundaries(items, anchors) or [0]
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
            name = Cell(activity.text, item.owner.place if item.anchor else item.place) if activity.text else EMPTY
            found.indicators.append(indicator(item.fields, item.place, len(found.indicators), activity=name))


def _head(lines: Sequence[Line], segment: Segment, found: Found) -> Overall:
    """Return the department, funds and objective of the head rows; the rest of the head becomes problems."""
    unit = "元" if any("(元)" in fold(cell.text) for line in lines for cell in line.filled) else segment.unit or "万元"
    department = objective = EMPTY
    funds: dict[str, Money] = {}
    place = lines[0].place if lines else segment.place
    for line in lines:
        if line.prose:
            continue
        words = [fold(cell.text) for cell in line.filled]
        content = [cell for cell in line.filled if not _is_label(cell.text)]
        if not content:
            continue
        if _NAME.fullmatch(words[0]):
            department, content = content[0], content[1:]
        elif any(is_amount(cell.text) for cell in content) and not funds:
            funds = _funds(line, lines, unit)
            content = [cell for cell in content if not is_amount(cell.text)]
        elif _GOAL.match(words[0]):
            objective, content = joined([c for c in (objective, content[-1]) if c.text]), content[:-1]
        if content:
            found.problems.append(unplaced(content, line.place, "部门整体绩效表头里有内容没有采用"))
    return Overall(
        department=clean(department),
        total=funds.get("total", NO_MONEY),
        fiscal=funds.get("fiscal", NO_MONEY),
        basic=funds.get("basic", NO_MONEY),
        project=funds.get("project", NO_MONEY),
        other=funds.get("other", NO_MONEY),
        objective=objective,
        place=place,
    )


def _is_label(text: str) -> bool:
    key = _NUMBER.sub("", fold(text)).rstrip(":")
    return bool(_LABELS.fullmatch(key)) or key in {"活动", "指标性质", "指标值", "度量单位"}


def _funds(line: Line, lines: Sequence[Line], unit: str) -> dict[str, Money]:
    """Return the amounts by name: columns as the head prints them, moved where the row lost leading cells."""
    columns = _fund_columns(lines)
    first = next(index for index, cell in enumerate(line.cells) if is_amount(cell.text))
    shift = first - columns.get("total", first)
    found: dict[str, Money] = {}
    for name, column in columns.items():
        index = column + shift
        if 0 <= index < len(line.cells) and is_amount(line.cells[index].text):
            found[name] = money(line.cells[index], unit)
    return found


def _fund_columns(lines: Sequence[Line]) -> dict[str, int]:
    for line in lines:
        words = [_NUMBER.sub("", fold(cell.text)) for cell in line.cells]
        total = next((i for i, word in enumerate(words) if word in {"预算支出总额", "资金总额", "支出总额"}), -1)
        if total < 0:
            continue
        fiscal = words.index("财政拨款") if "财政拨款" in words else total + 1
        other = words.index("其他资金") if "其他资金" in words else fiscal + 3
        return {"total": total, "fiscal": fiscal, "basic": fiscal + 1, "project": fiscal + 2, "other": other}
    return {"total": 2, "fiscal": 3, "basic": 4, "project": 5, "other": 6}
