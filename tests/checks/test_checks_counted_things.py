"""Units of what is counted: visits to places are times, visits of people are people; commas do not hide digits."""

from __future__ import annotations

import pytest

from auditor.engine.examples import build
from auditor.engine.run import context_of, hits_of
from auditor.rulebook import load

BOOK = load()


def found(name: str, example: dict[str, object]) -> int:
    (rule,) = (rule for rule in BOOK.rules if rule.name == name)
    return len(hits_of(rule, context_of(build(rule, example), BOOK)))


@pytest.mark.parametrize(
    ("name", "unit", "hits"),
    [
        ("流动放映场次", "人次", 1),
        ("流动放映场次", "万人次", 1),
        ("养蜂讲座期数", "人次", 1),
        ("泵站巡检频次", "站次", 0),
        ("养蜂讲座听众人数", "人次", 0),
    ],
)
def test_a_number_of_sessions_is_not_counted_in_people(name: str, unit: str, hits: int) -> None:
    row: dict[str, object] = {"level2": "数量指标", "name": name, "operator": "≥", "value": "120", "unit": unit}
    assert found("unit.counts-another-thing", row) == hits


@pytest.mark.parametrize(("value", "hits"), [("1,372", 1), ("1372", 1), ("1,000", 0)])
def test_a_count_with_a_comma_tells_as_much_as_one_without(value: str, hits: int) -> None:
    one, other = (
        {"level2": "数量指标", "name": name, "operator": "≥", "value": value, "unit": "户"}
        for name in ("补助养蜂农户户数", "补助养蜂困难农户户数")
    )
    rule = next(rule.name for rule in BOOK.rules if rule.check == "duplicates.other_words")
    assert found(rule, {**one, "siblings": [other]}) == hits
