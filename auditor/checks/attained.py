"""Whether a target was reached: what an evaluation (自评) reports, beside the target of the row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from auditor.checks.better import lower_is_better
from auditor.checks.context import Context
from auditor.checks.reading import MONEY_NAMES, Reading, read_indicator
from auditor.records.budget import Indicator
from auditor.records.document import EMPTY, Cell
from auditor.records.finding import Hit
from auditor.records.outcome import Outcome
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_MONTH = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日)?")
_NUMERIC_DAY = re.compile(r"(20\d\d)([-./])(\d{1,2})\2(\d{1,2})(?![\d%])")
_LAST_DAY = 31
_PERCENT = re.compile(r"([\d.]+)%")
_IN_NAME = re.compile(r"\((\d+(?:\.\d+)?)分\)$")  # a form without a column for points: 更新设备台数(20分)
_LOOSE = frozenset({"", "rank", "score", "physical"})
_THINGS = frozenset({"thing", "event", "lesson"})
_FAR = Decimal("0.01")
_ALIKE, _NEAR = Decimal("0.8"), Decimal("0.4")
_COUNTED = re.compile(r"([\d.,]+)(\D+)")
_TIMES = ("千", "万", "十万", "百万", "千万", "亿")
_LIMITS = frozenset({"≤", "<"})
NOTHING = frozenset({"", "无", "/", "-", "—", "－", "无偏差", "不适用"})
"""What a cell for reasons says where no reason is stated."""


@dataclass(frozen=True, slots=True)
class Attained:
    """What was reached against the target: ``share`` is actual ÷ target (None where they are dates, or 0 is aimed at).

    ``limit`` says that less is better (a ceiling, a deadline, a loss).
    """

    met: bool
    share: Decimal | None
    limit: bool


def attained(indicator: Indicator, context: Context) -> Attained | None:
    """Return whether the target was reached, None where the two cannot be compared without doubt."""
    outcome = indicator.outcome
    if outcome is None or not outcome.actual.text:
        return None
    target, actual = context.read(indicator), actual_of(indicator, context)
    if target.amount is not None and actual.amount is not None and _comparable(target, actual):
        return _numbers(target, actual, context)
    if target.level == "timeliness":
        return _dates(_shown(target), fold(outcome.actual.text), context.budget.year)
    if target.amount is None and target.value and fold(outcome.actual.text) == target.value:
        return Attained(met=True, share=None, limit=False)  # 健全: 健全
    return None


def actual_of(indicator: Indicator, context: Context) -> Reading:
    """Return the reading of what was reached, in the unit of the target where it prints none."""
    outcome = indicator.outcome
    value, unit = _parted(outcome, indicator.unit) if outcome else (EMPTY, EMPTY)
    row = replace(indicator, sign="", operator=EMPTY, value=value, unit=unit if unit.text else indicator.unit)
    return read_indicator(row, context.words, context.units)


def _parted(outcome: Outcome, unit: Cell) -> tuple[Cell, Cell]:
    """Return (number, unit) of what was reached; one that nobody knows (万亩次) is parted where the target has it."""
    text = fold(outcome.actual.text)
    number = text.removesuffix(fold(unit.text))
    if unit.text and not outcome.unit.text and number != text and parse_amount(number) is not None:
        return replace(outcome.actual, text=number), unit
    return outcome.value, outcome.unit


def points(cell: Cell) -> Decimal | None:
    """Return the number of a cell of weights or scores (``10``, ``10分``, ``10%``), None where it holds none."""
    text = fold(cell.text).removesuffix("分").removesuffix("%")
    return parse_amount(text)


def rate(cell: Cell) -> Decimal | None:
    """Return the share that a cell of rates prints (``75%``, ``75``, ``0.75``), None where it holds none."""
    text = fold(cell.text)
    match = _PERCENT.fullmatch(text)
    amount = parse_amount(match.group(1) if match else text)
    if amount is None:
        return None
    return amount / 100 if match or amount > Decimal("1.5") else amount


def in_other_unit(target: Reading, actual: Reading) -> bool:
    """Return whether two numbers have units that cannot be meant for the same thing: 95% and 38处, 58万元 and 58元.

    That a thing is counted by one word or another (个, 家) says nothing, but people are no visits and no households.
    """
    wanted, got = target.unit, actual.unit
    if wanted is None or got is None or target.amount is None or actual.amount is None or wanted.names & got.names:
        return False
    if wanted.per and wanted.dimension == "money" and not got.per and got.dimension in _THINGS | {"people"}:
        return True  # 1860元/份 and 1860份
    if wanted.per or got.per or {wanted.dimension, got.dimension} & _LOOSE:
        return False
    if wanted.dimension != got.dimension:
        return not {wanted.dimension, got.dimension} <= _THINGS
    if wanted.dimension == "people":
        return _of_people(wanted.name) != _of_people(got.name)
    times = actual.amount * got.factor / (target.amount * wanted.factor) if target.amount else Decimal(1)
    return wanted.dimension == "money" and got.factor != wanted.factor and not _FAR < times < 1 / _FAR


def is_reached_by_number(target: Reading, actual: Reading, context: Context) -> bool:
    """Return whether the number alone reaches the target, and in its own unit it does not: ≤4小时 and 3.2天."""
    wanted, got = target.unit, actual.unit
    if wanted is None or got is None or wanted.names & got.names or wanted.dimension != got.dimension:
        return False
    number = _numbers(target, actual, context)
    if wanted.per or got.per or wanted.dimension in {"money", *_LOOSE} or number is None or not number.met:
        return False
    if target.amount is None or actual.amount is None:
        return False
    least, done = target.amount * wanted.factor, actual.amount * got.factor
    return done > least if number.limit else done < least


def is_alike_by_number(target: Reading, actual: Reading) -> bool:
    """Return whether two numbers are alike and what they measure is far apart: ≥28万亩 and 29.4万公顷."""
    wanted, got = target.unit, actual.unit
    if wanted is None or got is None or not target.amount or actual.amount is None or target.sign in _LIMITS:
        return False
    if wanted.per or got.per or wanted.dimension != got.dimension or wanted.dimension in {"money", *_LOOSE}:
        return False
    return _ALIKE < actual.amount / target.amount < 1 / _ALIKE and not _NEAR < got.factor / wanted.factor < 1 / _NEAR


def is_cut(target: Reading, said: str) -> bool:
    """Return whether a number reaches its target only because its unit lost the 万 of the target: ≥60万枚 and 62枚.

    Also of units that no list has. A full number (612000枚) is none.
    """
    match = _COUNTED.fullmatch(said)
    number = parse_amount(match.group(1)) if match else None
    if match is None or number is None or not target.amount or target.wan is not None or target.sign in _LIMITS:
        return False
    parted = {f"{times}{match.group(2)}" for times in _TIMES}
    return target.unit_text in parted and 1 <= number / target.amount < 1 / _FAR


def _of_people(unit: str) -> str:
    return unit.removeprefix("千").removeprefix("万")


def _comparable(target: Reading, actual: Reading) -> bool:
    if target.wan is not None and actual.wan is not None:
        return target.per == actual.per
    wanted, got = target.unit, actual.unit
    return wanted is None or got is None or bool(wanted.names & got.names)


def _numbers(target: Reading, actual: Reading, context: Context) -> Attained | None:
    money = target.wan is not None and actual.wan is not None
    wanted, got = (target.wan, actual.wan) if money else (target.amount, actual.amount)
    if wanted is None or got is None:
        return None
    limit = target.sign in _LIMITS or (target.sign not in {"≥", ">"} and _limited(target, context))
    met = got <= wanted if limit else got >= wanted
    return Attained(met, got / wanted if wanted else None, limit)


def _limited(target: Reading, context: Context) -> bool:
    """Return whether less is better by the name alone, where no operator says so."""
    in_time = target.level == "timeliness" and not (target.unit and target.unit.dimension == "ratio")  # 完成率 is none
    return target.kind in MONEY_NAMES or in_time or lower_is_better(target, context)


def _dates(target: str, actual: str, year: int | None) -> Attained | None:
    """Return whether the day reached is not behind the day aimed at; one without a year is of the budget's.

    A month without a day is as good as any day of it.
    """
    wanted, got = _day(target, year, "last"), _day(actual, year, "first")
    if wanted is None or got is None:
        return None
    return Attained(got <= wanted, None, limit=True)


def is_dated(target: Reading) -> bool:
    """Return whether a target is a day or a month."""
    return bool(_MONTH.search(in_words(_shown(target))))


def in_words(text: str) -> str:
    """Return a text with its days as 2025年11月20日, which may be printed 2025-11-20, 2025.11.20 or 2025/11/20."""
    return _NUMERIC_DAY.sub(r"\1年\3月\4日", text)


def _shown(target: Reading) -> str:
    return f"{target.value}{target.unit_text}"


def _day(text: str, year: int | None, of_month: Literal["first", "last"]) -> tuple[int, int, int] | None:
    """Return (year, month, day) that a text names; where it names no day, the first or the last one of the month."""
    match = _MONTH.search(in_words(text))
    if not match or not 1 <= int(match.group(2)) <= 12:
        return None
    stated = int(match.group(1)) if match.group(1) else year
    day = int(match.group(3) or (_LAST_DAY if of_month == "last" else 1))
    return None if stated is None else (stated, int(match.group(2)), day)


def points_of(indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    """Return (weight, score) of a row, None for what it does not print as a number."""
    outcome = indicator.outcome
    if outcome is None:
        return None, None
    weight = points(outcome.weight)
    if weight is None and (match := _IN_NAME.search(fold(indicator.name.text))):
        weight = parse_amount(match.group(1))
    return weight, points(outcome.score)


def at_outcome(indicator: Indicator, facts: Mapping[str, object], part: str) -> Hit:
    """Return the hit about one cell of the outcome of a row."""
    cell: Cell = getattr(indicator.outcome, part)
    shown = cell if cell.text else indicator.name
    return Hit(facts, indicator, text=shown.text, place=cell.place if cell.text else None)


def shown(indicator: Indicator, context: Context) -> dict[str, object]:
    """Return the facts ``target`` and ``actual`` of a row, as printed."""
    reading = context.read(indicator)
    actual = indicator.outcome.actual.text if indicator.outcome else ""
    return {"target": reading.target, "actual": actual}


def percent(share: Decimal) -> str:
    """Return a share in percent, at most two digits after the point."""
    return f"{short(share * 100)}%"


def short(number: Decimal) -> str:
    """Return a number with at most two digits after the point."""
    return plain(round(number, 2))
