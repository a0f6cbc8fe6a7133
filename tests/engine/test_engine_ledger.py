"""The ledger of checks: every rule stands in one list, and "ran" is not said where nothing could be judged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import api
from auditor.checks import VERBS
from auditor.checks.needs import BY_SUBJECT, BY_VERB, judged_on, needs_of
from auditor.checks.supply import NEEDS
from auditor.config import Policy, parse_config
from auditor.engine.examples import build
from auditor.engine.ledger import unchecked_tables
from auditor.engine.run import context_of
from auditor.errors import RuleError
from auditor.nlp import load_proofreader
from auditor.records.check import Check
from auditor.records.rule import SUBJECTS, Rule
from auditor.rulebook import load

ROOT = Path(__file__).resolve().parents[2]
BOOK = load(("core", "beijing"))
ALONE = [rule for rule in BOOK.rules if rule.subject != "corpus"]
HEAD = "| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |"
LINE = "|---|---|---|---|---|---|---|---|---|"


def report_of(*rows: str, heading: str = "2026年部门预算", tmp: Path) -> api.DocumentReport:
    path = tmp / "甲.md"
    text = "\n\n".join((heading, "预算12表 项目支出绩效表", "\n".join((HEAD, LINE, *rows))))
    path.write_text(text, encoding="utf-8")
    (document,) = api.audit(path, rulebook=BOOK).documents
    return document


def states(document: api.DocumentReport) -> dict[str, Check]:
    return {check.rule: check for check in document.checks}


@pytest.mark.parametrize("name", ["clean-agency.md", "faulty-bureau.md"])
def test_every_rule_stands_in_exactly_one_list(name: str) -> None:
    document = api.audit(ROOT / "samples" / name, rulebook=BOOK).documents[0]
    assert [check.rule for check in document.checks] == [rule.name for rule in BOOK.rules]
    silent = [check for check in document.checks if check.state != "ran"]
    assert all(check.reason.endswith("。") for check in silent)
    assert {finding.rule for finding in document.findings} <= {c.rule for c in document.checks if c.state == "ran"}


@pytest.mark.parametrize("rule", ALONE, ids=lambda rule: rule.name)
def test_a_rule_that_fires_on_its_example_is_said_to_run(rule: Rule) -> None:
    for example in rule.fires:
        context = context_of(build(rule, example), BOOK, load_proofreader())
        state, reason = judged_on(rule, context)
        assert state == "ran", reason


def test_every_need_that_is_declared_exists() -> None:
    alone = {verb for verb in VERBS if not verb.startswith("across.")}
    assert alone == set(BY_VERB), "say in checks/needs.py what a new verb needs"
    assert set(BY_SUBJECT) == set(SUBJECTS)
    for rule in BOOK.rules:
        for need in needs_of(rule):
            name, at, parameters = need.partition("@")
            assert name.partition(":")[0] in NEEDS, need
            assert not at or set(parameters.split("+")) & set(rule.params), (rule.name, need)


def test_an_unknown_need_of_a_rule_is_a_sentence() -> None:
    rule = replace(ALONE[0], needs=("totals",), path="规则.yaml")
    with pytest.raises(RuleError, match="totals"):
        judged_on(rule, context_of(build(rule, {"name": "甲"}), BOOK))


def test_what_is_lacking_is_told_rule_by_rule(tmp_path: Path) -> None:
    row = "| 图书采购 | {total} | 采购图书九百册 | 产出指标 | 数量指标 | 采购图书数量 | ≥ | 900 | 册 |"
    priced = "| | | | 成本指标 | 经济成本指标 | 采购总成本 | ≤ | 9 | 万元 |"
    full = states(report_of(row.format(total="9"), priced, tmp=tmp_path))
    blank = states(report_of(row.format(total=""), priced, heading="部门预算", tmp=tmp_path))
    assert full["cost.above-total"].state == "ran"
    assert (blank["cost.above-total"].state, blank["cost.above-total"].reason) == ("not_run", "“项目总额”全部空白。")
    assert full["conflict.stale-year-in-target"].state == "ran"
    assert blank["conflict.stale-year-in-target"].state == "not_run"
    assert full["ambition.low-satisfaction"].reason == "没有满意度指标。"
    assert full["ambition.low-satisfaction"].state == "not_applicable"
    assert full["arithmetic.table-01-and-03"].reason == "文件中没有支出总表。"


def test_a_rule_that_sees_only_a_part_says_so() -> None:
    rule = next(rule for rule in BOOK.rules if rule.name == "cost.above-total")
    cost = {"level2": "经济成本指标", "name": "采购总成本", "operator": "≤", "value": "9", "unit": "万元"}
    example = {**cost, "project": {"name": "图书采购", "total": "9"}, "projects": [{"name": "空调维修"}]}
    state, reason = judged_on(rule, context_of(build(rule, example), BOOK))
    assert state == "ran"
    assert "2个项目中有1个" in reason


def test_an_unreadable_document_has_a_ledger_too(tmp_path: Path) -> None:
    (document,) = api.audit(tmp_path / "没有.xlsx", rulebook=BOOK).documents
    assert {check.state for check in document.checks} == {"not_run"}
    assert len(document.checks) == len(BOOK.rules)


def test_rules_across_documents_run_where_there_are_two() -> None:
    one, two = ROOT / "samples" / "clean-agency.md", ROOT / "samples" / "faulty-bureau.md"
    alone = states(api.audit(one, rulebook=BOOK).documents[0])
    both = states(api.audit(one, two, rulebook=BOOK).documents[0])
    assert alone["duplicate.copied-objective"].state == "not_applicable"
    assert both["duplicate.copied-objective"].state == "ran"


def test_the_gate_does_not_pass_where_a_required_rule_did_not_run(tmp_path: Path) -> None:
    row = "| 图书采购 | | 采购图书九百册 | 成本指标 | 经济成本指标 | 采购总成本 | ≤ | 9 | 万元 |"
    report_of(row, tmp=tmp_path)
    report = api.audit(tmp_path / "甲.md", rulebook=BOOK)
    policy = Policy(fail_on="error", families=("typo",))
    assert api.gate(report, policy).exit_code == 0
    for name in ("cost", "cost.above-total", "C01"):
        verdict = api.gate(report, replace(policy, require=(name,)))
        assert verdict.exit_code == 2
        assert any("“项目总额”全部空白" in note for note in verdict.notes)
        assert "没有完成要求的检查" in verdict.sentence
    assert api.gate(report, replace(policy, require=("typo",))).exit_code == 0
    assert api.gate(report, replace(policy, require=("typos",))).exit_code == 2


def test_the_policy_is_configured() -> None:
    config = parse_config('[gate]\nrequire = ["cost", "typo.wrong-word"]\n')
    assert config.policy.require == ("cost", "typo.wrong-word")


def test_a_crash_on_one_subject_keeps_what_the_rule_found_on_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.engine import run

    rule = next(rule for rule in BOOK.rules if rule.name == "missing.unit")
    row = {"level2": "数量指标", "name": "授课数量", "operator": "≥", "value": "9"}
    rows = [{**row, "name": name} for name in ("坏行", "购置数量")]
    verb = run.verb_of(rule)

    def broken(subject: object, context: object, **params: object) -> object:
        if getattr(subject, "name", None) and subject.name.text == "坏行":  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return verb(subject, context, **params)

    monkeypatch.setattr(run, "verb_of", lambda _: broken)
    budget = build(rule, {**row, "unit": "节", "siblings": [*rows, *[{**row, "unit": "节"}] * 9]})
    findings, problems = run.audit_budget(budget, replace(BOOK, rules=(rule,)))
    assert [finding.where.indicator for finding in findings] == ["购置数量"]
    assert [problem.partial for problem in problems] == [True]


def test_a_table_that_no_rule_judges_is_named() -> None:
    rule = next(rule for rule in BOOK.rules if rule.name == "arithmetic.column-total")
    rows = [["项目", "金额"], ["办公费", "3"]]
    context = context_of(build(rule, {"tables": {"10": rows}}), BOOK)
    (problem,) = unchecked_tables(BOOK.rules, context)
    assert "预算10表" in problem.message
    assert not problem.partial
    summed = context_of(build(rule, {"tables": {"10": [*rows, ["合计", "3"]]}}), BOOK)
    assert not unchecked_tables(BOOK.rules, summed)


def test_reports_show_the_ledger(tmp_path: Path) -> None:
    from auditor.render import render

    report = api.audit(ROOT / "samples" / "faulty-bureau.md", rulebook=BOOK)
    (data,) = json.loads(render(report, "json"))["documents"]
    listed = [
        *data["checks"]["ran"],
        *(one["rule"] for key in ("not_applicable", "not_run") for one in data["checks"][key]),
    ]
    assert sorted(listed) == sorted(rule.name for rule in BOOK.rules)
    assert f"检查 {len(BOOK.rules)} 条：执行" in render(report, "text").decode()
    assert f"检查 {len(BOOK.rules)} 条：执行" in render(report, "html").decode()
