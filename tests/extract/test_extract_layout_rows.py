"""Rows that are no indicators: units under a head, sums between levels, headings of levels; forms that hold a table."""

from decimal import Decimal

import pytest

import auditor.extract as extraction
from auditor.extract import extract
from auditor.extract.segments.captions import prints_units
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Grid, Prose

UNITS = """## 项目支出绩效目标表

| 项目名称 | 预算数 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |
|---|---|---|---|---|---|---|
| — | 元 | — | — | — | — | 分 |
| 渡口值守 | 450000 | 产出指标 | 数量指标 | 值守渡口数量 | ≥6处 | 20 |
| | | | 质量指标 | 值守到岗率 | ≥98% | 30 |
| | | | 小计 | | | 50 |
| 合计 | 450000 | | | | | |
"""
HEADINGS = """## 项目支出绩效目标表

项目名称：渡口值守

| 二级指标 | 三级指标 | 目标值 | 单位 |
|---|---|---|---|
| 一、产出指标（50分） | | | |
| 数量指标 | 值守渡口数量 | ≥6 | 处 |
| 二、效益指标（40分） | | | |
| 社会效益指标 | 渡运事故发生次数 | =0 | 次 |
"""
NESTED = """<p>项目支出绩效目标表</p><table><tr><td>项目名称</td><td>渡口值守</td></tr>
<tr><td>项目金额</td><td>45万元</td></tr>
<tr><td>绩效目标</td><td>保障渡运。</td></tr><tr><td>绩效指标</td><td><table>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>值守渡口数量</td><td>≥6处</td></tr>
<tr><td>产出指标</td><td>质量指标</td><td>值守到岗率</td><td>≥98%</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>安全渡运人次</td><td>≥9000人次</td></tr></table></td></tr></table>"""


def _read(text: str, name: str = "预算.md") -> Budget:
    return extract(read_bytes(text.encode(), name))


def _told(budget: Budget) -> list[tuple[str, Decimal | None]]:
    return [(project.name.text, project.total.wan) for project in budget.projects]


def test_a_row_of_units_is_no_project_and_its_unit_counts() -> None:
    budget = _read(UNITS)
    assert _told(budget) == [("渡口值守", Decimal(45))]
    assert [row.name.text for row in budget.indicators] == ["值守渡口数量", "值守到岗率"]
    assert not [problem for problem in budget.problems if problem.partial]


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (("—", "万元", "—", "分"), True),
        (("/", "元", "%"), True),
        *(
            (texts, False)
            for texts in (("万元",), ("类", "款", "项"), ("—", "—", "—"), ("≥", "6", "处"), ("数量", "万元", "个"))
        ),
    ],
)
def test_what_prints_units_alone(texts: tuple[str, ...], says: bool) -> None:
    assert prints_units(texts) is says


def test_the_heading_of_a_section_is_the_level_as_printed() -> None:
    budget = _read(HEADINGS)
    assert [row.level1.text for row in budget.indicators] == ["一、产出指标（50分）", "二、效益指标（40分）"]


def test_a_form_that_holds_a_table_is_a_form() -> None:
    budget = _read(NESTED, "预算.html")
    assert _told(budget) == [("渡口值守", Decimal(45))]
    assert len(budget.indicators) == 3
    assert not [problem for problem in budget.problems if problem.partial]


def test_a_fault_in_a_step_leaves_the_rows_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: tuple[Prose | Grid, ...]) -> tuple[Prose | Grid, ...]:
        raise IndexError

    monkeypatch.setattr(extraction, "_STEPS", (broken, *extraction._STEPS))
    budget = _read(UNITS)
    assert _told(budget) == [("渡口值守", Decimal(45))]
    assert [problem.code for problem in budget.problems if problem.partial] == ["extract.crash"]


def test_a_copied_head_with_columns_of_kinds_breaks_nothing() -> None:
    pairs = "\t".join(["指标名称\t指标值"] * 3)
    head = f"序号\t项目名称\t产出指标\t满意度指标\n数量指标\t质量指标\t服务对象满意度指标\n{pairs}\n"
    row = "1\t渡口值守\t值守渡口数量\t≥6处\t值守到岗率\t≥98%\t乘客满意度\t≥90%\n"
    budget = _read(f"项目支出绩效目标表\n{head}{row}", "预算.txt")
    assert [problem for problem in budget.problems if problem.partial]
