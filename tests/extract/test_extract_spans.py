"""Merged cells: what they cover counts in every row, one that ends early included."""

from __future__ import annotations

from auditor.extract.lines.spans import spread
from auditor.records.document import Cell, Row


def test_a_row_that_ends_before_a_covered_column_has_it_all_the_same() -> None:
    level, name = Cell("产出指标", rows=3), Cell("检修台数", rows=3)
    rows = (Row((Cell("甲"), level, name)), Row((Cell(), Cell())), Row(()))
    texts = [[cell.text for cell in row.cells] for row in spread(rows)]
    assert texts == [["甲", "产出指标", "检修台数"], ["", "产出指标", "检修台数"], ["", "产出指标", "检修台数"]]
