"""Rules tested by their verb and examples: every fault is found, and a good rule has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.engine.selftest import rule_faults, verb_faults
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook, load

GOOD = {"name": "会议次数", "operator": "≥", "value": "3", "unit": "次"}
BLANK = {"name": "会议次数", "operator": "≥", "value": "3", "siblings": ({**GOOD, "name": "培训次数"},)}
RULE = Rule(
    "missing.x", "X01", "missing", "error", 0.9, "indicator", "absence.cell",
    "“{indicator.name}”缺单位。", "请补。",
    params={"column": "unit"}, fires=(BLANK,), silent=(GOOD,),
)  # fmt: skip
BOOK = Rulebook((RULE,), load().lexicons)


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
    params = {"levels": ("满意度指标",), "names": "", "floor": True}
    assert [*verb_faults(replace(RULE, check="target.below_floor", params=params))] == ["参数“floor”的值“True”类型不对"]
    assert [*verb_faults(replace(RULE, check="target.below_floor", params={**params, "floor": 80}))] == []
