"""Verbs on sums: totals of rows and columns of the budget tables, and what a project's purchases add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from auditor.checks.context import Context
from auditor.checks.sums import (
    ZERO,
    Entry,
    Figure,
    Ledger,
    books,
    children,
    column_of,
    counted_twice,
    in_wan,
    leaves,
    listed,
    off,
    table_name,
    uniform,
)
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable, Column, TableRow
from auditor.text.numbers import plain
from auditor.text.width import fold

_LEAST_PROOFS = 2
Of = Literal["sides", "columns", "rows"]


def _hit(table: BudgetTable, label: str, total: Figure, added: Decimal, parts: str) -> Hit:
    facts = {
        "label": label,
        "printed": total.cell.text,
        "sum": _like(total, added),
        "difference": plain(abs(added - total.value)),
        "parts": parts,
        "table": table_name(table),
        "money_unit": table.money_unit or "万元",
    }
    return Hit(facts, place=total.cell.place, table=table.number, text=total.cell.text)


def _like(figure: Figure, amount: Decimal) -> str:
    """Return an amount with thousands set off where the figure beside it has them."""
    text = plain(amount)
    if "," not in figure.cell.text:
        return text
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _added(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.value for figure in figures), ZERO)


def totals(table: BudgetTable, context: Context, *, of: Of) -> Iterator[Hit]:
    """Yield a hit for every total of a table that is not the sum of what it covers.

    ``of``: ``sides`` of a two-sided table (收支总表): of their lines; ``columns``: of the rows, and rows that are not
    the sum of theirs; ``rows``: 合计 or 小计 of the columns that it covers.
    """
    yield from _OF[of](table, context)


def _sides(table: BudgetTable, context: Context) -> Iterator[Hit]:
    for book in books(table, context):
        for column in book.columns.values() if book.side else ():
            yield from _nested(table, book, column)
            yield from _totals(table, book, column)


def _nested(table: BudgetTable, book: Ledger, column: Column) -> Iterator[Hit]:
    """Check every line that has lines below it."""
    for parent, below in children(book.entries):
        if column.index in parent.figures and listed(below) and _sure(below, column.index):
            total, parts = parent.figures[column.index], column_of(below, column.index)
            if parts and off(total, parts):
                yield _hit(table, _line(parent.row, column, book), total, _added(parts), "所属各项之和")


def _totals(table: BudgetTable, book: Ledger, column: Column) -> Iterator[Hit]:
    """Check 合计 against the lines above it, 总计 against 合计 and the lines after that."""
    parts: list[Figure] = []
    lines: list[Entry] = []
    proved = {id(line) for parent, below in children(book.entries) if _make_up(parent, below, column) for line in below}
    for entry in book.entries:
        if entry.row.kind == "item":
            parts += column_of([entry], column.index) if entry.row.level == 1 else []
            lines.append(entry)
        elif entry.row.kind in {"total", "grand"}:
            total = entry.figures.get(column.index)
            # A line without a number below a numbered one may be a part of it, or stand beside it.
            loose = [line for line in lines if line.row.level > 1 and not listed([line]) and id(line) not in proved]
            sure = _sure([*lines, entry], column.index) and not column_of(loose, column.index)
            if total and parts and sure and off(total, parts):
                yield _hit(table, _line(entry.row, column, book), total, _added(parts), "各项之和")
            if total:
                parts, lines = [total], []


def _make_up(parent: Entry, below: Sequence[Entry], column: Column) -> bool:
    """Return whether the amounts of some lines are just that of the line above them."""
    total, parts = parent.figures.get(column.index), column_of(below, column.index)
    return total is not None and bool(parts) and not off(total, parts)


def _line(row: TableRow, column: Column, book: Ledger) -> str:
    """Return what a line of a side is called, with its column where the side has several."""
    return f"{fold(row.name)}”的“{_name(column)}" if len(book.columns) > 1 else fold(row.name)


def _sure(entries: Sequence[Entry], column: int) -> bool:
    """Return whether no amount of the rows may belong into the column that is not known to."""
    return not any(column in entry.doubtful for entry in entries)


def _columns(table: BudgetTable, context: Context) -> Iterator[Hit]:
    """Yield a hit for every column whose total is not the sum of its rows, and for rows that are not that of theirs.

    A table may list rows and again what they consist of. Which rows make up the total must be certain: by codes or
    numbers, or because there is only one list; else nothing is said.
    """
    for book in books(table, context):
        if book.side:
            continue
        explained = {(total, abs(added - figure.value)) for _, total, figure, added, _ in _wrong_rows(book)}
        for column, figure, parts, count in _wrong_columns(book):
            difference = abs(off(figure, parts))
            if (column.index, difference) not in explained:  # else the row that explains it is reported
                label = f"合计行的“{_name(column)}”"
                where = "以下" if book.entries[0] is book.totals[0] else "以上"
                yield _hit(table, label, figure, _added(parts), f"{where}{count}行之和")
        for entry, column, parts in _wrong_parents(book):
            label = f"“{entry.row.text}”行的“{_name(column)}”"
            yield _hit(table, label, entry.figures[column.index], _added(parts), f"所属{len(parts)}行之和")


def _wrong_columns(book: Ledger) -> Iterator[tuple[Column, Figure, list[Figure], int]]:
    """Yield (column, its total, the figures that make it up, their number) where the total is surely wrong."""
    if len(book.totals) != 1 or not book.items:
        return
    top = [entry for entry in book.items if entry.row.level == 1]
    below = leaves(book.entries)
    subtotals = [entry for entry in book.entries if entry.row.kind == "subtotal"]
    for index, column in book.columns.items():
        total = book.totals[0].figures.get(index)
        parts = column_of(top, index)
        lists = [parts, column_of(below, index), column_of(book.items, index), column_of(subtotals, index)]
        if total is None or not parts or any(not off(total, figures) for figures in lists if figures):
            continue
        agreed = not subtotals and _added(parts) == _added(lists[1])
        doubled = top == book.items and not listed(top) and counted_twice(parts, total)
        if agreed and not doubled and uniform(book.entries) and _sure(book.entries, index):
            yield column, total, parts, len(parts)


def is_wrong_total(book: Ledger, entry: Entry, column: Column) -> bool:
    """Return whether the row is a total that ``totals`` of columns reports in this column."""
    if entry.row.kind not in {"total", "grand"}:
        return False
    return any(other.index == column.index for other, *_ in _wrong_columns(book))


def _wrong_parents(book: Ledger) -> Iterator[tuple[Entry, Column, list[Figure]]]:
    """Yield (row, column, figures of the rows below) where a row is surely not the sum of the rows below it.

    More below than the row itself is an error in any case; less may be a list of some parts only, unless the other
    rows of the table are complete.
    """
    tree = [(row, below) for row, below in children(book.entries) if listed(below)] if uniform(book.entries) else []
    for column in book.columns.values():
        proofs, wrong = 0, []
        for parent, below in tree:
            total, parts = parent.figures.get(column.index), column_of(below, column.index)
            if total is None or not parts or not _sure(below, column.index):
                continue
            if off(total, parts):
                wrong.append((parent, below, parts))
            else:
                proofs += len(parts) > 1
        for parent, below, parts in wrong:
            difference = off(parent.figures[column.index], parts)
            over = difference > 0 and all(part.value >= 0 for part in parts)
            mended = any(id(other) in {id(entry) for entry in below} for other, _, _ in wrong)
            if (over or (proofs >= _LEAST_PROOFS and len(wrong) <= proofs // 2)) and not mended:
                yield parent, column, parts


def _rows(table: BudgetTable, context: Context) -> Iterator[Hit]:
    for book in books(table, context):
        for entry, total, figure, added, names in _wrong_rows(book):
            label = f"“{entry.row.text}”行的“{_name(book.columns[total])}”"
            yield _hit(table, label, figure, added, names)


def _wrong_rows(book: Ledger) -> Iterator[tuple[Entry, int, Figure, Decimal, str]]:
    """Yield (row, column of the total, the total, what the parts add up to, names of the parts)."""
    wrong = {column.index for column, _, _, _ in _wrong_columns(book)}
    for index, column in book.columns.items():
        told = list(_rows_off(book, column)) if column.parts else []
        failed = [(entry, parts) for entry, parts in told if parts is not None]
        held = len(told) - len(failed)
        # Where most rows deny it, the heads were understood wrongly: these columns are no parts of that one.
        if len(failed) > max(held, 1) or (not held and failed and _any_split(failed[0][0], index)):
            continue
        for entry, parts in failed:
            if not (entry.row.kind in {"total", "grand"} and index in wrong):
                names = " + ".join(_name(book.columns[c]) for c in column.parts if c in entry.figures)
                yield entry, index, entry.figures[index], _added(parts or []), names


def _rows_off(book: Ledger, column: Column) -> Iterator[tuple[Entry, list[Figure] | None]]:
    """Yield (row, None where its parts add up to ``column``, else its parts) for every row that tells."""
    for entry in book.entries:
        parts = [entry.figures[c] for c in column.parts if c in entry.figures]
        sure = not entry.doubtful & {column.index, *column.parts}
        if column.index in entry.figures and parts and sure:
            yield entry, parts if off(entry.figures[column.index], parts) else None


def _any_split(entry: Entry, total: int) -> bool:
    """Return whether some other figures of the row make up the total: then only their columns are not as assumed."""
    ends = {ZERO}
    for column, other in entry.figures.items():
        ends |= {end + other.value for end in ends} if column != total else set()
    return any(abs(end - entry.figures[total].value) < Decimal("0.0001") for end in ends)


def _name(column: Column) -> str:
    """Return what a column is called: 小计 says nothing without the head above it."""
    path = column.path
    return path[-2] if path[-1] == "小计" and len(path) > 1 else path[-1]


_OF: Mapping[Of, Callable[[BudgetTable, Context], Iterator[Hit]]] = {
    "sides": _sides,
    "columns": _columns,
    "rows": _rows,
}


def purchases_within_project(budget: Budget, context: Context, *, tables: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the amounts that tables of the kinds ``tables`` print for a project exceed its total."""
    projects = {project.code: project for project in budget.projects if project.code}
    found: dict[str, list[Decimal]] = defaultdict(list)
    names: dict[str, str] = {}
    for table in (table for table in budget.tables if table.kind in tables):
        for code, amount in _coded_amounts(table, projects):
            found[code].append(amount)
            names.setdefault(code, table_name(table))
    for code, amounts in found.items():
        project, added = projects[code], sum(amounts, ZERO)
        if project.total.wan is not None and added > project.total.wan + Decimal("0.0001"):
            facts = {"sum": plain(added), "excess": plain(added - project.total.wan), "other_table": names[code]}
            yield Hit(facts, project=project, column="total")


def _coded_amounts(table: BudgetTable, known: Container[str]) -> Iterator[tuple[str, Decimal]]:
    """Yield (project code, last amount of the row in 万元) for the rows of a table that are about a known project."""
    units = {column.index: in_wan(column, table) for column in table.columns if column.money}
    for row in table.rows:
        code = next((label.code for label in row.labels if label.code in known), "")
        amounts = [
            (a.value, unit)
            for a in row.amounts
            if a.value is not None and a.placed != "uncertain" and (unit := units.get(a.column))
        ]
        if code and amounts:
            yield code, amounts[-1][0] * amounts[-1][1]
