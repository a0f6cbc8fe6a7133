"""The verb on what running text says to be absent (公务用车0辆), and tells a number or an amount of elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.prose.presence import is_of_another_year
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount


class Absence(TypedDict):
    """What a text may deny: ``about`` is a word that such a sentence has, ``none`` a pattern that denies it.

    ``some`` is a pattern of a number of it (the group ``many``). Groups of the same name in both patterns must agree
    where both are found, and one that only ``some`` finds is of a kind of what is denied. ``unless`` is a pattern of
    the words before that make either one of something else, ``under`` one of such headings; ``label`` is what messages
    call it.
    """

    about: str
    none: str
    some: str
    unless: str
    under: str
    label: str


def denied_elsewhere(budget: Budget, context: Context, *, claims: Sequence[Absence]) -> Iterator[Hit]:
    """Yield a hit where the text says that there is none of something, and tells how much of it there is elsewhere."""
    for claim in claims:
        about = [one for one in told(context) if claim["about"] in one.text]
        denied = list(_found(claim["none"], claim, about, budget.year)) if about else []
        told_some = list(_found(claim["some"], claim, about, budget.year)) if denied else []
        some = [(one, match) for one, match in told_some if parse_amount(match["many"])]
        for sentence, none in denied:
            other = next((match for _, match in some if _is_of(none, match)), None)
            if other:
                facts = {"found": none.group(), "other": other.group(), "label": claim["label"]}
                yield at(sentence, facts, none.start(), none.end())


def _found(
    say: str, claim: Absence, about: Sequence[Sentence], year: int | None
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Yield what a pattern finds of the budget year, and not of anything that the claim leaves out."""
    for sentence in about:
        for match in re.finditer(say, sentence.text):
            before = sentence.text[: match.start()]
            other = re.search(claim["unless"], re.split("[;。]", before)[-1]) or re.search(
                claim["under"], sentence.under
            )
            if not other and not is_of_another_year(before, year):
                yield sentence, match


def _is_of(none: re.Match[str], some: re.Match[str]) -> bool:
    """Return whether some are of what is denied: each group that the denial has is the same in both."""
    known = {name: value for name, value in none.groupdict().items() if value}
    return all(some.groupdict().get(name) == value for name, value in known.items())
