"""Verbs on the figures of an evaluation that words tell: beside its table, and a rate beside its two amounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, TypedDict

from auditor.checks.attained import percent, points, points_of
from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, told
from auditor.checks.stages import months_of
from auditor.records.budget import Budget, Project
from auditor.records.finding import Hit
from auditor.records.outcome import Execution
from auditor.text.dates import years
from auditor.text.numbers import decimals, parse_amount, plain
from auditor.text.statements import Sum, sums
from auditor.text.width import fold

Told = Literal["report", "account"]
Printed = Literal["budget", "planned", "spent", "rate", "sum", "rows", "tasks", "months"]
_MONEY = frozenset({"budget", "planned", "spent"})
_SHORTEST = 4
_CLAUSE = re.compile("[,;。:、]")
_MOVED = re.compile("追加|调增|调减|压减|核减|收回|结余|结转|未(?:执行|支付|支出|使用|兑付)")


class Claim(TypedDict, total=False):
    """What words tell: ``say``, a pattern around its number (group 1), behind it the unit of money where it is one.

    ``of`` is what the table prints of it, ``label`` what that is called.
    """

    say: str
    of: Printed
    label: str


class Owner(TypedDict, total=False):
    """Whose figure a sentence tells: ``whole`` are words (a pattern) for the department in its clause.

    ``alone`` is a pattern of all that a clause says before its number, and that names nobody: the figure is that of the
    only evaluation, or of the department. Not so where ``apart`` is found before it: there the sentence is on a part.
    """

    whole: str
    alone: str
    apart: str


def figure(
    budget: Budget, context: Context, *, claims: Sequence[Claim], where: Told = "report", owner: Owner | None = None
) -> Iterator[Hit]:
    """Yield a hit where the report, or account and conclusion of an evaluation, tell another figure than its table.

    In a report a figure is that of the project that its clause ends with, or that ``owner`` says. What is the same
    figure of another evaluation, or of a part of the funds, may be that.
    """
    if where == "account":
        yield from (hit for project in context.evaluated for hit in _in_account(project, claims, context))
        return
    for claim in claims:
        for sentence in told(context):
            for match in re.finditer(claim["say"], sentence.text):
                whose = _owner(sentence, match, owner or {}, context)
                if whose is not None and (facts := _differs(whose, match, claim, context)):
                    yield at(sentence, {**facts, "name": whose.name.text or "本项目"}, match.start(), match.end())


def _in_account(project: Project, claims: Sequence[Claim], context: Context) -> Iterator[Hit]:
    spent = project.execution
    for cell in (spent.actual, spent.verdict) if spent else ():
        for claim in claims:
            match = re.search(claim["say"], fold(cell.text))
            if match and (facts := _differs(project, match, claim, context)):
                yield Hit(facts, project=project, text=cell.text, place=cell.place)


def _owner(sentence: Sentence, match: re.Match[str], owner: Owner, context: Context) -> Project | None:
    """Return whose figure a sentence tells, None in doubt."""
    scored = [one for one in context.evaluated if one.execution]
    departments = [one for one in scored if one not in context.budget.projects]
    before = re.split(";", sentence.text[: match.start()])[-1]
    clause = _CLAUSE.split(before)[-1]
    if (named_years := years(before)) and context.budget.year != named_years[-1]:
        return None  # 2024年度自评得分 in the report on 2025
    if "whole" in owner and re.search(owner["whole"], clause):
        return departments[0] if len(departments) == 1 else None
    bare = re.sub("(?:项目)?(?:支出)?(?:绩效)?(?:自评|评价|综合)?$", "", clause)
    named = [one for one in scored if _is_named(one, bare, bare.endswith)]
    if (
        named
        or "alone" not in owner
        or not re.fullmatch(owner["alone"], clause + match.string[match.start() : match.start(1)])
    ):
        return named[0] if len(named) == 1 else None
    if re.search(owner.get("apart", "(?!)"), before):
        return None
    return _unnamed(sentence.under + before, before, scored, departments)


def _unnamed(around: str, before: str, scored: Sequence[Project], departments: Sequence[Project]) -> Project | None:
    """Return whose figure it is where its clause names nobody: of the project around it, else of the only one."""
    named = [one for one in scored if one not in departments and _is_named(one, around, around.__contains__)]
    found = named or (scored if len(scored) == 1 else departments)
    whose = found[0] if len(found) == 1 else None
    return whose if whose and whose.execution and _is_on_totals(before, whose.execution) else None


def _is_named(one: Project, text: str, holds: Callable[[str], bool]) -> bool:
    name = re.sub("(?:项目)?(?:支出)?$", "", fold(one.name.text))
    return len(name) >= _SHORTEST and bool(text) and holds(name)


def _is_on_totals(before: str, spent: Execution) -> bool:
    """Return whether the amounts before a figure in its sentence are those of the whole, or of what became of it."""
    known = [value for value in (spent.budget, spent.planned, spent.spent) if value is not None]
    return all(_MOVED.search(one.words) or any(_is_same(one, value) for value in known) for one in sums(before))


def _is_same(told_sum: Sum, wan: Decimal) -> bool:
    return abs(told_sum.wan - wan) <= told_sum.step


def _differs(whose: Project, match: re.Match[str], claim: Claim, context: Context) -> Mapping[str, object]:
    """Return the facts of a figure that the table does not print, {} where it does or nobody knows."""
    values = _values(whose, claim["of"], context)
    if not values or _agrees(match, claim["of"], [*values, *_others(whose, claim["of"], context)]):
        return {}
    return {"stated": match.group(), "printed": _shown(values[0], claim["of"]), "label": claim.get("label", "")}


def _shown(value: Decimal, of: Printed) -> str:
    if of in _MONEY:
        return f"{plain(value)}万元"
    return percent(value / 100) if of == "rate" else plain(value)


def _agrees(match: re.Match[str], of: Printed, values: Sequence[Decimal]) -> bool:
    number = match.group(1)
    if of in _MONEY:
        (one,) = sums(match.group(1) + match.group(2))
        return any(_is_same(one, value) for value in values)
    slack = Decimal(10) ** -decimals(number) if of == "rate" else Decimal(0)
    return any(abs(Decimal(number) - value) <= slack for value in values)


def _others(whose: Project, of: Printed, context: Context) -> Sequence[Decimal]:
    """Return the same figure of the other evaluations, and of the parts of the funds.

    A total of the indicators alone is told with the points of spending, too.
    """
    if of == "sum":
        return _with_spending(whose, context)
    if of in {"rows", "tasks", "months"}:
        return ()
    found = [one for other in context.evaluated if other is not whose for one in _values(other, of, context)]
    rows = whose.execution.parts if whose.execution else ()
    if of == "rate":
        return [*found, *(row.spent / row.planned * 100 for row in rows if row.spent is not None and row.planned)]
    return [*found, *(one for row in rows for one in (row.budget, row.planned, row.spent) if one is not None)]


def _with_spending(whose: Project, context: Context) -> Sequence[Decimal]:
    """Return the printed total with the points of spending where it is that of the rows alone."""
    total, own = (points(whose.execution.sum), points(whose.execution.score)) if whose.execution else (None, None)
    scores = [points_of(item)[1] or Decimal(0) for item in context.indicators_of(whose)]
    return [total + own] if total is not None and own is not None and sum(scores) == total else []


def _values(project: Project, of: Printed, context: Context) -> Sequence[Decimal]:
    """Return what the table of a project prints of a figure, or what its amounts make of it."""
    spent = project.execution
    if spent is None:
        return []
    if of == "rate":
        return _rates(spent)
    found: Decimal | None = points(spent.sum) if of == "sum" else getattr(spent, of) if of in _MONEY else None
    counted = _count(project, of, context) if found is None else 0
    return [found] if found is not None else [Decimal(counted)] if counted else []


def _count(project: Project, of: Printed, context: Context) -> int:
    """Return how many rows, main tasks or months a table has, 0 where it has none or that is no figure to count."""
    head = context.budget.overall
    tasks = head.tasks if head and not project.key else ()
    counted = {"rows": len(context.indicators_of(project)), "tasks": len(tasks), "months": months_of(context)}
    return counted.get(of, 0)


def _rates(spent: Execution) -> Sequence[Decimal]:
    """Return the rates of the total in percent: printed, and of the amounts."""
    printed = points(spent.rate) if "%" in fold(spent.rate.text) else None
    made = [spent.spent / one * 100 for one in (spent.planned, spent.budget) if one and spent.spent is not None]
    return [*made, *([] if printed is None else [printed])]


def rate(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where a sentence tells a budget, what was spent of it and a rate (groups 1 to 3), and they differ."""
    for sentence in told(context):
        for match in re.finditer(say, sentence.text):
            planned, spent = (parse_amount(match.group(group)) for group in (1, 2))
            share = Decimal(match.group(3))
            if not planned or spent is None:
                continue
            right = spent / planned * 100
            slack = Decimal(10) ** -decimals(match.group(3)) + Decimal(10) ** -decimals(match.group(2)) / planned * 100
            if abs(right - share) > slack:
                facts = {"budget": match.group(1), "spent": match.group(2), "stated": f"{plain(share)}%"}
                yield at(sentence, {**facts, "right": f"{plain(round(right, 2))}%"}, match.start(1), match.end(3))
