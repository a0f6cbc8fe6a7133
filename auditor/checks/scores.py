"""Verbs on points and scores (权重、分值、得分) that must add up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Literal, TypedDict

from auditor.checks.attained import points, points_of, short
from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, told
from auditor.checks.stages import stage_of
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.records.place import NOWHERE, Place
from auditor.records.rule import Severity
from auditor.text.numbers import plain
from auditor.text.width import fold

Points = Literal["weight", "score"]
_LEAST: Mapping[Points, int] = {"weight": 2, "score": 1}
"""Rows without which nothing is said: the only weight of a project may be that of all its rows, in a merged cell."""
_MANY, _ROUNDING = 3, Decimal("0.01")
_TICK = re.compile("[☑☒√✓✔■●✅]")
_NOTED = re.compile(r"各?项目[^,。;]{0,10}(?:权重|分值)(?:合计|总和|之和)(?:应?为|是)?(\d{2,3})(?![\d.%])")
_LEVEL_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分?\)")


def points_sum(project: Project, context: Context, *, sums: Sequence[float], stage: str) -> Iterator[Hit]:
    """Yield a hit where the points of a project's rows (and of its spending) add up to none of ``sums``.

    ``stage`` says for which tables: 目标, 自评. A table of targets may leave the points of spending out, so there every
    value of ``sums`` is right, but where a note says which (各项目权重合计为90), and where all other projects, three or
    more, have another: then it is worth a warning. Nothing is said where a row has no points.
    """
    added = _added(project, context)
    if added is None or stage_of(project, context) != stage:
        return
    own = project.execution is not None and points(project.execution.weight) is not None
    allowed = [Decimal(str(one)) for one in sums]
    if stage == "自评" and not own:
        allowed = [*allowed, *(one - 10 for one in allowed)]
    noted = None if own else context.remember("points by a note", lambda: _noted(context))
    asked = _usual(project, context, stage) if noted is None else noted
    off = all(abs(added - one) > _ROUNDING for one in allowed)
    if off or (asked in allowed and added != asked):
        severity: Severity | None = None if off or noted is not None else "warning"
        yield _off_sum(project, context, (added, asked if asked in allowed else allowed[0]), severity)


def _off_sum(
    project: Project, context: Context, sums: tuple[Decimal, Decimal | None], severity: Severity | None
) -> Hit:
    """Return the hit on a project whose points add up to the first of ``sums`` instead of the second."""
    added, wanted = sums[0], sums[1] or Decimal(0)
    facts = {"sum": short(added), "wanted": short(wanted), "difference": short(abs(added - wanted))}
    first = next(item for item in context.indicators_of(project) if item.outcome and item.outcome.weight.text)
    place = first.outcome.weight.place if first.outcome else None
    return Hit(facts, project=project, text=project.name.text, place=place, severity=severity)


def _added(project: Project, context: Context) -> Decimal | None:
    """Return what the points of a project add up to, in hundredths; None where a row has none."""
    weights = _weights(project, context)
    own = points(project.execution.weight) if project.execution else None
    added = sum(weights, own or Decimal(0))
    return None if len(weights) < _LEAST["weight"] else added * 100 if added <= Decimal("1.001") else added


def _noted(context: Context) -> Decimal | None:
    """Return to what a note of the document says that the points of every project add up, None where none does."""
    notes = (one.cell for one in context.budget.aside if one.kind == "note")
    texts = (fold(cell.text) for cell in (*context.budget.prose, *notes))
    found = {match.group(1) for text in texts for match in _NOTED.finditer(text)}
    return Decimal(found.pop()) if len(found) == 1 else None


def _usual(project: Project, context: Context, stage: str) -> Decimal | None:
    """Return to what the points of all other projects add up, three or more; None where they differ."""

    def make() -> Counter[Decimal | None]:
        return Counter(_added(one, context) for one in context.evaluated if stage_of(one, context) == stage)

    others = context.remember(("sums of points", stage), make) - Counter({_added(project, context): 1})
    return next(iter(others)) if len(others) == 1 and others.total() >= _MANY else None


def level_points(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where a level prints its points (产出指标(50分), 数量指标(18分)) and its rows add up to others."""
    rows = context.indicators_of(project)
    own = points(project.execution.weight) if project.execution else None
    for name in ("level1", "level2"):
        if all(getattr(item, name).text for item in rows):  # else nobody knows to which level the row belongs
            yield from _off_points(rows, name, own)


def _off_points(rows: Sequence[Indicator], name: str, own: Decimal | None) -> Iterator[Hit]:
    """Yield the hits of the levels in one column; a second level may have one name below two first ones."""
    groups: dict[tuple[str, str], list[Indicator]] = {}
    for item in rows:
        above = fold(item.level1.text) if name == "level2" else ""
        groups.setdefault((above, fold(getattr(item, name).text)), []).append(item)
    for (_, text), items in groups.items():
        match = _LEVEL_POINTS.search(text)
        weights = [points_of(item)[0] for item in items]
        known = [weight for weight in weights if weight is not None]
        # The points of spending may stand among the rows of a level.
        sums = {sum(known, Decimal(0)), sum(known, own or Decimal(0))}
        if match and len(known) == len(items) and Decimal(match.group(1)) not in sums:
            facts = {"level": text, "sum": short(sum(known, Decimal(0))), "stated": match.group(1)}
            yield Hit(facts, items[0], column=name)


def level_scheme(
    project: Project, context: Context, *, schemes: Sequence[Mapping[str, float]], stage: str
) -> Iterator[Hit]:
    """Yield a hit for each first level whose points are not those of a scheme that the bureau sets.

    A scheme gives the points of the levels whose name has a word (产出: 50, 效益: 30, 满意度: 10). A project that fits
    one of ``schemes`` is right; of the others the one that it fits best is told. ``stage``: 目标 or 自评.
    """
    rows = context.indicators_of(project)
    weights = [points_of(item)[0] for item in rows]
    if stage_of(project, context) != stage or not rows or any(weight is None for weight in weights):
        return
    faults = [_off_scheme(rows, scheme) for scheme in schemes]
    for word, stated, added, first in min(faults, key=len, default=[]):
        yield Hit({"level": word, "sum": short(added), "stated": short(stated)}, first, column="level1")


def _off_scheme(
    rows: Sequence[Indicator], scheme: Mapping[str, float]
) -> list[tuple[str, Decimal, Decimal, Indicator]]:
    """Return (word, points by the scheme, points of the rows, first row) of each level that is off the scheme."""
    found = []
    for word, stated in scheme.items():
        own = [item for item in rows if word in fold(item.level1.text)]
        added = sum((points_of(item)[0] or Decimal(0) for item in own), Decimal(0))
        if own and added != Decimal(str(stated)):
            found.append((word, Decimal(str(stated)), added, own[0]))
    return found


def printed_total(project: Project, context: Context, *, of: Points) -> Iterator[Hit]:
    """Yield a hit where the printed total of weights or scores is not the sum of those of the rows and of the spending.

    More is printed rightly where the points of spending are not printed where they are read, and less where the total
    of the points is that of the rows alone, spending having a table of its own.
    """
    spent = project.execution
    if spent is None:
        return
    if of == "weight":
        cell, own, rows = spent.points, points(spent.weight), _weights(project, context)
    else:
        cell, own, rows = spent.sum, points(spent.score), _scores(project, context)
    printed, added = points(cell), sum(rows, own or Decimal(0))
    if printed is None or len(rows) < _LEAST[of] or abs(added - printed) <= _ROUNDING:
        return
    if _is_of_rows(project, context) and abs(sum(rows, Decimal(0)) - printed) <= _ROUNDING:
        return
    if own is None and added < printed <= added + _points_elsewhere(project, context):
        return
    facts = {"sum": short(added), "printed": plain(printed), "difference": short(abs(added - printed))}
    yield Hit(facts, project=project, text=cell.text, place=cell.place)


def _is_of_rows(project: Project, context: Context) -> bool:
    """Return whether the printed total of the points leaves out those of spending."""
    whole = points(project.execution.points) if project.execution else None
    return whole is not None and abs(sum(_weights(project, context), Decimal(0)) - whole) <= _ROUNDING


def _scores(project: Project, context: Context) -> list[Decimal]:
    """Return the scores of the rows of a project; none where a row has no number there."""
    rows = [points_of(item)[1] for item in context.indicators_of(project)]
    return [row for row in rows if row is not None] if all(row is not None for row in rows) else []


def _points_elsewhere(project: Project, context: Context) -> Decimal:
    """Return how many of all points are not those of the rows."""
    whole = points(project.execution.points) if project.execution else None
    return (Decimal(100) if whole is None else whole) - sum(_weights(project, context), Decimal(0))


class Apart(TypedDict):
    """A total and its grade in two sentences of a paragraph: a pattern of each."""

    total: str
    grade: str


def grade(
    budget: Budget, context: Context, *, grades: Mapping[str, float], say: str = "", apart: Apart | None = None
) -> Iterator[Hit]:
    """Yield a hit where a grade is not the one of its total; ``grades`` gives the least points of each grade.

    Totals and grades are those of the tables, or with ``say`` those that a sentence tells (groups 1 and 2); those
    that a paragraph tells ``apart`` are compared where it tells one of each.
    """
    if say:
        yield from (hit for sentence in told(context) for hit in _told_grades(sentence, say, grades))
        for _, group in groupby(told(context), key=lambda one: one.cell.place):
            yield from _apart_grades(list(group), say, apart, grades) if apart else ()
        return
    for project in context.evaluated:
        spent = project.execution
        total = points(spent.sum) if spent else None
        if spent is None or total is None:
            continue
        stated, right = _stated_grade(fold(spent.grade.text), list(grades)), _right_grade(total, grades)
        if stated and right and stated != right:
            facts = {"stated": stated, "right": right, "total": plain(total)}
            yield Hit(facts, project=project, text=spent.grade.text, place=spent.grade.place)


def grade_of(project: Project, grades: Mapping[str, float]) -> str:
    """Return the grade that the evaluation of a project prints, else that of its total, "" where neither is known."""
    spent = project.execution
    total = points(spent.sum) if spent else None
    stated = _stated_grade(fold(spent.grade.text), list(grades)) if spent else ""
    return stated or ("" if total is None else _right_grade(total, grades))


def _told_grades(sentence: Sentence, say: str, grades: Mapping[str, float]) -> Iterator[Hit]:
    for match in re.finditer(say, sentence.text):
        right = _right_grade(Decimal(match.group(1)), grades)
        if right and match.group(2)[:1] != right[:1]:
            facts = {"total": plain(Decimal(match.group(1))), "stated": match.group(2), "right": right}
            yield at(sentence, facts, match.start(2), match.end(2))


def _apart_grades(paragraph: Sequence[Sentence], say: str, apart: Apart, grades: Mapping[str, float]) -> Iterator[Hit]:
    if any(re.search(say, one.text) for one in paragraph):
        return
    totals = [match for one in paragraph for match in re.finditer(apart["total"], one.text)]
    told_grades = [(one, match) for one in paragraph for match in re.finditer(apart["grade"], one.text)]
    if len(totals) == len(told_grades) == 1:
        (sentence, match), total = told_grades[0], Decimal(totals[0].group(1))
        right = _right_grade(total, grades)
        if right and match.group(1)[:1] != right[:1]:
            facts = {"total": plain(total), "stated": match.group(1), "right": right}
            yield at(sentence, facts, match.start(1), match.end(1))


def _right_grade(total: Decimal, grades: Mapping[str, float]) -> str:
    return next((name for name, least in grades.items() if total >= Decimal(str(least))), "")


def _stated_grade(text: str, grades: Sequence[str]) -> str:
    """Return the grade that a text names, of several the one that is ticked (优□ 良☑), "" where that is in doubt."""
    named = sorted((text.find(name), name) for name in grades if name in text)
    if len(named) < 2:
        return named[0][1] if named else ""
    before = text[: named[0][0]].strip(" (") != ""
    ends = [at for at, _ in named[1:]] + [len(text)]
    starts = [0, *(at + 1 for at, _ in named[:-1])]
    parts = [
        text[start:at] if before else text[at:end] for start, end, (at, _) in zip(starts, ends, named, strict=True)
    ]
    ticked = [name for part, (_, name) in zip(parts, named, strict=True) if _TICK.search(part)]
    return ticked[0] if len(ticked) == 1 else ""


def _weights(project: Project, context: Context) -> list[Decimal]:
    """Return the points of the rows of a project; none where a row has no number there.

    A cell that is merged over several rows gives its points once.
    """
    items = {_printed(item) or number: item for number, item in enumerate(context.indicators_of(project))}
    rows = [points_of(item)[0] for item in items.values()]
    return [row for row in rows if row is not None] if all(row is not None for row in rows) else []


def _printed(item: Indicator) -> Place | None:
    """Return where the points of a row are printed, None where no place is known."""
    place = item.outcome.weight.place if item.outcome else NOWHERE
    return None if place == NOWHERE else place
