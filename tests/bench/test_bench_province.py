"""The benches of a province: pages are written part by part, the second province is what it says."""

from __future__ import annotations

from bench.province import prose
from bench.province.__main__ import PARTS, kept, markdown


def test_a_part_replaces_its_own_and_leaves_the_others() -> None:
    first = kept("", {"names": markdown(PARTS["names"][0], ["a"], [["1"]])})
    both = kept(first, {"documents": markdown(PARTS["documents"][0], ["b"], [["2"]])})
    again = kept(both, {"names": markdown(PARTS["names"][0], ["a"], [["3"]])})
    assert both.index("| 2 |") < both.index("| 1 |")
    assert "| 1 |" not in again
    assert "| 2 |" in again
    assert "| 3 |" in again
    assert kept(again, {}) == again


def test_the_second_province_is_the_same_every_time_and_has_copies_of_every_kind() -> None:
    corpus, truth = prose.corpus_of(200, seed=5)
    assert (corpus, truth) == prose.corpus_of(200, seed=5)
    assert {plant.kind for plant in truth} == set(prose.KINDS)
    numbers = {source.department: int(source.name) for source in corpus.sources}
    assert all(numbers[plant.department] % 2 > numbers[plant.other_department] % 2 for plant in truth)
