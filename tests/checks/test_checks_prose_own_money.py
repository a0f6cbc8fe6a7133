"""Amounts of running text are held against what they are of: their own money, base, column, unit and list."""

from __future__ import annotations

import pytest

from tests.checks.prose_told import told

EXPENSES = [
    ["年度", "“三公”经费合计", "因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行费"],
    ["2026", "3.00", "", "", "", "3.00"],
]
BY_FUND = {
    "09 项目支出预算表": [
        ["项目名称", "一般公共预算", "政府性基金", "合计"],
        ["墒情监测", "36.00", "", "36.00"],
        ["库区移民帮扶", "", "60.00", "60.00"],
        ["合计", "36.00", "60.00", "96.00"],
    ]
}
UNTOLD = {
    "09 项目支出预算表": [
        ["项目名称", "县级资金", "上级资金"],
        ["墒情监测", "16.00", "20.00"],
        ["库区移民帮扶", "", "60.00"],
    ]
}
ONE_FORM = {"project": {"name": "库区移民帮扶", "total": "60"}}


@pytest.mark.parametrize(
    "text",
    [
        "用经营收入安排公务接待费0.60万元、公务用车运行费8.00万元。",
        "由其他收入负担会议费1.00万元，公务用车运行费8.00万元。",
        "除财政拨款以外，另列公务用车运行费8.00万元。",
    ],
)
def test_what_own_money_pays_is_in_no_table_of_a_fund(text: str) -> None:
    assert "P04" not in told([text], tables={"10": EXPENSES})


@pytest.mark.parametrize(
    "text",
    [
        "公务用车运行费8.00万元，与上年持平。",
        "用事业收入安排会议费1.00万元；公务用车运行费8.00万元。",
        "用事业收入安排会议费1.00万元，一般公共预算安排公务用车运行费8.00万元。",
    ],
)
def test_what_a_fund_pays_is(text: str) -> None:
    assert "P04" in told([text], tables={"10": EXPENSES})


def test_what_stands_beside_a_whole_is_not_among_its_parts() -> None:
    for more in ("；另有退休人员31人", "；此外退休人员31人", "，另退休人员31人"):
        assert "P15" not in told([f"年末实有人数46人，其中在职人员46人（行政12人、事业34人）{more}。"])
    assert "P15" in told(["年末实有人数46人，其中在职人员46人、退休人员31人。"])


def test_a_change_like_that_of_the_income_is_no_standstill() -> None:
    parts = "主要是基本支出增加2.00万元，项目支出减少9.00万元。"
    assert "P28" not in told([f"支出预算的变动与收入预算一致，{parts}"])
    assert "P28" in told([f"支出预算与上年一致，{parts}"])


def test_the_total_of_projects_is_that_of_the_column_of_totals() -> None:
    text = "2026年对2个项目编制了绩效目标，涉及资金{}万元。"
    assert told([text.format("96.00")], tables=BY_FUND, **ONE_FORM) == {}
    said = told([text.format("69.00")], tables=BY_FUND, **ONE_FORM)["P09"]
    assert "预算09表是96万元" in said.replace("中是", "是")
    for right in ("16.00", "80.00", "96.00"):
        assert "P09" not in told([text.format(right)], tables=UNTOLD, **ONE_FORM)
    assert "P09" in told([text.format("69.00")], tables=UNTOLD, **ONE_FORM)


@pytest.mark.parametrize("lead", ["“213农林水支出”", "[213]农林水支出", "213 农林水支出", "农林水支出（213类）"])
def test_a_function_may_be_told_with_its_code(lead: str) -> None:
    sides = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    rows = [*sides, ["一、拨款收入", "96.00", "一、农林水支出", "96.00"], ["收入总计", "96.00", "支出总计", "96.00"]]
    assert "P16" in told([f"{lead}69.00万元，用于防汛。"], tables={"01": rows})
    assert "P16" not in told([f"{lead}96.00万元，用于防汛。"], tables={"01": rows})


def test_a_number_that_a_year_follows_is_a_number() -> None:
    points = ["1. 单位概况", "2. 2026年预算安排", "3. 名词解释"]
    assert "P75" not in told(points)
    assert "P75" in told([points[0], points[2]])


@pytest.mark.parametrize(
    "text",
    [
        "购置墒情传感器25套，单价1.20万元，计36.00万元。",
        "购置墒情传感器25套（每套1.20万元），共计36.00万元。",
        "每套1.20万元，购置25套，合计36.00万元。",
        "护林员补贴：120人×0.30万元=63.00万元。",
        "补助学员150人，人均400元，共需60.00万元。",
    ],
)
def test_a_price_times_a_number_is_the_amount_behind_them(text: str) -> None:
    assert "P90" in told([text])


@pytest.mark.parametrize(
    "text",
    [
        "购置墒情传感器25套，单价1.20万元，计30.00万元。",
        "购置墒情传感器25套，单价1.20万元；全年维护费共计36.00万元。",
        "购置墒情传感器25套，单价约1.20万元，计36.00万元。",
        "补助学员150人，人均400元，共需6.00万元。",
        "单价50万元以上的设备3台，共计210.00万元。",
    ],
)
def test_no_other_amount_is(text: str) -> None:
    assert "P90" not in told([text])


@pytest.mark.parametrize(
    "lines",
    [
        ["部门预算包括局本级和3个直属事业单位：苗圃管理站、园林绿化中心。"],
        ["纳入预算的单位共3家，具体包括：园林局本级、苗圃管理站。"],
        ["所属单位3个：", "苗圃管理站", "园林绿化中心", "二、人员情况"],
        ["预算单位共3个，分别为：", "1. 园林局本级", "2. 苗圃管理站", "二、人员情况"],
    ],
)
def test_units_are_counted_as_they_are_listed(lines: list[str]) -> None:
    assert {"P42", "P63"} & set(told(lines))
    right = [line.replace("3", "2") for line in lines]
    assert not {"P42", "P63"} & set(told(right))
