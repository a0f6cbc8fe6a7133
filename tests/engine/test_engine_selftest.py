"""Rules tested by their verb and examples: every fault is found, and a good rule has none."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from auditor.engine.preflight import tried
from auditor.engine.selftest import rule_faults, verb_faults
from auditor.errors import RuleError
from auditor.nlp.meaning.judges import load_judges
from auditor.records.meaning import NameFault, ObjectiveFault, TargetFault
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook, load

GOOD = {"name": "会议次数", "operator": "≥", "value": "3", "unit": "次"}
BLANK = {"name": "会议次数", "operator": "≥", "value": "3", "siblings": ({**GOOD, "name": "培训次数"},)}
RULE = Rule(
    "missing.x", "X01", "missing", "error", 0.9, "indicator", "absence.cell",
    "“{indicator.name}”缺单位。", "请补。",
    params={"column": "unit"}, fires=(BLANK,), silent=(GOOD,),
)  # fmt: skip
CORE = load()
BOOK = Rulebook((RULE,), CORE.lexicons)


def test_a_good_rule_has_no_fault() -> None:
    assert rule_faults(RULE, BOOK) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"check": "absence.cel"}, "absence.cell"),
        ({"params": {"colum": "unit"}}, "column"),
        ({"params": {}}, "缺少参数"),
        ({"params": {"column": 3}}, "类型"),
        ({"fires": ()}, "缺少样例：fires"),
        ({"silent": ()}, "缺少样例：silent"),
        ({"fires": (GOOD,)}, "应报而未报"),
        ({"silent": (BLANK,)}, "不应报却报了 1 处"),
        ({"fires": ({"nonsense": 1},)}, "nonsense"),
        ({"message": "{no_such_fact}"}, "no_such_fact"),
    ],
)
def test_every_fault_is_found(change: dict[str, object], said: str) -> None:
    faults = rule_faults(replace(RULE, **change), BOOK)  # type: ignore[arg-type]
    assert any(said in fault for fault in faults)


def test_a_flag_is_no_number() -> None:
    rule = replace(RULE, check="rows.bound", params={"rows": {"units": ("%",)}, "least": True})
    assert [*verb_faults(rule)] == ["参数“least”的值“true”类型不对，应为数"]
    assert [*verb_faults(replace(rule, params={**rule.params, "least": 80}))] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"subject": "project"}, "“absence.cell”检查的是 indicator，“subject”不能是“project”"),
        ({"check": "meaning.target", "params": {"kinds": ("emty",)}}, "是否想写“empty”"),
        ({"check": "meaning.subject", "params": {"kinds": ("sentance",), "floor": 0.5}}, "是否想写“sentence”"),
        ({"subject": "document", "check": "meaning.objective", "params": {"kinds": ("uses",), "floor": 0.5}}, "可选"),
        ({"subject": "document", "check": "spelling.edits", "params": {"kinds": ("homofone",)}}, "“homophone”"),
        ({"subject": "document", "check": "prose.typos", "params": {"kinds": {"shap": 0.9}}}, "是否想写“shape”"),
        ({"check": "meaning.target", "params": {"kinds": "empty"}}, "应为列表"),
        ({"subject": "project", "check": "rows.count", "params": {"rows": ("level2",)}}, "应为“键: 值”的映射"),
        ({"check": "rows.found", "params": {"rows": {"unles": {}}}}, "中没有“unles”，是否想写“unless”"),
        ({"check": "rows.found", "params": {"rows": {"unless": {"levle": ("cost",)}}}}, "是否想写“level”"),
        ({"check": "rows.found", "params": {"rows": {"number": (1, "two")}}}, "“number”的值“two”类型不对，应为数"),
        (
            {
                "check": "amounts.compared",
                "subject": "project",
                "params": {"each": ("total",), "wanted": "≤", "to": {}},
            },
            "“to”中没有写“sum”",
        ),
        ({"check": "rows.found", "params": {"rows": {}, "column": "nam"}}, "是否想写“name”"),
    ],
)
def test_a_value_is_of_the_kind_that_the_verb_takes(change: dict[str, object], said: str) -> None:
    assert any(said in fault for fault in verb_faults(replace(RULE, **change)))  # type: ignore[arg-type]


def test_the_faults_that_the_judges_know_may_be_named() -> None:
    judges = load_judges()
    assert set(judges.target.labels) <= set(get_args(TargetFault))
    assert set(judges.subject.labels) <= set(get_args(NameFault))
    assert set(judges.objective.labels) <= set(get_args(ObjectiveFault))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"needs": ("amout:total",)}, "是否想写“amount”"),
        ({"needs": ("amount:totl",)}, "是否想写“total”"),
        ({"needs": ("rows:14",)}, "可选：12、13"),
        (
            {
                "needs": ("level@wek",),
                "check": "absence.column",
                "subject": "document",
                "params": {"columns": (), "weak": ()},
            },
            "是否想写“weak”",
        ),
        ({"needs": ("execution:exepcted",)}, "“execution”"),
        ({"needs": ("projects:three",)}, "应为整数"),
        ({"check": "rows.found", "params": {"rows": {"level": ("cots",)}}}, "是否想写“cost”"),
        ({"check": "rows.found", "params": {"rows": {"unless": {"dimension": ("mony",)}}}}, "是否想写“money”"),
        (
            {"check": "rows.found", "params": {"rows": {"words": {"name": ("cues.los",)}}}},
            "没有词表“cues.los”，是否想写“cues.lo",
        ),
        ({"check": "rows.found", "params": {"rows": {"words": {"nam": ("cues.loss",)}}}}, "是否想写“name”"),
        ({"fires": (), "message": "“{reasns}”", "check": "meaning.target", "params": {"kinds": ("empty",)}}, "reasons"),
    ],
)
def test_a_slip_in_needs_or_wording_is_told_when_a_pack_is_loaded(change: dict[str, object], said: str) -> None:
    rule = replace(RULE, written="own.yaml", line=7, **change)  # type: ignore[arg-type]
    with pytest.raises(RuleError) as caught:
        tried(replace(CORE, rules=(*CORE.rules, rule)), CORE.rules)
    assert said in caught.value.message
    assert (caught.value.source, caught.value.line) == ("own.yaml", 7)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"message": "{departmnt}"}, "departmnt"),
        ({"params": {"rows": 3, "common": 0.5, "likenes": 0.9}}, "likeness"),
        ({"params": {}}, "缺少参数"),
    ],
)
def test_a_rule_across_documents_is_tried_like_any_other(change: dict[str, object], said: str) -> None:
    rule = replace(next(one for one in CORE.rules if one.check == "across.copied_indicators"), **change)  # type: ignore[arg-type]
    with pytest.raises(RuleError, match=said) as caught:
        tried(replace(CORE, rules=(rule,)), ())
    assert "Error" not in caught.value.message
