"""Blank columns: one finding for what is blank throughout, more where more is blank, none where no head asks for it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from auditor import api
from auditor.engine.run import context_of, run_rules
from auditor.readers import read_bytes
from auditor.records.budget import Budget, Project
from auditor.records.document import Cell, Problem
from auditor.records.finding import Finding
from auditor.rulebook import load

BOOK = load()
HEAD = (
    "预算单位",
    "项目名称",
    "项目总额",
    "绩效目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
)
PLACES = {"agency": 0, "total": 2, "objective": 3, "level1": 4, "level2": 5, "operator": 7, "value": 8, "unit": 9}
ROWS = (
    ("产出指标", "数量指标", "新购图书册数", "≥", "900", "册"),
    ("产出指标", "质量指标", "图书验收合格率", "=", "100", "%"),
    ("产出指标", "时效指标", "上架完成时间", "≤", "11", "月"),
    ("成本指标", "经济成本指标", "图书购置成本", "≤", "9", "万元"),
    ("效益指标", "社会效益指标", "借阅人次", "≥", "20000", "人次"),
    ("满意度指标", "服务对象满意度指标", "读者满意度", "≥", "90", "%"),
)
PROJECTS = (
    ("990301-河口区图书馆", "99030126T000000000011-图书补充", "9", "补充图书九百册，方便读者借阅。"),
    ("990301-河口区图书馆", "99030126T000000000012-分馆运行", "12", "保障两个分馆全年开放，服务读者。"),
)
ABSENT = {"M03", "M05", "M06", "M07", "M08", "M11", "M12"}
FORMATS = ("md", "html", "xlsx")


def table(projects: int = 2) -> list[list[str]]:
    """Return a clean table of so many projects, head first."""
    rows = [list(HEAD)]
    for number, project in enumerate(PROJECTS[:projects]):
        for place, row in enumerate(ROWS):
            cells = list(row)
            cells[2] = cells[2] if number == 0 else f"分馆{cells[2]}"
            rows.append([*(project if place == 0 else ("",) * 4), *cells])
    return rows


def blanked(rows: list[list[str]], column: str, which: range) -> list[list[str]]:
    """Return the table with the column blank in some rows (1 is the first below the head)."""
    return [
        ["" if place == PLACES[column] and number in which else cell for place, cell in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def audited(rows: list[list[str]], suffix: str, tmp: Path) -> list[Finding]:
    """Return the findings on what is missing in the table, written in one of FORMATS."""
    path = tmp / f"表.{suffix}"
    title = "预算12表 年度项目支出绩效表"
    if suffix == "md":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|" + "---|" * len(HEAD))
        path.write_text("\n".join(["2026年部门预算", "", title, "", *lines, ""]), encoding="utf-8")
    elif suffix == "html":
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        path.write_text(f"<p>2026年部门预算</p><p>{title}</p><table>{body}</table>", encoding="utf-8")
    else:
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in ([title], *rows):
            sheet.append([cell or None for cell in row])
        book.save(path)
    (document,) = api.audit(path, rulebook=BOOK).documents
    assert document.budget is not None
    assert len(document.budget.indicators) == len(rows) - 1
    return [finding for finding in document.findings if finding.code in ABSENT]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("projects", [1, 2])
def test_a_filled_table_lacks_nothing(suffix: str, projects: int, tmp_path: Path) -> None:
    assert audited(table(projects), suffix, tmp_path) == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("projects", [1, 2])
@pytest.mark.parametrize("column", ["operator", "value", "unit", "level2", "objective", "total"])
def test_a_column_blank_throughout_is_one_error(column: str, projects: int, suffix: str, tmp_path: Path) -> None:
    found = audited(blanked(table(projects), column, range(1, 99)), suffix, tmp_path)
    assert [finding.severity for finding in found] == ["error"]
    assert found[0].where.column == column


@pytest.mark.parametrize("suffix", ["xlsx", "html"])
@pytest.mark.parametrize("column", ["level1", "agency"])
def test_a_lesser_column_is_a_warning(column: str, suffix: str, tmp_path: Path) -> None:
    found = audited(blanked(table(), column, range(1, 99)), suffix, tmp_path)
    assert [(finding.code, finding.severity) for finding in found] == [("M11", "warning")]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("column", ["operator", "value", "unit"])
def test_a_column_blank_in_one_project_is_one_error_with_all_its_rows(column: str, suffix: str, tmp_path: Path) -> None:
    (found,) = audited(blanked(table(), column, range(7, 13)), suffix, tmp_path)
    assert (found.code, found.severity, found.where.project_name) == ("M11", "error", "分馆运行")
    assert len(found.related) == 4 + (column == "value")


@pytest.mark.parametrize("column", ["objective", "total"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_project_without_what_the_others_have(column: str, suffix: str, tmp_path: Path) -> None:
    (found,) = audited(blanked(table(), column, range(7, 13)), suffix, tmp_path)
    assert (found.severity, found.where.project_name) == ("error", "分馆运行")


@pytest.mark.parametrize("suffix", ["xlsx", "html"])
@pytest.mark.parametrize(("column", "code"), [("operator", "M05"), ("value", "M06"), ("unit", "M07")])
@pytest.mark.parametrize("last", [1, 2, 4])
def test_every_blank_row_is_told_however_many_there_are(
    last: int, column: str, code: str, suffix: str, tmp_path: Path
) -> None:
    found = audited(blanked(table(1), column, range(1, last + 1)), suffix, tmp_path)
    assert [finding.code for finding in found] == [code] * last


def test_in_a_converted_text_a_column_that_is_mostly_blank_is_one_doubt(tmp_path: Path) -> None:
    (found,) = audited(blanked(table(1), "value", range(1, 5)), "md", tmp_path)
    assert (found.code, found.severity) == ("M11", "warning")
    assert "6条指标中有4条" in found.message
    assert "请核对原件" in found.message


def test_a_column_that_no_head_prints_is_not_missing(tmp_path: Path) -> None:
    rows = [[cell for place, cell in enumerate(row) if place != PLACES["unit"]] for row in table()]
    assert audited(rows, "xlsx", tmp_path) == []


def test_values_with_their_operator_and_unit_leave_no_blank(tmp_path: Path) -> None:
    rows = table()
    for row in rows[1:]:
        row[7:] = ["", "".join(row[7:]), ""]
    assert audited(rows, "xlsx", tmp_path) == []


def test_blank_values_are_no_qualitative_targets(tmp_path: Path) -> None:
    path = tmp_path / "表.md"
    audited(blanked(table(1), "value", range(1, 99)), "md", tmp_path)
    (document,) = api.audit(path, rulebook=BOOK).documents
    assert "vague.only-qualitative" not in {finding.rule for finding in document.findings}


FORM = """\
项目绩效目标表

（2026年度）

| 项目名称 | 图书补充 | | |
|---|---|---|---|
| 实施单位 | 河口区图书馆 | | |
| 年度资金总额（万元） | {total} | | |
| 年度总体目标 | {goal} | | |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 新购图书册数 | ≥900册 |
| 效益指标 | 社会效益指标 | 借阅人次 | ≥20000人次 |
"""


@pytest.mark.parametrize(
    ("total", "goal", "codes"),
    [("9", "补充图书九百册。", []), ("9", "", ["M03"]), ("", "补充图书九百册。", ["M12"]), ("", "", ["M03", "M12"])],
)
def test_labels_of_a_form_ask_for_what_stands_beside_them(
    total: str, goal: str, codes: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "表.md"
    path.write_text(FORM.format(total=total, goal=goal), encoding="utf-8")
    (document,) = api.audit(path, rulebook=BOOK).documents
    assert sorted(finding.code for finding in document.findings if finding.code in ABSENT) == codes


def test_a_project_lacks_nothing_where_rows_were_not_read() -> None:
    budget = Budget("预算.md", "", projects=(Project("#1", name=Cell("图书补充")),))
    whole = run_rules(context_of(budget, BOOK), BOOK)
    unread = Problem("extract.unplaced", "这一行有内容放不进任何一列。", partial=True)
    lost = run_rules(context_of(replace(budget, problems=(unread,)), BOOK), BOOK)
    assert "M02" in {finding.code for finding in whole.findings}
    assert "M02" not in {finding.code for finding in lost.findings}
    assert lost.answers["missing.indicators"][0] == "not_run"


def test_a_target_that_is_a_formula_without_its_result_is_not_missing_but_unread() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["预算12表 年度项目支出绩效表（2026年）"])
    sheet.append(["项目名称", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"])
    goal = "养护牧道60公里，补设标志牌30块。"
    sheet.append(["牧道养护", goal, "产出指标", "数量指标", "养护牧道里程", "=", "=20*3", "公里"])
    sheet.append(["牧道养护", goal, "产出指标", "数量指标", "补设标志牌数量", "=", None, "块"])
    sheet.append(["牧道养护", goal, "产出指标", "质量指标", "牧道养护合格率", "≥", "95", "%"])
    data = BytesIO()
    book.save(data)
    report = api.Auditor(load())(read_bytes(data.getvalue(), "表.xlsx"))
    assert [one.where.indicator for one in report.findings if one.code == "M06"] == ["补设标志牌数量"]
    assert report.status == "partial"
