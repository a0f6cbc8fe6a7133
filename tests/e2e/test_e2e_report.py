"""The HTML report in a real browser: filter, list, keys, print. That nothing complains is checked by ``show``."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from auditor.records.difference import Change, Difference, Open
from auditor.records.finding import Finding, Where
from auditor.records.original import Originals, PageImage, Piece
from auditor.records.report import Report
from auditor.render.diff_report import render_diff

TOTAL = 38
Serious = Callable[[Any], list[tuple[str, str, str]]]


def cards(page: Any) -> list[str]:
    """Return the numbers of the findings that can be seen, in order, once the page has come to rest."""
    page.wait_for_selector("#detail:not([aria-busy=true])", state="attached")
    texts: list[str] = page.eval_on_selector_all(
        "#detail .card", "all => all.filter(e => !e.closest('[hidden]')).map(e => e.dataset.n)"
    )
    return texts


def settled(page: Any, words: str) -> None:
    """Wait until the page says how much it shows. (The page's policy keeps Playwright from polling by script.)"""
    page.get_by_text(words).first.wait_for()


def rows(page: Any) -> list[str]:
    texts: list[str] = page.eval_on_selector_all("#list tbody tr", "all => all.map(e => e.dataset.n)")
    return texts


def many(report: Report, count: int) -> Report:
    """Return the report with ``count`` findings in its first document, each with words of its own."""
    first = report.documents[0]
    found: tuple[Finding, ...] = tuple(
        dataclasses.replace(
            (one := first.findings[number % len(first.findings)]),
            message=f"第{number}件：{one.message}",
            fingerprint=f"{number:016x}",
        )
        for number in range(count)
    )
    return dataclasses.replace(report, documents=(dataclasses.replace(first, findings=found),), corpus_findings=())


def test_a_filter_shows_what_it_says(show: Callable[..., Any], report: Report) -> None:
    page = show(report).page
    assert len(cards(page)) == TOTAL
    page.click(".chip[data-severity=info]")
    shown = cards(page)
    assert page.inner_text("#shown") == f"显示 {len(shown)} / {TOTAL} 条意见"
    infos = [f for d in report.documents for f in d.findings if f.severity == "info"]
    assert len(shown) == len(infos)
    page.fill("#query", "满意度")
    settled(page, "显示 1 ")
    page.click("[data-view=list]")
    assert rows(page) == cards(page)
    page.fill("#query", "查无此事")
    page.wait_for_selector("#empty:not([hidden])")
    page.click("#empty button")
    assert len(rows(page)) == TOTAL


def test_filtering_in_the_list_is_true_in_the_other_view(show: Callable[..., Any], report: Report) -> None:
    page = show(report).page
    page.click("[data-view=list]")
    page.click(".chip[data-family=typo]")
    listed = rows(page)
    page.click(".views [data-view=detail]")
    assert cards(page) == listed


def test_the_list_sorts_and_keeps_its_place_by_keyboard(show: Callable[..., Any], report: Report) -> None:
    page = show(report).page
    page.keyboard.press("v")
    page.click("th[data-sort=severity] button")
    words = page.eval_on_selector_all("#list .sev", "all => all.map(e => e.textContent)")
    assert words == sorted(words, key=["错误", "警告", "提示"].index)
    assert page.get_attribute("th[data-sort=severity]", "aria-sort") == "ascending"
    page.click("th[data-sort=severity] button")
    assert page.inner_text("#list tbody tr:first-child .sev") == "提示"
    order = rows(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.get_attribute("#list tr.now", "data-n") == order[1]


def test_five_thousand_findings_are_paged_and_all_reached(show: Callable[..., Any], report: Report) -> None:
    page = show(many(report, 5000)).page
    page.click("[data-view=list]")
    assert len(rows(page)) == 50
    assert page.inner_text("#page") == "第 1 / 100 页"
    page.fill("#query", "第4999件")
    settled(page, "显示 1 ")
    assert len(rows(page)) == 1
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    settled(page, "共 5000 条意见")
    page.click("#after")
    assert len(rows(page)) == 50
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    assert page.inner_text("#page") == "第 100 / 100 页"


def one_long_project(report: Report, count: int) -> Report:
    """Return the report with one project of ``count`` rows, each with a finding."""
    first = many(report, count).documents[0]
    assert first.budget
    project = first.budget.projects[0]
    model = next(row for row in first.budget.indicators if row.table == 12)
    rows = tuple(dataclasses.replace(model, order=number, project=project.key) for number in range(count))
    found = tuple(
        dataclasses.replace(
            one,
            where=Where("12", project.code, project.name.text, model.name.text, "name", one.where.place, number),
            related=(),
        )
        for number, one in enumerate(first.findings)
    )
    budget = dataclasses.replace(first.budget, projects=(project,), indicators=rows, overall=None)
    document = dataclasses.replace(first, budget=budget, findings=found)
    return dataclasses.replace(report, documents=(document,), corpus_findings=())


def test_a_filter_touches_only_what_is_near_at_once(show: Callable[..., Any], report: Report) -> None:
    page = show(one_long_project(report, 1200)).page
    touched = page.evaluate(
        """() => {
          const seen = new MutationObserver(() => undefined);
          seen.observe(document.getElementById('detail'), {attributes: true, childList: true, subtree: true});
          document.querySelector('.chip[data-severity=info]').click();
          return seen.takeRecords().length;
        }"""
    )
    assert 0 < touched < 500
    shown = int(page.inner_text("#shown").split()[1])
    assert 0 < shown < 1200
    assert len(cards(page)) == shown


def test_the_list_holds_one_page_of_rows_whatever_is_done(show: Callable[..., Any], report: Report) -> None:
    page = show(many(report, 5000)).page
    page.keyboard.press("v")
    page.keyboard.press("*")
    page.keyboard.press("d")
    page.click("#apply")
    assert page.inner_text("#done").startswith("已处理 5000 ")
    assert len(rows(page)) == 50


def test_what_is_far_off_follows_the_filter_too(show: Callable[..., Any], report: Report) -> None:
    page = show(many(report, 3000)).page
    page.click(".chip[data-severity=warning]")
    counted = int(page.inner_text("#shown").split()[1])
    assert len(cards(page)) == counted
    page.click(".chip[data-severity=warning]")
    page.click(".chip[data-severity=error]")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.get_attribute("#detail", "aria-busy") == "false"


def test_links_reach_what_a_filter_hides(show: Callable[..., Any], report: Report) -> None:
    page = show(report).page
    page.click(".chip[data-family=typo]")
    hidden = next(n for n in (str(k) for k in range(1, TOTAL + 1)) if n not in cards(page))
    page.evaluate(f"location.hash = '#f{hidden}'")
    page.wait_for_selector(f"#f{hidden}.now")
    assert len(cards(page)) == TOTAL


def test_an_address_that_is_none_of_ours_is_passed_over(show: Callable[..., Any], report: Report) -> None:
    page = show(report).page
    for address in ("#%E0%A4%A", "#nowhere", "#"):
        page.evaluate(f"location.hash = '{address}'")
    page.evaluate("location.hash = '#f1'")
    page.wait_for_selector("#f1.now")


@pytest.mark.parametrize("view", ["detail", "list"])
def test_print_has_page_numbers_and_every_finding(show: Callable[..., Any], report: Report, view: str) -> None:
    import pypdfium2

    page = show(report).page
    page.keyboard.press("j")
    page.keyboard.press("a")
    if view == "list":
        page.keyboard.press("v")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    whole = "".join("".join(texts).split())
    assert len(texts) > 1
    assert f"1/{len(texts)}" in "".join(texts[0].split())
    found = [f for d in report.documents for f in d.findings]
    assert [f.message for f in found if "".join(f.message.split())[:12] not in whole] == []
    assert "采纳" in whole
    assert "审核人" in whole


def test_hostile_text_does_nothing(show: Callable[..., Any], hostile: Report) -> None:
    page = show(hostile).page
    assert len(cards(page)) == TOTAL
    page.click("[data-view=list]")
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert page.query_selector_all("img, iframe, body script[src]") == []
    assert "<img src=x onerror=alert(1)>" in page.inner_text("#dockmsg")
    assert "⟨U+202E⟩" in page.inner_text("#list tbody tr")


LOOKS = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
]


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "narrow"])
@pytest.mark.parametrize("view", ["detail", "list"])
def test_axe_finds_nothing_serious(
    browser: Any, show: Callable[..., Any], report: Report, serious: Serious, look: Any, view: str
) -> None:
    # The policy of the page lets no foreign script in, so axe needs a page of its own kind that does.
    context = browser.new_context(bypass_csp=True, **{"viewport": {"width": 1280, "height": 900}, **look})
    page = show(beside(report), context=context).page
    page.keyboard.press("j")
    page.keyboard.press("w")
    page.keyboard.type("理由")
    page.keyboard.press("Enter")
    page.keyboard.press("o")
    if view == "list":
        page.keyboard.press("v")
    found = serious(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_comparison_opens_quietly_and_accessibly(
    browser: Any, show: Callable[..., Any], hostile: Report, serious: Serious, scheme: str
) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    first = hostile.documents[0]
    change = Change(first, first, first.findings[:3], first.findings[3:6], (Open(first.findings[6]),))
    page = show(render_diff(Difference((change,)), "html"), context=context).page
    assert page.locator(".card").count() == 7
    assert page.query_selector_all("img, script") == []
    found = serious(page)
    context.close()
    assert found == []


def test_what_a_keyboard_reaches_can_be_seen(show: Callable[..., Any], report: Report) -> None:
    page = show(report).page
    page.keyboard.press("j")
    box = page.locator(".card.now").bounding_box()
    dock = page.locator("#dock").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + min(box["height"], 200) <= dock["y"]


def beside(report: Report) -> Report:
    """Return the report with the original of its first two findings: a sheet, and a page."""
    first = report.documents[0]
    marks = [finding.fingerprint for finding in first.findings[:2]]
    piece = Piece("工作表“预算12表”", ("A", "B"), (("7", ("<b>名", "12")), ("8", ("护林", "30"))), ((marks[0], 1, 1),))
    webp = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
    image = PageImage("第 3 页", webp, ((marks[1], 10.0, 20.0, 30.0, 5.0),))
    made = dataclasses.replace(first, originals=Originals((piece,), (image,)))
    return dataclasses.replace(report, documents=(made, *report.documents[1:]))


FRAMED = """id => {
    if (!document.querySelector("#beside .frame")) { location.hash = ""; location.hash = "#" + id; return false; }
    return true;
}"""


def test_the_original_stands_beside_the_finding_and_follows_it(show: Callable[..., Any], report: Report) -> None:
    page = show(beside(report)).page
    first, second = (f.fingerprint for f in report.documents[0].findings[:2])
    page.evaluate(f"location.hash = '#fp-{first}'")
    page.wait_for_selector(".card.now")
    page.keyboard.press("o")
    assert page.inner_text("#beside .framed") == "30"
    assert [name for name in "AB" if name in page.inner_text("#beside thead")] == ["A", "B"]
    assert "<b>名" in page.inner_text("#beside tbody")
    # The page scrolls to the first finding meanwhile, and on a busy machine what it passes may be in hand again.
    page.wait_for_function(FRAMED, arg=f"fp-{second}")
    assert page.get_attribute("#beside img", "alt") == "第 3 页的页面图像"
    box, paper = (page.locator(f"#beside {part}").bounding_box() for part in (".frame", "img"))
    assert box["x"] - paper["x"] == pytest.approx(0.1 * paper["width"], abs=4)
    page.keyboard.press("o")
    assert page.locator("#beside").is_hidden()


def test_a_cell_of_the_heat_map_shows_its_findings_and_follows_decisions(
    show: Callable[..., Any], report: Report
) -> None:
    page = show(report).page
    cell = page.locator(".heat td a").first
    count = int(cell.inner_text())
    cell.click()
    settled(page, f"显示 {count} / {TOTAL} 条意见")
    assert len(cards(page)) == count
    page.keyboard.press("*")
    page.keyboard.press("w")
    page.fill("#bulkwhy", "已有批复")
    page.click("#apply")
    assert cell.inner_text() == "0"
