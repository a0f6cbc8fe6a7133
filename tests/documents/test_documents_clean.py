"""A budget without a defect stays without a finding, whatever the conversion did to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

# name → projects, indicator rows, a piece of the department's name
CLEAN = {
    "clean-agency.md": (8, 67, "就业服务中心"),
    "clean-agency-converted.tsv": (8, 67, "就业服务中心"),
    "clean-hospital.tsv": (6, 57, "第二人民医院"),
    "clean-hospital-plain.md": (6, 57, "第二人民医院"),
}


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_to_send_back(name: str, audited: Callable[[str], Any]) -> None:
    document = audited(name)
    loud = [
        f"{f.code} {f.severity} {f.where.indicator}: {f.message}" for f in document.findings if f.severity != "info"
    ]
    assert loud == []


@pytest.mark.parametrize("name", CLEAN)
def test_the_whole_document_was_read(name: str, audited: Callable[[str], Any]) -> None:
    """Silence counts only where everything was read: status, projects and rows are checked with it."""
    document = audited(name)
    projects, rows, department = CLEAN[name]
    assert document.status == "ok"
    assert [problem.message for problem in document.problems] == []
    assert len(document.budget.projects) == projects
    assert len(document.budget.indicators) == rows
    assert {table.number for table in document.budget.tables} >= {f"{n:02}" for n in range(1, 12)}
    assert document.budget.year == 2026
    assert department in document.budget.department
