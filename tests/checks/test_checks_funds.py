"""The funds of a project whose form names a source of its own instead of 财政资金."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from auditor.engine.run import audit_budget
from auditor.records.budget import Budget, Money, Project
from auditor.records.document import Cell
from auditor.rulebook import load

BOOK = replace(load(), rules=tuple(rule for rule in load().rules if rule.name == "conflict.funds-of-project"))


def money(amount: str) -> Money:
    """Return an amount in 万元 as printed."""
    return Money(Cell(amount), Decimal(amount))


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        pytest.param([("其中：体育彩票资金", "40")], 1, id="sum is less"),
        pytest.param([("其中：体育彩票资金", "45")], 0, id="sum is the total"),
        pytest.param([("其中：省级", "40"), ("其中：市级", "5")], 0, id="two lists"),
        pytest.param([("备注", "40")], 0, id="no source"),
    ],
)
def test_source_named_by_the_form(sources: list[tuple[str, str]], found: int) -> None:
    details = tuple((label, Cell(amount)) for label, amount in sources)
    project = Project(key="1", code="", name=Cell("健身步道"), total=money("51"), other=money("6"), details=details)
    findings, problems = audit_budget(Budget("样例", "", projects=(project,)), BOOK)
    assert problems == ()
    assert len(findings) == found
