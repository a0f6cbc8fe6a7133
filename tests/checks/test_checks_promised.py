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
KINDS = {
    "数": "产出指标 | 数量指标",
    "质": "产出指标 | 质量指标",
    "时": "产出指标 | 时效指标",
    "本": "成本指标 | 经济成本指标",
}
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
    (
        "编印宣传折页6000份，4月底前完成编印；开展巡讲20场，10月底前完成巡讲。",
        ["时折页编印完成时间 ≤ 10 月", "时巡讲完成时间 ≤ 10 月"],
    ),
    ("开展外语导游培训4期，上半年完成培训。", ["时外语导游培训完成时间 ≤ 9月底前"]),
    ("为牧户发放饲草补助，前三季度完成发放。", ["时饲草补助发放完成时间 = 2026年12月10日前"]),
    ("新建青贮窖4座，10月底前全部完成。", ["时青贮窖全部完成时间 ≤ 12 月"]),
    ("招聘护草员60人，3月15日前完成招聘。", ["时护草员招聘完成时间 ≤ 5 月"]),
    ("养护牧道860公里，11月底前完成样本项目验收。", ["时样本项目验收完成时间 ≤ 12 月"]),
    ("建成气象站3座，6月30日前建成气象站。", ["时气象站建成时间 ≤ 第三季度末"]),
)
IN_TIME = (
    ("分2期培训护林员160人次，11月底前完成全部培训。", ["时全部培训完成时间 ≤ 11 月"]),
    ("发放补助，12月中旬前完成费用结算。", ["时费用结算完成时间 ≤ 12 月"]),
    (
        "编印宣传折页6000份，4月底前完成编印；开展巡讲20场，10月底前完成巡讲。",
        ["时折页编印完成时间 ≤ 4 月", "时巡讲完成时间 ≤ 10 月"],
    ),
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


OTHERWISE = (
    (
        "保管储备粮8.5万吨，其中小麦6万吨、稻谷2.5万吨。",
        ["数储备粮保管总量 = 8.5 万吨", "数储备小麦数量 = 6 万吨", "数储备稻谷数量 = 3.5 万吨"],
    ),
    (
        "全年抽检种子450份，其中春季300份、秋季150份。",
        ["数抽检种子总数 = 450 份", "数春季抽检种子数 = 300 份", "数秋季抽检种子数 = 250 份"],
    ),
    (
        "清理枯死胡杨2600株；对1800株重点胡杨打孔注药。",
        ["数清理枯死胡杨数量 ≥ 2600 株", "数打孔注药胡杨数量 ≥ 1800 株", "数注药防治的重点胡杨株数 ≥ 1500 株"],
    ),
    (
        "培训护草员900人，其中男护草员500人、女护草员400人。",
        ["数护草员培训人数 ≥ 900 人", "数男护草员培训人数 ≥ 500 人", "数女护草员培训人数 ≥ 300 人"],
    ),
    (
        "修缮古桥12座，其中石拱桥7座、廊桥5座。",
        ["数修缮古桥数量 = 12 座", "数修缮石拱桥数量 = 9 座", "数修缮廊桥数量 = 5 座"],
    ),
    ("受理劳动争议1250件，完成庭外鉴定60件。", ["数受理劳动争议数量 ≥ 1050 件", "数完成庭外鉴定数量 ≥ 60 件"]),
)
ALIKE = (
    ("全年受理渔事纠纷1250件。", ["数受理渔事纠纷数量 ≥ 1250 件", "数完成委托鉴定纠纷数量 ≥ 60 件"]),
    ("全年受理渔事纠纷1250件。", ["数受理渔事纠纷数量 ≥ 1250 件", "数立案纠纷数量 ≥ 900 件"]),
    ("全年抽检种子450份。", ["数秋季抽检种子数 = 150 份", "数抽检机构数 = 3 家"]),
    ("全年抽检种子450份，其中春季300份、秋季150份。", ["数抽检种子总数 = 450 份", "数秋季抽检合格种子数 ≥ 140 份"]),
    ("培训护草员900人，其中骨干60人。", ["数护草员培训人数 ≥ 900 人", "数夜间护草员培训人数 ≥ 90 人"]),
    ("保管储备粮8.5万吨，其中小麦6万吨、稻谷2.5万吨。", ["数储备粮保管总量 = 8.5 万吨", "数储备玉米数量 = 0.5 万吨"]),
    (
        "改造牧道60公里、网围栏30公里。",
        ["数改造牧道里程 ≥ 60 公里", "数改造网围栏里程 ≥ 30 公里", "数设置牧道警示标线里程 ≥ 45 公里"],
    ),
)


@pytest.mark.parametrize(("goal", "rows"), OTHERWISE)
def test_a_row_that_counts_one_kind_otherwise_than_the_objective(goal: str, rows: list[str], audited: Audited) -> None:
    told = [one.where.indicator for one in audited(goal, rows) if one.code == "K07"]
    told_values = [row[1:].split()[0] for row in rows if row.split()[2] not in goal]
    assert told == told_values


@pytest.mark.parametrize(("goal", "rows"), ALIKE)
def test_a_row_that_counts_something_else_than_the_objective(goal: str, rows: list[str], audited: Audited) -> None:
    assert [one.message for one in audited(goal, rows) if one.code == "K07"] == []


PRICED_OTHERWISE = (
    ("按每亩每年120元的标准支付草场管护补助。", "本草场管护补助标准 ≤ 150 元/亩·年"),
    ("为特困户发放取暖补贴，年户均补贴1800元。", "本特困户取暖补贴标准 = 1600 元/户"),
    ("购置除雪机6台，单价不超过3.5万元/台。", "本除雪机购置单价 ≤ 5.3 万元/台"),
    ("举办巡演30场，每场演出补贴8000元。", "本巡演单场补贴标准 ≤ 0.9 万元/场"),
    ("为护草员发放伙食补助，每人每天60元。", "本护草员伙食补助标准 = 80 元/人·天"),
    ("对火化减免给予补助，例均减免不超过1200元。", "本例均减免金额 ≤ 2100 元/例"),
)
PRICED_ALIKE = (
    ("按每亩每年120元的标准支付草场管护补助。", "本草场管护补助标准 ≤ 120 元/亩"),
    ("按每亩每月10元的标准支付草场管护补助。", "本草场管护补助标准 ≤ 120 元/亩·年"),
    ("护草员补助从每人每月800元提高到每人每月1000元。", "本护草员补助标准 = 1000 元/人·月"),
    ("护草员补助每人每月800-1200元。", "本护草员补助标准 ≤ 1100 元/人·月"),
    ("购置除雪机6台，单价不超过3.5万元/台。", "本除雪机购置单价 ≤ 3.2 万元/台"),
    ("给予每户一次性奖励3000元，每户物资补助500元。", "本每户改造成本 ≤ 900 元/户"),
    ("一级伤残每人每月800元、二级伤残每人每月600元。", "本伤残补助平均标准 ≤ 700 元/人·月"),
    ("特困户补助不低于每户1800元。", "本特困户补助标准 = 2000 元/户"),
    ("每户补助0.6万元。", "本户均棚圈补助标准 ≤ 6000 元/户"),
)


@pytest.mark.parametrize(("goal", "row"), PRICED_OTHERWISE)
def test_a_price_that_the_objective_sets_otherwise(goal: str, row: str, audited: Audited) -> None:
    assert [one.severity for one in audited(goal, [row]) if one.code == "K41"] == ["warning"]


@pytest.mark.parametrize(("goal", "row"), PRICED_ALIKE)
def test_a_price_that_the_objective_does_not_contradict(goal: str, row: str, audited: Audited) -> None:
    assert [one.message for one in audited(goal, [row]) if one.code == "K41"] == []


def _weighed(note: str, weights: Sequence[int]) -> str:
    head = "| 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重 |"
    rows = [
        f"| 牧区项目{number} | 60 | 做好第{number}件事。 | {level} | ≥ | 90 | % | {points} |"
        for number, weight in enumerate(weights, 1)
        for level, points in (
            ("产出指标 | 质量指标 | 草样合格率", weight - 40),
            ("满意度指标 | 服务对象满意度指标 | 牧户满意度", 40),
        )
    ]
    title = "某旗林草局2026年部门预算\n\n部门预算项目绩效目标表（2026年度）\n\n金额单位：万元"
    return "\n".join([title, "", head, "|" + "---|" * 10, *rows, "", note])


@pytest.mark.parametrize(
    ("note", "weights", "off"),
    [
        ("注：各项目绩效指标权重合计为90，另10为预算执行率权重。", (90, 90, 100), ["error"]),
        ("注：各项目指标权重之和应为100。", (100, 90), ["error"]),
        ("注：各项目绩效指标权重合计为90，另10为预算执行率权重。", (90, 90), []),
        ("注：权重由各单位自行确定。", (90, 90, 100), []),
        ("", (90, 90, 90, 100), ["warning"]),
        ("", (100, 100, 90, 90), []),
    ],
)
def test_weights_against_the_note_under_the_table(note: str, weights: Sequence[int], off: list[str]) -> None:
    findings = api.Auditor(load())(read_bytes(_weighed(note, weights).encode(), "表.md")).findings
    assert [one.severity for one in findings if one.code == "E11"] == off
