"""What an indicator row means: kind of its name, kind of its level, number, unit, amount of money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.words import Words
from auditor.records.budget import Indicator
from auditor.text.numbers import parse_amount, read_printed
from auditor.text.operators import split_bound, split_leading
from auditor.text.units import Unit, UnitTable, parse_unit
from auditor.text.width import fold

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_PART_OF_DATE = re.compile(r"(?:月|季度)(?!份?$|/)")  # 9月第一周, 10月底 are dates, 9月 is a number with its unit
_BRACKET = re.compile(r"\(([^()]+)\)$")
_PER_ONE = re.compile(r"每(?:一)?(?!年|个?项目|学年)[\u4e00-\u9fff]")
_NEGATION = re.compile(r"不|未|无")
LEVELS = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "timeliness": "时效指标",
    "cost": "成本指标",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "sustainable": "可持续影响指标",
    "satisfaction": "满意度指标",
}
"""What the kinds of level 2 are called."""
COUNTABLE = frozenset({"people", "event", "lesson", "thing"})
MONEY_NAMES = frozenset({"money_total", "money_rate"})
WAN = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator as understood. Texts are folded. ``amount`` is the number of the value cell, None if it has none.

    ``kind`` is a section of names.txt (money_total, ratio, count …) or ""; ``level`` a section of levels.txt
    (quantity, cost, satisfaction …) or ""; ``wan`` the amount in 万元 where the unit is money.
    """

    name: str
    head: str
    kind: str
    level: str
    level1: str
    sign: str
    value: str
    amount: Decimal | None
    unit: Unit | None
    unit_text: str
    wan: Decimal | None

    @property
    def dimension(self) -> str:
        """Return the dimension of the unit ("" where unknown); a compound keeps that of its numerator."""
        return self.unit.dimension if self.unit else ""

    @property
    def per(self) -> tuple[str, ...]:
        """Return the denominators of the unit that count things (a year or a project is the whole budget)."""
        return tuple(name for name in self.unit.per if name not in {"年", "项目", "年度"}) if self.unit else ()

    @property
    def target(self) -> str:
        """Return operator, value and unit as one text (≥95%)."""
        return f"{self.sign}{self.value}{self.unit_text}"

    @property
    def numeric(self) -> bool:
        """Return whether the value is a number."""
        return self.amount is not None

    @property
    def countable(self) -> bool:
        """Return whether the unit counts people, events, lessons or things."""
        return self.dimension in COUNTABLE and not (self.unit and self.unit.per)


def read_indicator(indicator: Indicator, words: Words, units: UnitTable) -> Reading:
    """Return the meaning of one row; nothing is reported here."""
    name = fold(indicator.name.text)
    head, kind = _head(name, words)
    sign, value, amount, unit_text = _target(indicator)
    unit = parse_unit(unit_text, units)
    if unit is None and (attended := words.search("cues.after_counts", unit_text)) and attended.start() > 0:
        # 不少于4000人次参加: what becomes of the people is no part of the unit.
        known = parse_unit(unit_text[: attended.start()], units)
        unit, unit_text = (known, unit_text[: attended.start()]) if known else (unit, unit_text)
    kind = _refine(name, kind, words)
    wan = None
    if amount is not None and unit is not None and unit.dimension == "money":
        wan = amount * unit.factor / WAN
    return Reading(
        name=name,
        head=head,
        kind=kind,
        level=_level(2, indicator.level2.text, words),
        level1=_level(1, indicator.level1.text, words),
        sign=sign,
        value=value,
        amount=amount,
        unit=unit,
        unit_text=unit_text,
        wan=wan,
    )


def _head(name: str, words: Words) -> tuple[str, str]:
    """Return (ending, kind) of a name; a rate in brackets at its end (购置费用(达标率)) is what is measured."""
    inner = _BRACKET.search(name)
    head, kind = words.ending(inner.group(1)) if inner else ("", "")
    return (head, kind) if kind == "ratio" else words.ending(name)


def _target(indicator: Indicator) -> tuple[str, str, Decimal | None, str]:
    """Return (sign, value, amount, unit) where operator or unit may be written into the value cell (``≥95%``)."""
    sign, value, unit = indicator.sign, fold(indicator.value.text), fold(indicator.unit.text)
    unit, bound = split_bound(unit) if parse_amount(value) is not None else (unit, "")
    if not sign:
        leading, rest = split_leading(indicator.value.text)
        sign, value = (leading, rest) if leading else (bound, value)
    printed = read_printed(indicator.value.text)
    amount = printed.value if printed.fault == "blank" else parse_amount(value)
    if amount is None and not unit:
        match = _NUMBER.match(value)
        if match and match.end() < len(value) and len(value) - match.end() <= 6:
            tail = value[match.end() :]
            dated = _PART_OF_DATE.match(tail) or re.search(
                r"[\d年日前后内上下左右~-]", tail.replace("年", "", 1) if "/" in tail else tail
            )
            if not dated:
                return sign, value, parse_amount(match.group()), tail
    return sign, value, amount, unit


def _refine(name: str, kind: str, words: Words) -> str:
    """Return the kind where other words of the name change it: 及时支出 is no amount, 人均…成本 is a price."""
    if kind == "money_total":
        if words.has("cues.saving", name):
            return "saving"
        if words.has("cues.timely", name) and name.endswith(("支出", "开支")):
            return "timely"
        if words.has("cues.payment", name) and not words.has("cues.firm_money", name):
            return "payment"
        if words.has("cues.per_one", name) or _PER_ONE.search(name):
            return "money_rate"
    if kind == "money_rate" and words.has("cues.saving", name):
        return "saving"
    if kind == "ratio" and _NEGATION.search(name[-4:]) is None and words.has("cues.progress", name):
        return "progress"
    return kind


def _level(number: int, text: str, words: Words) -> str:
    """Return which kind a level cell says in the words of rules (quantity …, level1_output …), "" where none."""
    said = words.levels.said(number, text)
    return said.judged if said else ""
