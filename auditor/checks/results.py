"""The verb on the results that words tell (实际完成情况, the report) beside what the rows of an evaluation reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypedDict

from auditor.checks.alike import core
from auditor.checks.attained import actual_of, at_outcome
from auditor.checks.context import Context
from auditor.checks.counted import COUNTED, Count, counts, leading_unit
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

Where = Literal["account", "report"]
By = Literal["words", "aim", "name"]
_DIGIT = re.compile(r"\d")
_QUOTES = re.compile("[“”\"‘’']")
_NUMBER = re.compile(r"(?<![\d.,第])(\d[\d,]*(?:\.\d+)?)(%|[\u4e00-\u9fff]{1,5})")
_NAMED = re.compile(r"([\u4e00-\u9fff、]{3,30}?)(?:达到?了?|为|是|控制在|提高到|提升至|保持在)?$")
_CLAUSE = re.compile("[,;。:()]")
_BOUND = re.compile("以[上下内]|左右|余")
_SAME_TAIL = re.compile("(?:率|数量?|值|比例|人数|次数|个数|时间|金额)$")
_NEVER = "(?!)"
_RATES = ("率", "度")
_LAST_YEAR = re.compile("上年|去年|同期|目标|计划|预计|历年|其中")
_DIGITS = 3
_SHORTEST, _SHORTEST_STEM, _LEAST = 4, 5, 2


class Wording(TypedDict, total=False):
    """Words around numbers: ``unless`` (a pattern) is found before those that are no results: a change, a part.

    ``strange`` says how many pairs of characters of a number's words may be none of the row's name, beside words that
    only ``fill`` (a pattern).
    """

    unless: str
    fill: str
    strange: int


@dataclass(frozen=True, slots=True)
class _Reached:
    """What a row says was reached: a number of things, in the smallest unit of the kind (万人次 are 人次)."""

    row: Indicator
    thing: str
    amount: Decimal


def result(
    budget: Budget,
    context: Context,
    *,
    where: Where,
    by: By,
    words: Wording | None = None,
) -> Iterator[Hit]:
    """Yield a hit where words tell another number than the row that is about the same thing reached.

    ``where``: the account of what was reached (实际完成情况) against the rows below it, or the report against all rows.
    ``by``: ``name`` where the row's name stands right before a rate, a time, an amount, ``aim`` where a clause of the
    objective is told again with another number than the row of that target reached, ``words`` where a number of things
    and a row are each other's likest, or a number is that of a row of the same matter with its digits in another order.
    In a report the target of the row is no contradiction: it may be meant.
    """
    said = words or {}
    if where == "report":
        rows = [item for item in budget.indicators if item.outcome and item.outcome.actual.text]
        yield from _named_in_report(rows, said, context) if by == "name" else _in_report(rows, said, context)
        return
    for project in context.evaluated:
        account = project.execution.actual.text if project.execution else ""
        if not account:
            continue
        if by == "name":
            yield from _named_in_account(project, account, context)
        elif by == "aim":
            yield from _by_aim(project, account, said, context)
        else:
            yield from _by_words(project, account, said, context)


def _by_words(project: Project, account: str, said: Wording, context: Context) -> Iterator[Hit]:
    """Yield the hits of numbers of things; one elsewhere in the account, or the sum of all, may be that of the row."""
    every = _totals(account, context)
    free = [one for one in every if not _is_none(one, said)]
    rows = [row for item in context.indicators_of(project) if (row := _reached(item, context))]
    for row in rows if free else ():
        best = _likest(row, [one for one in free if _thing(one.unit.name) == row.thing])
        bases = [one.base for one in every if _thing(one.unit.name) == row.thing]
        if row.amount in {*bases, sum(bases, Decimal(0))}:
            continue
        if turned := next((one for one in free if _is_turned(one, row, rows)), None):
            yield at_outcome(row.row, _facts(f"{turned.before[-12:]}{turned.shown}", row.row), "actual")
            continue
        if best is None:
            continue
        rivals = [other for other in rows if other.thing == row.thing]
        odd = core(_bare(best, said)) - core(row.row.name.text)
        if len(odd) <= said.get("strange", 0) and max(rivals, key=lambda other: _alike(best, other)) is row:
            yield at_outcome(row.row, _facts(f"{best.before[-12:]}{best.shown}", row.row), "actual")


def _by_aim(project: Project, account: str, said: Wording, context: Context) -> Iterator[Hit]:
    """Yield the hits of clauses of the objective that are told again; the row is the only one with that target.

    What the row names in the same words is judged by its words.
    """
    rows = [row for item in context.indicators_of(project) if (row := _reached(item, context))]
    done = _totals(account, context)
    for aim in _totals(project.objective.text, context):
        own = [row for row in rows if row.thing == _thing(aim.unit.name) and _target(row, context) == aim.base]
        same = [one for one in done if _said(one) == _said(aim) and _thing(one.unit.name) == _thing(aim.unit.name)]
        if len(own) != 1 or len(same) != 1 or len(_said(aim)) < _SHORTEST:
            continue
        in_same_words = len(core(_bare(same[0], said)) - core(own[0].row.name.text)) <= 1
        if same[0].base != own[0].amount and not in_same_words:
            yield at_outcome(own[0].row, _facts(f"{_said(same[0])}{same[0].shown}", own[0].row), "actual")


def _named_in_account(project: Project, account: str, context: Context) -> Iterator[Hit]:
    spent = fold(project.execution.rate.text) if project.execution else ""  # 执行率 may be that of all the funds
    for one in _named(_QUOTES.sub("", fold(account)), context.indicators_of(project), context):
        if one.number != one.reached and not (spent and one.shown.endswith(spent)):
            yield at_outcome(one.row, _facts(one.shown, one.row), "actual")


def _named_in_report(rows: Sequence[Indicator], said: Wording, context: Context) -> Iterator[Hit]:
    funds = tuple(fold(one.execution.rate.text) for one in context.evaluated if one.execution)
    spent = tuple(filter(None, funds))  # 执行率 may be that of all the funds
    for sentence in told(context) if rows else ():
        text = _QUOTES.sub("〃", sentence.text)
        for one in _named(text, rows, context):
            behind = text[one.end : one.end + 2]
            if one.shown.endswith(spent):
                continue
            if one.number in {one.reached, context.read(one.row).amount} or _BOUND.match(behind):
                continue
            if not re.search(said.get("unless", _NEVER), text[: one.start]):
                yield at(sentence, _facts_of_report(one.shown, one.row), one.start, one.end)


def _in_report(rows: Sequence[Indicator], said: Wording, context: Context) -> Iterator[Hit]:
    """Yield the hits of numbers of things in a report: all of a number's words must be in the name of the row."""
    known = [row for item in rows if (row := _reached(item, context))]
    for sentence in told(context) if known else ():
        for one in _totals(sentence.text, context):
            words = core(_bare(one, said))
            about = [row for row in known if len(words) >= _LEAST and words <= core(row.row.name.text)]
            about = [row for row in about if row.thing == _thing(one.unit.name) and not _is_none(one, said)]
            turned = [row for row in known if _is_turned(one, row, known)]
            about = about or (turned if len(turned) == 1 and not _LAST_YEAR.search(one.before) else [])
            right = {value for row in about for value in (row.amount, _target(row, context))}
            if about and one.base not in right:
                start = max(sentence.text.find(one.shown), 0)
                shown = f"{one.words}{one.shown}" if one.words else one.shown
                yield at(sentence, _facts_of_report(shown, about[0].row), start, start + len(one.shown))


@dataclass(frozen=True, slots=True)
class _Named:
    """A number right behind the name of a row, where it stands, and what the row reached in the same unit."""

    row: Indicator
    number: Decimal
    reached: Decimal
    shown: str
    start: int
    end: int


def _named(text: str, rows: Sequence[Indicator], context: Context) -> Iterator[_Named]:
    """Yield the numbers of a folded text that stand right behind the name of one row, in its unit."""
    for match in _NUMBER.finditer(text):
        number, unit = parse_amount(match.group(1)), leading_unit(match.group(2), context)
        said = _NAMED.search(_CLAUSE.split(text[: match.start()])[-1].replace("〃", ""))
        about = [row for row in rows if said and _is_named(row, said.group(1))]
        actual = actual_of(about[0], context) if len(about) == 1 else None
        if number is None or unit is None or said is None or actual is None or actual.amount is None:
            continue
        if unit.dimension in COUNTED:
            continue  # what is counted is judged by its words
        if actual.unit is not None and actual.unit.name == unit.name and not actual.unit.per:
            end = match.start(2) + len(unit.text)
            shown = f"{said.group(1)}{text[match.start() : end]}"
            yield _Named(about[0], number, actual.amount, shown, match.start(), end)


def _is_named(row: Indicator, words: str) -> bool:
    name = _QUOTES.sub("", fold(row.name.text))
    stem = _SAME_TAIL.sub("", name)
    tail = len(words) >= _SHORTEST or words.endswith(_RATES)  # 满意度96%: nothing else in the clause
    if len(name) >= _SHORTEST and (words.endswith(name) or (tail and name.endswith(words))):
        return True
    return len(stem) >= _SHORTEST_STEM and words.endswith(stem)


def _totals(text: str, context: Context) -> list[Count]:
    """Return the numbers of things that a text tells, but not those for each of something."""
    found = counts(_QUOTES.sub("", text), context)
    return [
        one
        for one in found
        if one.unit.dimension in COUNTED and not context.words.has("objectives.each", one.before + one.words)
    ]


def _reached(item: Indicator, context: Context) -> _Reached | None:
    """Return what a row says was reached, None where that is no number of things."""
    if item.outcome is None or not item.outcome.actual.text:
        return None
    actual = actual_of(item, context)
    if actual.amount is None or actual.unit is None or actual.unit.per or actual.unit.dimension not in COUNTED:
        return None
    return _Reached(item, _thing(actual.unit.name), actual.amount * actual.unit.factor)


def _target(row: _Reached, context: Context) -> Decimal | None:
    reading = context.read(row.row)
    return reading.amount * reading.unit.factor if reading.amount is not None and reading.unit else reading.amount


def _thing(unit: str) -> str:
    """Return the thing that a unit counts (万人次 and 人次 are one)."""
    return unit.removeprefix("万")


def _is_none(one: Count, said: Wording) -> bool:
    """Return whether a number is no result, by the words before and around it."""
    return bool(re.search(said.get("unless", _NEVER), one.before + one.words))


def _is_turned(one: Count, row: _Reached, rows: Sequence[_Reached]) -> bool:
    """Return whether a number is that of a row with its digits in another order, and of the same matter (4310, 3410).

    Zeros at the end are no digits to be turned, and two digits alone may be another number. Of four digits it is the
    same matter where no other row counts such things.
    """
    told, right = (plain(number).rstrip("0").replace(".", "") for number in (one.base, row.amount))
    if _thing(one.unit.name) != row.thing or told == right or len(told) < _DIGITS or sorted(told) != sorted(right):
        return False
    alone = len(told) > _DIGITS and sum(other.thing == row.thing for other in rows) == 1
    return alone or bool(core(one.words) & core(row.row.name.text))


def _bare(one: Count, said: Wording) -> str:
    return re.sub(said.get("fill", _NEVER), "", one.words)


def _likest(row: _Reached, free: Sequence[Count]) -> Count | None:
    """Return the number that is likest to the row in words, None where there is none, or more than one."""
    most = max((_alike(one, row) for one in free), default=0)
    found = [one for one in free if _alike(one, row) == most]
    return found[0] if most and len(found) == 1 else None


def _alike(one: Count, row: _Reached) -> int:
    """Return how many pairs of characters a number's words have in common with the name of a row.

    Of a number whose own words say nothing (放流鱼苗、虾苗5400万尾) those of its clause count, if it is the first one.
    """
    name = core(row.row.name.text)
    own = len(core(one.words) & name)
    return own or (0 if _DIGIT.search(one.before) else len(core(one.before) & name))


def _said(one: Count) -> str:
    return re.sub("^(?:全年|年内|本年度?|累计|共|已)*", "", one.before)


def _facts(stated: str, row: Indicator) -> Mapping[str, object]:
    return {"stated": stated, "target": row.outcome.actual.text if row.outcome else ""}


def _facts_of_report(stated: str, row: Indicator) -> Mapping[str, object]:
    return {"stated": stated, "name": row.name.text, "actual": row.outcome.actual.text if row.outcome else ""}
