"""The comparison in text, JSON and HTML; hostile text stays text."""

from __future__ import annotations

import dataclasses
import json
import re
from html import unescape

import pytest

from auditor.errors import ConfigError
from auditor.records.difference import Change, Difference, Open
from auditor.records.report import Report
from auditor.render.diff_report import DIFF_FORMATS, render_diff


def difference(report: Report) -> Difference:
    first = report.documents[0]
    found = first.findings
    changed = (Open(found[0], found[1]), Open(found[2]))
    one = Change(first, first, resolved=found[3:5], fresh=found[5:8], open=changed, notes=("改后的文件只读出一部分。",))
    gone = Change(report.documents[1], None, unknown=report.documents[1].findings, notes=("没有对应的文件。",))
    return Difference((one, gone), ("两次审核所用的规则不同。",))


def test_text_says_how_many_of_each(report: Report) -> None:
    text = render_diff(difference(report), "text").decode()
    assert text.splitlines()[-1] == "合计：仍然存在 2，新增 3，已整改 2，无法判断 8。"
    assert "内容有变，原为：" in text
    assert "规则不同" in text


def test_a_comparison_names_both_files_and_the_places(report: Report) -> None:
    first = report.documents[0]
    later = dataclasses.replace(first, source="改后/新版.txt")
    made = Difference((Change(first, later, open=(Open(first.findings[1]),)),))
    text, html = (render_diff(made, name).decode() for name in ("text", "html"))
    assert "→ 新版.txt" in text
    assert "第 101 行）" in text
    assert "→ 新版.txt" in html
    assert "改后/" not in text + html
    assert "→" not in render_diff(Difference((Change(first, first),)), "text").decode()


def test_json_has_every_finding_once(report: Report) -> None:
    data = json.loads(render_diff(difference(report), "json"))
    assert data["summary"] == {"resolved": 2, "new": 3, "open": 2, "unknown": 8}
    one = data["documents"][0]
    assert [len(one[kind]) for kind in ("resolved", "added", "open")] == [2, 3, 2]
    assert [entry["was"] for entry in one["open"]] == [report.documents[0].findings[1].fingerprint, None]


def test_html_is_a_page_without_scripts(report: Report, hostile: Report) -> None:
    clean, page = (render_diff(difference(given), "html").decode() for given in (report, hostile))
    for html in (clean, page):
        assert "<script" not in html.replace("</script><img", "")
        assert "default-src 'none'; style-src 'sha256-" in unescape(html)
    assert re.findall(r"<(\w+)", clean) == re.findall(r"<(\w+)", page)
    assert not re.search("[\u200b\u202e\u2028\x1b]", page)


def test_unknown_format_is_one_sentence(report: Report) -> None:
    with pytest.raises(ConfigError, match="可用的有：text、html、json"):
        render_diff(difference(report), "pdf")
    assert set(DIFF_FORMATS) == {"text", "html", "json"}
