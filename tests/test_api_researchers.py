"""The API as a researcher uses it: frames, short names at the prompt, tables in a notebook, reports saved by suffix."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import auditor
from auditor import api
from auditor.records.budget import Budget, Indicator, Money, Project
from auditor.records.document import Cell
from auditor.records.place import Place

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "faulty-bureau.md"


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


def target(order: int, value: str, unit: str) -> Indicator:
    place = Place(sheet="12", cell=f"G{order}")
    return Indicator(
        12, order, name=Cell("名"), sign="≥", value=Cell(value), unit=Cell(unit), project="P1", place=place
    )


def test_a_report_is_a_frame_with_a_row_for_every_finding() -> None:
    report = auditor.audit(SAMPLE)
    table = auditor.to_frame(report)
    assert len(table) == sum(len(one.findings) for one in report.documents)
    assert set(table["severity"]) == {"error", "warning", "info"}
    assert set(table["year"]) == {2026}
    assert table.groupby("family").size().sum() == len(table)
    assert list(auditor.to_frame([report, report]).columns) == list(table.columns)


def test_indicators_come_with_number_dimension_and_amount() -> None:
    project = Project("P1", "P1", Cell("某项目"), total=Money(Cell("12"), Decimal(12)))
    rows = (target(0, "120,000", "元"), target(1, "95", "%"), target(2, "明显", ""), target(3, "3", "元/人"))
    table = auditor.to_frame(Budget("b", "0", "某局", 2026, (project,), rows))
    assert list(table["number"].fillna(-1)) == [120000, 95, -1, 3]
    assert list(table["dimension"]) == ["money", "ratio", "", "money"]
    assert list(table["amount_wan"].fillna(-1)) == [12, -1, -1, -1]
    assert set(table["department"]) == {"某局"}
    assert list(table["cell"]) == ["G0", "G1", "G2", "G3"]


def test_records_are_short_at_the_prompt_and_tables_in_a_notebook() -> None:
    report = auditor.audit(SAMPLE)
    (document,) = report.documents
    assert document.budget is not None
    for record in (report, document.budget, document.findings[0]):
        assert len(repr(record)) < 300
        assert record._repr_html_().startswith("<table>")


def test_html_of_a_notebook_holds_no_markup_of_the_document() -> None:
    project = Project("P1", "P1", Cell("<script>alert(1)</script>"))
    page = Budget("b", "0", projects=(project,), indicators=(target(0, "<b>", "%"),))._repr_html_()
    assert "<script>" not in page
    assert "<b>" not in page


@pytest.mark.parametrize("suffix", [".html", ".json", ".xlsx", ".md", ".txt", ".sarif", ".xml"])
def test_a_report_is_saved_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    path = auditor.audit(SAMPLE).save(tmp_path / "deep" / f"r{suffix}")
    assert path.read_bytes()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_an_unknown_suffix_or_a_folder_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    report = auditor.audit(SAMPLE)
    with pytest.raises(auditor.ConfigError, match="后缀"):
        report.save(tmp_path / "r.doc")
    (tmp_path / "r.json").mkdir()
    with pytest.raises(auditor.ConfigError, match="无法写入"):
        report.save(tmp_path / "r.json")
    assert [one.name for one in tmp_path.iterdir()] == ["r.json"]


def test_one_text_is_proofread_like_a_list_of_one() -> None:
    text = "确保机构搞笑运行。"
    assert auditor.proofread(text) == auditor.proofread([text])
    assert [edit.right for edit in auditor.proofread(text)[0]] == ["高效"]


def test_type_checkers_see_the_types_of_an_installation(tmp_path: Path) -> None:
    assert (ROOT / "auditor" / "py.typed").exists()
    page = tmp_path / "use.py"
    page.write_text(
        "import auditor\nreveal_type(auditor.audit('x').documents[0].findings[0].severity)\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "mypy", "--no-incremental", "--config-file=", str(page)]
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment, cwd=tmp_path)
    (told,) = [line for line in done.stdout.splitlines() if "Revealed type" in line]
    assert all(f"'{severity}'" in told for severity in ("error", "warning", "info")), told
