"""The verb on functions of expenditure that running text calls by another name than the tables do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.sentences import at, is_change, is_last_year, told
from auditor.checks.sums import books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import sums
from auditor.text.width import fold

_FEWEST = 2  # classes in the tables, so that one that is not there is no class of another fund


def function_names(budget: Budget, context: Context, *, classes: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a class of functions has an amount in the text, and in the tables another class has it.

    ``classes`` are the names of all classes. The tables have at least two of them and not that of the text; its amount
    stands beside one class alone, of which the sentence says nothing.
    """
    lines = context.remember(("classes", tuple(classes)), lambda: _lines(budget, context, classes))
    if len({name for name, _, _ in lines}) < _FEWEST:
        return
    known = {name for name, _, _ in lines}
    for sentence in told(context):
        for amount in sums(sentence.text) if any(name in sentence.text for name in classes) else ():
            name = next((one for one in classes if amount.words.endswith(one)), "")
            if not name or name in known or is_change(amount, context) or is_last_year(amount):
                continue
            owners = {(one, table) for one, wan, table in lines if wan == amount.wan and one not in sentence.text}
            if len({one for one, _ in owners}) == 1:
                right, table = min(owners)
                facts = {"name": name, "right": right, "amount": amount.shown, "table": table}
                yield at(sentence, facts, amount.start, amount.end)


def _lines(budget: Budget, context: Context, classes: Sequence[str]) -> list[tuple[str, Decimal, str]]:
    """Return (class, amount in 万元, table) of every line of the tables that is a class of functions."""
    found = []
    for table in budget.tables:
        for book in books(table, context):
            for entry in book.entries:
                name = fold(entry.row.name or entry.row.text)
                own = next((one for one in classes if name.endswith(one)), "")
                for index, figure in entry.figures.items() if own else ():
                    factor = in_wan(book.columns[index], table)
                    if factor:
                        found.append((own, figure.value * factor, table_name(table)))
    return found
