"""The verb on what the objective aims at with a bound (a rate, a time, a day) against the row of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.alike import is_within, pairs
from auditor.checks.context import Context
from auditor.checks.counted import Count, base_of, leading_unit
from auditor.checks.due import later_rows
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.units import Unit
from auditor.text.width import fold

_RATE = re.compile(
    r"([\u4e00-\u9fff]{4,20}[率度])((?:达到?|不[低少高]于|不超过|保持在|稳定在|控制在|为|在|[≥≤=])*)(\d+(?:\.\d+)?)([%‰])"
)
_SPAN = re.compile(
    r"([\u4e00-\u9fff]{4,20}?)(不[低少高多]于|不超过|控制在|缩短[至到]|为|[≥≤])(\d+(?:\.\d+)?)([\u4e00-\u9fff]{1,4})"
)
_WITHIN = re.compile(r"(\d+(?:\.\d+)?)([\u4e00-\u9fff]{1,4}?)(?:之|以)?内")
_CLAUSES = re.compile(r"[,;。、]")
_SAME = 0.6
"""So many pairs of a row's name, without the word for a time at its end, stand in a clause of the same matter."""
_AT_MOST, _AT_LEAST = re.compile(r"不[高多]于|不超过|控制在|缩短|≤"), re.compile(r"不[低少]于|达|≥")
_NAMED = 5
"""A name of fewer characters (合格率) is no name of one thing."""
_LATER, _DIGITS = "比目标宽松", 9


def rates(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the objective aims closer than its row: a rate (配套率达到95%), a time (≤ 4个月), a day."""
    for item, stated_day, day in later_rows(project, context):
        facts = {"stated": stated_day, "target": day, "how": _LATER}
        yield Hit(facts, item, project, "value", related=(project,))
    text = fold(project.objective.text)
    yield from _slower_rows(text, project, context)
    stated = _aims(text, context)
    rows = context.indicators_of(project) if stated else ()
    for item in rows:
        reading = context.read(item)
        aim = next((aim for name, aim in stated if _one_name(name, reading.name) or _ends_in(name, item, rows)), None)
        base = base_of(reading)
        if aim is None or base is None or reading.unit is None or not _one_measure(aim.unit, reading.unit):
            continue
        same = _is_same(base, aim.base)
        less = base < aim.base and not same and reading.sign in {"≥", ">", "="}
        more = base > aim.base and not same and reading.sign in {"≤", "<"}
        turned = same and _turned(aim.before, reading.sign)
        if less or more or turned:
            how = "方向相反" if turned else _LATER
            shown = (aim.before if turned else "") + plain(aim.amount) + aim.unit.text
            facts = {"stated": shown, "target": reading.target, "how": how}
            yield Hit(facts, item, project, "value", related=(project,))


def _slower_rows(text: str, project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where a row takes longer than a clause allows (证书5个工作日内出具, 证书出具时限 ≤ 10 个工作日).

    A clause is of the row if it is the only one with a time in which enough of the name stands, and of no other row.
    """
    stated = list(_within(text, context))
    timed = [(item, context.read(item)) for item in context.indicators_of(project)] if stated else []
    timed = [
        (item, reading) for item, reading in timed if reading.level == "timeliness" and reading.sign in {"≤", "<", "="}
    ]
    for item, reading in timed:
        meant = [(clause, aim) for clause, aim in stated if _is_of(clause, reading.name, context)]
        base = base_of(reading)
        if len(meant) != 1 or base is None or reading.unit is None or not _one_measure(meant[0][1].unit, reading.unit):
            continue
        clause, aim = meant[0]
        if base <= aim.base or _is_same(base, aim.base):
            continue
        if sum(_is_of(clause, other.name, context) for _, other in timed) > 1:
            continue
        facts = {"stated": plain(aim.amount) + aim.unit.text + "内", "target": reading.target, "how": _LATER}
        yield Hit(facts, item, project, "value", related=(project,))


def _is_same(one: Decimal, two: Decimal) -> bool:
    """Return whether two amounts are the same but for the rounding of their units: 60秒 are 1分钟."""
    return round(one, _DIGITS) == round(two, _DIGITS)


def _within(text: str, context: Context) -> Iterator[tuple[str, Count]]:
    """Yield (the clause, the time in it) for every clause of a folded text with one time in which something is done."""
    for clause in _CLAUSES.split(text):
        found = list(_WITHIN.finditer(clause))
        amount = parse_amount(found[0].group(1)) if len(found) == 1 else None
        unit = leading_unit(found[0].group(2), context) if amount is not None else None
        if amount is not None and unit is not None and unit.dimension == "time":
            yield clause, Count(amount, unit, "", "", 0)


def _is_of(clause: str, name: str, context: Context) -> bool:
    """Return whether enough of what a name times stands in a clause."""
    heads = context.words.entries("cues.time_heads")
    matter = next((name.removesuffix(head) for head in heads if name.endswith(head)), name)
    return len(matter) > 1 and is_within(pairs(matter), clause, _SAME)


def _turned(bound: str, sign: str) -> bool:
    """Return whether a text says 不超过 where a row says at least, or 不低于 where it says at most."""
    return bool((sign in {"≥", ">"} and _AT_MOST.search(bound)) or (sign in {"≤", "<"} and _AT_LEAST.search(bound)))


def _aims(text: str, context: Context) -> list[tuple[str, Count]]:
    """Return (words before, aim) of every rate and time that a folded text aims at; changes of a rate are none.

    ``before`` of an aim is its bound (不超过).
    """
    found = []
    for match in (*_RATE.finditer(text), *_SPAN.finditer(text)):
        amount, unit = parse_amount(match.group(3)), leading_unit(match.group(4), context)
        if amount is not None and unit is not None and unit.dimension in {"ratio", "time"}:
            found.append((match.group(1), Count(amount, unit, "", match.group(2), 0)))
    return found


def _one_measure(one: Unit, other: Unit) -> bool:
    """Return whether both are shares, or both are times; 6月 is a date, 6个月 is a time."""
    dated = {"月", "月份"} & {one.text, other.text}
    return one.dimension == other.dimension and (one.text == other.text or not dated)


def _one_name(clause: str, name: str) -> bool:
    """Return whether the clause before a number ends in the whole name of a row."""
    return len(name) >= _NAMED and clause.endswith(name)


def _ends_in(clause: str, item: Indicator, rows: Sequence[Indicator]) -> bool:
    """Return whether the whole clause before a percentage ends the name of this row, and of no other."""
    named = [row for row in rows if fold(row.name.text).endswith(clause)] if len(clause) >= _NAMED else []
    return len(named) == 1 and named[0] is item
