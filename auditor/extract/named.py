"""Projects told by the column in which they stand, where no code and no amount tells them; headings between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.columns import Layout
from auditor.extract.items import Item
from auditor.extract.keys import fold
from auditor.extract.lead import CODE, is_amount, key_of
from auditor.records.document import EMPTY, Cell

_SLOTS = ("total", "fiscal", "other")
_TOTAL = re.compile(r"(?:合|总|小)计")
_INSTITUTION = re.compile(
    r"(?:局|委|委员会|办|办公室|处|院|馆|中心|学校|大学|学院|小学|中学|幼儿园|站|所|队|厅|部|会|社|团|园|医院|本级|机关)(?:\(.{1,6}\))?$"
)


def read_named(item: Item, cells: Sequence[Cell], layout: Layout, edge: int) -> Item:
    """Return ``item`` with what stands left of column ``edge``, each cell read as the head above it says."""
    at = {name: layout.column(name) for name in ("project", "goal", "agency", *_SLOTS)}
    at = {name: column for name, column in at.items() if 0 <= column < edge}
    cell = {name: cells[column] for name, column in at.items() if column < len(cells)}
    owner = cell.get("project", EMPTY)
    if _TOTAL.fullmatch(fold(owner.text)):
        return replace(item, lost=(*item.lost, *(each for each in cells[:edge] if each.text)))
    amounts = tuple(cell.get(name, EMPTY) for name in _SLOTS)
    rest = [(column, each) for column, each in enumerate(cells[:edge]) if each.text and column not in at.values()]
    known = [(layout.heads[column], each) for column, each in rest if layout.heads[column]]
    code = next((each for _, each in known if CODE.fullmatch(fold(each.text))), EMPTY)
    if code.text and owner.text:
        owner = replace(owner, text=f"{code.text}-{owner.text}")
    return replace(
        item,
        owner=owner,
        anchor=bool(owner.text) and not is_amount(owner.text),
        key=key_of(fold(owner.text)),
        agency=cell.get("agency", EMPTY),
        amounts=amounts if any(each.text for each in amounts) else (),
        objective=cell.get("goal", EMPTY),
        details=tuple((head, each) for head, each in known if each is not code),
        lost=(*item.lost, *(each for column, each in rest if not layout.heads[column])),
    )


def without_headings(items: Sequence[Item], layout: Layout) -> list[Item]:
    """Return the items; the name of an agency on a row of its own, above its projects, becomes their agency.

    Where several stand above each other the last is the agency, the others are details of the project.
    """
    done: list[Item] = []
    above: list[Cell] = []
    for position, item in enumerate(items):
        if _is_heading(items, position, layout):
            above.append(item.owner)
        elif above and item.anchor:
            outer = tuple(("单位名称", cell) for cell in above[:-1])
            agency = item.agency if item.agency.text else above[-1]
            more = () if agency is above[-1] else (("单位名称", above[-1]),)
            done.append(replace(item, agency=agency, details=(*outer, *more, *item.details)))
            above = []
        else:
            done.append(item)
    return done


def _is_heading(items: Sequence[Item], position: int, layout: Layout) -> bool:
    item = items[position]
    if not item.anchor or item.fields or item.objective.text or item.amounts or item.lost or item.agency.text:
        return False
    after = items[position + 1] if position + 1 < len(items) else None
    if after is None or not after.anchor or after.key == item.key:
        return False
    return layout.shared or bool(_INSTITUTION.search(fold(item.owner.text)))
