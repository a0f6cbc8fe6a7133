"""auditor rules: list, show, test, new."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from auditor.api import load_rules


def test_every_rule_is_listed(run) -> None:
    book = load_rules()
    text = run("rules", "list").out
    assert all(rule.name in text for rule in book.rules)
    listed = json.loads(run("rules", "list", "-f", "json").out)
    assert [one["name"] for one in listed if one["enabled"]] == [rule.name for rule in book.rules]


@pytest.mark.parametrize("key", ["unit.amount-in-percent", "U01"])
def test_a_rule_is_shown_by_name_or_code(run, key: str) -> None:
    result = run("rules", "show", key)
    assert result.code == 0
    assert "unit.amount-in-percent" in result.out
    assert "**" not in result.out


def test_an_unknown_rule_names_the_nearest(run) -> None:
    result = run("rules", "show", "unit.amount-in-percents")
    assert (result.code, "是否想写“unit.amount-in-percent”" in result.err) == (2, True)


def test_a_new_rule_loads_but_its_examples_are_missing(run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    assert run("rules", "new", "unit.my-own", "-o", "own/my.yaml").code == 0
    result = run("rules", "test", "own")
    assert result.code == 1
    assert "own/my.yaml:10: unit.my-own：" in result.out.replace("\\", "/")
    again = run("rules", "new", "unit.my-own", "-o", "own/my.yaml")
    assert (again.code, "已存在" in again.err) == (2, True)


def test_a_rule_that_a_pack_changes_is_tested_again(run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    text = "{name: unit.amount-in-percent, examples: {silent: [{name: 采购金额, operator: ≤, value: '1', unit: '%'}]}}"
    (tmp_path / "own" / "x.yaml").write_text(text, encoding="utf-8")
    result = run("rules", "test", "own")
    assert (result.code, "不应报却报了" in result.out) == (1, True)


OWN = """\
name: unit.my-own
code: X01
family: unit
severity: warning
confidence: 0.5
subject: indicator
check: absence.cell
with: {column: unit}
message: "“{indicator.name}”没有单位。"
advice: "请补。"
examples:
  fires: [{name: 会议次数, operator: ≥, value: "3", siblings: [{name: 人数, operator: ≥, value: "3", unit: 人}]}]
  silent: [{name: 会议次数, operator: ≥, value: "3", unit: 次}]
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("", "", 0, "0 条规则不符"),
        ("column: unit", "colum: unit", 1, "是否想写“column”"),
        ("column: unit", "column: 3", 1, "类型"),
        ("with: {column: unit}\n", "", 1, "缺少参数“column”"),
        ("absence.cell", "absence.cel", 1, "是否想写“absence.cell”"),
        ('value: "3", siblings', 'value: "3", unit: 次, siblings', 1, "应报而未报"),
        (
            'value: "3", unit: 次}',
            'value: "3", siblings: [{name: 人, operator: ≥, value: "3", unit: 人}]}',
            1,
            "不应报却报了",
        ),
        ('{name: 会议次数, operator: ≥, value: "3", unit: 次}', "{nam: 会议次数}", 1, "nam"),
    ],
)
def test_rules_are_tested_by_their_examples_and_verbs(
    run, tmp_path: Path, old: str, new: str, code: int, said: str
) -> None:
    (tmp_path / "own").mkdir()
    assert old in OWN
    (tmp_path / "own" / "x.yaml").write_text(OWN.replace(old, new) if old else OWN, encoding="utf-8")
    result = run("rules", "test", "own")
    assert said in result.out
    assert result.code == code


def test_verbs_are_listed_and_shown(run) -> None:
    assert "rows.count" in run("rules", "verbs").out
    shown = run("rules", "verbs", "rows.count")
    assert "文字中可用：{count}、{least}、{most}" in shown.out
    assert "`{count}`" in run("--lang", "en", "rules", "verbs", "rows.count").out
    unknown = run("rules", "verbs", "rows.cuont")
    assert unknown.code == 2
    assert "rows.count" in unknown.err


def test_why_says_what_became_of_a_rule(run, faulty) -> None:
    fired = run("rules", "why", "U01", faulty)
    assert (fired.code, "1 条意见" in fired.out) == (0, True)
    assert "不适用" in run("rules", "why", "E01", faulty).out
    assert run("rules", "why", "U01", "没有.md").code == 2


def test_a_total_that_the_head_of_table_12_alone_prints_is_a_column_that_is_there(run, faulty) -> None:
    told = run("rules", "why", "M12", faulty).out
    assert "执行，0 条意见" in told
    assert "一栏" not in told


def test_why_says_what_a_silent_rule_looked_at(run, clean) -> None:
    assert re.search(r"执行，0 条意见。看过 \d+ 条指标", run("rules", "why", "U01", clean).out)
    assert re.search(r"执行，0 条意见。看过 \d+ 个项目", run("rules", "why", "M12", clean).out)
