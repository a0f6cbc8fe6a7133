"""The verb on what a project's own table says that it costs, against the table that lists all projects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.prose.projects import OF_GOALS, Listed, lists_of
from auditor.records.budget import Budget, Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold

_CENT = Decimal("0.01")


def listed_project(budget: Budget, context: Context, *, terms: str) -> Iterator[Hit]:
    """Yield a hit where the only table of projects lists one under the same name with other amounts than its total.

    None of the amounts of its lines, and no sum of lines of one name, is that of a form: the total, what the budget or
    other money pays of it, or any that the details tell. Names that two forms have are left out, and so are forms with
    details that ``terms`` (a pattern of labels: 实施期总额) fits: their total may be that of several years. Where the
    table gives a project several amounts and none of them is called a total, the hit is a warning.
    """
    names = Counter(_core(fold(project.name.text)) for project in budget.projects)
    listed = {
        _core(one.name): (each, one) for each in lists_of(context) if each.table != OF_GOALS for one in each.projects
    }
    for project in budget.projects:
        name = _core(fold(project.name.text))
        wan = project.total.wan
        if (
            not wan
            or names[name] > 1
            or name not in listed
            or any(re.search(terms, label) for label, _ in project.details)
        ):
            continue
        each, one = listed[name]
        if any(abs(known - value) <= step + _CENT for known in _known(project, wan) for value, step in _of(one)):
            continue
        facts = {"table": each.table, "listed": plain(one.amounts[0][0])}
        yield Hit(facts, project=project, column="total", severity=None if len(each.totals) == 1 else "warning")


def _core(name: str) -> str:
    return name.removesuffix("项目").removesuffix("经费")


def _known(project: Project, total: Decimal) -> Iterator[Decimal]:
    """Yield what a form says that its project costs, or a part of it does, in 万元."""
    yield total
    yield from (money.wan for money in (project.fiscal, project.other) if money.wan)
    for _, cell in project.details:
        yield from (Decimal(one) for one in re.findall(r"\d+(?:\.\d+)?", fold(cell.text).replace(",", "")))


def _of(one: Listed) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield the amounts that a table lists for a project, and the sum of several."""
    yield from one.amounts
    yield sum((value for value, _ in one.amounts), Decimal(0)), sum((step for _, step in one.amounts), Decimal(0))
