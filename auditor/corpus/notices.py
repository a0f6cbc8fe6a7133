"""整改通知 for the documents of a folder, from what the store knows: findings, decisions, the basis of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from auditor.corpus.decided import known
from auditor.corpus.results import report_name, save
from auditor.corpus.store import Store
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell, Problem
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
    " project_code, project_name, indicator, column_name, row_order, page, line, sheet, cell, stage"
    " FROM open_findings WHERE document_id = ? AND NOT across AND (severity <> 'info' OR state = '采纳')"
    " ORDER BY page, line, fingerprint"
)
# What places are told by: which indicator of its project a row is, and where a project stands.
_ROWS = "SELECT budget_table, row_order, project, activity FROM indicators WHERE document_id = ? ORDER BY row_order"
_PROJECTS = "SELECT project, code, name FROM projects WHERE document_id = ?"

_PARTIAL = (Problem("batch.partial", "本文件只读取了一部分，未读取的部分见审核报告", partial=True),)


def noticed(home: Path) -> frozenset[str]:
    """Return the file names of the notices in the folder of results."""
    return frozenset(path.name for path in (home / _FOLDER).glob("*.docx"))


def write_notices(store: Store, folder: str, home: Path, book: Rulebook, letter: Letter) -> int:
    """Write a notice for every document that has to mend something; return how many. Others lose the one they had."""
    from auditor.render.notice import notice
    from auditor.render.office_place import reading_order

    basis = {rule.name: rule.basis for rule in book.rules}
    decisions, written = known(store), 0
    for identity, key, department, year, source, sha256, status in store.query(
        "SELECT document_id, key, department, year, source, sha256, status FROM documents"
        " WHERE folder = ? AND status <> 'unreadable' ORDER BY source",
        [folder],
    ):
        path = home / _FOLDER / report_name(key, department, year, source, ".docx")
        found = [_finding(row, basis) for row in store.query(_CHOSEN, [identity])]
        budget = _budget(store, identity, Budget(source, sha256, department=department, year=year))
        findings = tuple(sorted(found, key=reading_order(budget)))
        if not findings:
            path.unlink(missing_ok=True)
            continue
        report = DocumentReport(source, sha256, status, _PARTIAL if status == "partial" else (), findings, budget)
        save(path, notice(report, findings, day=date.today(), decisions=decisions, letter=letter))
        written += 1
    return written


def _budget(store: Store, identity: Any, head: Budget) -> Budget:
    """Return a budget with as much of its rows and projects as places need."""
    rows = store.query(_ROWS, [identity])
    indicators = tuple(Indicator(table, at, project=key, activity=Cell(text)) for table, at, key, text in rows)
    projects = tuple(Project(key, code, Cell(name)) for key, code, name in store.query(_PROJECTS, [identity]))
    return replace(head, indicators=indicators, projects=projects)


def _finding(row: tuple[Any, ...], basis: dict[str, tuple[str, ...]]) -> Finding:
    """Return a finding from a row of ``_CHOSEN``."""
    rule, code, family, severity, confidence, message, advice, mark, evidence, *where = row
    table, project, name, indicator, column, order, page, line, sheet, cell, stage = where
    at = Where(table, project, name, indicator, column, Place(page, line, sheet, cell), order, stage=stage)
    level = next(each for each in SEVERITIES if each == severity)
    return Finding(
        rule, code, family, level, confidence, message, advice, mark, at, Evidence(evidence),
        basis.get(rule, ()),
    )  # fmt: skip
