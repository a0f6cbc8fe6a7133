"""The days by which an objective wants things done, against those of the rows of the same matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.checks.alike import core, is_within, pairs
from auditor.checks.context import Context
from auditor.records.budget import Indicator, Project
from auditor.text.dates import Due, dues
from auditor.text.width import fold

_CLAUSES = re.compile(r"[,;。、:]")
_LINKS = re.compile(r"[于在由应须需要并争取确保力的]|年内|全年|全部|全面|本年度?|[之以]?[前内](?=$|完)")
_DONE = re.compile(
    r"完成|完工|竣工|结束|办结|到位|完毕|(?:并|一次性)*通过|验收|合格|交付|投入使用|实施|组织|进行|开展|工作|任务|项目|时间|时限|期限|日期|节点|[的度]"
)
"""What many rows and clauses say: done; it does not tell one matter from another."""
_ENDED = re.compile(r"完成|完工|竣工|结束|办结|到位|完毕|验收|交付|投入使用")
_SAME, _NAMED = 0.6, 0.5
"""So much of what a clause says after its date stands in the name of a row of its matter, and of that name in it."""
_LATEST = frozenset({"≤", "<", "=", "定性", ""})
_MONTHS = frozenset({"月", "月份"})


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause with one date: the words before and behind it, and ``context``, what stands since the last date."""

    before: str
    behind: str
    context: str
    due: Due


def later_rows(project: Project, context: Context) -> Iterator[tuple[Indicator, str, str]]:
    """Yield (row, day of the objective, day of the row) where a row wants a thing done later than the objective.

    A clause of the objective is of the row if it has one date, and what it says beside the date stands in the name of
    this row alone; where it says but 完成, the row must name what the objective has spoken of since its last date. A
    month without a day may end early, so it is later only where all of it is.
    """
    year = context.budget.year
    if not year or not (said := list(_said(fold(project.objective.text), year, fold(project.name.text)))):
        return
    rows = [(item, due) for item in context.indicators_of(project) if (due := due_of(item, year, context))]
    for one in said:
        meant = [(item, due) for item, due in rows if _is_of(one, context.read(item).name)]
        if len(meant) != 1:
            continue
        item, due = meant[0]
        if _is_bare(one) and _another(due, one, said):
            continue
        if one.due.last < due.first and due.last <= (year, 12, 31):  # years.target tells a day after the year
            yield item, one.due.phrase, context.read(item).target


def _another(due: Due, one: _Said, said: Sequence[_Said]) -> bool:
    """Return whether the day of a row is one that the objective sets for something else."""
    return any(other is not one and due.first <= other.due.last and other.due.first <= due.last for other in said)


def _said(text: str, year: int, project: str) -> Iterator[_Said]:
    """Yield every clause with one date."""
    since = ""
    for clause in _CLAUSES.split(text):
        found = dues(clause, year)
        if len(found) == 1:
            before, _, behind = clause.partition(found[0].phrase)
            yield _Said(_LINKS.sub("", before), _LINKS.sub("", behind), f"{project},{since}{before}", found[0])
        since = "" if found else since + clause


def due_of(item: Indicator, year: int | None, context: Context) -> Due | None:
    """Return the only day that a row under 时效 names as its latest, None where it names none or several."""
    reading = context.read(item)
    if not year or reading.level != "timeliness" or reading.sign not in _LATEST:
        return None
    text = reading.value + reading.unit_text
    limit = reading.sign in {"≤", "<"} and reading.numeric and reading.unit_text in _MONTHS
    found = dues(f"{text}内" if limit else text, year)
    return found[0] if len(found) == 1 else None


def _is_of(one: _Said, name: str) -> bool:
    """Return whether a name is of what a clause says, all of which the objective has spoken of since its last date.

    Enough of what stands behind the date is in the name, or there is but 完成; so is some of what is before.
    """
    named = _DONE.sub("", _LINKS.sub("", name))
    if named and not is_within(pairs(named), f"{one.context},{one.behind}", _NAMED):
        return False
    if _is_bare(one):
        return bool(_ENDED.search(name))
    before = core(one.before)
    return is_within(pairs(one.behind), name, _SAME) and (not before or any(pair in name for pair in before))


def _is_bare(one: _Said) -> bool:
    """Return whether a clause says but that something is to be done by its day (8月底前完工并通过验收)."""
    return not _DONE.sub("", one.behind) and not one.before
