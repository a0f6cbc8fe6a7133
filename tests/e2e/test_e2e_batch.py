"""The page of a folder in a real browser: ten thousand documents are listed, searched, sorted, reached and left."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from auditor.corpus import summary
from auditor.corpus.overview import Document, Listed, Overview

ALL = 10_000
LOOKS = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
]


def settled(page: Any, words: str) -> None:
    page.get_by_text(words).first.wait_for()


def folder(count: int) -> Overview:
    """Return a folder of made-up documents."""
    documents = tuple(
        Document(
            rank, f"{rank}.xlsx", f"第{rank % 40}局", 2026, "partial" if rank % 50 == 0 else "ok", 3, 9,
            rank % 7, 1, 0, (), f"reports/第{rank % 40}局-2026-{rank:012x}.html", rank % 3, 0, 0,
            float(count - rank), (("T01", 1), *((("C01", 2),) if rank % 9 == 0 else ())),
            (1, 2) if rank % 100 == 0 else None,
        )
        for rank in range(1, count + 1)
    )  # fmt: skip
    found = Listed(
        "1.xlsx", "第1局", documents[0].report, "error", "cost", "C01", "项目", "指标", "上限过高。", "", "核实。",
        fingerprint="0" * 15 + "7",
    )  # fmt: skip
    codes = (("C01", "cost"), ("T01", "typo"))
    return Overview("全市", documents, (("cost", 9, 0, 0),), (found,), (), 0, codes=codes)


def listed(page: Any) -> list[str]:
    texts: list[str] = page.eval_on_selector_all(
        "#documents tbody tr", "all => all.map(e => e.cells[1].textContent.trim())"
    )
    return texts


def test_ten_thousand_documents_cost_a_page_of_rows(show: Callable[..., Any]) -> None:
    page = show(summary.page(folder(ALL)).encode(), name="index.html").page
    assert page.inner_text("#shown") == f"共 {ALL} 份文件"
    assert len(listed(page)) == 100
    page.click("#after")
    assert listed(page)[0] == "101.xlsx"
    page.select_option("#rule", "C01")
    settled(page, f"显示 {ALL // 9} / {ALL} 份文件")
    assert len(listed(page)) == 100
    page.select_option("#status", "partial")
    page.select_option("#change", "fresh")
    settled(page, "显示 11 ")
    page.click("#reset")
    page.fill("#query", "第7局 47")
    settled(page, f"/ {ALL} 份文件")
    page.click("[data-sort=error] button")
    errors = page.eval_on_selector_all("#documents .error", "all => all.map(e => +e.textContent)")
    assert errors == sorted(errors, reverse=True)


def test_the_address_holds_the_state_and_leads_to_a_row(show: Callable[..., Any]) -> None:
    page = show(summary.page(folder(500)).encode(), name="index.html").page
    page.fill("#query", "第3局")
    page.select_option("#progress", "open")
    left = sum(rank % 40 == 3 and rank % 7 + 1 > rank % 3 for rank in range(1, 501))
    settled(page, f"显示 {left} ")
    page.reload()
    settled(page, f"显示 {left} ")
    assert page.input_value("#query") == "第3局"
    page.evaluate(f"location.hash = '#r{250:012x}'")
    page.locator("tr.now").wait_for()
    assert page.inner_text("tr.now a") == "250.xlsx"
    assert page.get_attribute("#worst ~ .scroll a", "href").endswith("#fp-0000000000000007")


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "narrow"])
def test_axe_finds_nothing_serious_in_a_folder(
    browser: Any, show: Callable[..., Any], serious: Callable[[Any], Any], look: Any
) -> None:
    context = browser.new_context(bypass_csp=True, **{"viewport": {"width": 1280, "height": 900}, **look})
    page = show(summary.page(folder(60)).encode(), name="index.html", context=context).page
    found = serious(page)
    context.close()
    assert found == []


def test_a_cell_of_the_heat_map_shows_the_documents_of_a_department(show: Callable[..., Any]) -> None:
    made = (("第3局", "cost", "error", 4), ("第3局", "typo", "info", 1), ("第9局", "cost", "warning", 1))
    page = show(summary.page(dataclasses.replace(folder(500), heat=made)).encode(), name="index.html").page
    assert page.locator(".heat tbody th").all_inner_texts() == ["第3局", "第9局"]
    page.locator(".heat td a").first.click()
    shown = sum(rank % 40 == 3 and rank % 9 == 0 for rank in range(1, 501))
    settled(page, f"显示 {shown} ")
    assert page.input_value("#family") == "成本与预算"
    assert page.input_value("#department") == "第3局"
