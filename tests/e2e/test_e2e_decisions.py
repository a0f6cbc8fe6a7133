"""Decisions: made by keyboard, kept, exported, read by the gate, read back, merged; conflicts are shown."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from auditor.config import Policy
from auditor.engine.gate import judge
from auditor.engine.waivers import load_waivers
from auditor.records.report import Report, Waiver


def decide(page: Any, who: str, *keys: str) -> None:
    """Sign as ``who``; then press keys: a word of several letters is typed."""
    page.fill("#who", who)
    page.locator("#who").blur()
    for key in keys:
        page.keyboard.press(key) if len(key) == 1 or key == "Enter" else page.keyboard.type(key)


def exported(page: Any, path: Path) -> list[dict[str, str]]:
    """Save the decisions to ``path`` and return them."""
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(path)
    rows: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["decisions"]
    return rows


def told(page: Any, words: str) -> None:
    page.locator("#told", has_text=words).wait_for()


def test_a_decision_goes_all_the_way_to_the_gate(show: Callable[..., Any], report: Report, tmp_path: Path) -> None:
    page = show(report).page
    decide(page, "王审核", "j", "a", "j", "w", "另有批复文件", "Enter", "j", "d")
    rows = exported(page, tmp_path / "d.json")
    assert [row["decision"] for row in rows] == ["采纳", "误报", "已整改"]
    assert {row["who"] for row in rows} == {"王审核"}
    assert rows[1]["why"] == "另有批复文件"
    waivers = load_waivers(tmp_path / "d.json")
    assert len(waivers) == 3
    verdict = judge(report, Policy(fail_on="info", allow_partial=True), waivers, date(2026, 1, 1))
    assert [finding.fingerprint for finding in verdict.waived] == [rows[1]["fingerprint"]]


def test_a_false_alarm_without_a_reason_is_not_exported(show: Callable[..., Any], report: Report) -> None:
    page = show(report).page
    decide(page, "王审核", "j", "w", "Enter")
    page.click("#save")
    told(page, "没有写理由")
    assert page.evaluate("document.activeElement.id") == "why"


def test_nobody_signs_without_a_name(show: Callable[..., Any], report: Report, tmp_path: Path) -> None:
    page = show(report).page
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.click("#save")
    told(page, "审核人")
    page.fill("#who", "后来署名")
    page.locator("#who").blur()
    assert [row["who"] for row in exported(page, tmp_path / "d.json")] == ["后来署名"]


def test_decisions_outlive_the_page_and_can_be_withdrawn(show: Callable[..., Any], report: Report) -> None:
    opened = show(report)
    decide(opened.page, "王审核", "j", "a")
    again = show(report, context=opened.page.context).page
    assert again.input_value("#who") == "王审核"
    assert again.inner_text("#done").startswith("已处理 1 ")
    again.keyboard.press("j")
    again.keyboard.press("q")
    assert again.inner_text("#done").startswith("已处理 0 ")


def test_changed_content_is_open_again(show: Callable[..., Any], report: Report) -> None:
    opened = show(report)
    decide(opened.page, "王审核", "j", "a")
    first = report.documents[0]
    other = tuple(dataclasses.replace(f, fingerprint=f"{n:016x}") for n, f in enumerate(first.findings))
    changed = dataclasses.replace(report, documents=(dataclasses.replace(first, findings=other),), corpus_findings=())
    page = show(changed, context=opened.page.context, name="later.html").page
    assert page.inner_text("#done").startswith("已处理 0 ")


def test_two_reviewers_merge_and_a_conflict_is_shown(show: Callable[..., Any], report: Report, tmp_path: Path) -> None:
    first, second = show(report).page, show(report, name="b.html").page
    decide(first, "甲", "j", "a", "j", "a")
    decide(second, "乙", "j", "w", "是特例", "Enter", "j", "j", "d")
    exported(first, tmp_path / "a.json")
    second.set_input_files("#file", tmp_path / "a.json")
    told(second, "读入 2 条，其中 1 条意见不一致")
    second.select_option("#decision", "conflict")
    assert second.inner_text("#shown").startswith("显示 1 ")
    rows = exported(second, tmp_path / "both.json")
    made = sorted((row["who"], row["decision"]) for row in rows)
    assert made == [("乙", "已整改"), ("乙", "误报"), ("甲", "采纳"), ("甲", "采纳")]
    assert len(load_waivers(tmp_path / "both.json")) == 4


def test_a_hostile_or_broken_file_is_only_text(show: Callable[..., Any], report: Report, tmp_path: Path) -> None:
    page = show(report).page
    mark = report.documents[0].findings[0].fingerprint
    bad = "<img src=x onerror=alert(1)>\u202e=1+1"
    entries = [
        {"fingerprint": mark, "decision": "误报", "who": "__proto__", "why": bad},
        {"fingerprint": mark, "decision": "采纳", "who": bad, "why": ""},
        {"fingerprint": "f" * 16, "decision": "误报", "who": "甲", "why": "别处的"},
    ]
    (tmp_path / "h.json").write_text(json.dumps({"decisions": entries}), encoding="utf-8")
    page.set_input_files("#file", tmp_path / "h.json")
    told(page, "1 条在本报告中没有对应的问题")
    page.select_option("#decision", "conflict")
    page.keyboard.press("Escape") if page.inner_text("#shown").startswith("共") else None
    page.locator("#theme").focus()
    page.keyboard.press("j")
    assert "<img src=x" in page.inner_text("#said")
    assert page.query_selector_all("img") == []
    rows = exported(page, tmp_path / "again.json")
    assert {row["who"] for row in rows} >= {"__proto__", "甲"}
    for text in ("{", "[]1", '{"a": 1}', '[{"fingerprint": 3}]', "null"):
        (tmp_path / "x.json").write_text(text, encoding="utf-8")
        page.set_input_files("#file", tmp_path / "x.json")
        told(page, "不是处理意见文件")


def test_of_several_files_the_good_ones_are_read_and_a_slip_is_named(
    show: Callable[..., Any], report: Report, tmp_path: Path
) -> None:
    page = show(report).page
    row = {"fingerprint": report.documents[0].findings[0].fingerprint, "decision": "采纳", "who": "甲"}
    (tmp_path / "good.json").write_text(json.dumps([row]), encoding="utf-8")
    (tmp_path / "slip.json").write_text(json.dumps([row, {**row, "decision": "同意"}]), encoding="utf-8")
    page.set_input_files("#file", [tmp_path / "slip.json", tmp_path / "good.json"])
    told(page, "“slip.json”不是处理意见文件：第 2 条的“decision”无效，没有读入。读入 1 条。")
    assert page.inner_text("#done").startswith("已处理 1 ")


def test_a_comment_typed_letter_by_letter_is_kept_as_typed(show: Callable[..., Any], report: Report) -> None:
    page = show(report).page
    decide(page, "王审核", "j", "a", "c")
    page.keyboard.type("ab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("中")
    assert page.input_value("#remark") == "a中b"
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    assert page.input_value("#remark") == ""
    page.keyboard.press("k")
    assert page.input_value("#remark") == "a中b"


def test_decisions_brought_by_the_command_line_are_shown(show: Callable[..., Any], report: Report) -> None:
    finding = report.documents[0].findings[0]
    made = Waiver(finding.fingerprint, "李四", "已有批复", decision="误报", when="2026-01-05")
    page = show(dataclasses.replace(report, decisions=(made,))).page
    page.select_option("#decision", "误报")
    assert page.inner_text("#shown").startswith("显示 1 ")


def test_the_exported_table_holds_no_formula(show: Callable[..., Any], hostile: Report, tmp_path: Path) -> None:
    page = show(hostile).page
    with page.expect_download() as download:
        page.click("#export")
    download.value.save_as(tmp_path / "t.csv")
    import csv

    rows = list(csv.reader((tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()))
    cells = [cell for row in rows[1:] for cell in row if not cell.isdigit()]
    assert cells
    assert [cell for cell in cells if cell[:1] in "=+-@" and cell] == []
