"""Whole tables: every cell is what the head above it says, wherever its column stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout
from auditor.extract.layout.profile import Profile, profiles
from auditor.extract.lines.outcome_heads import role_of, stage_of
from auditor.extract.lines.stream import Line
from auditor.extract.rows.codes import coded
from auditor.extract.rows.indicator import read_under
from auditor.extract.rows.merged import filled
from auditor.extract.rows.named import read_named, without_headings
from auditor.extract.rows.outcome import below_rows, outcome_of, result_of, told_beside
from auditor.extract.rows.project_totals import with_totals
from auditor.extract.words.keys import clean, fold, tidy
from auditor.extract.words.lead import TOTAL, is_amount
from auditor.extract.words.vocabulary import header
from auditor.records.document import EMPTY, Cell
from auditor.records.stage import TARGETS

_MOST = 0.6


def headed(layout: Layout, rows: Sequence[Line]) -> Layout:
    """Return ``layout`` with the column of the projects where its head is blank or unknown but its content tells it.

    Of a head 项目名称 over two columns the first may hold the codes.
    """
    body = profiles(rows, layout.width)
    project = layout.column("project")
    if project >= 0 and (body[project].text >= _MOST or not body[project].filled):
        return layout
    free = [at for at in range(max(layout.edge, 0)) if _may_name(layout, body, at) and at != project]
    if len(free) != 1:
        beside = layout.column("total") - 1 if project < 0 else project + 1
        free = [at for at in free if at == beside]
    if not free:
        return layout
    offsets = dict(layout.offsets)
    if project >= 0 and "code" not in offsets:
        offsets["code"] = offsets["project"]
    offsets["project"] = free[0] - layout.level1
    return replace(layout, offsets=offsets)


def _may_name(layout: Layout, body: Sequence[Profile], column: int) -> bool:
    """Return whether names may stand in a column: no head says what it is, and words are in it."""
    known = {layout.column(name) for name in layout.offsets}
    return column not in known and not header(layout.heads[column]) and body[column].text >= _MOST


def nameless(items: Sequence[Item], layout: Layout) -> Layout:
    """Return ``layout`` with a note where the table has no column for the names of its projects."""
    if layout.column("project") >= 0 or layout.column("code") >= 0:
        return layout
    count = sum(item.anchor for item in items)
    if count == 1 and stage_of([head for _, head in told_beside(layout)], "") != TARGETS:
        said = "这张表没有项目名称，全部指标作为一个项目读入。"
        return replace(layout, notes=(*layout.notes, (said, False)))
    said = f"这张表没有项目名称一列，按金额和绩效目标分出{count}个项目，请核对原件。"
    return replace(layout, notes=(*layout.notes, (said, True)))


def whole_items(rows: Sequence[Line], layout: Layout) -> list[Item]:
    """Return the items of a whole table; what begins a project without a name is an anchor, too."""
    inner = [row for row in rows if not row.outside]
    items = with_totals([_item(row, layout) for row in inner], inner, layout)
    return filled(without_headings(coded(_begun(items, layout)), layout), whole=True)


def _item(row: Line, layout: Layout) -> Item:
    if layout.column("project") == layout.column("code") == layout.column("total") == -1:
        told = below_rows(row.cells, layout)
        if told and TOTAL.fullmatch(fold(row.filled[0].text)):
            return Item(row.place, row.piece, details=told)  # of the only project
    leads = layout.leads
    bare = tuple(EMPTY if column in leads else cell for column, cell in enumerate(row.cells))
    fields, lost = read_under(bare, layout)
    outcome = outcome_of(row.cells, layout.level1, layout) if fields else None
    item = read_named(Item(row.place, row.piece, fields, lost=tuple(lost), outcome=outcome), row.cells, layout)
    return replace(item, details=(*item.details, *_graded(item, row, layout)))


def _graded(item: Item, row: Line, layout: Layout) -> tuple[tuple[str, Cell], ...]:
    """Return, by head, the total score and the grade of a project that stand right of its first indicator."""
    if not item.anchor or layout.level1 < 0:
        return ()
    beside = ((head, layout.level1 + offset) for offset, head in layout.ignored if offset > 0 and not role_of(head))
    told = ((head, row.cells[at]) for head, at in beside if at < len(row.cells) and result_of(head) in {"sum", "grade"})
    return tuple((head, clean(cell)) for head, cell in told if cell.text)


def _begun(items: Sequence[Item], layout: Layout) -> list[Item]:
    """Return the items; a row with a total of its own but no name begins a project without a name.

    Where there is no column for names, so does a row with an objective, or the first row.
    """
    named = layout.column("project") >= 0 or layout.column("code") >= 0
    done: list[Item] = []
    last: Item | None = None
    end = 0  # the row below what the cell of the project above covers
    for position, item in enumerate(items):
        if item.anchor:
            last, end = item, position + item.owner.rows
        elif item.fields and position >= end and _has_own(item, last, named=named):
            last = replace(item, anchor=True, key=f"@{position}", doubt=_doubt(last) if named else "")
            done.append(last)
            continue
        done.append(item)
    return done


def _doubt(above: Item | None) -> str:
    said = f"；如果是上面“{tidy(above.owner.text)}”的一部分" if above and above.owner.text else ""
    return f"这一行有项目金额而没有项目名称，按另一个项目读入{said}，请核对原件。"


def _has_own(item: Item, last: Item | None, *, named: bool) -> bool:
    amounts = [fold(cell.text) for cell in item.amounts]
    if any(is_amount(text) for text in amounts):
        return last is None or amounts != [fold(cell.text) for cell in last.amounts]
    if named:
        return False
    goal = fold(item.objective.text)
    return last is None or (bool(goal) and goal != fold(last.objective.text) and not last.amounts)
