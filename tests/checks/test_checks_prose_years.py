"""Amounts of two years side by side in running text, and years that only a copied text can name."""

from __future__ import annotations

import pytest

from tests.checks.prose_told import told

LINES = [
    ["编码", "科目", "合计", "基本支出", "项目支出"],
    ["2010301", "行政运行", "204.00", "204.00", ""],
    ["2010308", "信访事务", "96.00", "", "96.00"],
    ["", "合计", "300.00", "204.00", "96.00"],
]


@pytest.mark.parametrize(
    "text",
    [
        "按科目分：“行政运行”204.00万元，2025年为198.00万元；“信访事务”{}万元，2025年为90.00万元。",
        "按科目分：行政运行204.00万元（2025年198.00万元），信访事务{}万元（2025年90.00万元）。",
        "行政运行204.00万元，2025年预算数198.00万元，增加6.00万元；信访事务{}万元，2025年预算数90.00万元。",
    ],
)
def test_the_amount_of_last_year_beside_this_years_says_nothing_of_the_next_one(text: str) -> None:
    assert told([text.format("96.00")], tables={"06": LINES}) == {}
    assert "信访事务" in told([text.format("69.00")], tables={"06": LINES})["P16"]


@pytest.mark.parametrize(
    "text",
    [
        "2025年支出为250.00万元，其中行政运行180.00万元，信访事务70.00万元。",
        "二是2025年执行情况：行政运行180.00万元；信访事务70.00万元。",
        "2025年预算：行政运行180.00万元，2024年为170.00万元；信访事务70.00万元，2024年为60.00万元。",
    ],
)
def test_amounts_told_of_last_year_are_not_of_this_one(text: str) -> None:
    assert "P16" not in told([text], tables={"06": LINES})


@pytest.mark.parametrize("words", ["少安排{}万元，降低3.00%", "少编列{}万元，下降3.00%"])
def test_less_planned_than_last_year_is_a_change(words: str) -> None:
    text = "机关运行经费194.00万元，较2025年200.00万元"
    assert told([text + words.format("6.00") + "。"]) == {}
    assert "P08" in told([text + words.format("16.00") + "。"])
    more = "培训费206.00万元，较2025年200.00万元多安排{}万元，增长3.00%。"
    assert told([more.format("6.00")]) == {}
    assert "P08" in told([more.format("26.00")])


def test_the_amount_shown_is_this_years() -> None:
    rows = [["编码", "科目", "2025年预算数", "2026年预算数"], ["2010308", "信访事务", "90.00", "96.00"]]
    said = told(["信访事务69.00万元。"], tables={"06": [*rows, ["", "合计", "90.00", "96.00"]]})
    assert "96万元" in said["P16"]


@pytest.mark.parametrize(
    "text",
    [
        "因公出国（境）费6.00万元，比上年增加6.00万元，原因是{}年拟派1个团组3人次赴境外交流。",
        "公务用车购置费18.00万元，{}年拟购置执法执勤用车1辆。",
        "公务接待费0.80万元，{}年计划接待12批次96人次。",
        "会议费3.00万元，{}年计划召开信访业务培训会2次。",
        "（三）{}年度本单位将购置办公设备20台。",
        "培训费5.00万元，我局{}年拟举办培训班4期。",
    ],
)
def test_what_is_still_planned_is_not_of_a_year_that_is_over(text: str) -> None:
    assert "P64" not in told([text.format(2026)])
    assert "P64" not in told([text.format(2027)])
    assert "P64" in told([text.format(2025)])
    assert "P64" in told([text.format(2023)])


@pytest.mark.parametrize(
    "text",
    [
        "2023年完成信访信息系统一期建设，2026年拟实施二期。",
        "该项目2023年拟定方案，2024年批复立项。",
        "2025年计划购置的2台车辆因故未购，本年继续安排。",
        "2025年计划举办培训班4期，实际举办3期。",
        "2024年将原信访大厅改作接待中心。",
        "因公出国（境）费比2025年计划安排数减少2.00万元。",
        "根据2023年拟定的规划编制本预算。",
        "2025年计划完成投资300.00万元，执行率98%。",
        "2024年计划总投资5000.00万元，建设期三年。",
    ],
)
def test_what_was_planned_or_done_in_years_before_may_be_told(text: str) -> None:
    assert "P64" not in told([text])


GOAL = {
    "project": {
        "name": "信访大厅改造",
        "total": "96",
        "objective": "改造接访大厅600平方米，2026年9月底前完成接访窗口智能化升级，群众满意。",
        "indicators": [
            {
                "level2": "时效指标",
                "name": "排队叫号系统安装完成时间",
                "operator": "",
                "value": "2026年10月20日前",
                "unit": "",
            }
        ],
    }
}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("重点项目“信访大厅改造”，年度目标为{}前完成接访窗口智能化升级。", "2026年9月底/2027年3月底"),
        ("信访大厅改造项目计划{}前完成接访窗口智能化升级，改善接访环境。", "9月底/6月底"),
        ("年度目标：{}前完成接访窗口智能化升级；提高满意度。", "2026年9月30日/2026年11月30日"),
        ("{}前完成排队叫号系统安装。", "2026年10月20日/2026年10月10日"),
        ("{}前全面完成排队叫号系统安装调试。", "10月20日/12月20日"),
        ("{}前完成接访窗口智能化升级。", "2026年9月末/2025年9月末"),
    ],
)
def test_one_thing_is_done_by_one_date(text: str, dates: str) -> None:
    right, wrong = dates.split("/")
    assert "P65" not in told([text.format(right)], **GOAL)
    assert "2026年" in told([text.format(wrong)], **GOAL)["P65"]


@pytest.mark.parametrize(
    "text",
    [
        "2026年6月底前完成招标。",
        "2026年12月底前完成接访大厅竣工验收。",
        "全年完成接访窗口智能化升级，12月底前完成资金支付。",
        "2025年12月完成接访窗口智能化升级前期工作。",
        "接访窗口智能化升级分两步：6月底前完成设计，9月底前完成接访窗口智能化升级。",
        "2026年9月完成接访窗口智能化升级。",
    ],
)
def test_another_thing_may_have_another_date(text: str) -> None:
    assert "P65" not in told([text], **GOAL)
