"""Decisions that cannot mislead: other years, notes, undo, two tabs, refused storage, both verdicts, Esc."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.config import Policy
from auditor.engine.gate import judge
from auditor.engine.waivers import load_waivers
from auditor.records.report import Report, Waiver

TODAY = date(2026, 1, 31)
REFUSE = (
    """Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"""
)


def judged(report: Report, *decisions: Waiver, **policy: Any) -> Report:
    """Return the report as ``auditor gate`` hands it to the page."""
    verdict = judge(report, Policy(**policy), decisions, TODAY)
    return dataclasses.replace(report, decisions=decisions, verdict=verdict)


@pytest.fixture
def whole(report: Report) -> Report:
    """Return the made-up report without what could not be read: its gate passes or blocks."""
    read = tuple(
        dataclasses.replace(one, status="ok", problems=()) for one in report.documents if one.status != "unreadable"
    )
    return dataclasses.replace(report, documents=read)


def sign(page: Any, who: str) -> None:
    page.fill("#who", who)
    page.locator("#who").blur()


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def sofar(page: Any) -> str:
    """Return the verdict on the page with the decisions, as the gate would print it."""
    word: str = page.inner_text("#sofar strong")
    rest: str = page.inner_text("#sofar")
    return f"{word}：{rest.removeprefix(word)}"


def saved(page: Any, path: Path) -> list[dict[str, Any]]:
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(path)
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["decisions"]
    return rows


def of_last_year(report: Report) -> Report:
    """Return the report as it was a year ago: other files, other year, the same findings."""
    documents = tuple(
        dataclasses.replace(
            one,
            source=one.source.replace("2026", "2025"),
            sha256=f"{number}" * 64,
            budget=one.budget and dataclasses.replace(one.budget, year=2025, sha256=f"{number}" * 64),
        )
        for number, one in enumerate(report.documents, start=5)
    )
    return dataclasses.replace(report, documents=documents, corpus_findings=())


def test_last_years_file_waives_nothing_until_it_is_confirmed(
    show: Callable[..., Any], whole: Report, tmp_path: Path
) -> None:
    last = show(judged(of_last_year(whole)), name="2025.html").page
    sign(last, "王审核")
    press(last, "*", "w")
    last.fill("#bulkwhy", "去年已核")
    last.click("#apply")
    rows = saved(last, tmp_path / "2025.json")
    assert {row["year"] for row in rows} == {2025}

    page = show(judged(whole), name="2026.html").page
    page.set_input_files("#file", tmp_path / "2025.json")
    page.locator("#told", has_text="是上年或以往的意见").wait_for()
    assert page.inner_text("#done").startswith("已处理 0 ")
    assert sofar(page) == page.inner_text("#original")
    waivers = load_waivers(tmp_path / "2025.json")
    assert judge(whole, Policy(), waivers, TODAY).exit_code == 1
    press(page, "j")
    assert "2025 年意见" in page.inner_text("#earlier")
    assert "去年已核" in page.inner_text("#earlier")
    sign(page, "李审核")
    page.click("#confirm")
    assert page.inner_text("#done").startswith("已处理 1 ")
    count = int(page.inner_text("#confirmall").split("（")[1].split(" ")[0])
    page.click("#confirmall")
    assert page.inner_text("#done").startswith(f"已处理 {count + 1} ")
    press(page, "u")
    assert page.inner_text("#done").startswith("已处理 1 ")


def test_the_same_in_one_browser_that_kept_last_years_decisions(show: Callable[..., Any], whole: Report) -> None:
    opened = show(judged(of_last_year(whole)), name="2025.html")
    sign(opened.page, "王审核")
    press(opened.page, "j", "a", "j", "d")
    page = show(judged(whole), context=opened.page.context, name="2026.html").page
    assert page.inner_text("#done").startswith("已处理 0 ")
    press(page, "j")
    assert "2025 年意见" in page.inner_text("#earlier")


def test_a_note_is_a_note_and_no_reason(show: Callable[..., Any], whole: Report, tmp_path: Path) -> None:
    page = show(judged(whole)).page
    sign(page, "王审核")
    press(page, "j", "c")
    page.keyboard.type("问一下张科")
    press(page, "Enter")
    assert page.inner_text("#done").startswith("已处理 0 ")
    press(page, "w")
    assert page.input_value("#why") == ""
    press(page, "Escape")
    page.click("#save")
    page.locator("#told", has_text="没有写理由").wait_for()
    page.fill("#why", "另有批复")
    press(page, "Enter")
    (row,) = saved(page, tmp_path / "d.json")
    assert (row["why"], row["remark"], row["decision"]) == ("另有批复", "问一下张科", "误报")


def test_undo_gives_back_what_was_there_and_redo_does_it_again(show: Callable[..., Any], whole: Report) -> None:
    page = show(judged(whole)).page
    sign(page, "王审核")
    press(page, "j", "w")
    page.keyboard.type("是特例")
    press(page, "Enter", "a")
    press(page, "u")
    assert page.get_attribute("[data-decide=误报]", "aria-pressed") == "true"
    assert page.input_value("#why") == "是特例"
    press(page, "u")
    assert page.input_value("#why") == ""
    press(page, "u")
    assert page.inner_text("#done").startswith("已处理 0 ")
    press(page, "Shift+U", "Shift+U", "Control+y")
    assert page.get_attribute("[data-decide=采纳]", "aria-pressed") == "true"
    press(page, "*", "d")
    page.click("#apply")
    total = int(page.inner_text("#done").split("/")[1])
    assert page.inner_text("#done") == f"已处理 {total} / {total}"
    press(page, "Control+z")
    assert page.inner_text("#done").startswith("已处理 1 ")


def test_both_verdicts_are_the_gates(show: Callable[..., Any], whole: Report, tmp_path: Path) -> None:
    page = show(judged(whole, fail_on="warning")).page
    original = judge(whole, Policy(fail_on="warning"), (), TODAY)
    assert (page.inner_text("#original"), sofar(page)) == (original.sentence,) * 2
    sign(page, "王审核")
    for choose, word in (("[data-severity=error]", "w"), ("[data-severity=warning]", "a")):
        page.click(choose)
        press(page, "*", word)
        page.fill("#bulkwhy", "已核")
        page.click("#apply")
        page.click("#reset")
    saved(page, tmp_path / "d.json")
    verdict = judge(whole, Policy(fail_on="warning"), load_waivers(tmp_path / "d.json"), TODAY)
    assert sofar(page) == verdict.sentence != original.sentence
    assert page.inner_text("#original") == original.sentence
    assert page.inner_text(".big .error b") == "0"
    assert page.inner_text("[data-severity=error] b") == "0"
    page.click("[data-severity=warning]")
    press(page, "*", "w")
    page.fill("#bulkwhy", "已核")
    page.click("#apply")
    assert sofar(page).startswith("通过：")
    assert "v0" in (page.get_attribute("#verdict", "class") or "")


@pytest.mark.parametrize("count", [1, 3])
def test_one_file_counts_the_same_in_page_and_gate(
    show: Callable[..., Any], whole: Report, count: int, tmp_path: Path
) -> None:
    marks = list(dict.fromkeys(f.fingerprint for one in whole.documents for f in one.findings))
    words = ("误报", "采纳", "已整改", "待核实", "")
    made = [
        {"fingerprint": mark, "who": who, "decision": words[(at * (number + 1)) % 5], "why": "x", "year": 2026}
        for number, who in enumerate("甲乙丙"[:count])
        for at, mark in enumerate(marks)
    ]
    (tmp_path / "d.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    verdict = judge(whole, Policy(), load_waivers(tmp_path / "d.json"), TODAY)
    page = show(judged(whole)).page
    page.set_input_files("#file", tmp_path / "d.json")
    page.locator("#told", has_text="读入").wait_for()
    assert sofar(page) == verdict.sentence
    brought = show(judged(whole, *load_waivers(tmp_path / "d.json")), name="brought.html").page
    assert sofar(brought) == verdict.sentence
    assert brought.inner_text("#done") == page.inner_text("#done")


def test_what_could_not_be_judged_stays_so(show: Callable[..., Any], report: Report, tmp_path: Path) -> None:
    page = show(judged(report)).page
    sign(page, "王审核")
    press(page, "*", "w")
    page.fill("#bulkwhy", "已核")
    page.click("#apply")
    saved(page, tmp_path / "d.json")
    verdict = judge(report, Policy(), load_waivers(tmp_path / "d.json"), TODAY)
    assert (sofar(page), verdict.exit_code) == (verdict.sentence, 2)


def test_two_tabs_stay_in_step(show: Callable[..., Any], whole: Report) -> None:
    one = show(judged(whole))
    sign(one.page, "王审核")
    two = show(judged(whole), context=one.page.context).page
    press(one.page, "j", "a")
    two.locator("#done", has_text="已处理 1 ").wait_for()
    press(two, "j", "j", "d")
    one.page.locator("#done", has_text="已处理 2 ").wait_for()
    press(two, "u")
    one.page.locator("#done", has_text="已处理 1 ").wait_for()


def test_refused_storage_is_said_before_anything_is_lost(show: Callable[..., Any], whole: Report, browser: Any) -> None:
    context = browser.new_context()
    context.add_init_script(REFUSE)
    opened = show(judged(whole), context=context)
    page = opened.page
    assert page.is_visible("#refused")
    sign(page, "王审核")
    press(page, "j", "a")
    assert page.inner_text("#done").startswith("已处理 1 ")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    # The profile is left to the end of the browser, which may go away when a page that asks is closed for good.
    opened.complaints.clear()


def test_storage_that_works_asks_nothing(show: Callable[..., Any], whole: Report) -> None:
    page = show(judged(whole)).page
    assert not page.is_visible("#refused")
    sign(page, "王审核")
    press(page, "j", "a")
    page.close(run_before_unload=True)


def test_escape_leaves_the_finding_in_hand(show: Callable[..., Any], whole: Report) -> None:
    page = show(judged(whole)).page
    press(page, "j", "j", "j", "c")
    press(page, "Escape")
    assert page.inner_text("#dockno").startswith("3 ")
    press(page, "Escape")
    assert not page.is_visible("#dock")
    press(page, "Escape")
    press(page, "j")
    assert page.inner_text("#dockno").startswith("4 ")
    page.click("[data-view=list]")
    press(page, "Escape", "Escape", "k")
    assert page.inner_text("#dockno").startswith("3 ")


def test_decide_many_by_rule_with_one_reason(show: Callable[..., Any], whole: Report, tmp_path: Path) -> None:
    page = show(judged(whole)).page
    sign(page, "王审核")
    press(page, "j", "g")
    count = int(page.inner_text("#chosen").split(" ")[1])
    press(page, "w")
    assert f"将 {count} 条记为“误报”" in page.inner_text("#preview")
    page.click("#apply")
    assert page.get_attribute("#bulkwhy", "aria-invalid") == "true"
    page.fill("#bulkwhy", "规则不适用")
    page.locator("#bulkwhy").press("Enter")
    assert page.inner_text("#done").startswith(f"已处理 {count} ")
    assert {row["why"] for row in saved(page, tmp_path / "d.json")} == {"规则不适用"}


def test_undecided_is_a_living_filter_and_the_next_is_taken(show: Callable[..., Any], whole: Report) -> None:
    page = show(judged(whole)).page
    sign(page, "王审核")
    page.select_option("#decision", "none")
    total = int(page.inner_text("#shown").split("/")[0].split()[1])
    page.check("#advance")
    page.locator("h1").click()
    press(page, "j")
    first = page.inner_text("#dockno")
    press(page, "a")
    assert page.inner_text("#shown").startswith(f"显示 {total - 1} ")
    assert page.inner_text("#dockno") != first
    press(page, "d", "a")
    assert page.inner_text("#shown").startswith(f"显示 {total - 3} ")


def test_selection_by_keys_search_and_address(show: Callable[..., Any], whole: Report) -> None:
    opened = show(judged(whole))
    page = opened.page
    press(page, "j", "x", "j", "x", "Shift+J")
    assert page.inner_text("#chosen") == "已选 3 条"
    press(page, "x", "Escape")
    assert page.inner_text("#dockno").startswith("3 ")
    page.click("[data-severity=error]")
    page.click("#worstfirst")
    page.wait_for_function("/severity=error.*order=worst/.test(location.hash)")
    again = show(judged(whole), context=page.context, name="report.html").page
    again.goto(page.evaluate("location.href"))  # page.url may still lag behind replaceState
    again.reload()
    assert again.get_attribute("[data-severity=error]", "aria-pressed") == "true"
    assert again.get_attribute("#worstfirst", "aria-pressed") == "true"
    assert again.evaluate("document.body.dataset.view") == "list"
    # A reload goes on where the reviewer was, in the view that was open.
    before = again.evaluate("location.hash")
    press(again, "j", "j", "k", "j")
    again.wait_for_function("before => /&fp-[0-9a-f]{16}$/.test(location.hash) && location.hash !== before", arg=before)
    number = again.inner_text("#dockno")
    again.reload()
    assert again.inner_text("#dockno") == number
    assert again.evaluate("document.body.dataset.view") == "list"
    # What is chosen and no longer shown is said; Esc leaves the search with what it asks for.
    press(again, "*")
    again.fill("#query", "没有这样的词")
    again.wait_for_selector("#unseen")
    assert "也会一并处理" in again.inner_text("#unseen")
    press(again, "Escape")
    assert again.input_value("#query") == "没有这样的词"
    assert again.inner_text("#shown").startswith("显示 0 ")


def test_a_link_by_fingerprint_reaches_the_finding(show: Callable[..., Any], whole: Report) -> None:
    page = show(judged(whole)).page
    mark = whole.documents[0].findings[4].fingerprint
    page.evaluate(f"location.hash = '#fp-{mark}'")
    page.locator("#dockno").wait_for()
    number = int(page.inner_text("#dockno").split(" ")[0])
    data = page.evaluate("JSON.parse(document.getElementById('data').textContent)")
    value = data["rows"][number - 1][data["keys"].index("print")]
    assert (data["words"][value] if isinstance(value, int) else value) == mark
