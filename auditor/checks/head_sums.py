"""Verbs on a head of table 13 that lists income and expenditure: parts and their sums, both sides, shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Literal

from auditor.checks.context import Context
from auditor.records.budget import HEAD_SUMS, Budget, HeadAmount
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.width import fold

Side = Literal["income", "spend"]
Whole = Literal["income", "spend", "basic"]
_OWN_SUMS: Mapping[str, tuple[str, ...]] = {"income": ("income-total", "sum"), "spend": ("spend-total", "sum")}
# What a role is a part of, where the head prints that too.
_WITHIN: Mapping[str, str] = {
    **dict.fromkeys(("personnel", "public", "assist"), "basic"),
    **dict.fromkeys(("general", "fund", "capital"), "fiscal"),
}
# Roles that together are all there is: the head leaves nothing out that it lists beside them.
_ALL: Mapping[str, tuple[frozenset[str], ...]] = {
    "income": (frozenset({"fiscal", "other"}), frozenset({"general", "other"})),
    "spend": (frozenset({"basic", "project"}),),
    "basic": (frozenset({"personnel", "public"}),),
}
_MAY_BE_APART = frozenset({"carried", "carried-out"})
_DOUBTFUL = _MAY_BE_APART | {"unnamed"}
_NAMES = {"income": "收入", "spend": "支出", "basic": "基本支出"}
_MOST_DOUBTS = 8
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A whole of a head and its parts; ``doubtful`` are parts that may be counted within another one."""

    whole: HeadAmount
    parts: tuple[HeadAmount, ...]
    doubtful: tuple[HeadAmount, ...] = ()

    @property
    def added(self) -> Decimal:
        """What the parts come to, without the doubtful ones."""
        return sum((_wan(one) for one in self.parts), Decimal(0))

    @property
    def off(self) -> Decimal:
        """By how much the parts miss the whole, 0 where they make it within rounding in one of the ways to add them."""
        found = [self.added - _wan(self.whole) + one for one in _ways(self.doubtful)]
        slack = sum(map(_step, (self.whole, *self.parts, *self.doubtful)), Decimal(0))
        return Decimal(0) if any(abs(one) <= slack for one in found) else found[0]


def parts(budget: Budget, context: Context, *, of: Whole) -> Iterator[Hit]:
    """Yield a hit where the parts that the head of table 13 lists are not what it prints for the whole ``of``.

    ``income``, ``spend``: all of a side; ``basic``: 人员经费 + 公用经费. Only where the parts are all there are: those
    below a sum of their own, or those that leave nothing out (财政拨款 and 其他资金).
    """
    found = _sum_of(_amounts(budget), of)
    if found and found.off:
        facts = {
            "name": _NAMES[of],
            "label": _label(found.whole),
            "total": plain(_wan(found.whole)),
            "parts": " + ".join(f"{_label(one)}{plain(_wan(one))}" for one in found.parts),
            "sum": plain(found.added),
            "difference": plain(abs(found.off)),
        }
        yield _hit(found.whole, facts)


def balance(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the head of table 13 prints another sum of its income than of its expenditure.

    A side without a sum is what its parts come to, where these leave nothing out. Nothing is said where one of the
    sums is not that of its own parts: that is said by ``parts``.
    """
    amounts = _amounts(budget)
    if any(one.role in _MAY_BE_APART for one in amounts):
        return
    sums = [_sum_of(amounts, side) for side in ("income", "spend")]
    if any(one and one.off for one in sums):
        return
    totals = [_total(amounts, side) for side in ("income", "spend")]
    whole = next((one for one in amounts if one.role == "total" or (one.role == "sum" and not one.side)), None)
    printed = [one for one in (totals[0], totals[1], whole) if one is not None and one.amount.wan is not None]
    if len(printed) < 2:
        yield from _unsummed(amounts) if not printed else ()
        return
    first, other = printed[0], next((one for one in printed[1:] if _differ(printed[0], one)), None)
    if other is not None:
        yield _hit(other, _compared(_label(first), _wan(first), _label(other), _wan(other)))


def shares(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit for every share of the head of table 13 that is not its amount ÷ the sum of its side."""
    amounts = _amounts(budget)
    for one in amounts:
        said = parse_amount(fold(one.share.text).rstrip("%"))
        side = one.side or "spend"
        wholes = [two for two in amounts if two.role in HEAD_SUMS and two.side in {side, ""} and two.amount.wan]
        if said is None or not one.side or not wholes or one.amount.wan is None:
            continue
        slack = half_digit(fold(one.share.text).rstrip("%")) * 2
        added = sum(
            (_wan(two) for two in amounts if two.side == side and two.share.text and two.role not in HEAD_SUMS),
            Decimal(0),
        )
        right = [_wan(one) / whole * _HUNDRED for whole in (*map(_wan, wholes), added) if whole]
        parent = next((two for two in amounts if two.role == _WITHIN.get(one.role) and two.amount.wan), None)
        right += [_wan(one) / _wan(parent) * _HUNDRED] if parent else []
        if all(abs(each - said) > slack for each in right):
            facts = {
                "label": _label(one),
                "amount": plain(_wan(one)),
                "whole": plain(_wan(wholes[0])),
                "share": fold(one.share.text),
                "right": f"{right[0].quantize(Decimal('0.1'))}%",
            }
            yield Hit(facts, place=one.share.place, table="13", text=one.share.text)


def _amounts(budget: Budget) -> Sequence[HeadAmount]:
    head = budget.overall
    return head.amounts if head and head.execution is None else ()


def _sum_of(amounts: Sequence[HeadAmount], of: Whole) -> _Sum | None:
    """Return a whole with all its parts, None where one is not there, unreadable, or not surely all of them."""
    whole = next((one for one in amounts if one.role == "basic"), None) if of == "basic" else _whole(amounts, of)
    listed = _listed(amounts, of)
    if whole is None or whole.amount.wan is None or any(one.amount.wan is None for one in listed):
        return None
    roles = {one.role for one in listed}
    complete = any(all_of <= roles for all_of in _ALL[of]) or (of != "basic" and whole.role in _OWN_SUMS[of])
    if len(listed) < 2 or not complete or (of == "spend" and _divides_fiscal(amounts, listed)):
        return None
    doubtful = tuple(one for at, one in enumerate(listed) if _is_doubtful(one, first=not at))
    sure = tuple(one for one in listed if one not in doubtful)
    return _Sum(whole, sure, doubtful) if sure else None


def _divides_fiscal(amounts: Sequence[HeadAmount], listed: Sequence[HeadAmount]) -> bool:
    """Return whether expenditure listed right behind the fiscal funds comes to these and divides them."""
    at = amounts.index(listed[0])
    before = amounts[at - 1] if at else None
    return before is not None and before.role == "fiscal" and sum(map(_wan, listed)) == _wan(before)


def _whole(amounts: Sequence[HeadAmount], side: Side) -> HeadAmount | None:
    """Return the sum of a side, the sum of both where it has none of its own."""
    both = (one for one in amounts if one.role == "total" or (one.role == "sum" and not one.side))
    other = _total(amounts, "spend" if side == "income" else "income")
    return _total(amounts, side) or next(both, None) or other


def _total(amounts: Sequence[HeadAmount], side: Side) -> HeadAmount | None:
    own = [one for one in amounts if one.side == side and one.role in _OWN_SUMS[side]]
    return own[-1] if own else None


def _listed(amounts: Sequence[HeadAmount], of: Whole) -> list[HeadAmount]:
    """Return the amounts that are parts of a whole: those of a side that are not within another one of it."""
    if of == "basic":
        return [one for one in amounts if _WITHIN.get(one.role) == "basic"]
    own = [one for one in amounts if one.side == of and one.role not in HEAD_SUMS]
    roles = {one.role for one in own}
    return [one for one in own if _WITHIN.get(one.role) not in roles and one.amount.cell.text]


def _is_doubtful(one: HeadAmount, *, first: bool) -> bool:
    """Return whether a part may be within the one before it, or apart from the sum."""
    return one.role in _DOUBTFUL or (one.nested and not first and one.role in {"spending", "business", "special"})


def _ways(doubtful: Sequence[HeadAmount]) -> Iterator[Decimal]:
    """Yield what the doubtful parts may add: all of them first, then every other choice."""
    if len(doubtful) > _MOST_DOUBTS:
        yield sum(map(_wan, doubtful), Decimal(0))
        return
    for chosen in product((True, False), repeat=len(doubtful)):
        yield sum((_wan(one) for one, is_in in zip(doubtful, chosen, strict=True) if is_in), Decimal(0))


def _unsummed(amounts: Sequence[HeadAmount]) -> Iterator[Hit]:
    """Yield a hit where neither side has a sum, both leave nothing out, and they do not come to the same."""
    sides = [_listed(amounts, side) for side in ("income", "spend")]
    for side, listed in zip(("income", "spend"), sides, strict=True):
        roles = {one.role for one in listed}
        if not any(all_of <= roles for all_of in _ALL[side]) or any(one.amount.wan is None for one in listed):
            return
    income, spend = (sum(map(_wan, listed), Decimal(0)) for listed in sides)
    slack = sum(map(_step, (*sides[0], *sides[1])), Decimal(0))
    if abs(income - spend) > slack:
        yield _hit(sides[1][0], _compared("收入各项之和", income, "支出各项之和", spend))


def _compared(one: str, first: Decimal, two: str, second: Decimal) -> dict[str, str]:
    return {
        "one": one,
        "first": plain(first),
        "two": two,
        "second": plain(second),
        "difference": plain(abs(first - second)),
    }


def _differ(one: HeadAmount, two: HeadAmount) -> bool:
    return abs(_wan(one) - _wan(two)) > _step(one) + _step(two)


def _hit(one: HeadAmount, facts: Mapping[str, str]) -> Hit:
    return Hit(facts, place=one.amount.cell.place, table="13", text=one.amount.cell.text)


def _wan(one: HeadAmount) -> Decimal:
    return one.amount.wan or Decimal(0)


def _step(one: HeadAmount) -> Decimal:
    """Return by how much (万元) rounding may carry an amount: half of its last digit."""
    value, wan = parse_amount(one.amount.cell.text), one.amount.wan
    return half_digit(one.amount.cell.text) * wan / value if value and wan else Decimal(0)


def _label(one: HeadAmount) -> str:
    return fold(one.label.text).lstrip("-—–").removeprefix("其中:").removeprefix("其中")
