"""A row for each project and a column for each kind of indicator, each cell with several of them."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.records.budget import Budget
from auditor.records.document import EMPTY, Cell, Document, Grid, Prose, Row
from auditor.records.place import Place

KINDS = ["数量指标", "质量指标", "社会效益指标", "满意度指标"]
LEAD = ["项目名称", "金额（万元）", "绩效目标"]
CELLS = ["1.修补渡船≥2艘；2.更换缆绳≥300米", "验收合格率=100%", "过渡安全：有所改善", "过渡村民满意度≥90%"]
SAYS = [
    ("数量指标", "修补渡船", "≥", "2", "艘"),
    ("数量指标", "更换缆绳", "≥", "300", "米"),
    ("质量指标", "验收合格率", "=", "100", "%"),
    ("社会效益指标", "过渡安全", "", "有所改善", ""),
    ("", "过渡村民满意度", "≥", "90", "%"),
]


def read(*rows: list[str | Cell]) -> Budget:
    places = [Place(sheet="表", cell=f"A{number}") for number in range(1, len(rows) + 1)]
    cells = [
        tuple(one if isinstance(one, Cell) else Cell(one, place) if one else EMPTY for one in row)
        for row, place in zip(rows, places, strict=True)
    ]
    grid = Grid(tuple(Row(row, place) for row, place in zip(cells, places, strict=True)))
    return extract(Document("表.xlsx", "", "xlsx", (Prose("2026年项目绩效目标汇总表", Place(sheet="表")), grid)))


def told(budget: Budget, project: str) -> list[tuple[str, ...]]:
    key = next(one.key for one in budget.projects if one.name.text == project)
    return [
        (one.level2.text, one.name.text, one.sign, one.value.text, one.unit.text)
        for one in budget.indicators
        if one.project == key
    ]


def test_every_indicator_of_a_cell_is_one_of_its_kind() -> None:
    other = ["窑址看护", "8", "看好窑址。", "看护窑址5处", "", "参观人次不少于500人次", ""]
    budget = read([*LEAD, *KINDS], ["渡口修缮", "12", "修好渡口。", *CELLS], other)
    assert told(budget, "渡口修缮") == SAYS
    assert told(budget, "窑址看护") == [
        ("数量指标", "看护窑址", "", "5", "处"),
        ("社会效益指标", "参观人次", "≥", "500", "人次"),
    ]
    assert [(str(one.total.wan), one.objective.text) for one in budget.projects] == [
        ("12", "修好渡口。"),
        ("8", "看好窑址。"),
    ]
    assert not [problem for problem in budget.problems if problem.partial]


def test_first_levels_over_the_kinds_are_theirs_and_a_project_may_have_several_rows() -> None:
    above = [
        "项目名称",
        "金额（万元）",
        "绩效目标",
        Cell("产出指标", Place(cell="D1"), columns=2),
        "",
        "效益指标",
        "满意度指标",
    ]
    below = ["", "", "", *KINDS[:3], ""]
    more = ["", "", "", "①印发须知≥600份", "", "", ""]
    budget = read(above, below, ["渡口修缮", "12", "修好渡口。", *CELLS], more)
    assert told(budget, "渡口修缮") == [*SAYS, ("数量指标", "印发须知", "≥", "600", "份")]
    first = [one.level1.text for one in budget.indicators]
    assert first == ["产出指标", "产出指标", "产出指标", "效益指标", "满意度指标", "产出指标"]


@pytest.mark.parametrize("cells", [["", "", "", ""], ["3", "1", "2", "1"]])
def test_a_table_that_counts_indicators_is_none_of_them(cells: list[str]) -> None:
    assert not read([*LEAD, *KINDS], ["渡口修缮", "12", "修好渡口。", *cells]).indicators
