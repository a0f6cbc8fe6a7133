"""What the head of table 13 lists → its funds: the total, of which sources, for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.extract.words.keys import clean, fold
from auditor.records.budget import HEAD_SUMS, NO_MONEY, HeadAmount, Money, Overall

_OTHER = frozenset({"special", "business", "carried", "other", "unnamed"})
_KINDS = ("general", "fund", "capital")
_LEAST = 2  # sources: several are not added up


def with_funds(head: Overall) -> Overall:
    """Return the head with its funds: what they are in all, of which sources, for what."""
    by_role: dict[str, HeadAmount] = {}
    for one in reversed(head.amounts):
        by_role[f"{one.role}-{one.side}" if one.role == "sum" else one.role] = one
    names = ("spend-total", "total", "sum-spend", "sum-", "income-total", "sum-income")
    total = next((by_role[name].amount for name in names if name in by_role), NO_MONEY)
    fiscal = _fiscal(head.amounts, by_role, total)
    basic, project = (by_role[name].amount if name in by_role else NO_MONEY for name in ("basic", "project"))
    other = _others(head.amounts)
    return of_the_total(replace(head, total=total, fiscal=fiscal, other=other, basic=basic, project=project))


def of_the_total(head: Overall) -> Overall:
    """Return the head; basic and project spending divide the total: beside fiscal funds they are details."""
    if head.fiscal == NO_MONEY:
        return head
    told = (("基本支出", head.basic.cell), ("项目支出", head.project.cell))
    kept = tuple((label, clean(cell)) for label, cell in told if cell.text)
    return replace(head, basic=NO_MONEY, project=NO_MONEY, details=(*head.details, *kept))


def _fiscal(amounts: Sequence[HeadAmount], by_role: Mapping[str, HeadAmount], total: Money) -> Money:
    """Return the fiscal funds; general funds alone are these, one behind 其中 after spending may be a part of that."""
    if "fiscal" not in by_role:
        kinds = [by_role[name].amount for name in _KINDS if name in by_role]
        return kinds[0] if len(kinds) == 1 else NO_MONEY
    found = by_role["fiscal"]
    before = amounts[amounts.index(found) - 1 : amounts.index(found)]
    doubtful = found.nested and before and before[0].side == "spend" and before[0].role not in HEAD_SUMS
    return NO_MONEY if doubtful and found.amount.wan != total.wan else found.amount


def _others(amounts: Sequence[HeadAmount]) -> Money:
    """Return the funds that are not fiscal: several are kept as printed and not added up."""
    found = [one.amount for one in amounts if one.role in _OTHER and one.side == "income" and one.amount.cell.text]
    some = [one for one in found if one.wan != 0]
    if len(some) < _LEAST:
        return some[0] if some else found[0] if found else NO_MONEY
    return Money(replace(some[0].cell, text="；".join(fold(one.cell.text) for one in some)))
