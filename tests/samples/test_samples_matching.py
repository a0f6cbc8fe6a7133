"""The measure itself: a finding counts as having found a planted defect only in its place and family."""

from __future__ import annotations

import pytest

from auditor.records.finding import Evidence, Finding, Where
from auditor.records.place import Place
from bench.planted import Defect, finders

DEFECT: Defect = {
    "document": "d",
    "table": "12",
    "line": "40",
    "project_code": "P1",
    "indicator": "巡查次数",
    "column": "unit",
    "family": "unit|cost",
    "severity": "error",
    "description": "",
}
ON_PROJECT = {**DEFECT, "indicator": "", "family": "missing"}
ON_TABLE = {**DEFECT, "indicator": "", "project_code": "", "table": "04", "family": "arithmetic"}


def finding(family: str, where: Where, *related: Where) -> Finding:
    return Finding("r", "R01", family, "error", 0.9, "m", "s", "f", where, Evidence(), related=related)


ROW = Where("12", "P1", "甲", "巡查次数")
OTHER = Where("12", "P2", "乙", "巡查次数")


@pytest.mark.parametrize(
    ("defect", "found", "is_found"),
    [
        (DEFECT, finding("unit", ROW), True),
        (DEFECT, finding("cost", ROW), True),
        (DEFECT, finding("typo", ROW), False),
        (DEFECT, finding("unit", OTHER), False),
        (DEFECT, finding("unit", OTHER, ROW), True),
        (DEFECT, finding("unit", Where("12", "P1", "甲", "")), False),
        (DEFECT, finding("unit", Where(place=Place(line=40))), True),
        (ON_PROJECT, finding("missing", Where("12", "P1", "甲")), True),
        (ON_PROJECT, finding("missing", Where("12", "P2", "乙")), False),
        (ON_TABLE, finding("arithmetic", Where("04")), True),
        (ON_TABLE, finding("arithmetic", Where("06")), False),
    ],
)
def test_matching(defect: Defect, found: Finding, is_found: bool) -> None:
    assert bool(finders(defect, [found])) is is_found
