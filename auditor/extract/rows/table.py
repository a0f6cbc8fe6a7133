"""Lines of table 12 → items: the indicator by its level words, what stands left of it by content."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Fields, Item
from auditor.extract.layout.columns import Layout, is_header, read_layout
from auditor.extract.layout.families import Family
from auditor.extract.lines.stream import Line
from auditor.extract.rows.body import with_body, without_body
from auditor.extract.rows.forms import form_items, is_form
from auditor.extract.rows.headed import headed, nameless, whole_items
from auditor.extract.rows.indicator import find_pair, levels_below, read_fields, read_glued, read_row, sign_of
from auditor.extract.rows.labels import settled
from auditor.extract.rows.level_sums import with_level_sums
from auditor.extract.rows.merged import filled, with_doubt, without_levels
from auditor.extract.rows.named import names_agency, read_named, under_agency, unpriced, with_heads, without_headings
from auditor.extract.rows.outcome import outcome_of
from auditor.extract.rows.sections import with_sections, without_sections
from auditor.extract.rows.steps import without_steps
from auditor.extract.rows.whole import evened, is_topped, is_whole
from auditor.extract.segments.remarks import remarks
from auditor.extract.words.inline import inline_fields
from auditor.extract.words.keys import fold, tidy
from auditor.extract.words.lead import key_of, read_lead
from auditor.extract.words.notes import is_foot, is_note
from auditor.records.document import EMPTY, Cell
from auditor.text.codes import CODE_START

_PAGE_NUMBER = re.compile(r"[-—–－第]*\d{1,4}[-—–－页]*(?:共\d+页)?")
_SIGN_OFFSET = 3
_ALIGNED = 0.9


def items_of(
    lines: Sequence[Line],
    title: str = "",
    families: Sequence[Family] | None = None,
    *,
    own: bool = False,
    year: int | None = None,
) -> tuple[list[Item], Layout]:
    """Return (items, layout) of a project table; prose after the last row is no part of the table.

    ``own`` says that the file is the author's own, not a conversion; ``year`` is the budget's.
    """
    layout = replace(read_layout(lines, title, families, year), own=own)
    lines, above = without_sections(lines, layout)
    lines, body = without_body(without_steps(lines, layout), layout)
    items, layout = _items_of(lines, layout)
    items = with_level_sums(items, lines, layout)
    return with_body(with_sections(items, above), body), layout


def _items_of(lines: Sequence[Line], layout: Layout) -> tuple[list[Item], Layout]:
    if is_form(lines, layout):
        items, notes = form_items(lines, layout)
        return filled(items), replace(layout, form=True, notes=(*layout.notes, *notes))
    furniture = Counter(line.cells[0].text for line in lines if line.prose)
    rows = [
        line
        for line, noted in zip(lines, remarks(lines), strict=True)
        if not is_header(line)
        and not layout.heads_with(line)
        and not noted
        and not (line.prose and furniture[line.cells[0].text] > 1)
    ]
    while rows and (rows[-1].prose or is_foot(rows[-1].texts)):
        rows.pop()
    while rows and rows[0].prose and not _begins(rows[0].cells[0].text, layout):
        rows.pop(0)
    if is_whole(rows, layout):
        even = evened(rows, layout.width)
        layout = replace(headed(layout, even), whole=True, topped=True)
        items = whole_items(even, layout)
        return items, nameless(items, layout)
    layout = replace(layout, topped=is_topped(rows, layout))
    pairs = [None if line.prose else find_pair(line.cells) for line in rows]
    columns = _usual_columns(rows, pairs)
    layout = _proved(layout, rows, columns)
    items = _items(rows, pairs, columns, layout)
    if _needs_head(rows, items, layout):
        items = _items(rows, pairs, columns, replace(layout, by_head=True))
    elif layout.column("project") >= 0 and not any(CODE_START.match(item.key) for item in items):
        items = unpriced(items, _under(rows, layout))
    return filled(settled(without_headings(items, layout))), layout


def _begins(text: str, layout: Layout) -> bool:
    """Return whether a line of prose above the rows begins a project, or names the agency of those below."""
    return bool(CODE_START.match(fold(text))) or (layout.shared and names_agency(text))


def _items(
    rows: Sequence[Line], pairs: Sequence[tuple[int, int] | None], columns: dict[int, int], layout: Layout
) -> list[Item]:
    items: list[Item] = []
    ragged = _ragged(rows, layout)
    for row, pair in zip(rows, pairs, strict=True):
        column = columns.get(row.piece, layout.level1)
        line, told = _told(row) if pair is None else (row, [])
        item = _prose(line) if line.prose else _row(line, layout, column, pair)
        if item is None:
            continue
        if row.piece in ragged and len(row.cells) < layout.width and item.fields:
            item = replace(item, doubt=_doubt(item.fields))
        item = with_doubt(item, line, layout)
        whole = _continued(items[-1], item, line) if items else None
        if whole:
            items[-1] = whole
        else:
            items.append(without_levels(item, line, layout, column))
            items += told
    return items


def _ragged(rows: Sequence[Line], layout: Layout) -> set[int]:
    """Return the pieces of which some rows have a cell for each head; others with fewer lost one, who knows which."""
    return {row.piece for row in rows if not row.prose and layout.printed and len(row.cells) == layout.width}


def _doubt(fields: Fields) -> str:
    """Return the sentence about an indicator in a row that lost a cell."""
    return f"“{tidy(fields.name.text)}”这一行的单元格比表头少，不能确定各格属于哪一列，请核对原件。"


def _under(rows: Sequence[Line], layout: Layout) -> set[int]:
    """Return the ids of the cells that stand under the head of the project."""
    column = layout.column("project")
    return {id(line.cells[column]) for line in rows if len(line.cells) == layout.width}


def _needs_head(rows: Sequence[Line], items: Sequence[Item], layout: Layout) -> bool:
    """Return whether content told no project, or took most of them out of another column than the head names."""
    column = layout.column("project")
    anchors = [item for item in items if item.anchor]
    if column < 0 or any(CODE_START.match(item.key) for item in anchors):
        return False
    aligned = [line for line in rows if len(line.cells) == layout.width]
    if len(aligned) < _ALIGNED * sum(not line.prose for line in rows):
        return not anchors
    right = _under(rows, layout)
    return 2 * sum(id(item.owner) in right for item in anchors) <= len(anchors)


def _told(line: Line) -> tuple[Line, list[Item]]:
    """Return the line without the texts that tell indicators in running words, and those indicators."""
    texts = {id(cell): fields for cell in line.filled if (fields := inline_fields(cell))}
    if not texts:
        return line, []
    cells = tuple(EMPTY if id(cell) in texts else cell for cell in line.cells)
    items = [Item(line.place, line.piece, fields) for every in texts.values() for fields in every]
    return replace(line, cells=cells), items


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
    return replace(layout, offsets={**layout.offsets, **Layout().offsets})


def _usual_columns(rows: Sequence[Line], pairs: Sequence[tuple[int, int] | None]) -> dict[int, int]:
    """Return per piece the column where level1 most often stands."""
    seen: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for line, found in zip(rows, pairs, strict=True):
        if found:
            seen[line.piece][found[0]] += 1
    return {piece: columns.most_common(1)[0][0] for piece, columns in seen.items()}


def _prose(line: Line) -> Item | None:
    cell = line.cells[0]
    key = fold(cell.text)
    if _PAGE_NUMBER.fullmatch(key) or is_note(cell.text):
        return None
    if CODE_START.match(key):
        return Item(line.place, line.piece, owner=cell, anchor=True, key=key_of(key))
    return None if line.outside else Item(line.place, line.piece, objective=cell)


def _row(line: Line, layout: Layout, column: int, pair: tuple[int, int] | None) -> Item:
    whole = read_row(line.cells, layout)
    if whole:
        item = Item(line.place, line.piece, whole[0], lost=tuple(whole[1]))
        return _led(replace(item, outcome=outcome_of(line.cells, layout.level1, layout)), line, layout, layout.edge)
    found = pair if pair and "level1" in layout.offsets else levels_below(line.cells, layout, column)
    if found:
        fields, lost = read_fields(line.cells, found, layout)
        item = Item(line.place, line.piece, fields, lost=tuple(lost), outcome=outcome_of(line.cells, found[0], layout))
        return _led(item, line, layout, max(found[0], 0))
    glued = read_glued(line.cells)
    if glued:
        return _led(Item(line.place, line.piece, glued[1], lost=tuple(glued[2])), line, layout, glued[0])
    edge = column if column >= 0 else layout.edge if layout.edge >= 0 else len(line.cells)
    return _led(Item(line.place, line.piece, lost=tuple(c for c in line.cells[edge:] if c.text)), line, layout, edge)


def _led(item: Item, line: Line, layout: Layout, edge: int) -> Item:
    """Return ``item`` with what stands left of column ``edge``: by content, or by the head where that is no help."""
    if layout.by_head and len(line.cells) == layout.width:
        return read_named(item, line.cells, layout)
    item = under_agency(read_lead(item, line.cells[:edge], edge), line.cells, layout)
    if layout.by_head and item.owner.text and not item.anchor:
        return replace(item, anchor=True, key=fold(item.owner.text))
    return with_heads(item, line.cells, layout) if item.lost and len(line.cells) == layout.width else item


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
