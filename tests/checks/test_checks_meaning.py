"""The verbs of meaning and of patterns: one fault a target, folding without loss, packs with patterns of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.engine.run import context_of, run_rules
from auditor.errors import RuleError
from auditor.extract import extract
from auditor.nlp.patterns import match_phrases
from auditor.readers import read_bytes
from auditor.records.finding import Finding
from auditor.rulebook import load

BOOK = load()
HEAD = "| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |"
KINDS = ("meaning.", "language.", "phrases.")


def audited(
    *rows: str, objective: str = "完成海堤加固6公里", projects: tuple[str, ...] = ("海堤加固",)
) -> tuple[Finding, ...]:
    lines = ["某县海洋局2026年部门预算", "", "预算12表 年度项目支出绩效表", "", HEAD, "|" + "---|" * 9]
    lines += [f"| {project} | 100 | {objective} | {row} |" for project in projects for row in rows]
    budget = extract(read_bytes("\n".join(lines).encode(), "made.md"))
    rules = {rule.name for rule in BOOK.rules if rule.check.startswith(KINDS) and rule.subject == "indicator"}
    findings = run_rules(context_of(budget, BOOK), BOOK).findings
    return tuple(one for one in findings if one.rule in {*rules, "vague.option-list"})


def lines_of(finding: Finding) -> list[int]:
    return [where.place.line or 0 for where in (finding.where, *finding.related)]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("产出指标 | 质量指标 | 海堤质量 | 定性 | 显著增强 |", "vague.empty-quality"),
        ("效益指标 | 社会效益指标 | 渔民安全感 | 定性 | 得到大幅增强 |", "vague.empty-benefit"),
        ("效益指标 | 社会效益指标 | 守护渔村平安 | 定性 | 守护渔村平安 |", "vague.repeats-name"),
        ("效益指标 | 社会效益指标 | 渔村面貌 | 定性 | 优/良/中/差 |", "vague.option-list"),
        ("产出指标 | 数量指标 | 加固户数 | | 应加尽加 |", "vague.countable-but-qualitative"),
        ("效益指标 | 社会效益指标 | 是否促进渔业发展 | | 是 |", "vague.yes-or-no"),
        ("产出指标 | 数量指标 | 海堤巡查 | 定性 | 全年组织多次 |", "vague.no-bound"),
    ],
)
def test_a_target_has_one_fault(row: str, rule: str) -> None:
    found = [one.rule for one in audited(row) if one.family == "vague" and one.where.column == "value"]
    assert found == [rule]


def test_the_name_word_for_word_is_an_error_and_other_words_are_none() -> None:
    same, other = (
        audited("效益指标 | 社会效益指标 | 守护渔村平安 | 定性 | 守护渔村平安 |"),
        audited("效益指标 | 社会效益指标 | 守护渔村平安 | 定性 | 渔村平安得到守护 |"),
    )
    assert [one.severity for one in same] == ["error"]
    assert "原样重复" in same[0].message
    assert [one.severity for one in other] == ["warning"]


def test_folding_loses_no_row() -> None:
    words = ("显著增强", "不断完善", "有所好转", "明显改观")
    rows = [
        f"效益指标 | 社会效益指标 | 渔村{name}条件 | 定性 | {word} |"
        for name, word in zip("水电路网", words, strict=True)
    ]
    found = [one for one in audited(*rows) if one.rule == "vague.empty-benefit"]
    assert len(found) == 1
    assert len(lines_of(found[0])) == len(set(lines_of(found[0]))) == 4
    assert "等4条" in found[0].message


def test_the_same_requirement_in_two_projects_is_one_finding() -> None:
    row = "产出指标 | 质量指标 | 着力抓好海堤管护，确保汛期安全。 | 定性 | 无垮堤 |"
    found = [
        one for one in audited(row, projects=("海堤加固", "渔港管护")) if one.rule == "missing.requirement-as-name"
    ]
    assert [len(lines_of(one)) for one in found] == [2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("海堤评审意见", "通过评审"),
        ("渔港考评等次", "良好以上"),
        ("近岸水质", "稳定保持III类"),
        ("渔船登记", "申请两日办结"),
    ],
)
def test_an_outcome_that_anybody_can_check_is_no_fault(name: str, value: str) -> None:
    assert audited(f"产出指标 | 质量指标 | {name} | 定性 | {value} |") == ()


def test_statements_are_told_where_they_are_measured_in_percent_only() -> None:
    percent = audited("效益指标 | 社会效益指标 | 推动渔村全面振兴 | ≥ | 95 | %")
    assert [(one.rule, one.family) for one in percent] == [("unit.statement-in-percent", "unit")]
    assert audited("效益指标 | 社会效益指标 | 渔村垃圾清运率 | ≥ | 95 | %") == ()


def test_a_sentence_with_a_full_stop_is_no_name() -> None:
    found = audited("产出指标 | 质量指标 | 着力抓好海堤管护，确保汛期安全。 | 定性 | 无垮堤 |")
    assert "missing.requirement-as-name" in {one.rule for one in found}


def pack(folder: Path, patterns: str) -> Path:
    folder.mkdir()
    (folder / "pack.yaml").write_text("requires: [core]\n")
    (folder / "own.yaml").write_text(
        "- name: vague.fishery\n  code: XF01\n  family: vague\n  severity: info\n  confidence: 0.7\n"
        "  subject: indicator\n  check: language.matches\n"
        f"  with: {{columns: [name], patterns: {patterns}}}\n"
        '  message: "名称里有“{phrase}”。"\n  advice: "请核对。"\n',
        encoding="utf-8",
    )
    return folder


def test_a_pack_brings_patterns_of_its_own(tmp_path: Path) -> None:
    book = load(["core", pack(tmp_path / "fish", "[[{TAG: v}, {TEXT: 渔船}]]")])
    rule = next(rule for rule in book.rules if rule.name == "vague.fishery")
    assert match_phrases(rule.params["patterns"], ["检验渔船数量", "渔船数量"]) == {"检验渔船数量": "检验渔船"}


@pytest.mark.parametrize(
    ("token", "matched"),
    [
        pytest.param({"TEXT": "约"}, "约3", id="asked for"),
        pytest.param({"TEXT": {"IN": ["大约", "约"]}}, "约3", id="one of several"),
        pytest.param({"ORTH": "约", "OP": "+"}, "约3", id="once or more"),
        pytest.param({"TEXT": "约", "OP": "?"}, "3", id="may lack"),
        pytest.param({"TEXT": "约", "OP": "*"}, "3", id="any number"),
        pytest.param({"TEXT": "约", "OP": "!"}, "台3", id="must not stand"),
        pytest.param({"LOWER": "约"}, "约3", id="asked for otherwise"),
    ],
)
def test_only_texts_that_hold_the_words_of_a_pattern_are_cut(token: dict[str, object], matched: str) -> None:
    texts = ["约3", "3", "台3", "若干"]
    found = match_phrases([[token, {"LIKE_NUM": True}]], texts)
    assert found.get(matched) == matched
    assert "若干" not in found
    assert ("约3" in found and "3" not in found) or token.get("OP") in {"?", "*", "!"}


@pytest.mark.parametrize("patterns", [[[{"TEXT": {"WRONG": "x"}}]], [[]], [[{"NOTHING": "x"}]]])
def test_a_malformed_pattern_is_a_rule_error(patterns: list[list[dict[str, object]]]) -> None:
    with pytest.raises(RuleError, match="Matcher"):
        match_phrases(patterns, ["检验渔船数量"])
