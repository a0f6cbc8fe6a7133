"""Verbs on what is not there: kinds of indicators, names that name nothing, projects of other tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.checks.context import BENEFITS, Context
from auditor.checks.stages import stage_of_table
from auditor.records.budget import Budget, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.stage import EVALUATION, MONITORING
from auditor.records.table import BudgetTable
from auditor.text.codes import CODE_LENGTH, PROJECT_CODE
from auditor.text.width import fold, tidy

KINDS: Mapping[str, str] = {
    "cost": "成本",
    "quantity": "数量",
    "quality": "质量",
    "timeliness": "时效",
    "benefit": "效益",
    "satisfaction": "满意度",
}
_PAID = frozenset({"cost", "timeliness"})
_CODED = re.compile(rf"({PROJECT_CODE})[-—－](.+)")


def kind(project: Project, context: Context, *, kinds: Mapping[str, str] = KINDS) -> Iterator[Hit]:
    """Yield one hit per project that lacks kinds of indicators, naming all that it lacks.

    A project that only pays what an earlier year has produced (质保金) needs no more than its money and its date.
    """
    items = context.indicators_of(project)
    if not items:
        return
    readings = [context.read(item) for item in items]
    present = {"benefit" if reading.level in BENEFITS else reading.level for reading in readings}
    present |= {"benefit"} if any(reading.level1 == "level1_benefit" for reading in readings) else set()
    if present <= _PAID and context.words.has("phrases.paid_afterwards", fold(project.name.text)):
        return
    lacking = [label for key, label in kinds.items() if key not in present]
    if lacking and "" not in present:
        facts = {"lacking": "、".join(lacking), "count": len(items)}
        yield Hit(facts, project=project, column="project_name")


def department(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the head of table 13 leaves the department blank.

    An evaluation or a monitoring table may have no label for it, but a title that names it.
    """
    head = budget.overall
    named = bool(budget.department) and stage_of_table("13", context) in {EVALUATION, MONITORING}
    if head is not None and not named and not head.department.text.strip():
        yield Hit({}, place=head.place, table="13", column="department")


def listed_project(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield one hit for all project codes that another table lists and table 12 lacks."""
    if not any(project.code for project in budget.projects):
        return
    known = {project.code for project in budget.projects}
    absent: dict[str, tuple[str, Cell, BudgetTable]] = {}
    for table, cell, code, name in coded_cells(budget):
        if code not in known:
            absent.setdefault(code, (name, cell, table))
    if absent:
        name, cell, table = next(iter(absent.values()))
        names = "、".join(f"“{found[0]}”" for found in absent.values())
        facts = {"count": len(absent), "names": names, "other_table": table.number}
        yield Hit(facts, place=cell.place, table=table.number, text=cell.text)


def coded_cells(budget: Budget) -> Iterator[tuple[BudgetTable, Cell, str, str]]:
    """Yield (table, cell, code, name) for every cell of the other tables that prints a project with its code."""
    for table in budget.tables:
        for grid in table.grids:
            for row in grid.rows:
                for cell in row.cells:
                    match = _CODED.fullmatch(re.sub(r"\s+", "", cell.text)) if len(cell.text) > CODE_LENGTH else None
                    if match:
                        yield table, cell, match.group(1), tidy(match.group(2))
