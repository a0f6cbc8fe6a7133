"""Evaluations and monitoring tables in other layouts than the national forms: right ones stay without an error."""

from __future__ import annotations

from functools import cache

import pytest

from auditor import api
from auditor.readers import read_bytes
from auditor.records.document import Document

DEPARTMENT = """# 柳溪县文化馆2025年度部门整体支出绩效自评表

| 资金类别 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
|---|---|---|---|---|---|---|
| 部门整体支出 | 200.00 | 200.00 | 190.00 | 95.00% | 10 | 9.50 |
| 其中：基本支出 | 120.00 | 120.00 | 120.00 | 100.00% | — | — |
| 项目支出 | 80.00 | 80.00 | 70.00 | 87.50% | — | — |

| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 备注（未完成原因） |
|---|---|---|---|---|---|---|---|
| 履职效能 | 群众文化 | 举办展览次数 | ≥12次 | 13次 | 40 | 40 |  |
| 履职效能 | 群众文化 | 辅导基层文艺骨干人次 | ≥500人次 | 430人次 | 30 | 25.8 | 秋季两期因场馆漏水改到次年三月 |
| 满意度 | 服务对象 | 观众满意度 | ≥90% | 94% | 20 | 20 |  |
| 合计 |  |  |  |  | 90 | 85.8 |  |

预算执行9.50分，绩效指标85.80分，自评总分{total}分，自评等级为“优”。
"""
HALF_YEAR = """# 2025年上半年项目绩效监控表

项目名称：渡口值守

| 资金来源 | 全年预算数 | 1—6月执行数 | 执行进度 | 与序时进度差（百分点） |
|---|---|---|---|---|
| 合计 | 90.00 | 46.80 | 52.00% | +2.00 |
| 省级补助 | 60.00 | 30.00 | 50.00% | 0.00 |
| 县级财政 | 30.00 | 16.80 | 56.00% | +6.00 |

| 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 1—6月完成值 | 完成进度 | 偏差情况 | 偏差原因 | 纠偏措施 |{end}
|---|---|---|---|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 值守渡口班次 | ≥730班次 | 366班次 | 50.14% | 达到序时 |  |  | 能 |
| 产出指标 | 数量指标 | 检修渡船艘数 | ≥12艘 | 5艘 | 41.67% | 未达序时 | 两艘在外县船厂排队 | 七月进厂 | 能 |
| 效益指标 | 社会效益指标 | 渡运责任事故起数 | ≤1起 | 0起 | — | 达到序时 |  |  | 能 |
"""


OUTLOOKS = ["预计年底能否完成", "年底能否完成", "预计全年能否完成", "能否完成年度目标"]


def half_year(end: str = " 预计年底能否完成 |") -> str:
    text = HALF_YEAR.format(end=end)
    return (
        text
        if end
        else text.replace(" 能 |", "").replace("|---|---|---|---|---|---|---|---|---|---|", "|" + "---|" * 9)
    )


@cache
def found(text: str, *, error: bool = False) -> frozenset[str]:
    """Return the rules that have a finding on a document, those of severity error alone if asked."""
    report = api.audit(read(text)).documents[0]
    return frozenset(one.rule for one in report.findings if not error or one.severity == "error")


def read(text: str) -> Document:
    return read_bytes(text.encode(), "x.md")


def test_a_department_that_the_title_names_is_not_missing() -> None:
    assert not found(DEPARTMENT.format(total="95.30"), error=True)


def test_a_total_told_with_the_points_of_spending_is_right_and_any_other_is_not() -> None:
    assert "conflict.report-score" in found(DEPARTMENT.format(total="96.30"), error=True)


@pytest.mark.parametrize("end", [*(f" {head} |" for head in OUTLOOKS), ""])
def test_half_a_year_is_monitored_whatever_its_heads(end: str) -> None:
    assert not found(half_year(end)) & {"missing.deviation-reason", "arithmetic.column-total"}
    assert not found(half_year(end), error=True)


def test_spending_that_the_sources_do_not_add_up_to_is_seen_beside_percentage_points() -> None:
    assert "arithmetic.funds-parts" in found(half_year().replace("16.80", "18.80"), error=True)


QUARTERS = """# 2025年三季度绩效监控表

项目名称：渡口值守

| 一级 | 二级 | 三级 | 目标值 | 单位 | 一季度累计 | 二季度累计 | 三季度累计 | 完成进度 | 偏差说明 | 预计年末 | 预警 |
|---|---|---|---|---|---|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 值守渡口班次 | 400 | 班次 | 96 | 201 | {done} | {share} |  | 400 | 进展正常 |
| 产出指标 | 数量指标 | 检修渡船艘数 | 12 | 艘 | 2 | 6 | 9 | 75.00% |  | 12 | 进展正常 |
| 效益指标 | 社会效益指标 | 乘客满意度 | ≥90 | % | — | 95 | 93 | — |  | 92 | 进展正常 |
"""
NO_LEVELS = """# 2025年1—6月项目绩效监控报告

项目名称：渡口值守

表2 绩效指标监控情况

| 绩效指标 | 权重 | 全年目标 | 半年目标 | 截至6月底实际 | 占全年比例 | 预警 | 说明 |
|---|---|---|---|---|---|---|---|
| 值守渡口班次 | 40 | ≥400班次 | ≥200班次 | 212班次 | {share} | 绿灯 |  |
| 检修渡船艘数 | 30 | 12艘 | 0艘 | 0艘 | — | 未到期 | 汛期过后检修 |
| 乘客满意度 | 30 | ≥90% | ≥90% | 93% | — | 绿灯 |  |
| 合计 | 100 |  |  |  |  |  |  |
"""


@pytest.mark.parametrize(
    ("done", "share", "rules"),
    [
        ("302", "75.50%", set()),
        ("302", "85.50%", {"arithmetic.progress"}),
        ("188", "47.00%", {"conflict.falling-total"}),
    ],
)
def test_of_quarters_the_last_is_what_was_reached_and_none_is_less_than_the_one_before(
    done: str, share: str, rules: set[str]
) -> None:
    assert found(QUARTERS.format(done=done, share=share), error=True) == rules


@pytest.mark.parametrize(("share", "rules"), [("53.00%", set()), ("63.00%", {"arithmetic.progress"})])
def test_a_table_without_levels_is_read_by_its_heads(share: str, rules: set[str]) -> None:
    assert found(NO_LEVELS.format(share=share), error=True) == rules
    assert "missing.monitored-reason" not in found(NO_LEVELS.format(share=share))
