"""Budget disclosures of other cities without an indicator table: read, typed, and nothing false is said."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import auditor
from auditor.readers import read_bytes
from tests.documents.documents_cities import CITIES, EXPECTED, FIGURES, HEADS, Part
from tests.documents.documents_city_files import FORMATS
from tests.documents.documents_table_shapes import SHAPES

CASES = [(name, suffix) for name in CITIES for suffix in FORMATS]


@cache
def audited(name: str, suffix: str) -> auditor.DocumentReport:
    if suffix == "pdf":
        pytest.importorskip("reportlab")
    return auditor.audit(read_bytes(FORMATS[suffix](CITIES[name], HEADS[name]), f"{name}.{suffix}")).documents[0]


@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_kinds_are_right_and_nothing_false_is_said(name: str, suffix: str) -> None:
    report = audited(name, suffix)
    assert report.budget is not None
    assert [table.kind for table in report.budget.tables] == EXPECTED[name]
    assert [finding.message for finding in report.findings] == []
    # A last row that lost its blank cells may be the end of a file that was cut off: the reader says so.
    codes = [problem.code for problem in report.problems if (suffix, problem.code) != ("txt", "read.truncated")]
    # A table without sums that no other shows may be recognised and not checked: that is said, too.
    assert [code for code in codes if code != "engine.unchecked-table"] == ["extract.no-indicator-table"]


@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_amounts_stand_in_their_columns(name: str, suffix: str) -> None:
    budget = audited(name, suffix).budget
    assert budget is not None
    frame = auditor.to_frame(budget, tables=True)
    for _, kind, row, column, amount in (figure for figure in FIGURES if figure[0] == name):
        path = column.partition("/")[2] if column.startswith(("收入/", "支出/")) else column
        found = frame[(frame.kind == kind) & frame.column.str.endswith(path)]
        found = found[(found.code == row) | (found.name == row)] if row else found
        assert float(amount) in list(found.amount), (kind, row, column)


@pytest.mark.parametrize(("name", "suffix"), [case for case in CASES if case[1] not in {"txt", "pdf"}])
def test_every_amount_is_typed_once_where_it_is_printed(name: str, suffix: str) -> None:
    budget = audited(name, suffix).budget
    assert budget is not None
    typed = [a for table in budget.tables for row in table.rows for a in row.amounts]
    assert {amount.placed for amount in typed} <= {"printed"}
    assert all(amount.value is not None for amount in typed)
    printed = [cell for part in CITIES[name] if isinstance(part, list) for row in part for cell in row]
    figures = sum(bool(re.fullmatch(r"-?[\d,]+\.\d+|-?\d{1,3}(,\d{3})+", text)) for text in printed)
    assert sum("." in a.cell.text or "," in a.cell.text for a in typed if "%" not in a.cell.text) >= figures


def test_audit_says_plainly_that_there_is_no_indicator_table() -> None:
    (problem,) = audited("valley", "md").problems
    assert "没有找到绩效指标表" in problem.message
    assert "一般公共预算支出表、转移支付表" in problem.message


def test_exit_codes(cli: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    path = tmp_path / "river.md"
    path.write_bytes(FORMATS["md"](CITIES["river"], HEADS["river"]))
    shown = cli("audit", path)
    assert (shown.returncode, "没有找到绩效指标表" in shown.stdout) == (0, True)
    assert cli("gate", path).returncode == 2


def test_a_blank_table_keeps_its_note() -> None:
    budget = audited("plateau", "html").budget
    assert budget is not None
    assert [cell.text for cell in budget.tables[-1].notes] == ["本单位无国有资本经营预算支出。"]


CHANGES = [
    ("river", "176.11", "167.11"),
    ("harbour", "3,500,000", "3,900,000"),
    ("plateau", "361.6", "316.6"),
    ("valley", "1,064.66", "1,046.66"),
    ("marsh", "22.50", "25.20"),
    ("orchard", "32.20", "23.20"),
]


@pytest.mark.parametrize("suffix", ["tsv", "xlsx", "html"])
@pytest.mark.parametrize(("name", "old", "new"), CHANGES)
def test_a_wrong_amount_is_found(name: str, old: str, new: str, suffix: str) -> None:
    data = FORMATS[suffix](_changed(name, old, new), HEADS[name])
    findings = auditor.audit(read_bytes(data, f"{name}.{suffix}")).documents[0].findings
    assert {(finding.family, finding.severity) for finding in findings} == {("arithmetic", "error")}


def _changed(name: str, old: str, new: str) -> list[Part]:
    """Return the document with the first amount ``old`` changed."""
    parts: list[Part] = [[list(row) for row in part] if isinstance(part, list) else part for part in CITIES[name]]
    row = next(row for part in parts if isinstance(part, list) for row in part if old in row)
    row[row.index(old)] = new
    return parts


@pytest.mark.parametrize("suffix", ["tsv", "xlsx"])
@pytest.mark.parametrize("name", SHAPES)
def test_tables_of_odd_shapes_are_quiet(name: str, suffix: str) -> None:
    kind, parts = SHAPES[name]
    report = auditor.audit(read_bytes(FORMATS[suffix](parts, [0]), f"a.{suffix}")).documents[0]
    assert report.budget is not None
    assert [table.kind for table in report.budget.tables] == [kind]
    assert [finding.message for finding in report.findings] == []
    assert all(a.placed == "printed" for table in report.budget.tables for row in table.rows for a in row.amounts)
