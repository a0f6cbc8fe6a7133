"""Forms of one project, of a department, and lists, as ministries and provinces print them, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.extract import extract
from auditor.readers import read_file
from auditor.records.budget import Budget
from tests.extract.extract_forms import FORMATS, form, names, write


def rows_of(budget: Budget) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (row.level1.text, row.level2.text, row.name.text, row.sign, row.value.text, row.unit.text)
        for row in budget.indicators
    )


# Of a head of unknown words over two rows nobody knows in a copy which of its cells reached over several columns.
SAID = {("unknown-heads", "copied.txt")}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", names())
def test_a_form_is_read_completely(name: str, kind: str, tmp_path: Path) -> None:
    wanted = form(name)
    budget = extract(read_file(write(wanted, kind, tmp_path)))
    if (name, kind) in SAID:
        assert any(problem.partial for problem in budget.problems)
        return
    assert rows_of(budget) == wanted.rows
    assert not [problem.message for problem in budget.problems if problem.partial]
    named = {project.key: project.name.text for project in budget.projects}
    if wanted.owners:
        assert tuple(named[row.project] for row in budget.indicators) == wanted.owners
    if "addressee" in wanted.head:
        assert budget.department == wanted.head["addressee"]
    if "department" in wanted.head:
        assert {row.table for row in budget.indicators} == {13}
        assert budget.overall
        assert budget.overall.department.text == wanted.head["department"]
        assert str(budget.overall.total.wan or "") == wanted.head.get("total", str(budget.overall.total.wan or ""))
    else:
        assert [project.name.text for project in budget.projects] == wanted.head["projects"].split("、")
        assert budget.projects[0].total.cell.text == wanted.head["total"]
        assert str(budget.projects[0].total.wan) == wanted.head.get("wan", str(budget.projects[0].total.wan))
        if "fiscal" in wanted.head:
            assert [str(project.fiscal.wan) for project in budget.projects] == wanted.head["fiscal"].split("、")
        assert all(project.objective.text for project in budget.projects)


@pytest.mark.parametrize("name", sorted({*names()} - {"unnamed"}))
def test_nothing_is_an_error_in_a_correct_form(name: str, tmp_path: Path) -> None:
    book = api.load_rules()
    report = api.audit(write(form(name), "xlsx", tmp_path), rulebook=book)
    (document,) = report.documents
    assert [finding.message for finding in document.findings if finding.severity == "error"] == []
    assert api.gate(report).exit_code == 0, [problem.message for problem in document.problems]


def test_of_two_periods_the_amounts_and_the_objective_of_the_year_are_taken(tmp_path: Path) -> None:
    (project,) = extract(read_file(write(form("periods"), "xlsx", tmp_path))).projects
    assert (project.total.cell.text, project.fiscal.cell.text, project.other.cell.text) == ("90", "90", "0")
    assert project.objective.text.startswith("建成4个")
    assert "270" in [cell.text for _, cell in project.details]


def test_an_objective_of_two_rows_is_one(tmp_path: Path) -> None:
    for kind in FORMATS:
        (project,) = extract(read_file(write(form("costs-first"), kind, tmp_path))).projects
        assert "目标1" in project.objective.text
        assert "目标2" in project.objective.text
