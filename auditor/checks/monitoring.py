"""Verbs on monitoring tables (绩效监控表): money above the year's ceiling, outputs far behind, hollow outlooks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.context import Context
from auditor.records.budget import Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain


def expected_spending(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where more is expected to be spent in the year, or is spent already, than the budget of the year."""
    spent = project.execution
    if spent is None or spent.expected is None or not spent.planned:
        return
    for amount, cell in ((spent.spent, spent.spent_cell), (spent.expected, spent.expected_cell)):
        if amount is not None and amount > spent.planned * Decimal("1.0005"):
            facts = {"head": "执行数" if cell is spent.spent_cell else "全年预计执行数", "amount": plain(amount)}
            yield Hit({**facts, "budget": plain(spent.planned)}, project=project, text=cell.text, place=cell.place)
            return
