"""What an objective promises in words against the rows of the same matter: days, numbers of each kind, prices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from auditor import api
from auditor.readers import read_bytes
from auditor.records.finding import Finding
from auditor.rulebook import load

HEAD = (
    "| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |\n"
    + "|---" * 9
    + "|"
)
KINDS = {"数": "产出指标 | 数量指标", "质": "产出指标 | 质量指标", "时": "产出指标 | 时效指标", "本": "成本指标 | 经济成本指标"}
KINDS |= {"社": "效益指标 | 社会效益指标", "经": "效益指标 | 经济效益指标"}
Audited = Callable[[str, Sequence[str]], list[Finding]]


@pytest.fixture(scope="module")
def audited() -> Audited:
    auditor = api.Auditor(load())

    def audited(goal: str, rows: Sequence[str]) -> list[Finding]:
        cells = [" | ".join([KINDS[row[0]], *(row[1:].split())]) for row in rows]
        lines = [f"| 样本项目 | 60 | {goal} | {row}{' |' * (6 - row.count('|'))} |" for row in cells]
        text = "\n".join(
            ["某旗林草局2026年部门预算", "", "预算12表 年度项目支出绩效表", "", "（万元）", "", HEAD, *lines]
        )
        return list(auditor(read_bytes(text.encode(), "表.md")).findings)

    return audited


LATER = (
    ("分2期培训护林员160人次，9月底前完成全部培训。", ["时全部培训完成时间 ≤ 11 月"]),
    ("为12所学校更换饮水机36台，8月底前完成安装。", ["时饮水机安装完成时间 ≤ 10 月"]),
    ("修缮古戏台2座，2026年9月底前完工并通过验收。", ["时古戏台修缮完工时间 ≤ 2026-11-30"]),
    ("编印宣传折页6000份，4月底前完成编印；开展巡讲20场，10月底前完成巡讲。", ["时折页编印完成时间 ≤ 10 月", "时巡讲完成时间 ≤ 10 月"]),
    ("开展外语导游培训4期，上半年完成培训。", ["时外语导游培训完成时间 ≤ 9月底前"]),
    ("为牧户发放饲草补助，前三季度完成发放。", ["时饲草补助发放完成时间 = 2026年12月10日前"]),
    ("新建青贮窖4座，10月底前全部完成。", ["时青贮窖全部完成时间 ≤ 12 月"]),
    ("招聘护草员60人，3月15日前完成招聘。", ["时护草员招聘完成时间 ≤ 5 月"]),
    ("建成气象站3座，6月30日前建成气象站。", ["时气象站建成时间 ≤ 第三季度末"]),
)
IN_TIME = (
    ("分2期培训护林员160人次，11月底前完成全部培训。", ["时全部培训完成时间 ≤ 11 月"]),
    ("发放补助，12月中旬前完成费用结算。", ["时费用结算完成时间 ≤ 12 月"]),
    ("编印宣传折页6000份，4月底前完成编印；开展巡讲20场，10月底前完成巡讲。", ["时折页编印完成时间 ≤ 4 月", "时巡讲完成时间 ≤ 10 月"]),
    ("新建青贮窖4座，6月底前完成选址，10月底前建成。", ["时青贮窖建成时间 ≤ 10 月", "时工程款结算完成时间 ≤ 12 月"]),
    ("新建青贮窖4座，8月底前全部完成。", ["时工程款结算完成时间 ≤ 12 月"]),
    ("新建青贮窖4座，9月底前建成青贮窖。", ["时青贮窖建成时间 ≤ 10月前"]),
    ("8月底前完成春季抽检120份，11月底前完成秋季抽检。", ["时秋季抽检完成时间 ≤ 11 月"]),
    ("5月启动围栏架设，10月底前完成围栏架设。", ["时围栏架设完成时间 ≤ 10 月"]),
    ("9月底前完成全部培训。", ["时培训补助发放完成时间 ≤ 11 月"]),
    ("6月底前完成施工，验收合格率100%。", ["时缺陷责任期满复验完成时间 ≤ 12 月"]),
    ("每月5日前完成数据报送。", ["时数据报送完成时间 ≤ 12 月"]),
    ("上半年完成培训2期，全年完成培训4期。", ["时培训完成时间 ≤ 12 月"]),
)


@pytest.mark.parametrize(("goal", "rows"), LATER)
def test_a_row_later_than_the_day_that_the_objective_promises(goal: str, rows: list[str], audited: Audited) -> None:
    told = [one for one in audited(goal, rows) if one.code == "K23"]
    assert [(one.severity, one.where.indicator) for one in told] == [("warning", rows[0][1:].split()[0])]


@pytest.mark.parametrize(("goal", "rows"), IN_TIME)
def test_a_row_of_another_matter_or_in_time(goal: str, rows: list[str], audited: Audited) -> None:
    assert [one.message for one in audited(goal, rows) if one.code == "K23"] == []
