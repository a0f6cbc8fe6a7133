"""Words that keep company are alike; what is not known says nothing."""

from __future__ import annotations

import pytest

from auditor.nlp.segment import tokenizer
from auditor.nlp.topics import listed, load
from auditor.nlp.train import topics
from auditor.nlp.typo import vocabulary
from auditor.nlp.typo.vocabulary import numbered

pytest.importorskip("sklearn")

_FARM, _SCHOOL = ("灌溉", "水渠", "秧苗", "化肥"), ("课堂", "教师", "学生", "教材")


def test_words_of_one_field_suit_each_other() -> None:
    words = [*_FARM, *_SCHOOL]
    lines = [f"{one}{two}{three}" for group in (_FARM, _SCHOOL) for one in group for two in group for three in group]
    counts = dict.fromkeys(words, 50)
    cutter = tokenizer(*numbered(counts))
    known = vocabulary.load(vocabulary.dump(counts, {}, {}, ()))
    made = load(topics.vectors(topics.counted(lines, words, cutter)).tobytes(), known)
    assert made.fit(["秧苗"], ["灌溉", "水渠"]) > made.fit(["秧苗"], ["课堂", "教材"]) + 0.1
    assert made.fit(["秧苗"], ["什么"]) == made.fit(["什么"], ["灌溉"]) == 0.0
    several = [["秧苗"], ["什么"], ["教师", "水渠"]]
    apart = [made.fit(one, ["灌溉", "化肥"]) for one in several]
    assert made.fits(several, ["灌溉", "化肥"]) == pytest.approx(apart, abs=1e-5)


def test_only_words_seen_often_have_a_place() -> None:
    assert listed(["渠", "灌溉", "稀见"], [400, 400, 2]) == [1]
