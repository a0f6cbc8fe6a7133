"""Verbs on money that is printed where it does not belong: a blank line, another column, twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.identities import figures_named
from auditor.checks.sums import Entry, Ledger, books, in_wan, table_name
from auditor.records.budget import Budget, Project
from auditor.records.finding import Hit
from auditor.records.rule import Severity
from auditor.records.table import Amount, BudgetTable, Column, TableRow
from auditor.text.numbers import plain, read_printed
from auditor.text.width import fold

_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d{1,2}[、.])")
_SIDE = "支出"
_CONVERTED = "原文由PDF等转换而来，也可能是转换造成，请核对原件。"


def blank_line(budget: Budget, context: Context, *, whole: str, part: str) -> Iterator[Hit]:
    """Yield a hit for each line of expenditure that the table ``whole`` leaves blank and its ``part`` has money for.

    Both are kinds of tables; there must be one of each, and the whole must have money in its column elsewhere.
    """
    one, two = _only(budget, whole), _only(budget, part)
    if one is None or two is None:
        return
    above, below = _spending(one, context), _spending(two, context)
    column, amounts = _first(above), _amounts(two, below)
    if above is None or column is None or not any(column.index in entry.figures for entry in above.items):
        return
    for entry in above.items:
        wan = amounts.get(_bare(entry.row))
        if wan and not entry.row.amounts and not entry.doubtful:
            facts = {
                "line": _bare(entry.row),
                "table": table_name(one),
                "part": table_name(two),
                "amount": plain(wan),
                "note": _note(budget),
            }
            cell = entry.row.labels[0].cell
            yield Hit(facts, place=cell.place, table=one.number, text=cell.text, severity=_severity(budget))


def slipped(budget: Budget, context: Context, *, kind: str, economic: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit for each amount of table ``kind`` that stands in another column than all its sums say.

    Only rows whose economic class begins with one of ``economic`` (301: pay) count: these are basic spending. In
    converted text extraction has put the amount right; in an author's own file it stands where it is printed.
    """
    find = _moved if budget.converted else _misplaced
    for table in (table for table in budget.tables if table.kind == kind):
        names = {column.index: column.path[-1] if column.path else "" for column in table.columns}
        for row, amount, wrong, right in find(table, economic):
            facts = {
                "line": row.text,
                "table": table_name(table),
                "amount": amount.cell.text,
                "money_unit": table.money_unit or "万元",
                "wrong": names.get(wrong, ""),
                "right": names.get(right, ""),
                "note": _note(budget),
            }
            yield Hit(facts, place=amount.cell.place, table=table.number, text=amount.cell.text)


def _moved(table: BudgetTable, economic: Sequence[str]) -> Iterator[tuple[TableRow, Amount, int, int]]:
    """Yield (row, amount, column in which it is printed, column to which sums moved it)."""
    for row in table.rows:
        for amount in row.amounts if _is_of(row, economic) else ():
            if amount.placed != "moved":
                continue
            printed = _printed_in(row, amount.cell.text, table)
            if printed not in {-1, amount.column}:
                yield row, amount, printed, amount.column


def _misplaced(table: BudgetTable, economic: Sequence[str]) -> Iterator[tuple[TableRow, Amount, int, int]]:
    """Yield (row, amount, its column, the column where it belongs): pay among the projects, where the totals prove it.

    The rows must have as much more than the total of project spending as they have less than that of basic spending.
    """
    columns = {column.role: column.index for column in table.columns if column.role in {"basic", "project"}}
    totals = [row for row in table.rows if row.kind in {"total", "grand"}]
    if len(columns) < 2 or len(totals) != 1 or any(row.level > 1 for row in table.rows):
        return
    basic, project = columns["basic"], columns["project"]
    items = [row for row in table.rows if row.kind == "item"]
    more = _sum(items, project) - _sum(totals, project)
    if more <= 0 or more != _sum(totals, basic) - _sum(items, basic):
        return
    pay = [(row, amount) for row in items if _is_of(row, economic) and not _sum([row], basic)
           for amount in row.amounts if amount.column == project]  # fmt: skip
    chosen = pay if _sum([row for row, _ in pay], project) == more else [one for one in pay if one[1].value == more]
    if chosen == pay or len(chosen) == 1:
        yield from ((row, amount, project, basic) for row, amount in chosen)


def _sum(rows: Sequence[TableRow], column: int) -> Decimal:
    found = (amount.value or Decimal(0) for row in rows for amount in row.amounts if amount.column == column)
    return sum(found, Decimal(0))


def funds_twice(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the total of a project is printed as its fiscal funds and as its other funds as well."""
    total, fiscal, text = project.total.wan, project.fiscal.wan, project.other.cell.text
    if not total or fiscal != total or project.other.wan is not None:
        return
    if fold(text) != fold(project.total.cell.text) or read_printed(text).value is None:
        return
    budget = context.budget
    yield Hit({"note": _note(budget)}, project=project, column="other", severity=_severity(budget))


def other_funds_as_basic(budget: Budget, context: Context, *, kind: str) -> Iterator[Hit]:
    """Yield a hit where table 13 calls its other funds basic spending, and they are spent on projects.

    That is so where the projects of table 12 have all of them, or where the totals of table ``kind`` count them as
    project spending; a line of that table with just this amount under basic spending is a second hit.
    """
    head = budget.overall
    wan = head.other.wan if head else None
    basic = next((cell for label, cell in head.details if label.endswith("基本支出")), None) if head else None
    if head is None or not wan or basic is None or read_printed(basic.text).value is None:
        return
    if read_printed(basic.text).value != read_printed(head.other.cell.text).value:
        return
    owners = [project for project in budget.projects if _other(project)]
    spent = sum((_other(project) for project in owners), Decimal(0)) == wan
    counted = _counts_as_project(budget, context, kind)
    if not (spent or counted):
        return
    why = f"项目绩效表{len(owners)}个项目的其他资金合计正是这个数" if spent else f"{kind}的合计把它计入项目支出"
    facts = {"amount": plain(wan), "why": why, "where": "整体绩效目标表", "note": _note(budget)}
    yield Hit(facts, place=basic.place, table="13", text=basic.text, severity=_severity(budget))
    row = _basic_line(budget, kind, wan) if counted else None
    if row is not None:
        table, amount = row
        facts = {**facts, "where": table_name(table)}
        yield Hit(facts, place=amount.cell.place, table=table.number, text=amount.cell.text, severity="warning")


def _counts_as_project(budget: Budget, context: Context, kind: str) -> bool:
    """Return whether the totals of a table are basic spending of table 13, and its project spending and other funds."""
    head = budget.overall
    if head is None or head.basic.wan is None or head.project.wan is None or head.other.wan is None:
        return False
    found = [figures_named(budget, f"{kind}|合计|{role}", context) for role in ("basic", "project")]
    values = [[figure.value for figure in each.figures] if each else [] for each in found]
    return values == [[head.basic.wan], [head.project.wan + head.other.wan]]


def _basic_line(budget: Budget, kind: str, wan: Decimal) -> tuple[BudgetTable, Amount] | None:
    """Return the only line of a table that prints just this amount under basic spending, wherever sums put it."""
    table = _only(budget, kind)
    if table is None:
        return None
    factors = {column.index: in_wan(column, table) for column in table.columns if column.role == "basic"}
    found = [
        amount
        for row in table.rows
        for amount in row.amounts
        if row.kind == "item" and amount.value is not None and _role(table, amount) in {"basic", "project"}
        if any(factor and amount.value * factor == wan for factor in factors.values())
        if (factor := factors.get(_printed_in(row, amount.cell.text, table))) and amount.value * factor == wan
    ]
    return (table, found[0]) if len(found) == 1 else None


def _role(table: BudgetTable, amount: Amount) -> str:
    return next((column.role for column in table.columns if column.index == amount.column), "")


def _other(project: Project) -> Decimal:
    """Return the other funds of a project, also where they are printed as its fiscal funds, too."""
    if project.other.wan is not None:
        return project.other.wan
    printed = read_printed(project.other.cell.text).value if project.other.cell.text else None
    return project.total.wan if printed and project.total.wan is not None else Decimal(0)


def _only(budget: Budget, kind: str) -> BudgetTable | None:
    found = [table for table in budget.tables if table.kind == kind and table.rows]
    return found[0] if len(found) == 1 else None


def _spending(table: BudgetTable, context: Context) -> Ledger | None:
    return next((book for book in books(table, context) if book.side == _SIDE), None)


def _first(book: Ledger | None) -> Column | None:
    return next(iter(book.columns.values()), None) if book else None


def _amounts(table: BudgetTable, book: Ledger | None) -> dict[str, Decimal]:
    """Return the money of each line of a side in 万元, of lines whose name stands there once."""
    column = _first(book)
    factor = in_wan(column, table) if column else None
    if book is None or column is None or factor is None:
        return {}
    names = [_bare(entry.row) for entry in book.items]
    return {
        _bare(entry.row): entry.figures[column.index].value * factor
        for entry in book.items
        if _is_sure(entry, column) and names.count(_bare(entry.row)) == 1
    }


def _is_sure(entry: Entry, column: Column) -> bool:
    return column.index in entry.figures and column.index not in entry.doubtful


def _bare(row: TableRow) -> str:
    """Return the name of a line without its number."""
    return _NUMBERED.sub("", fold(row.name))


def _is_of(row: TableRow, economic: Sequence[str]) -> bool:
    return any(label.role == "department" and label.code.startswith(tuple(economic)) for label in row.labels)


def _printed_in(row: TableRow, text: str, table: BudgetTable) -> int:
    """Return the last column in which the source prints ``text`` in the line of ``row``, −1 where it cannot be told."""
    for grid in table.grids:
        for line in grid.rows:
            if line.place == row.place:
                return max((at for at, cell in enumerate(line.cells) if cell.text == text), default=-1)
    return -1


def _note(budget: Budget) -> str:
    return _CONVERTED if budget.converted else ""


def _severity(budget: Budget) -> Severity | None:
    return "warning" if budget.converted else None
