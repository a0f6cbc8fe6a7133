"""The report as a workbook: 审核意见 (a finding a row, with room for the reviewer's decision) and 文件概况."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from auditor.records.columns import COLUMN_WORDS
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report
from auditor.records.rule import SEVERITY_WORDS
from auditor.records.standing import DIGITS, Subject, subject_of
from auditor.render import sheet
from auditor.render.decided import DECISIONS, Said, said
from auditor.render.grouping import Entry, places, sections, severity_counts, verdict_notes
from auditor.render.words import (
    STATUS_WORDS,
    family_word,
    marked,
    one_line,
    place_word,
    related_word,
    short_name,
    visible,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Title and width in characters of each column of the list. What a reviewer reads and fills in comes first and is
# printed; what serves filters and programs stands to the right of it.
_COLUMNS: tuple[tuple[str, float], ...] = (
    ("序号", 6),
    ("部门", 14),
    ("严重程度", 9),
    ("项目名称", 24),
    ("指标", 20),
    ("位置", 14),
    ("问题", 46),
    ("建议", 40),
    ("处理意见", 12),
    ("理由", 20),
    ("审核人", 10),
    ("备注", 16),
    ("以往意见", 30),
    ("证据", 34),
    ("依据", 26),
    ("相关位置", 30),
    ("文件", 24),
    ("类别", 11),
    ("编号", 8),
    ("表", 10),
    ("项目编码", 24),
    ("栏目", 10),
    ("置信度", 8),
    ("规则", 26),
    ("年度", 8),
    ("处理时间", 20),
    ("指纹", 20),
    ("文件指纹", 20),
    ("位置指纹", 20),
)
_LAST_PRINTED = "备注"
_NOTHING = Said()
_OVERVIEW = (32, 20, 8, 14, 9, 9, 8, 8, 8, 60)
_FILLS = {"error": "F9D9D6", "warning": "FBEBC8", "info": "DCE8F5"}
_SHOWN_PLACES = 10


def render(report: Report) -> bytes:
    """Return the workbook as bytes. Raises ConfigError where openpyxl is not installed."""
    book = sheet.workbook()
    documents, corpus = sections(report)
    rows = [(section.document, entry) for section in documents for entry in section.entries]
    findings = [*rows, *((None, entry) for entry in corpus)]
    page = book.create_sheet("审核意见")
    _findings(page, findings, said(report))
    _sign(page, report)
    _overview(book.create_sheet("文件概况"), report)
    return sheet.to_bytes(book)


def _findings(page: Worksheet, findings: list[tuple[DocumentReport | None, Entry]], made: Mapping[int, Said]) -> None:
    """Fill the list of findings."""
    titles = [title for title, _ in _COLUMNS]
    sheet.write_rows(page, [titles, *(_row(document, entry, made) for document, entry in findings)])
    sheet.head(page, [width for _, width in _COLUMNS])
    sheet.fit(page, [width for _, width in _COLUMNS])
    page.freeze_panes = "D2"
    _style(page, titles, [entry.finding for _, entry in findings])
    _decisions(page, titles.index("处理意见") + 1, len(findings) + 1)
    last = page.cell(len(findings) + 1, titles.index(_LAST_PRINTED) + 1)
    page.print_area = f"A1:{last.coordinate}"
    sheet.for_paper(page)


def _sign(page: Worksheet, report: Report) -> None:
    """Print title, department and date above the list, and room to sign below it; the cells stay a plain table."""
    names = dict.fromkeys(subject_of(document).department for document in report.documents)
    departments = [name for name in names if name]
    whose = departments[0] if len(departments) == 1 else f"{len(departments)} 个部门" if departments else ""
    page.oddHeader.left.text = visible(whose).replace("&", "&&")
    page.oddHeader.center.text = "预算绩效指标审核意见表"
    page.oddHeader.center.size, page.oddHeader.center.font = 16, "黑体,Regular"
    page.oddHeader.right.text = "打印日期：&D"
    page.oddFooter.left.text = "审核人（签字）：　　　　　　　复核人（签字）："
    page.oddFooter.right.text = "日期：　　　　年　　月　　日"
    page.page_margins.top, page.page_margins.bottom = 0.9, 0.8


def _row(document: DocumentReport | None, entry: Entry, made: Mapping[int, Said]) -> list[object]:
    """Return the values of one finding in the order of ``_COLUMNS``."""
    finding, where = entry.finding, entry.finding.where
    subject = subject_of(document) if document else Subject()
    one = made.get(id(finding), _NOTHING)
    return [
        entry.number,
        subject.department,
        SEVERITY_WORDS[finding.severity],
        where.project_name,
        where.indicator,
        place_word(where.place),
        one_line(finding.message),
        one_line(finding.suggestion),
        one.word,
        one.why,
        one.who,
        one.remark,
        one.earlier,
        marked(finding.evidence),
        "\n".join(finding.basis),
        _related(finding),
        short_name(document.source if document else where.source or "跨文件"),
        family_word(finding.family),
        finding.code,
        where.title,
        where.project_code,
        COLUMN_WORDS.get(where.column, where.column),
        finding.confidence,
        finding.rule,
        subject.year or None,
        one.when,
        finding.fingerprint,
        subject.sha256[:DIGITS],
        finding.spot,
    ]


def _related(finding: Finding) -> str:
    """Return the related places a line each, the first ten and how many there are in all."""
    if not finding.related:
        return ""
    everywhere = places(finding)
    shown = [where for where in everywhere if where != finding.where][:_SHOWN_PLACES]
    lines = [related_word(where, finding.where) for where in shown]
    more = [f"等，共 {len(everywhere)} 处"] if len(everywhere) > _SHOWN_PLACES + 1 else []
    return "\n".join([*lines, *more])


def _style(page: Worksheet, titles: list[str], findings: list[Finding]) -> None:
    """Rule the rows off, colour the severity and show the confidence as percent."""
    from openpyxl.styles import Border, PatternFill, Side

    line = Side(style="thin", color="D0D5DB")
    border = Border(bottom=line)
    fills = {name: PatternFill("solid", start_color=colour) for name, colour in _FILLS.items()}
    severity, confidence = titles.index("严重程度") + 1, titles.index("置信度") + 1
    for number, finding in enumerate(findings, start=2):
        for column in range(1, len(titles) + 1):
            page.cell(number, column).border = border
        page.cell(number, severity).fill = fills[finding.severity]
        page.cell(number, confidence).number_format = "0%"


def _decisions(page: Worksheet, column: int, last: int) -> None:
    """Offer the reviewer's decisions as a drop-down list in ``column``."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if last < 2:
        return
    choice: Any = DataValidation(type="list", formula1=f'"{",".join(DECISIONS)}"', allow_blank=True)
    choice.promptTitle, choice.prompt = (
        "处理意见",
        "待核实：尚未定；采纳：须整改；误报：请写明理由；已整改：已改好，待下次审核核对。",
    )
    choice.showInputMessage = True
    page.add_data_validation(choice)
    letter = get_column_letter(column)
    choice.add(f"{letter}2:{letter}{last}")


def _overview(page: Worksheet, report: Report) -> None:
    """Fill the sheet of documents: what was read, what was not and why, how many findings."""
    titles = ["文件", "部门", "年度", "读取", "项目数", "指标数", *SEVERITY_WORDS.values(), "读取与审核中的问题"]
    rows: list[list[object]] = [list(titles)]
    for document in report.documents:
        budget = document.budget
        rows.append(
            [
                short_name(document.source),
                budget.department if budget else "",
                budget.year if budget else None,
                STATUS_WORDS[document.status],
                len(budget.projects) if budget else 0,
                len(budget.indicators) if budget else 0,
                *severity_counts(document.findings).values(),
                "\n".join(one_line(problem.message) for problem in document.problems),
            ]
        )
    if report.verdict is not None:
        rows += [[], ["公开前判断", report.verdict.sentence]]
        rows += [["", note] for note in verdict_notes(report)]
    sheet.write_rows(page, rows)
    sheet.head(page, _OVERVIEW)
    sheet.fit(page, _OVERVIEW)
    page.freeze_panes = "B2"
    sheet.for_paper(page)
