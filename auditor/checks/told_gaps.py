"""The verb on what words tell of a result and of how far it is from the target (知晓率81.6%，比目标低3.4个百分点)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.attained import actual_of
from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_SHORTEST = 4


def gap(budget: Budget, context: Context, *, say: str, less: str) -> Iterator[Hit]:
    """Yield a hit where a sentence tells another distance to the target than the row that it names has.

    ``say`` is a pattern around the words of the comparison (group 1) and its number (group 2), ``less`` one of the
    words that tell of less than the target.
    """
    rows = [item for item in budget.indicators if item.outcome and item.outcome.actual.text]
    for sentence in told(context) if rows else ():
        for match in re.finditer(say, sentence.text):
            before = re.split("[;。]", sentence.text[: match.start()])[-1]
            row = _named(before, rows)
            distance = _distance(row, context) if row else None
            if row is None or distance is None:
                continue
            right = -distance if re.search(less, match.group(1)) else distance
            if right != parse_amount(match.group(2)):
                word = "少" if distance < 0 else "多"
                facts = {"stated": match.group(), "name": row.name.text, "target": context.read(row).target}
                shown = {
                    "actual": _actual(row),
                    "right": f"{word}{plain(abs(distance))}",
                }
                yield at(sentence, {**facts, **shown}, match.start(), match.end())


def _actual(row: Indicator) -> str:
    return row.outcome.actual.text if row.outcome else ""


def _named(before: str, rows: list[Indicator]) -> Indicator | None:
    """Return the only row whose name stands last before a comparison."""
    ends = {before.rfind(name): row for row in rows if len(name := fold(row.name.text)) >= _SHORTEST and name in before}
    return ends[max(ends)] if ends else None


def _distance(row: Indicator, context: Context) -> Decimal | None:
    """Return what was reached less the target, None where the two are not in one unit."""
    target, actual = context.read(row), actual_of(row, context)
    if target.amount is None or actual.amount is None or target.unit is None or actual.unit is None:
        return None
    return actual.amount - target.amount if target.unit.name == actual.unit.name else None
