"""The verb on amounts of running text whose digits a table shows in another unit (1245.00元 for 1245.00万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.prose.lines import line_before, lines_of
from auditor.checks.sentences import at, is_of_the_year, told
from auditor.checks.sums import books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.statements import Sum, sums
from auditor.text.units import IN_WAN

_DIGITS = 3  # significant ones, without which two amounts may be alike by chance
_OTHER = {"元": "万元", "万元": "元", "亿元": "万元"}
_LEAST_YUAN = 10000  # an amount of 万元 from which it may be one of 元

_Shown = Sequence[tuple[str, Decimal]]


def unit_slips(budget: Budget, context: Context, *, unless: str, sure: str) -> Iterator[Hit]:
    """Yield a hit where an amount of the text is that of a table but for its unit, and no table shows it as printed.

    Words before it that fit ``unless`` (a pattern) tell a price or a bound; without those of ``sure`` the hit is a
    warning. Nothing is said in a document that tells amounts in both units alike and prints no unit in its tables,
    nor of a line that a table names: that has a rule of its own.
    """
    shown: _Shown = context.remember("amounts of tables", lambda: tuple(_amounts(budget, context)))
    sentences = [(one, sums(one.text)) for one in told(context)] if shown else []
    every = [amount.shown for _, amounts in sentences for amount in amounts]
    if not any(table.money_unit for table in budget.tables) and 2 * sum("万" in one for one in every) <= len(every):
        return
    for sentence, amounts in sentences:
        for amount in amounts:
            name = line_before(amount.words, context)
            named = bool(name) and name in lines_of(context)
            meant = None if named or re.search(unless, amount.words) else _meant(amount, shown)
            if meant and is_of_the_year(sentence.text, amount, context):
                table, wan = meant
                facts = {"stated": amount.shown, "table": table, "amount": plain(wan)}
                hit = at(sentence, facts, amount.start, amount.end)
                yield hit if re.search(sure, amount.words) else replace(hit, severity="warning")


def _amounts(budget: Budget, context: Context) -> Iterator[tuple[str, Decimal]]:
    """Yield the amounts of the tables in 万元, each with what messages call its table."""
    for table in budget.tables:
        for book in books(table, context):
            factors = {index: in_wan(column, table) for index, column in book.columns.items()}
            for entry in book.entries:
                for index, figure in entry.figures.items():
                    factor = factors[index]
                    if factor is not None and figure.value:
                        yield table_name(table), figure.value * factor


def _meant(amount: Sum, shown: _Shown) -> tuple[str, Decimal] | None:
    """Return the table and its amount that has the digits of another in the unit that was meant; None for none."""
    unit = re.sub(r"[\d,.]", "", amount.shown)
    printed = parse_amount(amount.shown.removesuffix(unit))
    if unit not in _OTHER or printed is None or (unit == "万元" and printed < _LEAST_YUAN):
        return None
    if len(plain(printed).replace(".", "").rstrip("0")) < _DIGITS and "." not in amount.shown:
        return None
    wan = printed * IN_WAN[_OTHER[unit]]
    if any(abs(one - amount.wan) <= amount.step for _, one in shown):
        return None
    return next(((table, one) for table, one in shown if one == wan), None)
