"""A measure word of another class of nouns is noticed; those that go with the noun, or with anything, are not."""

from __future__ import annotations

import pytest

from auditor.nlp import load_proofreader
from auditor.nlp.typo.measures import measure_edits


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("改建公厕5只", "只", "座"),
        ("新购救护车2棵，用于转运", "棵", "辆"),
        ("补助养殖户种公牛 12 辆", "辆", "头"),
        ("补栽行道树三百座", "座", "棵"),
        ("购置20头电脑", "头", "台"),
        ("培训村医40本", "本", "名"),
    ],
)
def test_a_measure_of_another_class_is_noticed(text: str, wrong: str, right: str) -> None:
    (edit,) = measure_edits(text)
    assert (edit.wrong, edit.right, edit.kind) == (wrong, right, "pair")
    assert text[edit.start : edit.end] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "改建公厕5座", "公厕5个", "购置7座汽车1辆", "空调6套", "每名学生2本", "慰问教师30座谈会3场", "救护车2部",
        "奶牛20头", "安装路灯60盏", "图书300本", "种植桃树400株", "教师3本级", "开挖机井2眼",
    ],
)  # fmt: skip
def test_a_measure_that_goes_with_its_noun_is_left_alone(text: str) -> None:
    assert measure_edits(text) == []


def test_the_proofreader_says_it() -> None:
    (edits,) = load_proofreader()(["全年改建公厕5只"])
    assert [(edit.wrong, edit.right) for edit in edits if edit.confidence >= 0.55] == [("只", "座")]
