"""Explanations that show the objectives of some projects only, and amounts that belong to something wider."""

from __future__ import annotations

from pathlib import Path

import pytest

import auditor

HEAD = "# 柳溪县图书馆2026年部门预算公开\n\n"
SPENDING = """
## 表3 支出总表

单位：万元

| 编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 207 | 文化旅游体育与传媒支出 | 300.00 | 214.50 | 85.50 |
|  | 合计 | 300.00 | 214.50 | 85.50 |
"""
GOALS = """
## 表12 项目支出绩效目标表

单位：万元

| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 单位 |
|---|---|---|---|---|---|---|---|---|
| 流动书车运行 | 40.00 | 流动书车下乡服务96次。 | 产出指标 | 数量指标 | 流动书车下乡次数 | ≥ | 96 | 次 |
"""
OFFICIAL = """
## 表7 “三公”经费支出表

单位：万元

| 项目 | 2026年预算数 | 2025年预算数 |
|---|---|---|
| 合计 | {total} | {before} |
| 公务用车购置及运行维护费 | {cars} | 17.50 |
| 其中：公务用车购置费 | 28.00 | 0.00 |
| 公务用车运行维护费 | 16.00 | 17.50 |
| 公务接待费 | 2.70 | 2.70 |
"""
BASIC = """
## 表6 一般公共预算基本支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
|---|---|---|---|---|
| 302 | 商品和服务支出 | 14.50 | 0.00 | 14.50 |
| 30201 | 办公费 | 13.00 | 0.00 | 13.00 |
| 30217 | 公务接待费 | 1.50 | 0.00 | 1.50 |
|  | 合计 | 14.50 | 0.00 | 14.50 |
"""


def codes(tmp_path: Path, text: str) -> set[str]:
    path = tmp_path / "x.md"
    path.write_text(HEAD + text, encoding="utf-8")
    return {one.code for one in auditor.audit(path).documents[0].findings}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("2026年4个项目支出共85.50万元全部编制绩效目标，公开其中1个。", False),
        ("2026年本单位4个项目全部编制绩效目标，涉及项目支出85.50万元。", False),
        ("2026年本单位4个项目全部编制绩效目标，涉及项目支出88.50万元。", True),
        ("2026年本单位4个项目全部编制绩效目标。", True),
    ],
)
def test_the_objectives_of_some_projects_may_be_shown(tmp_path: Path, said: str, *, wrong: bool) -> None:
    assert ("P09" in codes(tmp_path, f"{said}\n{SPENDING}{GOALS}")) == wrong


@pytest.mark.parametrize(("change", "wrong"), [("26.50", False), ("25.50", True)])
def test_a_change_may_be_that_of_the_whole_told_before(tmp_path: Path, change: str, *, wrong: bool) -> None:
    text = "公务用车购置及运行维护费44.00万元，其中公务用车购置费28.00万元，公务用车运行维护费16.00万元；"
    text += f"较2025年年初预算数17.50万元增加{change}万元，系购置流动书车。"
    table = OFFICIAL.format(total="46.70", before="20.20", cars="44.00")
    assert ("P45" in codes(tmp_path, f"{text}\n{table}{GOALS}")) == wrong


@pytest.mark.parametrize(("amount", "wrong"), [("1.50", False), ("1.80", True)])
def test_basic_spending_may_have_a_part_of_what_projects_pay_for_too(
    tmp_path: Path, amount: str, *, wrong: bool
) -> None:
    text = f"基本支出14.50万元，公用经费14.50万元，含办公费13.00万元、公务接待费{amount}万元。"
    table = OFFICIAL.format(total="46.70", before="20.20", cars="44.00")
    assert ("P04" in codes(tmp_path, f"{text}\n{table}{BASIC}{GOALS}")) == wrong
