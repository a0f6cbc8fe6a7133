"""The verb on the day on which an evaluation or a monitoring table was filled in, against the time that it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.periods import texts_of
from auditor.checks.stages import months_of, stage_of
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.stage import EVALUATION, MONITORING

_NO_DAY = 31


class Until(TypedDict):
    """When a monitoring ends: the label that says so (``say``, three groups), else not before ``day`` of its month."""

    say: str
    day: int


def filed(budget: Budget, context: Context, *, say: str, until: Until, last: int) -> Iterator[Hit]:
    """Yield a hit where a table was filled in before what it tells of was over.

    ``say`` is a pattern of the label with year, month and, where it is printed, day (groups 1 to 3). An evaluation is
    of a whole year: it is not filled in before its month ``last``; a monitoring table not before the last month that it
    covers, and in that month not before the day that ``until`` says.
    """
    year = budget.year
    stages = {stage_of(project, context) for project in context.evaluated}
    if year is None or len(stages) != 1 or not stages & {EVALUATION, MONITORING}:
        return
    texts = list(texts_of(budget, context))
    least = (year, last, 0) if stages == {EVALUATION} else _end(texts, (year, months_of(context) or 1), until)
    seen: set[str] = set()
    for text, cell in texts:
        for match in re.finditer(say, text):
            filled = (int(match.group(1)), int(match.group(2)), int(match.group(3) or _NO_DAY))
            if filled < least and 1 <= filled[1] <= 12 and match.group() not in seen:
                seen.add(match.group())
                right = f"{year}年" if stages == {EVALUATION} else f"{year}年1—{least[1]}月"
                found = match.group().rstrip("年月日.-/")
                yield Hit({"found": _shown(found, match), "right": right}, text=cell.text, place=cell.place)


def _end(texts: Sequence[tuple[str, Cell]], month: tuple[int, int], until: Until) -> tuple[int, int, int]:
    """Return the day on which a monitoring is over: that of its label where this is of its last month."""
    named = [tuple(map(int, match.groups())) for text, _ in texts for match in re.finditer(until["say"], text)]
    days = [one[2] for one in named if one[:2] == month]
    return (*month, max([until["day"], *days]))


def _shown(found: str, match: re.Match[str]) -> str:
    """Return what the label says with the word for its last number (月, 日)."""
    return f"{found}{'日' if match.group(3) else '月'}"
