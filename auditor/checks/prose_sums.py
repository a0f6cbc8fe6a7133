"""Verbs on the sums of the running text: a whole and its parts, shares, changes on last year, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, is_change, is_last_year, is_of_the_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import Share, Sum, shares, sums

# What follows a whole: its parts behind 其中, a colon or a bracket.
_LISTS = re.compile(r"其中|^\D{0,6}[:(]")
_ABOUT = re.compile("约|近|余|多|左右|上下|以上|以内")
_BEHIND = "(?:预算|支出|经费|为|是|安排|类|项目|采购)*$"
_SHARE = re.compile(
    r"[,(]?占(?:比|总?比重|(?:本年|全年|部门)?(?:预算)?(?:总?支出|总?收入|总额|总数)(?:预算)?的?)?(?:的?比例)?为?"
)


def parts(
    budget: Budget, context: Context, *, whole: str, members: Sequence[str], parents: Mapping[str, Sequence[str]]
) -> Iterator[Hit]:
    """Yield a hit where a sentence gives a whole and what it consists of, and the parts add up to another sum.

    The parts stand behind 其中, a colon or a bracket, or all of them are named.
    ``whole`` and ``members`` are patterns of the words before the amounts; ``parents`` are members that are themselves
    the sum of others named with them, which then count once.
    """
    for sentence in told(context):
        given = sums(sentence.text)
        first = next((amount for amount in given if re.search(f"(?:{whole})\\D*$", amount.words)), None)
        if first is None:
            continue
        named = _named([one for one in given if one.start > first.end and not is_change(one, context)], members)
        for parent, below in parents.items():
            if parent in named:
                named = {name: amount for name, amount in named.items() if name not in below}
        lower = {name for below in parents.values() for name in below}
        complete = all(
            one in named or any(name in named for name in parents.get(one, ())) for one in members if one not in lower
        )
        if not (complete or _LISTS.search(sentence.text[first.end :])):
            continue
        if len(named) < 2 or not is_of_the_year(sentence.text, first, context):
            continue
        added = sum((amount.wan for amount in named.values()), Decimal(0))
        slack = _slack(sentence.text, [first, *named.values()])
        if abs(added - first.wan) > slack and (added > first.wan or complete):
            listed = " + ".join(amount.shown for amount in named.values())
            facts = {"whole": first.shown, "parts": listed, "sum": plain(added)}
            yield at(sentence, facts | {"difference": plain(abs(added - first.wan))}, first.start, first.end)


def _slack(sentence: str, given: Sequence[Sum]) -> Decimal:
    """Return how far rounding may carry a sum from the amounts that are printed.

    Amounts of one unit, none of which is said to be about so much, are rounded alike: 2万元 beside 3.5万元 is 2.0.
    """
    steps = [amount.step for amount in given if amount.step]
    units = {re.sub(r"[\d.,]", "", amount.shown) for amount in given}
    about = any(_ABOUT.search(sentence[max(0, amount.start - 2) : amount.end + 2]) for amount in given)
    return len(steps) * min(steps) if steps and len(units) == 1 and not about else sum(steps, Decimal(0))


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


def share_of_whole(budget: Budget, context: Context, *, whole: str) -> Iterator[Hit]:
    """Yield a hit where a part is given with a share (占35%) that the division denies.

    The whole is the amount named by ``whole`` (a pattern), else the one before 其中, else the sum of the list, where
    all of its other shares fit. A share that fits any amount before it is believed.
    """
    for sentence in told(context):
        given = sums(sentence.text)
        listed = list(_shares_beside(sentence.text, given))
        still = [one for one in given if not is_change(one, context)]
        base = _whole(sentence.text, still, whole) if listed else None
        if base is None:
            yield from _odd_share(sentence, listed)
            continue
        for part, share in listed:
            before = [amount for amount in given if amount.start < part.start]
            if part.start > base.start and not any(_fits(part, share, one.wan, one.step) for one in before):
                yield _wrong_share(sentence, (part, share), base.wan, base.shown)


def _shares_beside(sentence: str, given: Sequence[Sum]) -> Iterator[tuple[Sum, Share]]:
    """Yield every amount that is followed by its share."""
    for share in shares(sentence):
        before = [amount for amount in given if amount.end <= share.start]
        if before and _SHARE.fullmatch(sentence[before[-1].end : share.start]):
            yield before[-1], share


def _whole(sentence: str, given: Sequence[Sum], pattern: str) -> Sum | None:
    named = next((one for one in given if re.search(f"(?:{pattern})\\D*$", one.words)), None)
    at_list = sentence.find("其中")
    before = [one for one in given if one.end <= at_list]
    base = named or (before[0] if before else None)
    return base if base and base.wan else None


def _fits(part: Sum, share: Share, whole: Decimal, step: Decimal) -> bool:
    return bool(whole) and abs(part.wan / whole - share.share) <= share.step + (part.step + step) / whole


def _odd_share(sentence: Sentence, listed: Sequence[tuple[Sum, Share]]) -> Iterator[Hit]:
    """Yield the hit of the one share of a list that does not fit the sum of the list."""
    added = sum((part.wan for part, _ in listed), Decimal(0))
    step = sum((part.step for part, _ in listed), Decimal(0))
    odd = [one for one in listed if not _fits(*one, added, step)]
    if len(listed) > 1 and len(odd) == 1:
        yield _wrong_share(sentence, odd[0], added, f"{plain(added)}万元")


def _wrong_share(sentence: Sentence, odd: tuple[Sum, Share], whole: Decimal, shown: str) -> Hit:
    part, share = odd
    facts = {"part": part.shown, "whole": shown, "stated": _percent(share.share), "right": _percent(part.wan / whole)}
    return at(sentence, facts, share.start, share.end)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change on last year: the amount of it with its sign, and the rate with its sign, None where none is told."""

    moved: Sum
    sign: int
    rate: Share | None
    rate_sign: int


def change(budget: Budget, context: Context, *, rising: str, falling: str) -> Iterator[Hit]:
    """Yield a hit where an amount, its change on last year, and the rate of change do not fit together.

    What changed may be any amount before the change, in the sentence or in the one that it goes on with: only where
    none of them fits, and last year's amount (比上年5万元增加…) does not either, something is wrong. ``rising`` and
    ``falling`` are lists of words before a change.
    """
    risen, fallen = ("|".join(map(re.escape, context.words.entries(section))) for section in (rising, falling))
    words = (re.compile(f"(?:{risen})[了约]*$"), re.compile(f"(?:{fallen})[了约]*$"))
    for sentence in told(context):
        given = sums(sentence.text)
        for position, moved in enumerate(given):
            sign = next(
                (s for s, one in zip((1, -1), words, strict=True) if one.search(sentence.text[: moved.start])), 0
            )
            if sign:
                found = _Change(moved, sign, *_rate(sentence.text, moved, (risen, fallen)))
                yield from _changed(sentence, found, [*sums(sentence.before), *given[:position]], context)


def _rate(sentence: str, moved: Sum, words: tuple[str, str]) -> tuple[Share | None, int]:
    """Return the rate right behind a change, with the sign of its word."""
    rate = next((one for one in shares(sentence) if one.start >= moved.end), None)
    between = sentence[moved.end : rate.start] if rate else ""
    turned = re.fullmatch(rf"[,(]?(?:同比)?(?:({words[0]})|({words[1]}))(?:了|幅度?为?|率为?|约)?", between)
    return (rate, 1 if turned.group(1) else -1) if turned else (None, 0)


def _changed(sentence: Sentence, change: _Change, before: Sequence[Sum], context: Context) -> Iterator[Hit]:
    moved, rate = change.moved, change.rate
    last = before[-1] if before and is_last_year(before[-1]) else None
    nows = [one for one in before if not is_change(one, context) and not is_last_year(one)]
    if not nows and not last:
        return
    now = nows[-1].shown if nows else ""
    facts = {"now": now, "moved": moved.shown, "stated": "没有写" if rate is None else _percent(rate.share)}
    if why := _senseless(change):
        yield at(sentence, facts | {"why": why}, moved.start, moved.end)
    elif last:
        yield from _from_last(sentence, change, last, nows, facts)
    elif rate and moved.wan:
        yield from _wrong_rate(sentence, change, rate, nows, facts)


def _senseless(change: _Change) -> str:
    """Return why change and rate cannot both be right, whatever the amounts are, "" where they can."""
    if change.rate is None or not change.rate.share:
        return ""
    if not change.moved.wan:
        return "没有增减，增减率却不是0"
    return "" if change.sign == change.rate_sign else "增减方向前后不一"


def _from_last(
    sentence: Sentence, change: _Change, last: Sum, nows: Sequence[Sum], facts: Mapping[str, object]
) -> Iterator[Hit]:
    """Yield the hit of a change that is not this year's amount less last year's, or a rate not change ÷ last year's.

    Of several amounts before it nobody knows which is this year's: then the rate alone is judged.
    """
    moved, rate = change.moved, change.rate
    right = moved.wan / last.wan if last.wan else Decimal(0)
    slack = (moved.step + right * last.step) / last.wan if last.wan else Decimal(0)
    now = nows[0] if len(nows) == 1 else None
    if now and abs(now.wan - last.wan - change.sign * moved.wan) > now.step + last.step + moved.step:
        why = f"{now.shown}与{last.shown}相差{plain(abs(now.wan - last.wan))}万元"
        yield at(sentence, {**facts, "why": why}, moved.start, moved.end)
    elif rate and last.wan and abs(right - rate.share) > rate.step + slack:
        yield at(sentence, {**facts, "why": f"增减率应为{_percent(right)}"}, moved.start, moved.end)


def _wrong_rate(
    sentence: Sentence, change: _Change, rate: Share, nows: Sequence[Sum], facts: Mapping[str, object]
) -> Iterator[Hit]:
    """Yield the hit of a rate that is change ÷ last year's amount of none of the amounts before it."""
    moved = change.moved
    bases = [(now, now.wan - change.sign * moved.wan) for now in nows]
    rates = [
        (base, moved.wan / base, (moved.step + moved.wan / base * (now.step + moved.step)) / base)
        for now, base in bases
        if base > 0
    ]
    if len(rates) == len(bases) and all(abs(right - rate.share) > rate.step + slack for _, right, slack in rates):
        base, right, _ = rates[-1]
        why = f"上年应为{plain(base)}万元，增减率应为{_percent(right)}"
        yield at(sentence, {**facts, "why": why}, moved.start, moved.end)


def counted(budget: Budget, context: Context, *, lists: Sequence[Mapping[str, str]]) -> Iterator[Hit]:
    """Yield a hit where a sentence counts things (车辆14辆) and its list of them (其中 …) counts others.

    Of a list: ``unit`` behind the numbers, ``member`` (pattern of the words before them), and ``last``, a pattern of
    the member that completes the list: without it, only a sum above the whole is wrong.
    """
    for sentence in told(context):
        for each in lists:
            yield from _miscounted(sentence, each)


def _miscounted(sentence: Sentence, each: Mapping[str, str]) -> Iterator[Hit]:
    unit = each["unit"]
    whole = re.search(rf"(\d+)(?:{unit})[,(:;]?(?:其中|分别为|包括)", sentence.text)
    if whole is None:
        return
    rest = re.split("其中", sentence.text[whole.end() :])[0]
    items = [
        (match.group(1), int(match.group(2))) for match in re.finditer(rf"({each['member']})(\d+)(?:{unit})", rest)
    ]
    if len(items) != len(re.findall(rf"\d+(?:{unit})", rest)):
        return  # the list has members that are not understood
    added, stated = sum(count for _, count in items), int(whole.group(1))
    complete = bool(each["last"]) and any(re.search(each["last"], name) for name, _ in items)
    if len(items) > 1 and (added > stated or (complete and added != stated)):
        shown = " + ".join(str(count) for _, count in items)
        facts = {"whole": sentence.text[whole.start() :][: len(whole.group(1)) + 1], "parts": shown, "sum": added}
        yield at(sentence, facts, whole.start(1), whole.end(1))


def _percent(share: Decimal) -> str:
    return f"{plain(round(share * 100, 2))}%"
