"""The report as workflow commands of GitHub Actions: a line a finding, shown beside the changed file."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report
from auditor.render.decided import spared
from auditor.render.words import family_word, one_line, place_word, visible, where_word

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    """Return one workflow command a line; problems of reading come first, what is waived is left out."""
    lines: list[str] = []
    waived = spared(report)
    for document in report.documents:
        lines += _problems(document)
        lines += [_line(finding, document.source) for finding in document.findings if id(finding) not in waived]
    lines += [_line(finding, finding.where.source) for finding in report.corpus_findings if id(finding) not in waived]
    return "".join(f"{line}\n" for line in lines)


def _problems(document: DocumentReport) -> Iterator[str]:
    for problem in document.problems:
        level = "error" if document.status == "unreadable" else "warning" if problem.partial else "notice"
        yield _command(level, document.source, problem.place.line, problem.code, problem.message)


def _line(finding: Finding, source: str) -> str:
    place = " ".join(part for part in (where_word(finding.where), place_word(finding.where.place)) if part)
    advice = f"建议：{finding.suggestion}" if finding.suggestion else ""
    lines = (finding.message, f"位置：{place}" if place else "", advice)
    title = f"{finding.code} {family_word(finding.family)}"
    message = "\n".join(line for line in lines if line)
    return _command(_COMMANDS[finding.severity], source, finding.where.place.line, title, message)


def _command(level: str, source: str, line: int | None, title: str, message: str) -> str:
    """Return one command; a text can neither end it nor begin another one."""
    known = {"file": source if source != "-" else "", "line": str(line) if line and source else "", "title": title}
    properties = ",".join(f"{key}={_property(value)}" for key, value in known.items() if value)
    text = visible(message).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{level} {properties}::{text}"


def _property(value: str) -> str:
    text = one_line(value).replace("%", "%25")
    return text.replace(":", "%3A").replace(",", "%2C").replace("\r", "%0D").replace("\n", "%0A")
