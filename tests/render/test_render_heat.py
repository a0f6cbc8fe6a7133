"""The heat map: families that occur, the gravest and how many in a cell, cells that lead to the findings."""

from __future__ import annotations

from auditor.render.heat import heat


def test_a_cell_has_the_gravest_and_how_many() -> None:
    rows = [
        ("护林", "#d1p1", {"cost": {"warning": 1, "error": 1}, "typo": {"info": 6}}),
        ("巡护", "#d1p2", {"typo": {"warning": 1}, "local": {}}),
    ]
    made = heat(rows, lambda row, family: (f"#{row}{family}", ""))
    assert made.words == ("成本与预算", "错别字")
    first, second = made.rows
    cost, typo = first.cells
    assert cost is not None
    assert (cost.severity, cost.total, cost.depth, cost.href) == ("error", 2, 2, "#0cost")
    assert typo is not None
    assert (typo.severity, typo.depth) == ("info", 3)
    assert second.cells[0] is None
    assert heat([], lambda row, family: ("", "")).rows == ()
