"""The verb on the number of agencies, and what running text gives each, against the tables that list them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.prose.lines import Other
from auditor.checks.sentences import at, is_of_the_year, told
from auditor.checks.sums import books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.statements import Sum, sums
from auditor.text.width import fold

_SHORTEST = 3
_OWN = re.compile(r"\(?(?:本级|机关)\)?$")
_LEAD = re.compile(r"^.*(?:其中|分别为|分别是|包括|看|[、.)])")
_Known = Sequence[tuple[Decimal, Decimal]]


def agencies(budget: Budget, context: Context, *, say: str, kinds: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the text counts the agencies otherwise than each table of ``kinds`` lists them.

    ``say`` is a pattern with the number as a group. The first line of a table may be the department itself; a table of
    one line does not list agencies.
    """
    tables = [table for table in budget.tables if table.kind in kinds]
    listed = [(len(_listed(table, context)), table_name(table)) for table in tables]
    counted = [(count, name) for count, name in listed if count > 1]
    for sentence in told(context) if counted else ():
        for match in re.finditer(say, sentence.text):
            number = next(group for group, text in enumerate(match.groups(), 1) if text)
            if all(int(match[number]) not in {count - 1, count} for count, _ in counted):
                facts = {"stated": match[number], "count": counted[0][0], "table": counted[0][1]}
                yield at(sentence, facts, match.start(number), match.end(number))


def _listed(table: BudgetTable, context: Context) -> frozenset[str]:
    """Return the agencies that the rows of a table are about."""
    rows = [entry.row for book in books(table, context) for entry in book.items]
    names = (_name([(label.role, label.name) for label in row.labels]) for row in rows)
    return frozenset(filter(None, names))


def other_of_agencies(context: Context, kinds: Sequence[str], unless: str) -> Iterator[Other]:
    """Yield the amounts of agencies that no column of the tables (``kinds``) that list the agencies shows for them.

    ``unless`` is a pattern of what is said before other lists of agencies.
    """
    known = agencies_of(context, tuple(kinds))
    for sentence in told(context) if len(known) > 1 else ():
        named = [(one, name) for one in sums(sentence.text) if (name := _agency(one, known))]
        named = [(one, name) for one, name in named if is_of_the_year(sentence.text, one, context)]
        if not named or re.search(unless, sentence.text[: named[0][0].start]):
            continue
        right = [name for one, name in named if _is_shown(one, known[name])]
        for amount, name in named if right and len({name for _, name in named}) > 1 else ():
            if not _is_shown(amount, known[name]):
                yield Other(sentence, amount, name, known[name][0][0], "")


def agencies_of(context: Context, kinds: tuple[str, ...]) -> Mapping[str, _Known]:
    """Return agency → its amounts in 万元 in the tables of some kinds, with their rounding."""
    return context.remember(("agencies", kinds), lambda: _agencies(context.budget, kinds, context))


def _agencies(budget: Budget, kinds: Sequence[str], context: Context) -> Mapping[str, _Known]:
    """Return agency → its amounts in 万元 with their rounding, from the rows that are about an agency alone."""
    found: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for table in budget.tables:
        for book in books(table, context) if table.kind in kinds else ():
            for entry in book.items:
                name = _name([(label.role, label.name) for label in entry.row.labels])
                for index, figure in entry.figures.items() if name else ():
                    factor = in_wan(book.columns[index], table)
                    if factor is not None:
                        found.setdefault(name, []).append((figure.value * factor, figure.step * factor))
    return found


def _name(labels: Sequence[tuple[str, str]]) -> str:
    named = [(role, fold(name)) for role, name in labels if name]
    return named[0][1] if len(named) == 1 and named[0][0] == "agency" else ""


def _agency(amount: Sum, agencies: Mapping[str, _Known]) -> str:
    """Return the one agency that the words before an amount end with, shortened or in full; "" for none or several."""
    words = re.sub("(?:收入|支出|预算|安排|为|是|共|计)*$", "", amount.words)
    said = _LEAD.sub("", words)
    if len(said) < _SHORTEST and not _OWN.search(said):
        return ""
    full = [name for name in agencies if name.endswith(said) or said.endswith(name)]
    own = [name for name in agencies if _OWN.search(name)] if _OWN.search(said) and not full else []
    found = full or own
    return found[0] if len(found) == 1 else ""


def _is_shown(amount: Sum, known: _Known) -> bool:
    return any(abs(value - amount.wan) <= step + amount.step for value, step in known)
