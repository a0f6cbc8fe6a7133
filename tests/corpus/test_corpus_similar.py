"""Near-duplicates: the fast search finds what comparing every pair finds."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from auditor.checks.across.similar import likeness, near_pairs, shingles
from bench.province.model import Province

FLOOR = 0.6


def texts(count: int, seed: int) -> list[str]:
    """Return objectives of a synthetic province, some of them copied with a few characters changed."""
    province = Province(count, projects=1, seed=seed)
    made = [document.projects[0].objective for document in province.documents()]
    chance = random.Random(seed)
    for place in range(0, count - 1, 7):
        copy = list(made[place])
        for _ in range(chance.randint(0, 4)):
            copy[chance.randrange(len(copy))] = chance.choice("甲乙丙丁戊己庚辛")
        made[place + 1] = "".join(copy)
    return list(dict.fromkeys(made))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_finds_what_comparing_every_pair_finds(seed: int) -> None:
    some = texts(240, seed)
    every = shingles(some)
    slow = {(i, j) for i, j in combinations(range(len(some)), 2) if likeness(every, i, j) >= FLOOR}
    fast = {(i, j) for i, j, _ in near_pairs(some, FLOOR)}
    assert len(slow) > 20
    assert fast <= slow
    # the bands see the plain overlap, the decision weighs it: a few pairs at the edge may be missed
    assert len(fast) >= 0.95 * len(slow)


def test_a_few_words_changed_here_and_there_are_a_copy_in_order() -> None:
    one = "为老旧泵站更换过滤膜和阀门由专业队伍逐点登记每旬通报进展使周边住户用水放心维修等候时间缩短"
    other = "为老旧泵站更换过滤膜与阀门由专业队伍逐点登记每旬通告进展让周边住户用水放心维修等待时间缩短"
    some = [one, other, *texts(60, 9)]
    assert not [pair for pair in near_pairs(some, FLOOR) if pair[:2] == (0, 1)]
    assert [pair for pair in near_pairs(some, FLOOR, in_order=True) if pair[:2] == (0, 1)]


def test_is_the_same_every_time() -> None:
    some = texts(100, 5)
    assert near_pairs(some, FLOOR) == near_pairs(some, FLOOR)


@pytest.mark.parametrize("some", [[], ["一"], ["", ""], ["一二", "一二"], ["\ud800一二三", "一二三四"]])
def test_short_and_odd_texts_are_no_trouble(some: list[str]) -> None:
    assert near_pairs(some, FLOOR) == []


def test_likeness_is_one_for_the_same_shingles() -> None:
    found = shingles(["一二三四五六", "一二三四五六", "甲乙丙丁戊己"])
    assert likeness(found, 0, 1) == pytest.approx(1.0)
    assert likeness(found, 0, 2) == 0.0


def test_what_everybody_writes_is_little_evidence() -> None:
    common = "严格按照规定程序组织实施项目"
    some = [f"{common}{chr(0x4E00 + 50 * n)}{chr(0x4E01 + 70 * n)}{chr(0x4E02 + 90 * n)}的设备" for n in range(60)]
    found = shingles(some)
    assert likeness(found, 3, 4) < 0.45
