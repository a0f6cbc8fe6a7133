"""The repaired text of a cell: only where the facts name it, certain only for wrong characters."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.engine.repair import repair
from auditor.records.finding import Hit
from auditor.records.rule import Rule, Severity


def rule(family: str = "typo", severity: Severity = "error") -> Rule:
    return Rule(f"{family}.x", "X01", family, severity, 0.95, "document", "v", "m", "a")


def made(text: str, facts: dict[str, Any], *, given: Rule | None = None, **hit: Any) -> tuple[str, bool] | None:
    found = repair(Hit(facts, **hit), given or rule(), text)
    return (found.after, found.certain) if found else None


WRONG = {"wrong": "甲乙", "right": "甲丙", "corrected": "…甲丙…"}


def test_characters_are_replaced_at_their_span() -> None:
    assert made("甲乙和甲乙", WRONG, span=(3, 5)) == ("甲乙和甲丙", True)
    assert made("重重复", {**WRONG, "wrong": "重", "right": "（删去）"}, span=(0, 1)) == ("重复", True)


def test_a_span_that_says_something_else_repairs_nothing() -> None:
    assert made("甲丁和甲丁", WRONG, span=(3, 5)) is None


def test_a_weak_or_lighter_typo_is_not_certain() -> None:
    assert made("甲乙", WRONG, span=(0, 2), confidence=0.8) == ("甲丙", False)
    assert made("甲乙", WRONG, span=(0, 2), severity="warning") == ("甲丙", False)


@pytest.mark.parametrize(
    ("text", "facts", "column", "after"),
    [
        ("≤", {"wanted": "≥"}, "operator", "≥"),
        ("平米", {"standard": "平方米"}, "unit", "平方米"),
        ("0.95", {"meant": "95%"}, "value", "95"),
    ],
)
def test_operator_unit_and_share_are_proposed_but_never_certain(
    text: str, facts: dict[str, Any], column: str, after: str
) -> None:
    assert made(text, facts, column=column, given=rule("unit")) == (after, False)


@pytest.mark.parametrize(
    ("text", "facts", "column"),
    [
        ("≤", {"wanted": "合适的"}, "operator"),
        ("元", {"standard": "元/…"}, "unit"),
        ("0.95", {"meant": "96%"}, "value"),
        ("五", {"meant": "95%"}, "value"),
        ("≥", {"wanted": "≥"}, "operator"),
        ("2.5", {"meant": "（同一项别处写作25）"}, "value"),
        ("", {}, ""),
    ],
)
def test_what_only_the_author_can_know_is_left(text: str, facts: dict[str, Any], column: str) -> None:
    assert made(text, facts, column=column, given=rule("unit")) is None
