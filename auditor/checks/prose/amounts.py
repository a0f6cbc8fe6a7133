"""The verb on amounts that running text gives to names which the tables list: their lines, projects, agencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict

from auditor.checks.context import Context
from auditor.checks.prose.agencies import other_of_agencies
from auditor.checks.prose.lines import Other, other_of_lines
from auditor.checks.prose.projects import other_of_projects
from auditor.checks.sentences import at
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import told_like


class Names(TypedDict, total=False):
    """Which names count.

    Of lines: ``ends`` is a pattern that the whole name must fit, ``without`` are names that are too general; a name
    that is marked as one (教育支出(类)) needs neither. Where the text speaks of one ``fund`` (a pattern), the line must
    stand in the table of a fund, or be exceeded by its part. Of agencies: ``kinds`` are the tables that list them, and
    ``unless`` is a pattern of what is said before lists of them that are of something else.
    """

    ends: str
    without: list[str]
    fund: str
    kinds: list[str]
    unless: str


def amounts(
    budget: Budget, context: Context, *, of: Literal["line", "project", "agency"], names: Names | None = None
) -> Iterator[Hit]:
    """Yield a hit where the text gives a line, a project or an agency another amount than every table that lists it.

    The name stands right before the amount. Of agencies two or more must be named with amounts in a sentence, and one
    of them as the tables show it: that proves what the list is of.
    """
    for one in _others(of, names or {}, context):
        shown = told_like(one.wan, one.amount)
        facts = {"name": one.name, "stated": one.amount.shown, "table": one.table, "amount": shown}
        missed = told_like(abs(one.wan - one.amount.wan), one.amount)
        yield at(one.sentence, {**facts, "difference": missed}, one.amount.start, one.amount.end)


def _others(of: str, names: Names, context: Context) -> Iterator[Other]:
    if of == "project":
        return other_of_projects(context)
    if of == "agency":
        return other_of_agencies(context, names.get("kinds", []), names.get("unless") or "(?!)")
    return other_of_lines(context, names.get("ends", ""), names.get("without", []), names.get("fund") or "(?!)")
