"""Parts of an amount told in one cell or sentence behind 其中: 其中：人员经费486.50、公用经费49.36."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from auditor.text.numbers import parse_amount
from auditor.text.width import fold

_BEGINS = re.compile(r"^[(\[]?其中[:、]?")
_PART = re.compile(r"([^\d:、,;。()%]{2,16}?):?(\d[\d,]*(?:\.\d+)?)((?:万|亿)?元)?(?:[、,;。)\]]+|和|$)")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One of the parts as printed: its name, its amount, its unit of money ("" where none is printed)."""

    name: str
    amount: Decimal
    unit: str


def told_parts(text: str) -> tuple[ToldPart, ...]:
    """Return the parts that are all that a text tells, two or more, else ()."""
    key = fold(text)
    begin = _BEGINS.match(key)
    at = begin.end() if begin else len(key)
    found: list[ToldPart] = []
    while at < len(key):
        match = _PART.match(key, at)
        amount = parse_amount(match.group(2)) if match else None
        if match is None or amount is None:
            return ()
        found.append(ToldPart(match.group(1), amount, match.group(3) or ""))
        at = match.end()
    return tuple(found) if len(found) >= _LEAST else ()
