"""What stands around the indicators of a form or a table: units of money, agencies, years, signatures, notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

Row = Sequence[str]
HEAD = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位")
ROWS = (
    ("产出指标", "数量指标", "粉刷校舍面积", "≥", "360", "平方米"),
    ("产出指标", "质量指标", "校舍粉刷合格率", "≥", "95", "%"),
    ("成本指标", "经济成本指标", "校舍粉刷成本", "≤", "8.5", "万元"),
)
FORM = [
    ("项目名称", "校舍粉刷", "", "", "项目总额", "8.50"),
    ("年度绩效目标", "暑假完成校舍粉刷，开学前通风检测合格。"),
    HEAD,
    *ROWS,
]
LEAD = ("校舍粉刷", "8.50", "暑假完成校舍粉刷，开学前通风检测合格。")
LIST = [("项目名称", "项目总额", "绩效目标", *HEAD), *((*LEAD, *row) for row in ROWS)]
OVERALL = [
    ("部门名称", "北坡小学"),
    ("年度总体目标", "校舍安全，教学有序。"),
    ("活动", *HEAD),
    *(("校舍维护", *row) for row in ROWS),
]
TABLES = {
    "form": ("项目支出绩效目标申报表", FORM),
    "list": ("预算12表 年度项目支出绩效目标表", LIST),
    "overall": ("预算13表 部门整体支出绩效目标申报表", OVERALL),
}
ABOVE = {
    "agency and unit": ("填报单位：北坡小学", "", "", "金额单位：万元"),
    "seal and unit in brackets": ("填报单位（盖章）：北坡小学", "", "", "单位（万元）"),
    "date, unit, name": ("填报日期：2026年1月5日", "", "金额单位：万元", "", "填报人：范春分"),
    "label and unit": ("填报单位", "北坡小学", "", "金额单位", "万元"),
    "unit alone": ("", "", "", "", "单位：万元"),
    "year and unit": ("（2026年度）", "", "", "金额单位：万元"),
    "codes": ("部门编码：031", "部门名称：北坡小学", "", "金额单位：万元"),
}
BELOW = {
    "signatures": ("填报人：卢小满", "", "审核人：范春分", "", "联系电话：8801"),
    "signatures in cells": ("单位负责人", "卢小满", "填表人", "范春分", "电话", "8801"),
    "note": ("注：本表一式两份。",),
    "opinion": ("财政部门审核意见", "同意申报。"),
    "other": ("其他说明", "无"),
    "seal": ("（单位盖章）", "", "", "2026年1月5日"),
}


def html(title: str, rows: Sequence[Row]) -> bytes:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<p>{title}</p><table>{body}</table>".encode()


def markdown(title: str, rows: Sequence[Row]) -> bytes:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([title, "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]).encode()


def comma(title: str, rows: Sequence[Row]) -> bytes:
    return "\n".join([title, *(",".join(row) for row in rows)]).encode()


def xlsx(title: str, rows: Sequence[Row]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in ((title,), *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS: dict[str, Callable[[str, Sequence[Row]], bytes]] = {
    "html": html,
    "md": markdown,
    "csv": comma,
    "xlsx": xlsx,
}


def read(kind: str, form: str, above: Sequence[Row] = (), below: Sequence[Row] = ()) -> Budget:
    title, rows = TABLES[kind]
    every = [*above, *rows, *below]
    width = max(map(len, every))
    data = WRITERS[form](title, [(*row, *[""] * (width - len(row))) for row in every])
    return extract(read_bytes(data, f"x.{form}"))


def found(budget: Budget) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in (row.level1, row.level2, row.name, row.operator, row.value, row.unit))
        for row in budget.indicators
    ]


def partial(budget: Budget) -> list[str]:
    return [problem.message for problem in budget.problems if problem.partial]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("what", ABOVE)
def test_what_stands_above_a_table_does_not_spoil_it(what: str, kind: str, form: str) -> None:
    budget = read(kind, form, above=[ABOVE[what]])
    assert (found(budget), partial(budget)) == (list(ROWS), [])


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("what", BELOW)
def test_what_stands_below_a_table_does_not_spoil_it(what: str, kind: str, form: str) -> None:
    budget = read(kind, form, below=[BELOW[what]])
    assert (found(budget), partial(budget)) == (list(ROWS), [])
    assert len(budget.projects) == (kind != "overall")


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("label", ["金额单位：元", "单位（元）", "货币单位"])
def test_a_unit_of_money_beside_others_counts(label: str, form: str) -> None:
    row = ("填报单位：北坡小学", "", "", *((label, "元") if label == "货币单位" else (label,)))
    (project,) = read("form", form, above=[row]).projects
    assert project.total.wan == Decimal("0.00085")


STACKED = {
    "numbered": ("1.粉刷校舍面积2.粉刷教室间数", "≥", "360", "平方米"),
    "circled": ("①粉刷校舍面积②粉刷教室间数", "≥", "360", "平方米"),
    "targets": ("粉刷校舍面积≥360平方米；粉刷教室间数≥12间", "", "", ""),
    "values": ("粉刷校舍面积粉刷教室间数", "≥", "360 12", "平方米 间"),
}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("what", STACKED)
def test_several_indicators_in_one_cell_are_said(what: str, form: str) -> None:
    title = TABLES["list"][0]
    rows = [LIST[0], (*LEAD, "产出指标", "数量指标", *STACKED[what]), *LIST[2:]]
    budget = extract(read_bytes(WRITERS[form](title, rows), f"x.{form}"))
    # A blank within a number of text may be damage of a conversion.
    assert partial(budget) or (what == "values" and form in {"md", "csv"})


@pytest.mark.parametrize(
    "name", ["PM2.5年均浓度", "1号楼粉刷面积", "2.0版系统上线数量", "3.15宣传活动场次", "“1+2”帮扶对数"]
)
def test_a_number_in_a_name_is_one_indicator(name: str) -> None:
    rows = [LIST[0], (*LEAD, "产出指标", "数量指标", name, "≥", "3", "个"), *LIST[2:]]
    assert partial(extract(read_bytes(xlsx(TABLES["list"][0], rows), "x.xlsx"))) == []


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("text", ["填报人：范春分    联系电话：8801", "注：以上由各单位填报。"])
def test_a_note_between_the_rows_is_no_project(text: str, form: str) -> None:
    rows = [*LIST[:2], (text,), *LIST[2:]]
    data = WRITERS[form](TABLES["list"][0], [(*row, *[""] * (9 - len(row))) for row in rows])
    budget = extract(read_bytes(data, f"x.{form}"))
    assert (found(budget), len(budget.projects)) == (list(ROWS), 1)
