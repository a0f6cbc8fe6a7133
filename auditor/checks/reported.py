"""The general verb on rows of an evaluation or a monitoring table: what was reached, expected, scored and explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from auditor.checks import announced, reason_of, reason_told
from auditor.checks.alike import core, pairs
from auditor.checks.attained import (
    NOTHING,
    at_outcome,
    is_dated,
    percent,
    points_of,
    short,
    shown,
)
from auditor.checks.context import Context
from auditor.checks.counted import COUNTED
from auditor.checks.offered import Offered
from auditor.checks.outcomes import OutcomeCase, OutcomeCell, Outcomes
from auditor.checks.reasons import is_hollow
from auditor.checks.reported_dates import is_after_period, is_measure_past
from auditor.checks.reported_row import Reported
from auditor.checks.reported_words import (
    goes_on,
    is_behind_time,
    is_days_over,
    is_falling,
    is_gap_off,
    is_ratio_short,
    is_share_off,
)
from auditor.checks.result_words import counts_otherwise, is_hope, is_in_words, is_of_other_kind
from auditor.checks.rowfilter import takes
from auditor.checks.stages import is_monitored, months_of
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.records.place import NOWHERE
from auditor.text.dates import years
from auditor.text.numbers import half_digit, plain
from auditor.text.width import fold

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_WHOLE = 100
_NAME = 4
_NEARLY = Decimal("0.95")
_OF_FUNDS = re.compile("执行|支出|支付|未使用|结余")  # 执行率低于90%的原因 is none of a target
_AT_LEAST = re.compile("[≥>]|不(?:低|少|小)于|大于|至少")
_NOT_DUE = re.compile("未到|不到|未开始|未启动|待.{0,6}(?:开展|实施|调查)")


def reported(
    indicator: Indicator,
    context: Context,
    *,
    outcome: Outcomes,
    cell: OutcomeCell,
    cases: Sequence[OutcomeCase] = ({},),
) -> Iterator[Hit]:
    """Yield a hit on the ``cell`` of every row of an evaluation or monitoring table that has the ``outcome``.

    ``cases`` tell rows apart that have it: one that is of none of them is left alone.
    """
    row = Reported(indicator, context)
    if indicator.outcome is None or not _has(row, outcome):
        return
    case = next((one for one in cases if _has(row, one.get("outcome", {}))), None)
    if case is not None:
        offered = _offered(row, {**outcome, **case.get("outcome", {})})
        yield replace(at_outcome(indicator, offered.worded(case.get("facts", {})), cell), offered=offered)


def _has(row: Reported, outcome: Outcomes) -> bool:
    return all(_TESTS[line](row, wanted) for line, wanted in outcome.items())


def _offered(row: Reported, outcome: Outcomes) -> Offered:
    """Return what a wording may say of a row that has the ``outcome``."""
    share = row.found.share if row.found else None
    facts = {
        **shown(row.item, row.context),
        "expected": row.item.outcome.expected.text if row.item.outcome else "",
        "outlook": row.item.outcome.outlook.text if row.item.outcome else "",
        "ticked": row.item.outcome.ticked.text if row.item.outcome else "",
        "term": row.item.outcome.term.text if row.item.outcome else "",
        "reason": row.item.outcome.reason.text if row.item.outcome else "",
        "over": percent(share - 1) if share is not None and share > 1 else "",
        "word": next((word for word in outcome.get("says", ()) if word in row.cell("actual")), ""),
        "spent": _told(row.spent, plain),
        "months": months_of(row.context) or "",
        "done": _told(share, percent),
        **{name: _printed(row, name) for name in ("progress", "state", "gap", "earlier")},
        **_points(row, outcome),
    }
    return Offered({name: str(value) for name, value in facts.items()})


def _printed(row: Reported, name: str) -> str:
    return getattr(row.item.outcome, name).text if row.item.outcome else ""


def _points(row: Reported, outcome: Outcomes) -> Mapping[str, str]:
    """Return what a wording may say of the points of a row."""
    weight, score = points_of(row.item)
    most = None if weight is None or "over" not in outcome else weight * _exact(outcome["over"])
    return {
        "weight": _told(weight, plain),
        "score": _told(score, plain),
        "most": _told(most, short),
        "right": _told(row.right, short),
    }


def _told(number: Decimal | None, tell: Callable[[Decimal], str]) -> str:
    return "" if number is None else tell(number)


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


def _exceeds(row: Reported, share: float) -> bool:
    found = row.found
    return found is not None and found.share is not None and found.share > _exact(share)


def _is_above_spent(row: Reported, times: float) -> bool:
    wan = None if row.actual.per else row.actual.wan
    return wan is not None and row.spent is not None and wan > row.spent * _exact(times)


def _is_percent_above(row: Reported, least: float) -> bool:
    unit, amount = row.actual.unit, row.actual.amount
    return unit is not None and unit.name == "%" and amount is not None and amount > _exact(least)


def _holds(row: Reported, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a cell holds a word of one of its lists."""
    return any(row.context.words.has(section, row.cell(name)) for name, lists in wanted.items() for section in lists)


def _is_term_below(row: Reported) -> bool:
    """Return whether fewer things are planned for all years of the project than for one of them."""
    term = row.term
    if row.dimension not in COUNTED or term is None or term.share is None:
        return False
    return not term.limit and term.share < 1


def _is_complete(row: Reported) -> bool:
    """Return whether all that was asked for was done, and no more: of a percentage below 100 something is left."""
    target = row.context.read(row.item)
    return target.amount is not None and target.amount == row.actual.amount and target.dimension in COUNTED


def _is_of_year_before(row: Reported, cell: str) -> bool:
    told, year = years(row.cell(cell)), row.context.budget.year
    return bool(told) and year is not None and max(told) < year and is_dated(row.context.read(row.item))


def _is_progress_off(row: Reported, slack: float) -> bool:
    said = _PERCENT.fullmatch(row.cell("progress"))
    share = row.found.share if row.found and not row.found.limit else None
    if said is None or share is None:
        return False
    stated = Decimal(said.group(1))
    rounded = half_digit(said.group(1))
    return abs(stated - share * 100) > rounded + _exact(slack) and not (stated == _WHOLE and share > 1)


def _is_expected_below(row: Reported) -> bool:
    found, expected = row.found, row.expected
    if (
        row.dimension not in COUNTED | {"time"}
        or found is None
        or expected is None
        or _AT_LEAST.match(row.cell("expected"))
    ):
        return False  # ≥0.6米 is no less than 0.65米
    if found.limit:  # what has happened cannot be undone; the time that something takes may get shorter
        return row.dimension in COUNTED and not found.met and expected.met
    if found.share is None or expected.share is None or expected.share >= found.share:
        return False
    # How many are on a list goes up and down (3652人, 全年预计3640人): a forecast near it may meet the target.
    return not expected.met or expected.share < found.share * _NEARLY


def _is_untold(row: Reported) -> bool:
    """Return whether the row does not say what was reached, and another one of its project or activity does."""
    if row.cell("basis"):
        return False  # criteria ask for no figure, and what explains the score is the result
    group = row.context.group_of(row.item)
    key = ("told what was reached", group.project and group.key, group.activity)
    return not _tells(row.item) and row.context.remember(key, lambda: any(map(_tells, group.indicators)))


def _tells(item: Indicator) -> bool:
    return item.outcome is not None and fold(item.outcome.actual.text) not in NOTHING - {"无"}


def _is_behind(row: Reported, share: float) -> bool:
    months = months_of(row.context)
    if not months or row.dimension not in COUNTED or _NOT_DUE.search(row.cell("state")):
        return False
    return row.found is not None and row.found.share is not None and row.found.share < months * _exact(share) / 12


def _weighs_nothing(row: Reported, wanted: str) -> bool:
    if wanted == "zero":
        return points_of(row.item)[0] == 0
    # Merged cells leave more than one blank.
    alone = _weighted(row) == len(row.context.group_of(row.item).indicators) - 1
    return not (row.item.outcome and row.item.outcome.weight.text) and alone


def _weighted(row: Reported) -> int:
    """Return how many rows of the project have a weight above zero."""
    group = row.context.group_of(row.item)
    key = ("weighted", group.key, group.activity)
    return row.context.remember(key, lambda: sum(bool(points_of(item)[0]) for item in group.indicators))


def _is_over(row: Reported, share: float) -> bool:
    weight, score = points_of(row.item)
    return bool(weight) and weight is not None and score is not None and score > weight * _exact(share)


def _is_unearned(row: Reported, slack: float) -> bool:
    _, score = points_of(row.item)
    return bool(row.right is not None and score is not None and score > row.right + _exact(slack))


def _is_deducted(row: Reported) -> bool:
    """Return whether a row has less than its points, and not those of its percentage (满意度92%, 10分: 9.2分)."""
    weight, score = points_of(row.item)
    if weight is None or score is None or not 0 <= score < weight:
        return False
    unit, amount = row.actual.unit, row.actual.amount
    share = amount / _WHOLE if unit is not None and unit.name == "%" and amount is not None else None
    return share is None or abs(score - weight * share) > _exact(0.01)


def _is_asked(row: Reported) -> bool:
    """Return whether the form has a place for reasons, and that of the whole form tells nothing of the row."""
    project = row.context.owner_of(row.item)
    details = project.details if project else ()
    whole = [cell for label, cell in details if "原因" in label and not _OF_FUNDS.search(label)]
    if any(fold(cell.text) not in NOTHING and not _is_on_others(fold(cell.text), row) for cell in whole):
        return False
    return (row.item.outcome is not None and row.item.outcome.reason.place != NOWHERE) or bool(whole)


def _is_on_others(text: str, row: Reported) -> bool:
    """Return whether a text names another row of the form, and has no two characters of this one's own words."""
    others = [item for item in row.context.group_of(row.item).indicators if item is not row.item]
    named = any(len(name) >= _NAME and name in text for name in (fold(item.name.text) for item in others))
    return named and not core(row.item.name.text) & pairs(text)


def _scored(row: Reported) -> set[str]:
    """Return what the score of a row is beside its points."""
    weight, score = points_of(row.item)
    given = {"given"} if row.cell("score") else set()
    if weight is None or score is None:
        return given
    said = {
        "given": bool(given),
        "full": bool(weight) and score == weight,
        "above": score > weight,
        "negative": score < 0,
    }
    return {name for name, so in said.items() if so}


_TESTS: Mapping[str, Callable[[Reported, Any], bool]] = {
    "monitored": lambda row, wanted: is_monitored(row.item, row.context) == wanted,
    "met": lambda row, wanted: row.found is not None and row.found.met == wanted,
    "limit": lambda row, wanted: row.found is not None and row.found.limit == wanted,
    "above": _exceeds,
    "money": lambda row, wanted: (row.actual.wan is not None) == wanted,
    "above_spent": _is_above_spent,
    "percent_above": _is_percent_above,
    "in_words": lambda row, wanted: is_in_words(row) == wanted,
    "dated": lambda row, wanted: is_dated(row.context.read(row.item)) == wanted,
    "year_before": _is_of_year_before,
    "other_unit": lambda row, wanted: counts_otherwise(row) == wanted,
    "expected_other_unit": lambda row, wanted: row.forecast is not None and counts_otherwise(row.forecast) == wanted,
    "other_kind": lambda row, wanted: is_of_other_kind(row) == wanted,
    "results": lambda row, wanted: row.ticks("actual") >= wanted,
    "deducted": lambda row, wanted: _is_deducted(row) == wanted,
    "actual_like": lambda row, wanted: bool(re.search(wanted, row.cell("actual"))),
    "progress_off": _is_progress_off,
    "expected_below": lambda row, wanted: _is_expected_below(row) == wanted,
    "term_below": lambda row, wanted: _is_term_below(row) == wanted,
    "holds": _holds,
    "complete": lambda row, wanted: _is_complete(row) == wanted,
    "forecast_in_words": lambda row, wanted: is_hope(row) == wanted,
    "choices": lambda row, wanted: len(row.cell("outlook").split("、")) >= wanted,
    "reason_like": lambda row, wanted: bool(re.fullmatch(wanted, row.cell("reason"))),
    "reason_of": lambda row, wanted: not row.boxed and is_hollow(row.cell("reason"), wanted, row.context),
    "says": lambda row, wanted: any(word in row.cell("actual") for word in wanted),
    "untold": lambda row, wanted: _is_untold(row) == wanted,
    "behind": _is_behind,
    "expected": lambda row, wanted: row.expected is not None and row.expected.met == wanted,
    "outlook": lambda row, wanted: row.cell("outlook") in wanted,
    "reason": lambda row, wanted: (row.cell("reason") not in NOTHING) == wanted,
    "asked": lambda row, wanted: _is_asked(row) == wanted,
    "scored": lambda row, wanted: bool(_scored(row) & set(wanted)),
    "weight": _weighs_nothing,
    "weighted": lambda row, wanted: _weighted(row) >= wanted,
    "over": _is_over,
    "unearned": _is_unearned,
    "gap_off": lambda row, wanted: is_gap_off(row) == wanted,
    "behind_time": lambda row, wanted: is_behind_time(row) == wanted,
    "falling": lambda row, wanted: is_falling(row) == wanted,
    "goes_on": lambda row, wanted: goes_on(row) == wanted,
    "share_off": lambda row, wanted: is_share_off(row) == wanted,
    "ratio_short": lambda row, wanted: is_ratio_short(row) == wanted,
    "after_period": lambda row, wanted: is_after_period(row) == wanted,
    "past_measure": lambda row, wanted: is_measure_past(row) == wanted,
    "announced": announced.is_announced,
    "underpaid": announced.is_underpaid,
    "gap_told_off": lambda row, wanted: reason_told.is_missing_off(row) == wanted,
    "over_told_off": lambda row, wanted: reason_told.is_over_off(row) == wanted,
    "side_off": lambda row, wanted: reason_told.is_side_off(row) == wanted,
    "days_over": lambda row, wanted: is_days_over(row) == wanted,
    "state_like": lambda row, wanted: bool(re.search(wanted, row.cell("state"))),
    "measure": lambda row, wanted: reason_of.has_measure(row) == wanted,
    "beside": lambda row, wanted: reason_of.is_result_beside(row) == wanted,
    "ticked": reason_of.is_ticked_otherwise,
    "of_other_row": reason_of.is_of_other_row,
    "rows": lambda row, wanted: takes(row.item, row.context, wanted),
    "unless": lambda row, wanted: not _has(row, wanted),
}
