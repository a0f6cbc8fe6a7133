"""Two reports compared: nothing counts as repaired that was only not read, moved or changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.engine.diff import diff
from auditor.errors import UnreadableError
from auditor.records.budget import Budget
from auditor.records.document import Problem
from auditor.records.finding import Evidence, Finding, Repair, Where
from auditor.records.place import Place
from auditor.records.report import DocumentReport, Report, Ruleset
from auditor.render.json_reader import load_report
from auditor.render.json_report import render


def finding(mark: str, indicator: str = "数量", rule: str = "unit.x") -> Finding:
    where = Where("12", "P1", "项目", indicator, "value", Place(page=1, bbox=(1.0, 2.0, 3.0, 4.0)), 3)
    return Finding(rule, "X01", "unit", "error", 0.9, f"信息{mark}", "s", mark * 16, where, Evidence("甲乙", 0, 1))


def document(*findings: Finding, source: str = "甲.md", department: str = "甲局", status: str = "ok") -> DocumentReport:
    budget = None if status == "unreadable" else Budget(source, "0", department, 2026)
    problems = (Problem("p", "没有读出", Place(page=2), partial=True),) if status != "ok" else ()
    return DocumentReport(source, "0", status, problems, findings, budget)  # type: ignore[arg-type]


def report(*documents: DocumentReport) -> Report:
    return Report("0", Ruleset(("core",), 1, "0"), documents)


def counts(old: Report, new: Report) -> tuple[int, int, int, int]:
    made = diff(old, new).counts
    return made["resolved"], made["new"], made["open"], made["unknown"]


def test_the_same_report_is_all_open() -> None:
    same = report(document(finding("a"), finding("b", "质量")))
    assert counts(same, same) == (0, 0, 2, 0)


def test_resolved_new_and_open() -> None:
    old = report(document(finding("a"), finding("b", "质量")))
    new = report(document(finding("b", "质量"), finding("c", "时效")))
    assert counts(old, new) == (1, 1, 1, 0)


def test_another_wrong_value_in_the_same_cell_is_still_open() -> None:
    change = diff(report(document(finding("a"))), report(document(finding("c")))).changes[0]
    assert (change.resolved, change.fresh) == ((), ())
    assert change.open[0].before == finding("a")


def test_a_finding_that_stands_twice_is_counted_twice() -> None:
    assert counts(report(document(finding("a"), finding("a"))), report(document(finding("a")))) == (1, 0, 1, 0)


def test_a_moved_row_is_open_and_not_new() -> None:
    moved = replace(finding("a"), where=replace(finding("a").where, place=Place(page=9), order=77))
    assert counts(report(document(finding("a"))), report(document(moved))) == (0, 0, 1, 0)


@pytest.mark.parametrize("new", [report(), report(document(status="unreadable"))], ids=["gone", "unreadable"])
def test_what_was_not_read_is_not_repaired(new: Report) -> None:
    made = diff(report(document(finding("a"))), new)
    assert made.counts == {"resolved": 0, "new": 0, "open": 0, "unknown": 1}
    assert "无法判断" in made.changes[0].notes[0]


def test_a_partly_read_document_is_said() -> None:
    made = diff(report(document(finding("a"))), report(document(status="partial")))
    assert made.counts["resolved"] == 1
    assert "一部分" in made.changes[0].notes[0]


def test_documents_are_paired_by_name_then_department_then_being_alone() -> None:
    one, two = document(finding("a"), source="x/甲.md"), document(finding("b"), source="x/乙.md", department="乙局")
    renamed = (replace(two, source="y/新乙.md"), replace(one, source="y/甲.md"))
    assert counts(report(one, two), report(*renamed)) == (0, 0, 2, 0)
    alone = document(finding("a"), source="改后.md", department="")
    assert counts(report(one), report(alone)) == (0, 0, 1, 0)
    stranger = document(finding("c"), source="丙.md", department="丙局")
    assert counts(report(one, two), report(stranger)) == (0, 1, 0, 2)


def test_other_rules_are_said() -> None:
    other = replace(report(document()), ruleset=Ruleset(("core",), 2, "1"))
    assert "规则不同" in diff(report(document()), other).notes[0]


def test_a_json_report_comes_back_as_it_was(tmp_path: Path) -> None:
    fixed = replace(finding("a"), repair=Repair("甲乙", "甲丙", True), related=(Where("13", place=Place(sheet="s")),))
    given = report(document(fixed, finding("b")), document(status="unreadable", source="坏.pdf"))
    path = tmp_path / "r.json"
    path.write_text(render(given), encoding="utf-8")
    read = load_report(path)
    assert diff(given, read).counts == {"resolved": 0, "new": 0, "open": 2, "unknown": 0}
    assert render(replace(read, tool_version=given.tool_version)) == render(given)


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 2}', '{"version": 1, "documents": [3]}', "\x00"])
def test_a_broken_json_report_is_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError):
        load_report(path)
