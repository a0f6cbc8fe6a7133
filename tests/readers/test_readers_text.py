"""Text, Markdown tables, tab-separated and comma-separated tables, and what cannot be read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from auditor.errors import UnreadableError
from auditor.readers import READERS, read_bytes, read_file
from auditor.records.document import Document, Grid, Prose


def read(text: str, source: str = "x.txt") -> Document:
    return read_bytes(text.encode(), source)


def grids(document: Document) -> list[list[list[str]]]:
    return [[[c.text for c in row.cells] for row in b.rows] for b in document.blocks if isinstance(b, Grid)]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Prose)]


def test_pipe_table_between_prose_with_lines() -> None:
    document = read("预算表\n\n| 甲 | 乙 | |\n|---|:--:|---|\n| 1 | | 3 |\n\n完")
    assert grids(document) == [[["甲", "乙", ""], ["1", "", "3"]]]
    assert prose(document) == ["预算表", "完"]
    table = document.blocks[1]
    assert isinstance(table, Grid)
    assert [row.cells[-1].place.line for row in table.rows] == [3, 5]


def test_pipe_rows_without_outer_pipes_and_with_escaped_pipe() -> None:
    assert grids(read("甲 | 乙\n--- | ---\n1 \\| 2 | 3")) == [[["甲", "乙"], ["1 | 2", "3"]]]


def test_marks_of_markdown_are_no_words() -> None:
    lines = ["# 牧业站2026年绩效", "##  项目名称：牧道养护 ##", "**预算金额：** 36万元", "#1 号井", "≤**万元"]
    document = read("\n".join([*lines, "| **名称** | ≥**株 |"]))
    assert prose(document) == ["牧业站2026年绩效", "项目名称：牧道养护", "预算金额： 36万元", "#1 号井", "≤**万元"]
    assert grids(document) == [[["名称", "≥**株"]]]
    wide = f"牧道养护{' ' * 5000}单位：万元"
    assert prose(read(f"## {wide} ## ##")) == [f"{wide} ##"]


def test_a_line_with_a_lone_pipe_is_prose() -> None:
    assert prose(read("首页 | 概况\n正文")) == ["首页 | 概况", "正文"]


def test_tags_are_layout() -> None:
    assert grids(read("| <p>甲 乙</p> | 丙<br/>丁 | 3 < 5 |")) == [[["甲 乙", "丙 丁", "3 < 5"]]]


def test_a_pipe_row_over_two_lines_is_one_row() -> None:
    assert grids(read("| 甲 | 乙 |\n|---|---|\n| 一\n二 | 三 |\n| 4 | 5 |")) == [
        [["甲", "乙"], ["一 二", "三"], ["4", "5"]]
    ]


def test_tab_rows_keep_their_empty_cells() -> None:
    assert grids(read("\t\t甲\t\n乙\t\t\t\n")) == [[["", "", "甲", ""], ["乙", "", "", ""]]]


def test_a_line_without_tab_parts_tab_rows() -> None:
    document = read("甲\t乙\n断开的一段\n丙\t丁\n")
    assert [type(block) for block in document.blocks] == [Grid, Prose, Grid]
    assert [block.place.line for block in document.blocks if isinstance(block, Prose)] == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, newline: str) -> None:
    text = newline.join(("预算表12 绩效表", "", "项目\t金额", "修桥\t5"))
    document = read_bytes(text.encode(encoding), "x.txt")
    assert grids(document) == [[["项目", "金额"], ["修桥", "5"]]]
    assert prose(document) == ["预算表12 绩效表"]
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert [row.place.line for row in grid.rows] == [3, 4]


def test_a_form_feed_starts_a_page_and_no_line() -> None:
    document = read("甲\t1\n\x0c乙\t2\n丙\n")
    places = [(b.rows[0].place if isinstance(b, Grid) else b.place) for b in document.blocks]
    assert [(place.page, place.line) for place in places] == [(1, 1), (2, 2), (2, 3)]
    assert isinstance(read("甲\n").blocks[0], Prose)
    assert [b.place.page for b in read("甲\n").blocks if isinstance(b, Prose)] == [None]


def test_csv_with_quotes_and_line_break_in_a_cell() -> None:
    document = read('预算表12,,\n项目,"金额,万元",x\n"修\n桥",5,\n绩效,,1\n', "a.csv")
    assert prose(document) == ["预算表12"]
    assert grids(document) == [[["项目", "金额,万元", "x"], ["修\n桥", "5", ""], ["绩效", "", "1"]]]
    table = document.blocks[1]
    assert isinstance(table, Grid)
    assert [row.place.line for row in table.rows] == [2, 3, 5]


@pytest.mark.parametrize(
    "text", ["| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 1 | 2", "a\tb\tc\n1\t2\t3\n1\t2\t3\n1\t2"]
)
def test_a_table_that_ends_in_the_middle_of_a_row_is_partial(text: str) -> None:
    problems = read(text).problems
    assert [(p.code, p.partial, p.place.line) for p in problems] == [("read.truncated", True, 4)]


def test_a_table_with_rows_of_many_widths_is_not_called_truncated() -> None:
    assert read("a\tb\tc\n1\t2\n1\t2\t3\n1\t2").problems == ()


def test_text_that_ends_in_the_middle_of_a_character_is_partial() -> None:
    document = read_bytes("项目名称\n预算".encode()[:-1], "x.txt")
    assert prose(document) == ["项目名称", "预"]
    assert [problem.partial for problem in document.problems] == [True]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b"\xef\xbb\xbf \r\n\t\n", "空"),
        (Random(1).randbytes(4000), "二进制"),
        (bytes(b for b in Random(2).randbytes(8000) if b > 127 and b != 255), "编码"),
        (b"PK\x03\x04abc", "压缩包|损坏"),
        (b"%PDF-1.7 ...", "PDF"),
        ("预算\n".encode("utf-16-le"), "二进制"),
    ],
)
def test_content_that_is_no_text_is_one_clear_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as caught:
        read_bytes(data, "x.md")
    assert str(caught.value).startswith("x.md: ")
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("预算" * 100, encoding="utf-8")
    cases = {"none.txt": "不存在", ".": "文件夹"}
    for name, words in cases.items():
        with pytest.raises(UnreadableError, match=words):
            read_file(tmp_path / name)
    with pytest.raises(UnreadableError, match="上限"):
        read_file(tmp_path / "big.txt", max_bytes=599)
    assert read_file(tmp_path / "big.txt", max_bytes=600).blocks


def test_an_oversized_file_is_refused_without_reading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    with pytest.raises(UnreadableError, match="200"):
        read_file(path)


def test_an_unknown_suffix_names_the_formats_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(UnreadableError) as caught:
        read_file(path)
    assert all(suffix in str(caught.value) for suffix in READERS)


def test_standard_input_is_text_and_text_is_converted() -> None:
    document = read("a\tb", "-")
    assert (document.source, document.format, document.converted) == ("-", "text", True)
    assert len(document.sha256) == 64
