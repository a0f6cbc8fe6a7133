"""The verb on what was spent of a budget in running text (决算为6.40万元,完成预算的80%): rate and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Required, TypedDict

from auditor.checks.context import Context
from auditor.checks.prose.parts import shown_percent
from auditor.checks.sentences import Sentence, at, is_change, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Share, Sum, shares, sums

_RATE = re.compile(
    r"(?:完成|占|为)(?:了)?(?:20\d\d年度?|全年|当年|本年)?(?:年初|调整后?|全年)?预算(?:数|安排)?的?(?:比例为?)?(?:约|近)?$"
    r"|(?:完成|执行)(?:率|进度|比例)(?:为|达|达到)?$|(?:支出|预算执行)(?:率|进度)(?:为|达|达到)?$"
)
_NEAR = 40  # characters before a rate in which its words stand
_CLAUSE = re.compile("[;。]")


class Words(TypedDict, total=False):
    """Patterns: of the words before a budget (``planned``) and before what was ``spent`` of it.

    ``way`` is one of a direction (决算数小于预算数), with the groups ``less`` and ``more``.
    """

    planned: Required[str]
    spent: Required[str]
    way: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """A budget and what was spent of it, told one after the other in a sentence."""

    budget: Sum
    spent: Sum


def executed(budget: Budget, context: Context, *, states: Literal["rate", "direction"], words: Words) -> Iterator[Hit]:
    """Yield a hit where a sentence tells a budget, what was spent of it, and a rate or a direction that deny them.

    The pair is the last amount of each kind before the rate (完成预算的80%), or before the words of the direction. A
    rate of any amount spent before it of any budget before it is believed.
    """
    denied = _rates if states == "rate" else _directions
    for sentence in told(context):
        given = [one for one in sums(sentence.text) if not is_change(one, context)]
        if len(given) > 1:
            yield from denied(sentence, given, words)


def _rates(sentence: Sentence, given: Sequence[Sum], words: Words) -> Iterator[Hit]:
    planned, spent = words["planned"], words["spent"]
    for share in shares(sentence.text):
        told_of = _RATE.search(sentence.text, max(0, share.start - _NEAR), share.start)
        pair = _pair(given, share.start, planned, spent) if told_of else None
        if pair and not _fits_any(share, given, planned, spent):
            right = shown_percent(pair.spent.wan / pair.budget.wan)
            yield _hit(sentence, pair, share.start, share.end, right=right)


def _directions(sentence: Sentence, given: Sequence[Sum], words: Words) -> Iterator[Hit]:
    for match in re.finditer(words.get("way") or "$^", sentence.text):
        pair = _pair(given, match.start(), words["planned"], words["spent"])
        apart = pair and _CLAUSE.search(sentence.text[pair.spent.end : match.start()])
        if pair and not apart and _is_turned(pair, match):
            yield _hit(sentence, pair, match.start(), match.end())


def _pair(given: Sequence[Sum], before: int, planned: str, spent: str) -> _Pair | None:
    """Return the last budget and the last amount spent before a place; None where one of them is not told."""
    own = [one for one in given if one.end <= before]
    budgets = [one for one in own if re.search(planned, one.words) and not re.search(spent, one.words)]
    done = [one for one in own if re.search(spent, one.words)]
    return _Pair(budgets[-1], done[-1]) if budgets and done and budgets[-1].wan else None


def _fits_any(share: Share, given: Sequence[Sum], planned: str, spent: str) -> bool:
    """Return whether one amount spent before a rate is that share of one budget before it."""
    done = [one for one in given if one.end <= share.start and re.search(spent, one.words)]
    budgets = [one for one in given if one.end <= share.start and re.search(planned, one.words)]
    return any(
        abs(one.wan / whole.wan - share.share) <= share.step + (one.step + share.share * whole.step) / whole.wan
        for whole in budgets
        for one in done
        if whole.wan and one is not whole
    )


def _is_turned(pair: _Pair, match: re.Match[str]) -> bool:
    """Return whether what was spent is on the other side of the budget than the words say."""
    less = match.groupdict().get("less")
    differ = pair.spent.wan - pair.budget.wan
    slack = pair.spent.step + pair.budget.step
    return differ > slack if less else differ < -slack


def _hit(sentence: Sentence, pair: _Pair, start: int, end: int, **more: str) -> Hit:
    facts = {"budget": pair.budget.shown, "spent": pair.spent.shown, "found": sentence.text[start:end]}
    return at(sentence, {**facts, **more}, start, end)
