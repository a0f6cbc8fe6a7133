"""What a text counts: numbers with their unit and the words around, and whether they are for each of something."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.reading import COUNTABLE, Reading
from auditor.text.numbers import parse_amount, plain
from auditor.text.units import Unit, parse_unit
from auditor.text.width import fold

COUNTED = COUNTABLE | {"area", "length", "mass", "volume"}
CITED = re.compile(r"《[^》]*》|〔\d{4}〕|\[\d{4}\]")
_DATE = re.compile(
    r"(?:\d{4}年(?:度)?)?\d{1,2}月\d{1,2}日|每月\d{1,2}日|\d{4}年(?:度)?|\d{1,2}月(?:[至到~—-]\d{1,2}月)?"
)
_ASIDE = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(
    r"(?<![第\d.,A-Za-z-])(?<!\d、)(?<!^、)(\d[\d,]*(?:\.\d+)?)(?:余|多)?"
    r"([\u4e00-\u9fff]{1,5}(?:\([\u4e00-\u9fff]{1,3}\))?)"
)
_PAUSE = re.compile(r"[,;:。、()“”]")
_CLAUSE = re.compile(r"[,;。]")
_STOP = re.compile(r"[。;]")
_BACK = 80
"""So many characters before a number are searched for the beginning of its clause."""
NEAR = 8
"""Characters after a number that belong to its words."""


@dataclass(frozen=True, slots=True)
class Count:
    """A counted thing of a text: ``words`` stand around the number up to the next pauses, ``before`` in its clause.

    What stands in brackets before the number is no part of ``before``; ``after`` goes on to the next pause.
    ``sentence`` numbers the sentence. Money is counted as well; its unit says so.
    """

    amount: Decimal
    unit: Unit
    words: str
    before: str
    sentence: int
    after: str = ""

    @property
    def shown(self) -> str:
        """Return the number with its unit."""
        return f"{plain(self.amount)}{self.unit.name}"

    @property
    def base(self) -> Decimal:
        """Return the amount in the base unit of its dimension."""
        return self.amount * self.unit.factor


def counts(text: str, context: Context) -> tuple[Count, ...]:
    """Return every number with a known unit in ``text``; documents cited, ordinals, dates and years are none."""
    clean = CITED.sub(lambda match: "〇" * len(match.group()), fold(text))
    return tuple(_counts(clean, context))


def _counts(text: str, context: Context) -> Iterator[Count]:
    stops = [match.end() for match in _STOP.finditer(text)]
    dates = [match.span() for match in _DATE.finditer(text)]
    for match in _NUMBER.finditer(text):
        date = bisect(dates, (match.start(), len(text) + 1)) - 1
        if date >= 0 and match.start() < dates[date][1]:
            continue
        amount, unit = parse_amount(match.group(1)), leading_unit(match.group(2), context)
        if amount is None or unit is None:
            continue
        end = match.start(2) + len(unit.text)
        front = text[max(0, match.start() - _BACK) : match.start()]
        words = _PAUSE.split(front)[-1][-NEAR:] + _PAUSE.split(text[end : end + NEAR])[0]
        clause = _CLAUSE.split(_ASIDE.sub("", front))[-1]
        after = _PAUSE.split(text[end : end + NEAR])[0]
        yield Count(amount, unit, words, clause, bisect(stops, match.start()), after)


def leading_unit(text: str, context: Context) -> Unit | None:
    """Return the unit that ``text`` begins with, the longest known: 个工作日 is a time, no thing."""
    found = (parse_unit(text[:length], context.units) for length in range(len(text), 0, -1))
    return next((unit for unit in found if unit is not None and not unit.per), None)


def base_of(reading: Reading) -> Decimal | None:
    """Return the target in single things, None where it is no such number or one for each of something."""
    if reading.amount is None or reading.unit is None or reading.unit.per:
        return None
    return reading.amount * reading.unit.factor
