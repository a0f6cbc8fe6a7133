"""The verb on the level of government that running text says a body belongs to, against its name and the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.width import fold

_LEVELS = "省市县区旗州"


def level_of_body(budget: Budget, context: Context, *, say: str, usual: str, least: int) -> Iterator[Hit]:
    """Yield a hit where the text once says that its body is one of another level (区政府直属) than everywhere else.

    ``say`` is a pattern with the level as its group, ``usual`` what is said of a level anywhere ({level}委, 全{level}).
    The name of the department has no such level but one that the text speaks of at least ``least`` times, and nothing
    else in the text is said of the level that is odd.
    """
    name = fold(budget.department)
    own = next((one for one in reversed(name) if one in _LEVELS), "")
    if not own:
        return
    for sentence in told(context):
        for match in re.finditer(say, sentence.text):
            if match[1] in name or match[1] not in _LEVELS:
                continue
            times = {one: _times(usual.replace("{level}", one), context) for one in (match[1], own)}
            if times[match[1]] <= 1 and times[own] >= least:
                yield at(sentence, {"found": match.group(), "level": own}, match.start(), match.end())


def _times(pattern: str, context: Context) -> int:
    return sum(len(re.findall(pattern, sentence.text)) for sentence in told(context))
