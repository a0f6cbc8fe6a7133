"""The verb on numbers of staff in running text (退休人员45人) against a table of staff in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.numbers import plain
from auditor.text.width import fold


class Staff(TypedDict):
    """What a text counts: ``say`` (a pattern with the number), ``column`` (one of a head), what messages call it."""

    say: str
    column: str
    label: str


def staff_tables(budget: Budget, context: Context, *, claims: Sequence[Staff], unless: str) -> Iterator[Hit]:
    """Yield a hit where the text counts staff otherwise than every number of the one column that counts them.

    The table has a row of the total and one column whose head fits; a sentence that fits ``unless`` (a pattern) is of a
    part of the staff, or of another time.
    """
    for claim in claims:
        shown = _shown(budget.tables, claim["column"])
        for sentence in told(context) if shown else ():
            for match in re.finditer(claim["say"], sentence.text) if not re.search(unless, sentence.text) else ():
                if Decimal(match[1]) not in shown:
                    facts = {"label": claim["label"], "stated": match[1], "shown": plain(shown[0])}
                    yield at(sentence, facts, match.start(1), match.end(1))


def _shown(tables: Sequence[BudgetTable], head: str) -> list[Decimal]:
    """Return the numbers of the only column whose head fits, that of the total first; [] for none or several."""
    found = [
        (table, column)
        for table in tables
        if not table.kind
        for column in table.columns
        if re.search(head, fold("".join(column.path)))
    ]
    if len(found) != 1:
        return []
    table, column = found[0]
    cells = [(row.kind, one.value) for row in table.rows for one in row.amounts if one.column == column.index]
    totals = [value for kind, value in cells if kind in {"total", "grand"} and value is not None]
    return [*totals, *(value for _, value in cells if value is not None)] if len(totals) == 1 else []
