"""Texts that stop in the middle: what the document itself shows."""

from __future__ import annotations

from dataclasses import replace

from auditor.checks.context import Context, Models
from auditor.checks.truncation import cut_off
from auditor.checks.words import Words
from auditor.engine.examples import build
from auditor.nlp.endings import Endings
from auditor.rulebook import load

BOOK = load()
RULE = next(rule for rule in BOOK.rules if rule.name == "truncated.cell")
SELDOM = Endings(frozenset(), frozenset({"环节"}))


def reasons(values: list[str], endings: Endings = SELDOM) -> list[str]:
    rows = [
        {"level2": "社会效益指标", "name": f"第{i}项", "operator": "定性", "value": v} for i, v in enumerate(values)
    ]
    budget = build(RULE, {"project": {"name": "甲", "indicators": rows}})
    context = Context(budget, Words(BOOK.lexicons), BOOK.vocabulary.units, Models(None, lambda: endings))
    return [str(hit.facts["reason"]) for hit in cut_off(budget, context, **RULE.params)]


CUT = "全面排查整改治理各类风险隐患环节"
WHOLE = ["巡检养护隐患环节点", "整改隐患环节点清单完整齐备"]


def test_what_goes_on_everywhere_else_was_cut() -> None:
    assert reasons([CUT, *WHOLE]) == ["本文件别处同样的文字后面都有“点”"]


def test_one_other_place_is_no_proof() -> None:
    assert not reasons([CUT, WHOLE[0]])


def test_different_continuations_are_no_proof() -> None:
    assert not reasons([CUT, WHOLE[0], "整改隐患环节清单完整齐备"])


def test_a_common_ending_is_never_doubted() -> None:
    assert not reasons([CUT, *WHOLE], replace(SELDOM, seldom=frozenset()))
