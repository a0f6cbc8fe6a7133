"""What is offered where a row is missing: of the lacking kind, of the project's own matter, else nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.api import load_rules
from auditor.checks.context import Context
from auditor.checks.offers import library, offer
from auditor.engine.run import context_of
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit

BOOK = load_rules()


def context(name: str, objective: str = "", *rows: tuple[str, str]) -> Context:
    project = Project("P", "P", Cell(name), objective=Cell(objective))
    made = tuple(
        Indicator(12, order, level2=Cell(level), name=Cell(text), project="P")
        for order, (level, text) in enumerate(rows)
    )
    return context_of(Budget("b", "0", projects=(project,), indicators=made), BOOK)


def offered(made: Context, lacking: str) -> str:
    return offer(Hit({"lacking": lacking}, project=made.budget.projects[0]), made)


def test_a_lacking_kind_is_offered_of_the_projects_matter() -> None:
    assert offered(context("村医轮训班"), "质量") == "质量指标“培训考核合格率 ≥ ○ %”"
    told = offered(context("窗口电脑购置"), "数量、质量")
    assert told.split("；") == ["数量指标“购置设备数量 = ○ 台（套）”", "质量指标“设备验收合格率 = ○ %”"]


def test_nothing_is_offered_where_the_matter_is_unknown() -> None:
    assert offered(context("机动经费"), "数量、质量、时效、成本、效益、满意度") == ""
    # one word in passing is no matter
    assert offered(context("机动经费", "用于零星开支，不含培训。"), "数量") == ""


def test_what_the_project_has_is_not_offered_again() -> None:
    made = context("村医轮训班", "", ("时效指标", "培训考核合格率"))
    assert "培训考核合格率" not in offered(made, "质量")


def test_a_row_is_offered_one_of_its_own_kind() -> None:
    made = context("村医轮训班", "", ("服务对象满意度指标", "效果"))
    assert offer(Hit({}, made.budget.indicators[0]), made) == "服务对象满意度指标“参训学员满意度 ≥ ○ %”"


def test_every_line_of_the_library_is_whole() -> None:
    rows = [example for level in library(context("甲")).values() for example in level]
    assert len(rows) > 60
    assert all(example.words and example.name and example.sign in "≥≤=" for example in rows)


def test_a_pack_adds_rows() -> None:
    more = {**BOOK.lexicons, "good.quantity": (*BOOK.lexicons["good.quantity"], "廊桥|修缮廊桥数量|=|座")}
    made = context("溪口廊桥养护")
    bigger = context_of(made.budget, replace(BOOK, lexicons=more))
    assert offered(made, "数量") == ""
    assert offered(bigger, "数量") == "数量指标“修缮廊桥数量 = ○ 座”"


@pytest.mark.parametrize("name", ["甲", "村医轮训班"])
def test_the_offer_is_no_part_of_what_is_wrong(name: str) -> None:
    from auditor.engine.run import audit_budget

    rows = tuple(Indicator(12, at, level2=Cell("数量指标"), name=Cell(f"件数{at}"), project="P") for at in range(4))
    budget = Budget("b", "0", projects=(Project("P", "P", Cell(name)),), indicators=rows)
    book = replace(BOOK, rules=tuple(rule for rule in BOOK.rules if rule.name == "missing.kind-of-indicator"))
    (with_offers,), _ = audit_budget(budget, book)
    bare = replace(book, lexicons={key: words for key, words in book.lexicons.items() if not key.startswith("good.")})
    (without,), _ = audit_budget(budget, bare)
    assert with_offers.fingerprint == without.fingerprint
    assert ("可参考" in with_offers.suggestion) == (name != "甲")
