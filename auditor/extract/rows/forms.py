"""One form a project: labels with the value beside or below them, then the indicators; made into items of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.heads import is_indicator_head
from auditor.extract.lines.stream import Line
from auditor.extract.rows.form_labels import Form, labels
from auditor.extract.rows.form_sets import block_of, chosen_sets, keep_beside
from auditor.extract.rows.indicator import find_levels, find_pair, levels_below, read_fields, read_row
from auditor.extract.rows.merged import with_doubt, without_levels
from auditor.extract.rows.outcome import below_rows, outcome_of, sums_of
from auditor.extract.segments.glued import parted
from auditor.extract.segments.owners import names_project
from auditor.extract.segments.said import glued_label, said_in
from auditor.extract.words.furniture import is_part_heading, leads_on
from auditor.extract.words.inline import inline_fields
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import TOTAL
from auditor.extract.words.notes import notes_beside
from auditor.extract.words.vocabulary import header
from auditor.records.document import EMPTY, Cell
from auditor.records.place import Place

_RUNNING = re.compile(r"\d{1,3}")
_BELOW = re.compile(r"如下|下表")
_POINT = re.compile(r"[(（]?\d{1,2}[)）.、．]|[①-⑳]|目标[一二三四五六七八九十\d]")
_NOTE = re.compile(r"(?:注|备注|说明)[:：]")


def is_form(lines: Sequence[Line], layout: Layout) -> bool:
    """Return whether the lines are forms: the word 项目名称 heads no column but has the name beside it."""
    if "project" in layout.offsets:
        return False
    said = (part for line in lines if _may_label(line) for each in said_in(line, {}) for part in parted(each))
    return any("project" in part.words for part in said)


def form_items(lines: Sequence[Line], layout: Layout) -> tuple[list[Item], tuple[tuple[str, bool], ...]]:
    """Return (items, notes) of forms; each form begins with the item that carries the project's name.

    Notes say, as those of a layout, which set of indicators was taken where a form has one for each period.
    """
    form = Form(layout)
    under = _under_one_head(lines, layout)
    for line in lines:
        if layout.heads_with(line) or is_indicator_head(line):
            form.over, form.headed, form.goal = {}, True, None
            form.block = block_of(line, layout) or form.block
            continue
        if form.goal is not None and form.headed and _ends_objective(line):
            form.goal = None
        if _is_note(line) or _leads_on(line) or (form.goal is None and is_heading(line)):
            continue
        item = None if line.prose or _is_signed(line) else _sums(line, layout, form) or _indicator(line, layout, form)
        if item and not names_project(line):
            form.items.append(item)
        elif _may_label(line) or form.group or (form.goal is not None and not line.outside):
            labels(line, form)
            form.headed = form.headed or line.place in under
    items, notes = chosen_sets(form.items, form.blocks)
    return items, (*notes, *form.notes)


def _under_one_head(lines: Sequence[Line], layout: Layout) -> set[Place]:
    """Return the lines with names of projects between whose rows the head above all of them is not printed again."""
    found: set[Place] = set()
    last: Line | None = None  # the last name below a head, while no other head came
    headed = False
    for line in lines:
        if layout.heads_with(line) or is_indicator_head(line):
            headed, last = True, None
        elif names_project(line) and (_may_label(line) or not line.outside):
            found |= {last.place} if last else set()
            last = line if headed else None
        elif last and line.has_levels:
            found.add(last.place)  # its rows follow at once, whatever comes below them
    return found | ({last.place} if last else set())


def _is_note(line: Line) -> bool:
    """Return whether the line is a note about the form; a merged cell may repeat it, and its label may stand alone."""
    if notes_beside(line.texts):
        return True
    return len({cell.text for cell in line.filled}) == 1 and bool(_NOTE.match(fold(line.filled[0].text)))


def _ends_objective(line: Line) -> bool:
    """Return whether a line of text is no part of an objective below its rows, where the document goes on.

    Only the points of the objective go on with it (1.…, ①…, 目标2：…).
    """
    return line.prose and not _POINT.match(fold(line.cells[0].text))


def _leads_on(line: Line) -> bool:
    """Return whether the line only leads on to the indicators below it (绩效指标如下：)."""
    text = fold(line.filled[0].text)
    lone = len(set(line.texts)) == 1 and not header(text)
    return lone and leads_on(text) and (line.prose or bool(_BELOW.search(text)))


def is_heading(line: Line) -> bool:
    """Return whether the line is the heading of a part of the form (二、项目绩效目标)."""
    text = fold(line.filled[0].text)
    lone = len({cell.text for cell in line.filled}) == 1 and not header(text)  # 年度绩效目标 has its text below it
    return lone and is_part_heading(text)


def _is_signed(line: Line) -> bool:
    """Return whether the line is who filled in the form, and when: nothing but such labels and what they say."""
    labels = [glued[0] if (glued := glued_label(cell)) else cell.text for cell in line.filled]
    return all("detail" in header(label) for label in labels)


def _may_label(line: Line) -> bool:
    """Return whether the line may hold labels: any row, and prose that begins with a label and a colon."""
    return not line.prose or bool(glued_label(line.cells[0])) or bool(inline_fields(line.cells[0]))


def _sums(line: Line, layout: Layout, form: Form) -> Item | None:
    """Return the row of sums below the indicators (合计, 总分), None for any other."""
    if not form.headed:
        return None
    if not TOTAL.fullmatch(fold(line.filled[0].text)):
        told = below_rows(line.cells, layout)
        return Item(line.place, line.piece, details=told) if told else None
    told, rest = sums_of(line.cells, layout)
    return Item(line.place, line.piece, lost=rest, details=told)


def _indicator(line: Line, layout: Layout, form: Form) -> Item | None:
    """Return the indicator of a row; labels left of it (绩效指标) are printed once for all rows and say nothing.

    Above the head of the indicators only two level words side by side make a row one.
    """
    cells = tuple(
        EMPTY if index < max(layout.edge, 1) and header(cell.text) and not _is_level(cell) else cell
        for index, cell in enumerate(line.cells)
    )
    whole = read_row(cells, layout) if form.headed else None
    expected = layout.level1 if "level1" in layout.offsets and len(cells) == layout.width else -1
    levels = levels_below(cells, layout, expected) if form.headed else find_pair(cells)
    if whole:
        fields, lost = whole
        edge, first = layout.edge, layout.level1
    elif levels:
        fields, lost = read_fields(cells, levels, layout)
        edge, first = max(levels[0], 0), levels[0]
    else:
        item = Item(line.place, line.piece)
        bare = without_levels(item, replace(line, cells=cells), layout, layout.level1) if form.headed else item
        return _in_set(bare, line, layout, form) if bare.fields else None
    own = {layout.column(name) for name in ("operator", "value", "unit")}  # they may stand left of the levels
    lead = tuple(
        cell
        for at, cell in enumerate(cells[:edge])
        if cell.text and at not in own and not _RUNNING.fullmatch(fold(cell.text))
    )
    outcome = outcome_of(line.cells, first, layout)
    return _in_set(Item(line.place, line.piece, fields, lost=(*lead, *lost), outcome=outcome), line, layout, form)


def _in_set(item: Item, line: Line, layout: Layout, form: Form) -> Item:
    """Return ``item``, noted as one of its block of indicators; targets of other periods beside it are its details."""
    form.block = block_of(line, layout) or form.block
    form.blocks[len(form.items)] = form.block
    return with_doubt(keep_beside(item, line, layout), line, layout)


def _is_level(cell: Cell) -> bool:
    return "level1" not in header(cell.text) and find_levels((cell, cell, cell)) is not None
