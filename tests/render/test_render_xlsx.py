"""The workbook: a finding a row, ready to filter and print, no text taken for a formula."""

from __future__ import annotations

import dataclasses
from io import BytesIO
from typing import Any

import pytest

from auditor.records.report import Report, Verdict, Waiver
from auditor.render import render

openpyxl = pytest.importorskip("openpyxl")


def load(report: Report) -> Any:
    return openpyxl.load_workbook(BytesIO(render(report, "xlsx")))


def test_one_row_a_finding_under_a_frozen_filtered_header(report: Report) -> None:
    page = load(report)["审核意见"]
    assert page.max_row == 1 + 38
    assert page.freeze_panes == "D2"
    assert page.auto_filter.ref == f"A1:AC{page.max_row}"
    header = [cell.value for cell in page[1]]
    row = dict(zip(header, [cell.value for cell in page[5]], strict=True))
    assert (row["严重程度"], row["类别"], row["指标"], row["栏目"]) == (
        "错误",
        "单位与性质",
        "经费支出进度",
        "度量单位",
    )
    assert row["置信度"] == pytest.approx(0.95)
    assert page["G5"].alignment.wrap_text is True
    assert page.print_area == f"'审核意见'!$A$1:$L${page.max_row}"
    assert page.data_validations.dataValidation[0].formula1 == '"待核实,采纳,误报,已整改"'


def test_overview_lists_what_was_not_read(report: Report) -> None:
    rows = list(load(report)["文件概况"].values)
    assert rows[3][0] == "云溪区档案馆.pdf"
    assert rows[3][3] == "未能读取"
    assert "加密" in rows[3][9]
    assert rows[1][6:9] == (19, 7, 3)


def test_rows_are_high_enough_for_their_texts(report: Report) -> None:
    page = load(report)["审核意见"]
    head = [cell.value for cell in page[1]]
    longest = max(
        range(2, page.max_row + 1), key=lambda row: len(page.cell(row, head.index("相关位置") + 1).value or "")
    )
    assert page.row_dimensions[longest].height > 5 * page.row_dimensions[1].height


def test_no_cell_is_a_formula(hostile: Report) -> None:
    cells = [cell for page in load(hostile) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    dangerous = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert dangerous
    assert all(cell.quotePrefix for cell in dangerous)


def test_folded_places_are_counted(report: Report) -> None:
    page = load(report)["审核意见"]
    header = [cell.value for cell in page[1]]
    assert "共 33 处" in page.cell(2, header.index("相关位置") + 1).value


def test_decisions_and_verdict_are_in_the_workbook(report: Report) -> None:
    first, second = report.documents[0].findings[:2]
    made = (
        Waiver(first.fingerprint, "甲", "另有批复", decision="误报"),
        Waiver(second.fingerprint, "甲", "特例", decision="误报"),
        Waiver(second.fingerprint, "乙", "", decision="采纳"),
    )
    judged = dataclasses.replace(report, decisions=made, verdict=Verdict(1, "不通过：有 1 处错误须整改。"))
    book = load(judged)
    header = [cell.value for cell in book["审核意见"][1]]
    columns = [header.index(name) for name in ("指纹", "处理意见", "理由", "审核人")]
    rows = {row[columns[0]]: tuple(row[column] for column in columns[1:]) for row in book["审核意见"].values}
    assert rows[first.fingerprint] == ("误报", "另有批复", "甲")
    assert rows[second.fingerprint] == ("意见不一致", "甲：误报（特例）；乙：采纳", "甲、乙")
    assert any("不通过" in str(cell) for row in book["文件概况"].values for cell in row)


def test_on_paper_it_has_title_department_date_and_room_to_sign(report: Report) -> None:
    page = load(dataclasses.replace(report, documents=report.documents[:1]))["审核意见"]
    assert page.oddHeader.center.text == "预算绩效指标审核意见表"
    assert page.oddHeader.left.text == "云溪区文化体育局"
    assert "&D" in page.oddHeader.right.text
    assert "签字" in page.oddFooter.left.text
    assert (page.page_setup.paperSize, page.page_setup.orientation) in {(9, "landscape"), ("9", "landscape")}
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page["G5"].font.name == "宋体"
