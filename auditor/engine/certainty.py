"""How sure a finding can be: one that rests on characters recognised in an image is no error, and says so."""

from __future__ import annotations

from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.records.rule import Rule, Severity

SURE = 1.0
"""The confidence of text that was not recognised in an image; recognised text always has less."""
NOTE = "（相关文字由图像识别得来，或原件中文字互相重叠，请核对原件）"
_SOFTER: dict[Severity, Severity] = {"error": "warning", "warning": "warning", "info": "info"}


def settle(hit: Hit, rule: Rule, project: Project | None) -> tuple[Severity, float, str]:
    """Return severity, confidence and a note to add to the message ("" where nothing is doubtful).

    The confidence of a finding is at most that of the least sure cell it rests on.
    """
    severity = hit.severity or rule.severity
    confidence = rule.confidence if hit.confidence is None else hit.confidence
    seen = _least_sure(hit, project)
    if seen >= SURE:
        return severity, confidence, ""
    return _SOFTER[severity], round(min(confidence, seen), 2), NOTE


def _least_sure(hit: Hit, project: Project | None) -> float:
    """Return the lowest recognition confidence of the cells behind a hit."""
    sure = [1.0]
    for row in (hit.indicator, *hit.related):
        if isinstance(row, Indicator):
            sure += [cell.confidence for cell in (row.name, row.operator, row.value, row.unit)]
    if project is not None and hit.column == "objective":
        sure.append(project.objective.confidence)
    elif project is not None and hit.project is not None:
        sure.append(project.total.cell.confidence)
    return min(sure)
