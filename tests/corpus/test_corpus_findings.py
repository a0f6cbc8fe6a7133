"""Findings across documents where their user meets them: in a batch, in an audit of several files, in every report."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from auditor import api
from auditor.cli.main import main
from samples.make.layout import HEADER

OBJECTIVE = "完成{n}座提灌站的机组检修，更换老化电缆，使灌区末端农田在春旱时按期用水。"
OTHER = "为{n}所乡村小学配齐科学实验箱，培训兼职教师，使每个班级每学期至少做八次动手实验。"
ROWS = (
    ("产出指标", "数量指标", "检修机组数量", "≥", "{n}", "台"),
    ("产出指标", "质量指标", "机组一次启动成功率", "≥", "98", "%"),
    ("效益指标", "社会效益指标", "末端农田按期用水面积", "≥", "{n}00", "亩"),
    ("满意度指标", "服务对象满意度指标", "灌区农户满意度", "≥", "90", "%"),
)


def document(department: str, year: int, *projects: tuple[str, str, str, int]) -> str:
    """Return a budget with table 12: projects are (code, name, objective, figure)."""
    lines = [
        f"{department}{year}年部门预算",
        "",
        "预算12表 年度项目支出绩效目标表",
        "",
        "（单位：万元）",
        "",
        "\t".join(HEADER),
    ]
    for code, name, objective, figure in projects:
        head = [department, f"{code}-{name}", "60.000000", "60.000000", "", objective.format(n=figure)]
        for place, row in enumerate(ROWS):
            lines.append("\t".join([*(head if place == 0 else [""] * 6), *(cell.format(n=figure) for cell in row)]))
    return "\n".join(lines) + "\n"


@pytest.fixture
def years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, near: None) -> Path:
    """Return a folder with three departments and two years.

    甲 carries two projects over to the letter (D23); 乙 gives last year's objective to a new project (D21);
    丙 has the objective of 乙 and its indicators (D20, D22).
    """
    texts = {
        "甲-2025.tsv": document(
            "甲县水务局", 2025, ("A1", "提灌站检修", "甲：" + OBJECTIVE, 7), ("A2", "实验箱", OTHER, 9)
        ),
        "甲-2026.tsv": document(
            "甲县水务局", 2026, ("A1", "提灌站检修", "甲：" + OBJECTIVE, 7), ("A2", "实验箱", OTHER, 9)
        ),
        "乙-2025.tsv": document("乙县农业局", 2025, ("B1", "泵站维护", OBJECTIVE, 12)),
        "乙-2026.tsv": document("乙县农业局", 2026, ("B2", "农机购置", OBJECTIVE, 15)),
        "丙-2026.tsv": document("丙县财政所", 2026, ("C1", "渠系配套", OBJECTIVE, 31)),
    }
    for name, text in texts.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "in"


EXPECTED = {"D20", "D21", "D22", "D23"}


def test_a_batch_shows_them_in_every_summary(years: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "in"]) == 0
    home = years.with_name("in.audit")
    found = json.loads((home / "summary.json").read_text(encoding="utf-8"))["corpus_findings"]
    assert {one["code"] for one in found} >= EXPECTED
    page = (home / "index.html").read_text(encoding="utf-8")
    for one in found:
        assert one["message"].split("“")[1].split("”")[0] in page
        assert all(place["document"] in page for place in one["related"])
    reused = next(one for one in found if one["code"] == "D21")
    assert (reused["source"], reused["related"][0]["document"]) == ("乙-2025.tsv", "乙-2026.tsv")
    carried = next(one for one in found if one["code"] == "D23")
    assert (carried["source"], carried["related"][0]["document"]) == ("甲-2026.tsv", "甲-2025.tsv")
    assert "2个" in carried["message"]
    capsys.readouterr()
    assert main(["query", "SELECT DISTINCT code FROM findings WHERE across", "--store", "in.audit", "-f", "json"]) == 0
    assert {one["code"] for one in json.loads(capsys.readouterr().out)} >= EXPECTED


@pytest.mark.parametrize("name", ["json", "html", "text", "markdown", "xlsx", "sarif", "junit"])
def test_an_audit_of_several_files_shows_them(years: Path, tmp_path: Path, name: str) -> None:
    report = tmp_path / "out"
    assert main(["audit", "in", "-f", name, "-o", f"{report}/"]) == 0
    (path,) = report.iterdir()
    if name == "json":
        found = json.loads(path.read_text(encoding="utf-8"))["corpus_findings"]
        assert {one["code"] for one in found} >= EXPECTED
        assert all(one["where"]["document"] for one in found)
    elif name == "xlsx":
        from openpyxl import load_workbook

        rows = load_workbook(path)["审核意见"].iter_rows(values_only=True)
        (carried,) = (row for row in rows if "D23" in row)
        assert "甲-2026.tsv" in carried
    else:
        text = path.read_text(encoding="utf-8")
        assert "D23" in text or "duplicate.carried-over" in text or "一字不差" in text
        assert "乙-2026.tsv" in text


def test_one_document_has_nothing_to_be_compared_with(years: Path) -> None:
    assert api.audit(years / "甲-2025.tsv").corpus_findings == ()


def test_the_same_file_twice_is_one_document(years: Path) -> None:
    again = years / "again.tsv"
    again.write_bytes((years / "乙-2025.tsv").read_bytes())
    assert api.audit(years / "乙-2025.tsv", again).corpus_findings == ()


def test_a_comparison_that_breaks_off_is_said(years: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.checks.across import copies

    def broken(*args: object, **kwargs: object) -> None:
        raise ValueError("xyz")

    monkeypatch.setattr(copies, "near_pairs", broken)
    report = api.audit(sorted(years.iterdir()))
    assert "duplicate.copied-objective" in report.documents[0].problems[0].message
    assert api.gate(report).exit_code == 2


def test_what_belongs_to_no_document_is_pruned(years: Path) -> None:
    main(["batch", "in"])
    home = years.with_name("in.audit")
    (years / "甲-2025.tsv").unlink()
    (home / "results" / "00").mkdir(exist_ok=True)
    (home / "results" / "00" / ".auditor-killed").write_bytes(b"x")
    main(["batch", "in"])
    assert len(list(home.rglob("*.json.gz"))) == 5, "results stay until they are pruned"
    kept = next(home.glob("reports/*.html")).stem.rpartition("-")[2]
    (home / "originals").mkdir()
    for digits in (kept, "0" * 12):
        (home / "originals" / f"{digits}-1.audit.webp").write_bytes(b"x")
    assert main(["batch", "in", "--prune"]) == 0
    assert len(list(home.glob("originals/*"))) <= 1
    assert not list(home.glob("originals/000000000000-*"))
    assert len(list(home.rglob("*.json.gz"))) == len(list((home / "reports").rglob("*.html"))) == 4
    assert not list(home.rglob(".auditor-*"))
    links = json.loads((home / "summary.json").read_text(encoding="utf-8"))["documents"]
    assert all((home / unquote(one["report"])).is_file() for one in links)
