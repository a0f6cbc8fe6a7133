"""A list of projects with money and objectives beside a table of their indicators: what it tells stands with them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import chain

import openpyxl
import pytest
from docx import Document as Word

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

Rows = Sequence[Sequence[str]]

TITLE, UNIT = "预算12表 项目支出绩效目标表", "单位：万元"
LIST = [
    ["序号", "项目编码", "项目名称", "项目总额", "财政资金", "其他资金", "年度绩效目标"],
    ["1", "3309001", "渡口值守", "36.50", "30.50", "6.00", "渡口全年值守，开展安全巡查48次。"],
    ["2", "3309002", "戏台加固", "18.00", "18.00", "0.00", "10月底前加固古戏台2座。"],
    ["合计", "", "", "54.50", "48.50", "6.00", ""],
]
ROWS = [
    ["项目名称", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
    ["渡口值守", "产出指标", "数量指标", "安全巡查次数", "≥", "48", "次"],
    ["渡口值守", "效益指标", "社会效益指标", "落水事故起数", "=", "0", "起"],
    ["戏台加固", "产出指标", "数量指标", "加固古戏台数量", "=", "2", "座"],
    ["戏台加固", "满意度指标", "服务对象满意度指标", "村民满意度", "≥", "90", "%"],
]
MERGED = [[row[0] if at in {0, 1, 3} else "", *row[1:]] for at, row in enumerate(ROWS)]
CODED = [[code, *row[1:]] for code, row in zip(["项目编码", "3309001", "", "3309002", ""], ROWS, strict=True)]
MONEY = [row[:6] for row in LIST]
GOALS_CODED = [[*row[1:3], row[6]] for row in LIST[:3]]
HIGH = [
    ["项目编码", "项目名称", "资金（万元）", "", "年度绩效目标"],
    ["", "", "项目总额", "财政资金", ""],
    *([row[1], row[2], row[3], row[4], row[6]] for row in LIST[1:3]),
]


def _md(*parts: str | Rows) -> bytes:
    def table(rows: Rows) -> str:
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])

    return "\n\n".join(part if isinstance(part, str) else table(part) for part in parts).encode()


def _html(*parts: str | Rows) -> bytes:
    def table(rows: Rows) -> str:
        return (
            "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"
        )

    return "".join(f"<p>{part}</p>" if isinstance(part, str) else table(part) for part in parts).encode()


def _docx(*parts: str | Rows) -> bytes:
    word, stream = Word(), io.BytesIO()
    for part in parts:
        if isinstance(part, str):
            word.add_paragraph(part)
            continue
        table = word.add_table(len(part), len(part[0]))
        for cell, text in zip(
            chain.from_iterable(row.cells for row in table.rows), chain.from_iterable(part), strict=True
        ):
            cell.text = text
    word.save(stream)
    return stream.getvalue()


def _xlsx(*parts: str | Rows, sheets: bool = False) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for number, part in enumerate(parts):
        if sheets and number and not isinstance(part, str):
            sheet = book.create_sheet("绩效指标") if sheet.max_row > 3 else sheet
        for row in [[part]] if isinstance(part, str) else part:
            sheet.append([cell or None for cell in row])
    book.save(stream)
    return stream.getvalue()


MADE = {"预算.md": _md, "预算.html": _html, "预算.docx": _docx, "预算.xlsx": _xlsx}


def _read(made: bytes, name: str) -> Budget:
    return extract(read_bytes(made, name))


def _told(budget: Budget) -> list[tuple[object, ...]]:
    return [
        (one.name.text, one.code, str(one.total.wan), str(one.fiscal.wan), one.objective.text[:4], len(rows))
        for one in budget.projects
        for rows in [[row for row in budget.indicators if row.project == one.key]]
    ]


ALL = [("渡口值守", "3309001", "36.50", "30.50", "渡口全年", 2), ("戏台加固", "3309002", "18.00", "18.00", "10月底", 2)]


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("rows", [ROWS, MERGED, CODED], ids=["named", "merged", "coded"])
def test_what_a_list_tells_of_projects_stands_with_their_indicators(name: str, rows: Rows) -> None:
    budget = _read(MADE[name](TITLE, UNIT, LIST, "绩效指标", rows), name)
    assert _told(budget) == ALL
    assert not [problem for problem in budget.problems if problem.partial]
    assert [one.amount.cell.text for one in budget.sums] == ["54.50", "48.50", "6.00"]


@pytest.mark.parametrize("name", MADE)
def test_money_and_objectives_may_stand_in_lists_of_their_own(name: str) -> None:
    budget = _read(MADE[name](TITLE, UNIT, MONEY, "项目目标", GOALS_CODED, "项目指标", ROWS), name)
    assert _told(budget) == ALL
    assert not [problem for problem in budget.problems if problem.partial]


@pytest.mark.parametrize("name", MADE)
def test_heads_of_a_list_in_two_rows(name: str) -> None:
    budget = _read(MADE[name](TITLE, UNIT, HIGH, "具体指标", ROWS), name)
    assert _told(budget) == ALL
    assert not [problem for problem in budget.problems if problem.partial]


def test_the_list_on_a_sheet_of_its_own() -> None:
    budget = _read(_xlsx(TITLE, UNIT, LIST, ROWS, sheets=True), "预算.xlsx")
    assert _told(budget) == ALL


def test_a_project_that_the_list_lacks_keeps_its_rows_and_one_without_rows_is_a_project() -> None:
    rows = [["水表更换", *row[1:]] if row[0] == "戏台加固" else row for row in ROWS]
    told = _told(_read(_md(TITLE, UNIT, LIST, rows), "预算.md"))
    assert ("水表更换", "", "None", "None", "", 2) in told
    assert ("戏台加固", "3309002", "18.00", "18.00", "10月底", 0) in told


def test_amounts_of_another_table_are_not_those_of_the_projects() -> None:
    spending = [["项目名称", "项目总额", "财政资金"], ["渡口值守", "9.00", "9.00"], ["戏台加固", "8.00", "8.00"]]
    budget = _read(_md("预算11表 项目支出表", UNIT, spending, TITLE, UNIT, ROWS), "预算.md")
    assert [(one.name.text, one.total.wan) for one in budget.projects] == [("渡口值守", None), ("戏台加固", None)]


def test_a_list_of_other_projects_is_not_joined() -> None:
    other = [[*row[:2], f"{row[2]}甲" if row[2] and at else row[2], *row[3:]] for at, row in enumerate(LIST)]
    budget = _read(_md(TITLE, UNIT, other, ROWS), "预算.md")
    assert [problem for problem in budget.problems if problem.partial] or len(budget.projects) == 4
