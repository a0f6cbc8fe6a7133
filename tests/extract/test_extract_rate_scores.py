"""The rate and the score of spending in one column."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.extract.rows.rate_scores import rates_apart
from auditor.readers import read_bytes
from auditor.records.document import Cell
from tests.extract.test_extract_beside_targets import markdown


@pytest.mark.parametrize(
    ("head", "text", "parts"),
    [
        ("执行率及得分", "97.00%,得9.7分", [("执行率", "97.00%"), ("得分", "9.7")]),
        ("支出率、得分(10分)", "88%（8.8分）", [("执行率", "88%"), ("得分(10分)", "8.8")]),
        ("执行率/得分", "88%/8.8", [("执行率", "88%"), ("得分", "8.8")]),
        ("执行率及得分", "95.70%", [("执行率", "95.70%")]),
        ("执行率及得分", "8.8分", [("得分", "8.8")]),
        ("执行率（%）及得分", "75.0", [("执行率(%)", "75.0")]),
        ("执行率得分", "8.8", [("得分", "8.8")]),
        ("支出进度/得分", "75.0", [("执行结果", "75.0")]),
        ("执行率及得分", "—", [("执行率及得分", "—")]),
        ("得分(10分×执行率)", "8.8", [("得分(10分×执行率)", "8.8")]),
        ("执行率", "88%", [("执行率", "88%")]),
    ],
)
def test_a_column_of_both_is_read_as_two(head: str, text: str, parts: list[tuple[str, str]]) -> None:
    told = rates_apart([(f"年度资金总额·{head}", Cell(text))])
    assert [(label, cell.text) for label, cell in told] == [(f"年度资金总额·{name}", value) for name, value in parts]


def test_the_points_of_spending_are_read_out_of_such_a_column() -> None:
    found = extract(
        read_bytes(
            markdown(
                ["项目名称", "渡口值守", "", "", "", ""],
                ["资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率（B/A）及得分"],
                ["年度资金总额", "36.00", "36.00", "27.00", "10", "75.00%，得7.5分"],
                ["一级指标", "二级指标", "三级指标", "年度指标值", "全年实际值", "得分"],
                ["产出指标", "数量指标", "值守渡口数量", "=6处", "6处", "90"],
                above="项目支出绩效自评表（2025年度）",
            ).encode(),
            "x.md",
        )
    )
    spent = found.projects[0].execution
    assert spent is not None
    assert (spent.rate.text, spent.score.text, spent.weight.text) == ("75.00%", "7.5", "10")
