"""Word files: paragraphs, merged cells, nested tables, symbols, revisions, hostile files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers import read_bytes
from auditor.records.document import Document, Grid, Prose
from samples.make.packed import pack

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="{target}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def word(body: str, parts: dict[str, tuple[str, str]] | None = None, head: str = "") -> bytes:
    """Return a Word file; ``parts`` are name → (kind, content) of its other parts."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": RELS.format(relation("officeDocument", "word/document.xml")),
        "word/document.xml": f"{head}<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    if parts:
        links = "".join(relation(kind, name) for name, (kind, _) in parts.items())
        members["word/_rels/document.xml.rels"] = RELS.format(links)
        members |= {f"word/{name}": content for name, (_, content) in parts.items()}
    return pack(members)


def read(body: str, parts: dict[str, tuple[str, str]] | None = None, limits: Limits | None = None) -> Document:
    return read_bytes(word(body, parts), "a.docx", limits or Limits())


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def grids(document: Document) -> list[list[list[str]]]:
    return [[[c.text for c in row.cells] for row in b.rows] for b in document.blocks if isinstance(b, Grid)]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Prose)]


def codes(document: Document) -> list[tuple[str, bool]]:
    return [(problem.code, problem.partial) for problem in document.problems]


def test_paragraphs_and_tables_in_reading_order() -> None:
    document = read(p("一") + tbl(tc("甲") + tc("乙"), tc("丙") + tc("")) + p("") + p("二"))
    assert [type(block) for block in document.blocks] == [Prose, Grid, Prose]
    assert grids(document) == [[["甲", "乙"], ["丙", ""]]]
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert grid.rows[1].cells[1].place.cell == "第1个表格第2行第2列"
    assert (document.format, document.converted) == ("docx", False)


def test_merged_cells() -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(
        tbl(
            tc("项目", start) + tc("宽", '<w:gridSpan w:val="2"/>') + tc("丁"),
            tc("", goes_on) + tc("一") + tc("二") + tc("三"),
            tc("", goes_on) + tc("四", start) + tc("五") + tc("六"),
            tc("另", start) + tc("", goes_on) + tc("七") + tc("八"),
        )
    )
    assert grids(document) == [
        [["项目", "宽", "", "丁"], ["", "一", "二", "三"], ["", "四", "五", "六"], ["另", "", "七", "八"]]
    ]
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    spans = [(cell.text, cell.rows, cell.columns) for row in grid.rows for cell in row.cells if cell.text]
    assert [span for span in spans if span[1:] != (1, 1)] == [("项目", 3, 1), ("宽", 1, 2), ("四", 2, 1)]


def test_rows_that_begin_further_right() -> None:
    late = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    assert grids(read(tbl(tc("甲") + tc("乙") + tc("丙"), late + tc("丁")))) == [[["甲", "乙", "丙"], ["", "", "丁"]]]


def test_a_table_in_a_cell_is_a_table_of_its_own_and_a_frame_is_none() -> None:
    inner = tbl(tc("子") + tc("丑"))
    nested = tbl(tc("甲") + f"<w:tc>{p('乙')}{inner}{p('')}</w:tc>")
    assert grids(read(nested)) == [[["甲", "乙"]], [["子", "丑"]]]
    framed = read(tbl(f"<w:tc>{p('说明')}{inner}{p('')}</w:tc>"))
    assert (prose(framed), grids(framed)) == (["说明"], [[["子", "丑"]]])


def test_a_frame_inside_a_cell_is_the_text_of_the_cell() -> None:
    frame = tbl(tc("修缮渠道六公里"))
    deeper = tbl(f"<w:tc>{frame}{p('惠及三个村')}</w:tc>")
    document = read(tbl(tc("目标") + f"<w:tc>{p('年度：')}{deeper}{p('')}</w:tc>"))
    assert grids(document) == [[["目标", "年度：修缮渠道六公里惠及三个村"]]]
    assert prose(document) == []
    assert codes(document) == []


def test_line_breaks_tabs_and_symbols() -> None:
    run = (
        '<w:p><w:r><w:t>产出</w:t><w:br/><w:t xml:space="preserve">指标 </w:t><w:tab/><w:sym w:font="Symbol" '
        'w:char="F0B3"/><w:t>90\uf025</w:t></w:r><m:oMath><m:r><m:t>≤1</m:t></m:r></m:oMath></w:p>'
    )
    assert grids(read(tbl(f"<w:tc>{run}{p('第二段')}</w:tc>" + tc("乙")))) == [[["产出指标  ≥90%≤1 第二段", "乙"]]]


def test_an_unknown_symbol_is_no_silence() -> None:
    document = read('<w:p><w:r><w:t>甲</w:t><w:sym w:font="Symbol" w:char="F0FF"/></w:r></w:p>')
    assert prose(document) == ["甲�"]
    assert codes(document) == [("read.symbol", True)]


def test_text_boxes_once_and_wrappers() -> None:
    box = f"<w:txbxContent>{p('框里')}{tbl(tc('甲') + tc('乙'))}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:sdt><w:sdtContent><w:p><w:r><w:t>外面</w:t>{drawing}</w:r></w:p></w:sdtContent></w:sdt>"
    document = read(body)
    assert prose(document) == ["外面", "框里"]
    assert grids(document) == [[["甲", "乙"]]]


def test_revisions_are_read_as_accepted_and_said() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
        + tbl(tc("甲") + tc("乙"), "<w:trPr><w:del/></w:trPr>" + tc("删") + tc("去"))
    )
    document = read(body)
    assert prose(document) == ["新"]
    assert grids(document) == [[["甲", "乙"]]]
    assert codes(document) == [("read.revised", False)]


def test_hidden_text_is_read_and_said() -> None:
    document = read("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>")
    assert prose(document) == ["藏"]
    assert codes(document) == [("read.hidden", False)]
    shown = read('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r></w:p>')
    assert shown.problems == ()


def test_headers_and_notes_but_no_page_numbers() -> None:
    part = f"<w:hdr {SPACES}>{{}}</w:hdr>"
    parts = {
        "header1.xml": ("header", part.format(p("云岭区示范局部门预算"))),
        "footer1.xml": ("footer", part.format(p("第 3 页"))),
        "footnotes.xml": ("footnotes", part.format(p("注释:按实列支"))),
        "media/image1.png": ("image", "x"),
    }
    document = read(p("正文"), parts)
    assert prose(document) == ["云岭区示范局部门预算", "正文", "注释:按实列支"]
    assert codes(document) == [("read.picture", False)]


def test_what_is_embedded_is_not_read_but_said() -> None:
    parts = {"embeddings/a.xlsx": ("package", "x")}
    assert codes(read(p("正文") + '<w:altChunk r:id="x" xmlns:r="r"/>', parts)) == [
        ("read.embedded", True),
        ("read.embedded", True),
    ]


def test_deep_nesting_is_cut_and_said() -> None:
    body = p("底")
    for _ in range(70):
        body = tbl(tc("甲") + f"<w:tc>{body}</w:tc>")
    document = read(body)
    assert codes(document) == [("read.too-large", True)]
    assert len(grids(document)) > 30


def test_too_many_cells_are_cut_and_said() -> None:
    document = read(tbl(*[tc("甲") + tc("乙")] * 100), limits=Limits(max_cells=50))
    assert [len(grid) for grid in grids(document)] == [25]
    assert codes(document) == [("read.too-large", True)]


@pytest.mark.parametrize(
    ("make", "mention"),
    [
        (lambda: word(p("甲"), head="<!DOCTYPE x [<!ENTITY a 'b'>]>"), "实体"),
        (lambda: word(p("甲"), head="<!-- " + "x" * 9000 + " --><!DOCTYPE x [<!ENTITY a 'b'>]>"), "实体"),
        (lambda: word("<w:p>"), "损坏"),
        (lambda: word(p("甲"))[:-40], "损坏"),
        (lambda: word(" " * (30 << 20)), "压缩"),
    ],
)
def test_a_damaged_or_hostile_file_is_one_sentence(make: Callable[[], bytes], mention: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(make(), "a.docx")
    assert mention in caught.value.message
    assert caught.value.message.count("。") == 1


def test_a_part_too_large_for_memory_is_refused() -> None:
    data = word(p("甲" * 400_000))
    with pytest.raises(UnreadableError, match="上限"):
        read_bytes(data, "a.docx", Limits(max_unpacked=1 << 20))


def test_pages_are_those_that_word_noted() -> None:
    noted = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>"
    row = f"<w:tr><w:tc><w:p>{noted.format('左')}</w:p></w:tc><w:tc><w:p>{noted.format('右')}</w:p></w:tc></w:tr>"
    first = f"<w:tr>{tc('甲')}{tc('乙')}</w:tr>"
    body = f"{p('封面')}<w:p>{noted.format('第一部分')}</w:p>{tbl(first, row)}{p('第二部分')}"
    pages = {block.text: block.place.page for block in read(body).blocks if isinstance(block, Prose)}
    assert pages == {"封面": 1, "第一部分": 2, "第二部分": 3}
    assert [block.place.page for block in read(p("封面") + p("正文")).blocks if isinstance(block, Prose)] == [
        None,
        None,
    ]


def test_pages_of_a_frame_are_counted_and_those_of_a_text_box_are_not() -> None:
    noted = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>"
    box = f"<w:p><w:r><w:t>前言</w:t><w:txbxContent><w:p>{noted.format('框内')}</w:p></w:txbxContent></w:r></w:p>"
    cells = "".join(f"<w:tc><w:p>{noted.format(text)}</w:p></w:tc>" for text in "左右")
    inner = tbl(tc("甲") + tc("乙"), cells)
    body = p("封面") + box + tbl(f"<w:tc>{inner}{p('第一部分')}</w:tc>") + p("第二部分")
    pages = {block.text: block.place.page for block in read(body).blocks if isinstance(block, Prose)}
    assert pages == {"封面": 1, "前言": 1, "框内": 1, "第一部分": 2, "第二部分": 2}
