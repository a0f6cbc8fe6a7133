"""The general verb on rows of an evaluation or a monitoring table: what was reached, expected, scored and explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypedDict

from auditor.checks.attained import (
    NOTHING,
    Attained,
    actual_of,
    at_outcome,
    attained,
    percent,
    points_of,
    shown,
)
from auditor.checks.context import Context
from auditor.checks.offered import Offered
from auditor.checks.stages import is_monitored
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.records.place import NOWHERE
from auditor.text.numbers import plain
from auditor.text.width import fold

Scored = Literal["full", "above", "negative"]
OutcomeCell = Literal["actual", "expected", "score", "reason"]


class Outcomes(TypedDict, total=False):
    """Which outcomes a rule means; a row must meet every line.

    ``monitored`` whether the year is not over; ``met`` whether the target was reached, ``limit`` whether less is
    better, ``above`` a share of the target that was exceeded (1.3), ``money`` whether what was reached is an amount of
    money; ``expected`` whether the target will be reached by what is expected for the year, ``outlook`` what the form
    says of it; ``reason`` whether a reason is stated, ``asked`` whether the form has a place for it; ``scored`` what
    the score is beside the points: full, above, negative; ``unless`` outcomes that are not meant.
    """

    monitored: bool
    met: bool
    limit: bool
    above: float
    money: bool
    expected: bool
    outlook: Sequence[str]
    reason: bool
    asked: bool
    scored: Sequence[Scored]
    unless: Outcomes


class OutcomeCase(TypedDict, total=False):
    """One of several cases of a rule; a row is of the first whose ``outcome`` it has. ``facts`` are for the wording."""

    outcome: Outcomes
    facts: Mapping[str, str]


@dataclass(frozen=True)
class _Reported:
    """A row with what it reports; ``found`` and ``expected`` are None where nothing can be compared with the target."""

    item: Indicator
    context: Context

    @cached_property
    def found(self) -> Attained | None:
        return attained(self.item, self.context)

    @cached_property
    def expected(self) -> Attained | None:
        outcome = self.item.outcome
        number = re.match(r"[\d.,]+", fold(outcome.expected.text)) if outcome else None
        if outcome is None or number is None:
            return None
        value = replace(outcome.expected, text=number.group())
        unit = replace(outcome.expected, text=fold(outcome.expected.text)[number.end() :])
        return attained(
            replace(self.item, outcome=replace(outcome, actual=outcome.expected, value=value, unit=unit)), self.context
        )

    def cell(self, name: str) -> str:
        return fold(getattr(self.item.outcome, name).text) if self.item.outcome else ""


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
    row = _Reported(indicator, context)
    if indicator.outcome is None or not _has(row, outcome):
        return
    case = next((one for one in cases if _has(row, one.get("outcome", {}))), None)
    if case is not None:
        offered = _offered(row)
        yield replace(at_outcome(indicator, offered.worded(case.get("facts", {})), cell), offered=offered)


def _has(row: _Reported, outcome: Outcomes) -> bool:
    return all(_TESTS[line](row, wanted) for line, wanted in outcome.items())


def _offered(row: _Reported) -> Offered:
    """Return what a wording may say of an outcome."""
    weight, score = points_of(row.item)
    share = row.found.share if row.found else None
    facts = {
        **shown(row.item, row.context),
        "expected": row.item.outcome.expected.text if row.item.outcome else "",
        "outlook": row.item.outcome.outlook.text if row.item.outcome else "",
        "over": percent(share - 1) if share is not None and share > 1 else "",
        "weight": "" if weight is None else plain(weight),
        "score": "" if score is None else plain(score),
    }
    return Offered({name: str(value) for name, value in facts.items()})


def _exceeds(row: _Reported, share: float) -> bool:
    found = row.found
    return found is not None and found.share is not None and found.share > Decimal(str(share))


def _is_asked(row: _Reported) -> bool:
    """Return whether the form has a place for reasons, and that of the whole form, if there is one, is empty too."""
    project = row.context.owner_of(row.item)
    whole = [cell for label, cell in (project.details if project else ()) if "原因" in label]
    if any(fold(cell.text) not in NOTHING for cell in whole):
        return False
    return (row.item.outcome is not None and row.item.outcome.reason.place != NOWHERE) or bool(whole)


def _scored(row: _Reported) -> set[str]:
    """Return what the score of a row is beside its points."""
    weight, score = points_of(row.item)
    if weight is None or score is None:
        return set()
    said = {"full": bool(weight) and score == weight, "above": score > weight, "negative": score < 0}
    return {name for name, so in said.items() if so}


_TESTS: Mapping[str, Callable[[_Reported, Any], bool]] = {
    "monitored": lambda row, wanted: is_monitored(row.item, row.context) == wanted,
    "met": lambda row, wanted: row.found is not None and row.found.met == wanted,
    "limit": lambda row, wanted: row.found is not None and row.found.limit == wanted,
    "above": _exceeds,
    "money": lambda row, wanted: (actual_of(row.item, row.context).wan is not None) == wanted,
    "expected": lambda row, wanted: row.expected is not None and row.expected.met == wanted,
    "outlook": lambda row, wanted: row.cell("outlook") in wanted,
    "reason": lambda row, wanted: (row.cell("reason") not in NOTHING) == wanted,
    "asked": lambda row, wanted: _is_asked(row) == wanted,
    "scored": lambda row, wanted: bool(_scored(row) & set(wanted)),
    "unless": lambda row, wanted: not _has(row, wanted),
}
