"""What the reviewers decided on a finding, in words for a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.records.finding import Finding
from auditor.records.report import Report, Waiver
from auditor.render.words import one_line

DECISIONS = ("采纳", "误报", "已整改")
DISPUTED = "意见不一致"
# Both let a finding pass; the other two agree with it.
_WAIVING = ("误报", "豁免")
ByPrint = Mapping[str, Sequence[Waiver]]


def by_fingerprint(report: Report) -> ByPrint:
    """Return the decisions of the report by the fingerprint they are about."""
    found: dict[str, list[Waiver]] = {}
    for entry in report.decisions:
        found.setdefault(entry.fingerprint, []).append(entry)
    return found


def decided(finding: Finding, department: str, decisions: ByPrint) -> tuple[str, str]:
    """Return (decision, who said why) on a finding; both "" where nobody decided."""
    made = [d for d in decisions.get(finding.fingerprint, ()) if d.department in ("", department)]
    words = [entry.decision or "豁免" for entry in made]
    if not made:
        return "", ""
    reasons = "；".join(f"{entry.who}：{entry.why or entry.decision}" for entry in made)
    disputed = len({word in _WAIVING for word in words}) > 1
    return DISPUTED if disputed else words[-1], one_line(reasons)
