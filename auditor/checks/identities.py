"""Verbs on amounts that two tables, or two places of one, must share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import product
from typing import TypedDict

from auditor.checks.arithmetic import is_wrong_total
from auditor.checks.context import Context
from auditor.checks.sums import ZERO, Entry, Figure, Ledger, books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable, Column
from auditor.text.numbers import plain
from auditor.text.width import fold

_OTHER_YEAR = frozenset({"prior", "change"})
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_WORD = 4  # characters of a kind that name the money: 政府性基(金), 国有资本


class _Labelled(TypedDict):
    label: str


class Scope(_Labelled, total=False):
    """What both sides are called, and which funds the left may have more than the right.

    The document has some of the list ``beyond`` (单位资金), and the figures ``whole`` of all funds, where there are
    any, are those of the left.
    """

    beyond: str
    whole: Sequence[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a selector names: the figures that may be meant, in 万元, and how messages call their table."""

    figures: tuple[Figure, ...]
    table: str
    number: str


def identity(
    budget: Budget, context: Context, *, left: Sequence[str], right: Sequence[str], label: str
) -> Iterator[Hit]:
    """Yield a hit where the sum of the figures ``left`` is not that of ``right``.

    A figure is ``kind|row|role``: kind of the table, end of the row's name (合计 is the total row; a/b where cities
    differ in which is meant: one of them must agree), role of the column (a/b: the first that the table has);
    ``13|total|`` is the head of table 13. An absent figure counts nothing, but the first of each side must be there.
    Nothing is said where a figure is not certain.
    """
    return _unequal(budget, context, (left, right), {"label": label})


def of_scope(
    budget: Budget, context: Context, *, left: Sequence[str], right: Sequence[str], scope: Scope
) -> Iterator[Hit]:
    """Yield a hit as ``identity`` does, but where the left side counts more funds than the right (see Scope)."""
    return _unequal(budget, context, (left, right), scope)


def _unequal(
    budget: Budget, context: Context, selectors: tuple[Sequence[str], Sequence[str]], scope: Scope
) -> Iterator[Hit]:
    sides = _sides(budget, context, *selectors)
    if unjudged(budget, context, *selectors):
        return
    one, two = ([found for found in side if found and found.figures] for side in sides)
    choices = list(product(*(found.figures for found in (*one, *two))))
    differences = [_difference(chosen[: len(one)], chosen[len(one) :]) for chosen in choices]
    if not all(differences) or (min(differences) > 0 and _of_all_funds(budget, context, one, scope)):
        return
    lefts, rights = choices[0][: len(one)], choices[0][len(one) :]
    facts = {
        "label": scope["label"],
        "left_table": "、".join(found.table for found in one),
        "right_table": "、".join(found.table for found in two),
        "left": plain(_sum(lefts)),
        "right": plain(_sum(rights)),
        "difference": plain(abs(differences[0])),
    }
    cell = lefts[0].cell
    yield Hit(facts, place=cell.place, table=one[0].number, text=cell.text)


def _of_all_funds(budget: Budget, context: Context, figures: Sequence[Figures], scope: Scope) -> bool:
    """Return whether figures are those of all funds of a document that has more than fiscal ones."""
    words = context.words.entries(scope["beyond"]) if "beyond" in scope else ()
    if not any(_spends_on(budget, word) for word in words):
        return False
    named = (figures_named(budget, selector, context) for selector in scope.get("whole", ()))
    every = [found for found in named if found and found.figures]
    choices = product(*(found.figures for found in (*figures, *every)))
    return not every or any(not _difference(one[: len(figures)], one[len(figures) :]) for one in choices)


def unjudged(budget: Budget, context: Context, left: Sequence[str], right: Sequence[str]) -> str:
    """Return why the sums of ``left`` and ``right`` cannot be compared, "" where they can: a Chinese sentence."""
    sides = _sides(budget, context, left, right)
    absent = [selector for side in (left, right) for selector in side if not _is_printed(budget, selector)]
    for selector in (left[0], right[0]):
        if selector in absent:
            return f"文件中没有{_named(selector)}。"
    for selectors, side in zip((left, right), sides, strict=True):
        for selector, found in zip(selectors, side, strict=True):
            if found is None:
                return f"{_named(selector)}中要核对的金额不能确定。"
        if side[0] is None or not side[0].figures:
            return f"{_named(selectors[0])}中没有要核对的金额。"
    # The amount is there, but the table that should show it was not found.
    hidden = next((selector for selector in absent if _spends_on(budget, selector[:_WORD])), "")
    return f"文件中没有{_named(hidden)}，而别处列有这项金额。" if hidden else ""


def _sides(
    budget: Budget, context: Context, left: Sequence[str], right: Sequence[str]
) -> tuple[list[Figures | None], list[Figures | None]]:
    one, two = ([figures_named(budget, selector, context) for selector in side] for side in (left, right))
    return one, two


def _named(selector: str) -> str:
    """Return how a sentence calls the table of a selector."""
    kind = selector.partition("|")[0]
    return "部门整体支出绩效目标表（预算13表）" if kind == "13" else kind


def _is_printed(budget: Budget, selector: str) -> bool:
    kind = selector.partition("|")[0]
    return budget.overall is not None if kind == "13" else any(table.kind == kind for table in budget.tables)


def _spends_on(budget: Budget, word: str) -> bool:
    """Return whether a line or column of the tables with two sides has an amount for ``word`` (政府性基金 …)."""
    for table in (table for table in budget.tables if any(column.side for column in table.columns)):
        columns = {column.index for column in table.columns if column.path and word in column.path[-1]}
        for row in table.rows:
            if any(a.value for a in row.amounts if a.column in columns or word in row.name):
                return True
    return False


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.value for figure in figures), ZERO)


def _difference(left: Sequence[Figure], right: Sequence[Figure]) -> Decimal:
    """Return by how much the sides differ, 0 within the rounding of their printed digits."""
    difference = _sum(left) - _sum(right)
    return ZERO if abs(difference) <= sum((f.step for f in (*left, *right)), ZERO) else difference


def figures_named(budget: Budget, selector: str, context: Context) -> Figures | None:
    """Return what ``selector`` (see identity) names, without figures where it is absent; None where it cannot be told.

    The row 本年 is the one that names the budget year, or the only row.
    """
    return context.remember(("figures", selector), partial(_figures_named, budget, selector, context))


def known_figures(budget: Budget, selectors: object, context: Context) -> list[Figures] | None:
    """Return what selectors name; None where nothing is, or where nobody can tell what one of the tables shows."""
    by_kind: dict[str, list[Figures | None]] = {}
    for one in selectors if isinstance(selectors, Sequence) else ():
        by_kind.setdefault(str(one).partition("|")[0], []).append(figures_named(budget, str(one), context))
    if any(all(one is None for one in found) for found in by_kind.values()):
        return None
    return [one for found in by_kind.values() for one in found if one and one.figures] or None


def _figures_named(budget: Budget, selector: str, context: Context) -> Figures | None:
    kind, row, role = selector.split("|")
    if kind == "13":
        money = getattr(budget.overall, row) if budget.overall else None
        if money is None or money.wan is None:
            return Figures((), "", "")
        return Figures((Figure(money.wan, money.cell, Decimal("0.00005")),), "预算13表", "13")
    tables = [table for table in budget.tables if table.kind == kind and table.rows]
    if len(tables) != 1:
        return None if tables else Figures((), "", "")
    figures = [figure for name in row.split("/") for figure in _in_table(tables[0], name, role, context)]
    printed = any(amount.value for entry in tables[0].rows for amount in entry.amounts)
    if printed and not figures:
        return None
    return Figures(tuple(figures), table_name(tables[0]), tables[0].number)


def _in_table(table: BudgetTable, row: str, role: str, context: Context) -> Iterator[Figure]:
    """Yield the figure of a table in the row named ``row``, in the column with ``role`` ("": the first of its side)."""
    for book in books(table, context):
        entries = _of_the_year(book, context) if row == "本年" else [e for e in book.entries if _is_named(e, row)]
        column = _column(book, role, context.budget.year)
        factor = in_wan(column, table) if column else None
        if column and factor is not None and len(entries) == 1 and _stands(book, entries[0], column):
            figure = entries[0].figures[column.index]
            yield Figure(figure.value * factor, figure.cell, figure.step * factor)


def _of_the_year(book: Ledger, context: Context) -> list[Entry]:
    """Return the rows that name the budget year, else the only row."""
    rows = [entry for entry in book.entries if entry.figures]
    dated = [entry for entry in rows if str(context.budget.year) in fold(entry.row.text or entry.row.name)]
    return dated or (rows if len(rows) == 1 else [])


def _column(book: Ledger, roles: str, year: int | None) -> Column | None:
    """Return the only column with the first of ``roles`` (a/b) that one has; without roles the first of the year."""
    columns = list(book.columns.values())
    if not roles:
        return _first_of_year(columns, year)
    for role in roles.split("/"):
        found = [column for column in columns if column.role == role]
        if len(found) > 1:  # a sheet goes on with its last head over columns that nobody filled
            found = [column for column in found if any(column.index in entry.figures for entry in book.entries)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _first_of_year(columns: Sequence[Column], year: int | None) -> Column | None:
    """Return the first column of the budget year; None where columns are of several years and none is known as its."""
    current = [column for column in columns if column.role not in _OTHER_YEAR]
    years = {column.index: _YEAR.findall("/".join(column.path))[-1:] for column in current}  # the lowest head decides
    own = [column for column in current if years[column.index] == [str(year)]]
    undated = [column for column in current if not years[column.index]]
    found = own or undated or (current if len({*map(tuple, years.values())}) == 1 else [])
    return found[0] if found else None


def _is_named(entry: Entry, row: str) -> bool:
    if row == "合计":
        return entry.row.kind in {"total", "grand"}
    return fold(entry.row.name).endswith(row)


def _stands(book: Ledger, entry: Entry, column: Column) -> bool:
    """Return whether the row has a figure there that is not itself a wrong total (said by arithmetic.totals)."""
    if column.index not in entry.figures:
        return False
    return book.side != "" or not is_wrong_total(book, entry, column)
