"""The packs that come with the program: what they change, and that all their rules pass their own examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.engine.run import audit_budget
from auditor.engine.selftest import rule_faults
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.rulebook import Rulebook, load
from auditor.rulebook.select import find

LANGUAGE = {"spelling.edits", "prose.typos"}


@pytest.fixture(scope="module")
def core() -> Rulebook:
    return load()


@pytest.fixture(scope="module")
def local() -> Rulebook:
    return load(("core", "example-bureau"))


@pytest.mark.parametrize("pack", ["beijing", "example-bureau"])
def test_every_rule_passes_its_examples(pack: str) -> None:
    book = load((pack,))
    assert book.packs == ("core", pack), "the pack asks for core by itself"
    wrong = {r.name: f for r in book.rules if r.check not in LANGUAGE and (f := rule_faults(r, book))}
    assert not wrong


def test_beijing_changes_nothing_but_the_basis(core: Rulebook) -> None:
    beijing = load(("core", "beijing"))
    assert [replace(rule, basis=()) for rule in beijing.rules] == [replace(rule, basis=()) for rule in core.rules]
    changed = {b.name for b, c in zip(beijing.rules, core.rules, strict=True) if b.basis != c.basis}
    assert len(changed) > 10
    for rule in beijing.rules:
        local = [name for name in rule.basis if name.startswith("北京市")]
        assert bool(local) == (rule.name in changed)
        assert all("北京市" in beijing.provisions[name].title for name in local)


def test_core_cites_no_local_statute(core: Rulebook) -> None:
    cited = {name for rule in core.rules for name in rule.basis}
    assert cited
    assert not [name for name in cited if "市" in name or "省" in name]


def test_the_example_lowers_raises_adds_and_silences(core: Rulebook, local: Rulebook) -> None:
    def severity(book: Rulebook, name: str) -> str:
        rule = find(book, name)
        assert rule is not None
        return rule.severity

    assert (severity(core, "missing.unit"), severity(local, "missing.unit")) == ("warning", "info")
    assert (severity(core, "missing.kind-of-indicator"), severity(local, "missing.kind-of-indicator")) == (
        "warning",
        "error",
    )
    assert [rule.name for rule in local.silenced if rule not in core.silenced] == ["cost.rounding"]
    assert {rule.code for rule in local.rules} - {rule.code for rule in core.rules} == {
        f"XL{number:02}" for number in range(1, 14)
    }
    floors = [rule.params["least"] for book in (core, local) if (rule := find(book, "ambition.low-satisfaction"))]
    assert floors == [80, 85]


def test_the_example_has_words_of_its_own(core: Rulebook, local: Rulebook) -> None:
    assert "local.slogans" not in core.lexicons
    assert "再上新台阶" in local.lexicons["local.slogans"]
    before, after = set(core.lexicons["phrases.empty"]), set(local.lexicons["phrases.empty"])
    assert after - before == {"有序推进", "扎实推进"}
    assert before - after == {"达标"}


def test_the_same_row_is_judged_by_the_bureau_s_own_measure(core: Rulebook, local: Rulebook) -> None:
    def found(book: Rulebook, value: str) -> set[str]:
        cells = (
            Cell("满意度指标"),
            Cell("服务对象满意度指标"),
            Cell("来访群众满意度"),
            Cell("≥"),
            Cell(value),
            Cell("%"),
        )
        row = Indicator(12, 0, *cells, sign="≥", project="p")
        budget = Budget(
            "甲", "", projects=(Project("p", name=Cell("接访"), objective=Cell("做好来访接待")),), indicators=(row,)
        )
        return {finding.rule for finding in audit_budget(budget, book)[0]}

    name = "ambition.low-satisfaction"
    assert (name in found(core, "83"), name in found(local, "83")) == (False, True)
    assert (name in found(core, "75"), name in found(local, "88")) == (True, False)
