"""The proofreader on running text: a page cuts a paragraph into lines, in the middle of its words."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from auditor.checks.prose.typos import _line_at, _paragraphs, typos
from auditor.records.budget import Budget, Project
from auditor.records.document import Cell
from auditor.records.edit import Edit
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


def test_an_objective_that_a_paragraph_gives_is_judged_as_the_objective() -> None:
    told, objective = "年度绩效目标：保障供水设施搞笑运行。", "保障供水设施搞笑运行。"
    edit = Edit(told.index("搞笑"), told.index("搞笑") + 2, "搞笑", "高效", 0.95, "homophone", "")
    context = cast(Any, SimpleNamespace(edits=lambda texts: dict.fromkeys(texts, (edit,))))
    budget = Budget("甲", "", prose=(Cell(told),))
    project = Project("一", objective=Cell(objective))

    def hits(one: Budget) -> int:
        return len(list(typos(one, context, kinds={"homophone": 0.85}, length=10, unless="部门部门")))

    assert hits(budget) == 1
    assert hits(replace(budget, projects=(project,))) == 0
