"""What formats hide or say twice: each is read, or said so that the gate does not pass."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

HEAD = ("项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位")
ROWS = (
    ("渡口雨棚翻新", "40.00", "翻新雨棚12座。", "产出指标", "数量指标", "翻新雨棚数量", "≥", "12", "座"),
    ("", "", "", "产出指标", "质量指标", "雨棚验收合格率", "≥", "95", "%"),
    ("", "", "", "成本指标", "经济成本指标", "雨棚翻新成本", "≤", "40", "万元"),
)
TITLES = ("预算12表 年度项目支出绩效目标表", "单位：万元")
NAMES = ["翻新雨棚数量", "雨棚验收合格率", "雨棚翻新成本"]


def budget(data: bytes | str, name: str) -> Budget:
    return extract(read_bytes(data.encode() if isinstance(data, str) else data, name))


def names(read: Budget) -> list[str]:
    return [row.name.text for row in read.indicators]


def partial(read: Budget) -> str:
    return "；".join(problem.message for problem in read.problems if problem.partial)


def is_read_or_said(read: Budget, wanted: list[str] = NAMES) -> bool:
    return set(wanted) <= set(names(read)) or bool(partial(read))


# --- separated text ---


def comma(rows: object = ROWS) -> list[str]:
    return [*TITLES, *(",".join(row) for row in (HEAD, *rows))]  # type: ignore[attr-defined]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_list_right_after_a_table_is_a_table_of_its_own(mark: str) -> None:
    more = ("序号,姓名,职务,联系电话", "1,卢小满,科员,8801", "2,范春分,主办,8802")
    read = budget("\n".join([*comma(), *more]).replace(",", mark), "x.csv" if mark != "\t" else "x.tsv")
    assert (names(read), partial(read)) == (NAMES, "")
    assert [len(table.grids[0].rows) for table in read.tables] == [3]


def test_a_list_of_numbers_alone_after_a_table_is_no_list() -> None:
    read = budget("\n".join([*comma(), "8801,8802,8803", "11,12,13"]), "x.csv")
    assert partial(read)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_quote_that_is_never_closed_is_said(at: int) -> None:
    lines = comma()
    lines[3 + at] = lines[3 + at].replace("产出指标", '"产出指标').replace("成本指标,", '"成本指标,', 1)
    more = ["渡口灯箱检修,30.00,检修灯箱。,产出指标,数量指标,检修灯箱数量,≥,9,个"] * 2
    assert "引号没有闭合" in partial(budget("\n".join([*lines, *more]), "x.csv"))


def test_a_quoted_line_break_is_no_unclosed_quote() -> None:
    text = "\n".join(comma()).replace("翻新雨棚12座。", '"翻新雨棚12座，\n验收合格。"')
    read = budget(text, "x.csv")
    assert (names(read), partial(read)) == (NAMES, "")


# --- text that looks like rows outside any grid ---


@pytest.mark.parametrize("mark", ["｜", "\t", "│", " | ", "    "])
@pytest.mark.parametrize("again", ["", "预算12表（续）"])
def test_rows_parted_by_signs_are_read_or_said(mark: str, again: str) -> None:
    import docx

    full = [(ROWS[0][:3] + row[3:]) for row in ROWS]
    lines = [*TITLES, mark.join(HEAD), mark.join(full[0]), *([again] if again else []), *map(mark.join, full[1:])]
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    assert is_read_or_said(budget(out.getvalue(), "x.docx"))
    assert is_read_or_said(budget("\n\n".join(lines), "x.md"))
    assert is_read_or_said(budget("".join(f"<p>{line}</p>" for line in lines), "x.html"))


@pytest.mark.parametrize("indent", ["", "  "])
def test_an_html_table_in_markdown_is_a_table(indent: str) -> None:
    rows = [f"{indent}<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEAD, *ROWS)]
    text = "\n".join(
        ["# 青禾县2026年部门预算", "", *TITLES, "", '<table border="1">', *rows, "</table>", "", "说明：无。"]
    )
    read = budget(text, "x.md")
    assert (names(read), partial(read)) == (NAMES, "")


def test_what_controls_of_a_form_hold_is_text() -> None:
    def control(at: int, text: str) -> str:
        if at == 5:
            return f"<textarea rows=2>{text}</textarea>"
        if at == 3:
            return f"<select><option>效益指标</option><option selected>{text}</option></select>"
        return f'<input type="text" value="{text}">'

    rows = [f"<tr>{''.join(f'<td>{control(at, cell)}</td>' for at, cell in enumerate(row))}</tr>" for row in ROWS]
    head = "".join(f"<th>{cell}</th>" for cell in HEAD)
    page = (
        f"<html><body><p>{TITLES[0]}</p><p>{TITLES[1]}</p><table><tr>{head}</tr>{''.join(rows)}</table></body></html>"
    )
    read = budget(page, "x.html")
    assert (names(read), partial(read)) == (NAMES, "")
    assert [row.level1.text for row in read.indicators] == ["产出指标", "产出指标", "成本指标"]


# --- workbooks ---


def workbook(*fills: tuple[str, Callable[[Any], None]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for title, fill in fills:
        fill(book.create_sheet(title))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def twelve(sheet: Any) -> None:
    for line in TITLES:
        sheet.append([line])
    for row in (HEAD, *ROWS):
        sheet.append(row)


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return the archive with ``change`` applied to every part; None drops one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("what", ["part", "relation"])
def test_a_sheet_whose_part_is_missing_is_said(what: str) -> None:
    data = workbook(("12表", twelve), ("13表", twelve))

    def change(name: str, content: bytes) -> bytes | None:
        if what == "part" and name.endswith("sheet2.xml"):
            return None
        if what == "relation" and name.endswith("workbook.xml.rels"):
            at = content.index(b"sheet2.xml")
            start, end = content.rindex(b"<Relationship ", 0, at), content.index(b"/>", at) + 2
            return content[:start] + content[end:]
        return content

    assert "13表" in partial(budget(changed(data, change), "x.xlsx"))


def test_a_row_number_that_comes_twice_is_said() -> None:
    data = changed(
        workbook(("12表", twelve)),
        lambda name, content: (
            content.replace(b'<row r="6"', b'<row r="5"').replace(b'r="6"', b'r="5"') if "sheet1" in name else content
        ),
    )
    assert "重复的行号" in partial(budget(data, "x.xlsx"))


def options(sheet: Any) -> None:
    for row in (
        ("一级指标", "二级指标"),
        ("产出指标", "数量指标"),
        ("成本指标", "经济成本指标"),
        ("效益指标", "社会效益指标"),
    ):
        sheet.append(row)


def people(sheet: Any) -> None:
    for row in (("序号", "姓名", "职务"), ("1", "卢小满", "科员"), ("2", "范春分", "主办")):
        sheet.append(row)


def advice(sheet: Any) -> None:
    for row in (
        ("填报说明",),
        ("1.指标值栏填写数字。",),
        ("2.度量单位栏填写法定计量单位。",),
        ("3.绩效目标应当具体、可考核。",),
    ):
        sheet.append(row)


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("fill", [people, advice, options])
def test_sheets_beside_a_clean_table_do_not_spoil_it(fill: Callable[[Any], None], hidden: bool, first: bool) -> None:
    def beside(sheet: Any) -> None:
        fill(sheet)
        sheet.sheet_state = "hidden" if hidden else "visible"

    sheets = [("12表", twelve), ("Sheet2", beside)]
    read = budget(workbook(*(sheets[::-1] if first else sheets)), "x.xlsx")
    assert (names(read), partial(read)) == (NAMES, "")


def test_a_hidden_sheet_with_a_table_is_read_and_said() -> None:
    def hidden(sheet: Any) -> None:
        twelve(sheet)
        sheet.sheet_state = "hidden"

    read = budget(workbook(("封面", people), ("12表", hidden)), "x.xlsx")
    assert names(read) == NAMES
    assert any("隐藏" in problem.message for problem in read.problems)


@pytest.mark.parametrize("gap", [1, 2])
def test_a_second_table_beside_the_first_is_read(gap: int) -> None:
    def both(sheet: Any) -> None:
        twelve(sheet)
        other = (HEAD, ("戏台加固", "9.00", "加固戏台。", "产出指标", "数量指标", "加固戏台数量", "≥", "2", "座"))
        for number, row in enumerate(other, 3):
            for column, text in enumerate(row, 1 + len(HEAD) + gap):
                sheet.cell(number, column, text)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=2 * len(HEAD) + gap)

    read = budget(workbook(("12表", both)), "x.xlsx")
    assert sorted(names(read)) == sorted([*NAMES, "加固戏台数量"])
    assert partial(read) == ""


# --- pictures, shapes ---


def picture(size: tuple[int, int]) -> io.BytesIO:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", size, 255).save(out, "PNG")
    out.seek(0)
    return out


@pytest.mark.parametrize("size", [(900, 400), (80, 80)])
def test_a_picture_where_a_table_should_be_is_said(size: tuple[int, int]) -> None:
    import docx
    from docx.shared import Cm

    document = docx.Document()
    for line in TITLES:
        document.add_paragraph(line)
    document.add_picture(picture(size), width=Cm(size[0] / 60))
    out = io.BytesIO()
    document.save(out)
    assert "图片" in partial(budget(out.getvalue(), "x.docx"))


def test_a_picture_under_a_title_of_a_workbook_is_said_and_a_seal_is_not() -> None:
    from openpyxl.drawing.image import Image

    def pictured(sheet: Any) -> None:
        for line in TITLES:
            sheet.append([line])
        sheet.add_image(Image(picture((900, 400))), "A4")

    def sealed(sheet: Any) -> None:
        twelve(sheet)
        sheet.add_image(Image(picture((60, 60))), "F8")

    assert "图片" in partial(budget(workbook(("12表", pictured)), "x.xlsx"))
    assert partial(budget(workbook(("12表", sealed)), "x.xlsx")) == ""


BOX = (
    '<xdr:sp xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:txBody>{}</xdr:txBody></xdr:sp>'
)


def test_rows_in_a_shape_over_a_sheet_are_read_or_said() -> None:
    from openpyxl.drawing.image import Image

    def drawn(sheet: Any) -> None:
        for line in TITLES:
            sheet.append([line])
        sheet.add_image(Image(picture((60, 60))), "A4")

    lines = "".join(f"<a:p><a:r><a:t>{'｜'.join(row)}</a:t></a:r></a:p>" for row in (HEAD, *ROWS))

    def change(name: str, content: bytes) -> bytes:
        if "drawings/drawing" not in name or name.endswith(".rels"):
            return content
        start, end = content.index(b"<xdr:pic") if b"<xdr:pic" in content else -1, 0
        if start < 0:
            start, end = content.index(b"<pic"), content.index(b"</pic>") + len(b"</pic>")
        else:
            end = content.index(b"</xdr:pic>") + len(b"</xdr:pic>")
        return content[:start] + BOX.format(lines).encode() + content[end:]

    assert is_read_or_said(budget(changed(workbook(("12表", drawn)), change), "x.xlsx"))


# --- titles, notes, labels ---


@pytest.mark.parametrize("title", ["预算12表 年度项目支出绩效目标表", "预算13表 部门整体支出绩效目标申报表"])
def test_a_title_without_rows_is_said(title: str) -> None:
    other = "预算13表 部门整体支出绩效目标申报表" if "12" in title else TITLES[0]
    table = "\n".join([f"| {' | '.join(HEAD)} |", "|" + "---|" * len(HEAD), *(f"| {' | '.join(r)} |" for r in ROWS)])
    assert title[:4] in partial(budget(f"{title}\n\n单位：万元\n\n{other}\n\n{table}\n", "x.md"))


def test_an_objective_as_text_between_rows_is_no_note() -> None:
    lines = comma()
    lines.insert(4, "年度绩效目标：全年检修灯箱九个，群众满意。")
    read = budget("\n".join(lines), "x.csv")
    kept = " ".join(
        [
            *(project.objective.text for project in read.projects),
            *(cell for p in read.projects for _, c in p.details for cell in (c.text,)),
        ]
    )
    assert "检修灯箱九个" in kept or partial(read)


@pytest.mark.parametrize(
    "note", ["填报人：范春分    联系电话：8801", "注：以上指标由各单位填报。", "单位负责人：卢小满"]
)
@pytest.mark.parametrize("number", [12, 13])
def test_signatures_below_a_table_do_not_spoil_it(note: str, number: int) -> None:
    lines = comma()
    if number == 13:
        rows = [("活动", *HEAD[3:]), *(("渡口运行" if not at else "", *row[3:]) for at, row in enumerate(ROWS))]
        lines = ["预算13表 部门整体支出绩效目标申报表", "部门名称,渡口所,,,,,", *(",".join(row) for row in rows)]
    for text in ("\n".join([*lines, note]), "\n".join([*lines, "", note]), "\n".join([*lines, note + "," * 6])):
        read = budget(text, "x.csv")
        assert (names(read), partial(read)) == (NAMES, ""), text


@pytest.mark.parametrize("unit", ["金额单位：万元", "单位：万元", "金额单位（万元）"])
def test_the_unit_of_money_beside_the_agency_does_not_spoil_a_form(unit: str) -> None:
    rows = [
        ("填报单位：渡口所", "", "", "", "", unit),
        ("项目名称", "渡口雨棚翻新", "", "", "项目总额", "40.00"),
        ("年度绩效目标", "翻新雨棚12座，验收合格。", "", "", "", ""),
        ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
        *(row[3:] for row in ROWS),
    ]
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    read = budget(f"<p>项目支出绩效目标申报表</p><table>{page}</table>", "x.html")
    assert (names(read), partial(read)) == (NAMES, "")
    assert str(read.projects[0].total.wan) == "40.00"


def test_a_first_row_that_every_page_prints_again_is_read_once() -> None:
    pytest.importorskip("reportlab")
    from samples.make.pdfs import Box, Style, Table, pdf_of

    full = [(ROWS[0][:3] + row[3:]) for row in ROWS]
    head = tuple(Box(0, at, text) for at, text in enumerate(HEAD))
    first = tuple(Box(1, at, text) for at, text in enumerate(full[0]))
    body = tuple(
        Box(number, at, text if at != 5 else f"{text}第{number + 1}批")
        for number in range(60)
        for at, text in enumerate(full[1 + number % 2])
    )
    data = pdf_of([Table(TITLES[0], TITLES[1], (80.0,) * 9, (*head, *first), body)], Style())
    read = budget(data, "x.pdf")
    assert names(read).count("翻新雨棚数量") == 1 or partial(read)
    assert len(set(names(read))) == 61 or partial(read)
