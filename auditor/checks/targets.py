"""The verb on targets that many projects share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit


def same_everywhere(
    budget: Budget, context: Context, *, levels: Sequence[str], projects: int, share: float
) -> Iterator[Hit]:
    """Yield one hit where nearly all projects set the same target for a level: a template, not a plan.

    At least ``projects`` projects must have such a row, and at least ``share`` of them the same target.
    """
    targets: dict[str, dict[str, Indicator]] = defaultdict(dict)
    owners = set()
    for item in budget.indicators:
        reading = context.read(item)
        if item.table == 12 and reading.level in levels and reading.numeric:
            owners.add(item.project)
            targets[reading.sign + reading.value + reading.unit_text].setdefault(item.project, item)
    target, rows = max(targets.items(), key=lambda entry: len(entry[1]), default=("", {}))
    if len(owners) < projects or len(rows) < share * len(owners):
        return
    first, *rest = rows.values()
    facts = {"target": target, "count": len(rows), "every": len(owners)}
    yield Hit(facts, first, column="value", related=tuple(rest))
