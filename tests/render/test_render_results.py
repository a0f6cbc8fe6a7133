"""The columns of evaluations and monitoring tables in ``extract``: of forms, and of lists without indicators."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.outcome import Execution, Outcome
from auditor.render.rows import COLUMNS, render_rows

SPENT = Execution(planned=Decimal("60"), spent=Decimal("57"), rate=Cell("95%"), sum=Cell("96.5"), grade=Cell("优"))


def extracted(budget: Budget) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_rows([budget], "csv").decode("utf-8"))))


def test_a_form_gives_its_rows_with_what_the_project_came_to() -> None:
    reached = Outcome(weight=Cell("20"), actual=Cell("11场"), score=Cell("18"), reason=Cell("台风停演"))
    row = Indicator(12, 0, name=Cell("演出场次"), value=Cell("12"), project="#1", outcome=reached)
    (told,) = extracted(Budget("甲.xlsx", "", projects=(Project("#1", execution=SPENT),), indicators=(row,)))
    assert [told[name] for name in ("stage", "weight", "actual", "score", "reason")] == [
        "自评",
        "20",
        "11场",
        "18",
        "台风停演",
    ]
    assert [told[name] for name in ("planned_wan", "spent_wan", "rate", "sum", "grade")] == [
        "60",
        "57",
        "95%",
        "96.5",
        "优",
    ]


def test_a_list_without_indicators_gives_a_row_a_project() -> None:
    projects = tuple(Project(f"#{at}", name=Cell(name), execution=SPENT) for at, name in enumerate(("展览", "巡演"), 1))
    told = extracted(Budget("甲.xlsx", "", projects=projects))
    assert [(row["project_name"], row["name"], row["sum"], row["stage"]) for row in told] == [
        ("展览", "", "96.5", "自评"),
        ("巡演", "", "96.5", "自评"),
    ]


def test_targets_alone_keep_the_columns_of_the_contract() -> None:
    row = Indicator(12, 0, name=Cell("演出场次"), value=Cell("12"), project="#1")
    (told,) = extracted(Budget("甲.xlsx", "", projects=(Project("#1"),), indicators=(row,)))
    assert tuple(told) == COLUMNS
