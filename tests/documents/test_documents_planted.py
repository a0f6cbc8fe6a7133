"""What was planted in the faulty samples is found, and errors are reported nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bench.planted import Defect, finders, is_near, places, planted

FAULTY = [
    "faulty-bureau.md",
    "faulty-bureau-plain.tsv",
    "faulty-street-office.tsv",
    "faulty-street-office-plain.md",
]
Audited = Callable[[str], Any]
ERROR_RECALL = 0.95
WARNING_RECALL = 0.80
SEVERITY_AGREEMENT = 0.90
PRECISION = 0.90


def wanted(defects: list[Defect], severity: str) -> list[Defect]:
    return [defect for defect in defects if defect["severity"].split("|")[0] == severity]


def label(defect: Defect) -> str:
    keys = ("line", "family", "severity", "project_code", "indicator", "description")
    return " ".join(defect[key] for key in keys)


@pytest.mark.parametrize("name", FAULTY)
@pytest.mark.parametrize(("severity", "recall"), [("error", ERROR_RECALL), ("warning", WARNING_RECALL)])
def test_planted_defects_are_found(name: str, severity: str, recall: float, audited: Audited) -> None:
    findings = audited(name).findings
    defects = wanted(planted(name), severity)
    missed = [label(defect) for defect in defects if not finders(defect, findings)]
    assert len(defects) >= 7
    assert len(missed) <= (1 - recall) * len(defects), "\n".join(missed)


@pytest.mark.parametrize("name", FAULTY)
def test_found_defects_have_an_accepted_severity(name: str, audited: Audited) -> None:
    findings = audited(name).findings
    found = [(defect, finders(defect, findings)) for defect in planted(name)]
    found = [(defect, by) for defect, by in found if by]
    odd = [
        f"{label(defect)} → {[f.severity for f in by]}"
        for defect, by in found
        if not set(defect["severity"].split("|")) & {f.severity for f in by}
    ]
    assert found
    assert len(odd) <= (1 - SEVERITY_AGREEMENT) * len(found), "\n".join(odd)


def is_explained(finding: Any, defects: list[Defect]) -> bool:
    """Return whether something was planted at one of the finding's rows, or in its project or table."""
    if finding.where.indicator:
        near = [d for d in defects if d["indicator"] and any(is_near(where, d) for where in places(finding))]
        return bool(near) or (
            finding.family in {"cost", "conflict", "duplicate"} and is_explained_by_project(finding, defects)
        )
    return is_explained_by_project(finding, defects)


def is_explained_by_project(finding: Any, defects: list[Defect]) -> bool:
    where = finding.where
    return any(
        defect["project_code"] == where.project_code if where.project_code else defect["table"] == where.table
        for defect in defects
    )


@pytest.mark.parametrize("name", FAULTY)
def test_no_error_is_reported_where_nothing_was_planted(name: str, audited: Audited) -> None:
    defects = planted(name)
    errors = [finding for finding in audited(name).findings if finding.severity == "error"]
    wrong = [
        f"{f.code} {f.where.project_code} {f.where.indicator}: {f.message}"
        for f in errors
        if not is_explained(f, defects)
    ]
    assert errors
    assert wrong == []


@pytest.mark.parametrize("name", FAULTY)
def test_few_findings_beyond_what_was_planted(name: str, audited: Audited) -> None:
    """The planted list is complete by construction: a finding that fits none of it is most likely a false alarm."""
    defects = planted(name)
    loud = [finding for finding in audited(name).findings if finding.severity != "info"]
    extra = [f"{f.code} {f.where.indicator}: {f.message}" for f in loud if not [d for d in defects if finders(d, [f])]]
    assert len(extra) <= (1 - PRECISION) * len(loud), "\n".join(extra)


@pytest.mark.parametrize("name", FAULTY)
def test_every_finding_shows_evidence_and_repair(name: str, audited: Audited) -> None:
    for finding in audited(name).findings:
        assert finding.message
        assert finding.suggestion
        assert 0 <= finding.evidence.start <= finding.evidence.end <= len(finding.evidence.text)
        assert 0 < finding.confidence <= 1
        assert "{" not in finding.message + finding.suggestion, "a template was not filled in"
