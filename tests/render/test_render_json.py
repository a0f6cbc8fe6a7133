"""The JSON contract, key by key and type by type."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from auditor.config import Policy
from auditor.engine.gate import judge
from auditor.records.report import Report
from auditor.records.rule import FAMILIES, SEVERITIES
from auditor.render import render
from auditor.render.json_reader import load_report
from auditor.render.json_report import to_dict

NUMBER = (int, type(None))
TEXT = (str, type(None))
PLACE = {"page": NUMBER, "line": NUMBER, "sheet": TEXT, "cell": TEXT, "bbox": (list, type(None))}
WHERE = {"table": str, "project_code": str, "project_name": str, "indicator": str, "column": str, **PLACE}
FINDING = {
    "rule": str,
    "code": str,
    "family": str,
    "severity": str,
    "confidence": float,
    "message": str,
    "suggestion": str,
    "basis": [str],
    "fingerprint": str,
    "where": WHERE,
    "evidence": {"text": str, "start": int, "end": int},
    "related": [WHERE],
}
DOCUMENT = {
    "source": str,
    "sha256": str,
    "status": str,
    "problems": [{"code": str, "message": str, "partial": bool, "where": PLACE}],
    "department": str,
    "year": NUMBER,
    "counts": {"projects": int, "indicators": int},
    "findings": [FINDING],
}
REPORT = {
    "version": int,
    "tool": {"name": str, "version": str},
    "ruleset": {"packs": [str], "rules": int, "sha256": str},
    "documents": [DOCUMENT],
    "corpus_findings": [FINDING],
    "summary": {**dict.fromkeys(SEVERITIES, int), "by_family": dict.fromkeys(FAMILIES, int)},
}


def check(value: Any, schema: Any, path: str = "$") -> None:
    """Compare ``value`` with a schema: dicts have exactly these keys, lists these items, leaves these types."""
    if isinstance(schema, dict):
        assert list(value) == list(schema), path
        for key, inner in schema.items():
            check(value[key], inner, f"{path}.{key}")
    elif isinstance(schema, list):
        assert isinstance(value, list), path
        for item in value:
            check(item, schema[0], f"{path}[]")
    else:
        assert isinstance(value, schema), f"{path} = {value!r}"


def test_follows_the_contract(report: Report) -> None:
    check(json.loads(render(report, "json")), REPORT)


def test_counts_every_finding_once(report: Report) -> None:
    read = json.loads(render(report, "json"))
    found = [f for d in read["documents"] for f in d["findings"]] + read["corpus_findings"]
    summary = read["summary"]
    assert sum(summary[severity] for severity in SEVERITIES) == sum(summary["by_family"].values()) == len(found)
    assert {f["severity"] for f in found} == set(SEVERITIES)
    assert summary["by_family"]["arithmetic"] == sum(f["family"] == "arithmetic" for f in found)


def test_keeps_places_and_unreadable_documents(report: Report) -> None:
    read = json.loads(render(report, "json"))
    unread = read["documents"][2]
    assert (unread["status"], unread["department"], unread["year"]) == ("unreadable", "", None)
    assert unread["problems"][0]["partial"] is True
    assert read["documents"][1]["findings"][0]["where"]["cell"] == "C6"
    assert read["documents"][0]["findings"][1]["where"]["line"] == 101


def test_document_text_is_kept_as_it_is(hostile: Report) -> None:
    read = json.loads(render(hostile, "json"))
    assert "</script><img src=x onerror=alert(1)>" in read["documents"][0]["findings"][0]["message"]
    assert "\u202e" in read["documents"][0]["findings"][0]["message"]


def test_a_report_is_read_back_as_it_was_written(judged: Report, tmp_path: Path) -> None:
    (across,) = judged.corpus_findings
    named = replace(across, where=replace(across.where, source=judged.documents[1].source))
    whole = replace(judged, corpus_findings=(named,))
    verdict = judge(whole, Policy(), judged.decisions, date(2026, 1, 31))
    given = replace(whole, verdict=verdict)
    (tmp_path / "r.json").write_bytes(render(given, "json"))
    read = load_report(tmp_path / "r.json")
    assert to_dict(read) == to_dict(given)
    again = judge(read, Policy(), read.decisions, date(2026, 1, 31))
    assert (again.sentence, again.exit_code) == (verdict.sentence, verdict.exit_code)
