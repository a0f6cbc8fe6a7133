"""The public API."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

import auditor
from auditor import api
from auditor.records.budget import Budget, Indicator, Money, Project
from auditor.records.document import Cell
from auditor.records.place import Place

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "clean-agency.md"


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


def test_every_public_name_is_there() -> None:
    assert all(getattr(auditor, name) is not None for name in auditor.__all__)
    assert set(auditor.__all__) == {name for names in auditor._HOMES.values() for name in names} | {"__version__"}
    with pytest.raises(AttributeError):
        auditor.nothing  # noqa: B018


def test_importing_it_costs_nothing() -> None:
    code = "import sys; before = set(sys.modules); import auditor; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.strip("[]\n").replace("'", "").split(", ") if name.startswith("auditor")}
    assert loaded == {"auditor"}


def test_extract_can_be_called_whoever_imported_the_package_of_that_name() -> None:
    before = auditor.extract(SAMPLE)
    import_module("auditor.extract.segments.facts")  # now the import system has set auditor.extract to the package

    assert auditor.extract(auditor.read(SAMPLE)) == before
    assert before.projects


def test_audit_takes_files_documents_budgets_and_lists() -> None:
    document = auditor.read(SAMPLE)
    budget = auditor.extract(document)
    seen: list[tuple[int, int, str]] = []
    report = auditor.audit(str(SAMPLE), [document, budget], progress=lambda *one: seen.append(one))
    assert [one.status for one in report.documents] == ["ok"] * 3
    assert len({one.findings for one in report.documents}) == 1
    assert seen == [(1, 3, str(SAMPLE)), (2, 3, str(SAMPLE)), (3, 3, str(SAMPLE))]
    assert report.tool_version == auditor.__version__


def test_what_cannot_be_read_is_a_report_and_the_gate_does_not_pass(tmp_path: Path) -> None:
    report = auditor.audit(tmp_path / "none.md", SAMPLE)
    assert [one.status for one in report.documents] == ["unreadable", "ok"]
    assert auditor.gate(report).exit_code == 2
    assert auditor.gate(auditor.audit(SAMPLE)).exit_code == 0


def test_an_empty_budget_is_partial() -> None:
    (document,) = auditor.audit(Budget("空", "0")).documents
    assert document.status == "partial"
    assert "没有找到绩效指标表" in document.problems[0].message


def test_a_frame_has_a_row_for_every_indicator() -> None:
    project = Project("P1", "P1", Cell("某项目"), total=Money(Cell("12.50"), Decimal("12.50")))
    rows = (
        Indicator(
            12, 0, name=Cell("数量"), sign="≥", value=Cell("3"), unit=Cell("个"), project="P1", place=Place(line=7)
        ),
        Indicator(13, 1, name=Cell("质量"), activity=Cell("某活动")),
    )
    frame = auditor.to_frame(Budget("某.md", "0", projects=(project,), indicators=rows))
    assert list(frame["project_total_wan"].fillna(-1)) == [12.5, -1]
    assert list(frame["line"].fillna(-1)) == [7, -1]
    assert list(frame["table"]) == [12, 13]
    assert list(frame["operator"]) == ["≥", ""]
    assert len(auditor.to_frame([])) == 0


def test_rules_follow_the_configuration() -> None:
    every = auditor.load_rules()
    fewer = auditor.load_rules(config=auditor.Config(disable=("unit",)))
    assert {rule.family for rule in every.rules} - {rule.family for rule in fewer.rules} == {"unit"}


def test_a_broken_rule_is_raised_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("{name: a.b}", encoding="utf-8")
    with pytest.raises(auditor.RuleError):
        auditor.audit(SAMPLE, packs=(tmp_path,))


def test_to_frame_gives_the_amounts_of_the_other_tables() -> None:
    budget = auditor.extract(SAMPLE)
    frame = auditor.to_frame(budget, tables=True)
    total = frame[(frame.kind == "收支总表") & (frame.name == "支出总计")]
    assert list(total.amount) == [float(value) for value in total.text.str.replace(",", "")]
    assert str(frame.amount.dtype) == "float64"
    assert len(auditor.to_frame([], tables=True)) == 0
