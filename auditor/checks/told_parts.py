"""The verb on the parts of a number in the words of an evaluation: the account, the objective, what the project is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from auditor.checks.context import Context
from auditor.checks.prose.measured import ABOUT, AGES, AMOUNT, LISTED, WHOLE, Row, are_places, row_of, slack_of
from auditor.records.budget import Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.units import parse_unit
from auditor.text.width import fold

_RESULT = re.compile(rf"(?:[^\d。;]{{0,6}}){AMOUNT}[^\d\s,;:。、()%]{{1,3}}\([^()]*[、,][^()]*\)")
_ASIDE = re.compile("其中|另|上年|去年|新增|累计|不[低少]于")
_BEHIND = re.compile(rf"[,;、(]?(?:合计|共计|总计|总共|共)(?:有|为)?{AMOUNT}([^\d\s,;:。、()%]{{1,4}})(?=[,;。)]|$)")
_BRACKET = re.compile(rf"{AMOUNT}([^\d\s,;:。、()%]{{1,3}}?)\((?=(?:{AGES})?[^\d,;:。、()%]{{2,16}}?\d|{AGES}\d)")


@dataclass(frozen=True, slots=True)
class _Told:
    """A number and the row of its parts as a text tells them."""

    stated: str
    unit: str
    row: Row
    each: bool
    listed: bool = False

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The number and its parts."""
        return tuple(parse_amount(one) or Decimal(0) for one in (self.stated, *self.row.amounts))

    @property
    def names(self) -> frozenset[str]:
        """What the parts are called."""
        return frozenset(self.row.names)


def parts(project: Project, context: Context, *, labels: str, rest: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where a number told of an evaluation is not the sum of the row of its parts behind it.

    The texts are the account, the conclusion, the objective and details whose label fits ``labels``. Behind 其中 a row
    need not be whole. What a row reports is judged where it is but such a number. It is where the last name fits
    ``rest`` or 分别为 leads to it, where another text of the project tells the same names that add up, or where the
    name of a row has all of them, or it has its total behind it; most likely (a warning) where two digits of one number
    changed places, or the parts are places in brackets behind a word (12个小区改造(甲镇5个、…)). A unit that
    fits ``unless`` is not judged.
    """
    every = [*_texts(project, labels), *_results(project, context)]
    texts = {(cell.place, cell.text): cell for cell in every if cell.text}.values()
    told = [(cell, one) for cell in texts for one in _told(fold(cell.text), unless, context)]
    names = [fold(item.name.text) for item in context.indicators_of(project)]
    whole = [one.names for _, one in told if _adds_up(one, context)]
    for cell, one in told:
        if _adds_up(one, context):
            continue
        sure = one.each or re.search(rest, one.row.names[-1]) or one.names in whole or _is_result(cell)
        named = any(all(name in row for name in one.names) for row in names)
        if not (sure or named or one.listed or _is_turned(one)):
            continue
        stated, *amounts = one.numbers
        added = sum(amounts, Decimal(0))
        shown = "、".join(f"{name}{amount}" for name, amount in zip(one.row.names, one.row.amounts, strict=True))
        facts = {
            "whole": f"{one.stated}{one.unit}",
            "parts": f"{shown}{one.unit}",
            "sum": f"{plain(added)}{one.unit}",
            "difference": f"{plain(abs(added - stated))}{one.unit}",
        }
        hit = Hit(facts, project=project, text=cell.text, place=cell.place)
        yield hit if sure or named else replace(hit, severity="warning")


def _texts(project: Project, labels: str) -> Iterator[Cell]:
    spent = project.execution
    if spent is not None:
        yield from (cell for cell in (spent.actual, spent.verdict) if cell.text)
    yield project.objective
    yield from (cell for label, cell in project.details if re.search(labels, label))


def _results(project: Project, context: Context) -> Iterator[Cell]:
    """Yield what the rows report as nothing but a number with its parts in brackets (84场(馆内52场、进校园32场))."""
    told = (item.outcome for item in context.indicators_of(project) if item.outcome is not None)
    yield from (cell for one in told for cell in (one.actual, one.expected) if _is_result(cell))


def _is_result(cell: Cell) -> bool:
    return bool(_RESULT.fullmatch(fold(cell.text)))


def _told(text: str, unless: str, context: Context) -> Iterator[_Told]:
    yield from _with_total_behind(text, unless, context)
    seen: set[int] = set()
    for pattern in (WHOLE, _BRACKET, LISTED):
        for match in pattern.finditer(text):
            unit = match.group(2)
            if match.start() in seen or parse_unit(unit, context.units) is None or re.search(unless, unit):
                continue
            row = row_of(text[match.end() :], unit)
            before = text[max(0, match.start() - 2) : match.start()]
            if row is None or ABOUT.search(before + "".join(row.names)):
                continue
            each = bool(pattern is WHOLE and match["each"])
            listed = pattern is not WHOLE and are_places(row)
            if pattern is LISTED and not listed:
                continue
            seen.add(match.start())
            yield _Told(match.group(1), unit, row, each, listed)


def _with_total_behind(text: str, unless: str, context: Context) -> Iterator[_Told]:
    """Yield the rows that begin a clause and have their total behind them (山区24场、平原36场,合计60场)."""
    for match in _BEHIND.finditer(text) if "共" in text or "计" in text else ():
        unit, begin = match.group(2), re.split("[。;:(]", text[: match.start()])[-1]
        if parse_unit(unit, context.units) is None or re.search(unless, unit) or _ASIDE.search(begin):
            continue
        row = row_of(begin, unit)
        if row is not None and not ABOUT.search("".join(row.names)):
            yield _Told(match.group(1), unit, row, each=True)


def _adds_up(one: _Told, context: Context) -> bool:
    stated, *amounts = one.numbers
    return abs(sum(amounts, Decimal(0)) - stated) <= slack_of(one.unit, (one.stated, *one.row.amounts), context)


def _is_turned(one: _Told) -> bool:
    """Return whether the sum is right with two neighbouring digits of one number in the other order."""
    stated, *amounts = one.numbers
    gap = stated - sum(amounts, Decimal(0))
    return any(gap == other - amount for amount, other in _turned((one.stated, *one.row.amounts), stated, amounts))


def _turned(printed: Sequence[str], stated: Decimal, amounts: Sequence[Decimal]) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield (number, the same with two digits turned) of the parts, and of the whole with its sign turned."""
    for text, number in zip(printed, (stated, *amounts), strict=True):
        for at, (left, right) in enumerate(pairwise(text)):
            if left.isdigit() and right.isdigit() and left != right:
                other = parse_amount(f"{text[:at]}{right}{left}{text[at + 2 :]}") or Decimal(0)
                yield (other, number) if text is printed[0] else (number, other)
