"""The terminal report: order, width, colour, nothing that a document could smuggle into a terminal."""

from __future__ import annotations

import re

import pytest

from auditor.records.budget import Budget
from auditor.records.report import Report
from auditor.records.table import BudgetTable
from auditor.render import render
from auditor.render.layout import wrap
from auditor.render.text_report import render_text
from auditor.render.words import nothing_word
from auditor.text.width import display_width

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_no_line_is_wider_than_a_terminal(report: Report, hostile: Report) -> None:
    for made in (report, hostile):
        assert max(display_width(line) for line in render_text(made).splitlines()) <= 90


def test_colour_only_where_asked_and_only_colour(report: Report) -> None:
    plain, coloured = render_text(report), render_text(report, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31;1m错误 U01\x1b[0m" in coloured
    assert ANSI.sub("", coloured) == plain
    assert render(report, "text").decode() == plain


def test_terminal_codes_of_a_document_are_shown_not_sent(hostile: Report) -> None:
    text = render_text(hostile)
    assert "\x1b" not in text
    assert "⟨U+001B⟩" in text.replace("\n", "")
    assert not re.search("[\u202e\u200b]", text)


def test_problems_come_first_then_projects_in_order(report: Report) -> None:
    text = render_text(report)
    names = [
        "不能确定属于哪个项目",
        "整份文件",
        "项目：基层文化站",
        "项目：非遗传承人",
        "部门整体支出绩效目标",
        "跨文件比较",
    ]
    positions = [text.index(name) for name in names]
    assert positions == sorted(positions)


def test_finding_shows_evidence_advice_and_places(report: Report) -> None:
    text = render_text(report)
    assert "证据 传统技艺传承【环镜】" in text
    assert "→ 建议：改为“传统技艺传承环境”。" in text
    assert "共 33 处：" in text


def test_closing_line_counts_and_warns(report: Report) -> None:
    text = render_text(report)
    assert "共 3 份文件，38 条意见：错误 20，警告 12，提示 6。" in text
    assert "1 份未能读取，1 份仅部分读取" in text


def test_empty_report_has_no_warning(empty: Report) -> None:
    text = render_text(empty)
    assert "共 0 份文件，0 条意见" in text
    assert "注意" not in text


@pytest.mark.parametrize("columns", [8, 20, 40])
def test_wrap_loses_nothing_and_keeps_the_width(columns: int) -> None:
    text = "“设备单价”为18.6万元/台，共10台（含安装），合计186万元；超出项目总额。"
    lines = wrap(text, columns)
    assert "".join(lines) == text
    assert all(display_width(line) <= columns for line in lines)
    assert not [line for line in lines if line[0] in "，。；）”"]
    assert not [line for line in lines if line[-1] in "（“" and len(line) > 1]


def test_wrap_keeps_numbers_whole() -> None:
    assert wrap("合计1234.56万元", 8) == ["合计", "1234.56", "万元"]
    assert wrap("", 8) == [""]


def test_decisions_are_told(report: Report, judged: Report) -> None:
    text = render_text(judged)
    assert text.count("      处理 误报（李四）：另有批复\n") == 1
    assert text.count("      处理 意见不一致（李四：采纳；王五：误报（是特例））\n") == 1
    assert "提示 6；已处理 2 条，其中 1 条不再要求整改。" in text
    assert "处理 " not in render_text(report)


def test_other_tables_without_findings_are_no_empty_document() -> None:
    tables = (BudgetTable("01", "收支总表", "万元", ()),)
    budgets = {
        "没有可审核的内容": Budget("a.md", ""),
        "没有绩效指标可审核，其他预算表没有发现问题": Budget("a.md", "", tables=tables),
    }
    for word, budget in budgets.items():
        assert nothing_word([budget]) == word
    assert nothing_word([None]) == "没有可审核的内容"
