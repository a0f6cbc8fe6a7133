"""The budget tables beside 12 and 13 as figures: grids → typed columns and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from auditor.extract.guard import guarded
from auditor.extract.money.heads import columns_of, head_size, is_numbering
from auditor.extract.money.levels import begins_row, leveled
from auditor.extract.money.parts import with_parts
from auditor.extract.money.rows import rows_of
from auditor.extract.money.totals import settled
from auditor.extract.money.witness import corrected
from auditor.extract.money.words import amount_role, kind_of_number, kind_of_title, label_role
from auditor.extract.words.keys import fold
from auditor.records.document import Grid, Problem, Row
from auditor.records.place import NOWHERE
from auditor.records.table import BudgetTable, Column, TableRow

_SHORT = 2
_NOTE = re.compile(r"^(?:注|备注|说明|附注)[:：]|。")


def typed(tables: Sequence[BudgetTable], *, converted: bool) -> tuple[BudgetTable, ...]:
    """Return the tables with kind, columns and rows; in a ``converted`` text what slipped is put right where provable.

    A table without a head and a body keeps its grids only.
    """
    made = [piece for table in tables for piece in _whole(table, converted)]
    return corrected(made) if converted else tuple(made)


def typed_apart(
    tables: Sequence[BudgetTable], *, converted: bool
) -> tuple[tuple[BudgetTable, ...], tuple[Problem, ...]]:
    """Return what ``typed`` does, and a problem for each table on which this program fails: it keeps its grids only."""
    read = [(table, guarded(partial(_whole, table, converted), table.title, table.place)) for table in tables]
    made = [piece for table, one in read for piece in ([table] if isinstance(one, Problem) else one)]
    right = guarded(partial(corrected, made), "", NOWHERE) if converted else tuple(made)
    problems = tuple(one for one in (*(one for _, one in read), right) if isinstance(one, Problem))
    return tuple(made) if isinstance(right, Problem) else right, problems


def _whole(table: BudgetTable, converted: bool) -> list[BudgetTable]:
    made = [_typed(piece, converted) for piece in _pieces(table)]
    return [settled(piece) for piece in made] if converted else made


def doubts(tables: Sequence[BudgetTable]) -> tuple[Problem, ...]:
    """Return a problem for every table with amounts whose column is not certain: no sum was checked with them."""
    found = []
    for table in tables:
        rows = [row for row in table.rows if any(amount.placed == "uncertain" for amount in row.amounts)]
        if rows:
            name = f"预算{table.number}表" if table.number else f"《{table.title}》"
            message = f"{name}有{len(rows)}行的金额属于哪一栏不能确定，没有用它们核对合计，请核对原件。"
            found.append(Problem("extract.uncertain-columns", message, rows[0].place))
    return tuple(found)


def _pieces(table: BudgetTable) -> Iterator[BudgetTable]:
    """Yield the table, in several pieces where a grid begins with heads of its own below the title of the first."""
    start, heads = 0, _heads(table.grids[0]) if table.grids else []
    for number, grid in enumerate(table.grids[1:], 1):
        own = _heads(grid)
        if own and own != heads and _all_known(own[0]):
            yield replace(table, grids=table.grids[start:number], notes=() if start else table.notes)
            start, heads = number, own
    rest = table.grids[start:]
    place = rest[0].rows[0].place if start else table.place
    yield replace(table, grids=rest, place=place, notes=() if start else table.notes)


def _heads(grid: Grid) -> list[list[str]]:
    rows = [row for row in grid.rows if row.filled]
    return [_texts(row) for row in rows[: head_size(rows)]]


def _all_known(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and all(label_role(text) or amount_role(text) for text in texts)


def _typed(table: BudgetTable, converted: bool) -> BudgetTable:
    rows = [row for grid in table.grids for row in grid.rows if row.filled]
    first = [row for row in (table.grids[0].rows if table.grids else ()) if row.filled]
    size = head_size(first)
    heads = rows[:size]
    body, below = _without_notes(_without_heads(rows[size:], heads))
    width = max((len(row.cells) for row in heads), default=0)
    # In a converted text only rows as wide as the heads show what a column holds.
    telling = [row for row in body if not converted or len(row.cells) == width]
    columns = with_parts(columns_of(heads, telling)) if heads else ()
    title = fold(table.title)
    kind = kind_of_title(title) or ("" if title else kind_of_number(table.number))
    trimmed = all(row.cells[-1].text for row in (*heads, *body))
    made = tuple(rows_of(body, columns, shifting=converted, trimmed=trimmed)) if columns else ()
    notes = (*table.notes, *(cell for row in below for cell in row.filled))
    return replace(table, kind=kind, columns=columns, rows=_by_side(made, columns), notes=notes)


def _without_heads(body: Sequence[Row], heads: Sequence[Row]) -> list[Row]:
    """Return the rows without the heads that the next page prints again."""
    firsts, printed = {_first(row) for row in heads}, {tuple(_texts(row)) for row in heads}
    return [row for row in body if not _is_again(row, firsts, printed)]


def _is_again(row: Row, firsts: set[str], printed: set[tuple[str, ...]]) -> bool:
    first = _first(row)
    if first in firsts and tuple(_texts(row)) in printed:
        return True
    return len(first) <= _SHORT and is_numbering(_texts(row))


def _first(row: Row) -> str:
    return fold(row.texts[0]) if row.texts else ""


def _texts(row: Row) -> list[str]:
    return [fold(text) for text in row.texts]


def _without_notes(body: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """Return the rows, and those at the end that are prose below the table: lone texts, one of them a sentence."""
    end = len(body)
    while end and _is_lone_text(body[end - 1]):
        end -= 1
    texts = [text for row in body[end:] for text in row.texts]
    return (body[:end], body[end:]) if any(_NOTE.search(text) for text in texts) else (body, ())


def _is_lone_text(row: Row) -> bool:
    texts = [fold(text) for text in row.texts]
    return len(texts) == 1 and not begins_row(texts)


def _by_side(rows: Sequence[TableRow], columns: Sequence[Column]) -> tuple[TableRow, ...]:
    """Return the rows with levels, side after side."""
    sides = dict.fromkeys(column.side for column in columns)
    return tuple(row for side in sides for row in leveled([row for row in rows if row.side == side]))
