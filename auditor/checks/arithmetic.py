"""Verbs on sums: totals of rows and columns of the budget tables, and amounts that two tables must share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.ledger import Entry, Figure, Ledger, Line, Path, ledger, sides, two_sided
from auditor.checks.missing import coded_cells
from auditor.records.budget import Budget, BudgetTable
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_SUM_HEAD = re.compile(r"合计$|小计$|总计$|总数$|预算总额$")
_ASIDE = re.compile(r"其中|扣除")
ZERO = Decimal(0)


def _book(table: BudgetTable, context: Context) -> Ledger:
    return context.remember(("ledger", id(table)), lambda: ledger(table, context.words.entries("columns.nested")))


def _off(total: Figure, parts: Sequence[Figure]) -> Decimal:
    """Return how far the parts miss the total, 0 within the rounding of the printed digits."""
    difference = sum((part.value for part in parts), ZERO) - total.value
    tolerance = total.step + sum((part.step for part in parts), ZERO)
    return ZERO if abs(difference) <= tolerance else difference


def _hit(table: str, label: str, total: Figure, added: Decimal, parts: str) -> Hit:
    facts = {
        "label": label,
        "printed": total.cell.text,
        "sum": _like(total, added),
        "difference": plain(abs(added - total.value)),
        "parts": parts,
        "table": table,
    }
    return Hit(facts, place=total.cell.place, table=table, text=total.cell.text)


def _like(figure: Figure, amount: Decimal) -> str:
    """Return an amount with thousands set off where the figure beside it has them."""
    text = plain(amount)
    if "," not in figure.cell.text:
        return text
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}"


def sides_add_up(table: BudgetTable, context: Context) -> Iterator[Hit]:
    """Yield a hit for every total of a two-sided table (01, 05) that is not the sum of its lines."""
    if not two_sided(table):
        return
    for lines in sides(table):
        yield from _nested(table, lines)
        yield from _totals(table, lines)


def _nested(table: BudgetTable, lines: Sequence[Line]) -> Iterator[Hit]:
    """Check every line that has lines below it."""
    for index, parent in enumerate(lines):
        below = []
        for line in lines[index + 1 :]:
            if line.kind != "item" or line.depth <= parent.depth:
                break
            if line.depth == parent.depth + 1 and line.figure:
                below.append(line.figure)
        if parent.kind == "item" and parent.figure and below and _off(parent.figure, below):
            added = sum((part.value for part in below), ZERO)
            yield _hit(table.number, parent.label, parent.figure, added, "所属各项之和")


def _totals(table: BudgetTable, lines: Sequence[Line]) -> Iterator[Hit]:
    """Check 合计 against the lines above it, 总计 against 合计 and the lines after that."""
    parts: list[Figure] = []
    for line in lines:
        if line.kind == "item":
            parts += [line.figure] if line.figure and line.depth == 1 else []
            continue
        if line.figure and parts and _off(line.figure, parts):
            yield _hit(table.number, line.label, line.figure, sum((p.value for p in parts), ZERO), "各项之和")
        if line.figure:
            parts = [line.figure]


def columns_add_up(table: BudgetTable, context: Context) -> Iterator[Hit]:
    """Yield a hit for every column whose total row is not the sum of its rows.

    In a converted text a row may have slipped from one column into the next: where the columns after the first
    are right together, they are not reported apart.
    """
    if two_sided(table):
        return
    book = _book(table, context)
    totals = [entry for entry in book.entries if entry.total]
    body = [entry for entry in book.entries if not entry.total]
    if len(totals) != 1 or not body:
        return
    wrong = [
        (column, total, parts) for column, total, parts in _column_sums(book, totals[0], body) if _off(total, parts)
    ]
    if context.budget.converted and _slipped(book, totals[0], body, [column for column, _, _ in wrong]):
        wrong = [entry for entry in wrong if entry[0] == min(book.columns)]
    rows_wrong = {(total, abs(added - figure.value)) for _, total, figure, added, _ in _wrong_rows(book, context)}
    for column, total, parts in wrong:
        if (column, abs(_off(total, parts))) in rows_wrong:
            continue  # one wrong row explains it, and is reported by rows_add_up
        added = sum((part.value for part in parts), ZERO)
        yield _hit(table.number, f"合计行的“{_name(book.columns[column])}”", total, added, f"以上{len(parts)}行之和")


def _column_sums(book: Ledger, total: Entry, body: Sequence[Entry]) -> Iterator[tuple[int, Figure, list[Figure]]]:
    for column in book.columns:
        parts = [entry.figures[column] for entry in body if column in entry.figures]
        if column in total.figures and parts:
            yield column, total.figures[column], parts


def _slipped(book: Ledger, total: Entry, body: Sequence[Entry], wrong: Sequence[int]) -> bool:
    """Return whether the wrong columns, taken together, do add up."""
    columns = [column for column in wrong if column != min(book.columns)]
    have = sum((e.figures[c].value for e in body for c in columns if c in e.figures), ZERO)
    want = sum((total.figures[c].value for c in columns if c in total.figures), ZERO)
    return len(columns) > 1 and abs(have - want) < Decimal("0.01")


def rows_add_up(table: BudgetTable, context: Context) -> Iterator[Hit]:
    """Yield a hit for every row whose 合计 or 小计 is not the sum of the columns it covers."""
    if two_sided(table):
        return
    book = _book(table, context)
    for entry, total, figure, added, names in _wrong_rows(book, context):
        label = f"“{entry.label}”行的“{_name(book.columns[total])}”"
        yield _hit(table.number, label, figure, added, names)


def _wrong_rows(book: Ledger, context: Context) -> Iterator[tuple[Entry, int, Figure, Decimal, str]]:
    """Yield (row, column of the total, the total, what the parts add up to, names of the parts)."""
    wrong = _wrong_totals(book)
    for entry in book.entries:
        for total, parts in _column_groups(book.columns):
            figures = [entry.figures[c] for c in parts if c in entry.figures]
            if (entry.total and total in wrong) or total not in entry.figures or not figures:
                continue
            if not _off(entry.figures[total], figures) or (context.budget.converted and _any_split(entry, total)):
                continue
            names = " + ".join(_name(book.columns[c]) for c in parts if c in entry.figures)
            yield entry, total, entry.figures[total], sum((figure.value for figure in figures), ZERO), names


def _name(path: Path) -> str:
    """Return what a column is called: 小计 says nothing without the head above it."""
    return path[-2] if path[-1] == "小计" and len(path) > 1 else path[-1]


def _wrong_totals(book: Ledger) -> set[int]:
    """Return the columns whose total is wrong by itself: what follows from it is not said again."""
    totals = [entry for entry in book.entries if entry.total]
    body = [entry for entry in book.entries if not entry.total]
    if len(totals) != 1 or not body:
        return set()
    return {column for column, total, parts in _column_sums(book, totals[0], body) if _off(total, parts)}


def _any_split(entry: Entry, total: int) -> bool:
    """Return whether some other figures of the row make up the total: then only their columns slipped."""
    others = [figure for column, figure in entry.figures.items() if column != total]
    ends = {ZERO}
    for other in others:
        ends |= {end + other.value for end in ends}
    return any(abs(end - entry.figures[total].value) < Decimal("0.0001") for end in ends)


def _column_groups(columns: dict[int, Path]) -> Iterator[tuple[int, list[int]]]:
    """Yield (sum column, its parts): a 合计 column covers the columns and groups beside it under the same head."""
    for total, path in columns.items():
        if not _SUM_HEAD.search(path[-1]):
            continue
        parent = path[:-1]
        children: dict[str, list[int]] = defaultdict(list)
        for column, other in columns.items():
            if column != total and other[: len(parent)] == parent and not any(_ASIDE.search(part) for part in other):
                children[other[len(parent)] if len(other) > len(parent) else other[-1]].append(column)
        parts = [part for members in children.values() for part in _represent(members, columns)]
        if len(parts) > 1:
            yield total, parts


def _represent(members: list[int], columns: dict[int, Path]) -> list[int]:
    """Return the columns that stand for a group: its own sum column where it has one, else all."""
    sums = [column for column in members if len(members) > 1 and _SUM_HEAD.search(columns[column][-1])]
    return sums[:1] or members


def identity(
    budget: Budget, context: Context, *, left: Sequence[str], right: Sequence[str], label: str
) -> Iterator[Hit]:
    """Yield a hit where the sum of the figures ``left`` is not that of ``right``.

    A figure is ``table|row|column`` (row and column by the end of their label; ``13|total|`` and the like for the
    head of table 13). An absent one on a side counts nothing, but the first of each side must be there.
    """
    sums = []
    for side in (left, right):
        figures = [find(budget, selector, context) for selector in side]
        if figures[0] is None:
            return
        sums.append([figure for figure in figures if figure])
    one, two = sums
    difference = sum((f.value for f in one), ZERO) - sum((f.value for f in two), ZERO)
    if abs(difference) <= sum((f.step for f in (*one, *two)), ZERO):
        return
    facts = {
        "label": label,
        "left": plain(sum((f.value for f in one), ZERO)),
        "right": plain(sum((f.value for f in two), ZERO)),
        "difference": plain(abs(difference)),
    }
    yield Hit(facts, place=one[0].cell.place, table=left[0].partition("|")[0], text=one[0].cell.text)


def find(budget: Budget, selector: str, context: Context) -> Figure | None:
    """Return the figure that ``table|row|column`` names, or None."""
    number, row, column = selector.split("|")
    if number == "13":
        money = getattr(budget.overall, row) if budget.overall else None
        if money is None or money.wan is None:
            return None
        return Figure(money.wan, money.cell, Decimal("0.00005"))
    for table in budget.tables:
        if table.number == number and table.money_unit in {"万元", ""}:
            return _in_sides(table, row) if two_sided(table) else _in_ledger(table, row, column, context)
    return None


def _in_sides(table: BudgetTable, row: str) -> Figure | None:
    lines = [line for side in sides(table) for line in side if line.label.endswith(row) and line.figure]
    return lines[0].figure if lines else None


def _in_ledger(table: BudgetTable, row: str, column: str, context: Context) -> Figure | None:
    book = _book(table, context)
    entries = [entry for entry in book.entries if (entry.total if row == "合计" else row in entry.label)]
    columns = [index for index, path in book.columns.items() if "/".join(path).endswith(column)]
    if len(entries) != 1 or not columns or (entries[0].total and columns[0] in _wrong_totals(book)):
        return None
    return entries[0].figures.get(columns[0])


def purchases_within_project(budget: Budget, context: Context, *, tables: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the amounts that ``tables`` print for a project's code add up to more than its total."""
    projects = {project.code: project for project in budget.projects if project.code}
    found: dict[str, list[Decimal]] = defaultdict(list)
    for table, cell, code, _ in coded_cells(budget):
        if table.number in tables and code in projects:
            amount = _last_amount(table, cell)
            found[code] += [amount] if amount is not None else []
    for code, amounts in found.items():
        project, added = projects[code], sum(amounts, ZERO)
        if project.total.wan is not None and added > project.total.wan + Decimal("0.0001"):
            facts = {"sum": plain(added), "excess": plain(added - project.total.wan), "other_table": tables[0]}
            yield Hit(facts, project=project, column="total")


def _last_amount(table: BudgetTable, cell: Cell) -> Decimal | None:
    """Return the last amount of the row in which ``cell`` stands."""
    for row in (row for grid in table.grids for row in grid.rows):
        if any(other is cell for other in row.cells):
            amounts = [parse_amount(other.text) for other in row.cells if "." in fold(other.text)]
            return next((amount for amount in reversed(amounts) if amount is not None), None)
    return None
