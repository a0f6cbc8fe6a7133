"""What the PDF reader makes of single pages: cells, spans, text, order, lost glyphs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from auditor.readers import read_bytes
from auditor.records.document import Document, Grid, Prose
from tests.readers.pdf_files import ROOT, font, grid, line, one_page, put, stream


def read(content: bytes, *more: bytes, rotate: int = 0) -> Document:
    return read_bytes(one_page(content, *(more or font()), rotate=rotate), "a.pdf")


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for b in document.blocks if isinstance(b, Grid) for row in b.rows]


XS, YS = (20, 60, 120, 300), (280, 250, 200, 150)


def test_a_word_written_downwards_in_a_narrow_column_is_one_word() -> None:
    content = grid((20, 34, 120), (280, 220, 160))
    content += b"".join(put(22, 268 - 12 * i, char) for i, char in enumerate("产出指标")) + put(40, 268, "数量")
    assert texts(read(content)) == [["产出指标", "数量"], ["", ""]]


def test_a_code_broken_between_lines_is_joined_and_english_words_are_not() -> None:
    content = grid((20, 120, 220), (280, 240, 200))
    content += put(22, 265, "1101052400") + put(22, 253, "0003-项目") + put(122, 265, "open") + put(122, 253, "data")
    assert texts(read(content))[0] == ["11010524000003-项目", "open data"]


def test_a_number_with_separators_stays_whole() -> None:
    helvetica = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    content = grid((20, 120, 220), (280, 240, 200)) + b"BT /F1 9 Tf 30 255 Td (91,016,775.35) Tj ET"
    assert texts(read(content, helvetica))[0][0] == "91,016,775.35"


def test_a_merged_cell_stands_at_its_first_row_and_says_how_far_it_reaches() -> None:
    content = b"".join(line(20, y, 220, y) for y in (280, 200)) + line(100, 240, 220, 240)
    content += b"".join(line(x, 280, x, 200) for x in (20, 100, 220))
    content += put(30, 235, "项目") + put(110, 255, "甲") + put(110, 215, "乙")
    block = read(content).blocks[0]
    assert isinstance(block, Grid)
    assert [[cell.text for cell in row.cells] for row in block.rows] == [["项目", "甲"], ["", "乙"]]
    merged = block.rows[0].cells[0]
    assert (merged.rows, merged.columns) == (2, 1)
    assert merged.place.page == 1
    assert merged.place.bbox == pytest.approx((20, 20, 100, 100), abs=0.6)


def test_a_header_over_two_columns() -> None:
    content = b"".join(line(20, y, 220, y) for y in (280, 220)) + line(20, 250, 220, 250)
    content += b"".join(line(x, 280, x, 220) for x in (20, 220)) + line(120, 250, 120, 220)
    content += put(30, 260, "其中") + put(30, 230, "财政资金") + put(130, 230, "其他资金")
    block = read(content).blocks[0]
    assert isinstance(block, Grid)
    assert block.rows[0].cells[0].columns == 2
    assert [cell.text for cell in block.rows[1].cells] == ["财政资金", "其他资金"]


def test_lines_may_be_pieces_and_thin_rectangles() -> None:
    bars = b"".join(b"%g %g 41 0.6 re f\n" % (x, y) for x in (20, 61, 102) for y in (280, 240, 200))
    bars += b"".join(b"%g %g 0.6 21 re f\n" % (x, y) for x in (20, 80, 142.4) for y in (200, 220, 240, 260))
    document = read(bars + put(30, 255, "甲") + put(90, 255, "乙") + put(30, 215, "丙") + put(90, 215, "丁"))
    assert texts(document) == [["甲", "乙"], ["丙", "丁"]]


def test_a_rectangle_drawn_around_each_cell_is_its_border() -> None:
    boxes = b"".join(b"%g %g 60 40 re S\n" % (x, y) for x in (20, 80.4) for y in (200, 240.3))
    document = read(boxes + put(30, 255, "甲") + put(90, 255, "乙") + put(30, 215, "丙") + put(90, 215, "丁"))
    assert texts(document) == [["甲", "乙"], ["丙", "丁"]]


def test_a_watermark_across_the_page_is_no_text_of_the_table() -> None:
    mark = b"BT /F1 30 Tf 0.7 0.7 -0.7 0.7 40 170 Tm <%s> Tj ET\n" % "内部资料".encode("utf-16-be").hex().encode()
    content = grid((20, 120, 220), (280, 240, 200)) + put(30, 255, "甲") + put(130, 215, "乙")
    assert texts(read(content + mark)) == texts(read(content)) == [["甲", ""], ["", "乙"]]


def test_the_part_of_a_sheet_that_is_shown_counts() -> None:
    data = one_page(put(120, 200, "看得见") + put(20, 200, "裁掉了"), *font())
    data = data.replace(b"/Rotate 0", b"/CropBox[100 50 400 300]")
    (block,) = read_bytes(data, "a.pdf").blocks
    assert isinstance(block, Prose)
    assert block.text == "看得见"
    assert block.place.bbox is not None
    assert block.place.bbox[0] == pytest.approx(20, abs=0.5)


def test_lines_in_a_form_object_count() -> None:
    inner = grid((0, 40, 100), (0, -40, -80))
    form = b"<</Type/XObject/Subtype/Form/BBox[-500 -500 500 500]/Matrix[1 0 0 1 20 280]"
    form += b"/Length %d>>stream\n" % len(inner)
    objects = [*font(), form + inner + b"\nendstream"]
    data = one_page(b"/X1 Do\n" + put(30, 260, "甲") + put(90, 260, "乙"), *objects)
    data = data.replace(b"/X1 5 0 R", b"/X1 8 0 R")
    assert texts(read_bytes(data, "a.pdf"))[0] == ["甲", "乙"]


def test_prose_above_and_below_the_table_keeps_its_order() -> None:
    content = grid((20, 120, 220), (240, 200, 160)) + put(20, 270, "预算12表") + put(20, 120, "注:以上")
    content += put(30, 215, "甲") + put(130, 215, "乙")
    blocks = read(content).blocks
    assert [block.text if isinstance(block, Prose) else "grid" for block in blocks] == ["预算12表", "grid", "注:以上"]


def test_text_outside_the_page_is_left_out() -> None:
    blocks = read(put(20, 270, "看得见") + put(20, 400, "看不见") + put(-300, 200, "也看不见")).blocks
    assert [block.text for block in blocks if isinstance(block, Prose)] == ["看得见"]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_page_printed_sideways_reads_as_an_upright_one(turn: int) -> None:
    turned = {1: b"0 1 -1 0 300 0 cm\n", 2: b"-1 0 0 -1 400 300 cm\n", 3: b"0 -1 1 0 0 300 cm\n"}[turn]
    content = grid((20, 100, 200), (280, 240, 200)) + put(30, 255, "甲一") + put(110, 255, "乙") + put(30, 215, "丙")
    upright = texts(read(content))
    assert upright == [["甲一", "乙"], ["丙", ""]]
    assert texts(read(turned + content, rotate=90 * turn)) == upright
    assert texts(read(turned + content)) == upright, "a sheet turned by its content alone"


@pytest.mark.parametrize("encoding", ["gbk", "utf-16-be"])
def test_signs_in_a_font_that_is_not_embedded_are_read(encoding: str) -> None:
    name = {"gbk": b"GBK-EUC-H", "utf-16-be": b"UniGB-UCS2-H"}[encoding]
    content = b"".join(
        b"BT /F1 10 Tf %d 200 Td <%s> Tj ET\n" % (20 + 20 * i, char.encode(encoding).hex().encode())
        for i, char in enumerate("≥≤=95%万元")
    )
    document = read(content, *font(name))
    assert [block.text.replace(" ", "") for block in document.blocks if isinstance(block, Prose)] == ["≥≤=95%万元"]


def test_glyph_numbers_of_a_font_that_is_not_embedded_are_read_by_its_code_table() -> None:
    # PDFium drops each of these with the substitute fonts of a machine.
    shown = "≥≤=95%万元"
    pairs = " ".join(f"<{number:04x}> <{ord(char):04x}>" for number, char in enumerate(shown, start=1))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(shown)} beginbfchar {pairs} endbfchar "
        "endcmap end end"
    )
    content = b"".join(b"BT /F1 10 Tf %d 200 Td <%04x> Tj ET\n" % (20 * n, n) for n in range(1, len(shown) + 1))
    objects = [*font(b"Identity-H", ordering=b"Identity", unicode_map=8), stream(table.encode())]
    document = read(content, *objects)
    assert [block.text.replace(" ", "") for block in document.blocks if isinstance(block, Prose)] == [shown]
    assert not document.problems


def test_a_character_without_a_name_is_a_problem() -> None:
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <4e00> <FFFD> endbfchar endcmap end end"
    )
    objects = [*font(b"Identity-H", ordering=b"Identity", unicode_map=8), stream(table)]
    document = read(put(20, 200, "甲乙丙丁戊己庚辛壬癸") + put(20, 100, "一"), *objects)
    assert [problem.code for problem in document.problems] == ["read.pdf-glyphs"]
    assert document.problems[0].partial
    assert document.problems[0].place.page == 1


def test_columns_without_any_line_are_found_by_their_gaps() -> None:
    rows = [("数量指标", "培训次数", "≥", "12", "次"), ("质量指标", "培训合格率", "≥", "95", "%"),
            ("时效指标", "完成时限", "≤", "11", "月"), ("成本指标", "项目总成本", "≤", "48", "万元")]  # fmt: skip
    content = put(20, 280, "某部门本年绩效指标一览表,各项要求如下所列")
    for number, row in enumerate(rows):
        content += b"".join(put(20 + 70 * i, 250 - 20 * number, text) for i, text in enumerate(row))
    document = read(content)
    assert texts(document) == [list(row) for row in rows]
    assert [block.text for block in document.blocks if isinstance(block, Prose)] == [
        "某部门本年绩效指标一览表,各项要求如下所列"
    ]


def test_paragraphs_are_no_table() -> None:
    text = "这是一段普通的文字,没有任何表格,只是一行一行地写下去。"
    content = b"".join(put(20, 280 - 15 * i, text) for i in range(8))
    assert all(isinstance(block, Prose) for block in read(content).blocks)


def test_a_pdf_counts_as_converted_and_the_text_readers_do_not_load_pdfium() -> None:
    assert read(put(20, 200, "甲")).converted
    code = (
        "import sys; from auditor.readers import read_bytes; read_bytes('甲'.encode(), 'a.txt');"
        "sys.exit(any(name in sys.modules for name in ('pypdfium2', 'pypdfium2_raw', 'cv2', 'rapidocr')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_whoever_draws_with_pdfium_afterwards_has_the_fonts_of_the_machine() -> None:
    # In a process of its own: a mistake here ends the process.
    code = (
        "import pypdfium2; from auditor.readers import read_bytes; from tests.readers.pdf_files import *;"
        "data = one_page(put(20, 200, '甲乙丙', 40), *font());"
        "draw = lambda: pypdfium2.PdfDocument(data)[0].render().to_numpy().tobytes();"
        "before = draw(); read = lambda: read_bytes(data, 'a.pdf');"
        "seen = [(read(), read(), draw())[2] == before for _ in range(3)];"
        "raise SystemExit(0 if all(seen) else 1)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
