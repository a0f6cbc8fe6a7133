"""The proofreader on running text: a page cuts a paragraph into lines, in the middle of its words."""

from __future__ import annotations

from auditor.checks.prose.typos import _line_at, _paragraphs
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.place import Place

LINES = (
    "一、政府采购预算情况",
    "2026年本单位政府采购预算200.00万元，其中货物类126.00万元、工程类60.00万元、服",
    "务类14.00万元。",
    "二、其他重要事项说明",
)


def budget(*, converted: bool) -> Budget:
    prose = tuple(Cell(text, Place(page=1, line=number)) for number, text in enumerate(LINES, 1))
    return Budget("甲", "", year=2026, prose=prose, converted=converted)


def test_the_lines_of_a_page_are_read_as_paragraphs() -> None:
    told = list(_paragraphs(budget(converted=True)))
    assert [text for text, _ in told] == [LINES[0], LINES[1] + LINES[2], LINES[3]]
    text, lines = told[1]
    assert [_line_at(lines, text.index(word)).place.line for word in ("货物", "务类", "万元。")] == [2, 3, 3]


def test_the_lines_of_an_author_are_paragraphs_of_their_own() -> None:
    assert [text for text, _ in _paragraphs(budget(converted=False))] == list(LINES)
