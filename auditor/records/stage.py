"""What a part of a document is for (targets, evaluation, monitoring, running text), and what reports call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.records.outcome import Execution, Outcome

TARGETS, EVALUATION, MONITORING, PROSE = "目标", "自评", "监控", "说明"
ASSESSED = "自评或监控"  # rows of another document, of which no more is known
TITLES: Mapping[tuple[str, str], str] = {
    ("12", EVALUATION): "项目支出绩效自评表",
    ("13", EVALUATION): "部门整体支出绩效自评表",
    ("12", MONITORING): "项目支出绩效监控表",
    ("13", MONITORING): "部门整体支出绩效监控表",
    ("12", ASSESSED): "项目支出绩效自评或监控表",
    ("13", ASSESSED): "部门整体支出绩效自评或监控表",
    ("", PROSE): "文字说明",
}
"""The titles by the number of the table whose columns it has, and its stage; any other part goes by its number."""


def title_of(table: str, stage: str = "") -> str:
    """Return what reports call a part of a document (预算12表, 项目支出绩效自评表, 文字说明), "" for the whole."""
    return TITLES.get((table, stage)) or (f"预算{table}表" if table else "")


def stage_of(rows: Sequence[Outcome | None], spent: Execution | None) -> str:
    """Return what a project's table is for: 监控 where it looks ahead, 自评 where it tells a result, else 目标."""
    told = [row for row in rows if row]
    if any(row.expected.text or row.outlook.text for row in told):
        return MONITORING
    if any(row.score.text or row.actual.text for row in told):
        return EVALUATION
    if spent is None or told:
        return TARGETS
    return MONITORING if spent.expected is not None else EVALUATION
