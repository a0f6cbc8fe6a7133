"""The office samples are what samples/data says, and hold the rows of their text twins."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import auditor
from auditor.extract import extract
from auditor.readers import members, read_file
from auditor.records.report import DocumentReport
from bench.extraction import gold_of, rows_of
from samples.make.office import FOLDER, SAME_ROWS, build, same

GOLD = Path(__file__).resolve().parents[2] / "samples" / "gold"


@pytest.mark.parametrize("name", sorted(build()))
def test_file_is_up_to_date(name: str) -> None:
    """Mend with ``python -m samples.make.office``."""
    assert same((FOLDER / name).read_bytes(), build()[name])


@pytest.mark.parametrize("name", SAME_ROWS)
def test_office_file_holds_the_rows_of_its_text_twin(name: str) -> None:
    budget = extract(read_file(FOLDER / name))
    twin = SAME_ROWS[name].rpartition(".")[0]
    assert rows_of(budget) == gold_of(str(GOLD / f"{twin}_indicators.csv"))
    assert budget.problems == ()
    assert not budget.converted


@pytest.mark.parametrize("name", SAME_ROWS)
def test_office_file_holds_the_tables_of_its_text_twin(name: str) -> None:
    ours, twin = extract(read_file(FOLDER / name)), extract(read_file(FOLDER.parent / SAME_ROWS[name]))
    assert ours.overall is not None
    assert twin.overall is not None
    assert (ours.department, ours.year) == (twin.department, twin.year)
    assert ours.overall.total.wan == twin.overall.total.wan
    assert [(table.number, table.title) for table in ours.tables] == [(t.number, t.title) for t in twin.tables]
    assert [project.total.wan for project in ours.projects] == [project.total.wan for project in twin.projects]
    assert [project.objective.text for project in ours.projects] == [p.objective.text for p in twin.projects]


@pytest.mark.parametrize("name", SAME_ROWS)
def test_office_file_has_the_findings_of_its_text_twin(name: str) -> None:
    """A text may have come out of a PDF, so a defect may be milder there; it is the same defect."""
    ours, twin = auditor.audit(FOLDER / name, FOLDER.parent / SAME_ROWS[name]).documents
    assert found(ours) == found(twin)
    assert any(finding.where.place.cell for finding in ours.findings) or not ours.findings


def found(report: DocumentReport) -> Counter[tuple[str, ...]]:
    where = [(finding, finding.where) for finding in report.findings]
    return Counter((one.code, at.table, at.project_code, at.indicator, at.column) for one, at in where)


def test_the_archive_holds_two_departments() -> None:
    found = members(FOLDER / "two-departments.zip")
    assert [len(extract(read_file(name)).projects) for name in found] == [8, 10]
