"""The main tasks of a department in the head of table 13, however its form prints them."""

from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Overall

_TAIL = """
| 年度总体目标 | 完成全年绿化任务。 | | | | |
| 年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | |
| | 产出指标 | 数量指标 | 养护绿地面积 | ≥30公顷 | |
| | 效益指标 | 社会效益指标 | 居民认可程度 | ≥90% | |
"""
_DIVIDED = """
| 部门名称 | 柳镇园林局 | | | | |
|---|---|---|---|---|---|
| 年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | | |
| | | | 总额 | 财政拨款 | 其他资金 |
| | 绿地养护 | 养护公园绿地 | 120 | 100 | 20 |
| | 补植行道树 | 补植两条街 | 80.5 | 80.5 | |
| | 金额合计 | | 200.5 | 180.5 | 20 |
"""
_WITH_PROJECTS = """
| 部门名称 | 柳镇园林局 | | | | |
|---|---|---|---|---|---|
| 重点工作任务 | 主要任务 | 对应项目 | 工作内容 | 预算金额（元） | 其中：财政拨款 |
| | 绿地养护 | 绿地养护经费 | 养护公园绿地 | 1200000 | 1000000 |
| | | 绿地补水经费 | 夏季补水 | 50000 | 50000 |
"""
_OF_PROJECTS = """
| 部门名称 | 柳镇园林局 | | | | |
|---|---|---|---|---|---|
| 年度主要项目 | 项目名称 | 项目内容 | 申请资金 | | |
| | 绿地养护 | 养护公园绿地 | 120 | | |
| 年度部门整体支出预算 | 资金总额 | 300 | | | |
| | 财政拨款 | 280 | | | |
"""
_COPIED = """部门整体支出绩效目标表
部门名称\t柳镇园林局
年度主要任务\t任务名称\t主要内容\t预算金额（万元）
总额\t财政拨款\t其他资金
绿地养护\t养护公园绿地\t120\t100\t20
补植行道树\t补植两条街\t80.5\t80.5
金额合计\t200.5\t180.5\t20
年度总体目标\t完成全年绿化任务。
年度绩效指标\t一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护绿地面积\t≥30公顷
效益指标\t社会效益指标\t居民认可程度\t≥90%
"""
_TASK = tuple[str, str, str, Decimal | None, Decimal | None, Decimal | None]


def _head(text: str, name: str = "预算.md") -> Overall:
    whole = text if name.endswith("txt") else f"## 部门整体支出绩效目标表\n{text.rstrip()}{_TAIL}"
    budget = extract(read_bytes(whole.encode(), name))
    assert len(budget.indicators) == 2
    assert not [problem for problem in budget.problems if problem.partial]
    assert budget.overall is not None
    assert budget.overall.objective.text == "完成全年绿化任务。"
    assert budget.overall.department.text == "柳镇园林局"
    return budget.overall


def _tasks(head: Overall) -> list[_TASK]:
    return [
        (task.name.text, task.content.text, task.project.text, task.total.wan, task.fiscal.wan, task.other.wan)
        for task in head.tasks
    ]


@pytest.mark.parametrize(("text", "name"), [(_DIVIDED, "预算.md"), (_COPIED, "预算.txt")])
def test_amounts_stand_under_their_own_head_in_a_table_and_in_a_copy(text: str, name: str) -> None:
    head = _head(text, name)
    assert _tasks(head) == [
        ("绿地养护", "养护公园绿地", "", Decimal(120), Decimal(100), Decimal(20)),
        ("补植行道树", "补植两条街", "", Decimal("80.5"), Decimal("80.5"), None),
    ]
    assert [head.total.wan, head.fiscal.wan, head.other.wan] == [Decimal("200.5"), Decimal("180.5"), Decimal(20)]
    assert len({task.place for task in head.tasks}) == 2


def test_projects_beside_a_task_and_a_unit_of_their_own() -> None:
    assert _tasks(_head(_WITH_PROJECTS)) == [
        ("绿地养护", "养护公园绿地", "绿地养护经费", Decimal(120), Decimal(100), None),
        ("绿地养护", "夏季补水", "绿地补水经费", Decimal(5), Decimal(5), None),
    ]


@pytest.mark.parametrize("over", ["年度主要项目", "主要任务（项目）"])
def test_the_funds_of_the_department_below_end_the_list(over: str) -> None:
    head = _head(_OF_PROJECTS.replace("年度主要项目", over))
    assert _tasks(head) == [("绿地养护", "养护公园绿地", "", Decimal(120), None, None)]
    assert [head.total.wan, head.fiscal.wan] == [Decimal(300), Decimal(280)]


@pytest.mark.parametrize("said", ["两项任务", "共2项", "—"])
def test_what_the_row_of_sums_says_beside_its_amounts_is_kept(said: str) -> None:
    head = _head(_DIVIDED.replace("| 金额合计 | |", f"| 合计 | {said} |"))
    assert (head.tasked.total.wan, len(head.tasks)) == (Decimal("200.5"), 2)
    assert said in [cell.text for _, cell in head.details]


_PARTED = """
| 部门名称 | 柳镇园林局 | | | |
|---|---|---|---|---|
| 年度预算申请 | 资金总额 | 300 | | |
| | 基本支出 | 180 | 其中：人员经费150、公用经费30 | |
| | 项目支出 | 120 | 其中：绿地养护70、补植行道树50 | |
"""


def test_parts_told_in_a_cell_beside_an_amount_are_kept_under_its_label() -> None:
    head = _head(_PARTED)
    assert {label: cell.text for label, cell in head.details if "其中" in label} == {
        "基本支出·其中": "其中：人员经费150、公用经费30",
        "项目支出·其中": "其中：绿地养护70、补植行道树50",
    }
    assert (head.total.wan, head.basic.wan, head.project.wan) == (Decimal(300), Decimal(180), Decimal(120))
