"""Projects told by the column in which they stand, where no code and no amount tells them; headings between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from auditor.extract.items import Fields, Item
from auditor.extract.layout.columns import Layout
from auditor.extract.rows.amounts import SOURCE, joined_amount, money
from auditor.extract.words.bodies import INSTITUTION
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import SUM, TOTAL, is_amount, key_of
from auditor.extract.words.vocabulary import header
from auditor.records.document import EMPTY, Cell

_BESIDE = frozenset({"agency", "ministry", "kind", "code", "agency_code", "detail", "serial", "remark"})
_SHORTEST_AGENCY, _LONGEST_AGENCY = 4, 24
_SENTENCE = re.compile(r"[，。；：、,;:]")
_ENDED = re.compile(r"[。；！.;!]\s*$")
_SLOTS = ("total", "fiscal", "other")


def read_named(item: Item, cells: Sequence[Cell], layout: Layout) -> Item:
    """Return ``item`` with what the row says of its project, each cell read as the head above it says."""
    at = {name: layout.column(name) for name in ("project", "code", "goal", "agency", *_SLOTS)}
    cell = {name: cells[column] for name, column in at.items() if 0 <= column < len(cells)}
    funds, more = _sources(cells, layout)
    cell |= funds
    rest = [(column, cells[column]) for column in sorted(layout.leads - {*at.values(), *more}) if cells[column].text]
    if not item.fields and any(SUM.fullmatch(fold(each.text)) for each in (*cell.values(), *(c for _, c in rest))):
        said = [cells[column] for column in sorted(layout.leads) if cells[column].text]
        return replace(item, lost=(*item.lost, *said))
    owner, code = cell.get("project", EMPTY), cell.get("code", EMPTY)
    amounts = tuple(cell.get(name, EMPTY) for name in _SLOTS)
    return replace(
        item,
        owner=owner,
        code=code,
        anchor=bool(code.text or (owner.text and not is_amount(owner.text))),
        key=fold(code.text) or key_of(fold(owner.text)),
        agency=cell.get("agency", EMPTY),
        amounts=amounts if any(each.text for each in amounts) else (),
        objective=cell.get("goal", EMPTY),
        details=(
            *_apart(cells, layout, more),
            *((layout.heads[column], each) for column, each in rest if layout.heads[column]),
        ),
        lost=(*item.lost, *(each for column, each in rest if not layout.heads[column])),
    )


def _sources(cells: Sequence[Cell], layout: Layout) -> tuple[dict[str, Cell], set[int]]:
    """Return the amounts by slot of which several columns hold a source (政府性基金 …), and all columns of them.

    Nobody adds them up. Where no column is for the total, the only amount of a row is its total, too.
    """
    columns = {
        slot: [at for at in sorted(layout.leads) if header(layout.heads[at]) == {slot}] for slot in ("fiscal", "other")
    }
    fiscal, other = columns["fiscal"], columns["other"]
    apart = len(fiscal) > 1 and all(SOURCE.search(layout.heads[at]) for at in fiscal)
    every = [*(fiscal if apart or len(fiscal) == 1 else ()), *other]
    if not (apart or len(other) > 1) or any(at >= len(cells) for at in every):
        return {}, set()
    cell: dict[str, Cell] = {}
    for at in every:
        slot = "other" if at in other else "fiscal"
        cell[slot] = joined_amount(cell.get(slot), cells[at])
    filled = [cells[at] for at in every if is_amount(cells[at].text)]
    if layout.column("total") < 0 and filled and apart:
        cell["total"] = filled[0] if len(filled) == 1 else replace(filled[0], text="；".join(c.text for c in filled))
    return cell, set(every)


def _apart(cells: Sequence[Cell], layout: Layout, sources: Set[int]) -> Iterator[tuple[str, Cell]]:
    """Yield the sources by head where one slot holds several: none of them is lost, whatever the slot says of them."""
    for at in sorted(sources):
        if cells[at].text:
            yield layout.heads[at], cells[at]


def under_agency(item: Item, cells: Sequence[Cell], layout: Layout) -> Item:
    """Return ``item``; a text that content takes for a piece of a name is an agency where it stands under that head."""
    column = next((at for at, cell in enumerate(cells) if cell is item.owner), -1)
    if item.anchor or column < 0 or len(cells) != layout.width or len(item.owner.text) < _SHORTEST_AGENCY:
        return item
    if layout.column("project") < 0 or column not in {layout.column("agency"), layout.column("ministry")}:
        return item
    if item.agency.text or column == layout.column("ministry"):
        details = (*item.details, (layout.heads[column], item.owner))
        return replace(item, owner=EMPTY, details=details)
    return replace(item, owner=EMPTY, agency=item.owner)


def with_heads(item: Item, cells: Sequence[Cell], layout: Layout) -> Item:
    """Return ``item`` with cells that content could not place read as the head above them says (agency, details)."""
    if any(TOTAL.fullmatch(fold(cell.text)) for cell in item.lost):
        return item
    agency, details, lost = item.agency, list(item.details), list[Cell]()
    for cell in item.lost:
        column = next((at for at, each in enumerate(cells) if each is cell), len(cells))
        words = header(layout.heads[column]) if column < min(layout.edge, len(layout.heads)) else frozenset()
        if "agency" in words and not agency.text:
            agency = cell
        elif words & _BESIDE:
            details.append((layout.heads[column], cell))
        else:
            lost.append(cell)
    return replace(item, agency=agency, details=tuple(details), lost=tuple(lost))


def unpriced(items: Sequence[Item], cells: Set[int]) -> list[Item]:
    """Return the items; a name and objective without an amount begin a project where the kinds of rows begin again.

    ``cells`` are the ids of the cells that stand under the head of the project. Where kinds begin again in the middle
    of a project too, nothing is sure and nothing changes.
    """
    rows = [position for position, item in enumerate(items) if item.fields]
    again = [after for before, after in pairwise(rows) if _begins_again(items[before].fields, items[after].fields)]
    if not all(items[at].owner.text for at in again):
        return list(items)
    fresh = {at for at in again if id(items[at].owner) in cells and items[at].objective.text}
    return [
        replace(item, anchor=True, key=key_of(fold(item.owner.text))) if at in fresh and not item.anchor else item
        for at, item in enumerate(items)
    ]


def _begins_again(before: Fields | None, after: Fields | None) -> bool:
    last = {"benefit", "satisfaction"}
    return bool(before and after and before.kind in last and after.kind not in last)


def without_headings(items: Sequence[Item], layout: Layout) -> list[Item]:
    """Return the items; the name of an agency on a row of its own, above its projects, becomes their agency.

    Where several stand above each other the last is the agency, the others are details of the project. So are the sum
    and the code that such a row prints.
    """
    items = _lone_agencies(items, layout)
    done: list[Item] = []
    above: list[Item] = []
    for position, item in enumerate(items):
        if _is_heading(items, position, layout):
            above.append(item)
        elif above and item.anchor:
            own = _heading(above[-1])
            names = [_heading(each) for each in (above if item.agency.text else above[:-1])]
            outer = (*(("单位名称", cell) for cell in names), *(told for each in above for told in _beside(each)))
            agency = item.agency if item.agency.text else own
            done.append(replace(item, agency=agency, details=(*outer, *item.details)))
            above = []
        else:
            done += [*above, item]
            above = []
    return done


def names_agency(text: str) -> bool:
    """Return whether a text is nothing but the name of an institution."""
    return len(text) <= _LONGEST_AGENCY and bool(INSTITUTION.search(fold(text))) and not _SENTENCE.search(text)


def _lone_agencies(items: Sequence[Item], layout: Layout) -> list[Item]:
    """Return the items; the name of an agency alone above a project is no piece of the objective before it.

    A CSV file has such a row as a line of prose. Where agencies have no column of their own with the projects, the
    objective before it must be whole.
    """
    done = list(items)
    ended = True
    for position, (item, after) in enumerate(pairwise(items)):
        text = item.objective.text
        alone = text and not (item.fields or item.owner.text or item.agency.text or item.amounts or item.lost)
        if alone and names_agency(text) and after.anchor and (layout.shared or ended):
            done[position] = replace(item, objective=EMPTY, owner=item.objective, anchor=True, key=fold(text))
        ended = bool(_ENDED.search(text)) if text else ended
    return done


def _heading(item: Item) -> Cell:
    return item.owner if item.anchor else item.agency


def _beside(item: Item) -> tuple[tuple[str, Cell], ...]:
    """Return what the row of an agency says beside its name."""
    name = fold(_heading(item).text)
    sums = tuple((f"{name}·小计", cell) for cell in item.amounts if cell.text)
    code = ((f"{name}·编码", item.code),) if item.code.text else ()
    return (*code, *sums, *item.details)


def _is_heading(items: Sequence[Item], position: int, layout: Layout) -> bool:
    item = items[position]
    if item.fields or item.objective.text or item.lost or bool(item.agency.text) == item.anchor:
        return False
    after = items[position + 1] if position + 1 < len(items) else None
    if not item.anchor:  # the sum of an agency, with its name in the column for agencies
        return bool(item.amounts) and not item.owner.text and after is not None and (after.anchor or not after.fields)
    if after is None or not after.anchor or (after.key, after.owner.text) == (item.key, item.owner.text):
        return False
    if not layout.shared and not INSTITUTION.search(fold(item.owner.text)):
        return False
    return not item.amounts or _sums(items[position + 1 :], money(item.amounts[0], "").wan)


def _sums(items: Sequence[Item], total: Decimal | None) -> bool:
    """Return whether ``total`` is the sum of the projects from the first item on, up to some row of an agency."""
    found, key = Decimal(0), ""
    for item in items:
        if not item.anchor or item.key == key:
            continue
        if item.fields:
            key = item.key
            found += (money(item.amounts[0], "").wan if item.amounts else None) or Decimal(0)
        elif found == total and key:
            return True
    return total is not None and found == total
