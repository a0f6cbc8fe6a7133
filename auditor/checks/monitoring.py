"""Verbs on monitoring tables (绩效监控表): money above the year's ceiling, outputs far behind, hollow outlooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.attained import NOTHING, at_outcome, attained, percent, shown
from auditor.checks.context import Context
from auditor.checks.counted import COUNTED
from auditor.checks.reading import Reading
from auditor.checks.stages import is_monitored
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold

_MONTHS = re.compile(r"(?:^|\D)1(?:月份?)?[至到~—-]+(\d{1,2})月|截[至止].*?(\d{1,2})月|前(\d{1,2})个月")
_PERIODS = {"上半年": 6, "前三季度": 9}


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


def behind(indicator: Indicator, context: Context, *, share: float) -> Iterator[Hit]:
    """Yield a hit where less than ``share`` of what the months passed would bring was reached, without a reason."""
    found = attained(indicator, context) if is_monitored(indicator, context) else None
    months = _months(context)
    reading = context.read(indicator)
    if found is None or found.share is None or found.limit or not months or indicator.outcome is None:
        return
    if not _counted(reading) or fold(indicator.outcome.reason.text) not in NOTHING:
        return
    if found.share < Decimal(months) / 12 * Decimal(str(share)):
        facts = {"months": months, "done": percent(found.share), "outlook": indicator.outcome.outlook.text}
        yield at_outcome(indicator, {**shown(indicator, context), **facts}, "actual")


def _counted(reading: Reading) -> bool:
    return reading.unit is not None and not reading.unit.per and reading.unit.dimension in COUNTED


def _months(context: Context) -> int:
    """Return how many months of the year a monitoring table covers, 0 where no head says so."""
    heads = [fold(head) for layout in context.budget.layouts for head in layout.ignored]
    said = (next(filter(None, match.groups())) for head in heads if (match := _MONTHS.search(head)))
    named = (months for period, months in _PERIODS.items() if any(period in head for head in heads))
    return next((int(months) for months in (*said, *named) if 0 < int(months) <= 12), 0)
