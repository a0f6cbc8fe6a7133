"""What sums may rest on in a typed budget table: its sure figures, and which rows are parts of which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Protocol

from auditor.checks.context import Context
from auditor.records.document import Cell
from auditor.records.table import BudgetTable, Column, TableRow
from auditor.text.units import IN_WAN

ZERO = Decimal(0)
_FORMS = frozenset({"12", "13"})
_MOST_PARENTS = 10
_MOST_BELOW = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount with its cell; ``step`` is half of its last printed digit."""

    value: Decimal
    cell: Cell
    step: Decimal


class Addable(Protocol):
    """What has a value and a rounding."""

    @property
    def value(self) -> Decimal:
        """Return the amount."""
        ...

    @property
    def step(self) -> Decimal:
        """Return half of its last digit."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with its sure figures by column index; ``doubtful`` columns may hold another of its amounts."""

    row: TableRow
    figures: dict[int, Figure]
    doubtful: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ledger:
    """One side of a table (the whole, where it has no sides): its columns of money and its rows, which count money."""

    side: str
    columns: dict[int, Column]
    entries: tuple[Entry, ...]

    @property
    def totals(self) -> list[Entry]:
        """Return the rows 合计 and 总计."""
        return [entry for entry in self.entries if entry.row.kind in {"total", "grand"}]

    @property
    def items(self) -> list[Entry]:
        """Return the rows that are neither totals nor asides."""
        return [entry for entry in self.entries if entry.row.kind == "item"]


def books(table: BudgetTable, context: Context) -> tuple[Ledger, ...]:
    """Return the sides of a table as ledgers (one for a table without sides), made once a document.

    The funds of tables 12 and 13 are split by source and again by purpose: their own rules add them up. A table of
    another kind may have their number in the list of its place (预算12表 政府采购预算表).
    """
    if table.number in _FORMS and not table.kind:
        return ()
    return context.remember(("ledger", id(table)), lambda: ledgers(table))


def table_name(table: BudgetTable) -> str:
    """Return how a message calls a table: by its number, by its title where it has none."""
    if table.number:
        return f"预算{table.number}表"
    return f"《{table.title}》" if table.title else "表格"


def in_wan(column: Column, table: BudgetTable) -> Decimal | None:
    """Return what one of the column's unit is in 万元; 万元 is taken where the document names none, None if unknown."""
    return IN_WAN.get(column.unit or table.money_unit or "万元")


def ledgers(table: BudgetTable) -> tuple[Ledger, ...]:
    """Return the sides of a table as ledgers."""
    return tuple(_ledger(table, side) for side in dict.fromkeys(column.side for column in table.columns))


def _ledger(table: BudgetTable, side: str) -> Ledger:
    columns = {column.index: column for column in table.columns if column.side == side and column.money}
    rows = [row for row in table.rows if row.side == side and row.money]
    return Ledger(side, columns, tuple(_entry(row, columns) for row in rows))


def _entry(row: TableRow, columns: dict[int, Column]) -> Entry:
    figures: dict[int, Figure] = {}
    doubtful: set[int] = set()
    for amount in row.amounts:
        if amount.placed == "uncertain":
            # The amount may stand in any column from its neighbour on the left to the last.
            doubtful |= set(columns) - set(figures)
        elif amount.value is None:
            doubtful.add(amount.column)
        elif amount.column in columns:
            figures[amount.column] = Figure(amount.value, amount.cell, amount.step)
    return Entry(row, figures, frozenset(doubtful))


def column_of(entries: Sequence[Entry], column: int) -> list[Figure]:
    """Return the figures of some rows in one column."""
    return [entry.figures[column] for entry in entries if column in entry.figures]


def off(total: Addable, parts: Sequence[Addable]) -> Decimal:
    """Return how far the parts miss the total, 0 within the rounding of the printed digits."""
    difference = sum((part.value for part in parts), ZERO) - total.value
    tolerance = total.step + sum((part.step for part in parts), ZERO)
    return ZERO if abs(difference) <= tolerance else difference


def children(entries: Sequence[Entry]) -> Iterator[tuple[Entry, list[Entry]]]:
    """Yield (row, the rows right below it) for every item that has rows below it, by level."""
    below: dict[int, tuple[Entry, list[Entry]]] = {}
    above: list[Entry] = []  # the items that the next row may stand below
    for entry in entries:
        if entry.row.kind in {"total", "grand"}:
            above = []
        if entry.row.kind != "item":
            continue
        while above and above[-1].row.level >= entry.row.level:
            above.pop()
        if above and above[-1].row.level == entry.row.level - 1:
            below.setdefault(id(above[-1]), (above[-1], []))[1].append(entry)
        above.append(entry)
    yield from below.values()


def leaves(entries: Sequence[Entry]) -> list[Entry]:
    """Return the items without rows below them."""
    parents = {id(parent) for parent, _ in children(entries)}
    return [entry for entry in entries if entry.row.kind == "item" and id(entry) not in parents]


def uniform(entries: Sequence[Entry]) -> bool:
    """Return whether all items are of one sort (all by function, all by project …): a mixture may count twice."""
    return len({_sort(entry.row) for entry in entries if entry.row.kind == "item"}) <= 1


def _sort(row: TableRow) -> str:
    """Return what a row is about: the roles of its coded labels, those of all its labels where none has a code."""
    roles = [label.role for label in row.labels if label.code and label.role not in {"class", "section", "item"}]
    if not roles:
        return _system(row)
    return _system(row) if set(roles) <= {"code", "function", "name", "agency"} else " ".join(roles)


def _system(row: TableRow) -> str:
    """Return which codes a row has by their first digit: 2 functions, 3 and 5 economic classes, "" for none."""
    return row.code[:1]


def listed(below: Sequence[Entry]) -> bool:
    """Return whether rows are surely what the row above consists of: they carry numbers of a list, or codes."""
    return all(entry.row.numbered or entry.row.code for entry in below)


def counted_twice(figures: Sequence[Figure], total: Figure) -> bool:
    """Return whether a column that is too large lists the same money more than once.

    That is so where rows are themselves sums of the rows below them, or where the total is reached before the last
    row: the list then begins again, in another order.
    """
    excess = sum((figure.value for figure in figures), ZERO) - total.value
    ends_early = total.value in accumulate(figure.value for figure in figures)
    return excess > 0 and (ends_early or _hidden_parents(figures, excess))


def _hidden_parents(figures: Sequence[Figure], excess: Decimal) -> bool:
    parents = [
        figure.value
        for index, figure in enumerate(figures)
        if _sums_up(figure, figures[index + 1 : index + 1 + _MOST_BELOW])
    ]
    ends = {ZERO}
    for value in parents[:_MOST_PARENTS]:
        ends |= {end + value for end in ends}
    return excess in ends


def _sums_up(figure: Figure, below: Sequence[Figure]) -> bool:
    """Return whether the next rows, one or more, add up to ``figure``."""
    total = ZERO
    for other in below:
        total += other.value
        if total >= figure.value:
            break
    return total == figure.value
