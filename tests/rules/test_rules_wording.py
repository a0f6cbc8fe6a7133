"""What a civil servant reads: messages and advice of every rule, as they are written and as its examples make them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from auditor import api
from auditor.engine.excerpt import around
from auditor.engine.word import nested
from auditor.records.columns import COLUMN_WORDS
from auditor.records.rule import Rule

# Spoken, mocking or internal words; a finding states what is there and what it leads to.
IMPOLITE = re.compile(
    "什么都不做|什么也不做|一分钱|答非所问|空话|照搬|照填|花钱|干活|一回事|说得通|一字不差|别的东西|达标。$"
)
INTERNAL = re.compile(r"（删去）|None|\bdepartment\b|[a-z]+_[a-z]+")
ROOT = Path(__file__).resolve().parents[2]


@cache
def rules() -> tuple[Rule, ...]:
    return api.load_rules().rules


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
