"""The verb on a number of things that running text tells in two places (实有车辆14辆; 公务用车保有量17辆)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit

_Found = tuple[Sentence, re.Match[str], int]


class Same(TypedDict):
    """What a text may count twice: patterns with the number as a group, of all there are (``whole``) and of some.

    ``part`` is that of some, which are no more than all; ``unless`` is one of sentences about a part of the department,
    or another time; ``label`` and ``unit`` are what messages call and count the things.
    """

    whole: str
    part: str
    unless: str
    label: str
    unit: str


def same_counts(budget: Budget, context: Context, *, claims: Sequence[Same]) -> Iterator[Hit]:
    """Yield a hit where the text counts all things of a kind otherwise than elsewhere, or more of some than of all."""
    for claim in claims:
        whole, part = _found(claim["whole"], claim, context), _found(claim["part"], claim, context)
        numbers = Counter(number for _, _, number in whole)
        usual = numbers.most_common(1)[0][0] if numbers else 0
        odd = [one for one in whole if one[2] != usual]
        odd += [one for one in part if numbers and one[2] > max(numbers)]
        for sentence, match, number in odd:
            other = usual if number != usual else max(numbers)
            facts = {"label": claim["label"], "unit": claim["unit"], "stated": number, "other": other}
            yield at(sentence, facts, match.start(match.lastindex or 1), match.end(match.lastindex or 1))


def _found(say: str, claim: Same, context: Context) -> list[_Found]:
    return [
        (sentence, match, int(match[match.lastindex or 1]))
        for sentence in told(context)
        if not re.search(claim["unless"], sentence.text)
        for match in re.finditer(say, sentence.text)
    ]
