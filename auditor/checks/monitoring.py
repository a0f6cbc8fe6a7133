"""Verbs on monitoring tables (绩效监控表): money above the year's ceiling, outputs far behind, hollow outlooks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from auditor.checks.attained import NOTHING, actual_of, at_outcome, attained, percent, shown
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


def over_ceiling(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where a row of monitoring has already spent more than the ceiling of the whole year."""
    found = attained(indicator, context) if is_monitored(indicator, context) else None
    if found and found.limit and not found.met and actual_of(indicator, context).wan is not None:
        yield at_outcome(indicator, shown(indicator, context), "actual")


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


def outlook(indicator: Indicator, context: Context, *, certain: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the expectation for the year misses the target and the outlook is one of ``certain``."""
    if _outlook(indicator) in certain and _is_expected_to_be_met(indicator, context) is False:
        yield _expectation(indicator, context)


def expected_short(indicator: Indicator, context: Context, *, certain: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the expectation for the year misses the target and no reason is stated.

    An outlook of ``certain`` beside it is a contradiction, which is told by itself.
    """
    if (
        _outlook(indicator) in certain
        or indicator.outcome is None
        or fold(indicator.outcome.reason.text) not in NOTHING
    ):
        return
    if _is_expected_to_be_met(indicator, context) is False:
        yield _expectation(indicator, context)


def hopeless(indicator: Indicator, context: Context, *, never: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the expectation for the year meets the target and the outlook is one of ``never``."""
    if _outlook(indicator) in never and _is_expected_to_be_met(indicator, context):
        yield _expectation(indicator, context)


def _outlook(indicator: Indicator) -> str:
    return fold(indicator.outcome.outlook.text) if indicator.outcome else ""


def _expectation(indicator: Indicator, context: Context) -> Hit:
    outcome = indicator.outcome
    facts = {"expected": outcome.expected.text, "outlook": outcome.outlook.text} if outcome else {}
    return at_outcome(indicator, {**shown(indicator, context), **facts}, "expected")


def _is_expected_to_be_met(indicator: Indicator, context: Context) -> bool | None:
    """Return whether what is expected for the year reaches the target, None where it is no number to compare."""
    outcome = indicator.outcome
    number = re.match(r"[\d.,]+", fold(outcome.expected.text)) if outcome else None
    if outcome is None or number is None:
        return None
    value = replace(outcome.expected, text=number.group())
    unit = replace(outcome.expected, text=fold(outcome.expected.text)[number.end() :])
    expected = replace(indicator, outcome=replace(outcome, actual=outcome.expected, value=value, unit=unit))
    found = attained(expected, context)
    return found.met if found else None


def _months(context: Context) -> int:
    """Return how many months of the year a monitoring table covers, 0 where no head says so."""
    heads = [fold(head) for layout in context.budget.layouts for head in layout.ignored]
    said = (next(filter(None, match.groups())) for head in heads if (match := _MONTHS.search(head)))
    named = (months for period, months in _PERIODS.items() if any(period in head for head in heads))
    return next((int(months) for months in (*said, *named) if 0 < int(months) <= 12), 0)
