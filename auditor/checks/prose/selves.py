"""The verb on what running text calls its own body (我局, 本院), against what it calls it nearly everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit


def selves(budget: Budget, context: Context, *, say: str, least: int) -> Iterator[Hit]:
    """Yield a hit where the text calls its own body once by another kind (我院) than at least ``least`` times (我局).

    ``say`` is a pattern with the kind as its group. The name of the department may not end in the odd kind either.
    """
    found = [(sentence, match) for sentence in told(context) for match in re.finditer(say, sentence.text)]
    often = Counter(match[1] for _, match in found)
    usual, count = often.most_common(1)[0] if often else ("", 0)
    odd = [(sentence, match) for sentence, match in found if match[1] != usual]
    if len(odd) != 1 or count < least:
        return
    sentence, match = odd[0]
    if match[1] not in budget.department[-len(match[1]) :] and usual in budget.department:
        facts = {"found": match.group(), "usual": match.group()[0] + usual}
        yield at(sentence, facts, match.start(), match.end())
