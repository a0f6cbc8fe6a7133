"""The report on a terminal: grouped by project, aligned in columns, coloured only where asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.records.columns import COLUMN_WORDS
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report
from auditor.records.rule import SEVERITY_WORDS
from auditor.render.decided import decision_count, decision_words
from auditor.render.grouping import Entry, Group, Section, all_findings, places, sections, severity_counts
from auditor.render.layout import wrap
from auditor.render.words import (
    STATUS_WORDS,
    checks_word,
    marked,
    nothing_word,
    one_line,
    percent,
    place_word,
    related_word,
    short_name,
)
from auditor.text.width import display_width as width

COLUMNS = 88
_INDENT = 6
_SHOWN_PLACES = 3
_LONGEST_CODE = 12
_CODES = {"error": "31;1", "warning": "33;1", "info": "36", "head": "1", "dim": "2", "advice": "32"}


class _Painter:
    """Puts ANSI colours around text, or nothing; ``decisions`` are what was decided, by the finding's identity."""

    def __init__(self, colour: bool, decisions: Mapping[int, str]) -> None:
        self.colour = colour
        self.decisions = decisions

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and text else text


def render(report: Report) -> str:
    """Return the report as plain text without colours."""
    return render_text(report)


def render_text(report: Report, *, colour: bool = False) -> str:
    """Return the report as text of at most 90 terminal columns, with ANSI colours where ``colour`` is true."""
    paint = _Painter(colour, decision_words(report))
    documents, corpus = sections(report)
    lines: list[str] = []
    for section in documents:
        lines += [*_document(section, len(documents), paint), ""]
    if corpus:
        lines += [paint("head", _rule("跨文件比较")), *_entries(corpus, paint), ""]
    lines += _closing(report, paint)
    return "\n".join(lines) + "\n"


def _document(section: Section, total: int, paint: _Painter) -> Iterator[str]:
    """Yield the lines of one document: head, problems, groups."""
    document, budget = section.document, section.document.budget
    number = f"({section.index}/{total}) " if total > 1 else ""
    yield paint("head", "═" * (COLUMNS // 2))
    yield from (paint("head", line) for line in _hanging(number, one_line(short_name(document.source))))
    facts = [STATUS_WORDS[document.status]]
    if budget:
        facts.append(one_line(budget.department) or "部门未识别")
        facts.append(f"{budget.year} 年" if budget.year else "年度未识别")
        facts.append(f"项目 {len(budget.projects)} 个、指标 {len(budget.indicators)} 条")
    yield from _hanging("", " · ".join(facts))
    yield _tally(document, paint)
    yield from (paint("dim", line) for line in _checks(document))
    if document.problems:
        yield ""
        yield paint("warning", f"文件读取与审核中的问题（{len(document.problems)} 个）")
    for problem in document.problems:
        place = place_word(problem.place)
        text = f"{place}：{problem.message}" if place else problem.message
        yield from _hanging("  ! " if problem.partial else "  - ", f"{text}［{problem.code}］")
    for group in section.groups:
        yield ""
        yield from _group(group, paint)


def _group(group: Group, paint: _Painter) -> Iterator[str]:
    """Yield the heading and the findings of one project or table."""
    yield paint("head", _rule(one_line(group.title)))
    yield from _entries(group.entries, paint)


def _entries(entries: tuple[Entry, ...], paint: _Painter) -> Iterator[str]:
    for position, entry in enumerate(entries):
        if position:
            yield ""
        yield from _finding(entry, paint)


def _finding(entry: Entry, paint: _Painter) -> Iterator[str]:
    """Yield one finding: message, place, evidence, advice, basis, related places, what was decided."""
    finding = entry.finding
    label = f"{SEVERITY_WORDS[finding.severity]} {one_line(finding.code)[:_LONGEST_CODE]}"
    first, *rest = wrap(one_line(finding.message), COLUMNS - _INDENT - width(label) - 2)
    yield f"{entry.number:>{_INDENT - 2}}  {paint(finding.severity, label)}  {first}"
    yield from (" " * (_INDENT + width(label) + 2) + line for line in rest)
    yield from _detail("位置", _location(finding), paint, "dim")
    yield from _detail("证据", _evidence(finding), paint)
    if finding.suggestion:
        lines = _hanging(" " * _INDENT + "→ 建议：", one_line(finding.suggestion))
        yield from (paint("advice", line) for line in lines)
    yield from _detail("依据", "；".join(finding.basis), paint, "dim")
    yield from _detail("相关", _related(finding), paint, "dim")
    yield from _detail("处理", paint.decisions.get(id(finding), ""), paint, "head")


def _location(finding: Finding) -> str:
    """Return the row a finding is about, without the project, which the heading names, and the rule's confidence."""
    column = COLUMN_WORDS.get(finding.where.column, finding.where.column)
    row = " › ".join(part for part in (one_line(finding.where.indicator), column) if part)
    row = row or "整体"
    document = short_name(finding.where.source) if finding.where.source else ""
    sure = f"置信度 {percent(finding.confidence)}"
    return " · ".join(part for part in (document, row, place_word(finding.where.place), sure) if part)


def _evidence(finding: Finding) -> str:
    """Return the evidence with its marked part; "" where the whole text is named in the message anyway."""
    text = marked(finding.evidence)
    return "" if text and "【" not in text and text in one_line(finding.message) else text


def _related(finding: Finding) -> str:
    """Return the related places, the first few and how many there are in all."""
    if not finding.related:
        return ""
    everywhere = places(finding)
    shown = [where for where in everywhere if where != finding.where][:_SHOWN_PLACES]
    words = "；".join(related_word(where, finding.where) for where in shown)
    return words if len(everywhere) <= _SHOWN_PLACES + 1 else f"共 {len(everywhere)} 处：{words} 等"


def _detail(label: str, text: str, paint: _Painter, style: str = "") -> Iterator[str]:
    if text:
        lines = _hanging(" " * _INDENT + f"{label} ", one_line(text))
        yield from (paint(style, line) if style else line for line in lines)


def _hanging(prefix: str, text: str) -> Iterator[str]:
    """Yield ``text`` wrapped behind ``prefix``, later lines indented by its width."""
    first, *rest = wrap(one_line(text), COLUMNS - width(prefix))
    yield prefix + first
    yield from (" " * width(prefix) + line for line in rest)


def _rule(title: str) -> str:
    """Return a heading: the title, over several lines if need be, with a rule up to the report's width."""
    *lines, last = (f"── {line}" for line in wrap(title, COLUMNS - 6))
    dashes = "─" * max(2, (COLUMNS - width(last)) // 2 - 1)
    return "\n".join([*lines, f"{last} {dashes}"])


def _tally(document: DocumentReport, paint: _Painter) -> str:
    counts = severity_counts(document.findings)
    words = [paint(s, f"{word} {counts[s]}") for s, word in SEVERITY_WORDS.items()]
    if document.findings:
        return "  ".join(words)
    return nothing_word([document.budget])


def _checks(document: DocumentReport) -> Iterator[str]:
    """Yield how many rules ran, and why the others did not."""
    if document.checks:
        yield from _hanging("", checks_word(document.checks))


def _closing(report: Report, paint: _Painter) -> list[str]:
    """Return the last lines: how many of each, and what could not be judged."""
    found = all_findings(report)
    counts = severity_counts(found)
    numbers = "，".join(f"{word} {counts[severity]}" for severity, word in SEVERITY_WORDS.items())
    decided = decision_count(report)
    result = f"共 {len(report.documents)} 份文件，{len(found)} 条意见：{numbers}{f'；{decided}' if decided else ''}。"
    unread = sum(document.status == "unreadable" for document in report.documents)
    partial = sum(document.status == "partial" for document in report.documents)
    lines = [paint("head", "─" * COLUMNS), paint("head", result)]
    if unread or partial:
        lines.append(paint("warning", f"注意：{unread} 份未能读取，{partial} 份仅部分读取，没有读到的部分未作判断。"))
    rules = report.ruleset
    packs = "、".join(rules.packs)
    made = f"auditor {report.tool_version} · 规则 {packs}，{rules.rules} 条 · {rules.sha256[:12]}"
    return [*lines, *(paint("dim", line) for line in _hanging("", made))]
