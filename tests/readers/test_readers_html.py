"""Web pages: spans, layout tables, character sets, hidden and embedded parts, damage."""

from __future__ import annotations

import pytest

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers import read_bytes
from auditor.records.document import Document, Grid, Prose


def read(body: str, head: str = '<meta charset="utf-8">', limits: Limits | None = None) -> Document:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_bytes(page.encode(), "a.html", limits or Limits())


def grids(document: Document) -> list[list[list[str]]]:
    return [[[c.text for c in row.cells] for row in b.rows] for b in document.blocks if isinstance(b, Grid)]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Prose)]


def codes(document: Document) -> list[tuple[str, bool]]:
    return [(problem.code, problem.partial) for problem in document.problems]


def test_spans_put_cells_where_the_browser_shows_them() -> None:
    document = read(
        "<table><tr><td rowspan=3>甲</td><td colspan=2>乙</td><td>丙</td></tr>"
        "<tr><td rowspan='2'>丁</td><td>戊</td><td>己</td></tr><tr><td>庚</td><td>辛</td></tr></table>"
    )
    assert grids(document) == [[["甲", "乙", "", "丙"], ["", "丁", "戊", "己"], ["", "", "庚", "辛"]]]
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    assert (grid.rows[0].cells[0].rows, grid.rows[0].cells[1].columns, grid.rows[1].cells[1].rows) == (3, 2, 2)
    assert grid.rows[2].cells[3].place.cell == "第1个表格第3行第4列"
    assert (document.format, document.converted) == ("html", False)


def test_missing_end_tags_and_parts_of_a_table() -> None:
    page = "<table><caption>表名<thead><tr><th>甲<th>乙<tbody><tr><td>一<td>二<tfoot><tr><td>计<td>三</table>"
    document = read(page)
    assert grids(document) == [[["甲", "乙"], ["一", "二"], ["计", "三"]]]
    assert prose(document) == ["表名"]


def test_a_layout_table_is_text_and_the_tables_in_it_are_read() -> None:
    document = read(
        "<table><tr><td><ul><li>首页<li>公开</ul></td><td><p>预算&nbsp;12表</p>"
        "<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
        "<table><tr><td>一栏的框</td></tr></table>"
    )
    assert grids(document) == [[["甲", "乙"], ["1", "2"]]]
    assert prose(document) == ["首页", "公开", "预算 12表", "一栏的框"]


def test_a_table_inside_a_cell_of_a_data_table_is_a_table_of_its_own() -> None:
    inner = "<table><tr><td>子</td><td>丑</td></tr></table>"
    document = read(f"<table><tr><td>甲</td><td>乙</td></tr><tr><td>一{inner}</td><td>二</td></tr></table>")
    assert grids(document) == [[["甲", "乙"], ["一", "二"]], [["子", "丑"]]]


def test_line_breaks_entities_and_inline_markup_in_a_cell() -> None:
    document = read(
        "<table><tr><td>产出\n   指标</td><td>满意<br>度</td><td>&ge;&#57;0&amp;</td></tr>"
        "<tr><td><p>第一段。</p><p>第二段。</p></td><td>m<sup>2</sup></td><td><b>加</b>粗<script>x()</script></td></tr></table>"
    )
    assert grids(document) == [[["产出指标", "满意度", "≥90&"], ["第一段。第二段。", "m2", "加粗"]]]


def test_prose_is_parted_by_blocks_and_breaks() -> None:
    document = read("<div>一<span>二</span></div>三<br>四<script>var a='五'</script><style>六{}</style>")
    assert prose(document) == ["一二", "三", "四"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ("<meta charset=utf-8>", "utf-8-sig"),
        ("", "utf-8"),
        ("", "gb18030"),
        ("", "utf-16"),
        ('<meta charset="gb2312">', "utf-8"),
    ],
)
def test_character_sets(head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><p>镕㙍绩效≥</p></body></html>"
    document = read_bytes(page.encode(encoding), "a.html")
    assert prose(document)[-1] == "镕㙍绩效≥"
    assert document.problems == ()


def test_bytes_outside_the_character_set_are_said() -> None:
    page = '<html><head><meta charset="utf-8"></head><body><p>绩'.encode() + b"\xff\xfe\x81" + "效</p></body>".encode()
    document = read_bytes(page, "a.html")
    assert "绩" in prose(document)[-1]
    assert codes(document) == [("read.encoding", True)]


def test_hidden_rows_are_read_and_said_and_hidden_text_is_not_read() -> None:
    document = read(
        "<div style='display:none'>藏</div><table><tr><td>甲</td><td>乙</td></tr>"
        "<tr style='DISPLAY : none'><td>丙</td><td hidden>丁</td></tr></table>"
    )
    assert grids(document) == [[["甲", "乙"], ["丙", "丁"]]]
    assert prose(document) == []
    assert codes(document) == [("read.hidden", False)]


def test_embedded_pages_are_not_fetched_but_said() -> None:
    assert codes(read("<p>甲</p><iframe src='http://localhost/x'>乙</iframe>")) == [("read.external", False)]
    with pytest.raises(UnreadableError, match="框架网页"):
        read_bytes(b"<html><frameset><frame src='a.htm'></frameset></html>", "a.htm")


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>1</script></body></html>", "<html>&nbsp;"])
def test_a_page_without_text_is_one_sentence(page: str) -> None:
    with pytest.raises(UnreadableError, match="没有可读的内容") as caught:
        read_bytes(page.encode(), "a.html")
    assert caught.value.message.count("。") == 1


def test_absurd_spans_stay_small() -> None:
    row = "<tr><td colspan=1000 rowspan=65534>甲</td><td colspan='99999999999' rowspan=0>乙</td></tr>"
    document = read(f"<table>{row * 300}</table>", limits=Limits(max_cells=50_000))
    assert sum(len(cells) for grid in grids(document) for cells in grid) <= 50_000
    assert codes(document) == [("read.too-large", True)]


def test_deep_nesting_is_cut_and_said() -> None:
    document = read("<p>甲</p>" + "<div>" * 3000 + "乙" + "</div>" * 3000)
    assert prose(document)[0] == "甲"
    assert codes(document) == [("read.too-large", True)]
    nested = read("<table><tr><td>一<td>二<tr><td>三<td>" * 400)
    assert grids(nested)


def test_a_long_run_of_blanks_is_no_trap() -> None:
    blanks = "\u3000 " + "&#32;" * 60_000
    document = read(f"<table><tr><td>甲{blanks}乙<br>丙</td><td>丁</td></tr></table><pre>一{blanks}<br>二</pre>")
    assert grids(document)[0][0][1] == "丁"


def test_more_markup_than_memory_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.readers import xmlparts

    monkeypatch.setattr(xmlparts, "_MOST_TAGS", 50)
    assert read("<p>甲</p>").blocks
    with pytest.raises(UnreadableError, match="内存") as caught:
        read("<p>甲</p>" * 30)
    assert caught.value.message.count("。") == 1


def test_entities_declared_in_the_page_are_not_expanded() -> None:
    page = '<!DOCTYPE html [<!ENTITY a "秘密">]><html><body><p>甲&a;乙</p></body></html>'
    assert "秘密秘密" not in str(read_bytes(page.encode(), "a.html"))
    assert "甲" in "".join(prose(read_bytes(page.encode(), "a.html")))
