"""The verb on the date by which running text will have something done, against objectives and targets of table 12."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.width import fold

_DATE = r"(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|([底末]))?"
_DUE = re.compile(rf"{_DATE}(?:份)?(?:之前|以前|前)(?:全面|全部|基本|力争)?完成([^\d,;:。、()]+)")
_BY = re.compile(rf"{_DATE}(?:份)?(?:之前|以前|前)")
_TIME = re.compile("(?:的)?(?:完成|竣工|完工)?(?:时间|时限|期限|日期)$")
_SHORTEST = 6
_LATE = 28
"""From this day on a date is the end of its month."""


@dataclass(frozen=True, slots=True)
class _Due:
    """Something to be done by a date; the day is 0 where none is told, and one for any end of a month."""

    thing: str
    year: int
    month: int
    day: int
    shown: str

    def is_like(self, other: _Due) -> bool:
        """Return whether two dates may be one."""
        same_day = self.day == other.day or not (self.day and other.day)
        return (self.year, self.month) == (other.year, other.month) and same_day


def due_dates(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the text will have something done by another date than table 12, in the same words.

    In table 12 it is told in the objective of a project (9月底前完成…), or is the name of an indicator with such a date
    (…完成时间). A date without a year is one of the budget's.
    """
    known = list(_of_targets(budget)) if budget.year else []
    for sentence in told(context) if known else ():
        for match in _DUE.finditer(sentence.text):
            one = _due(match, match.group(5), budget.year or 0)
            same = [other for other in known if _is_one(one.thing, other.thing)]
            if same and not any(one.is_like(other) for other in same):
                start, end = match.start(), match.start(5)
                facts = {"stated": one.shown, "thing": same[0].thing, "shown": same[0].shown}
                yield at(sentence, facts, start, end)


def _of_targets(budget: Budget) -> Iterator[_Due]:
    """Yield what objectives and indicators of table 12 will have done, and by when."""
    for project in budget.projects:
        for match in _DUE.finditer(fold(project.objective.text)):
            yield _due(match, match.group(5), budget.year or 0)
    for item in budget.indicators:
        name, value = fold(item.name.text), fold(item.value.text)
        date = _BY.fullmatch(value)
        if date and _TIME.search(name):
            yield _due(date, _TIME.sub("", name), budget.year or 0)


def _due(match: re.Match[str], thing: str, year: int) -> _Due:
    day = _LATE if match.group(4) else min(int(match.group(3) or 0), _LATE)
    part = f"{match.group(3)}日" if match.group(3) else match.group(4) or ""
    shown = f"{match.group(1) or year}年{match.group(2)}月{part}前"
    return _Due(thing, int(match.group(1) or year), int(match.group(2)), day, shown)


def _is_one(said: str, known: str) -> bool:
    """Return whether two things are one: the shorter one is the whole of the longer but for a few words around."""
    shorter, longer = sorted((said, known), key=len)
    return len(shorter) >= _SHORTEST and shorter in longer and 2 * len(shorter) > len(longer)
