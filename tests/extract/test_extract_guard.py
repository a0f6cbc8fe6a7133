"""A fault of this program in one table never makes the rest unreadable."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.extract import money

TWELVE = """\
<p>2026年部门预算</p><p>预算12表 项目支出绩效表</p><table>
<tr><td>项目名称</td><td>项目总额</td><td>绩效目标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标性质</td>
<td>指标值</td><td>度量单位</td></tr>
<tr><td>图书采购</td><td>9</td><td>补充图书</td><td>产出指标</td><td>数量指标</td><td>新购图书册数</td><td>≥</td><td>900</td>
<td>册</td></tr></table>
"""
SPANNED = """\
<p>预算01表 收支总表</p><table><tr><td rowspan="2">收入</td><td colspan="3">支出</td></tr>
<tr><td>预算数</td><td></td><td></td></tr><tr><td>拨款</td><td>9</td><td>教育支出</td><td>9</td><td>其他</td><td>9</td></tr>
<tr><td>合计</td><td>9</td><td>合计</td><td>9</td><td>合计</td><td>9</td></tr></table>
"""


def read(tmp: Path, *parts: str) -> api.Budget:
    path = tmp / "甲.html"
    path.write_text("".join(parts), encoding="utf-8")
    return api.extract(path)


@pytest.mark.parametrize("name", ["_typed", "settled", "corrected"])
def test_a_fault_in_another_table_keeps_its_cells(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(money, name, broken)
    path = tmp_path / "甲.md"
    text = "预算01表 收支总表\n\n| 收入 | 预算数 |\n|---|---|\n| 拨款 | 9 |\n\n预算12表 项目支出绩效表\n\n"
    rows = "| 项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|---|\n"
    path.write_text(f"{text}{rows}| 图书采购 | 产出指标 | 数量指标 | 新购图书册数 | ≥900册 |\n", encoding="utf-8")
    budget = api.extract(path)
    assert [item.name.text for item in budget.indicators] == ["新购图书册数"]
    assert [problem.code for problem in budget.problems if problem.partial] == ["extract.crash"]
    assert budget.tables[0].grids


def test_a_fault_in_an_indicator_table_keeps_the_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("auditor.extract.read_projects", broken)
    budget = read(tmp_path, SPANNED, TWELVE)
    assert budget.tables
    assert any("预算12表" in problem.message or "绩效表" in problem.message for problem in budget.problems)


def test_spans_over_heads_are_no_fault(tmp_path: Path) -> None:
    budget = read(tmp_path, SPANNED, TWELVE)
    assert not [problem for problem in budget.problems if problem.code == "extract.crash"]
    assert len(budget.indicators) == 1
