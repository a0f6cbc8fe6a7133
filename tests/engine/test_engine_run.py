"""The engine: rules over a budget, crashes as problems, folding, wording, fingerprints that survive a new layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from auditor.checks import VERBS
from auditor.engine import run
from auditor.engine.examples import build, run_example
from auditor.engine.run import audit_budget
from auditor.engine.word import fill, word
from auditor.errors import RuleError
from auditor.records.budget import Budget, Indicator
from auditor.records.document import Cell, Problem
from auditor.records.finding import Finding, Hit
from auditor.records.place import Place
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook, load


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def rule(book: Rulebook, name: str) -> Rule:
    return next(r for r in book.rules if r.name == name)


def findings(book: Rulebook, example: dict[str, Any], *names: str) -> tuple[Finding, ...]:
    chosen = tuple(rule(book, name) for name in names) or book.rules
    found, problems = audit_budget(build(chosen[0], example), replace(book, rules=chosen))
    assert not problems
    return found


AMOUNT = {
    "level2": "经济成本指标",
    "name": "绿化补植经费",
    "operator": "≤",
    "value": "100",
    "unit": "%",
    "project": {"code": "33010224T000000000011", "name": "绿化补植", "total": "12.5"},
}


def test_a_finding_says_where_what_and_how_to_repair(book: Rulebook) -> None:
    (found,) = findings(book, AMOUNT, "unit.amount-in-percent")
    assert (found.where.table, found.where.project_name, found.where.indicator) == ("12", "绿化补植", "绿化补植经费")
    assert found.evidence.text[found.evidence.start : found.evidence.end] == "%"
    assert "绿化补植经费" in found.message
    assert "≤12.5万元" in found.suggestion


def test_an_optional_part_goes_with_its_fact(book: Rulebook) -> None:
    example = {**AMOUNT, "project": {"name": "绿化补植"}}
    (found,) = findings(book, example, "unit.amount-in-percent")
    assert "万元”" not in found.suggestion
    assert fill("甲[[,乙{x}]]丙", {"x": ""}) == "甲丙"
    assert fill("甲[[,乙{x}]]丙", {"x": "1"}) == "甲,乙1丙"


def test_fingerprints_forget_the_place_and_know_the_content(book: Rulebook) -> None:
    chosen = replace(book, rules=(rule(book, "unit.amount-in-percent"),))
    budget = build(chosen.rules[0], AMOUNT)
    (row,) = budget.indicators
    elsewhere = Place(page=9, line=900)
    moved = replace(row, unit=Cell(" % ", elsewhere), place=elsewhere)
    other = replace(row, value=Cell("98", row.value.place))
    prints = [audit_budget(replace(budget, indicators=(r,)), chosen)[0][0].fingerprint for r in (row, moved, other)]
    assert prints[0] == prints[1] != prints[2]


def test_equal_hits_of_a_folding_rule_are_one_finding(book: Rulebook) -> None:
    row = {"level2": "经济成本指标", "name": "总成本", "operator": "≤", "value": "3", "unit": "万元/每项目"}
    example = {"project": {"name": "甲", "indicators": [row]}, "projects": [{"name": "乙", "indicators": [row]}]}
    (found,) = findings(book, example, "unit.nonstandard-spelling")
    assert len(found.related) == 1
    (alone,) = findings(book, {"project": {"name": "乙", "indicators": [row]}}, "unit.nonstandard-spelling")
    assert alone.fingerprint == found.fingerprint, "repairing one of the places must not reopen the decision"
    assert "处" not in alone.message
    assert "2处" in found.message


def broken(subject: object, context: object) -> Iterator[Hit]:
    raise ZeroDivisionError("kaputt")


def test_a_crash_is_a_problem_that_names_the_rule(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERBS, "broken", "unused")
    monkeypatch.setattr(run, "_load", lambda target: broken)
    bad = replace(rule(book, "missing.department"), check="broken", params={})
    found, problems = audit_budget(build(bad, AMOUNT), replace(book, rules=(bad,)))
    assert not found
    assert problems[0].partial
    assert "missing.department" in problems[0].message
    assert "kaputt" in problems[0].message


def test_an_unknown_verb_is_a_mistake_of_the_rule(book: Rulebook) -> None:
    bad = replace(rule(book, "missing.department"), check="no.such_verb")
    with pytest.raises(RuleError, match=r"no\.such_verb"):
        audit_budget(build(bad, AMOUNT), replace(book, rules=(bad,)))


def test_an_example_with_an_unknown_key_is_refused(book: Rulebook) -> None:
    with pytest.raises(RuleError, match="unitt"):
        run_example(rule(book, "unit.amount-in-percent"), {"name": "甲", "unitt": "%"}, book)


def test_the_order_is_that_of_the_document(book: Rulebook) -> None:
    rows = [{**AMOUNT, "name": name} for name in ("第一项经费", "第二项经费", "第三项经费")]
    for row in rows:
        del row["project"]
    found = findings(book, {"project": {"name": "甲", "indicators": rows}}, "unit.amount-in-percent")
    assert [f.where.indicator for f in found] == ["第一项经费", "第二项经费", "第三项经费"]


def test_what_was_recognised_in_an_image_is_no_error(book: Rulebook) -> None:
    chosen = replace(book, rules=(rule(book, "unit.amount-in-percent"),))
    budget = build(chosen.rules[0], AMOUNT)
    (row,) = budget.indicators
    blurred = replace(row, operator=replace(row.operator, confidence=0.62))
    ((sharp,), _), ((doubtful,), _) = (audit_budget(replace(budget, indicators=(r,)), chosen) for r in (row, blurred))
    assert (sharp.severity, doubtful.severity) == ("error", "warning")
    assert doubtful.confidence == 0.62
    assert "核对原件" in doubtful.message
    assert "核对原件" not in sharp.message
    assert doubtful.fingerprint == sharp.fingerprint


def test_a_row_of_a_sheet_is_known_by_its_name_not_by_the_merged_cell_it_begins_with(book: Rulebook) -> None:
    def row(order: int, **name: Any) -> Indicator:
        start = Place(sheet="12表", cell=f"A{order}", line=name.get("line"))
        return Indicator(12, order, place=start, name=Cell("培训人次", Place(**name)))

    first = row(5, sheet="12表", cell="G5")
    others = (row(6, sheet="12表", cell="G6"), row(7, line=70))
    plain = replace(book.rules[0], message="重复了", advice="")
    made = word(Hit(indicator=first, column="name", related=others), plain, Budget("甲", "0"), {})
    assert [where.place.cell for where in (made.where, *made.related)] == ["G5", "G6", "A7"]
    assert [where.column for where in made.related] == ["", ""]


def test_a_finding_on_a_hidden_sheet_says_so(book: Rulebook) -> None:
    hidden = Problem("read.hidden-sheet", "工作表“旧表”是隐藏的，已照常读取。", Place(sheet="旧表"))
    rows = [Indicator(12, 0, place=Place(sheet=sheet, cell="B7"), name=Cell("培训人次")) for sheet in ("旧表", "新表")]
    plain = replace(book.rules[0], message="重复了", advice="")
    made = [word(Hit(indicator=row, column="name"), plain, Budget("甲", "0", problems=(hidden,)), {}) for row in rows]
    assert ["隐藏的工作表“旧表”" in one.message for one in made] == [True, False]
