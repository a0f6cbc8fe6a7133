"""What running text gives each agency (分单位收入、支出) against the tables that list the agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.prose.lines import Other
from auditor.checks.sentences import is_of_the_year, told
from auditor.checks.sums import books, in_wan
from auditor.records.budget import Budget
from auditor.text.statements import Sum, sums
from auditor.text.width import fold

_SHORTEST = 3
_OWN = re.compile(r"\(?(?:本级|机关)\)?$")
_LEAD = re.compile(r"^.*(?:其中|分别为|分别是|包括|看|[、.)])")
_Known = Sequence[tuple[Decimal, Decimal]]


def other_of_agencies(context: Context, kinds: Sequence[str], unless: str) -> Iterator[Other]:
    """Yield the amounts of agencies that no column of the tables (``kinds``) that list the agencies shows for them.

    ``unless`` is a pattern of what is said before other lists of agencies.
    """
    agencies = agencies_of(context, tuple(kinds))
    for sentence in told(context) if len(agencies) > 1 else ():
        named = [(one, name) for one in sums(sentence.text) if (name := _agency(one, agencies))]
        named = [(one, name) for one, name in named if is_of_the_year(sentence.text, one, context)]
        if not named or re.search(unless, sentence.text[: named[0][0].start]):
            continue
        right = [name for one, name in named if _is_shown(one, agencies[name])]
        for amount, name in named if right and len({name for _, name in named}) > 1 else ():
            if not _is_shown(amount, agencies[name]):
                yield Other(sentence, amount, name, agencies[name][0][0], "")


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
