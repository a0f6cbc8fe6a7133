"""What is at stake: money and assessable targets, from the records alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from auditor.records.budget import Budget, Indicator, Money, Project
from auditor.records.document import Cell
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.report import DocumentReport, Report, Ruleset
from auditor.records.rule import Severity
from auditor.render import render
from auditor.render.stakes import stakes

PROJECTS = tuple(
    Project(key=f"P{n}", code=f"P{n}", name=Cell(f"项目{n}"), total=Money(Cell(wan), Decimal(wan)))
    for n, wan in enumerate(("100", "50", "10"))
)
ROWS = tuple(
    Indicator(12, order, name=Cell("成本"), value=Cell(value), unit=Cell(unit), project=project)
    for order, (project, value, unit) in enumerate(
        (
            ("P0", "120", "万元"),
            ("P0", "1,300,000", "元"),
            ("P1", "40", "万元"),
            ("P2", "5000", "万元"),
            ("P2", "优", ""),
        )
    )
)


def finding(order: int, family: str = "cost", severity: Severity = "error") -> Finding:
    where = Where("12", ROWS[order].project, order=order)
    return Finding(f"{family}.x", "X", family, severity, 0.9, "m", "s", f"{order:016x}", where, Evidence())


def report(*findings: Finding) -> Report:
    budget = Budget("甲", "0", projects=PROJECTS, indicators=ROWS)
    return Report("0", Ruleset((), 0, ""), (DocumentReport("甲", "0", "ok", (), findings, budget),))


def test_nothing_found_is_nothing_at_stake() -> None:
    made = stakes(report())
    assert (made.total, made.touched, made.over, made.excess) == (160, 0, (), 0)
    assert (made.targets, made.assessable) == (5, 5)


def test_the_largest_ceiling_of_a_project_counts_once() -> None:
    made = stakes(report(finding(0), finding(1)))
    assert [(over.code, over.ceiling) for over in made.over] == [("P0", 130)]
    assert (made.excess, made.touched, made.touched_projects) == (30, 100, 1)


def test_a_ceiling_below_its_total_and_a_row_without_a_finding_are_none() -> None:
    assert stakes(report(finding(2))).over == ()


def test_a_hint_is_no_overrun() -> None:
    assert stakes(report(finding(0, severity="info"))).over == ()


def test_a_wrong_unit_is_no_money() -> None:
    made = stakes(report(finding(3), finding(0)))
    assert (made.excess, made.slips, len(made.over)) == (20, 1, 2)
    assert made.over[0].code == "P0"


def test_only_errors_touch_money_and_only_some_families_spoil_a_target() -> None:
    made = stakes(report(finding(4, "vague", "warning"), finding(4, "unit"), finding(2, "vague", "info"), finding(0)))
    assert made.assessable == 4
    assert made.touched == 110


def test_rows_that_are_above_a_total_together_are_told_apart_from_one_that_is_alone() -> None:
    summed = replace(finding(2), rule="cost.sum-above-total")
    assert (stakes(report(summed)).over, stakes(report(summed)).together) == ((), 1)
    assert stakes(report(finding(0), replace(finding(0), rule="cost.sum-above-total"))).together == 0
    page = render(report(summed), "html").decode()
    assert "有 1 个项目的几项合计或单价×数量超出" in page


def test_a_total_that_is_no_amount_is_said_to_be_left_out() -> None:
    given = report()
    budget = given.documents[0].budget
    assert budget is not None
    unread = replace(PROJECTS[0], total=Money(Cell("约一百"), None))
    budget = replace(budget, projects=(unread, *PROJECTS[1:]))
    given = replace(given, documents=(replace(given.documents[0], budget=budget),))
    assert (stakes(given).total, stakes(given).unread) == (60, 1)
    assert "另有 1 个项目金额空白或未能读取" in render(given, "html").decode()
