"""Markdown: document text never becomes markup."""

from __future__ import annotations

import re

import pytest

from auditor.records.report import Report
from auditor.render import render
from auditor.render.markdown_report import escape


def test_reads_as_a_list_of_opinions(report: Report) -> None:
    text = render(report, "markdown").decode()
    assert text.startswith("# 绩效指标审核意见\n")
    assert "### 项目：非遗传承人补助（3301T000000002 · 总额 24 万元）" in text
    assert "- 证据：传统技艺传承【环镜】" in text
    assert len(re.findall(r"^\*\*\d+\. (?:错误|警告|提示)\*\* ", text, re.MULTILINE)) == 38


def test_unread_parts_are_told(report: Report) -> None:
    text = render(report, "markdown").decode()
    assert "- 读取：未能读取" in text
    assert "文件已加密，不能打开" in text


def test_document_text_makes_no_markup(report: Report, hostile: Report) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    parser = markdown_it.MarkdownIt("commonmark").enable("table")

    def kinds(made: Report) -> list[str]:
        tokens = parser.parse(render(made, "markdown").decode())
        inner = [child.type for token in tokens for child in token.children or []]
        return [kind for kind in [t.type for t in tokens] + inner if kind != "text_special"]

    clean, dirty = kinds(report), kinds(hostile)
    assert set(dirty) == set(clean)
    assert [dirty.count(kind) for kind in ("heading_open", "strong_open", "hr")] == [
        clean.count(kind) for kind in ("heading_open", "strong_open", "hr")
    ]


@pytest.mark.parametrize(
    "text",
    ["# 标题", "- 项", "1. 项", "> 引", "a\n\n# b", "| a | b |", "<b>粗</b>", "![图](x)", "~~删~~", "https://a.b"],
)
def test_escaped_text_shows_as_it_is(text: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    html = parser.render(f"甲{escape(text)}")
    assert re.findall(r"<(\w+)", html) == ["p"]


def test_decisions_are_told(judged: Report) -> None:
    text = render(judged, "markdown").decode()
    assert "\n已处理 2 条，其中 1 条不再要求整改。\n" in text
    assert text.count("- 处理：误报（李四）：另有批复\n") == 1
    assert text.count("- 处理：意见不一致（李四：采纳；王五：误报（是特例））\n") == 1
