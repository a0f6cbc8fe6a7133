"""The verb on the day on which an evaluation or a monitoring table was filled in, against the time that it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.periods import texts_of
from auditor.checks.stages import months_of, stage_of
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.stage import EVALUATION, MONITORING


def filed(budget: Budget, context: Context, *, say: str, last: int) -> Iterator[Hit]:
    """Yield a hit where a table was filled in before what it tells of was over.

    ``say`` is a pattern of the label with year and month (groups 1 and 2). An evaluation is of a whole year: it is not
    filled in before its month ``last``; a monitoring table not before the last month that it covers.
    """
    year = budget.year
    stages = {stage_of(project, context) for project in context.evaluated}
    if year is None or len(stages) != 1 or not stages & {EVALUATION, MONITORING}:
        return
    least = last if stages == {EVALUATION} else months_of(context) or 1
    seen: set[tuple[str, str]] = set()
    for text, cell in texts_of(budget, context):
        for match in re.finditer(say, text):
            month = (int(match.group(1)), int(match.group(2)))
            if month < (year, least) and 1 <= month[1] <= 12 and match.groups() not in seen:
                seen.add((match.group(1), match.group(2)))
                until = f"{year}年" if stages == {EVALUATION} else f"{year}年1—{least}月"
                yield Hit({"found": match.group(), "right": until}, text=cell.text, place=cell.place)
