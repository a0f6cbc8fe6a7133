"""Sets of indicators for several periods in one form, one below or beside the other: that of the year is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.extract.items import Fields, Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.rows.form_labels import Block
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, period
from auditor.records.document import Cell

_OTHER = 2  # the rank of another period than the year
Notes = tuple[tuple[str, bool], ...]


def block_of(line: Line, layout: Layout) -> Block | None:
    """Return the set of indicators that a label left of a line names (长期绩效指标), None where none does."""
    for cell in line.cells[: max(layout.edge, 1)]:
        if "within" in header(cell.text):
            text = fold(cell.text)
            return period(text), text
    return None


def chosen_sets(items: Sequence[Item], blocks: Mapping[int, Block]) -> tuple[list[Item], Notes]:
    """Return the items without indicators of another period where the form has some for the year, and what to say.

    The others are kept as details of the project. ``blocks`` are the sets of the indicators by position.
    """
    done: list[Item] = []
    notes: list[tuple[str, bool]] = []
    starts = [position for position, item in enumerate(items) if item.anchor]
    for start, end in zip([0, *starts], [*starts, len(items)], strict=True):
        mine = {position: blocks[position] for position in range(start, end) if position in blocks}
        if {_OTHER} < {rank for rank, _ in mine.values()}:
            other = {position: label for position, (rank, label) in mine.items() if rank == _OTHER}
            taken = next(label for rank, label in mine.values() if rank != _OTHER)
            kept = tuple(_detail(other[at], fields) for at in other if (fields := items[at].fields))
            first = replace(items[start], details=(*items[start].details, *kept))
            done += [first, *(items[at] for at in range(start + 1, end) if at not in other)]
            notes.append((_said(taken, next(iter(other.values())), len(other)), False))
        else:
            done += items[start:end]
    return done, tuple(dict.fromkeys(notes))


def _said(taken: str, other: str, count: int) -> str:
    return (
        f"表中有几组指标，采用了“{taken or '绩效指标'}”一组；“{other}”一组{count}条没有采用，保留在项目的其他内容里。"
    )


def _detail(label: str, fields: Fields) -> tuple[str, Cell]:
    """Return an indicator that was not taken as (label, target)."""
    target = "".join(cell.text for cell in (fields.operator, fields.value, fields.unit))
    return fold(f"{label}·{fields.name.text}"), replace(fields.value, text=target)


def keep_beside(item: Item, line: Line, layout: Layout) -> Item:
    """Return ``item``; targets of other periods in columns of their own are its details, with the name before them."""
    if not layout.printed or len(line.cells) != layout.width:
        return item
    name = -1
    kept: list[tuple[str, Cell]] = []
    for column, head in enumerate(layout.heads):
        words = header(head)
        name = column if "name" in words and column >= layout.edge else name
        if "value" in words and column != layout.column("value") and name >= 0 and line.cells[column].text:
            kept.append((fold(f"{head}·{line.cells[name].text}"), line.cells[column]))
    return replace(item, details=(*item.details, *kept))
