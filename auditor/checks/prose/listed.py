"""The verb on a number behind the names of all that it counts (甲、乙、丙等3个社区), told otherwise elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit

_UNITS = "[个家所座处名条]"
_NAMES = re.compile(
    rf"([^\d,;:。()、]+(?:、[^\d,;:。()、]{{2,12}})+)等(\d{{1,3}})({_UNITS})([一-鿿]{{2,6}}?)(?=[,;。、()的]|$)"
)
_JOINED = re.compile("[和及与]")


def listed(budget: Budget, context: Context, *, least: int) -> Iterator[Hit]:
    """Yield a hit where ``least`` or more names stand before another number (甲、乙…等13个社区) than theirs.

    等 may stand for more names: nothing is said unless the text elsewhere has just as many of these things as there are
    names, and nowhere as many as are told here.
    """
    every = told(context)
    for sentence in every:
        for match in _NAMES.finditer(sentence.text):
            names, stated, thing = match.group(1), int(match.group(2)), match.group(3) + match.group(4)
            count = names.count("、") + 1
            if count < least or count == stated or _JOINED.search(names.split("、")[-1]):
                continue
            pattern = re.compile(rf"(?<![\d.])(\d{{1,3}}){re.escape(thing)}")
            elsewhere = {
                int(one.group(1))
                for other in every
                for one in pattern.finditer(other.text)
                if other is not sentence or not match.start() <= one.start() < match.end()
            }
            if count in elsewhere and stated not in elsewhere:
                facts = {"whole": f"{stated}{thing}", "sum": f"{count}{match.group(3)}"}
                yield at(sentence, facts, match.start(2), match.end(4))
