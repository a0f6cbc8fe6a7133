"""Near-duplicates: the fast search finds what comparing every pair finds."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from auditor.checks.across.similar import Pieces, Texts, near_pairs
from bench.province.model import Province

FLOOR = 0.6


def texts(count: int, seed: int) -> list[Pieces]:
    """Return objectives of a synthetic province in clauses, some of them copied with a few characters changed."""
    province = Province(count, projects=1, seed=seed)
    made = [document.projects[0].clauses for document in province.documents()]
    chance = random.Random(seed)
    for place in range(0, count - 1, 7):
        copy = [list(clause) for clause in made[place]]
        for _ in range(chance.randint(0, 4)):
            clause = chance.choice(copy)
            clause[chance.randrange(len(clause))] = chance.choice("甲乙丙丁戊己庚辛")
        made[place + 1] = tuple("".join(clause) for clause in copy)
    return list(dict.fromkeys(made))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_finds_what_comparing_every_pair_finds(seed: int) -> None:
    some = texts(240, seed)
    every = Texts(some)
    slow = {(i, j) for i, j in combinations(range(len(some)), 2) if every.likeness(i, j) >= FLOOR}
    fast = {(i, j) for i, j, _ in near_pairs(some, FLOOR)}
    assert len(slow) > 20
    assert fast <= slow
    # the bands see the plain overlap, the decision weighs it: a few pairs at the edge may be missed
    assert len(fast) >= 0.95 * len(slow)


ONE = ("为老旧泵站更换过滤膜和阀门", "由专业队伍逐点登记", "每旬通报进展", "使周边住户用水放心", "维修等候时间缩短")
REWORDED = (
    "为老旧泵站更换过滤膜与阀门",
    "由专业队伍逐点登记",
    "每旬通告进展",
    "让周边住户用水放心",
    "维修等待时间缩短",
)


@pytest.mark.parametrize("copy", [REWORDED, ONE[::-1], (*ONE[2:], *ONE[:2]), ONE[:4], ("".join(ONE),)])
def test_a_copy_reworded_reordered_or_shortened_is_found(copy: Pieces) -> None:
    assert [pair for pair in near_pairs([ONE, copy, *texts(60, 9)], FLOOR) if pair[:2] == (0, 1)]


LONG = "请专业单位对增压设备逐台检测"
OTHER = "委托有资质的机构分批核查计量表具"


@pytest.mark.parametrize(("three", "copies"), [(ONE[1:4], True), (("每旬通报", "逐点登记", "按月小结"), False)])
def test_three_of_four_clauses_are_a_copy_though_the_longest_is_another(three: Pieces, copies: bool) -> None:
    """Short clauses that stand in texts of any kind prove nothing."""
    some = [(LONG, *three), (*three[::-1], OTHER), *texts(60, 9)]
    assert bool([pair for pair in near_pairs(some, FLOOR, held=24) if pair[:2] == (0, 1)]) is copies


def test_the_order_of_texts_does_not_matter() -> None:
    some = texts(150, 4)
    one = {frozenset((some[i], some[j])): share for i, j, share in near_pairs(some, FLOOR)}
    back = some[::-1]
    assert one == {frozenset((back[i], back[j])): share for i, j, share in near_pairs(back, FLOOR)}
    assert one


def test_only_texts_of_one_group_are_compared() -> None:
    some = texts(60, 9)
    assert not near_pairs([ONE, REWORDED, *some], FLOOR, groups=[*range(len(some) + 2)])
    assert near_pairs([ONE, REWORDED, *some], FLOOR, groups=[7, 7, *range(10, len(some) + 10)])


def test_is_the_same_every_time() -> None:
    some = texts(100, 5)
    assert near_pairs(some, FLOOR) == near_pairs(some, FLOOR)


@pytest.mark.parametrize(
    "some", [[], [("一",)], [(), ("",)], [("一二",), ("一二",)], [("\ud800一二三",), ("四五六七",)]]
)
def test_short_and_odd_texts_are_no_trouble(some: list[Pieces]) -> None:
    assert near_pairs(some, FLOOR) == []


def test_likeness_is_one_for_the_same_shingles() -> None:
    found = Texts([("一二三四五六",), ("一二三四五六",), ("甲乙丙丁戊己",)])
    assert found.likeness(0, 1) == pytest.approx(1.0)
    assert found.likeness(0, 2) == 0.0


def test_what_everybody_writes_is_little_evidence() -> None:
    common = "严格按照规定程序组织实施项目"
    some = [(f"{common}{chr(0x4E00 + 50 * n)}{chr(0x4E01 + 70 * n)}{chr(0x4E02 + 90 * n)}的设备",) for n in range(60)]
    assert Texts(some).overlap(3, 4)[0] < 0.45
