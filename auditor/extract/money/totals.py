"""Rows whose amounts may stand in several columns, settled by the totals of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, islice, product
from math import prod

from auditor.records.table import Amount, BudgetTable, Column, TableRow

_MOST_ROWS = 12
_MOST_WAYS = 200
_MOST_CHOICES = 4096
ZERO = Decimal(0)
Way = Mapping[int, Amount]  # column index → the amount put there


def settled(table: BudgetTable) -> BudgetTable:
    """Return the table with its uncertain amounts in their columns, where one choice alone makes all totals right."""
    totals = [row for row in table.rows if row.kind in {"total", "grand"}]
    items = [row for row in table.rows if row.kind == "item"]
    open_ = [row for row in items if _is_open(row)]
    flat = len(totals) == 1 and not any(row.level > 1 or row.side for row in table.rows)
    if not 0 < len(open_) <= _MOST_ROWS or not flat or _is_open(totals[0]):
        return table
    ways = [list(_ways(row, table.columns)) for row in open_]
    if not all(ways) or prod(map(len, ways)) > _MOST_CHOICES:
        return table
    wanted = _wanted(table, totals[0], [row for row in items if not _is_open(row)])
    fitting = [choice for choice in product(*ways) if _fits(choice, wanted)]
    if len(fitting) != 1:
        return table
    moved = {id(row): _put(row, way) for row, way in zip(open_, fitting[0], strict=True)}
    return replace(table, rows=tuple(moved.get(id(row), row) for row in table.rows))


def _is_open(row: TableRow) -> bool:
    return any(amount.placed == "uncertain" for amount in row.amounts)


def _wanted(table: BudgetTable, total: TableRow, sure: Sequence[TableRow]) -> dict[int, Decimal]:
    """Return how much of each column's total the sure rows leave over; columns without a total leave nothing."""
    left = {column.index: ZERO for column in table.columns if column.amount and column.money}
    for sign, rows in ((1, [total]), (-1, sure)):
        for amount in (amount for row in rows for amount in row.amounts):
            if amount.column in left and amount.value is not None:
                left[amount.column] += sign * amount.value
    return left


def _fits(choice: Sequence[Way], wanted: Mapping[int, Decimal]) -> bool:
    left = dict(wanted)
    for way in choice:
        for column, amount in way.items():
            if column in left and amount.value is not None:
                left[column] -= amount.value
    return not any(left.values())


def _ways(row: TableRow, columns: Sequence[Column]) -> Iterator[Way]:
    """Yield the ways to put the uncertain amounts of a row into free columns in which the sums of the row come out."""
    sure = {amount.column: amount for amount in row.amounts if amount.placed != "uncertain"}
    free = [column.index for column in columns if column.amount and column.index not in sure]
    open_ = [amount for amount in row.amounts if amount.placed == "uncertain"]
    for chosen in islice(combinations(free, len(open_)), _MOST_WAYS):
        way = sure | dict(zip(chosen, open_, strict=True))
        if all(_holds(way, column) for column in columns if column.parts):
            yield way


def _holds(way: Way, column: Column) -> bool:
    parts = [way[index].value or ZERO for index in column.parts if index in way]
    whole = way.get(column.index)
    return not parts or (whole is not None and whole.value == sum(parts, ZERO))


def _put(row: TableRow, way: Way) -> TableRow:
    amounts = (
        replace(amount, column=column, placed="moved") if amount.placed == "uncertain" else amount
        for column, amount in sorted(way.items())
    )
    return replace(row, amounts=tuple(amounts))
