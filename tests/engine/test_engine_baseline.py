"""Baselines: what is old does not block, what is new does, and what is gone is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.config import Policy
from auditor.engine.baseline import compare, dump, load, made_of, shrunk
from auditor.engine.gate import judge
from auditor.errors import ConfigError
from auditor.records.baseline import Old
from auditor.records.budget import Budget, Indicator
from auditor.records.check import Check
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.report import DocumentReport, Report, Ruleset, Verdict

TODAY = date(2026, 1, 31)
RULE = "unit.x"


def finding(mark: str, source: str = "", *others: str, rule: str = RULE) -> Finding:
    where = Where(indicator="培训次数", source=source)
    related = tuple(Where(source=other) for other in others)
    return Finding(rule, "X01", "unit", "error", 0.9, "m", "s", mark * 16, where, Evidence(), related=related)


def document(department: str, *findings: Finding, year: int = 2026, name: str = "") -> DocumentReport:
    source = name or f"{department}.md"
    budget = Budget(source, "0", department, year, indicators=(Indicator(12, 0),))
    ran = (Check(RULE, "X01", "unit"), Check("across.x", "X02", "unit"))
    return DocumentReport(source, source, "ok", (), findings, budget, checks=ran)


def report(*documents: DocumentReport, across: tuple[Finding, ...] = ()) -> Report:
    return Report("0", Ruleset(("core",), 1, "0"), documents, across)


def baseline_of(given: Report) -> tuple[Old, ...]:
    return made_of(given, judge(given, Policy(), (), TODAY).blocking)


def judged(given: Report, known: tuple[Old, ...]) -> Verdict:
    return judge(given, Policy(), (), TODAY, known)


def test_what_is_old_does_not_block_and_is_counted() -> None:
    given = report(document("甲局", finding("a"), finding("b")))
    verdict = judged(given, baseline_of(given))
    assert verdict.exit_code == 0
    assert "2 处是基线中的旧问题" in verdict.sentence
    assert "2 处没有计入" in "".join(verdict.notes)
    assert verdict.original == judge(given, Policy(), (), TODAY).sentence


def test_what_is_new_blocks() -> None:
    known = baseline_of(report(document("甲局", finding("a"))))
    verdict = judged(report(document("甲局", finding("a"), finding("c"))), known)
    assert verdict.exit_code == 1
    assert [one.fingerprint for one in verdict.blocking] == ["c" * 16]


def test_one_more_of_the_same_is_new() -> None:
    known = baseline_of(report(document("甲局", finding("a"))))
    verdict = judged(report(document("甲局", finding("a"), finding("a"))), known)
    assert (verdict.exit_code, len(verdict.blocking)) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        document("乙局", finding("a")),
        document("甲局", finding("a"), year=2027),
        document("", finding("a"), name="x.md"),
    ],
    ids=["another department", "another year", "no department"],
)
def test_a_baseline_is_of_a_department_and_a_year(other: DocumentReport) -> None:
    known = baseline_of(report(document("甲局", finding("a"))))
    assert judged(report(other), known).exit_code == 1


def test_a_document_without_department_is_known_by_its_name() -> None:
    first = report(document("", finding("a"), name="in/x.md"))
    assert judged(report(document("", finding("a"), name="elsewhere/x.md")), baseline_of(first)).exit_code == 0


def test_what_the_policy_does_not_look_at_stays_out() -> None:
    warning = replace(finding("a"), severity="warning")
    given = report(document("甲局", warning))
    assert baseline_of(given) == ()
    verdict = judge(given, Policy(fail_on="warning"), (), TODAY, baseline_of(given))
    assert verdict.exit_code == 1


def test_what_is_gone_is_said_and_goes() -> None:
    known = baseline_of(report(document("甲局", finding("a"), finding("b"))))
    verdict = judged(report(document("甲局", finding("b"))), known)
    assert verdict.exit_code == 0
    assert any("1 条在文件里已经没有了" in note and "培训次数" in note for note in verdict.notes)
    assert verdict.baseline is not None
    assert [old.fingerprint for old in shrunk(known, verdict.baseline.stale)] == ["b" * 16]


@pytest.mark.parametrize(
    "now",
    [
        document("乙局"),
        replace(document("甲局"), status="partial"),
        replace(document("甲局"), checks=(Check(RULE, "X01", "unit", "not_run", "缺列。"),)),
        replace(document("甲局"), checks=()),
    ],
    ids=["another document", "read in part", "rule did not run", "rule is off"],
)
def test_what_nobody_could_see_is_not_gone(now: DocumentReport) -> None:
    known = baseline_of(report(document("甲局", finding("a"))))
    assert compare(report(now), known).stale == ()


def test_findings_across_documents_are_of_those_documents() -> None:
    pair = finding("d", "甲局.md", "乙局.md", rule="across.x")
    both = (document("甲局"), document("乙局"))
    known = baseline_of(report(*both, across=(pair,)))
    assert known[0].owners == ("乙局", "甲局")
    assert judged(report(*both, across=(pair,)), known).exit_code == 0
    third = finding("d", "甲局.md", "丙局.md", rule="across.x")
    assert judged(report(*both, document("丙局"), across=(third,)), known).exit_code == 1
    assert len(compare(report(*both), known).stale) == 1
    assert compare(report(both[0]), known).stale == ()


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    known = baseline_of(report(document("甲局", finding("a"), finding("a"), finding("b"))))
    path = tmp_path / "b.json"
    path.write_text(dump(known), encoding="utf-8")
    assert load(path) == known
    assert [old.count for old in known] == [2, 1]
    path.write_text(dump(()), encoding="utf-8")
    assert load(path) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "不是基线文件"),
        ('{"decisions": []}', "不是基线文件"),
        ('{"baseline": [{"fingerprint": "aa"}]}', "16 位"),
        ('{"baseline": [{"fingerprint": "%s"}]}' % ("a" * 16), "owners"),
        ('{"baseline": [{"fingerprint": "%s", "owners": ["甲"], "yaer": 1}]}' % ("a" * 16), "year"),
        ('{"baseline": [{"fingerprint": "%s", "owners": ["甲"], "count": true}]}' % ("a" * 16), "整数"),
        ('{"baseline": [', "不是合法的 JSON"),
        ("", "不是基线文件"),
    ],
)
def test_a_malformed_file_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load(path)
