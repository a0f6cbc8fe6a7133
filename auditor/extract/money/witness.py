"""Rows of a converted text whose amount slipped into the neighbour column, put right where other sums prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from auditor.records.table import Amount, BudgetTable, Column, Placed, TableRow

_MOST_ROWS = 12
ZERO = Decimal(0)
Pair = tuple[Column, Column]
Shares = Mapping[str, Mapping[str, Decimal]]  # code → role of a column → amount


def corrected(tables: Sequence[BudgetTable]) -> tuple[BudgetTable, ...]:
    """Return the tables, slipped amounts in their columns.

    Two columns that miss their totals by the same amount, one too much and the other too little, have rows in the
    wrong one. Which rows these are must follow from the sums alone: from another table that prints the same codes, or
    because only one choice of rows comes out. Otherwise the amounts that may have slipped are uncertain.
    """
    return tuple(_corrected(table, tables) for table in tables)


def _corrected(table: BudgetTable, tables: Sequence[BudgetTable]) -> BudgetTable:
    nested = any(row.level > 1 for row in table.rows)  # then a move would have to be made on every level
    for whole in (column for column in table.columns if column.parts and not column.side):
        for pair, missing in _slips(table, whole):
            witnesses = [_shares(other) for other in tables if other is not table]
            suspects = [row for row in table.rows if _may_slip(row, whole, pair)]
            moved = _moved(suspects, table, pair, missing, witnesses) if suspects and not nested else None
            placed: Placed = "moved" if moved else "uncertain"
            chosen = {id(row) for row in (moved or suspects)}
            rows = tuple(_put(row, pair, placed) if id(row) in chosen else row for row in table.rows)
            table = replace(table, rows=rows)
    return table


def _slips(table: BudgetTable, whole: Column) -> Iterator[tuple[Pair, Decimal]]:
    """Yield ((column with too much, column with too little), how much) for parts of ``whole`` that err alike."""
    totals = [row for row in table.rows if row.kind in {"total", "grand"}]
    items = [row for row in table.rows if row.kind == "item" and row.level == 1]
    if len(totals) != 1:
        return
    parts = [column for column in table.columns if column.index in whole.parts]
    over = {column.index: _sum(items, column) - _sum(totals, column) for column in parts}
    for wrong in (column for column in parts if over[column.index] > 0):
        for right in parts:
            if over[wrong.index] == -over[right.index]:
                yield (wrong, right), over[wrong.index]


def _sum(rows: Sequence[TableRow], column: Column) -> Decimal:
    return sum((a.value for row in rows for a in row.amounts if a.column == column.index and a.value is not None), ZERO)


def _may_slip(row: TableRow, whole: Column, pair: Pair) -> bool:
    """Return whether the row has its whole amount in one column of the pair: it would fit into the other as well."""
    found = {amount.column: amount.value for amount in row.amounts}
    own = [found[column.index] for column in pair if column.index in found]
    return row.kind == "item" and len(own) == 1 and own[0] is not None and found.get(whole.index) == own[0]


def _shift(row: TableRow, pair: Pair) -> Decimal:
    """Return how much the second column gains where the amount of the row goes into the other column of the pair."""
    return _sum([row], pair[0]) - _sum([row], pair[1])


def _moved(
    suspects: Sequence[TableRow], table: BudgetTable, pair: Pair, missing: Decimal, witnesses: Sequence[Shares]
) -> list[TableRow] | None:
    """Return the rows to move so that ``missing`` is made good, None where the sums do not tell which they are."""
    told: list[TableRow] = []
    open_: list[TableRow] = []
    every = _by_code(table.rows)
    for code, rows in _by_code(suspects).items():
        lacking = _lacking(code, every[code], pair, witnesses)
        chosen = _only(rows, pair, lacking) if lacking is not None else None
        told += chosen or []
        open_ += rows if chosen is None else []
    more = _only(open_, pair, missing - sum((_shift(row, pair) for row in told), ZERO))
    return None if more is None else told + more


def _by_code(rows: Sequence[TableRow]) -> dict[str, list[TableRow]]:
    groups: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        groups[row.code].append(row)
    return groups


def _lacking(code: str, rows: Sequence[TableRow], pair: Pair, witnesses: Sequence[Shares]) -> Decimal | None:
    """Return how much ``rows`` (all of one code) lack in the second column by another table, None where none says.

    The other table must print the same sum of both columns for the code: then only their split is in question.
    """
    wrong, right = pair
    for other in (shares[code] for shares in witnesses if code and code in shares):
        if wrong.role in other and right.role in other:
            theirs = other[right.role]
            if theirs + other[wrong.role] == _sum(rows, right) + _sum(rows, wrong):
                return theirs - _sum(rows, right)
    return None


def _only(rows: Sequence[TableRow], pair: Pair, amount: Decimal) -> list[TableRow] | None:
    """Return the rows that shift ``amount``, all one way, if there is just one such choice, else None."""
    if not amount:
        return []
    able = [(row, shift) for row in rows if ((shift := _shift(row, pair)) > 0) == (amount > 0)]
    if sum((shift for _, shift in able), ZERO) == amount:
        return [row for row, _ in able]
    if len(able) > _MOST_ROWS:
        return None
    ends: list[tuple[Decimal, tuple[int, ...]]] = [(ZERO, ())]
    for number, (_, shift) in enumerate(able):
        ends += [(end + shift, (*chosen, number)) for end, chosen in ends]
    found = [chosen for end, chosen in ends if end == amount]
    return [able[number][0] for number in found[0]] if len(found) == 1 else None


def _put(row: TableRow, pair: Pair, placed: Placed) -> TableRow:
    """Return the row with its amount in the other column of the pair, or said to be uncertain where it stands."""
    indexes = [column.index for column in pair]
    other = dict(zip(indexes, reversed(indexes), strict=True)) if placed == "moved" else {i: i for i in indexes}
    amounts = [replace(a, column=other[a.column], placed=placed) if a.column in other else a for a in row.amounts]
    return replace(row, amounts=tuple(sorted(amounts, key=_by_column)))


def _by_column(amount: Amount) -> int:
    return amount.column


def _shares(table: BudgetTable) -> dict[str, dict[str, Decimal]]:
    """Return what a table prints for a code by the role of the column, for codes and roles that it has once."""
    roles = [column.role for column in table.columns if column.amount and column.money]
    once = {column.index: column.role for column in table.columns if column.money and roles.count(column.role) == 1}
    found = _by_code([row for row in table.rows if row.code and row.kind == "item"])
    blank = dict.fromkeys(once.values(), ZERO)
    return {
        code: blank | {once[a.column]: a.value for a in rows[0].amounts if a.column in once and a.value is not None}
        for code, rows in found.items()
        if len(rows) == 1
    }
