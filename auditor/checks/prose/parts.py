"""The verb on a whole and its parts in running text, by their names, and what the other verbs on sums share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from auditor.checks.context import Context
from auditor.checks.sentences import at, is_carried, is_change, is_last_year, is_of_the_year, listed
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import Sum, sums, told_like

# What follows a whole: its parts behind 其中, a colon or a bracket.
_LISTS = re.compile(r"其中|^\D{0,6}[:(]")
_ALL = re.compile("[,(]?(?:包括|分别为)")
_NONE = r"(?:没有|无|未(?:安排|编列|编制)|不(?:安排|涉及|编列))[^,;。\d]{0,6}"
_SPENT = re.compile("决算|执行数|实际支出")
_ABOUT = re.compile("约|近|余|多|左右|上下|以上|以内")
# So many members of a list are looked at in every combination.
_MOST = 10
_BEHIND = "(?:预算|支出|经费|为|是|安排|类|项目|采购)*$"


def parts(
    budget: Budget, context: Context, *, whole: str, members: Sequence[str], parents: Mapping[str, Sequence[str]]
) -> Iterator[Hit]:
    """Yield a hit where a sentence gives a whole and what it consists of, and the parts add up to another sum.

    The parts stand behind 其中, a colon or a bracket, or all of them are named. Behind 其中 some may be left out, so
    that only too large a sum is wrong; behind 包括 or 分别为 all are told, if each amount is that of a member.
    ``whole`` and ``members`` are patterns of the words before the amounts; ``parents`` are members that are themselves
    the sum of others named with them, which then count once; one that is not among ``members`` is a part that most
    wholes do not have.
    """
    rare = parents.keys() - set(members)
    for sentence in listed(context):
        given = sums(sentence.text)
        first = next((amount for amount in given if re.search(f"(?:{whole})\\D*$", amount.words)), None)
        if first is None:
            continue
        behind = [one for one in given if one.start > first.end and not is_change(one, context)]
        behind = [one for one in behind if not (is_carried(one) and _is_below(sentence.text[first.end : one.start]))]
        named = _named(behind, [*rare, *members])
        told_all = len(named) == len(behind) and _ALL.match(sentence.text[first.end :])
        for parent, below in parents.items():
            if parent in named:
                named = {name: amount for name, amount in named.items() if name not in below}
        lower = {name for below in parents.values() for name in below}
        complete = all(
            one in named or any(name in named for name in parents.get(one, ())) for one in members if one not in lower
        )
        complete = complete or bool(told_all) or _is_rest_denied(sentence.text[first.end :], members, named)
        if not (complete or _LISTS.search(sentence.text[first.end :])):
            continue
        if len(named.keys() - rare) < 2 or not is_of_the_year(sentence.text, first, context):
            continue
        told_last = _spent(given, first, min(one.start for one in named.values()))
        facts = unlike_sum(sentence.text, told_last, list(named.values()), some=not complete)
        if facts:
            yield at(sentence, facts, told_last.start, told_last.end)


def _is_rest_denied(behind: str, members: Sequence[str], named: Mapping[str, Sum]) -> bool:
    """Return whether the text says of each member without an amount that there is none (未安排工程类采购)."""
    rest = [one for one in members if one not in named]
    return bool(named) and all(re.search(f"{_NONE}(?:{one})", behind) for one in rest)


def _spent(given: Sequence[Sum], whole: Sum, before: int) -> Sum:
    """Return what was spent of a whole, told before its parts (预算9万元,决算7万元,其中), or else the whole."""
    spent = [one for one in given if whole.end <= one.start < before and _SPENT.search(one.words)]
    return spent[-1] if spent else whole


def _is_below(between: str) -> bool:
    """Return whether what stands between a whole and an amount makes this a part of a part (其中, 含, a bracket)."""
    own = between.lstrip("(,:;")
    return own.count("(") > own.count(")") or "其中" in own[2:] or own.endswith("含")


def unlike_sum(sentence: str, whole: Sum, parts: Sequence[Sum], *, some: bool = False) -> dict[str, object]:
    """Return the facts of parts that add up to another sum than their whole, {} where they agree within rounding.

    ``some``: parts may be left out, so that only too large a sum is wrong.
    """
    added = sum((one.wan for one in parts), Decimal(0))
    if abs(added - whole.wan) <= rounding(sentence, [whole, *parts]) or (some and added < whole.wan):
        return {}
    shown = " + ".join(one.shown for one in parts)
    missed = told_like(abs(added - whole.wan), whole)
    return {"whole": whole.shown, "parts": shown, "sum": told_like(added, whole), "difference": missed}


def rounding(sentence: str, given: Sequence[Sum]) -> Decimal:
    """Return how far rounding may carry a sum from the amounts that are printed.

    Amounts of one unit, none of which is said to be about so much, are rounded alike: 2万元 beside 3.5万元 is 2.0.
    """
    steps = [amount.step for amount in given if amount.step]
    units = {re.sub(r"[\d.,]", "", amount.shown) for amount in given}
    alike = steps and len(units) == 1 and not is_about(sentence, given)
    return len(steps) * min(steps) if alike else sum(steps, Decimal(0))


def is_about(sentence: str, given: Sequence[Sum]) -> bool:
    """Return whether one of the amounts is said to be about so much (约, 左右 …)."""
    return any(_ABOUT.search(sentence[max(0, amount.start - 2) : amount.end + 2]) for amount in given)


def is_part_of_them(amounts: Sequence[Decimal], whole: Decimal, slack: Decimal = Decimal(0)) -> bool:
    """Return whether some of the amounts make up the whole: others are parts of these, then. True of very many."""
    some = (one for size in range(1, len(amounts)) for one in combinations(amounts, size))
    return len(amounts) > _MOST or any(abs(sum(one, Decimal(0)) - whole) <= slack for one in some)


def _named(given: Sequence[Sum], members: Sequence[str]) -> dict[str, Sum]:
    """Return the first amount of each member that is named right before it."""
    named: dict[str, Sum] = {}
    for amount in given:
        if is_last_year(amount):
            continue
        member = next((one for one in members if re.search(f"(?:{one}){_BEHIND}", amount.words)), "")
        if member and member not in named:
            named[member] = amount
    return named


def shown_percent(share: Decimal) -> str:
    """Return a share in percent with at most two digits after the point."""
    return f"{plain(round(share * 100, 2))}%"
