"""Verbs that hold what stands beside a target in columns of words (criteria, sources of data, remarks) against it.

Such a column is believed where most of its cells agree with their rows: then the one that does not is a slip.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.beside import Beside, beside
from auditor.checks.context import Context
from auditor.records.budget import Budget, Indicator
from auditor.records.document import EMPTY
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount
from auditor.text.width import fold

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RANGE = re.compile(r"[-~至]\d")
_AGREE = 2
"""So many cells of a column must agree with their rows before another bound is wrong."""
_FEW = 4
"""At most one cell in so many is wrong: else the column means something else."""
_MONTH = re.compile(r"(?:(\d{4})年)?(1[0-2]|0?[1-9])月")
_DEADLINE = re.compile(
    r"(?:(\d{4})年)?(1[0-2]|0?[1-9])月(?:\d{1,2}[日号]|[上中下]旬)?(?:底|末|初)?(?:之?以?前)?(?:全部)?(?:完成)?[。;]?"
)
_DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
Told = tuple[Indicator, Beside]
Judged = str | None
"""What a cell says otherwise than its row; "" where it agrees, None where it says nothing of the matter."""


def bound(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where the criteria of a row take points off from another bound than its target, in the same unit.

    ``say`` is a pattern of the words before a bound (低于, 超过). A bound that several rows share is a general one.
    """
    pattern = re.compile(rf"(?:{say})(\d+(?:\.\d+)?)")

    def judge(item: Indicator, one: Beside) -> Judged:
        reading = context.read(item)
        told = [match for match in pattern.finditer(one.text) if _in_unit(one.text[match.end() :], reading.unit_text)]
        if reading.amount is None or not told:
            return None
        numbers = _NUMBER.finditer(one.text)
        amounts = {Decimal(each.group()) for each in numbers if _in_unit(one.text[each.end() :], reading.unit_text)}
        return "" if reading.amount in amounts else told[0].group(1) + reading.unit_text

    for item, one, said in _odd(budget, context, judge, agree=_AGREE):
        yield _hit(item, one, context, said)


def _in_unit(text: str, unit: str) -> bool:
    """Return whether the text behind a number is the unit, or goes on to the end of a range that has it (90-95%)."""
    return bool(unit) and (text.startswith(unit) or _RANGE.match(text) is not None)


def points(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where the criteria of a row give more points (the group of ``say``) than its weight."""
    pattern = re.compile(say)

    def judge(item: Indicator, one: Beside) -> Judged:
        weight = parse_amount(fold(item.outcome.weight.text).removesuffix("分")) if item.outcome else None
        told = [Decimal(match.group(1)) for match in pattern.finditer(one.text)]
        if weight is None or not told:
            return None
        return f"{max(told)}分" if max(told) > weight else ""

    for item, one, said in _odd(budget, context, judge, agree=0):
        weight = item.outcome.weight.text if item.outcome else ""
        yield _hit(item, one, context, said, weight=weight)


def often(budget: Budget, context: Context, *, say: str, year: Mapping[str, Sequence[int]]) -> Iterator[Hit]:
    """Yield a hit where a cell says how often (每季度1次) and the target is another number of the same in the year.

    ``say`` has the period, the number and the unit as its groups and is all that the cell says; ``year`` gives for a
    period how many of them, at least and at most, a year has. Numbers of places that the project tells anywhere may
    multiply it.
    """
    pattern = re.compile(say)
    for item, ones in _rows(budget, context):
        reading = context.read(item)
        if reading.amount is None or reading.sign in {"≤", "<"}:
            continue
        for one in ones:
            told = pattern.fullmatch(one.text)
            if not told or told.group(3) != reading.unit_text or told.group(1) not in year:
                continue
            each = _DIGITS.get(told.group(2)) or int(told.group(2))
            least, most = (each * count for count in year[told.group(1)])
            if not _may_be(reading.amount, least, most, _numbers_around(item, context)):
                yield _hit(item, one, context, one.text, target=reading.target)


def _may_be(amount: Decimal, least: int, most: int, times: frozenset[Decimal]) -> bool:
    return any(least * one <= amount <= most * one for one in {Decimal(1), *times})


def _numbers_around(item: Indicator, context: Context) -> frozenset[Decimal]:
    """Return the numbers above 1 that the project says anywhere but in the row itself."""
    project = context.project_of(item)
    texts = [fold(project.objective.text), fold(project.name.text)] if project else []
    texts += [
        context.read(one).name + context.read(one).value for one in context.group_of(item).indicators if one != item
    ]
    texts.append(context.read(item).name)
    return frozenset(Decimal(number) for text in texts for number in _NUMBER.findall(text)) - {Decimal(0), Decimal(1)}


def deadline(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where a cell is a date as a whole (6月底前) and the target of its row a date in another month.

    A date of a later year is that of a later stage.
    """
    for item, ones in _rows(budget, context):
        reading = context.read(item)
        text = reading.value + reading.unit_text
        target = _MONTH.search(text) if reading.sign != "≥" else None
        if target is None or len(_MONTH.findall(text)) > 1:
            continue
        for one in ones:
            told = _DEADLINE.fullmatch(one.text)
            if (
                told
                and int(told.group(2)) != int(target.group(2))
                and not _is_later(told.group(1), target.group(1), budget)
            ):
                yield _hit(item, one, context, one.text, target=reading.target)


def _is_later(said: str | None, target: str | None, budget: Budget) -> bool:
    year = target or (str(budget.year) if budget.year else "")
    return bool(said) and bool(year) and str(said) > year


def _rows(budget: Budget, context: Context) -> Iterator[tuple[Indicator, tuple[Beside, ...]]]:
    told = beside(budget, context)
    for item in budget.indicators:
        basis = item.outcome.basis if item.outcome else EMPTY
        cells = (*told.get(item.order, ()), *((Beside(basis, "basis"),) if basis.text else ()))
        if cells:
            yield item, cells


def _odd(
    budget: Budget, context: Context, judge: Callable[[Indicator, Beside], Judged], *, agree: int
) -> Iterator[tuple[Indicator, Beside, str]]:
    """Yield the rows and cells that disagree, with what these say, in columns of which at least ``agree`` others agree.

    One in a column may be wrong, of many a few.
    """
    columns: dict[str, list[tuple[Told, str]]] = defaultdict(list)
    for item, ones in _rows(budget, context):
        for one in ones:
            if (said := judge(item, one)) is not None:
                columns[one.column].append(((item, one), said))
    for judged in columns.values():
        wrong = [(told, said) for told, said in judged if said]
        if len(judged) - len(wrong) >= agree and (len(wrong) == 1 or len(wrong) * _FEW <= len(judged)):
            yield from ((item, one, said) for (item, one), said in wrong)


def _hit(item: Indicator, one: Beside, context: Context, said: str, **facts: str) -> Hit:
    facts = {"target": context.read(item).target, "text": one.cell.text, "said": said, **facts}
    return Hit(facts, item, context.project_of(item), "value", text=one.cell.text, place=one.cell.place)
