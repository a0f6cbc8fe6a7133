"""The verb on the rate of staff to posts (在职人员控制率), told in the head, in words or by a row, against both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.attained import short
from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.width import fold

_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:[人名个%])?")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number that the document tells, as printed."""

    number: Decimal
    printed: str
    cell: Cell


def control_rate(
    budget: Budget, context: Context, *, labels: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[Hit]:
    """Yield a hit where a rate of staff to posts is not what their numbers make.

    ``labels`` are patterns of what the head calls the ``posts``, the ``staff`` and the ``rate``, ``words`` such
    patterns around a number (group 1) in the texts of the head and in running text. Posts and staff are known where
    all that tells them tells one number. A row with such a name tells a rate, too.
    """
    posts, staff = (_only(_figures(name, budget, labels, words)) for name in ("posts", "staff"))
    if not posts or not staff or not posts.number:
        return
    right = staff.number / posts.number * 100
    rates = [*_figures("rate", budget, labels, words), *_of_rows(budget, labels["rate"])]
    for one in rates:
        if abs(one.number - right) > half_digit(one.printed) * 2:
            facts = {"stated": one.printed, "posts": plain(posts.number), "staff": plain(staff.number)}
            yield Hit({**facts, "right": f"{short(right)}%"}, text=one.cell.text, place=one.cell.place)


def _figures(name: str, budget: Budget, labels: Mapping[str, str], words: Mapping[str, str]) -> list[_Figure]:
    """Return every number of one kind that the head and the running text tell."""
    details = budget.overall.details if budget.overall else ()
    found = [
        one for label, cell in details if re.fullmatch(labels[name], fold(label)) if (one := _figure(cell)) is not None
    ]
    for cell in (*(cell for _, cell in details), *budget.prose):
        text = fold(cell.text)
        for match in re.finditer(words[name], text) if "编制" in text or "控制率" in text else ():
            found.append(_Figure(parse_amount(match.group(1)) or Decimal(0), match.group(1), cell))
    return found


def _of_rows(budget: Budget, name: str) -> Iterator[_Figure]:
    for item in budget.indicators:
        cell = item.outcome.actual if item.outcome else None
        found = _figure(cell) if cell and re.fullmatch(name, fold(item.name.text)) else None
        if found:
            yield found


def _figure(cell: Cell) -> _Figure | None:
    match = _NUMBER.fullmatch(fold(cell.text))
    number = parse_amount(match.group(1)) if match else None
    return None if match is None or number is None else _Figure(number, match.group(1), cell)


def _only(found: list[_Figure]) -> _Figure | None:
    return found[0] if len({one.number for one in found}) == 1 else None
