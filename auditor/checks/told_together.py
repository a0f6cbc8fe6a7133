"""The verb on what a report tells of all the projects that it evaluates together: their number, money and rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypedDict

from auditor.checks.attained import short
from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.outcome import Execution
from auditor.text.dates import years
from auditor.text.numbers import decimals
from auditor.text.statements import sums

_FEWEST = 2
_PART = re.compile("其中|上年|去年|同期|分别")
Whole = Literal["budget", "planned", "spent", "rate", "count"]


class Together(TypedDict):
    """What a report tells of all evaluations: ``say``, a pattern with the number (and its unit of money) as groups.

    ``of`` is what it is the sum of, ``label`` what that is called, with its unit behind the number: ``unit``.
    """

    of: Whole
    say: str
    label: str
    unit: str


def together(budget: Budget, context: Context, *, about: str, claims: Sequence[Together]) -> Iterator[Hit]:
    """Yield a hit where a sentence about all projects (``about``, a pattern) tells other sums than their evaluations.

    The figure of one of them may be meant. Nothing is said where the department is evaluated too: its figures are more
    than those of its projects.
    """
    every = [one for one in context.evaluated if one.execution]
    spent = [one.execution for one in every if one.execution and one.key]
    if len(spent) < _FEWEST or len(spent) != len(every):
        return
    for sentence in told(context):
        if not re.search(about, sentence.text):
            continue
        for claim in claims:
            right = _values(spent, claim["of"])
            for match in re.finditer(claim["say"], sentence.text) if right else ():
                before = sentence.text[: match.start()]
                named = years(before)
                if _PART.search(before) or (named and named[-1] != budget.year) or _agrees(match, right):
                    continue
                facts = {"stated": match.group(), "label": claim["label"], "right": f"{short(right[0])}{claim['unit']}"}
                yield at(sentence, facts, match.start(), match.end())


def _values(spent: Sequence[Execution], of: Whole) -> list[Decimal]:
    """Return what all evaluations make up, then what one of them prints; [] where one does not print it."""
    if of == "count":
        return [Decimal(len(spent))]
    if of == "rate":
        pairs = [(one.planned, one.spent) for one in spent]
        known = [(planned, paid) for planned, paid in pairs if planned and paid is not None]
        if len(known) < len(pairs):
            return []
        rates = [paid / planned * 100 for planned, paid in known]
        paid_in_all = sum((paid for _, paid in known), Decimal(0))
        whole = paid_in_all / sum((planned for planned, _ in known), Decimal(0)) * 100
        return [whole, sum(rates, Decimal(0)) / len(rates), *rates]
    amounts = [amount for one in spent if (amount := getattr(one, of)) is not None]
    return [sum(amounts, Decimal(0)), *amounts] if len(amounts) == len(spent) else []


def _agrees(match: re.Match[str], values: Sequence[Decimal]) -> bool:
    number = match.group(1)
    if match.re.groups > 1:
        (told_sum,) = sums(number + match.group(2))
        return any(abs(told_sum.wan - value) <= told_sum.step for value in values)
    slack = Decimal(10) ** -decimals(number) if "." in number else Decimal(0)
    return any(abs(Decimal(number) - value) <= slack for value in values)
