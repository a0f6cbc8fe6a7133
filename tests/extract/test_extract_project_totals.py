"""Rows of sums at the end of each project of one table are the totals of that project."""

from __future__ import annotations

import io

import openpyxl
import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

HEAD = [
    "序号",
    "项目名称",
    "全年预算数",
    "全年执行数",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
]
FIRST = [
    ["1", "航道疏浚", "80.00", "76.00", "产出指标", "数量指标", "疏浚航道里程", "≥30公里", "31公里", "60", "60"],
    ["", "", "", "", "效益指标", "社会效益指标", "船民出行时间缩短", "≥20分钟", "18分钟", "40", "36"],
]
SECOND = [
    ["2", "趸船维修", "40.00", "40.00", "产出指标", "数量指标", "维修趸船数量", "≥6艘", "6艘", "70", "70"],
    ["", "", "", "", "满意度指标", "服务对象满意度", "船员满意度", "≥90%", "95%", "30", "30"],
]


def _sum(weight: str, score: str) -> list[str]:
    return ["", "", "", "", "合计", "", "", "", "", weight, score]


def _budget(rows: list[list[str]], *, merged: bool) -> Budget:
    title = "柳镇航道站2025年度项目支出绩效自评汇总表"
    if not merged:
        lines = [HEAD, ["---"] * len(HEAD), *rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return extract(read_bytes(f"# {title}\n\n单位：万元\n\n{table}\n".encode(), "自评.md"))
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ([title], ["单位：万元"], HEAD, *rows):
        sheet.append([cell or None for cell in row])
    first = next(at for at, row in enumerate(rows) if row[0] == "2")
    for begin, end in ((4, 3 + first), (4 + first, 3 + len(rows))):
        for column in "ABCD":
            sheet.merge_cells(f"{column}{begin}:{column}{end}")
    made = io.BytesIO()
    book.save(made)
    return extract(read_bytes(made.getvalue(), "自评.xlsx"))


@pytest.mark.parametrize("merged", [False, True], ids=["md", "xlsx"])
def test_the_sums_below_each_project_are_its_own(merged: bool) -> None:
    budget = _budget([*FIRST, _sum("100", "96"), *SECOND, _sum("100", "98")], merged=merged)
    told = [(one.execution.points.text, one.execution.sum.text) for one in budget.projects if one.execution]
    assert told == [("100", "96"), ("100", "98")]
    assert len(budget.indicators) == 4


def test_one_row_of_sums_belongs_to_none_of_several_projects() -> None:
    budget = _budget([*FIRST, *SECOND, _sum("200", "194")], merged=True)
    assert [one.execution.sum.text for one in budget.projects if one.execution] == ["", ""]
