"""The verb on days of the year and their share, told in one sentence or by a row (优良天数286天，占比89.3%)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypedDict

from auditor.checks.attained import percent
from auditor.checks.context import Context
from auditor.checks.sentences import at
from auditor.checks.stages import months_of
from auditor.checks.told_gaps import told_in_forms
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount
from auditor.text.width import fold

_YEAR = 365
_LEAP = 366
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%?")


class Days(TypedDict):
    """Patterns: ``say`` with the groups ``days`` and ``share``, ``row`` of names of rows, ``labels`` of texts."""

    say: str
    row: str
    labels: str


def days(budget: Budget, context: Context, *, told: Days, slack: float) -> Iterator[Hit]:
    """Yield a hit where so many days of a year are another share of it than a sentence, or the only row, tells.

    Days may be left out of the count: up to ``slack`` points are no difference. A part of the year has other shares.
    """
    rates = [
        _rate(item.outcome.actual.text)
        for item in budget.indicators
        if item.outcome and _is(item.name.text, told["row"])
    ]
    if months_of(context):
        return
    known = rates[0] if len(rates) == 1 else None
    for sentence in told_in_forms(context, told["labels"]):
        for match in re.finditer(told["say"], sentence.text) if "天数" in sentence.text else ():
            share = _rate(match["share"] or "") or known
            number = parse_amount(match["days"])
            if share is None or not number or number > _LEAP:
                continue
            if all(abs(number / year * 100 - share) > Decimal(str(slack)) for year in (_YEAR, _LEAP)):
                facts = {"stated": match.group(), "right": percent(number / _YEAR), "share": f"{share}%"}
                yield at(sentence, facts, match.start(), match.end())


def _is(name: str, pattern: str) -> bool:
    return bool(re.search(pattern, fold(name)))


def _rate(text: str) -> Decimal | None:
    match = _PERCENT.fullmatch(fold(text))
    return parse_amount(match.group(1)) if match else None
