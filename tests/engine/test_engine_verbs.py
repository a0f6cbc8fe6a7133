"""Rules without Python: what a pack may name is known, listed, and tried before a document is read."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_type_hints

import pytest

from auditor.api import load_rules
from auditor.checks import VERBS
from auditor.checks.outcomes import Outcomes
from auditor.checks.rowfilter import RowFilter
from auditor.engine.verbs import known_verbs, page, sentences, told
from auditor.errors import RuleError
from auditor.rulebook import load

ROOT = Path(__file__).resolve().parents[2]
BUREAU = ROOT / "rules" / "example-bureau"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUREAU, tmp_path / "pack"))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("check: rows.count", "check: rows.cont", "rows.count"),
        ("rows: {level2: [经济成本]}", "rows: {levle2: [经济成本]}", "level2"),
        ("words: local.slogans, columns: [objective", "words: local.slogan, columns: [objective", "local.slogans"),
        ("只有{count}条数量", "只有{cont}条数量", "count"),
        ("least: 3}", "least: three}", "least"),
        ("rows: {}, most: 15}", "rows: {}, mots: 15}", "most"),
        ("{rows: {}, of: weight, within: [100, 100]}", "{rows: {}, of: weight}", "within"),
        ("within: [100, 100]", "within: [100]", "应为2项"),
        ("分]}, least: 90", "分]}, least: ", "应为数"),
        ("columns: [objective, project_name]", "columns: [objektive]", "objective"),
        ('unit: ["%", 分]}, least: 90', "number: [90]}, least: 90", "应为2项"),
        ('unit: ["%", 分]}, least: 90', "any: [{unles: {level: [cost]}}]}, least: 90", "unless"),
        ('unit: ["%", 分]}, least: 90', "unless: {any: [{level: [cst]}]}}, least: 90", "cost"),
        ('unit: ["%", 分]}, least: 90', "way: [mor]}, least: 90", "more"),
    ],
)
def test_a_mistake_of_a_pack_is_one_sentence_before_any_document(pack: Path, right: str, wrong: str, said: str) -> None:
    file = pack / "own.yaml"
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_rules(("core", pack))
    assert said in error.value.message
    assert "Error" not in error.value.message
    assert error.value.message.count("不能使用") == 1


def test_a_word_list_that_nothing_reads_is_no_silent_loss(pack: Path) -> None:
    (pack / "lexicons" / "cues.txt").write_text("[looss]\n失信\n", encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_rules(("core", pack))
    assert error.value.message == "没有规则用到词表“cues.looss”，是否想写“cues.loss”。"
    (pack / "lexicons" / "cues.txt").write_text("[side_effect_unless]\n等候区\n", encoding="utf-8")
    with pytest.raises(RuleError, match="side_effect_unless"):
        load_rules(("core", pack))
    (pack / "lexicons" / "cues.txt").write_text("[loss]\n失信\n", encoding="utf-8")
    assert "失信" in load_rules(("core", pack)).lexicons["cues.loss"]


def test_the_packs_of_the_installation_are_fine() -> None:
    assert load_rules(("core", "example-bureau", "beijing")).rules


def test_every_verb_is_described() -> None:
    verbs = known_verbs(load(("core", "example-bureau")))
    assert [verb.name for verb in verbs] == sorted(VERBS)
    assert [verb.name for verb in verbs if not (verb.summary and verb.rules)] == []
    counted = next(verb for verb in verbs if verb.name == "rows.count")
    assert counted.facts == ("count", "least", "most")
    assert [name for name, _, _ in counted.parameters] == ["rows", "least", "most"]


def test_every_verb_and_every_line_of_a_filter_is_told_in_chinese() -> None:
    assert {name for name in sentences() if not name.startswith(("filter.", "fact.", "outcome."))} == set(VERBS)
    assert {f"outcome.{line}" for line in get_type_hints(Outcomes)} == {n for n in sentences() if n[:8] == "outcome."}
    found = next(verb for verb in known_verbs(load()) if verb.name == "rows.found")
    assert {f"fact.{fact}" for fact in found.facts} == {name for name in sentences() if name.startswith("fact.")}
    assert "    {word}：命中的词（words 的第一栏）" in told(found)
    assert {f"filter.{line}" for line in get_type_hints(RowFilter)} == {n for n in sentences() if n[:7] == "filter."}
    bound = next(verb for verb in known_verbs(load()) if verb.name == "rows.bound")
    said = told(bound).splitlines()
    assert said[1] == "  报出：符合筛选条件“rows”的行，数值低于“least”或高于“most”。"
    assert "  参数 rows（筛选条件）：必填" in said
    assert "  参数 least（数）：可不写" in said
    assert "  写法：with: {rows: {level: [satisfaction], sign: [≥, '>', '='], units: ['%']" in told(bound)
    assert "    unless：另一组条件，符合的行不算" in said


def test_the_page_does_not_lag() -> None:
    wanted = page(known_verbs(load(("core", "example-bureau"))))
    assert (ROOT / "docs" / "verbs.md").read_text(encoding="utf-8") == wanted, "run python -m auditor.engine.verbs"
