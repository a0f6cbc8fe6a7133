"""The unit of money of tables that print none: said once for all of them, or shown by the running text."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.extract import extract
from auditor.readers import read_file
from auditor.records.budget import Budget

TABLE = """
| 科目 | 名称 | 总计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 2120101 | 行政运行 | 8126540.00 | 8126540.00 | |
| 2120104 | 城管执法 | 3570000.00 | | 3570000.00 |
| | 合计 | 11696540.00 | 8126540.00 | 3570000.00 |
"""
TITLE = "\n### 表{} 部门支出总体情况表\n"
OTHER = "\n### 表{} 一般公共预算支出情况表\n"
TEXT = (
    "\n## 第三部分 预算情况说明\n\n支出总计11,696,540.00{0}，其中基本支出8,126,540.00{0}，项目支出3,570,000.00{0}。\n"
)


def read(text: str, folder: Path) -> Budget:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    return extract(read_file(path))


@pytest.mark.parametrize(
    "said",
    [
        "## 第二部分 部门预算公开表（金额单位：元）",
        "## 第二部分 2026年部门预算表（单位：元；表号按统一表样，无数据的表略）",
        "## 附件 某区城市管理局预算表【货币单位：元】",
        "以下各表金额单位均为元。",
        "本套表格金额单位统一为元，保留两位小数。",
        "表中数据均以元为单位。",
        "（金额单位均为元）",
    ],
)
def test_a_unit_said_once_is_that_of_all_tables(said: str, tmp_path: Path) -> None:
    budget = read(
        f"# 某区城市管理局2026年部门预算\n\n{said}\n{TITLE.format(1)}{TABLE}{OTHER.format(2)}{TABLE}", tmp_path
    )
    assert [table.money_unit for table in budget.tables] == ["元", "元"]


@pytest.mark.parametrize(
    "said", ["说明：文中金额单位均为元。", "单位补助标准为每人500元。", "单位名称：某区城市管理局", ""]
)
def test_other_lines_say_no_unit(said: str, tmp_path: Path) -> None:
    budget = read(
        f"# 某区城市管理局2026年部门预算\n\n{said}\n{TITLE.format(1)}{TABLE}{OTHER.format(2)}{TABLE}", tmp_path
    )
    assert [table.money_unit for table in budget.tables] == ["", ""]


def test_a_table_that_prints_its_own_unit_keeps_it(tmp_path: Path) -> None:
    own = f"{OTHER.format(2)}\n单位：万元\n{TABLE}"
    budget = read(f"## 第二部分 部门预算公开表（金额单位：元）\n{TITLE.format(1)}{TABLE}{own}", tmp_path)
    assert [table.money_unit for table in budget.tables] == ["元", "万元"]


def test_the_text_shows_the_unit_that_nobody_prints(tmp_path: Path) -> None:
    budget = read(f"# 某区城市管理局2026年部门预算\n{TITLE.format(1)}{TABLE}{TEXT.format('元')}", tmp_path)
    assert [table.money_unit for table in budget.tables] == ["元"]
    assert any(problem.code == "extract.money-unit" and "按元读" in problem.message for problem in budget.problems)


def test_a_text_in_the_usual_unit_or_of_few_amounts_shows_nothing(tmp_path: Path) -> None:
    usual = read(f"# 某区城市管理局2026年部门预算\n{TITLE.format(1)}{TABLE}{TEXT.format('万元')}", tmp_path)
    few = read(f"# 某区城市管理局2026年部门预算\n{TITLE.format(1)}{TABLE}\n支出总计11,696,540.00元。\n", tmp_path)
    assert [table.money_unit for table in (*usual.tables, *few.tables)] == ["", ""]
