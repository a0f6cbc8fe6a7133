"""Decisions of several reviewers: merged without loss, conflicts said, and what the gate makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.config import Policy
from auditor.engine.decisions import conflicts, dump, merge
from auditor.engine.gate import judge
from auditor.engine.waivers import load_waivers
from auditor.errors import ConfigError
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.report import DocumentReport, Report, Ruleset, Verdict, Waiver

TODAY = date(2026, 1, 31)
ONE, TWO = "a" * 16, "b" * 16


def finding(mark: str = ONE) -> Finding:
    return Finding("unit.x", "X01", "unit", "error", 0.9, "m", "s", mark, Where(), Evidence())


def report(*findings: Finding, department: str = "甲局") -> Report:
    budget = Budget("甲.md", "0", department, indicators=(Indicator(12, 0),))
    return Report("0", Ruleset(("core",), 1, "0"), (DocumentReport("甲.md", "0", "ok", (), findings, budget),))


def decision(word: str, who: str = "张三", **more: str) -> Waiver:
    return Waiver(ONE, who, more.pop("why", "理由"), decision=word, **more)


def verdict(*decisions: Waiver, given: Report | None = None) -> Verdict:
    return judge(given or report(finding()), Policy(), decisions, TODAY)


@pytest.mark.parametrize(("word", "code"), [("", 0), ("误报", 0), ("采纳", 1), ("已整改", 1)])
def test_only_false_alarms_and_plain_waivers_waive(word: str, code: int) -> None:
    assert verdict(decision(word)).exit_code == code


def test_repaired_but_still_there_is_said() -> None:
    assert "仍然存在" in "".join(verdict(decision("已整改")).notes)
    assert verdict(decision("已整改"), given=report()).notes == ()


def test_a_conflict_waives_nothing_and_is_said() -> None:
    judged = verdict(decision("误报", "张三"), decision("采纳", "李四"))
    assert judged.exit_code == 1
    assert "张三：误报，李四：采纳" in "".join(judged.notes)


def test_a_decision_that_has_expired_disputes_nothing() -> None:
    late = decision("误报", "李四")
    assert verdict(replace(decision("采纳", "张三"), until="2026-01-01"), late).exit_code == 0


def test_a_decision_for_one_department_does_not_waive_in_another() -> None:
    waiver = decision("误报", department="乙局")
    assert verdict(waiver).exit_code == 1
    assert verdict(waiver).notes == ()
    assert verdict(waiver, given=report(finding(), department="乙局")).exit_code == 0


def test_changed_content_is_open_again() -> None:
    judged = verdict(decision("误报"), given=report(finding(TWO)))
    assert judged.exit_code == 1
    assert "没有对应的问题" in "".join(judged.notes)


def test_two_reviewers_lose_nothing() -> None:
    first = (decision("误报", "张三"), replace(decision("采纳", "张三"), fingerprint=TWO))
    second = (decision("采纳", "李四"),)
    merged = merge([first, second])
    assert set(merged.decisions) == {*first, *second}
    assert [conflict.fingerprint for conflict in merged.conflicts] == [ONE]
    assert merged.conflicts[0].entries == (first[0], second[0])


def test_agreeing_reviewers_are_no_conflict() -> None:
    assert conflicts((decision("采纳", "张三"), decision("已整改", "李四"))) == ()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_one_reviewer_the_later_decision_counts_whatever_the_order(order: tuple[int, int]) -> None:
    made = (decision("采纳", when="2026-01-02T08:00:00+08:00"), decision("误报", when="2026-01-01T23:30:00-05:00"))
    merged = merge([[made[k]] for k in order])
    assert merged.decisions == (made[1],)
    assert merged.replaced == (made[0],)
    assert merged.conflicts == ()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    hostile = "<script>\x85\u2028\u202e\ufeff 引号\" ' : # {}\U0001f600"
    made = (
        decision("误报", "张\x7f三", why=hostile, when="2026-01-02T08:00:00+08:00", department="甲局", note=hostile),
        decision("采纳", "李四", why=""),
        replace(decision("", "王五"), until="2026-12-31"),
    )
    path = tmp_path / "d.json"
    path.write_text(dump(merge([made])), encoding="utf-8")
    read = load_waivers(path)
    assert [(w.decision, w.who, w.until, w.when, w.department) for w in read] == [
        (w.decision, w.who, w.until, w.when, w.department) for w in made
    ]
    assert read[0].why == hostile.strip()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('"decision": "同意", "who": "甲", "why": "乙"', "处理意见“同意”无效"),
        ('"decision": "误报", "who": "甲"', "why"),
        ('"decision": "采纳"', "who"),
        ('"who": "甲", "why": "乙", "when": "昨天"', "时间“昨天”无效"),
    ],
)
def test_a_slip_is_one_sentence(tmp_path: Path, entry: str, said: str) -> None:
    (tmp_path / "d.json").write_text(f'{{"decisions": [{{"fingerprint": "{ONE}", {entry}}}]}}', encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_waivers(tmp_path / "d.json")


def test_agreement_needs_no_reason_and_two_may_sign(tmp_path: Path) -> None:
    first = f"- fingerprint: {ONE}\n  decision: 采纳\n  who: 甲\n"
    text = f"{first}- fingerprint: {ONE}\n  decision: 误报\n  who: 乙\n  why: 特例\n"
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    assert len(load_waivers(tmp_path / "d.yaml")) == 2
