"""Places as an office writes them: table and row of the document, never the line of a text that was converted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Finding
from auditor.render.words import one_line, place_word


def office_place(finding: Finding, budget: Budget | None) -> str:
    """Return sheet and cell, or page, with the table and the number of the indicator in its project."""
    where = finding.where
    place = place_word(replace(where.place, line=None))
    return one_line(" ".join(part for part in (where.title, _row(finding, budget), place) if part))


def _row(finding: Finding, budget: Budget | None) -> str:
    """Return which indicator of its project (of its activity in table 13) a finding is about, "" where it is none."""
    rows = budget.indicators if budget else ()
    own = next((row for row in rows if row.order == finding.where.order), None)
    if own is None:
        return ""
    beside = [row.order for row in rows if _home(row) == _home(own)]
    return f"第{beside.index(own.order) + 1}条指标"


def _home(row: Indicator) -> tuple[int, str, str]:
    return row.table, row.project, row.activity.text if row.table == 13 else ""


def reading_order(budget: Budget | None) -> Callable[[Finding], tuple[int, int]]:
    """Return the key by which findings stand as in the document: on the whole, project by project, row by row."""
    rows = budget.indicators if budget else ()
    starts: dict[str, int] = {}
    projects = {project.key: project for project in (budget.projects if budget else ())}
    for row in rows:
        project = projects.get(row.project)
        for name in (project.code, project.name.text) if project else ():
            starts.setdefault(name, row.order)

    def key(finding: Finding) -> tuple[int, int]:
        where = finding.where
        if where.order is not None:
            return where.order, 1
        return starts.get(where.project_code, starts.get(where.project_name, -1)), 0

    return key
