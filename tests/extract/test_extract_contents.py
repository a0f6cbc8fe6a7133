"""A workbook that lists its tables and prints its text in sheets of one column, before the tables themselves."""

from __future__ import annotations

import io

import openpyxl
import pytest

from auditor.extract import extract
from auditor.readers import read_bytes

LISTED = ("目录", "01收支总表", "11政府采购表", "12项目绩效目标表")
TOLD = (
    "第一部分 部门概况",
    "本站负责全县淤地坝的管护，内设综合股、测报股。",
    "第二部分 预算说明",
    "政府采购预算40.00万元。",
)
BOUGHT = (
    ("11政府采购表",),
    ("采购项目", "采购类别", "预算金额"),
    ("坝体加固", "工程", "40.00"),
    ("合计", None, "40.00"),
)
GOALS = (
    ("12项目绩效目标表",),
    ("项目名称", "预算金额", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("淤地坝加固", "40.00", "加固淤地坝3座。", "产出指标", "数量指标", "加固淤地坝", "3座"),
    (None, None, None, "产出指标", "质量指标", "验收合格率", "100%"),
)


def test_text_behind_a_list_of_tables_is_running_text() -> None:
    book = openpyxl.Workbook()
    sheets = {"目录": [(one,) for one in LISTED], "说明": [(one,) for one in TOLD], "11": BOUGHT, "12": GOALS}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    data = io.BytesIO()
    book.save(data)
    budget = extract(read_bytes(data.getvalue(), "说明.xlsx"))
    assert [one.name.text for one in budget.projects] == ["淤地坝加固"]
    assert [one.kind for one in budget.tables if one.kind] == ["政府采购表"]
    assert set(TOLD) <= {cell.text for cell in budget.prose}
    assert not [one for one in budget.problems if "找不到" in one.message]


def test_a_number_with_the_department_behind_it_goes_on_with_the_title_above() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("项目绩效目标表")
    rows = (("项目支出绩效目标表",), ("预算12表  部门：柳镇水保站  预算年度：2027年  金额单位：万元",), *GOALS[1:])
    for row in rows:
        sheet.append(row)
    del book["Sheet"]
    data = io.BytesIO()
    book.save(data)
    budget = extract(read_bytes(data.getvalue(), "绩效.xlsx"))
    assert len(budget.indicators) == 2
    assert not [one for one in budget.problems if one.partial]


def test_headings_that_stand_again_further_down_are_contents() -> None:
    listed = "<li>12表 项目绩效目标表（淤地坝加固，40.00万元）</li><li>第三部分 预算说明</li><li>一、收支情况</li>"
    staff = "<tr><th>单位</th><th>编制数</th><th>实有人数</th></tr><tr><td>本级</td><td>21</td><td>20</td></tr>"
    heads = "<tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>指标值</th></tr>"
    rows = "<tr><td>产出指标</td><td>数量指标</td><td>加固淤地坝</td><td>3座</td></tr>"
    goals = f"<h3>12表 项目绩效目标表（淤地坝加固，40.00万元）</h3><table>{heads}{rows}</table>"
    text = "<h2>第三部分 预算说明</h2><h3>一、收支情况</h3><p>支出总计40.00万元。</p>"
    top = f"<h1>某站2026年预算</h1><ul>{listed}</ul><h3>人员情况</h3><table>{staff}</table>"
    page = f"<html><body>{top}{goals}{text}</body></html>"
    budget = extract(read_bytes(page.encode(), "某站2026年.html"))
    assert [one.name.text for one in budget.projects] == ["淤地坝加固"]
    assert len(budget.indicators) == 1
    assert not budget.problems


@pytest.mark.parametrize(
    ("title", "kind"),
    [("预算12表：项目绩效目标表", 12), ("部门整体支出绩效目标表（13表）", 13), ("项目支出绩效目标表", 12)],
)
def test_the_title_in_a_sheet_says_more_than_its_name(title: str, kind: int) -> None:
    head = ("项目名称", "预算金额", "一级指标", "二级指标", "三级指标", "指标值")
    forms = {
        12: ((title,), head, ("淤地坝加固", "40.00", "产出指标", "数量指标", "加固淤地坝", "3座")),
        13: (
            (title,),
            ("部门名称", "柳镇水保站"),
            ("年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
            (None, "产出指标", "数量指标", "加固淤地坝", "3座"),
        ),
    }
    book = openpyxl.Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("绩效目标表")
    for row in forms[kind]:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    budget = extract(read_bytes(data.getvalue(), "绩效.xlsx"))
    assert [(one.table, one.name.text) for one in budget.indicators] == [(kind, "加固淤地坝")]
    assert not [problem.message for problem in budget.problems if problem.partial]
