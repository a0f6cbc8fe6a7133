"""A target in place of the unit: a conversion may have moved it there, an author may have typed it there."""

from __future__ import annotations

import pytest

from auditor import api
from auditor.extract import extract
from auditor.records.budget import Budget
from auditor.records.document import Cell, Document, Grid, Row

HEAD = "预算单位 项目名称 项目总额 财政资金 绩效目标 一级指标 二级指标 三级指标 指标性质 本年指标值 度量单位"
ROWS = """
某局 99000126T000001234501-河道保洁 48.00 48.00 保洁河道12条。 产出指标 数量指标 保洁河道数量 ＝ 12 条
- - - - - 产出指标 质量指标 保洁达标率 ≥ - 95
- - - - - 效益指标 社会效益指标 沿河环境 定性 - 有所改善
- - - - - 满意度指标 服务对象满意度指标 沿河居民满意度 ≥ 90 %
"""


def budget(*, converted: bool) -> Budget:
    lines = [HEAD, *ROWS.strip().splitlines()]
    rows = tuple(Row(tuple(Cell(text.strip("-")) for text in line.split(" "))) for line in lines)
    return extract(Document("x.xlsx", "", "xlsx", (Grid(rows),), converted=converted))


@pytest.mark.parametrize(
    ("converted", "targets"),
    [(True, [("95", ""), ("有所改善", "")]), (False, [("", "95"), ("", "有所改善")])],
)
def test_only_a_conversion_is_mended(converted: bool, targets: list[tuple[str, str]]) -> None:
    rows = budget(converted=converted).indicators[1:3]
    assert [(row.value.text, row.unit.text) for row in rows] == targets


def test_the_slip_of_an_author_is_an_error_that_says_where_the_target_stands() -> None:
    (report,) = api.audit(budget(converted=False)).documents
    said = [finding.message for finding in report.findings if finding.rule == "missing.value"]
    assert len(said) == 2
    assert all("度量单位一栏" in message for message in said)
    (report,) = api.audit(budget(converted=True)).documents
    assert not [finding for finding in report.findings if finding.rule == "missing.value"]
