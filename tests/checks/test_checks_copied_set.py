"""duplicates.copied_set: which sets of indicators count as one, and that the shortcut misses none."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

from auditor.checks.context import Context
from auditor.checks.duplicates import _prefixes, copied_set
from auditor.checks.words import Words
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.rulebook import load

Rows = list[tuple[str, str, str]]
SET: Rows = [
    ("完成数量", "3", "项"),
    ("验收合格率", "100", "%"),
    ("完成时限", "10", "月"),
    ("读者满意度", "91", "%"),
    ("总费用", "7", "万元"),
]
PARAMS = {"rows": 4, "share": 0.8, "related": 0.6}


def context(projects: dict[str, Rows]) -> Context:
    made = tuple(Project(name, name=Cell(name)) for name in projects)
    rows = [(key, row) for key, rows in projects.items() for row in rows]
    indicators = tuple(
        Indicator(12, order, name=Cell(name), value=Cell(value), unit=Cell(unit), sign="≥", project=key)
        for order, (key, (name, value, unit)) in enumerate(rows)
    )
    book = load()
    budget = Budget("样例", "", projects=made, indicators=indicators)
    return Context(budget, Words(book.lexicons), book.vocabulary.units)


def found(projects: dict[str, Rows]) -> list[tuple[str, list[str], object]]:
    known = context(projects)
    hits = copied_set(known.budget, known, **PARAMS)  # type: ignore[arg-type]
    return [
        (hit.project.name.text, [p.name.text for p in hit.related], hit.facts["rows"]) for hit in hits if hit.project
    ]  # type: ignore[union-attr]


def test_equal_sets_are_one_finding_with_all_projects() -> None:
    assert found({"图书采购": SET, "空调维修": SET, "围墙粉刷": SET}) == [("图书采购", ["空调维修", "围墙粉刷"], 5)]


def test_one_other_row_of_five_is_still_a_copy() -> None:
    other = [*SET[:4], ("总费用", "9", "万元")]
    assert found({"图书采购": SET, "空调维修": other}) == [("图书采购", ["空调维修"], 4)]
    assert found({"图书采购": SET, "空调维修": [*other[:3], ("职工满意度", "80", "%"), other[4]]}) == []


def test_words_of_the_projects_do_not_make_a_difference() -> None:
    def rows(thing: str) -> Rows:
        return [
            (f"{thing}数量", "6", "台"),
            (f"{thing}合格率", "99", "%"),
            (f"{thing}时限", "8", "月"),
            ("总价", "4", "万元"),
        ]

    assert found({"锅炉购置": rows("锅炉"), "水泵购买": rows("水泵")}) == [("锅炉购置", ["水泵购买"], 4)]
    assert found({"锅炉购置": rows("电梯"), "水泵购买": rows("护栏")}) == []


def test_phases_of_one_work_may_share_their_rows() -> None:
    assert found({"图书馆藏书采购一期": SET, "图书馆藏书采购二期": SET}) == []


def test_small_sets_say_nothing() -> None:
    assert found({"图书采购": SET[:3], "空调维修": SET[:3]}) == []


def test_the_shortcut_misses_no_pair() -> None:
    """Prefix filtering keeps every pair that comparing all with all gives."""
    dice = Random(7)
    pool = [(f"指标{number}", "=100%") for number in range(10)]
    sets = [Counter(dice.sample(pool, dice.randint(4, 7))) for _ in range(60)]
    prefixes = _prefixes(sets, 0.8)
    pairs = list(combinations(range(60), 2))
    same = {(a, b) for a, b in pairs if (sets[a] & sets[b]).total() >= 0.8 * max(sets[a].total(), sets[b].total())}
    near = {(a, b) for a, b in pairs if prefixes[a] & prefixes[b]}
    assert len(same) > 10, "the example is too sparse to show anything"
    assert same <= near
    assert len(near) < len(pairs), "every pair is a candidate: nothing is saved"
