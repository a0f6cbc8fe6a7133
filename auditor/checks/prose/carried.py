"""The verb on a whole in running text that is this year's money and what was left over from the last one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from auditor.checks.context import Context
from auditor.checks.prose.parts import unlike_sum
from auditor.checks.sentences import at, is_carried, is_of_the_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Sum, sums

# What stands between a whole and the row of its parts.
_ROW = re.compile("[,(:;]?(?:其中|包括|含)?[:,]?")


def with_carried(budget: Budget, context: Context, *, now: str) -> Iterator[Hit]:
    """Yield a hit where a whole is not the money of this year and what was left over from the last one, told behind it.

    The whole stands right before the row of both (90万元,其中当年拨款85万元、上年结转5万元); ``now`` is a pattern of
    the words of this year's money. Amounts in brackets within the row are parts of it. A row with other amounts, or
    without one of both, is not judged.
    """
    for sentence in told(context):
        given = _not_within(sentence.text)
        for position, whole in enumerate(given):
            row = list(takewhile(lambda one: is_carried(one) or re.match(now, one.words), given[position + 1 :]))
            kinds = {is_carried(one) for one in row}
            link = _ROW.fullmatch(sentence.text[whole.end : row[0].start].partition(row[0].words)[0]) if row else None
            alone = is_carried(whole) or re.match(now, whole.words)
            if len(kinds) < 2 or not link or alone or not is_of_the_year(sentence.text, whole, context):
                continue
            facts = unlike_sum(sentence.text, whole, row)
            if facts:
                yield at(sentence, facts, whole.start, whole.end)


def _not_within(text: str) -> list[Sum]:
    """Return the amounts of a sentence but those in brackets that do not begin right behind an amount as its row."""
    given = sums(text)
    held = [match.span() for match in re.finditer(r"\((?!其中|当年|本年|上年)[^()]*\)", text)]
    return [one for one in given if not any(start < one.start < end for start, end in held)]
