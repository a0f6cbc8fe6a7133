"""The days by which an objective wants things done, against those of the rows of the same matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.alike import is_within, pairs
from auditor.checks.context import Context
from auditor.records.budget import Indicator, Project
from auditor.text.dates import days_due
from auditor.text.width import fold

_CLAUSES = re.compile(r"[,;。、:]")
_LINKS = re.compile(r"[于在由应须需要并争取确保力的]|年内|全年|全部|本年度?")
_SAME = 0.6
"""So much of what a clause says after its date must stand in the name of a row that is of the same matter."""


def later_rows(project: Project, context: Context) -> Iterator[tuple[Indicator, str, str]]:
    """Yield (row, day of the objective, day of the row) where a row wants a thing done later than the objective.

    A clause of the objective is of the row if it has one date, and what it says beside the date stands in the name of
    this row alone.
    """
    year = context.budget.year
    if not year or not (said := list(_said(fold(project.objective.text), year))):
        return
    rows = [(item, days) for item in context.indicators_of(project) if (days := _days(item, year, context))]
    for matter, day, phrase in said:
        meant = [(item, days) for item, days in rows if _is_of(matter, context.read(item).name)]
        if len(meant) == 1 and len(meant[0][1]) == 1:
            item, ((wanted, said_there),) = meant[0]
            if day < wanted <= (year, 12, 31):  # years.target tells a day after the year
                yield item, phrase, said_there


def _said(text: str, year: int) -> Iterator[tuple[tuple[str, str], tuple[int, int, int], str]]:
    """Yield ((words before, words behind), day, phrase) of every clause with one date."""
    for clause in _CLAUSES.split(text):
        days = days_due(clause, year)
        if len(days) == 1:
            (day, phrase), (before, _, behind) = days[0], clause.partition(days[0][1])
            yield (_LINKS.sub("", before), _LINKS.sub("", behind)), day, phrase


def _days(item: Indicator, year: int, context: Context) -> tuple[tuple[tuple[int, int, int], str], ...]:
    """Return the days that a row under 时效 names."""
    reading = context.read(item)
    return days_due(reading.value + reading.unit_text, year) if reading.level == "timeliness" else ()


def _is_of(matter: tuple[str, str], name: str) -> bool:
    """Return whether a name is of what a clause says: enough of what stands behind the date, some of what is before."""
    before, behind = map(pairs, matter)
    return is_within(behind, name, _SAME) and (not before or any(pair in name for pair in before))
