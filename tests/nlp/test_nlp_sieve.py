"""The sieve: what it leaves out, nobody is told; it is fitted on lines that came with the model."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest

from auditor.nlp.train.sieve import fitted
from auditor.nlp.typo.marker import Marker
from auditor.nlp.typo.model import default_model
from auditor.nlp.typo.pairs import default_pairs
from auditor.nlp.typo.sieve import OPEN, Sieve, dump, load

pytest.importorskip("numpy")

TYPED = (
    "渔港码头护岸加故长度",
    "泵站机组大修合个率",
    "蔬菜农残抽检样品批此",
    "古籍善本修复册数",
    "社区矫正对象走访率",
    "图书馆每周开馆时",
    "公共厕所保洁达达标率",
    "消防栓巡次检数",
    "森林抚育面积不低于三千亩",
    "及时足额发放护林员补贴",
    "对全县水库大坝进行安全监侧",
    "学生营养餐覆盖学孝数",
)


def test_what_is_told_does_not_depend_on_it() -> None:
    model, rules = default_model(), default_pairs()
    with_it = Marker(model, rules)(TYPED)
    without = Marker(replace(model, sieve=Sieve()), rules)(TYPED)
    assert [one.edits for one in with_it] == [one.edits for one in without]
    assert sum(bool(one.edits) for one in with_it) > len(TYPED) // 2


def test_it_is_read_as_written() -> None:
    sieve = default_model().sieve
    assert load(dump(sieve)) == sieve
    assert load({}) == Sieve((OPEN, OPEN), (OPEN, OPEN))


def test_more_for_a_candidate_helps_it_to_pass() -> None:
    """What reads better with a candidate or worse without it speaks for it; what a slip costs speaks against it."""
    sieve = default_model().sieve
    for line in (*sieve.lacking, *sieve.single):
        assert line.left > 0 < line.right
        assert line.first < 0 > line.second
        assert line.cost <= 0


def test_fitting_is_deterministic_and_follows_the_texts() -> None:
    model = default_model()
    first, again, other = (fitted(texts, model) for texts in (TYPED, TYPED, TYPED[:8]))
    assert first == again
    assert [astuple(line) for line in first.single] != [astuple(line) for line in other.single]
