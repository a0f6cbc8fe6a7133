"""Kinds of statements in running text, each in words of its own: what is wrong is said, what is right is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from auditor.engine.examples import build
from auditor.engine.run import audit_budget
from auditor.rulebook import load

ALL = load()
BOOK = replace(ALL, rules=tuple(rule for rule in ALL.rules if rule.code.startswith("P") and rule.code != "P03"))

TWO_YEARS = [
    ["项目", "上年预算数", "本年预算数"],
    ["合计", "8.30", "30.00"],
    ["公务用车购置费", "", "22.00"],
    ["公务用车运行费", "7.50", "7.50"],
    ["公务接待费", "0.80", "0.50"],
]
SPENDING = [
    ["编码", "科目", "合计", "基本支出", "项目支出"],
    ["2130302", "水土保持", "96.00", "", "96.00"],
    ["2130304", "水利行业业务管理", "204.00", "204.00", ""],
    ["", "合计", "300.00", "204.00", "96.00"],
]
GENERAL = [
    *SPENDING[:1],
    ["2130302", "水土保持", "90.00", "", "90.00"],
    *SPENDING[2:3],
    ["", "合计", "294.00", "204.00", "90.00"],
]
PROJECTS = {"project": {"name": "小流域治理", "total": "60"}, "projects": [{"name": "墒情监测", "total": "36"}]}


def told(prose: Sequence[str], **given: Any) -> dict[str, str]:
    """Return code → message of what is said of a text of 2026 with the tables given."""
    example: Mapping[str, Any] = {"year": 2026, "prose": list(prose), **given}
    findings, problems = audit_budget(build(BOOK.rules[0], example), BOOK)
    assert not problems
    return {one.code: one.message for one in findings}


def test_a_change_behind_a_bracket_is_that_of_what_stands_before_it() -> None:
    text = "公务用车购置及运行费29.50万元（公务用车购置费22.00万元，公务用车运行费7.50万元），比上年增加{}万元。"
    rows = [*TWO_YEARS, ["公务用车购置及运行费", "7.50", "29.50"]]
    assert told([text.format("22.00")], tables={"10": rows}) == {}
    assert "P45" in told([text.format("20.00")], tables={"10": rows})
    own = "公务用车购置及运行费29.50万元（其中公务用车运行费7.50万元，比上年增加1.00万元），公务接待费0.50万元。"
    assert "P45" in told([own], tables={"10": rows})
    cars = "公务用车费29.50万元（公务用车购置费22.00万元，公务用车运行费7.50万元），比上年增加22.00万元。"
    apart = f"公务接待费0.50万元，比上年减少0.30万元；{cars}"
    assert told([apart], tables={"10": rows}) == {}
    assert told([apart.replace("比上年减少0.30万元；", "")], tables={"10": rows}) == {}


def test_the_figure_shown_is_that_of_the_fund_that_the_text_speaks_of() -> None:
    text = "二、一般公共预算支出情况", "农林水支出（类）水利（款）水土保持（项）2026年预算99.00万元。"
    assert "预算05表是90万元" in told(text, tables={"03": SPENDING, "05": GENERAL})["P16"]
    assert "预算03表是96万元" in told(text[1:], tables={"03": SPENDING, "05": GENERAL})["P16"]


def test_the_money_of_the_whole_department_is_no_sum_of_projects() -> None:
    whole = "纳入部门整体绩效目标的资金300.00万元，其中项目支出96.00万元。"
    spending = "所有支出编报绩效目标，资金300.00万元，其中基本支出204.00万元。"
    assert told([whole], **PROJECTS) == told([spending], **PROJECTS) == {}
    assert "P09" in told(["2个项目编报了绩效目标，资金93.00万元。"], **PROJECTS)


def test_a_heading_that_names_reasons_is_no_reason_left_out() -> None:
    assert told(["（三）未完成目标的原因。", "四、偏离目标及原因。受降雨影响，推迟了20天。"]) == {}
    assert "P02" in told(["（三）公务接待费减少0.30万元，主要原因。"])


OWN = "梅岭县园林管理所"
SELF = [f"{OWN}2026年部门预算", f"{OWN}为县住建局所属公益一类事业单位，内设3个股。", f"{OWN}2026年收入预算300.00万元。"]
AGENCIES = [["单位名称", "合计", "一般公共预算拨款收入"], ["合计", "300.00", "300.00"], [OWN, "300.00", "300.00"]]


@pytest.mark.parametrize(
    "text",
    [
        "梅岭县苗圃场2026年没有使用国有资本经营预算拨款安排的支出。",
        "（二）国有资产占有情况。截至2025年底，梅岭县环卫中心共有车辆3辆。",
        "2026年，梅岭县园林绿化局安排政府采购预算36.00万元。",
        "竹溪县园林管理所所有收入和支出均纳入部门预算管理。",
        "梅岭县园林管理站2026年“三公”经费预算3.00万元。",
        "梅岭县地方史研究室核定编制11名，内设综合股、编研股。",
    ],
)
def test_another_department_that_a_copy_left_in_the_text_is_named(text: str) -> None:
    assert OWN in told([*SELF, text])["P49"]
    assert OWN in told([text], tables={"02": AGENCIES})["P49"]


@pytest.mark.parametrize(
    "text",
    [
        "园林所2026年没有使用国有资本经营预算拨款安排的支出。",
        "梅岭县园林所2026年没有使用国有资本经营预算拨款安排的支出。",
        "梅岭县园林管理所（本级）2026年收入预算200.00万元。",
        "所属预算单位1个：梅岭县苗圃场。梅岭县苗圃场2026年收入预算100.00万元。",
        "我所2026年没有政府性基金预算支出，县财政局2026年1月20日批复了本部门预算。",
        "下属单位情况：梅岭县苗圃场为公益一类事业单位。梅岭县绿化队为公益二类事业单位。",
        "根据梅岭县财政局2026年部门预算编制通知，本单位2026年安排项目2个。",
    ],
)
def test_the_department_shortened_and_the_agencies_of_the_text_are_no_others(text: str) -> None:
    assert "P49" not in told([*SELF, text])


def test_a_sentence_that_begins_a_text_is_no_title() -> None:
    assert "P11" not in told(
        ["预算建议数已报县住建局和主管部门，2026年预算批复后公开。", *SELF[1:]], tables={"02": AGENCIES}
    )


def test_a_title_is_held_against_all_names_that_the_document_gives_itself() -> None:
    assert "P11" in told(["梅岭县苗圃场2026年部门预算公开说明", *SELF[1:]], tables={"02": AGENCIES})
    assert "P11" in told(["关于梅岭县苗圃场2026年预算公开的说明", *SELF[1:]], tables={"02": AGENCIES})
    assert "P11" not in told(SELF, department="梅岭县住房和城乡建设局", tables={"02": AGENCIES})
    assert "P11" not in told(
        ["梅岭县住房和城乡建设局2026年部门预算", "梅岭县住房和城乡建设局2026年收入预算300.00万元。"],
        tables={"02": AGENCIES},
    )
