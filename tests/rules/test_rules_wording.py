"""What a civil servant reads: messages and advice of every rule, as they are written and as its examples make them."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path

import pytest

from auditor import api
from auditor.engine.examples import build
from auditor.engine.excerpt import around, figure
from auditor.engine.run import audit_budget
from auditor.engine.word import fill, nested
from auditor.records.columns import COLUMN_WORDS
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook

# Spoken, mocking or internal words; a finding states what is there and what it leads to.
IMPOLITE = re.compile(
    "什么都不做|什么也不做|一分钱|答非所问|空话|照搬|照填|花钱|干活|一回事|说得通|一字不差|别的东西|达标。$"
    "|数的是|几乎不用花|只答|百分之几|规则参数|像是|说的是|说的却是|没有说(?!明)|对不上|这笔钱|倒算"
)
# What a template makes of a fact that is missing, doubled or quoted within a quotation.
BROKEN = re.compile(r"”、“|“”|‘’|““|””|（）|[，、；。：]{2}|万元万元|元元|  |\[\[|\]\]|[{}]|\"")
INTERNAL = re.compile(r"（删去）|None|\bdepartment\b|[a-z]+_[a-z]+")
ROOT = Path(__file__).resolve().parents[2]


@cache
def book() -> Rulebook:
    return api.load_rules()


def rules() -> tuple[Rule, ...]:
    return book().rules


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_speaks_plainly_and_politely(rule: Rule) -> None:
    for text in (rule.message, rule.advice):
        bare = re.sub(r"\{[^{}]*\}", "", text)
        assert not IMPOLITE.search(bare), text
        assert not INTERNAL.search(bare), text
        assert bare.count("“") == bare.count("”"), text
        assert "““" not in text
        assert text.rstrip("]").endswith(("。", "}")), text
        # A quotation that is cut says so itself, where it is cut.
        assert "“…{" not in text or "}…”" not in text, text
    assert rule.message != rule.advice


@pytest.mark.parametrize("name", ["faulty-bureau.md", "faulty-street-office.tsv", "faulty-bureau-plain.tsv"])
def test_what_a_document_makes_of_them_reads_well(name: str) -> None:
    found = [f for one in api.audit(ROOT / "samples" / name).documents for f in one.findings]
    assert found
    for text in (text for finding in found for text in (finding.message, finding.suggestion)):
        assert not IMPOLITE.search(text), text
        assert not INTERNAL.search(text), text
        assert "““" not in text, text
        assert "””" not in text, text
        assert not re.search(r"(\d[\d.]*)万元（合\1万元）", text), text
    assert all(COLUMN_WORDS.get(finding.where.column, "") or not finding.where.column for finding in found)


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.subject != "corpus"], ids=lambda rule: rule.code)
def test_what_its_examples_make_of_them_reads_well(rule: Rule) -> None:
    alone = dataclasses.replace(book(), rules=(rule,))
    for example in rule.fires:
        found, _ = audit_budget(build(rule, example), alone, None)
        for finding in found:
            for text in (finding.message, finding.suggestion):
                assert not BROKEN.search(text), text
                assert not IMPOLITE.search(text), text
                assert not INTERNAL.search(text), text
                assert text.endswith("。"), text
                # A ceiling needs no sign to be one, and nothing is to become what it is.
                assert not re.search("上限(是)?[≤<]", text), text
                assert not re.search("“([^“”]+)”(应为|宜为|改为)“\\1”", text), text
            assert finding.message != finding.suggestion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“一般公共预算“三公”经费”是", "“一般公共预算‘三公’经费”是"),
        ("“甲”与“乙”", "“甲”与“乙”"),
        ("“没有配对", "“没有配对"),
        ("先关”再开“", "先关”再开“"),
        ("“a“b“c”d”e”", "“a‘b‘c’d’e”"),
    ],
)
def test_quotation_marks_within_others_are_inner_ones(text: str, expected: str) -> None:
    assert nested(text) == expected


@pytest.mark.parametrize(
    ("template", "facts", "expected"),
    [
        (
            "“{name}”反映的是进度（“{word}”），不是效果。",
            {"name": "付款进度", "word": "付款进度"},
            "“付款进度”反映的是进度，不是效果。",
        ),
        (
            "“{name}”反映的是进度（“{word}”）。",
            {"name": "工程付款进度", "word": "进度"},
            "“工程付款进度”反映的是进度（“进度”）。",
        ),
        ("共{n}处：{names}。", {"n": "2", "names": "“甲”、“乙”"}, "共2处：“甲”“乙”。"),
        ("值“{name}”。", {"name": "做好“一老”、“一小”"}, "值“做好‘一老’、‘一小’”。"),
    ],
)
def test_nothing_is_said_twice_and_quotations_need_no_comma(
    template: str, facts: dict[str, str], expected: str
) -> None:
    assert fill(template, facts) == expected


@pytest.mark.parametrize(("text", "expected"), [("1,834.500000", "1834.5"), ("29.50", "29.5"), ("约3万", "约3万")])
def test_amounts_are_written_in_one_way(text: str, expected: str) -> None:
    assert figure(text) == expected


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("保障设施稳定运行，出水水质达到排放标准", "稳定", "保障设施稳定运行…"),
        ("加强巡查，保障设施稳定运行，出水达标", "稳定", "…保障设施稳定运行…"),
        ("加强巡查，出水达标", "达标", "…出水达标"),
        ("短", "短", "短"),
    ],
)
def test_a_quotation_is_cut_between_clauses(text: str, part: str, expected: str) -> None:
    start = text.index(part)
    assert around(text, start, start + len(part)) == expected


def test_every_column_has_a_word() -> None:
    for name in ("level1", "level2", "name", "operator", "value", "unit", "total", "department", "objective"):
        assert not re.search("[a-z]", COLUMN_WORDS[name])
