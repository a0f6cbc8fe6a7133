"""The verb on what a project's own table says that it costs, against the table that lists all projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.prose.projects import OF_GOALS, List, Listed, lists_of
from auditor.records.budget import Budget, Money, Project
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.width import fold

_CENT = Decimal("0.01")


def listed_project(budget: Budget, context: Context, *, terms: str) -> Iterator[Hit]:
    """Yield a hit where the only table of projects lists one under the same name with other amounts than its total.

    None of the amounts of its lines, and no sum of a column over lines of one name, is that of a form: the total, what
    the budget or other money pays of it, or any that the details tell. Names that two forms, or two lists, have are
    left out, and so are forms with details that ``terms`` (a pattern of labels: 实施期总额) fits: their total may be
    that of several years. Where the table gives a project several amounts and none of them is called a total, the hit
    is a warning.
    """
    shown = [(each, one) for each in lists_of(context) if each.table != OF_GOALS for one in each.projects]
    forms = [fold(project.name.text) for project in budget.projects]
    for project, name in zip(budget.projects, forms, strict=True):
        wan, found = project.total.wan, _listed(name, forms, shown)
        if not wan or found is None or any(re.search(terms, label) for label, _ in project.details):
            continue
        each, one = found
        own = [(*known, *told) for known in _known(project, wan) for told in (*one.amounts, *one.sums)]
        if any(abs(value - other) <= half + step + _CENT for value, half, other, step in own):
            continue
        facts = {"table": each.table, "listed": plain(one.sums[0][0])}
        yield Hit(facts, project=project, column="total", severity=None if len(each.totals) == 1 else "warning")


def _listed(name: str, forms: Sequence[str], shown: Sequence[tuple[List, Listed]]) -> tuple[List, Listed] | None:
    """Return what is listed under a name, or else under one that differs in 项目 or 经费 at the end, if it is one."""
    for same in (str, _core):
        found = [(each, one) for each, one in shown if same(one.name) == same(name)]
        if found:
            only = len(found) == 1 and sum(same(form) == same(name) for form in forms) == 1
            return found[0] if only else None
    return None


def _core(name: str) -> str:
    return name.removesuffix("项目").removesuffix("经费")


def _known(project: Project, total: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield what a form says that its project costs, or a part of it does, in 万元, each with its rounding."""
    yield total, _half_digit(project.total)
    yield from ((one.wan, _half_digit(one)) for one in (project.fiscal, project.other) if one.wan)
    for _, cell in project.details:
        found = re.findall(r"\d+(?:\.\d+)?", fold(cell.text).replace(",", ""))
        yield from ((Decimal(one), half_digit(one)) for one in found)


def _half_digit(money: Money) -> Decimal:
    """Return half of the last printed digit of an amount, in 万元."""
    number = re.search(r"\d[\d,]*(?:\.\d+)?", fold(money.cell.text))
    value = parse_amount(number.group()) if number else None
    return half_digit(number.group()) * (money.wan or 0) / value if number and value else Decimal(0)
