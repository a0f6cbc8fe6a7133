"""The verb on what words tell of a result and of how far it is from the target (知晓率81.6%，比目标低3.4个百分点)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.attained import actual_of
from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_SHORTEST = 4
_TAIL = re.compile("(?:数量?|个数|人数|次数|场次|人次|长度|面积)$")
_POINTS = "个百分点"


def gap(budget: Budget, context: Context, *, say: str, less: str, labels: str) -> Iterator[Hit]:
    """Yield a hit where a sentence tells another distance to the target than the row that it names has.

    ``say`` is a pattern around the words of the comparison (group 1) and its number (group 2), ``less`` one of the
    words that tell of less than the target. Sentences are those of the report, of accounts and conclusions, and of what
    stands beside a label that fits ``labels``. A distance in another unit than that of the row is not judged.
    """
    rows = [item for item in budget.indicators if item.outcome and item.outcome.actual.text]
    for sentence in told_in_forms(context, labels) if rows else ():
        for match in re.finditer(say, sentence.text):
            before = re.split("[;。]", sentence.text[: match.start()])[-1]
            row = _named(before, rows)
            distance = _distance(row, sentence.text[match.end(2) :], context) if row else None
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


def told_in_forms(context: Context, labels: str) -> Iterator[Sentence]:
    """Yield the sentences of the report, then the texts of the forms."""
    yield from told(context)
    seen: set[object] = set()
    for project in context.evaluated:
        done = project.execution
        own = [cell for label, cell in project.details if re.search(labels, label)]
        for cell in (*([done.actual, done.verdict] if done else []), *own):
            if cell.text and (cell.place, cell.text) not in seen:
                seen.add((cell.place, cell.text))
                yield Sentence(fold(cell.text), cell)


def _actual(row: Indicator) -> str:
    return row.outcome.actual.text if row.outcome else ""


def _named(before: str, rows: list[Indicator]) -> Indicator | None:
    """Return the only row whose name, with or without what it counts by, stands last before a comparison."""
    ends = {
        before.rfind(name): row
        for row in rows
        for name in (fold(row.name.text), _TAIL.sub("", fold(row.name.text)))
        if len(name) >= _SHORTEST and name in before
    }
    return ends[max(ends)] if ends else None


def _distance(row: Indicator, behind: str, context: Context) -> Decimal | None:
    """Return what was reached less the target, None where these, or the words behind the number, have other units."""
    target, actual = context.read(row), actual_of(row, context)
    if target.amount is None or actual.amount is None or target.unit is None or actual.unit is None:
        return None
    unit = _POINTS if target.unit.name == "%" else target.unit_text
    same = target.unit.name == actual.unit.name and bool(unit) and behind.startswith(unit)
    return actual.amount - target.amount if same else None
