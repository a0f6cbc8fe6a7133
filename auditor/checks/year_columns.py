"""The verb on columns that print how much an amount changed (增减额, 增减率) beside those of both years."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from auditor.checks.arithmetic import is_wrong_total
from auditor.checks.context import Context
from auditor.checks.sums import Entry, Figure, Ledger, books, in_wan, table_name
from auditor.records.finding import Hit
from auditor.records.table import Amount, BudgetTable, Column
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.width import fold

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PER_CENT = re.compile("[%％率]|比例|幅度|百分比")
_DASHES = re.compile("[−－—–-]+")
_MINUS = re.compile("^[−－—–-]")
_NO_FIGURE = frozenset({"share", "change", "count"})
_LEAST_PROOFS = 2


@dataclass(frozen=True, slots=True)
class _Change:
    """What a cell prints as a change, each way that it may be meant, half of its last digit, and its cell."""

    meant: frozenset[Decimal]
    step: Decimal
    amount: Amount


@dataclass(frozen=True, slots=True)
class _Years:
    """A column of the year and one of the year before, of the columns of a table."""

    now: Column
    before: Column


def changes(table: BudgetTable, context: Context, *, moved: str) -> Iterator[Hit]:
    """Yield a hit where a column 增减额 or 增减率 prints another change than the columns of both years say.

    ``moved`` is a pattern of the heads of such columns, in which a decrease has a minus. Which columns it compares the
    table itself must prove: most rows, and at least two with a change, must be right. A minus that is missing is wrong
    only in a column that prints one elsewhere.
    """
    for book in books(table, context):
        told = [one for one in table.columns if one.amount and one.side == book.side and re.search(moved, _path(one))]
        pairs = _pairs(book, {column.index for column in told}) if told else ()
        for column in told if pairs else ():
            yield from _wrong_changes(table, book, column, pairs, context)


def _whole(book: Ledger, table: BudgetTable, context: Context) -> Sequence[Entry]:
    """Return the rows that print what their heads say; one that lost a blank in a conversion may have moved."""
    if not context.budget.converted:
        return book.entries
    filled = sum(one.amount and one.side == book.side for one in table.columns)
    return [entry for entry in book.entries if len(entry.row.amounts) == filled]


def _path(column: Column) -> str:
    """Return the heads of a column; a row of dashes below them is none."""
    return "/".join(head for head in column.path if not _DASHES.fullmatch(head))


def _pairs(book: Ledger, told: Container[int]) -> list[_Years]:
    """Return the columns of a side that may be those of the two years, by their heads, beside those of changes."""
    columns = [one for one in book.columns.values() if one.role not in _NO_FIGURE and one.index not in told]
    years = sorted({year for column in columns if (year := _year(column))})
    last = {column.index for column in columns if column.role == "prior" or (years[1:] and _year(column) == years[-2])}
    nows = [column for column in columns if column.index not in last and _year(column) in {"", *years[-1:]}]
    befores = [column for column in columns if column.index in last]
    return [_Years(now, before) for now, before in product(nows, befores)]


def _year(column: Column) -> str:
    return str((_YEAR.findall(_path(column)) or [""])[-1])


def _wrong_changes(
    table: BudgetTable, book: Ledger, column: Column, pairs: Sequence[_Years], context: Context
) -> Iterator[Hit]:
    """Yield the hits of one column, if the pair of years that it fits best is proved and no other fits as well."""
    per_cent = _is_per_cent(book, column)
    judged, entries = [], _whole(book, table, context)
    for pair in pairs:
        if not _is_of_one_unit(table, (pair.now, pair.before, *(() if per_cent else (column,)))):
            continue
        rows = [row for entry in entries if (row := _row(book, entry, column, pair, per_cent))]
        judged.append((sum(right is None for *_, right in rows), pair, rows))
    best = max((held for held, *_ in judged), default=0)
    fitting = [(pair, rows) for held, pair, rows in judged if held == best]
    if best < _LEAST_PROOFS or len(fitting) > 1:
        return
    pair, rows = fitting[0]
    wrong = [(entry, change, right) for entry, change, right in rows if right is not None]
    signed = any(min(change.meant) < 0 and right is None for _, change, right in rows)
    for entry, change, right in wrong if len(wrong) < best else ():
        if signed or not _is_unsigned(change, right):
            facts = {
                "label": f"“{entry.row.text}”行的“{column.path[-1]}”",
                "printed": change.amount.cell.text,
                "now": f"{_head(pair.now)}{entry.figures[pair.now.index].cell.text}",
                "before": f"{_head(pair.before)}{entry.figures[pair.before.index].cell.text}",
                "right": f"{plain(right)}{'%' if per_cent else ''}",
                "table": table_name(table),
            }
            yield Hit(facts, place=change.amount.cell.place, table=table.number, text=change.amount.cell.text)


def _is_per_cent(book: Ledger, column: Column) -> bool:
    printed = (one.cell.text for entry in book.entries for one in entry.row.amounts if one.column == column.index)
    said = _PER_CENT.search(_path(column).rpartition("/")[2] + column.unit) or column.role == "share"
    return bool(said) or any(fold(text).endswith("%") for text in printed)


def _is_of_one_unit(table: BudgetTable, columns: Sequence[Column]) -> bool:
    units = {in_wan(column, table) for column in columns}
    return len(units) == 1 and None not in units


def _head(column: Column) -> str:
    return f"“{_path(column).rpartition('/')[2]}”"


def _is_unsigned(change: _Change, right: Decimal) -> bool:
    """Return whether only the minus of a decrease is missing."""
    return right < 0 and any(abs(one + right) <= 2 * change.step for one in change.meant)


def _row(
    book: Ledger, entry: Entry, column: Column, pair: _Years, per_cent: bool
) -> tuple[Entry, _Change, Decimal | None] | None:
    """Return the row, with the right change where it prints another; None where it tells nothing."""
    now, before = entry.figures.get(pair.now.index), entry.figures.get(pair.before.index)
    change = next((made for one in entry.row.amounts if one.column == column.index and (made := _change(one))), None)
    if now is None or before is None or change is None or entry.doubtful & {pair.now.index, pair.before.index}:
        return None
    if any(is_wrong_total(book, entry, one) for one in (pair.now, pair.before)):
        return None
    right, slack = _right(now, before, per_cent)
    if right is None or (not right and change.meant == {Decimal(0)}):
        return None
    scales = (1, 100) if per_cent else (1,)  # 18% may be kept as 0.18
    if any(abs(one * scale - right) <= slack + 2 * change.step * scale for scale in scales for one in change.meant):
        return entry, change, None
    return entry, change, round(right, 2)


def _right(now: Figure, before: Figure, per_cent: bool) -> tuple[Decimal | None, Decimal]:
    """Return (the change, how far the printed digits may carry it); no change in per cent of nothing."""
    moved = now.value - before.value
    if not per_cent:
        return moved, now.step + before.step
    if before.value <= 0 or before.step * 2 >= before.value:
        return None, Decimal(0)
    share = moved / before.value * 100
    return share, (now.step + before.step * abs(now.value / before.value)) / before.value * 100


def _change(amount: Amount) -> _Change | None:
    """Return the change that a cell prints, None for a blank, a dash or words. In brackets it may be negative."""
    text = _MINUS.sub("-", fold(amount.cell.text)).removesuffix("%")
    bare = text.removeprefix("(").removesuffix(")")
    value = parse_amount(bare)
    if value is None or amount.placed == "uncertain":
        return None
    meant = frozenset({value} if bare == text else {value, -value})
    return _Change(meant, half_digit(bare), amount)
