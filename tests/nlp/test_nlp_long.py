"""Long texts: what the proofreader does grows with their length, not with its square, and finds the same."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from auditor.nlp import load_proofreader
from auditor.nlp.typo import marks
from auditor.nlp.typo.marker import apart, default_marker
from auditor.nlp.typo.marks import mark_edits
from auditor.nlp.typo.pieces import LONGEST, pieces
from auditor.records.edit import Edit

SENTENCE = "全年为{}个村的困难老人提供上门理发、助浴和代购服务，老人的生活质量有所提高；"


def prose(length: int) -> str:
    """Return a text of about ``length`` characters in which no two sentences are the same."""
    return "".join(SENTENCE.format(number) for number in range(length // len(SENTENCE)))


def work(do: Callable[[], object]) -> int:
    """Return how many functions, of Python and of C, are called while ``do`` runs."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("text", ["", "短文本", "。" * 5000, "字" * 5000, prose(7000), "，" + "a" * 3000])
def test_the_pieces_are_the_text(text: str) -> None:
    parts = list(pieces(text))
    assert "".join(piece for _, piece in parts) == text
    assert all(text[start : start + len(piece)] == piece for start, piece in parts)
    assert all(len(piece) <= LONGEST for _, piece in parts)


def test_pieces_end_where_sentences_do() -> None:
    assert all(piece[-1] in "；。" for _, piece in pieces(prose(9000)))


def test_a_slip_is_found_wherever_it_stands_in_a_long_text() -> None:
    text = prose(4000)
    slip = "提高服务质量，确保设施正长运行；"
    proofreader = load_proofreader()
    alone = [edit for edit in proofreader([slip])[0] if edit.wrong != edit.right]
    assert alone, "the slip is not found at all"
    for at in (0, text.index("；", 1500) + 1, len(text)):
        whole = text[:at] + slip + text[at:]
        found = proofreader([whole])[0]
        assert any(at <= edit.start < at + len(slip) and whole[edit.start : edit.end] == edit.wrong for edit in found)


@pytest.mark.parametrize("shape", ["（", "“", "）", "【（", "（）", "，。", "天", "1"])
def test_marks_take_work_by_length(shape: str) -> None:
    small, large = (shape * (size // len(shape)) for size in (4000, 16000))
    mark_edits(small)
    assert work(lambda: mark_edits(large)) < 6 * work(lambda: mark_edits(small)) + 100


def test_lone_marks_keep_little_of_a_long_text() -> None:
    """A hundred thousand brackets: some are told, with what stands near them."""
    found = mark_edits("（" * 100_000)
    assert 0 < len(found) <= 50
    assert sum(len(edit.wrong) + len(edit.right) for edit in found) < 50_000


def test_brackets_within_each_other_are_no_recursion() -> None:
    assert mark_edits("【" + "（" * 20_000 + "】")


def test_a_pair_of_two_widths_closes() -> None:
    """The bracket that was paired is not paired again with a later one."""
    assert [(edit.start, edit.right) for edit in mark_edits("（一)二）")] == [(2, "）"), (4, "")]


def test_a_search_takes_work_by_length() -> None:
    marker = default_marker()
    marker([prose(1000)])
    small, large = (work(lambda size=size: marker([prose(size)])) for size in (2000, 8000))  # type: ignore[misc]
    assert large < 6 * small


def test_edits_apart_take_work_by_number() -> None:
    def many(count: int) -> list[Edit]:
        return [Edit(3 * at, 3 * at + 2, "甲", "乙", 0.5 + at % 7 / 20, "homophone", "") for at in range(count)]

    assert apart(many(500)) == many(500)
    small, large = (work(lambda size=size: apart(many(size))) for size in (500, 4000))  # type: ignore[misc]
    assert large < 16 * small


def test_no_more_than_a_few_marks_are_told() -> None:
    assert len(mark_edits("一（" * 500)) == marks._MOST


def test_a_text_without_sense_is_judged_at_a_share_of_its_symbols() -> None:
    from random import Random

    from auditor.nlp.typo.clause import split
    from auditor.nlp.typo.corrections import corrections

    marker, chance = default_marker(), Random(7)
    made = ["".join(chance.sample("按照年度工作计划完成设备购置保障单位正常运转提高服务质量", 12)) for _ in range(120)]
    text = "，".join(made)
    found = corrections([split(text, marker.model)], [text], marker.model, marker.fluency)
    assert len(text) / 8 < len(found) <= 16 + len(text) / 4
