"""The HTML report: nothing from outside, nothing unescaped, every finding at its row, every link has a target."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from auditor.records.finding import Evidence, Finding, Repair, Where
from auditor.records.report import Report, Verdict, Waiver
from auditor.render import render
from auditor.render.html_report import packed
from auditor.render.view import ROWS_OF_A_PIECE, Block, Mark, RowView, cell_view, change_of, mark_in, segments

VOID = {"meta", "input", "rect", "br", "img", "link", "base", "hr"}


class Page(HTMLParser):
    """Collects elements and text, and complains about tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.raw:
            self.raw[self.open[-1]].append(data)
        else:
            self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.elements if "id" in attrs]

    def with_class(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.elements if name in (attrs.get("class") or "").split()]


def page(report: Report) -> Page:
    return Page(render(report, "html").decode())


def findings_in(report: Report) -> int:
    return sum(len(d.findings) for d in report.documents) + len(report.corpus_findings)


def test_loads_nothing_and_runs_only_its_own_script(report: Report) -> None:
    read = page(report)
    policy = next(a["content"] or "" for _, a in read.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    style, script = read.raw["style"][0], read.raw["script"][-1]
    for kind, text in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert {tag for tag, _ in read.elements}.isdisjoint({"link", "img", "iframe", "object", "base", "embed"})
    for _, attrs in read.elements:
        assert not {"src", "style", "action", "srcdoc"} & set(attrs)
        assert not [name for name in attrs if name.startswith("on")]
        assert (attrs.get("href") or "#").startswith("#")
    assert "url(" not in style
    assert "@import" not in style


def test_hostile_text_stays_text(report: Report, hostile: Report) -> None:
    clean, read = page(report), page(hostile)
    assert {tag for tag, _ in read.elements} == {tag for tag, _ in clean.elements}
    assert len(read.raw["script"]) == 4
    assert any("<img src=x onerror=alert(1)>" in words for words in read.words)
    for _, attrs in read.elements:
        assert not [name for name in attrs if name.startswith("on")]
        assert (attrs.get("href") or "#").startswith("#")


def test_unseen_characters_are_shown(hostile: Report) -> None:
    html = render(hostile, "html").decode()
    assert "⟨U+202E⟩" in html
    assert not re.search("[\u200b\u202e\u2028\x1b]", html)


def test_embedded_data_cannot_leave_its_element(hostile: Report) -> None:
    html = render(hostile, "html").decode()
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert block
    assert not re.search("[<>&\u2028\u2029]", block.group(1))
    assert len(json.loads(block.group(1))["rows"]) == findings_in(hostile)
    assert "</script><img" in str(data_in(hostile)[0]["message"])


def data_in(report: Report) -> list[dict[str, object]]:
    html = render(report, "html").decode()
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert block
    made = json.loads(block.group(1))
    numbers = {"n", "doc", "confidence", "gate"}
    return [
        {
            key: value if key in numbers or isinstance(value, str) else made["words"][value]
            for key, value in zip(made["keys"], row, strict=True)
        }
        for row in made["rows"]
    ]


def test_texts_that_come_again_are_in_the_page_once() -> None:
    rows = [{"n": 1, "name": "河道", "code": "U01", "place": ""}, {"n": 2, "name": "河道", "code": "U02", "place": ""}]
    assert packed(rows) == {
        "words": ["河道"],
        "keys": ["n", "name", "code", "place"],
        "rows": [[1, 0, "U01", ""], [2, 0, "U02", ""]],
    }
    assert packed([]) == {"words": [], "keys": [], "rows": []}


def test_a_long_table_is_in_pieces_and_keeps_every_row() -> None:
    rows = tuple(RowView(f"r{n}", (), "", ()) for n in range(2 * ROWS_OF_A_PIECE + 1))
    block = Block("a", "project", cell_view("", "", ()), rows=rows)
    assert [len(piece) for piece in block.pieces] == [ROWS_OF_A_PIECE, ROWS_OF_A_PIECE, 1]
    assert tuple(row for piece in block.pieces for row in piece) == rows


def test_every_finding_is_shown_once_and_listed_once(report: Report) -> None:
    numbers = list(range(1, findings_in(report) + 1))
    cards = [int(attrs["data-n"] or 0) for attrs in page(report).with_class("card")]
    assert sorted(cards) == numbers
    assert [row["n"] for row in data_in(report)] == numbers


def test_every_link_has_one_target(report: Report) -> None:
    read = page(report)
    assert [name for name, count in Counter(read.ids).items() if count > 1] == []
    links = {(attrs["href"] or "")[1:] for tag, attrs in read.elements if tag == "a"}
    # A cell of the heat map names its project and a family.
    targets = {re.sub(r"^at=(\w+)&family=\w+$", r"\1", link) for link in links}
    assert targets
    assert targets <= set(read.ids)


def test_every_row_of_the_source_is_shown_once(report: Report) -> None:
    read = page(report)
    budgets = [d.budget for d in report.documents if d.budget]
    rows = [f"d{n}r{i.order}" for n, b in enumerate(budgets, start=1) for i in b.indicators]
    assert sorted(attrs["id"] or "" for attrs in read.with_class("row")) == sorted(rows)


def test_finding_stands_under_its_row_and_marks_its_cell(report: Report) -> None:
    html = render(report, "html").decode()
    row = html[html.index('id="d1r3"') : html.index('id="d1r4"')]
    assert re.search(r'<td class="unit error">\s*<mark class="error">万元</mark>', row)
    assert row.index('class="notes"') < row.index("是比率类指标，度量单位却是“万元”")


def test_highlight_is_exact_to_the_character(report: Report) -> None:
    html = render(report, "html").decode()
    assert '保障<mark class="error">12个</mark>文化站全年' in html
    assert '传统技艺传承<mark class="error">环镜</mark>' in html


def test_folded_finding_says_how_many_places(report: Report) -> None:
    html = render(report, "html").decode()
    folded = re.search(r"<details><summary>共 (\d+) 处：.*?</details>", html, re.DOTALL)
    assert folded
    assert folded.group(1) == "33"
    assert folded.group(0).count("<li>") == 32


def test_a_finding_away_from_its_rows_links_to_all_of_them(report: Report) -> None:
    first = report.documents[0]
    assert first.budget
    names = {project.key: project for project in first.budget.projects}
    rows = {row.project: row for row in first.budget.indicators if row.table == 12 and row.project in names}
    places = [
        Where("12", names[key].code, names[key].name.text, row.name.text, place=row.place, order=row.order)
        for key, row in list(rows.items())[:3]
    ]
    shared = dataclasses.replace(first.findings[0], where=places[0], related=tuple(places[1:]))
    given = dataclasses.replace(report, documents=(dataclasses.replace(first, findings=(shared,)),), corpus_findings=())
    html = render(given, "html").decode()
    whole = html[html.index('id="d1whole"') : html.index('id="d1p1"')]
    assert re.findall(r'<a href="#d1r(\d+)">', whole) == [str(where.order) for where in places]


def test_problems_and_unreadable_documents_are_told(report: Report) -> None:
    html = render(report, "html").decode()
    assert "表格跨页后有2行不能确定属于哪个项目" in html
    assert "文件已加密，不能打开" in html
    assert '<span class="status unreadable">未能读取</span>' in html


def test_finding_of_a_place_the_budget_does_not_hold_is_not_lost(report: Report) -> None:
    first = report.documents[0]
    strange = dataclasses.replace(
        first.findings[0], where=Where("12", "unknown", "查无此项目", "查无此指标", "unit", order=999)
    )
    lost = dataclasses.replace(report, documents=(dataclasses.replace(first, findings=(strange,)),), corpus_findings=())
    for broken in (lost, dataclasses.replace(lost, documents=(dataclasses.replace(lost.documents[0], budget=None),))):
        assert len(page(broken).with_class("card")) == 1


def test_empty_report_says_so(empty: Report) -> None:
    assert "没有可审核的内容" in render(empty, "html").decode()


def test_overlapping_marks_show_the_worse_one() -> None:
    marks = (Mark(1, "info", 0, 4), Mark(2, "error", 2, 3))
    assert [(s.text, s.severity) for s in segments("甲乙丙丁戊", marks)] == [
        ("甲乙", "info"),
        ("丙", "error"),
        ("丁", "info"),
        ("戊", ""),
    ]
    assert "".join(s.text for s in segments("甲乙", (Mark(1, "info", 1, 9),))) == "甲乙"


def test_mark_finds_the_evidence_in_a_cell(report: Report) -> None:
    base: Finding = report.documents[0].findings[0]
    whole = dataclasses.replace(base, evidence=Evidence("差旅费用 ≤ 100 %", 5, 6))
    assert (mark_in("≤", 1, whole).start, mark_in("≤", 1, whole).end) == (0, 1)
    assert mark_in("≥", 1, whole) == Mark(1, base.severity)


def test_two_projects_with_one_code_keep_their_own_findings(report: Report) -> None:
    first = report.documents[0]
    assert first.budget
    twins = tuple(dataclasses.replace(p, code="SAME") for p in first.budget.projects)
    budget = dataclasses.replace(first.budget, projects=twins)
    found = tuple(
        dataclasses.replace(f, where=dataclasses.replace(f.where, project_code="SAME"))
        for f in first.findings
        if f.where.order is not None and f.where.table == "12" and not f.related
    )
    document = dataclasses.replace(first, budget=budget, findings=found)
    html = render(dataclasses.replace(report, documents=(document,), corpus_findings=()), "html").decode()
    rows = re.findall(r'id="d1r(\d+)".*?</tr>(\s*<tr class="notes">)?', html, re.DOTALL)
    assert {int(order) for order, notes in rows if notes} == {f.where.order for f in found}


def test_cover_tells_the_verdict_and_its_notes(report: Report) -> None:
    verdict = Verdict(2, "无法判断：1 个输入没有完整读出；已读部分有 3 处错误须整改。", notes=("甲.pdf：无法读取。",))
    html = render(dataclasses.replace(report, verdict=verdict), "html").decode()
    assert '<section class="verdict v2"' in html
    assert "<strong>无法判断</strong>1 个输入没有完整读出" in html
    assert "<li>甲.pdf：无法读取。</li>" in html
    assert "verdict v" not in render(report, "html").decode()


def test_a_repair_is_shown_as_before_and_after(report: Report) -> None:
    first = report.documents[0]
    typo = next(f for f in first.findings if f.family == "typo")
    fixed = dataclasses.replace(typo, repair=Repair("传统技艺传承环镜", "传统技艺传承环境", True))
    given = dataclasses.replace(report, documents=(dataclasses.replace(first, findings=(fixed,)),))
    html = render(given, "html").decode()
    assert "传统技艺传承环<del>镜</del>" in html
    assert "传统技艺传承环<ins>境</ins>" in html


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("环镜", "环境", ("环", "镜", "境", "")),
        ("重重复", "重复", ("重", "重", "", "复")),
        ("≤", "≥", ("", "≤", "≥", "")),
        ("a", "ab", ("a", "", "b", "")),
    ],
)
def test_a_change_is_cut_to_what_differs(report: Report, before: str, after: str, expected: tuple[str, ...]) -> None:
    finding = dataclasses.replace(report.documents[0].findings[0], repair=Repair(before, after))
    assert change_of(finding) == expected


def test_decisions_are_embedded_and_cannot_leave_their_element(report: Report) -> None:
    made = Waiver("a" * 16, "</script><script>alert(1)</script>", "<!--", decision="误报")
    html = render(dataclasses.replace(report, decisions=(made,)), "html").decode()
    block = re.search(r'<script type="application/json" id="made">(.*?)</script>', html, re.DOTALL)
    assert block
    assert json.loads(block.group(1))[0]["who"] == made.who
    assert not re.search("[<>&]", block.group(1))
