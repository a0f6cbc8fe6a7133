"""A list of projects with what they spent above the rows of their indicators, whose levels stand in one column."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes

LIST = """| 项目名称 | 全年预算数 | 1—8月执行数 | 执行率 |
|---|---|---|---|
| 牧道维修 | 90.00 | 45.00 | 50.00% |
| 草场改良 | 60.00 | 36.00 | 60.00% |
| 合计 | 150.00 | 81.00 | 54.00% |
"""
ROWS = (
    ("牧道维修", "数量指标", "维修牧道里程", "≥30公里", "16公里"),
    ("牧道维修", "质量指标", "维修验收合格率", "≥95%", "96%"),
    ("草场改良", "数量指标", "改良草场面积", "≥2万亩", "1.3万亩"),
    ("草场改良", "满意度指标", "牧民满意度", "≥90%", "92%"),
)


@pytest.mark.parametrize("head", ["二级指标", "指标类别", "考核维度"])
def test_the_rows_below_a_list_of_projects_are_read(head: str) -> None:
    heads = ("项目名称", head, "三级指标", "年度目标值", "1—8月完成值")
    lines = [heads, ("---",) * len(heads), *ROWS]
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    text = f"## 某县草原站2026年1—8月项目绩效运行监控表\n\n{LIST}\n### 二、指标监控\n\n{rows}\n"
    budget = extract(read_bytes(text.encode(), "监控.md"))
    assert [(one.name.text, one.total.cell.text) for one in budget.projects] == [
        ("牧道维修", "90.00"),
        ("草场改良", "60.00"),
    ]
    assert [(one.level2.text, one.name.text) for one in budget.indicators] == [(row[1], row[2]) for row in ROWS]
    assert not budget.problems


def test_rows_without_any_level_are_read_too() -> None:
    heads = ("项目名称", "三级指标", "年度目标值", "1—8月完成值")
    lines = [heads, ("---",) * len(heads), *(row[:1] + row[2:] for row in ROWS)]
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    text = f"## 某县草原站2026年1—8月项目绩效运行监控表\n\n{LIST}\n### 二、指标监控\n\n{rows}\n"
    budget = extract(read_bytes(text.encode(), "监控.md"))
    assert [one.name.text for one in budget.indicators] == [row[2] for row in ROWS]
