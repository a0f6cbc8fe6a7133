"""The report as Markdown (审核意见): document text is escaped so that it never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.records.finding import Finding
from auditor.records.report import Report
from auditor.records.rule import SEVERITY_WORDS
from auditor.render.decided import decision_count, decision_words
from auditor.render.grouping import Entry, Section, places, sections, severity_counts, verdict_notes
from auditor.render.words import (
    STATUS_WORDS,
    family_word,
    marked,
    one_line,
    percent,
    place_word,
    related_word,
    short_name,
    where_word,
)

_SHOWN_PLACES = 5
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&$!^=@]|(?<=\w):(?=//)|(?<=www)\.)", re.IGNORECASE)


def escape(text: str) -> str:
    """Return ``text`` on one line, every character that CommonMark or GFM gives a meaning escaped."""
    return _ACTIVE.sub(r"\\\1", one_line(text))


def render(report: Report) -> str:
    """Return the report as GitHub-flavoured Markdown that ends with a line break."""
    documents, corpus = sections(report)
    said = decision_words(report)
    lines = ["# 绩效指标审核意见", ""]
    if report.verdict is not None:
        lines += [f"**{escape(report.verdict.sentence)}**", ""]
    if notes := verdict_notes(report):
        lines += [*(f"- {escape(note)}" for note in notes), ""]
    if counted := decision_count(report):
        lines += [f"{counted}。", ""]
    for section in documents:
        lines += _document(section, said)
    if corpus:
        lines += ["## 跨文件比较", "", *_entries(corpus, said)]
    rules = report.ruleset
    packs = escape("、".join(rules.packs))
    version = escape(report.tool_version)
    lines += ["---", "", f"auditor {version}，规则 {packs} 共 {rules.rules} 条，规则指纹 {escape(rules.sha256[:12])}。"]
    return "\n".join(lines) + "\n"


def _document(section: Section, said: Mapping[int, str]) -> Iterator[str]:
    """Yield the lines of one document."""
    document, budget = section.document, section.document.budget
    counts = severity_counts(document.findings)
    yield from (f"## {escape(short_name(document.source))}", "")
    if budget:
        year = f"{budget.year} 年" if budget.year else "未识别"
        yield f"- 部门：{escape(budget.department) or '未识别'}"
        yield f"- 年度：{year}"
        yield f"- 内容：项目 {len(budget.projects)} 个，指标 {len(budget.indicators)} 条"
    yield f"- 读取：{STATUS_WORDS[document.status]}"
    yield f"- 意见：{'，'.join(f'{word} {counts[severity]}' for severity, word in SEVERITY_WORDS.items())}"
    yield ""
    if document.problems:
        yield from ("### 文件读取与审核中的问题", "")
        for problem in document.problems:
            place = place_word(problem.place)
            yield f"- {escape(f'{place}：' if place else '')}{escape(problem.message)}（{escape(problem.code)}）"
        yield ""
    for group in section.groups:
        yield from (f"### {escape(group.title)}", "")
        yield from _entries(group.entries, said)


def _entries(entries: tuple[Entry, ...], said: Mapping[int, str]) -> Iterator[str]:
    for entry in entries:
        yield from _finding(entry, said.get(id(entry.finding), ""))
        yield ""


def _finding(entry: Entry, decision: str) -> Iterator[str]:
    """Yield one finding as a paragraph with a list of details; ``decision`` is what was decided on it."""
    finding = entry.finding
    yield f"**{entry.number}. {SEVERITY_WORDS[finding.severity]}** {escape(finding.message)}"
    yield ""
    where = " · ".join(part for part in (where_word(finding.where), place_word(finding.where.place)) if part)
    for label, text in (
        ("位置", where),
        ("证据", marked(finding.evidence)),
        ("建议", finding.suggestion),
        ("依据", "；".join(finding.basis)),
        ("相关", _related(finding)),
        ("处理", decision),
    ):
        if text:
            yield f"- {label}：{escape(text)}"
    kind = f"{finding.code} {finding.rule} · {family_word(finding.family)} · 置信度 {percent(finding.confidence)}"
    yield f"- 规则：{escape(kind)}"


def _related(finding: Finding) -> str:
    """Return the related places, the first few and how many there are in all."""
    everywhere = places(finding)
    shown = [where for where in everywhere if where != finding.where][:_SHOWN_PLACES]
    words = "；".join(related_word(where, finding.where) for where in shown)
    return words if len(everywhere) <= _SHOWN_PLACES + 1 else f"共 {len(everywhere)} 处：{words} 等"
