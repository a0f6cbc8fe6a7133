"""Verbs on printed sums of levels: below their rows (产出指标小计), and beside the total of a list of results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.attained import points, points_of, short
from auditor.checks.context import Context
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.records.outcome import LevelSum
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_AROUND = re.compile(r"\(.*?\)|指标|[—–-].*$")
_ROUNDING = Decimal("0.011")
_WORDS = {"weight": "分值", "score": "得分"}
_OTHERS = 2  # rows of a list in which the scores add up prove that they are all of the total


def level_sums(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where a printed sum of a level is not that of its rows.

    That its rows are these is proven by its other sum (分值 beside 得分), or by the points that the head prints.
    """
    sums = project.execution.level_sums if project.execution else ()
    for level in dict.fromkeys(one.level for one in sums):
        own = [one for one in sums if one.level == level]
        rows = _rows(level, context.indicators_of(project))
        off = [one for one in own if not _fits(one, rows)]
        proven = len(off) < len(own) or any(_has_points(one, rows) for one in own)
        for one in off if rows and proven else ():
            added = _added(one.role, rows)
            stated = points(one.cell)
            if added is not None and stated is not None:
                facts = {"level": level, "what": _WORDS[one.role], "sum": short(added), "stated": plain(stated)}
                yield Hit(facts, project=project, text=one.cell.text, place=one.cell.place)


def listed(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the scores that a list prints of a project do not add up to the total that it prints.

    That they are all of the total is proven by the points of their heads, or by other rows of the list.
    """
    off = _off_total(project)
    rows = context.indicators_of(project)
    if not off or project.execution is None or (rows and _added("score", rows) is not None):
        return  # the scores of its rows tell more
    others = [_off_total(one) for one in context.evaluated if one is not project]
    if sum(one == 0 for one in others) < _OTHERS and _all_points(project) != 100:
        return
    cell = project.execution.sum
    stated = points(cell) or Decimal(0)
    facts = {"stated": plain(stated), "sum": short(stated - off), "difference": short(abs(off))}
    yield Hit(facts, project=project, text=cell.text, place=cell.place)


def _off_total(project: Project) -> Decimal | None:
    """Return by how much the total of a row of a list is more than its scores; None where it has no such scores."""
    spent = project.execution
    own = [points(one.cell) for one in spent.level_sums if one.listed] if spent else []
    total = points(spent.sum) if spent else None
    if spent is None or total is None or len(own) < _OTHERS or None in own:
        return None
    own.append(points(spent.score) or Decimal(0))
    off = total - sum((one for one in own if one is not None), Decimal(0))
    return off if abs(off) > _ROUNDING else Decimal(0)


def _all_points(project: Project) -> Decimal:
    """Return the points that the heads of the scores of a list print together."""
    spent = project.execution
    own = [parse_amount(one.points) or Decimal(0) for one in spent.level_sums] if spent else []
    return sum(own, (points(spent.weight) if spent else None) or Decimal(0))


def _rows(level: str, rows: Sequence[Indicator]) -> list[Indicator]:
    """Return the rows below a level: of the first levels with its words, else of the second ones."""
    for name in ("level1", "level2"):
        if found := [row for row in rows if _bare(getattr(row, name).text) == _bare(level)]:
            return found
    return []


def _bare(level: str) -> str:
    return _AROUND.sub("", fold(level))


def _added(role: str, rows: Sequence[Indicator]) -> Decimal | None:
    values = [points_of(row)[role == "score"] for row in rows]
    return None if None in values else sum((one for one in values if one is not None), Decimal(0))


def _fits(one: LevelSum, rows: Sequence[Indicator]) -> bool:
    added, stated = _added(one.role, rows), points(one.cell)
    return added is None or stated is None or abs(added - stated) <= _ROUNDING


def _has_points(one: LevelSum, rows: Sequence[Indicator]) -> bool:
    return bool(one.points) and _added("weight", rows) == parse_amount(one.points)
