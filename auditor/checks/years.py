"""Verbs on years: what is planned for another year than that of the budget, and aims of several years as one's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict

from auditor.checks.context import Context
from auditor.checks.truncation import spots
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.text.dates import deadline_years, reversed_span, year_span
from auditor.text.width import fold

_CITED = re.compile(r"《[^》]*》|\([^()]*\)|〔\d{4}〕|\[\d{4}\]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?:度)?")
When = Literal["before", "after"]
_BACK = 40
"""So many characters before a year are searched for the beginning of its clause."""
_EARLIER = re.compile(r"年(?:之|以)?前$")
_CLAUSE = re.compile(r"[,;。:]")
_MONTH = re.compile(r"年(?:度)?(\d{1,2})月")
_LAST_MONTH = 12
_COMPARED = 6
"""So many characters behind a year say that it is what another is compared with (2025年同期, 2025年为基数)."""


class _AfterYear(TypedDict):
    words: str
    until: int


class AfterYear(_AfterYear, total=False):
    """What by its nature is done when the year is over (``words``: 决算), ``until`` this month of the next year.

    With ``beside`` a word of that list must stand with it (年度 beside 报告).
    """

    beside: str


class Unmeant(TypedDict, total=False):
    """Earlier years that are not meant.

    Behind one in a name stands a word of ``left`` (2025年结转案件): what it left is dealt with now. One behind a word
    of the first list of ``base`` (较), or before one of the second (同期), is one to compare with.
    """

    left: str
    base: tuple[str, str]


class NoDate(TypedDict, total=False):
    """Later years that are no date of the project's own: before one of ``followed``, or of what is done ``later``."""

    followed: str
    later: Sequence[AfterYear]


NOTHING: Unmeant = {}


def _clean(text: str) -> str:
    """Return the folded text with what is cited or in brackets blanked, so that places stay."""
    return _CITED.sub(lambda match: "〇" * len(match.group()), fold(text))


def stale_objective(
    project: Project, context: Context, *, plan: Sequence[str], opening: str, unless: str
) -> Iterator[Hit]:
    """Yield a hit where the objective plans for a year before the budget year.

    That is a deadline in such a year, a year beside a word of the lists ``plan`` (拟于, 高考), or one that opens its
    clause (after nothing but a word of ``opening``) in an objective that does not name the budget year. After a
    word of ``unless`` (较, 自) a year is a comparison or a beginning; documents cited by year are left out.
    """
    year = context.budget.year
    if year is None:
        return
    text = _clean(project.objective.text)
    span = year_span(text)
    text = text.replace(span[2], "") if span else text
    late = [found for found, phrase in deadline_years(text) if found < year and not _of_old(phrase, text, context)]
    stale = late[:1] or [found for found in _planned(text, context, plan, (opening, unless)) if found < year]
    if stale and not _told_apart(text, year, late):
        yield Hit({"stale": stale[0], "year": year}, project=project, column="objective")


def _of_old(phrase: str, text: str, context: Context) -> bool:
    """Return whether a date says how old a thing is (2016年以前档案): nothing is finished then."""
    rest = _CLAUSE.split(text.partition(phrase)[2])[0]
    return bool(_EARLIER.search(phrase)) and not context.words.has("cues.finishing", rest)


def _told_apart(text: str, year: int, late: Sequence[int]) -> bool:
    """Return whether the text names the budget year as well and no deadline before it: the other is background."""
    return str(year) in text and not late


def _planned(text: str, context: Context, plan: Sequence[str], words: tuple[str, str]) -> Iterator[int]:
    opening, unless = words
    for match in _YEAR.finditer(text):
        before = _CLAUSE.split(text[max(0, match.start() - _BACK) : match.start()])[-1]
        if (before and context.words.has(unless, before[-3:])) or context.words.has(
            unless, text[match.end() : match.end() + 3]
        ):
            continue
        opens = not before or context.words.is_one(opening, before)
        beside = text[max(0, match.start() - 4) : match.end() + 6]
        if opens or any(context.words.has(section, beside) for section in plan):
            yield int(match.group(1))


def stale_name(project: Project, context: Context, *, unless: str, left: str) -> Iterator[Hit]:
    """Yield a hit where the name of a project has a year before the budget year, and no word of ``unless`` (尾款).

    Nor one of ``left`` in its objective: money or work of that year was left over (2025年结转资金6万元).
    """
    year, name = context.budget.year, _clean(project.name.text)
    told = [int(match.group(1)) for match in _YEAR.finditer(name)]
    if year is None or not told or max(told) >= year or context.words.has(unless, fold(project.name.text)):
        return
    if context.words.has(left, fold(project.objective.text)):
        return
    yield Hit({"stale": max(told), "year": year}, project=project, column="project_name")


def target(
    indicator: Indicator,
    context: Context,
    *,
    when: When,
    unless: Unmeant = NOTHING,
    later: Sequence[AfterYear] = (),
) -> Iterator[Hit]:
    """Yield a hit where name or value of a row sets a date before the budget year, or a deadline after it.

    What is done when the year is over (``later``) may be due in the next.
    """
    year = context.budget.year
    if year is None:
        return
    for column in ("value", "name"):
        text = fold(getattr(indicator, column).text)
        if "20" not in text and "19" not in text:
            continue
        told = _before(text, year, context, unless) if when == "before" else _after(text, year)
        rest = text.partition(told)[2] if told and column == "name" else ""
        left = "left" in unless and context.words.has(unless["left"], rest)
        if told and not left and not _when_over(f"{fold(indicator.name.text)},{text}", told, context, later):
            yield Hit({"told": told, "year": year}, indicator, column=column)
            return


def _when_over(text: str, told: str, context: Context, later: Sequence[AfterYear]) -> bool:
    """Return whether a date of the next year is early enough for what ``text`` says is done when the year is over."""
    year = context.budget.year
    if not later or year is None or not told.startswith(str(year + 1)):
        return False
    month = _MONTH.search(told)
    due = int(month.group(1)) if month else _LAST_MONTH
    said = re.sub(rf"{year}年度?", "年度", text.replace(told, ""))
    return any(
        due <= act["until"]
        and context.words.has(act["words"], said)
        and ("beside" not in act or context.words.has(act["beside"], said))
        for act in later
    )


def backwards(budget: Budget, context: Context, *, columns: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit for each text of ``columns`` with a span of time that ends before it begins."""
    for cell, column, indicator, project in spots(budget, columns):
        if span := reversed_span(fold(cell.text)):
            yield Hit({"span": span}, indicator, project, column, text=cell.text, place=cell.place)


def _before(text: str, year: int, context: Context, unless: Unmeant) -> str:
    """Return the first year before the budget year that is none to compare with, "" where the text has none."""
    told = _CITED.sub("", text)
    found = (match for match in _TARGET_YEAR.finditer(told) if not _is_base(told, match, context, unless))
    first = next(found, None)
    return first.group(1) if first and int(first.group(1)) < year else ""


def _is_base(text: str, year: re.Match[str], context: Context, unless: Unmeant) -> bool:
    if "base" not in unless:
        return False
    before, behind = unless["base"]
    compares = text[: year.start()].endswith(context.words.entries(before))
    return compares or context.words.has(behind, text[year.end() :][:_COMPARED])


def _after(text: str, year: int) -> str:
    return next((phrase for found, phrase in deadline_years(_clean(text)) if found > year), "")


_TARGET_YEAR = re.compile(
    r"((?:19|20)\d{2})年(?!以来|度?起|来|底?前?成立|印发|出台|修订|开始|启动|建成|投入|首次|产(?![量值能出销]))"
)


def several_years(
    project: Project, context: Context, *, long_term: str, this_year: str, unless: NoDate
) -> Iterator[Hit]:
    """Yield a hit where the objective is that of several years, although the budget is for one.

    It names a span of years, a date after the budget year or a word of ``long_term``, and does not tell what the
    budget year does (its number outside a span, or a word of ``this_year``). Of later years some are no
    date (``unless``).
    """
    year = context.budget.year
    if year is None:
        return
    text = _clean(project.objective.text)
    span = year_span(text)
    rest = text.replace(span[2], "") if span else text
    beyond = [match for match in _YEAR.finditer(rest) if int(match.group(1)) > year]
    beyond = [match for match in beyond if not _is_no_date(rest, match, context, unless)]
    word = context.words.search(long_term, text)
    if word and text[: word.start()][-1:].isdigit():
        word = None  # 2026年内 is no term of six years
    phrase = (
        span[2] + "年" if span and span[1] >= year else beyond[0].group() if beyond else word.group() if word else ""
    )
    rest = rest.replace(word.group(), "") if word else rest
    if phrase and f"{year}年" not in rest and not context.words.has(this_year, rest):
        yield Hit({"phrase": phrase, "year": year}, project=project, column="objective")


def _is_no_date(text: str, year: re.Match[str], context: Context, unless: NoDate) -> bool:
    said = "followed" in unless and context.words.has(unless["followed"], text[year.end() : year.end() + 4])
    return said or _of_clause(text, year, context, unless.get("later", ()))


def _of_clause(text: str, year: re.Match[str], context: Context, later: Sequence[AfterYear]) -> bool:
    """Return whether the clause of a year says what is done when the budget year is over."""
    begin = max((match.end() for match in _CLAUSE.finditer(text, 0, year.start())), default=0)
    clause = _CLAUSE.split(text[begin:])[0]
    told = next((phrase for _, phrase in deadline_years(text[year.start() :])), "")
    return bool(told) and text.startswith(told, year.start()) and _when_over(clause, told, context, later)
