"""The samples of documents beside the tables, in three formats: the right ones are silent, the faulty ones are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import auditor
from auditor import api
from auditor.config import Policy
from auditor.engine.gate import judge
from auditor.records.report import Ruleset
from auditor.render import render
from auditor.render.json_reader import load_report
from bench.beside.write import write

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "beside"
KINDS = ("evaluation-project", "evaluation-department", "monitoring", "prose", "weights")
FORMATS = ("md", "xlsx", "docx")
# How many errors and warnings at least: as many as faults that were planted, less those that one finding says together.
LEAST = {"evaluation-project": 5, "evaluation-department": 4, "monitoring": 5, "prose": 7, "weights": 2}


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


def audited(name: str, form: str, folder: Path) -> auditor.DocumentReport:
    (document,) = auditor.audit(write((FOLDER / f"{name}.txt").read_text(encoding="utf-8"), form, folder)).documents
    return document


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_clean_sample_has_no_error(kind: str, form: str, tmp_path: Path) -> None:
    document = audited(f"clean-{kind}", form, tmp_path)
    assert document.status == "ok", document.problems
    assert [one.message for one in document.findings if one.severity == "error"] == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_faulty_sample_has_its_findings(kind: str, form: str, tmp_path: Path) -> None:
    found = [one for one in audited(f"faulty-{kind}", form, tmp_path).findings if one.severity != "info"]
    assert len(found) >= LEAST[kind], [one.message for one in found]


ALONE = {
    "text": "枫溪县教育局2026年部门预算说明\n一、部门职责\n负责全县教育经费管理。\n二、机构设置\n下设3个单位。",
    "purchases": "政府采购预算表\n单位：万元\n项目 | 品目 | 金额\n校舍 | 工程 | 300\n桌椅 | 货物 | 120\n合计 |  | 420",
    "assets": "国有资产占用情况表\n类别 | 数量 | 原值\n房屋 | 3 | 1200\n车辆 | 4 | 80",
}


@pytest.mark.parametrize("kind", ALONE)
def test_a_document_of_other_kinds_alone_is_not_passed_and_says_what_was_read(kind: str, tmp_path: Path) -> None:
    report = auditor.audit(write(ALONE[kind], "docx", tmp_path))
    assert judge(report, Policy(), (), date.today()).exit_code == 2
    (told,) = [one.message for one in report.documents[0].problems if one.code == "extract.no-indicator-table"]
    shown = {"text": "读到表格以外的文字5段", "purchases": "读到其他表1张（政府采购表）", "assets": "读到其他表1张"}
    assert shown[kind] in told


@pytest.mark.parametrize("kind", ["evaluation-project", "monitoring", "weights"])
def test_a_right_document_of_results_alone_passes(kind: str, tmp_path: Path) -> None:
    report = auditor.audit(write((FOLDER / f"clean-{kind}.txt").read_text(encoding="utf-8"), "md", tmp_path))
    assert judge(report, Policy(), (), date.today()).exit_code == 0


def test_the_ledger_tells_what_an_evaluation_alone_leaves_unchecked(tmp_path: Path) -> None:
    document = audited("clean-evaluation-project", "xlsx", tmp_path)
    states = {check.rule: check.state for check in document.checks}
    assert states["arithmetic.execution-rate"] == "ran"
    assert states["cost.monitored-spending"] == "not_applicable"
    assert states["arithmetic.table-01-and-03"] == "not_run"
    assert states["conflict.target-changed"] != "ran"


# What each kind of document is called, in every report.
TITLES = {
    "evaluation-project": ("12", "自评", "项目支出绩效自评表"),
    "evaluation-department": ("13", "自评", "部门整体支出绩效自评表"),
    "monitoring": ("12", "监控", "项目支出绩效监控表"),
    "prose": ("", "说明", "文字说明"),
}


@pytest.mark.parametrize("kind", TITLES)
def test_each_kind_goes_by_its_own_title(kind: str, tmp_path: Path) -> None:
    document = audited(f"faulty-{kind}", "xlsx", tmp_path)
    table, _, title = TITLES[kind]
    assert {(one.where.table, one.where.stage, one.where.title) for one in document.findings} == {TITLES[kind]}
    report = auditor.Report("0", Ruleset((), 0, ""), (document,))
    for form in ("text", "markdown", "html", "sarif", "json"):
        assert title in render(report, form).decode("utf-8"), form
    told = render(report, "markdown").decode("utf-8")
    assert f"预算{table}表" not in told
    again = load(render(report, "json"), tmp_path)
    assert [one.where.title for one in again.documents[0].findings] == [title] * len(document.findings)


def load(data: bytes, folder: Path) -> auditor.Report:
    path = folder / "report.json"
    path.write_bytes(data)
    return load_report(path)
