"""The gate: what blocks, what is waived, what cannot be judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from auditor.config import Policy
from auditor.engine.gate import judge
from auditor.records.budget import Budget, Indicator
from auditor.records.document import Problem
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.report import DocumentReport, Report, Ruleset, Waiver
from auditor.records.rule import Severity

DEFAULT = Policy()
TODAY = date(2026, 1, 31)
BUDGET = Budget("甲.md", "0", indicators=(Indicator(12, 0),))
DOCUMENT = DocumentReport("甲.md", "0", "ok", budget=BUDGET)


def finding(severity: Severity = "error", confidence: float = 0.9, family: str = "unit", mark: str = "a") -> Finding:
    return Finding(f"{family}.x", "X01", family, severity, confidence, "m", "s", mark * 16, Where(), Evidence())


def report(*documents: DocumentReport) -> Report:
    return Report("0", Ruleset(("core",), 1, "0"), documents)


def found(*findings: Finding) -> Report:
    return report(replace(DOCUMENT, findings=findings))


def code(given: Report, policy: Policy = DEFAULT, *waivers: Waiver) -> int:
    return judge(given, policy, waivers, TODAY).exit_code


def test_nothing_found_passes() -> None:
    verdict = judge(report(DOCUMENT), Policy(), (), TODAY)
    assert (verdict.exit_code, verdict.notes) == (0, ())
    assert verdict.sentence.startswith("通过")


@pytest.mark.parametrize(
    ("severity", "fail_on", "expected"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("error", "info", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
    ],
)
def test_severity_decides(severity: Severity, fail_on: Severity, expected: int) -> None:
    assert code(found(finding(severity)), Policy(fail_on=fail_on)) == expected


def test_confidence_and_families_decide() -> None:
    given = found(finding(confidence=0.5, family="typo"))
    assert code(given, Policy(min_confidence=0.6)) == 0
    assert code(given, Policy(min_confidence=0.5)) == 1
    assert code(given, Policy(families=("unit",))) == 0
    assert code(given, Policy(families=("typo",))) == 1
    assert code(given, Policy(exclude=("typo",))) == 0


def test_findings_across_documents_block_too() -> None:
    assert code(replace(report(DOCUMENT), corpus_findings=(finding(),))) == 1


def test_a_waiver_waives_until_its_last_day() -> None:
    given = found(finding())
    assert code(given, Policy(), Waiver("a" * 16, "张三", "理由")) == 0
    assert code(given, Policy(), Waiver("a" * 16, "张三", "理由", "2026-01-31")) == 0
    expired = judge(given, Policy(), (Waiver("a" * 16, "张三", "理由", "2026-01-30"),), TODAY)
    assert expired.exit_code == 1
    assert "2026-01-30" in expired.notes[0]


def test_an_unused_waiver_is_reported() -> None:
    verdict = judge(found(finding()), Policy(), (Waiver("b" * 16, "张三", "理由"),), TODAY)
    assert verdict.exit_code == 1
    assert "b" * 16 in verdict.notes[0]


def test_a_waiver_of_a_finding_below_the_policy_is_not_unused() -> None:
    verdict = judge(found(finding("info")), Policy(), (Waiver("a" * 16, "张三", "理由"),), TODAY)
    assert verdict.notes == ()


def test_waived_findings_are_listed() -> None:
    verdict = judge(found(finding(), finding(mark="c")), Policy(), (Waiver("a" * 16, "张三", "理由"),), TODAY)
    assert [len(verdict.blocking), len(verdict.waived)] == [1, 1]
    assert "1 处已豁免" in verdict.sentence


PARTIAL = replace(DOCUMENT, status="partial", problems=(Problem("x", "第 3 页没有读出。", partial=True),))
EMPTY = replace(DOCUMENT, budget=Budget("空.md", "0"))
UNREADABLE = DocumentReport("坏.pdf", "", "unreadable", (Problem("x", "文件损坏。", partial=True),))


@pytest.mark.parametrize(
    "given", [report(), report(PARTIAL), report(EMPTY), report(UNREADABLE), report(DOCUMENT, UNREADABLE)]
)
def test_what_was_not_read_is_not_passed(given: Report) -> None:
    verdict = judge(given, Policy(), (), TODAY)
    assert verdict.exit_code == 2
    assert verdict.sentence.startswith("无法判断")
    assert len(verdict.notes) == 1


def test_partial_may_be_allowed_but_nothing_more() -> None:
    assert code(report(PARTIAL), Policy(allow_partial=True)) == 0
    assert code(report(EMPTY), Policy(allow_partial=True)) == 2
    assert code(report(UNREADABLE), Policy(allow_partial=True)) == 2


def test_blocked_and_unjudgeable_says_both() -> None:
    verdict = judge(report(replace(DOCUMENT, findings=(finding(),)), UNREADABLE), Policy(), (), TODAY)
    assert verdict.exit_code == 2
    assert len(verdict.blocking) == 1
    assert "1 处错误须整改" in verdict.sentence
    assert "文件损坏" in verdict.notes[0]
