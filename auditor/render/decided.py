"""What the reviewers decided on a finding, in words for a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.records.finding import Finding
from auditor.records.report import Report, Waiver
from auditor.render.words import one_line

DECISIONS = ("采纳", "误报", "已整改")
DISPUTED = "意见不一致"
# Both let a finding pass; the other two agree with it.
WAIVING = ("误报", "豁免")
ByPrint = Mapping[str, Sequence[Waiver]]


def by_fingerprint(report: Report) -> ByPrint:
    """Return the decisions of the report by the fingerprint they are about."""
    found: dict[str, list[Waiver]] = {}
    for entry in report.decisions:
        found.setdefault(entry.fingerprint, []).append(entry)
    return found


def waived_ids(report: Report) -> frozenset[int]:
    """Return the identities of the findings that the decisions of the report let pass, whatever their severity."""
    decisions = by_fingerprint(report)
    owned = [
        (finding, document.budget.department if document.budget else "")
        for document in report.documents
        for finding in document.findings
    ]
    owned += [(finding, "") for finding in report.corpus_findings]
    return frozenset(id(f) for f, department in owned if decided(f, department, decisions)[0] in WAIVING)


def decided(finding: Finding, department: str, decisions: ByPrint) -> tuple[str, str, str]:
    """Return (decision, why, who) on a finding, all "" where nobody decided; several reviewers' reasons are signed."""
    made = [d for d in decisions.get(finding.fingerprint, ()) if d.department in ("", department)]
    words = [entry.decision or "豁免" for entry in made]
    if not made:
        return "", "", ""
    reasons = made[0].why if len(made) == 1 else "；".join(f"{e.who}：{e.why or e.decision}" for e in made)
    disputed = len({word in WAIVING for word in words}) > 1
    return DISPUTED if disputed else words[-1], one_line(reasons), one_line("、".join(e.who for e in made))
