"""Posts, people and bodies that the head of a department's evaluation counts are kept under their labels."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes

BELOW = """
| 编制人数 | 在职人数 | 在职人员控制率 | 内设股室数 |
|---|---|---|---|
| 40人 | 38人 | 95.00% | 6个 |
"""
BESIDE = """
| 核定编制 | 40 | 年末实有人数 | 38 | 编制控制率 | 95% |
|---|---|---|---|---|---|
"""
REST = """
| 项目 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
|---|---|---|---|---|
| 部门支出合计 | 420.00 | 430.00 | 408.50 | 95.00% |

| 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 全年实际值 | 分值 | 得分 |
|---|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 疏浚航道里程 | ≥30公里 | 31公里 | 90 | 90 |
"""


@pytest.mark.parametrize(("head", "labels"), [(BELOW, 4), (BESIDE, 3)], ids=["below", "beside"])
def test_what_a_head_counts_is_kept_under_its_labels(head: str, labels: int) -> None:
    text = f"# 2025年度柳镇航道站部门整体支出绩效自评表\n\n单位：万元\n{head}{REST}"
    budget = extract(read_bytes(text.encode(), "柳镇航道站.md"))
    assert budget.overall is not None
    told = [(label, cell.text) for label, cell in budget.overall.details if "·" not in label][:labels]
    assert [text.rstrip("人%个") for _, text in told][:2] == ["40", "38"]
    assert "控制率" in told[2][0]
    assert not [one for one in budget.problems if "没有采用" in one.message]
