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
    return frozenset(id(f) for f, department in _owned(report) if decided(f, department, decisions)[0] in WAIVING)


def decision_words(report: Report) -> dict[int, str]:
    """Return what was decided in words (``误报（李四）：另有批复``) by the identity of the finding it is about."""
    decisions = by_fingerprint(report)
    made = {id(f): decided(f, department, decisions) for f, department in _owned(report)}
    return {key: _sentence(*words) for key, words in made.items() if words[0]}


def _sentence(word: str, why: str, who: str) -> str:
    """Return one decision in words; in a dispute the reasons name who said what already."""
    if word == DISPUTED:
        return f"{word}（{why}）"
    return f"{word}{f'（{who}）' if who else ''}{f'：{why}' if why else ''}"


def decision_count(report: Report) -> str:
    """Return how many findings were decided on and how many of them waived, in words; "" where nobody decided."""
    made, waived = len(decision_words(report)), len(waived_ids(report))
    return f"已处理 {made} 条{f'，其中 {waived} 条不再要求整改' if waived else ''}" if made else ""


def _owned(report: Report) -> list[tuple[Finding, str]]:
    """Return every finding with the department it was found in."""
    owned = [
        (finding, document.budget.department if document.budget else "")
        for document in report.documents
        for finding in document.findings
    ]
    return owned + [(finding, "") for finding in report.corpus_findings]


def decided(finding: Finding, department: str, decisions: ByPrint) -> tuple[str, str, str]:
    """Return (decision, why, who) on a finding, all "" where nobody decided; several reviewers' reasons are signed."""
    made = [d for d in decisions.get(finding.fingerprint, ()) if d.department in ("", department)]
    if not made:
        return "", "", ""
    who = one_line("、".join(entry.who for entry in made))
    if len({_word(entry) in WAIVING for entry in made}) > 1:
        sides = (f"{e.who}：{_word(e)}{f'（{e.why}）' if e.why else ''}" for e in made)
        return DISPUTED, one_line("；".join(sides)), who
    signed = "；".join(f"{entry.who}：{entry.why}" for entry in made if entry.why)
    return _word(made[-1]), one_line(made[0].why if len(made) == 1 else signed), who


def _word(entry: Waiver) -> str:
    return entry.decision or "豁免"
