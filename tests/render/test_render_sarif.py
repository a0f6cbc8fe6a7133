"""SARIF 2.1.0: what platforms rely on."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from auditor.records.place import Place
from auditor.records.report import Report, Waiver
from auditor.render import render
from auditor.render.sarif_report import uri


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(render(report, "sarif"))
    assert log["version"] == "2.1.0"
    made: dict[str, Any] = log["runs"][0]
    return made


def test_every_finding_is_a_result_of_a_described_rule(report: Report) -> None:
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == 38
    assert len({rule["id"] for rule in rules}) == len(rules)
    # what code scanning of GitHub asks of a rule beyond the schema
    asked = ("shortDescription", "fullDescription", "help")
    assert [rule["id"] for rule in rules if not all(rule[text]["text"] for text in asked)] == []
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert 0 <= result["rank"] <= 100
        assert result["partialFingerprints"]["auditorFingerprint/v1"]
        assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]


def test_lines_become_regions_and_cells_do_not(report: Report) -> None:
    results = run_of(report)["results"]
    by_line = results[1]["locations"][0]["physicalLocation"]
    assert by_line["region"]["startLine"] == 101
    assert by_line["region"]["snippet"]["text"] == "≤"
    in_sheet = next(r for r in results if r["locations"][0].get("properties", {}).get("cell") == "C6")
    assert "region" not in in_sheet["locations"][0]["physicalLocation"]
    assert "physicalLocation" not in results[-1]["locations"][0]


def test_folded_places_are_related_locations(report: Report) -> None:
    related = max((r.get("relatedLocations", []) for r in run_of(report)["results"]), key=len)
    assert [location["id"] for location in related] == list(range(1, 33))


def test_unread_documents_make_the_run_unsuccessful(report: Report, empty: Report) -> None:
    invocation = run_of(report)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert "reader.encrypted" in [n["descriptor"]["id"] for n in invocation["toolExecutionNotifications"]]
    assert run_of(empty)["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a b/预算.xlsx", "a%20b/%E9%A2%84%E7%AE%97.xlsx"),
        ("C:\\d\\a.txt", "file:///C:/d/a.txt"),
        ("/d/a.txt", "file:///d/a.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("-", "stdin"),
    ],
)
def test_sources_become_uris(source: str, expected: str) -> None:
    assert uri(source) == expected


@pytest.mark.parametrize("kind", ["report", "hostile", "empty", "judged"])
def test_follows_the_schema(kind: str, request: pytest.FixtureRequest) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((Path(__file__).parent / "sarif_subset.json").read_text(encoding="utf-8"))
    given = judged(request.getfixturevalue("report")) if kind == "judged" else request.getfixturevalue(kind)
    validator = jsonschema.Draft7Validator(schema)
    log = json.loads(render(given, "sarif"))
    assert [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(log)] == []
    log["runs"][0]["results"] = [{"level": "fatal", "message": {}}]
    assert len(list(validator.iter_errors(log))) == 2


def judged(report: Report) -> Report:
    """Return the report with its first finding waived."""
    first = report.documents[0].findings[0]
    made = Waiver(first.fingerprint, "李四", "另有批复", decision="误报")
    return dataclasses.replace(report, decisions=(made,))


def test_what_is_waived_is_suppressed(report: Report) -> None:
    results = run_of(judged(report))["results"]
    assert [r["suppressions"][0]["justification"] for r in results if "suppressions" in r] == ["李四：另有批复"]


def test_fingerprints_stay_when_the_rows_move(report: Report) -> None:
    def marks(given: Report) -> list[str]:
        return [r["partialFingerprints"]["auditorFingerprint/v1"] for r in run_of(given)["results"]]

    first = report.documents[0]
    moved = tuple(
        dataclasses.replace(f, where=dataclasses.replace(f.where, place=Place(page=99, line=9999)))
        for f in first.findings
    )
    later = dataclasses.replace(report, documents=(dataclasses.replace(first, findings=moved), *report.documents[1:]))
    assert marks(later) == marks(report)
