"""Amounts and targets as written, in tables of every format: read, or said that they are not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from auditor import api
from auditor.extract import extract
from auditor.extract.rows.amounts import project_money, unread
from auditor.readers import read_file
from auditor.records.budget import Budget
from auditor.records.document import Cell
from samples.make.pdfs import Box
from tests.extract.extract_forms import Form, write

FORMATS = ("xlsx", "docx", "html", "blank.md")
HEAD = ["项目名称", "{head}", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
ROWS = [
    [
        "河道清淤",
        "{amount}",
        "清淤河道18公里，恢复行洪能力。",
        "产出指标",
        "数量指标",
        "清淤河道长度",
        "≥",
        "18",
        "公里",
    ],
    ["", "", "", "成本指标", "经济成本指标", "清淤工程总成本", "≤", "{ceiling}", "万元"],
    ["", "", "", "满意度指标", "服务对象满意度指标", "沿河群众满意度", "≥", "90", "%"],
]


def table(head: str, amount: str, kind: str, folder: Path, note: str = "单位：万元") -> Path:
    rows = [[text.format(head=head, amount=amount, ceiling="18") for text in row] for row in (HEAD, *ROWS)]
    boxes = tuple(Box(at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row))
    return write(Form({"title": "项目支出绩效目标表", "note": note}, boxes, ()), kind, folder)


def read(path: Path) -> Budget:
    return extract(read_file(path))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("head", "amount", "wan"),
    [
        ("项目总额", "20", "20"),
        ("项目总额", "189.8万", "189.8"),
        ("项目总额", "2279.048 万元", "2279.048"),
        ("项目总额", "￥20万元", "20"),
        ("项目总额（元）", "1,200,000.00", "120"),
        ("项目总额（元）", "20万元", "20"),
        ("项目总额(亿元)", "0.3", "3000"),
        ("预算数", "20万元（含税）", "20"),
        ("预算金额（万元）", "20.5", "20.5"),
    ],
)
def test_an_amount_in_a_column(head: str, amount: str, wan: str, kind: str, tmp_path: Path) -> None:
    (project,) = read(table(head, amount, kind, tmp_path)).projects
    assert (project.name.text, project.total.cell.text, project.total.wan) == ("河道清淤", amount, Decimal(wan))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("amount", ["约20万元", "20-25万元", "不超过20万元", "20万元左右"])
def test_an_amount_that_is_none_exactly_is_said(amount: str, kind: str, tmp_path: Path) -> None:
    budget = read(table("项目总额", amount, kind, tmp_path))
    (project,) = budget.projects
    assert (project.name.text, project.total.cell.text, project.total.wan) == ("河道清淤", amount, None)
    (problem,) = [problem for problem in budget.problems if problem.code == "extract.amount"]
    assert amount in problem.message
    assert not problem.partial


def test_three_equal_amounts_are_said_to_be_so() -> None:
    (problem,) = unread(project_money([Cell("7.50"), Cell("7.50"), Cell("7.50")], "万元"))
    assert "都相等" in problem.message


def test_the_head_goes_before_the_caption_and_says_so(tmp_path: Path) -> None:
    budget = read(table("项目总额（元）", "200000", "xlsx", tmp_path))
    assert budget.projects[0].total.wan == Decimal(20)
    assert [problem.code for problem in budget.problems] == ["extract.money-unit"]


def test_a_unit_in_the_name_of_an_indicator_is_not_that_of_the_table(tmp_path: Path) -> None:
    path = table("项目总额", "20", "blank.md", tmp_path, note="")
    path.write_text(path.read_text(encoding="utf-8").replace("清淤工程总成本", "每公里成本（元）"), encoding="utf-8")
    assert read(path).projects[0].total.wan == Decimal(20)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("head", "amount"), [("项目总额", "20万元"), ("项目总额", "约20万元"), ("项目总额（元）", "200000")]
)
def test_a_clean_table_has_no_error(head: str, amount: str, kind: str, tmp_path: Path) -> None:
    report = api.audit(table(head, amount, kind, tmp_path))
    assert [finding.message for finding in report.documents[0].findings if finding.severity == "error"] == []
    assert api.gate(report).exit_code == 0


@pytest.mark.parametrize(
    ("value", "unit", "read_as"),
    [
        ("≤95%", "%", ("≤", "95", "%")),
        ("≥20%", "个", ("≥", "20%", "个")),
        ("30天", "天", ("", "30", "天")),
        ("30个工作日", "工作日", ("", "30", "工作日")),
        ("≥ 每周两次", "", ("≥", "每周两次", "")),
        ("-", "-", ("", "", "")),
        ("95%以上", "-", ("≥", "95", "%")),
        ("12次", "", ("", "12", "次")),
        ("≤500元/100km", "", ("≤", "500", "元/100km")),
        ("≤3次/2年", "", ("≤", "3", "次/2年")),
        ("≥2026/12/31", "", ("≥", "2026/12/31", "")),
        ("2026年", "年", ("", "2026年", "年")),
    ],
)
def test_a_target_beside_a_unit_column(value: str, unit: str, read_as: tuple[str, str, str], tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(
        "项目支出绩效目标表\n\n| 项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 单位 | 指标值 |\n"
        "|---|---|---|---|---|---|---|---|\n"
        f"| 送戏下乡 | 20 | 送戏下乡24场。 | 产出指标 | 数量指标 | 送戏下乡场次 | {unit} | {value} |\n"
        "| | | | 产出指标 | 质量指标 | 演出合格率 | % | ≥95 |\n",
        encoding="utf-8",
    )
    row = read(path).indicators[0]
    assert (row.sign, row.value.text, row.unit.text) == read_as
