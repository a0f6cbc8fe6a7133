"""The JSON report read back into records: what ``json_report`` writes, so that an old report can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from auditor.errors import UnreadableError, reason_of
from auditor.files import read_whole
from auditor.records.baseline import Baseline, Old
from auditor.records.budget import Budget, TableLayout
from auditor.records.check import Check, State
from auditor.records.document import Problem
from auditor.records.finding import Evidence, Finding, Repair, Where
from auditor.records.place import Place
from auditor.records.report import DocumentReport, Report, Ruleset, Verdict, Waiver
from auditor.records.rule import SEVERITIES
from auditor.records.skipped import Skipped
from auditor.render.grouping import all_findings

_VERSION = 1
_STATUSES = ("ok", "partial", "unreadable")


def load_report(path: Path) -> Report:
    """Return the report in a JSON file of ``auditor audit -f json``.

    Its budgets hold no rows; ``counted`` says how many there were.
    Raises UnreadableError where the file cannot be read, is of another version or is no such report.
    """
    source = path.as_posix()
    try:
        data = json.loads(read_whole(path).decode("utf-8-sig"))
    except OSError as reason:
        raise UnreadableError(f"无法读取（{reason_of(reason)}），请检查路径和权限。", source=source) from None
    except (ValueError, RecursionError):
        raise UnreadableError("不是合法的 JSON，请用 auditor audit -f json 重新生成。", source=source) from None
    if not isinstance(data, dict) or not {"documents", "ruleset"} <= set(data):
        raise UnreadableError("这不是审核报告；请给出 auditor audit -f json 写出的文件。", source=source)
    if data.get("version") != _VERSION:
        raise UnreadableError("不是本程序第 1 版的 JSON 报告，请用 auditor audit -f json 重新生成。", source=source)
    try:
        return _report(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise UnreadableError("JSON 报告缺少必要的内容，请用 auditor audit -f json 重新生成。", source=source) from None


def _report(data: Mapping[str, Any]) -> Report:
    rules = data["ruleset"]
    report = Report(
        str(data["tool"]["version"]),
        Ruleset(tuple(map(str, rules["packs"])), int(rules["rules"]), str(rules["sha256"])),
        tuple(_document(document) for document in data["documents"]),
        tuple(_finding(finding) for finding in data["corpus_findings"]),
        tuple(Waiver(**{"why": "", **entry}) for entry in data.get("decisions", ())),
        skipped=tuple(Skipped(str(one["path"]), str(one["kind"])) for one in data.get("skipped", ())),
    )
    return replace(report, verdict=_verdict(data["verdict"], report)) if "verdict" in data else report


def _verdict(data: Mapping[str, Any], report: Report) -> Verdict:
    """Return the verdict, its findings those of the report."""
    left: dict[str, list[Finding]] = {}
    for finding in all_findings(report):
        left.setdefault(finding.fingerprint, []).append(finding)
    blocking, waived = (tuple(left[mark].pop(0) for mark in data[key]) for key in ("blocking", "waived"))
    notes, faults = (tuple(map(str, data[key])) for key in ("notes", "faults"))
    original, level = str(data["original"]), str(data["level"])
    old = data.get("baseline")
    hidden = tuple(left[mark].pop(0) for mark in old["hidden"]) if old else ()
    gone = tuple(Old(one["fingerprint"], one["rule"], (), count=one["count"]) for one in old["stale"]) if old else ()
    known = Baseline(hidden, gone) if old else None
    return Verdict(data["exit_code"], str(data["sentence"]), blocking, waived, notes, original, faults, level, known)


def _document(data: Mapping[str, Any]) -> DocumentReport:
    source, sha256, status = str(data["source"]), str(data["sha256"]), data["status"]
    if status not in _STATUSES:
        raise ValueError(status)
    layouts = tuple(_layout(layout) for layout in data.get("layouts", ()))
    known = Budget(source, sha256, str(data["department"]), data["year"], layouts=layouts)
    budget = known if status != "unreadable" else None
    problems = tuple(
        Problem(str(p["code"]), str(p["message"]), _place(p["where"]), bool(p["partial"])) for p in data["problems"]
    )
    findings = tuple(_finding(finding) for finding in data["findings"])
    counted = int(data["counts"]["projects"]), int(data["counts"]["indicators"])
    checks = tuple(_checks(data.get("checks", {})))
    return DocumentReport(source, sha256, status, problems, findings, budget, counted, checks)


def _checks(data: Mapping[str, Any]) -> Iterator[Check]:
    """Yield the ledger of checks; a rule's family is the first part of its name."""
    limits = {str(one["rule"]): str(one["reason"]) for one in data.get("limited", ())}
    for rule in map(str, data.get("ran", ())):
        yield Check(rule, "", rule.partition(".")[0], "ran", limits.get(rule, ""))
    states: tuple[State, ...] = ("not_applicable", "not_run")
    for state in states:
        for one in data.get(state, ()):
            yield Check(str(one["rule"]), "", str(one["rule"]).partition(".")[0], state, str(one["reason"]))


def _layout(data: Mapping[str, Any]) -> TableLayout:
    ignored = tuple(map(str, data["ignored"]))
    return TableLayout(data["name"], data["title"], float(data["confidence"]), ignored, _place(data["where"]))


def _finding(data: Mapping[str, Any]) -> Finding:
    if data["severity"] not in SEVERITIES:
        raise ValueError(data["severity"])
    evidence, repair = data["evidence"], data.get("repair")
    return Finding(
        rule=str(data["rule"]),
        code=str(data["code"]),
        family=str(data["family"]),
        severity=data["severity"],
        confidence=float(data["confidence"]),
        message=str(data["message"]),
        suggestion=str(data["suggestion"]),
        fingerprint=str(data["fingerprint"]),
        where=_where(data["where"]),
        evidence=Evidence(str(evidence["text"]), int(evidence["start"]), int(evidence["end"])),
        basis=tuple(map(str, data["basis"])),
        related=tuple(_where(where) for where in data["related"]),
        repair=Repair(str(repair["before"]), str(repair["after"]), bool(repair["certain"])) if repair else None,
    )


def _where(data: Mapping[str, Any]) -> Where:
    return Where(
        table=str(data["table"]),
        project_code=str(data["project_code"]),
        project_name=str(data["project_name"]),
        indicator=str(data["indicator"]),
        column=str(data["column"]),
        place=_place(data),
        source=str(data.get("document", "")),
        stage=str(data.get("stage", "")),
    )


def _place(data: Mapping[str, Any]) -> Place:
    box = None
    if data.get("bbox"):
        left, top, right, bottom = map(float, data["bbox"])
        box = left, top, right, bottom
    return Place(data.get("page"), data.get("line"), data.get("sheet"), data.get("cell"), box)
