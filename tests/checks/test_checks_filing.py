"""Filing is judged by what a name measures: right rows are left alone, the same rows elsewhere are found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from auditor.engine.run import audit_budget
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.rulebook import Rulebook, load

FOUND = 0.85
"""At least this share of the misfiled rows, info included; a row where it belongs is never blamed."""
LEVEL1 = {
    **dict.fromkeys(("数量指标", "质量指标", "时效指标"), "产出指标"),
    "经济成本指标": "成本指标",
    **dict.fromkeys(("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"), "效益指标"),
    "服务对象满意度指标": "满意度指标",
}
RIGHT = {
    "数量指标": """
        铺设供水管线长度|≥|12|公里
        出动环卫作业车辆|≥|60|台次
        播种冬小麦面积|≥|4000|亩
        入户探访独居老人次数|≥|240|次
        栽植行道树株数|≥|900|株
        译制影片部数|≥|30|部
        监督抽样批次|≥|300|批次
        更换井盖|≥|150|套
    """,
    "质量指标": """
        竣工一次验收合格率|=|100|%
        影像解译精度|≥|95|%
        病历书写甲级率|≥|95|%
        照明亮灯率|≥|98|%
        网站错链率|≤|1|%
        印刷品差错率|≤|0.1|%
        苗木成活率|≥|90|%
        试卷命题失误率|≤|1|%
    """,
    "时效指标": """
        管线贯通日期|≤|9|月
        工资兑付按月到账率|=|100|%
        热线平均接听时长|≤|15|秒
        评审意见反馈时限|≤|5|个工作日
        救护车到场时间|≤|12|分钟
        秋粮入库截止时间|≤|11|月
        档案移交准时率|=|100|%
    """,
    "经济成本指标": """
        食堂劳务外包费|≤|36|万元
        单株栽植造价|≤|260|元/株
        场地租金|≤|12|万元
        评审专家酬金|≤|1000|元/人·天
        监理服务支出|≤|8|万元
        每班次运行成本|≤|420|元/班次
    """,
    "经济效益指标": """
        规上工业增加值增速|≥|6|%
        集体经济年收益|≥|20|万元
        文创产品销售额|≥|80|万元
        撬动社会资本|≥|2000|万元
        亩均增产|≥|60|公斤
        挽回经济损失|≥|300|万元
        民宿营业额增长率|≥|8|%
    """,
    "社会效益指标": """
        居民健康素养水平|≥|30|%
        零就业家庭动态清零率|=|100|%
        刑事案件发案下降率|≥|5|%
        吸纳返乡务工人员|≥|200|人
        群众识骗防骗知晓率|≥|85|%
        新生儿死亡率|≤|3|‰
        惠及偏远牧户人数|≥|900|人
    """,
    "生态效益指标": """
        湖泊水体富营养化下降|≥|5|%
        扬尘浓度下降幅度|≥|8|%
        退化草原植被盖度|≥|60|%
        畜禽粪污资源化利用率|≥|85|%
        年节约标准煤|≥|300|吨
        地表水优良断面占比|≥|80|%
    """,
    "可持续影响指标": """
        灌溉设施预期使用年限|≥|15|年
        水价形成长效机制|定性|健全|
        护林队伍稳定|定性|保持稳定|
        数据持续更新年限|≥|5|年
        非遗传承体系完善|定性|完善|
    """,
    "服务对象满意度指标": """
        牧民对草补政策满意度|≥|90|%
        乘客满意率|≥|88|%
        参展商满意程度|≥|90|%
        学生对食堂的满意度|≥|85|%
        读者好评率|≥|95|%
    """,
}
Row = tuple[str, str, str, str]


def rows() -> Iterator[tuple[str, Row]]:
    for level, text in RIGHT.items():
        for line in text.split():
            name, sign, value, unit = line.split("|")
            yield level, (name, sign, value, unit)


def indicator(order: int, level: str, row: Row) -> Indicator:
    name, sign, value, unit = row
    cells = {"name": Cell(name), "operator": Cell(sign), "value": Cell(value), "unit": Cell(unit)}
    return Indicator(12, order, level1=Cell(LEVEL1[level]), level2=Cell(level), **cells, sign=sign, project="p")


def blamed(pairs: list[tuple[str, Row]]) -> set[int]:
    items = tuple(indicator(order, level, row) for order, (level, row) in enumerate(pairs))
    book: Rulebook = load()
    findings, problems = audit_budget(Budget("a", "", projects=(Project("p"),), indicators=items), book)
    assert not problems
    names = {row[0]: order for order, (_, row) in enumerate(pairs)}
    return {names[f.where.indicator] for f in findings if f.family == "category"}


def test_no_row_is_blamed_where_it_belongs() -> None:
    pairs = list(rows())
    assert [pairs[order] for order in blamed(pairs)] == []


@pytest.fixture(scope="module")
def missed() -> list[tuple[str, str, str]]:
    """The misfiled rows that nothing was said of: right level, printed level, name."""
    lost = []
    for level in RIGHT:
        pairs = [(level, row) for right, row in rows() if right != level]
        kept = blamed(pairs)
        of = {row[0]: right for right, row in rows()}
        lost += [(of[row[0]], level, row[0]) for order, (_, row) in enumerate(pairs) if order not in kept]
    return lost


def test_misfiled_rows_are_found(missed: list[tuple[str, str, str]]) -> None:
    every = sum(right != level for (right, _), level in product(rows(), RIGHT))
    assert len(missed) <= (1 - FOUND) * every, missed


@pytest.mark.parametrize("level", ["经济成本指标", "数量指标"])
def test_satisfaction_is_never_missed_elsewhere(level: str, missed: list[tuple[str, str, str]]) -> None:
    assert [entry for entry in missed if entry[0] == "服务对象满意度指标" or entry[:2] == ("时效指标", level)] == []
