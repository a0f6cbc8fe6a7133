"""An evaluation beside the approved table of its year in another file: both commands find the changed target."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import auditor
from auditor import api
from auditor.cli.main import main
from bench.beside.write import write

PLAN = """柏树沟县林草局{year}年部门预算
预算12表 年度项目支出绩效目标表
项目名称 | 项目总额 | 财政资金 | 其他资金 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
草原管护补助 | 120 | 120 |  | 管护草原3万亩，植被恢复。 | 产出指标 | 数量指标 | 管护草原面积 | ≥ | 3 | 万亩
 |  |  |  |  |  | 产出指标 | 质量指标 | 管护合格率 | ≥ | 95 | %
 |  |  |  |  |  | 效益指标 | 生态效益指标 | 草原植被覆盖率 | ≥ | 60 | %
 |  |  |  |  |  | 满意度指标 | 满意度指标 | 牧民满意度 | ≥ | 90 | %
"""
EVALUATION = """项目支出绩效自评表
（2025年度）
项目名称 | 草原管护补助 | < | < | < | < | < | <
主管部门 | {ministry} | < | < | 实施单位 | 柏树沟县草原站 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | 管护草原面积 | {area} | 30100亩 | 50 | 50 |
产出指标 | 质量指标 | 管护合格率 | ≥95% | 96% | 20 | 20 |
效益指标 | 生态效益指标 | 草原植被覆盖率 | ≥60% | 61% | 20 | 20 |
{last}"""
LAST = "满意度指标 | 满意度指标 | 牧民满意度 | ≥90% | 92% | 10 | 10 |\n"
RULES = {"conflict.target-changed", "conflict.indicators-not-evaluated"}


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


def files(
    folder: Path, *, area: str, last: str = LAST, year: int = 2025, ministry: str = "柏树沟县林草局"
) -> list[Path]:
    plan = write(PLAN.format(year=year), "xlsx", folder).rename(folder / "目标.xlsx")
    text = EVALUATION.format(area=area, last=last, ministry=ministry)
    return [plan, write(text, "docx", folder).rename(folder / "自评.docx")]


def found(paths: list[Path]) -> list[tuple[str, str, str]]:
    report = auditor.audit(*paths)
    return [
        (one.rule, Path(one.where.source).name, Path(one.related[0].source).name)
        for one in report.corpus_findings
        if one.rule in RULES
    ]


@pytest.mark.parametrize("ministry", ["柏树沟县林草局", "柏树沟县自然资源和林业局"])
def test_a_lowered_target_shows_both_places(ministry: str, tmp_path: Path) -> None:
    changed = files(tmp_path, area="≥20000亩", ministry=ministry)
    assert found(changed) == [("conflict.target-changed", "自评.docx", "目标.xlsx")]


@pytest.mark.parametrize("area", ["≥3万亩", "≥30000亩", "30000亩", "有效管护"])
def test_the_same_target_in_another_unit_or_without_its_sign_is_right(area: str, tmp_path: Path) -> None:
    assert found(files(tmp_path, area=area)) == []


def test_another_year_is_another_plan(tmp_path: Path) -> None:
    assert found(files(tmp_path, area="≥20000亩", year=2026)) == []


def test_an_indicator_that_was_left_out_is_named(tmp_path: Path) -> None:
    assert found(files(tmp_path, area="≥3万亩", last="")) == [
        ("conflict.indicators-not-evaluated", "自评.docx", "目标.xlsx")
    ]


def test_an_evaluation_is_no_plan_of_another_year(tmp_path: Path) -> None:
    """Last year's evaluation repeats last year's targets: no plan is carried over or lowered because of it."""
    paths = files(tmp_path, area="≥4万亩", year=2026)
    assert [one.rule for one in auditor.audit(*paths).corpus_findings if one.rule.startswith("ambition")] == []


def test_a_batch_compares_them_too(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    files(folder, area="≥20000亩")
    out = tmp_path / "结果"
    assert main(["batch", str(folder), "-o", str(out), "--workers", "1"]) == 0
    (found,) = json.loads((out / "summary.json").read_text(encoding="utf-8"))["corpus_findings"]
    assert found["code"] == "E23" or "2025年批复的绩效目标" in json.dumps(found, ensure_ascii=False)
