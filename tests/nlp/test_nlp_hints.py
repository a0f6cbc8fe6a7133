"""Hints: which corrections are a word in the place of another of the same sound."""

from __future__ import annotations

import pytest

from auditor.nlp import load_proofreader
from auditor.nlp.typo.model import default_model
from auditor.nlp.typo.sounding import unlike


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [("校园视频安全监管", "视频", "食品"), ("道姑收购量", "道姑", "稻谷"), ("残余服务的学生人数", "残余", "参与")],
)
def test_a_word_of_the_same_sound_is_a_word(text: str, wrong: str, right: str) -> None:
    (edit,) = load_proofreader()([text])[0]
    assert (edit.wrong, edit.right, edit.is_word) == (wrong, right, True)


def test_so_is_one_that_differs_in_a_single_character() -> None:
    (edit,) = load_proofreader()(["（会意）次数"])[0]
    assert (edit.wrong, edit.right, edit.is_word) == ("会意", "会议", True)


@pytest.mark.parametrize("text", ["制订管理制度项数", "陪育学员人数", "主讯期报汛段次"])
def test_one_character_is_no_word(text: str) -> None:
    (edit,) = load_proofreader()([text])[0]
    assert not edit.is_word


@pytest.mark.parametrize(
    ("one", "other", "differ"), [("视频", "食品", 0), ("讲师", "监事", 1), ("重新", "中心", 0), ("水稻", "水道", 0)]
)
def test_tones_do_not_count(one: str, other: str, differ: int) -> None:
    assert unlike(one, other, default_model().sounding) == differ


@pytest.mark.parametrize("text", ["治标2：新建水渠长度", "制表1:培训人数"])
def test_the_label_before_a_number_of_a_form_is_known(text: str) -> None:
    (edit,) = load_proofreader()([text])[0]
    assert (edit.right, edit.kind) == ("指标", "pair")


@pytest.mark.parametrize("text", ["治标不治本问题整改", "制表人：李明", "2026年制表"])
def test_the_same_words_elsewhere_stay(text: str) -> None:
    assert load_proofreader()([text])[0] == ()
