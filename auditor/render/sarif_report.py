"""The report as SARIF 2.1.0, which code review and quality platforms read."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from auditor.records.document import Problem
from auditor.records.finding import Finding, Where
from auditor.records.report import DocumentReport, Report
from auditor.render.decided import WAIVING, Said, said
from auditor.render.grouping import all_findings
from auditor.render.words import TOOL, family_word, visible, where_word

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> str:
    """Return the report as SARIF JSON text that ends with a line break."""
    return json.dumps(to_sarif(report), ensure_ascii=False, indent=2) + "\n"


def to_sarif(report: Report) -> dict[str, Any]:
    """Return one SARIF run: the rules that fired, a result a finding, a notification a problem."""
    rules = _rules(report)
    index = {rule["id"]: position for position, rule in enumerate(rules)}
    decisions = said(report)
    results = [
        _result(finding, index, document.source) | _suppression(decisions.get(id(finding)))
        for document in report.documents
        for finding in document.findings
    ]
    results += [_result(f, index, f.where.source) | _suppression(decisions.get(id(f))) for f in report.corpus_findings]
    ruleset = report.ruleset
    run = {
        "tool": {"driver": {"name": TOOL, "version": report.tool_version, "rules": rules}},
        "invocations": [_invocation(report)],
        "artifacts": [_artifact(document) for document in report.documents],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"packs": list(ruleset.packs), "rules": ruleset.rules, "rulesetSha256": ruleset.sha256},
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _suppression(one: Said | None) -> dict[str, Any]:
    """Return the suppression of a waived finding: platforms then show it as dealt with; nothing for any other."""
    if one is None or not one.waived:
        return {}
    justification = f"{one.who}：{one.why or one.word}" if one.word in WAIVING else one.earlier
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": justification}]}


def uri(source: str) -> str:
    """Return ``source`` as the URI reference that SARIF wants; a drive letter or root makes a file URI."""
    if source == "-":
        return "stdin"
    path = quote(source.replace("\\", "/"), safe="/:", errors="replace")
    if re.match(r"[A-Za-z]:/", path):
        return f"file:///{path}"
    return f"file://{path}" if path.startswith("/") else path.replace(":", "%3A")


def plain(text: str) -> str:
    """Return ``text`` as a SARIF message: unseen characters shown, and no link, which ``[a](b)`` is there (§3.11.6)."""
    return re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", visible(text))


def _rules(report: Report) -> list[dict[str, Any]]:
    """Return the descriptors of the rules that fired, by name, each once."""
    fired: dict[str, Finding] = {}
    for finding in all_findings(report):
        fired.setdefault(finding.rule, finding)
    return [_rule(fired[name]) for name in sorted(fired)]


def _rule(finding: Finding) -> dict[str, Any]:
    """Return the descriptor of the rule of a finding; code scanning of GitHub asks for all three texts."""
    kind = f"{family_word(finding.family)}（{finding.code}）"
    basis = f"，依据：{'；'.join(finding.basis)}" if finding.basis else ""
    return {
        "id": finding.rule,
        "name": finding.code,
        "shortDescription": {"text": kind},
        "fullDescription": {"text": f"{kind}：规则 {finding.rule}{basis}"},
        "help": {"text": f"说明、正反例和依据见命令 auditor rules show {finding.rule}"},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [finding.family]},
    }


def _result(finding: Finding, index: dict[str, int], source: str) -> dict[str, Any]:
    advice = f"\n建议：{finding.suggestion}" if finding.suggestion else ""
    related = [_location(w, w.source or source) | {"id": n} for n, w in enumerate(finding.related, start=1)]
    location = _location(finding.where, source)
    region = location.get("physicalLocation", {}).get("region")
    if region is not None and finding.evidence.text:
        region["snippet"] = {"text": finding.evidence.text}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "rank": round(finding.confidence * 100, 2),
        "message": {"text": plain(finding.message + advice)},
        "locations": [location],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"auditorFingerprint/v1": finding.fingerprint},
        "properties": {
            "code": finding.code,
            "family": finding.family,
            "confidence": finding.confidence,
            "basis": list(finding.basis),
        },
    }


def _location(where: Where, source: str) -> dict[str, Any]:
    """Return the logical location, and the physical one where the file is known (a region only with a line)."""
    parts = (where.title, where.project_code or where.project_name, where.indicator, where.column)
    logical = {"name": where.indicator or where.project_name or where.table or "document", "kind": "indicator"}
    logical["fullyQualifiedName"] = "/".join(part for part in parts if part) or "document"
    location: dict[str, Any] = {
        "logicalLocations": [logical],
        "message": {"text": plain(where_word(where)) or "整份文件"},
    }
    if source:
        region = {"region": {"startLine": where.place.line}} if where.place.line else {}
        location["physicalLocation"] = {"artifactLocation": {"uri": uri(source)}, **region}
    place = where.place
    known = {"page": place.page, "sheet": place.sheet, "cell": place.cell, "bbox": place.bbox}
    properties = {key: value for key, value in known.items() if value is not None}
    return {**location, "properties": properties} if properties else location


def _artifact(document: DocumentReport) -> dict[str, Any]:
    hashes = {"hashes": {"sha-256": document.sha256}} if document.sha256 else {}
    return {"location": {"uri": uri(document.source)}, **hashes, "properties": {"status": document.status}}


def _invocation(report: Report) -> dict[str, Any]:
    """Return how the run went: a document that was not fully read makes it unsuccessful."""
    notices = [_notification(problem, d.source) for d in report.documents for problem in d.problems]
    done = all(document.status == "ok" for document in report.documents)
    return {"executionSuccessful": done, "toolExecutionNotifications": notices}


def _notification(problem: Problem, source: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": problem.code},
        "level": "error" if problem.partial else "warning",
        "message": {"text": plain(problem.message)},
        "locations": [_location(Where(place=problem.place), source)],
    }
