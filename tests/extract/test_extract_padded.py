"""Tables pasted without their merged cells, rows filled up with blanks on the right: each row finds its columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Cell, Document, Grid, Prose, Row
from auditor.records.place import Place

TITLE = "某县水务站2027年项目支出绩效目标表"

WIDE = ("项目名称", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "备注")
PARTED = ("序号", "项目名称", "预算金额", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重")
NARROW = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")

TABLES = {
    "wide": (
        WIDE,
        ("渠道清淤", "清淤渠道12公里。", "产出指标", "数量指标", "清淤长度", "≥12公里", "必填"),
        ("设标志牌", "≥8块"),
        ("质量指标", "验收合格率", "≥95%"),
        ("时效指标", "完工时间", "6月底前"),
        ("成本指标", "清淤总成本", "≤18万元"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%"),
        ("泵站检修", "检修泵站4座。", "产出指标", "数量指标", "检修泵站数", "≥4座"),
        ("质量指标", "检修合格率", "≥95%"),
        ("满意度指标", "服务对象满意度指标", "站区群众满意度", "≥90%"),
    ),
    "parted": (
        PARTED,
        ("1", "渠道清淤", "18", "产出指标", "数量指标", "清淤长度", "≥", "12", "公里", "40"),
        ("质量指标", "验收合格率", "≥", "95", "%", "30"),
        ("满意度指标", "服务对象满意度", "农户满意度", "≥", "90", "%", "30"),
        ("2", "泵站检修", "20", "产出指标", "数量指标", "检修泵站数", "≥", "4", "座", "70"),
        ("满意度指标", "服务对象满意度", "站区群众满意度", "≥", "90", "%", "30"),
    ),
}

FOUND = {
    "wide": (
        ("渠道清淤", "产出指标", "数量指标", "清淤长度", "12"),
        ("渠道清淤", "产出指标", "数量指标", "设标志牌", "8"),
        ("渠道清淤", "产出指标", "质量指标", "验收合格率", "95"),
        ("渠道清淤", "产出指标", "时效指标", "完工时间", "6月底前"),
        ("渠道清淤", "产出指标", "成本指标", "清淤总成本", "18"),
        ("渠道清淤", "满意度指标", "服务对象满意度指标", "农户满意度", "90"),
        ("泵站检修", "产出指标", "数量指标", "检修泵站数", "4"),
        ("泵站检修", "产出指标", "质量指标", "检修合格率", "95"),
        ("泵站检修", "满意度指标", "服务对象满意度指标", "站区群众满意度", "90"),
    ),
    "parted": (
        ("渠道清淤", "产出指标", "数量指标", "清淤长度", "12"),
        ("渠道清淤", "产出指标", "质量指标", "验收合格率", "95"),
        ("渠道清淤", "满意度指标", "服务对象满意度", "农户满意度", "90"),
        ("泵站检修", "产出指标", "数量指标", "检修泵站数", "4"),
        ("泵站检修", "满意度指标", "服务对象满意度", "站区群众满意度", "90"),
    ),
}


def document(rows: Sequence[Sequence[str]], *, full: bool, converted: bool, title: str = TITLE) -> Document:
    """Return a document with a table; ``full``: shorter rows are filled up with blank cells."""
    width = len(rows[0])
    made = []
    for at, texts in enumerate(rows, 3):
        place = Place(line=at)
        cells = [Cell(text, place) for text in (*texts, *[""] * (width - len(texts) if full else 0))]
        made.append(Row(tuple(cells), place))
    return Document("表.xlsx", "", "xlsx", (Prose(title, Place(line=1)), Grid(tuple(made))), converted=converted)


def found(budget: Budget) -> tuple[tuple[str, ...], ...]:
    names = {project.key: project.name.text for project in budget.projects}
    return tuple(
        (names[item.project], item.level1.text, item.level2.text, item.name.text, item.value.text)
        for item in budget.indicators
    )


@pytest.mark.parametrize("converted", [False, True])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("name", TABLES)
def test_rows_without_their_merged_cells_find_their_columns(name: str, full: bool, converted: bool) -> None:
    budget = extract(document(TABLES[name], full=full, converted=converted))
    assert found(budget) == FOUND[name]
    assert not any(problem.partial for problem in budget.problems)


def test_the_scores_of_an_evaluation_stay_with_their_row() -> None:
    rows = (
        NARROW,
        ("产出指标", "数量指标", "清淤长度", "≥12公里", "12公里", "20", "20"),
        ("设标志牌", "≥8块", "7块", "10", "8.75", "一块因修路推迟"),
        ("成本指标", "清淤总成本", "≤18万元", "17.5万元", "30", "30"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%", "95%", "30", "30"),
    )
    budget = extract(document(rows, full=True, converted=False, title="某县水务站2026年度项目支出绩效自评表"))
    read = [
        (item.level1.text, item.level2.text, item.name.text, item.outcome.actual.text, item.outcome.score.text)
        for item in budget.indicators
        if item.outcome
    ]
    assert read == [
        ("产出指标", "数量指标", "清淤长度", "12公里", "20"),
        ("产出指标", "数量指标", "设标志牌", "7块", "8.75"),
        ("产出指标", "成本指标", "清淤总成本", "17.5万元", "30"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "95%", "30"),
    ]


def test_blank_remarks_move_nothing() -> None:
    """Rows that print their levels where they belong stay, though their last cells are blank."""
    rows = (
        WIDE,
        ("渠道清淤", "清淤渠道12公里。", "产出指标", "数量指标", "清淤长度", "≥12公里", ""),
        ("", "", "产出指标", "质量指标", "验收合格率", "≥95%", ""),
        ("泵站检修", "检修泵站4座。", "产出指标", "数量指标", "检修泵站数", "≥4座", ""),
        ("", "", "满意度指标", "服务对象满意度指标", "站区群众满意度", "≥90%", ""),
    )
    budget = extract(document(rows, full=True, converted=False))
    assert [row[0] for row in found(budget)] == ["渠道清淤", "渠道清淤", "泵站检修", "泵站检修"]


_WORDED = """
2027年项目支出绩效目标表 | |||||||
填报单位（盖章）：某县水利局 | 金额单位：万元 | ||||||
项目支出名称 | 堤坝白蚁防治 | 部门预算 | 64.00 | ||||
项目绩效目标 | 查治白蚁隐患，保障堤坝安全度汛。 | ||||||
一级指标 | 二级指标 | 三级指标 | 指标值类型 | 目标值 | 度量单位 | 指标值内容 | 备注 |
成本指标 | 经济成本指标 | 白蚁防治经费 | ≤ | 64 | 万元 | 反映经费。 | 按合同。 |
社会成本指标 | 对村民出行的影响 | 定性 | 减少 | 反映影响。 | 按回访。 | ||
产出指标 | 数量指标 | 检查堤段数 | ≥ | 21 | 段 | 反映堤段数。 | 按台账。 |
投放诱饵数 | ≥ | 900 | 包 | 反映诱饵数。 | 按台账。 | ||
效益指标 | 社会效益指标 | 度汛安全 | 定性 | 有保障 | 反映安全。 | 按通报。 | |
"""


def test_a_target_in_words_that_lost_its_unit_takes_no_explanation_for_one() -> None:
    budget = extract(read_bytes(_WORDED.encode(), "a.md"))
    rows = [(row.level1, row.level2, row.operator, row.value, row.unit) for row in budget.indicators]
    assert [tuple(cell.text for cell in row) for row in rows] == [
        ("成本指标", "经济成本指标", "≤", "64", "万元"),
        ("成本指标", "社会成本指标", "定性", "减少", ""),
        ("产出指标", "数量指标", "≥", "21", "段"),
        ("产出指标", "数量指标", "≥", "900", "包"),
        ("效益指标", "社会效益指标", "定性", "有保障", ""),
    ]
