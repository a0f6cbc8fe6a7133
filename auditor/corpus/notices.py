"""整改通知 for the documents of a folder, from what the store knows: findings, decisions, the basis of the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from auditor.corpus.decided import known
from auditor.corpus.results import report_name, save
from auditor.corpus.store import Store
from auditor.records.budget import Budget
from auditor.records.document import Problem
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.letter import Letter
from auditor.records.place import Place
from auditor.records.report import DocumentReport
from auditor.records.rule import SEVERITIES
from auditor.rulebook import Rulebook

_FOLDER = "notices"
# Errors and warnings that nobody waived, and infos that somebody accepted; the order of the document.
_CHOSEN = (
    "SELECT rule, code, family, severity, confidence, message, suggestion, fingerprint, evidence, budget_table,"
    " project_code, project_name, indicator, column_name, row_order, page, line, sheet, cell"
    " FROM open_findings WHERE document_id = ? AND NOT across AND (severity <> 'info' OR state = '采纳')"
    " ORDER BY coalesce(row_order, -1), page, line, fingerprint"
)

_PARTIAL = (Problem("batch.partial", "本文件只读取了一部分，未读取的部分见审核报告", partial=True),)


def noticed(home: Path) -> frozenset[str]:
    """Return the file names of the notices in the folder of results."""
    return frozenset(path.name for path in (home / _FOLDER).glob("*.docx"))


def write_notices(store: Store, folder: str, home: Path, book: Rulebook, letter: Letter) -> int:
    """Write a notice for every document that has to mend something; return how many. Others lose the one they had."""
    from auditor.render.notice import notice

    basis = {rule.name: rule.basis for rule in book.rules}
    decisions, written = known(store), 0
    for identity, key, department, year, source, sha256, status in store.query(
        "SELECT document_id, key, department, year, source, sha256, status FROM documents"
        " WHERE folder = ? AND status <> 'unreadable' ORDER BY source",
        [folder],
    ):
        path = home / _FOLDER / report_name(key, department, year, source, ".docx")
        findings = tuple(_finding(row, basis) for row in store.query(_CHOSEN, [identity]))
        if not findings:
            path.unlink(missing_ok=True)
            continue
        budget = Budget(source, sha256, department=department, year=year)
        report = DocumentReport(source, sha256, status, _PARTIAL if status == "partial" else (), findings, budget)
        save(path, notice(report, findings, day=date.today(), decisions=decisions, letter=letter))
        written += 1
    return written


def _finding(row: tuple[Any, ...], basis: dict[str, tuple[str, ...]]) -> Finding:
    """Return a finding from a row of ``_CHOSEN``."""
    rule, code, family, severity, confidence, message, advice, mark, evidence, *where = row
    table, project, name, indicator, column, order, page, line, sheet, cell = where
    at = Where(table, project, name, indicator, column, Place(page, line, sheet, cell), order)
    level = next(each for each in SEVERITIES if each == severity)
    return Finding(
        rule, code, family, level, confidence, message, advice, mark, at, Evidence(evidence),
        basis.get(rule, ()),
    )  # fmt: skip
