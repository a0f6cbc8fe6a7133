"""What a table is for: to set targets (目标), to evaluate (自评) or to monitor (监控)."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checks.context import Context
from auditor.records.budget import Indicator, Project

TARGETS, EVALUATION, MONITORING = "目标", "自评", "监控"


def stage_of(project: Project, context: Context) -> str:
    """Return what the table of the project is for: 自评 where it has scores, 监控 or 目标; found once a project."""
    return context.remember(("stage", project.key), lambda: _stage(project, context))


def _stage(project: Project, context: Context) -> str:
    rows = [item.outcome for item in context.indicators_of(project) if item.outcome]
    if any(row.expected.text or row.outlook.text for row in rows):
        return MONITORING
    if any(row.score.text or row.actual.text for row in rows):
        return EVALUATION
    spent = project.execution
    if spent is None or rows:
        return TARGETS
    return MONITORING if spent.expected is not None else EVALUATION


def is_of_stage(project: Project | None, stages: Sequence[str], context: Context) -> bool:
    """Return whether a rule that is for the tables ``stages`` alone judges the project; no stages mean all tables."""
    return not stages or project is None or stage_of(project, context) in stages


def is_monitored(indicator: Indicator, context: Context) -> bool:
    """Return whether the row stands in a monitoring table, whose year is not over."""
    project = context.owner_of(indicator)
    return project is not None and stage_of(project, context) == MONITORING
