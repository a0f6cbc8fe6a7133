"""Verbs on the words of an evaluation (its report, 实际完成情况) against its tables: scores, grades, rates, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from auditor.checks.account import Reached, is_total, reached, thing
from auditor.checks.alike import core
from auditor.checks.attained import at_outcome, points
from auditor.checks.context import Context
from auditor.checks.counted import Count, counts
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import decimals, parse_amount, plain
from auditor.text.width import fold

_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)%")
_NAMED = re.compile(r"([\u4e00-\u9fff“”\"]{4,30}?)(?:达到?了?|为|是|控制在|提高到|提升至|保持在)?$")
_SHORTEST = 4
_LEAST = 2


def told_scores(budget: Budget, context: Context, *, say: str, whole: str) -> Iterator[Hit]:
    """Yield a hit where the report gives a project, or the department, another total than its table prints.

    ``say`` is a pattern of the words around a score (group 1), ``whole`` one of the words for the department before it.
    """
    for sentence in told(context):
        for match in re.finditer(say, sentence.text):
            clause = re.split("[,;。:、]", sentence.text[: match.start()])[-1]
            owner = _owner(clause, whole, context)
            printed = points(owner.execution.sum) if owner and owner.execution else None
            if owner and printed is not None and Decimal(match.group(1)) != printed:
                facts = {"stated": match.group(), "printed": plain(printed), "name": owner.name.text}
                yield at(sentence, facts, match.start(), match.end())


def _owner(clause: str, whole: str, context: Context) -> Project | None:
    """Return whose score a clause is about: the department, or the project that it ends with; None in doubt."""
    scored = [one for one in context.evaluated if one.execution]
    own = [one for one in scored if one not in context.budget.projects]
    if re.search(whole, clause):
        return own[0] if len(own) == 1 else None
    bare = re.sub("(?:项目)?(?:支出)?(?:绩效)?(?:自评|评价|综合)?$", "", clause)
    named = [one for one in scored if len(one.name.text) >= _SHORTEST and bare.endswith(fold(one.name.text))]
    return named[0] if len(named) == 1 else None


def told_grades(budget: Budget, context: Context, *, say: str, grades: Mapping[str, float]) -> Iterator[Hit]:
    """Yield a hit where a sentence gives a total (group 1 of ``say``) another grade (group 2) than ``grades`` do."""
    for sentence in told(context):
        for match in re.finditer(say, sentence.text):
            total = Decimal(match.group(1))
            right = next((name for name, least in grades.items() if total >= Decimal(str(least))), "")
            if right and match.group(2)[:1] != right[:1]:
                facts = {"total": plain(total), "stated": match.group(2), "right": right}
                yield at(sentence, facts, match.start(2), match.end(2))


def told_rates(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
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


def told_numbers(budget: Budget, context: Context, *, unless: str, fill: str) -> Iterator[Hit]:
    """Yield a hit where the report counts a thing otherwise than every row that is surely about it.

    All pairs of characters of the thing must stand in the name of the row, beside words that only ``fill``; ``unless``
    finds numbers that are no results. What equals the target of the row may be the target.
    """
    rows = [row for item in budget.indicators if (row := reached(item, context))]
    for sentence in told(context) if rows else ():
        for one in counts(sentence.text, context):
            if not is_total(one, context) or re.search(unless, one.before + one.words):
                continue
            words = core(re.sub(fill, "", one.words))
            about = [row for row in rows if len(words) >= _LEAST and words <= core(row.row.name.text)]
            about = [row for row in about if row.thing == thing(one.unit.name)]
            known = {value for row in about for value in (row.amount, _target(row, context))}
            if about and one.base not in known:
                yield _at_count(sentence, one, about[0])


def _target(row: Reached, context: Context) -> Decimal | None:
    reading = context.read(row.row)
    return reading.amount * reading.unit.factor if reading.amount is not None and reading.unit else reading.amount


def _at_count(sentence: Sentence, one: Count, row: Reached) -> Hit:
    actual = row.row.outcome.actual.text if row.row.outcome else ""
    facts = {"stated": f"{one.words}{one.shown}" if one.words else one.shown, "name": row.row.name.text}
    start = max(sentence.text.find(one.shown), 0)
    return at(sentence, {**facts, "actual": actual}, start, start + len(one.shown))


def by_objective(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the account repeats a clause of the objective with another number than the row of it reached.

    The row is the only one of its unit whose target is the number of that clause; what the row names in the same words
    is judged by account_numbers.
    """
    if project.execution is None or not project.execution.actual.text:
        return
    rows = [row for item in context.indicators_of(project) if (row := reached(item, context))]
    aims = [one for one in counts(project.objective.text, context) if is_total(one, context)]
    done = [one for one in counts(project.execution.actual.text, context) if is_total(one, context)]
    for aim in aims:
        own = [row for row in rows if row.thing == thing(aim.unit.name) and _target(row, context) == aim.base]
        same = [one for one in done if _said(one) == _said(aim) and thing(one.unit.name) == thing(aim.unit.name)]
        if len(own) != 1 or len(same) != 1 or len(_said(aim)) < _SHORTEST or _is_about(same[0], own[0]):
            continue
        if same[0].base != own[0].amount:
            actual = own[0].row.outcome.actual.text if own[0].row.outcome else ""
            yield at_outcome(own[0].row, {"stated": f"{_said(same[0])}{same[0].shown}", "target": actual}, "actual")


def _is_about(one: Count, row: Reached) -> bool:
    """Return whether the words of a number are those of a row's name, but for a pair of characters."""
    return len(core(one.words) - core(row.row.name.text)) <= 1


def _said(one: Count) -> str:
    return re.sub("^(?:全年|年内|本年度?|累计|共|已)*", "", one.before)


def account_rates(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the account gives the rate of a row that it names (…率97%) otherwise than the row does."""
    account = fold(project.execution.actual.text) if project.execution else ""
    for match in _PERCENT.finditer(account):
        named = _NAMED.search(re.split("[,;。、:()]", account[: match.start()])[-1])
        rows = [row for row in context.indicators_of(project) if named and _is_named(row, named.group(1))]
        actual = _percent_of(rows[0]) if len(rows) == 1 else None
        if actual is not None and actual != Decimal(match.group(1)) and rows[0].outcome:
            facts = {
                "stated": f"{named.group(1) if named else ''}{match.group()}",
                "target": rows[0].outcome.actual.text,
            }
            yield at_outcome(rows[0], facts, "actual")


def _is_named(row: Indicator, words: str) -> bool:
    name = fold(row.name.text)
    return len(name) >= _SHORTEST and (words.endswith(name) or (len(words) >= _SHORTEST and name.endswith(words)))


def _percent_of(row: Indicator) -> Decimal | None:
    match = _PERCENT.fullmatch(fold(row.outcome.actual.text)) if row.outcome else None
    return Decimal(match.group(1)) if match else None
