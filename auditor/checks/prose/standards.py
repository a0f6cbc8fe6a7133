"""The verb on so many persons, a standard for each (每人每月1500元), the time, and the amount right behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.estimates import NUMBER
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.statements import sums
from auditor.text.units import IN_WAN

_GAP = r"[^\d;。]"
_SAYS = re.compile(
    rf"(?<![\d.,])(?P<many>{NUMBER})(?P<thing>[人名户位])(?![次均]){_GAP}{{0,24}}?"
    rf"(?:每(?P=thing)|每[人名户位]|人均)每?(?P<each>月|年|天|日|学期)?[^\d,;。]{{0,8}}?(?P<price>{NUMBER})(?P<unit>万元|元)"
    rf"(?:/(?P<per>月|年))?{_GAP}{{0,16}}?(?:(?P<times>\d{{1,3}})(?P<time>个?月|天|日|个?学期|年){_GAP}{{0,14}}?)?"
    rf"(?P<words>{_GAP}{{1,14}}?)(?P<amount>{NUMBER})(?P<in>万元|元)"
)
_TIMES: Mapping[str, tuple[str, ...]] = {
    "月": ("个月", "月"), "天": ("天", "日"), "日": ("天", "日"), "学期": ("学期", "个学期"), "年": ("年",), "": ()
}  # fmt: skip
_MONTHS = 12
_YEARLY = frozenset({"年", ""})


def standards(budget: Budget, context: Context, *, total: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where persons, a standard for each and the time do not make the amount right behind them.

    Words that fit ``total`` (a pattern) stand right before the amount; what fits ``unless`` is not judged: what is only
    about so much, or has more parts. A month without a number is any of a year; an amount elsewhere in the sentence may
    be the one that is meant.
    """
    for sentence in told(context):
        found = _SAYS.finditer(sentence.text) if "元" in sentence.text and re.search("每|人均", sentence.text) else ()
        for one in found:
            right = _right(one)
            if not right or not re.search(f"(?:{total})[^,;]*$", one["words"]) or re.search(unless, one.group()):
                continue
            slack = half_digit(one["amount"]) * IN_WAN[one["in"]]
            meant = [each.wan for each in sums(sentence.text)]
            if not any(abs(each - wan) <= slack for each in right for wan in meant):
                shown = f"{plain(right[-1] / IN_WAN[one['in']])}{one['in']}"
                start = one.start("amount")
                yield at(sentence, {"stated": one.group(), "right": shown}, start, one.end("in"))


def _right(one: re.Match[str]) -> list[Decimal]:
    """Return what the amount may be in 万元, [] where the time is not understood."""
    many, price = parse_amount(one["many"]), parse_amount(one["price"])
    each = one["each"] or one["per"] or ""
    if not many or not price or (one["time"] and one["time"] not in _TIMES[each]):
        return []
    once = many * price * IN_WAN[one["unit"]]
    if one["times"]:
        return [once * int(one["times"])]
    if each == "月":
        return [once * months for months in range(1, _MONTHS + 1)]
    return [once] if each in _YEARLY else []
