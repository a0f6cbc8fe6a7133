"""Lines of table 12 → items: the indicator by its level words, what stands left of it by content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.columns import Layout, is_header, read_layout
from auditor.extract.indicator import find_levels, read_fields, sign_of
from auditor.extract.items import Item
from auditor.extract.keys import fold
from auditor.extract.lines import Line
from auditor.records.document import EMPTY, Cell

CODE = re.compile(r"(?<![0-9A-Za-z])(\d{8}[A-Z]\d{12}|\d{2}[0-9A-Z]{12,28})(?![0-9A-Za-z])")
_CODE_START = re.compile(r"^\d{8}[A-Z]\d{0,12}(?!\d)|^\d{2}[0-9A-Z]{12,28}(?![0-9A-Za-z])")
_AGENCY = re.compile(r"^\d{3,9}[-—–－](?=\D)")
_AMOUNT = re.compile(r"[-+]?\d[\d.,]*")
_PAGE_NUMBER = re.compile(r"[-—–－第]*\d{1,4}[-—–－页]*(?:共\d+页)?")
_TOTAL = re.compile(r"(?:合|总|小)计")
_SIGN_OFFSET = 3
_NOTE = re.compile(r"(?:注|备注|说明)[:：]")


def items_of(lines: Sequence[Line]) -> tuple[list[Item], list[Line], Layout]:
    """Return (items, header lines, layout) of a project table; prose after the last row is no part of the table."""
    layout = read_layout(lines)
    heads = [line for line in lines if is_header(line)]
    rows = [line for line in lines if not is_header(line)]
    while rows and rows[-1].prose:
        rows.pop()
    columns = _usual_columns(rows)
    layout = _proved(layout, rows, columns)
    items: list[Item] = []
    for line in rows:
        item = _prose(line) if line.prose else _row(line, layout, columns.get(line.piece, layout.level1))
        if item is None:
            continue
        merged = _continued(items[-1], item, line) if items else None
        if merged:
            items[-1] = merged
        else:
            items.append(item)
    return _named_anchors(items, layout), heads, layout


def is_amount(text: str) -> bool:
    """Return whether ``text`` is a printed amount, well formed or not."""
    return text[:1] in "+-0123456789０１２３４５６７８９" and bool(_AMOUNT.fullmatch(fold(text)))


def _proved(layout: Layout, rows: Sequence[Line], columns: dict[int, int]) -> Layout:
    """Return ``layout``, or the usual one where the operators of most rows stand where only that one has them.

    A header that lost a cell would move every value; the content of the rows is the better witness.
    """
    if layout.is_usual:
        return layout
    signs = total = 0
    for line in rows:
        column = columns.get(line.piece, -1) + _SIGN_OFFSET
        if not line.prose and _SIGN_OFFSET <= column < len(line.cells):
            total += 1
            signs += bool(sign_of(line.cells[column].text))
    if 2 * signs <= total:
        return layout
    return replace(Layout(), printed=layout.printed, level1=layout.level1)


def _usual_columns(rows: Sequence[Line]) -> dict[int, int]:
    """Return per piece the column where level1 most often stands."""
    seen: dict[int, Counter[int]] = {}
    for line in rows:
        found = None if line.prose else find_levels(line.cells)
        if found and found[1] - found[0] == 2 and found[0] >= 0:
            seen.setdefault(line.piece, Counter())[found[0]] += 1
    return {piece: columns.most_common(1)[0][0] for piece, columns in seen.items()}


def _prose(line: Line) -> Item | None:
    cell = line.cells[0]
    key = fold(cell.text)
    if _PAGE_NUMBER.fullmatch(key) or _NOTE.match(key):
        return None
    if _CODE_START.match(key):
        return Item(line.place, line.piece, owner=cell, anchor=True, key=_key(key))
    return Item(line.place, line.piece, objective=cell)


def _row(line: Line, layout: Layout, column: int) -> Item:
    found = find_levels(line.cells, column)
    item = Item(line.place, line.piece)
    if found:
        fields, lost = read_fields(line.cells, found, layout)
        lead = line.cells[: max(found[0], 0)]
        return _lead(replace(item, fields=fields, lost=tuple(lost)), lead, len(lead))
    edge = column if column >= 0 else len(line.cells)
    return _lead(replace(item, lost=tuple(c for c in line.cells[edge:] if c.text)), line.cells[:edge], edge)


def _lead(item: Item, cells: Sequence[Cell], edge: int) -> Item:
    """Return ``item`` with agency, project, amounts and objective read out of the cells left of column ``edge``."""
    texts = [fold(cell.text) if cell.text else "" for cell in cells]
    if not any(texts):
        return item
    agency = next((i for i, text in enumerate(texts) if _AGENCY.match(text) and not _CODE_START.match(text)), -1)
    if agency >= 0:
        item = replace(item, agency=cells[agency])
    owner = next((i for i, text in enumerate(texts) if _CODE_START.match(text)), -1)
    if owner < 0:
        owner = _before_amount(cells, texts, agency)
    if owner >= 0 and _TOTAL.fullmatch(texts[owner]):
        return replace(item, lost=(*item.lost, *(cell for cell in cells if cell.text)))
    if owner >= 0:
        item = replace(item, owner=cells[owner], anchor=True, key=_key(texts[owner]))
    skip = {agency, owner}
    amounts = [i for i, cell in enumerate(cells) if i not in skip and i > owner and is_amount(cell.text)]
    others = [i for i, text in enumerate(texts) if text and i not in skip and i not in amounts]
    goal = _goal_column(others, owner, edge, amounts)
    if amounts:
        end = goal if goal > amounts[0] else max(amounts[-1] + 1, edge - 1)
        slots = tuple(cells[(owner + 1 if owner >= 0 else amounts[0]) : end])
        item = replace(item, amounts=tuple(cell if is_amount(cell.text) else EMPTY for cell in slots))
    if goal >= 0:
        item = replace(item, objective=cells[goal])
    rest = [i for i in others if i != goal]
    if owner < 0 and len(rest) == 1 and (rest[0] < edge - 1):
        item = replace(item, owner=cells[rest[0]])
        rest = []
    return replace(item, lost=(*item.lost, *(cells[i] for i in rest)))


def _before_amount(cells: Sequence[Cell], texts: list[str], agency: int) -> int:
    """Return the column of a text that an amount follows directly (a project without code), or −1."""
    for index in range(len(cells) - 1):
        if texts[index] and index != agency and not is_amount(cells[index].text) and is_amount(cells[index + 1].text):
            return index
    return -1


def _goal_column(others: list[int], owner: int, edge: int, amounts: list[int]) -> int:
    """Return the column of the objective: the last text after the amounts, or the text next to the indicator."""
    if not others:
        return -1
    last = others[-1]
    if owner >= 0:
        return last if last > owner else -1
    if amounts:
        return last if last > amounts[-1] else -1
    # A single short piece at the far left continues the project's name, next to the indicator it is an objective.
    return last if last >= edge - 2 and (last > 0 or edge <= 1) else -1


def _key(text: str) -> str:
    found = CODE.search(text)
    return found.group(1) if found else text


def _continued(before: Item, item: Item, line: Line) -> Item | None:
    """Return ``before`` completed by a row that goes on in the middle of its indicator (name, operator, value …)."""
    if item.fields or item.anchor or item.objective.text or item.owner.text or not before.fields:
        return None
    fields = before.fields
    filled = line.filled
    sign = next((index for index, cell in enumerate(filled) if sign_of(cell.text)), -1)
    if fields.operator.text or fields.value.text or sign not in {0, 1} or len(filled) > sign + 3:
        return None
    name = Cell(" ".join([fields.name.text, *(cell.text for cell in filled[:sign])]).strip(), fields.name.place)
    rest = [*filled[sign:], EMPTY, EMPTY]
    return replace(before, fields=replace(fields, name=name, operator=rest[0], value=rest[1], unit=rest[2]))


def _named_anchors(items: list[Item], layout: Layout) -> list[Item]:
    """Return the items; where the table prints no code and no amount, every text in the project column is an anchor."""
    if any(item.anchor for item in items) or "project" not in layout.offsets:
        return items
    return [
        replace(item, anchor=True, key=fold(item.owner.text)) if item.owner.text and not item.anchor else item
        for item in items
    ]
