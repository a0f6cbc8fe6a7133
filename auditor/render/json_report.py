"""The JSON report: the contract that other programs read (version 1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from auditor.records.baseline import Baseline
from auditor.records.budget import TableLayout
from auditor.records.check import Check
from auditor.records.document import Problem
from auditor.records.finding import Finding, Where, said_of
from auditor.records.place import Place
from auditor.records.report import DocumentReport, Report
from auditor.records.stage import TITLES
from auditor.render.grouping import all_findings, family_counts, severity_counts
from auditor.render.words import TOOL

VERSION = 1


def render(report: Report) -> str:
    """Return the report as indented JSON text that ends with a line break."""
    return json.dumps(to_dict(report), ensure_ascii=False, indent=2) + "\n"


def to_dict(report: Report) -> dict[str, Any]:
    """Return the report as plain dicts, lists, strings and numbers in the order of the contract."""
    found = all_findings(report)
    ruleset = report.ruleset
    return {
        "version": VERSION,
        "tool": {"name": TOOL, "version": report.tool_version},
        "ruleset": {"packs": list(ruleset.packs), "rules": ruleset.rules, "sha256": ruleset.sha256},
        "documents": [_document(document) for document in report.documents],
        "corpus_findings": [finding_dict(finding) for finding in report.corpus_findings],
        "summary": {**severity_counts(found), "by_family": family_counts(found)},
        **_judged(report),
    }


def _judged(report: Report) -> dict[str, Any]:
    """Return verdict, skipped files and decisions, where there are any: keys that a plain report does not have."""
    verdict = report.verdict
    made: dict[str, Any] = {}
    if verdict is not None:
        blocking, waived = ([finding.fingerprint for finding in part] for part in (verdict.blocking, verdict.waived))
        made["verdict"] = {
            "exit_code": verdict.exit_code,
            "sentence": verdict.sentence,
            "blocking": blocking,
            "waived": waived,
            "notes": list(verdict.notes),
            "original": verdict.original,
            "faults": list(verdict.faults),
            "level": verdict.level,
            **_baseline(verdict.baseline),
        }
    if report.skipped:
        made["skipped"] = [asdict(one) for one in report.skipped]
    if report.decisions:
        made["decisions"] = [{k: v for k, v in asdict(entry).items() if v} for entry in report.decisions]
    return made


def _baseline(baseline: Baseline | None) -> dict[str, Any]:
    """Return what a baseline hides and what of it is gone; nothing where there is none."""
    if baseline is None:
        return {}
    hidden = [finding.fingerprint for finding in baseline.hidden]
    stale = [{"fingerprint": old.fingerprint, "rule": old.rule, "count": old.count} for old in baseline.stale]
    return {"baseline": {"count": len(hidden), "hidden": hidden, "stale": stale}}


def finding_dict(finding: Finding) -> dict[str, Any]:
    """Return one finding as the contract has it."""
    return {
        **said_of(finding),
        "basis": list(finding.basis),
        "fingerprint": finding.fingerprint,
        "where": _where(finding.where),
        "evidence": {"text": finding.evidence.text, "start": finding.evidence.start, "end": finding.evidence.end},
        "related": [_where(where) for where in finding.related],
        **({"repair": asdict(finding.repair)} if finding.repair else {}),
    }


def _document(document: DocumentReport) -> dict[str, Any]:
    budget = document.budget
    return {
        "source": document.source,
        "sha256": document.sha256,
        "status": document.status,
        "problems": [_problem(problem) for problem in document.problems],
        "department": budget.department if budget else "",
        "year": budget.year if budget else None,
        "counts": dict(zip(("projects", "indicators"), document.rows, strict=True)),
        "findings": [finding_dict(finding) for finding in document.findings],
        **({"layouts": [_layout(layout) for layout in budget.layouts]} if budget and budget.layouts else {}),
        **({"checks": _checks(document.checks)} if document.checks else {}),
    }


def _checks(checks: Sequence[Check]) -> dict[str, Any]:
    """Return the ledger: every rule in one of three lists; ``limited`` are those that ran and could not see all."""
    made: dict[str, Any] = {"ran": [check.rule for check in checks if check.state == "ran"]}
    for state in ("not_applicable", "not_run"):
        made[state] = [{"rule": one.rule, "reason": one.reason} for one in checks if one.state == state]
    limited = [{"rule": one.rule, "reason": one.reason} for one in checks if one.state == "ran" and one.reason]
    return {**made, "limited": limited} if limited else made


def _layout(layout: TableLayout) -> dict[str, Any]:
    """Return how an indicator table was read: its layout ("" none), how sure, and the columns not taken."""
    return {
        "name": layout.name,
        "title": layout.title,
        "confidence": layout.confidence,
        "ignored": list(layout.ignored),
        "where": _place(layout.place),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "message": problem.message,
        "partial": problem.partial,
        "where": _place(problem.place),
    }


def _where(where: Where) -> dict[str, Any]:
    return {
        "table": where.table,
        "project_code": where.project_code,
        "project_name": where.project_name,
        "indicator": where.indicator,
        "column": where.column,
        **_place(where.place),
        # only a part that is no table of targets goes by another title than its number
        **({"stage": where.stage, "title": where.title} if (where.table, where.stage) in TITLES else {}),
        # only a finding across documents has to say which document a place is in
        **({"document": where.source} if where.source else {}),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "page": place.page,
        "line": place.line,
        "sheet": place.sheet,
        "cell": place.cell,
        "bbox": list(place.bbox) if place.bbox else None,
    }
