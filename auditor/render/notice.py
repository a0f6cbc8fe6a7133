"""The 整改通知 of one department as a Word document, filled into a template that a bureau may change in Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any

from auditor.errors import ConfigError
from auditor.records.budget import Budget
from auditor.records.finding import Finding
from auditor.records.letter import OPEN, Letter
from auditor.records.report import DocumentReport, Report, Ruleset, Waiver
from auditor.records.rule import SEVERITIES, SEVERITY_WORDS
from auditor.records.standing import ACCEPTED, Standing, standings
from auditor.render.annotate.docx import opened
from auditor.render.office_place import office_place, reading_order
from auditor.render.words import family_word, marked, one_line, short_name
from auditor.resources import folder

# What stands in the template for a fact of the document, and in the one table row for a fact of a finding.
FIELDS = (
    "部门", "年度", "文件", "日期", "审核人", "意见数", "错误数", "警告数", "读取说明",
    "文号", "发文机关", "期限", "联系人",
)  # fmt: skip
ROW_FIELDS = ("序号", "程度", "类别", "项目", "指标", "位置", "问题", "证据", "建议", "依据", "备注")


def notice(
    report: DocumentReport, findings: Sequence[Finding], *, day: date, decisions: Sequence[Waiver] = (),
    letter: Letter = OPEN,
) -> bytes:  # fmt: skip
    """Return the notice on ``findings`` of one document as a Word file.

    The template of ``letter`` is a Word file with ``{{部门}}`` … in its text and one table row with
    ``{{序号}}`` …, which is repeated.
    Raises ConfigError where python-docx is missing, or the template cannot be opened or has no such row.
    """
    data = letter.template if letter.template is not None else (folder("reports") / "docx" / "notice.docx").read_bytes()
    document = opened(data, "整改通知模板", "用作模板")
    found = standings(Report("", Ruleset((), 0, ""), (report,)), decisions, day)
    said = {id(finding): standing for finding, _, standing in found}
    nothing = Standing()
    rows = [
        _row(number, finding, report.budget, said.get(id(finding), nothing))
        for number, finding in enumerate(findings, start=1)
    ]
    _rows(document, rows)
    facts = _facts(report, findings, day, decisions) | _letter(letter, day)
    for paragraph in _paragraphs(document):
        _fill(paragraph, facts)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def chosen(report: DocumentReport, said: Mapping[int, Standing]) -> tuple[Finding, ...]:
    """Return what goes to the department: errors and warnings that nobody waived, and infos that somebody accepted.

    They stand in the order of the document, as the department goes through it.

    ``said`` is what was decided on a finding by its identity.
    """
    return tuple(
        finding
        for finding in sorted(report.findings, key=reading_order(report.budget))
        if not said[id(finding)].waived and (finding.severity != "info" or said[id(finding)].state == ACCEPTED)
    )


def _letter(letter: Letter, day: date) -> dict[str, str]:
    """Return what the bureau says of itself; what it does not say is left open, to be written by hand."""
    # A letter is numbered in the year in which it is sent.
    values = (
        letter.number or f"＿＿＿〔{day.year}〕＿＿号",
        letter.issuer or "（发文机关）＿＿＿＿＿＿",
        letter.deadline or "＿＿年＿＿月＿＿日",
        letter.contact or "＿＿＿＿　电话：＿＿＿＿＿＿",
    )
    return {name: one_line(value) for name, value in zip(FIELDS[-4:], values, strict=True)}


def _facts(
    report: DocumentReport, findings: Sequence[Finding], day: date, decisions: Sequence[Waiver]
) -> dict[str, str]:
    budget = report.budget
    counts = [sum(finding.severity == severity for finding in findings) for severity in SEVERITIES]
    # That a rule crashed is for the bureau to mend, not for the department to read.
    lost = [p.message for p in report.problems if p.partial and not p.code.startswith("engine.")]
    reviewers = dict.fromkeys(entry.who for entry in decisions if entry.who)
    values = (
        (budget.department if budget else "") or short_name(report.source),
        str(budget.year) if budget and budget.year else "",
        short_name(report.source),
        f"{day.year}年{day.month}月{day.day}日",
        "、".join(reviewers),
        str(len(findings)),
        str(counts[0]),
        str(counts[1]),
        f"另：{'；'.join(message.rstrip('。') for message in lost)}。" if lost else "",
    )
    return {name: one_line(value) for name, value in zip(FIELDS[:-4], values, strict=True)}


def _row(number: int, finding: Finding, budget: Budget | None, standing: Standing) -> dict[str, str]:
    words = dict.fromkeys(text for entry in standing.held for text in (entry.why, entry.remark) if text)
    project, place = finding.where.project_name or finding.where.project_code, office_place(finding, budget)
    table = finding.where.title
    if not project:  # The table stands where the project would, and not once more in the place.
        project, place = table or "整份文件", place.removeprefix(table).strip()
    values = (
        str(number),
        SEVERITY_WORDS[finding.severity],
        family_word(finding.family),
        project,
        finding.where.indicator,
        place,
        finding.message,
        marked(finding.evidence),
        finding.suggestion,
        "；".join(finding.basis),
        "；".join(words),
    )
    return {name: one_line(value) for name, value in zip(ROW_FIELDS, values, strict=True)}


def _rows(document: Any, rows: Sequence[Mapping[str, str]]) -> None:
    """Repeat the row of the template that holds {{序号}} for every finding, and take it out."""
    for table in document.tables:
        for row in table.rows:
            if "{{序号}}" in "".join(cell.text for cell in row.cells):
                _repeat(table, row, rows)
                return
    raise ConfigError("整改通知模板里没有写着“{{序号}}”的表格行。")


def _repeat(table: Any, row: Any, rows: Sequence[Mapping[str, str]]) -> None:
    from docx.table import _Row

    for facts in rows:
        made = deepcopy(row._tr)
        row._tr.addprevious(made)
        for cell in _Row(made, table).cells:
            for paragraph in cell.paragraphs:
                signed = "{{" in paragraph.text
                _fill(paragraph, facts)
                # A finding on a whole project has no indicator: no empty line for it, but a cell needs a paragraph.
                if signed and not paragraph.text and len(cell.paragraphs) > 1:
                    paragraph._p.getparent().remove(paragraph._p)
    row._tr.getparent().remove(row._tr)


def _paragraphs(document: Any) -> Iterator[Any]:
    """Yield the paragraphs of body, tables, headers and footers; filled findings hold no template signs any more."""
    yield from document.paragraphs
    for section in document.sections:
        yield from section.header.paragraphs
        yield from section.footer.paragraphs


def _fill(paragraph: Any, facts: Mapping[str, str]) -> None:
    """Put the facts into a paragraph; Word may have cut a {{name}} over several runs, so they are joined first."""
    if "{{" not in paragraph.text or not paragraph.runs:
        return
    whole = all("{{" not in run.text or "}}" in run.text for run in paragraph.runs)
    if not whole:
        paragraph.runs[0].text, rest = paragraph.text, paragraph.runs[1:]
        for run in rest:
            run.text = ""
    for run in paragraph.runs:
        if "{{" in run.text:
            run.text = _replaced(run.text, facts)


def _replaced(text: str, facts: Mapping[str, str]) -> str:
    """Return ``text`` with every known {{name}} replaced in one pass: what a fact says is never a template again."""
    import re

    return re.sub(r"\{\{(\w+)\}\}", lambda match: facts.get(match[1], match[0]), text)
