"""Selection of rules by a configuration."""

from __future__ import annotations

import pytest

from auditor.errors import ConfigError
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook, RuleChoice, select
from auditor.rulebook.select import find


def rule(name: str, code: str, family: str = "unit") -> Rule:
    return Rule(name, code, family, "error", 0.9, "indicator", "kinds.conflict", "m", "a")


BOOK = Rulebook((rule("unit.a", "U01"), rule("unit.b", "U02"), rule("cost.c", "C01", "cost")), sha256="x")


def names(choice: RuleChoice) -> list[str]:
    return [one.name for one in select(BOOK, choice).rules]


def test_nothing_chosen_changes_nothing() -> None:
    assert select(BOOK, RuleChoice()) is BOOK


@pytest.mark.parametrize("key", ["unit", "unit.*"])
def test_a_family_can_be_off_but_for_one(key: str) -> None:
    assert sorted(names(RuleChoice(disable=(key,), enable=("U02",)))) == ["cost.c", "unit.b"]


def test_a_silenced_rule_can_be_switched_on() -> None:
    off = select(BOOK, RuleChoice(disable=("unit.a",)))
    assert [one.name for one in off.silenced] == ["unit.a"]
    assert "unit.a" in {one.name for one in select(off, RuleChoice(enable=("unit.a",))).rules}
    assert find(off, "U01") is not None
    assert find(off, "U99") is None


def test_severities_and_the_hash_follow() -> None:
    book = select(BOOK, RuleChoice(severity={"unit": "info"}))
    assert {one.name: one.severity for one in book.rules} == {"unit.a": "info", "unit.b": "info", "cost.c": "error"}
    assert book.sha256 != select(BOOK, RuleChoice(severity={"unit": "warning"})).sha256


def test_a_key_that_means_no_rule_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"unit\.aa.*是否想写“unit\.a”"):
        select(BOOK, RuleChoice(disable=("unit.aa",)), "auditor.toml")
