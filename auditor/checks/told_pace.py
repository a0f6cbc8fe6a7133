"""The verb on which side of the time passed a rate is said to be (执行率62%，低于58.33%的时间进度)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.attained import short
from auditor.checks.context import Context
from auditor.checks.sentences import at
from auditor.checks.stages import months_of
from auditor.checks.told_gaps import told_in_forms
from auditor.records.budget import Budget
from auditor.records.finding import Hit

_YEAR = 12
_MONTH = re.compile(r"(\d{1,2})月")
_NEAR = Decimal("0.5")
"""So many points may be rounded away, or be what the form calls one with the time passed."""


def side(budget: Budget, context: Context, *, say: Sequence[str], below: str, labels: str) -> Iterator[Hit]:
    """Yield a hit where a rate is said to be on the other side of the time passed than it is.

    ``say`` are patterns with the groups ``rate``, ``word`` and, where the text tells it, ``passed`` or ``behind``; else
    12 months are 100 %, and a sentence that speaks of other months than the table is not judged. ``below`` is a pattern
    of words that tell of less; any other word tells of more, or of as much.
    """
    months = months_of(context)
    share = Decimal(months * 100) / _YEAR
    for sentence in told_in_forms(context, labels):
        for match in _found(say, sentence.text):
            rate, told = Decimal(match["rate"]), match["passed"] or match["behind"]
            passed = Decimal(told) if told else share
            if not passed or (not told and _is_of_other_months(sentence.text[: match.start()], months)):
                continue
            less = bool(re.search(below, match["word"]))
            if (less and rate - passed > _NEAR) or (not less and passed - rate > _NEAR):
                facts = {"stated": match.group(), "passed": f"{short(passed)}%"}
                yield at(sentence, {**facts, "right": "高于" if less else "低于"}, match.start(), match.end())


def _found(say: Sequence[str], text: str) -> list[re.Match[str]]:
    """Return what the first pattern that fits finds."""
    every = ([*re.finditer(pattern, text)] for pattern in say) if "进度" in text else iter(())
    return next(filter(None, every), [])


def _is_of_other_months(before: str, months: int) -> bool:
    named = _MONTH.findall(before)
    return "季度" in before or "半年" in before or bool(named and int(named[-1]) != months)
