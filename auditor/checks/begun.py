"""What is begun after it is to be finished: the days of the rows of one project, and of its objective."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.due import due_of
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.dates import Due, dues
from auditor.text.width import fold

_CLAUSES = re.compile(r"[,;。、:]")
_TAIL = re.compile(r"(?:的?(?:时间|日期|时限|节点|期限)|及时)$")


def after_end(project: Project, context: Context, *, starts: str, ends: str) -> Iterator[Hit]:
    """Yield a hit where a row begins a thing (a word of list ``starts``: 开工时间) after the day on which it ends.

    That day is that of a row (a word of ``ends``: 竣工时间) whose name says the same else, or of the only clause of the
    objective that ends something, where the project has one row that begins.
    """
    rows = [(item, _stem(item, context, starts, ends)) for item in context.indicators_of(project)]
    begun = [(item, stem[1]) for item, stem in rows if stem and stem[0] == starts]
    ended = [(item, stem[1]) for item, stem in rows if stem and stem[0] == ends]
    for item, stem in begun:
        start = due_of(item, context.budget.year, context)
        if start is None:
            continue
        same = [other for other, of in ended if of == stem or (len(begun) == len(ended) == 1 and not (of and stem))]
        days = [(due, other) for other in same if (due := due_of(other, context.budget.year, context))]
        told = _told(project, context, ends) if len(begun) == 1 and not days else ()
        for due, other in (*days, *told):
            if due.last < start.first:
                name = context.read(other).name if other else "绩效目标"
                facts = {"start": start.phrase, "end": due.phrase, "other": name}
                yield Hit(facts, item, project, "value", related=(other,) if other else ())
                break


def _stem(item: Indicator, context: Context, starts: str, ends: str) -> tuple[str, str] | None:
    """Return the list that has the last word of a name but its tail, and what the name says before it."""
    reading = context.read(item)
    if reading.level != "timeliness":
        return None
    name = _TAIL.sub("", reading.name)
    for section in (starts, ends):
        word = next((one for one in context.words.entries(section) if name.endswith(one)), "")
        if word:
            return section, name.removesuffix(word)
    return None


def _told(project: Project, context: Context, ends: str) -> tuple[tuple[Due, None], ...]:
    """Return the day of the only clause of the objective that ends something, () where there are more."""
    text, year = fold(project.objective.text), context.budget.year
    if not year:
        return ()
    said = [(dues(clause, year), clause) for clause in _CLAUSES.split(text) if context.words.has(ends, clause)]
    days = [found[0] for found, _ in said if len(found) == 1]
    return ((days[0], None),) if len(days) == 1 else ()
