"""The made-up documents beside the tables: what is found of their faults, and silence on the right ones."""

from __future__ import annotations

import pytest

from auditor import api
from bench.beside.__main__ import tallied
from bench.beside.families import PAGE, table, with_table
from bench.beside.write import boxes, parts


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


def test_most_planted_faults_are_found_and_right_documents_are_silent() -> None:
    tallies = tallied()
    assert set(tallies) == {"evaluation", "monitoring", "prose"}
    assert [line for one in tallies.values() for line in one.errors] == []
    share = {kind: one.found / one.planted for kind, one in tallies.items()}
    assert share["evaluation"] >= 0.9
    assert share["monitoring"] >= 0.9
    assert share["prose"] >= 0.9


def test_lines_with_cells_are_tables_and_others_paragraphs() -> None:
    made = parts("标题\n甲 | 乙\n丙 | 丁\n末段")
    assert [text for text, table in made if not table] == ["标题", "末段"]
    assert [box.text for text, table in made for box in table] == ["甲", "乙", "丙", "丁"]


def test_marks_merge_cells() -> None:
    first, *rest = boxes([["甲", "<"], ["^", "<"]])
    assert (first.text, first.rows, first.columns, rest) == ("甲", 2, 2, [])


def test_the_map_of_families_is_what_the_rules_say() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_table(page, table(api.load_rules())), "python -m bench.beside.families"
