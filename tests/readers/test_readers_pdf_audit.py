"""What becomes of a PDF in an audit: other tables, no tables, and findings that rest on recognised characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.cli.main import main
from tests.readers.pdf_files import ROOT, font, grid, line, one_page, put

XS, YS = (20, 140, 220, 300), (260, 230, 200, 170)
ROWS = (("科目名称", "预算数", "备注"), ("一般公共服务支出", "120.50", ""), ("合计", "120.50", ""))


@pytest.fixture
def other_tables(tmp_path: Path) -> Path:
    """Return a budget that holds a table of expenditure and no indicator."""
    content = put(20, 280, "部门预算支出总表") + put(240, 266, "单位:万元") + grid(XS, YS)
    for number, row in enumerate(ROWS):
        content += b"".join(put(x + 3, YS[number] - 20, text) for x, text in zip(XS, row, strict=False) if text)
    content += line(20, 100, 300, 100) + put(20, 80, "第 1 页")
    path = tmp_path / "某市某局2026年部门预算.pdf"
    path.write_bytes(one_page(content, *font()))
    return path


def test_a_budget_without_indicators_is_read_without_a_false_finding(other_tables: Path) -> None:
    (document,) = api.audit(other_tables).documents
    assert document.status == "partial"
    assert [problem.code for problem in document.problems] == ["extract.no-indicator-table"]
    assert not document.findings
    (table,) = api.extract(other_tables).tables
    assert [[cell.text for cell in row.cells] for row in table.grids[0].rows][-3:] == [list(row) for row in ROWS]


def test_the_gate_does_not_pass_what_it_could_not_judge(other_tables: Path) -> None:
    assert main(["audit", str(other_tables), "-f", "json"]) == 0
    assert main(["gate", str(other_tables)]) == 2


def test_findings_in_a_pdf_say_the_page_and_the_box() -> None:
    (document,) = api.audit(ROOT / "samples" / "formats" / "hard-tables.pdf").documents
    budget = document.budget
    assert budget is not None
    assert budget.converted
    assert {row.place.page for row in budget.indicators} > {1}
    assert all(row.place.bbox and row.name.place.bbox for row in budget.indicators)


def test_a_clean_budget_stays_clean_as_a_pdf() -> None:
    (document,) = api.audit(ROOT / "samples" / "formats" / "hard-tables.pdf").documents
    assert document.status == "ok"
    assert not [finding for finding in document.findings if finding.severity != "info"]
