"""整改通知: every finding in its row, templates of others, hostile text."""

from __future__ import annotations

import dataclasses
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from auditor.errors import ConfigError
from auditor.records.document import Problem
from auditor.records.letter import Letter
from auditor.records.report import Report, Waiver
from auditor.records.standing import Standing
from auditor.render.notice import FIELDS, ROW_FIELDS, chosen, notice
from auditor.resources import folder

docx = pytest.importorskip("docx")
DAY = date(2026, 3, 5)


def read(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def text_of(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def template(*texts: str, row: tuple[str, ...] = ("{{序号}}", "{{问题}}")) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    table = document.add_table(1, len(row))
    for cell, text in zip(table.rows[0].cells, row, strict=True):
        cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_one_row_a_finding_and_no_sign_left(report: Report) -> None:
    first = report.documents[0]
    document = read(notice(first, first.findings, day=DAY))
    table = document.tables[0]
    assert len(table.rows) == 1 + len(first.findings)
    assert [row.cells[0].text for row in table.rows[1:]] == [str(n + 1) for n in range(len(first.findings))]
    words = text_of(document)
    assert "云溪区文化体育局：" in words
    assert f"{len(first.findings)}条意见" in words
    assert "2026年3月5日" in words
    assert "表格跨页后有2行" in words
    assert "{{" not in words + "".join(cell.text for row in table.rows for cell in row.cells)


def test_the_template_uses_only_known_signs() -> None:
    import re

    document = read((folder("reports") / "docx" / "notice.docx").read_bytes())
    cells = "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert set(re.findall(r"\{\{(\w+)\}\}", text_of(document))) <= set(FIELDS)
    assert set(re.findall(r"\{\{(\w+)\}\}", cells)) <= set(ROW_FIELDS)


def test_hostile_text_is_text_and_no_template(hostile: Report) -> None:
    first = hostile.documents[0]
    found = (dataclasses.replace(first.findings[0], message="{{部门}}{{序号}}" + first.findings[0].message),)
    cell = read(notice(first, found, day=DAY)).tables[0].rows[1].cells[3].text
    assert cell.startswith("{{部门}}{{序号}}")
    assert "</script><img" in cell
    assert "⟨U+202E⟩" in cell


def test_a_template_of_ones_own_even_with_signs_cut_by_word(report: Report) -> None:
    first = report.documents[0]
    data = template("致{{部门}}")
    document = read(data)
    paragraph = document.paragraphs[0]
    paragraph.runs[0].text = "致{{部"
    paragraph.add_run("门}}").bold = True
    buffer = BytesIO()
    document.save(buffer)
    made = read(notice(first, first.findings[:2], day=DAY, letter=Letter(template=buffer.getvalue())))
    assert made.paragraphs[0].text == "致云溪区文化体育局"
    assert len(made.tables[0].rows) == 2


@pytest.mark.parametrize("bad", [b"x", template("没有表格行", row=("甲", "乙"))])
def test_a_template_that_is_none_is_one_sentence(report: Report, bad: bytes) -> None:
    first = report.documents[0]
    with pytest.raises(ConfigError, match="模板"):
        notice(first, first.findings, day=DAY, letter=Letter(template=bad))


def standings(document: Any, accepted: Any) -> dict[int, Standing]:
    """Return that the first finding is waived, and one accepted."""
    made = {id(finding): Standing() for finding in document.findings}
    made[id(document.findings[0])] = Standing((Waiver("a" * 16, "甲", "特例", decision="误报"),))
    return made | {id(accepted): Standing((Waiver("b" * 16, "甲", "", decision="采纳"),))}


def test_what_is_waived_is_not_sent_and_an_accepted_hint_is(report: Report) -> None:
    first = report.documents[0]
    infos = [finding for finding in first.findings if finding.severity == "info"]
    sent = chosen(first, standings(first, infos[0]))
    assert first.findings[0] not in sent
    assert infos[0] in sent
    assert infos[1] not in sent
    orders = [f.where.order for f in sent if f.where.order is not None]
    assert orders == sorted(orders), "the department goes through its document"


def test_the_width_of_every_column_is_the_same_for_all_programs() -> None:
    """Word goes by the cells, LibreOffice and WPS by the grid."""
    from docx.oxml.ns import qn

    table = read((folder("reports") / "docx" / "notice.docx").read_bytes()).tables[0]
    grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    for row in table.rows:
        widths = [cell.find(qn("w:tcPr")).find(qn("w:tcW")) for cell in row._tr.findall(qn("w:tc"))]
        assert [int(width.get(qn("w:w"))) for width in widths] == grid
    assert max(grid) > 3 * min(grid)


def test_what_a_finding_lacks_leaves_no_empty_line(report: Report) -> None:
    first = report.documents[0]
    whole = dataclasses.replace(first.findings[1], where=dataclasses.replace(first.findings[1].where, indicator=""))
    cell = read(notice(first, (whole,), day=DAY)).tables[0].rows[1].cells[2]
    assert [paragraph.text for paragraph in cell.paragraphs if not paragraph.text] == []
    assert len(cell.paragraphs) == 2


def test_a_crash_of_ours_is_not_told_to_the_department(report: Report) -> None:
    first = report.documents[0]
    crash = Problem("engine.rule-crashed", "规则出错", partial=True)
    broken = dataclasses.replace(first, problems=(*first.problems, crash))
    words = text_of(read(notice(broken, broken.findings, day=DAY)))
    assert "规则出错" not in words
    assert "表格跨页后有2行" in words


def test_the_reviewers_comment_goes_along(report: Report) -> None:
    first = report.documents[0]
    made = Waiver(first.findings[0].fingerprint, "李四", "请附批复", decision="采纳")
    document = read(notice(first, first.findings[:1], day=DAY, decisions=(made,)))
    assert document.tables[0].rows[1].cells[-1].text == "请附批复"
    assert "审核人：李四" in text_of(document)


def test_the_bureau_says_what_it_is_and_leaves_the_rest_open(report: Report) -> None:
    first = report.documents[0]
    letter = Letter("某财绩〔2026〕3号", "某县财政局", "2026年3月20日", "张三　电话：0000")
    words = text_of(read(notice(first, first.findings, day=DAY, letter=letter)))
    assert words.startswith("某财绩〔2026〕3号")
    assert "请于2026年3月20日前" in words
    assert "某县财政局" in words
    assert "联系人：张三　电话：0000" in words
    assert "{{" not in text_of(read(notice(first, first.findings, day=DAY)))


def test_the_template_is_set_as_official_letters_are() -> None:
    document = read((folder("reports") / "docx" / "notice.docx").read_bytes())
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]
    title = next(paragraph for paragraph in document.paragraphs if "整改情况的通知" in paragraph.text)
    assert title.runs[0].font.size.pt == 22
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("你单位"))
    assert (body.runs[0].font.size.pt, body.runs[0].font.name) == (16, "仿宋_GB2312")
    width = sum(column.width.mm for column in document.tables[0].columns)
    assert width <= 210 - 28 - 26 + 0.5


def test_a_place_is_table_and_row_and_no_line_of_a_converted_text(report: Report) -> None:
    first = report.documents[0]
    found = next(f for f in first.findings if f.where.order is not None and f.where.place.line is not None)
    cell = read(notice(first, (found,), day=DAY)).tables[0].rows[1].cells[2].text
    assert "条指标" in cell
    assert f"第 {found.where.place.line} 行" not in cell
