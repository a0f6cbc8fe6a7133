"""The verb on sentences of running text that a pattern finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit


def pattern(budget: Budget, context: Context, *, patterns: Sequence[str], unless: str = "(?!)") -> Iterator[Hit]:
    """Yield a hit for each sentence in which one of ``patterns`` is found (regular expressions over folded text).

    Sentences in which ``unless`` is found are left out.
    """
    known = [re.compile(one) for one in patterns]
    for sentence in told(context):
        match = next((match for one in known if (match := one.search(sentence.text))), None)
        if match and not re.search(unless, sentence.text):
            yield at(sentence, {"found": match.group()}, match.start(), match.end())
