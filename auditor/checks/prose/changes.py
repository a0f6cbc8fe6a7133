"""The verb on changes on last year in running text: amount, rate and direction must fit together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from auditor.checks.context import Context
from auditor.checks.prose.both_years import OfBothYears, against_years
from auditor.checks.prose.line_years import against_line_years
from auditor.checks.prose.parts import shown_percent
from auditor.checks.prose.words import rise_and_fall, sign_before
from auditor.checks.sentences import Sentence, at, is_carried, is_change, is_last_year, is_of_the_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Share, Sum, shares, sums, told_like

_COMPARED = re.compile(r"同比|比|较|与|[同和](?=20\d\d年|上年|去年)")
_TAIL = re.compile("(?:预算数?|安排|支出|合计|共计|总额|财政拨款|为|是|共|计|数|均|各)*$")
_LEAD = re.compile(r"^(?:20\d\d年度?|本年度?|本部门|本单位|安排|其中)*")
# What is compared may stand in a clause of its own (甲与上年相比,增加5万元).
_CLAUSE = re.compile(
    r"[^,;:。()\d]*(?:20\d\d年度?)?[^,;:。()\d]*(?:比|较|与|同|和)(?:20\d\d年|上年|去年)度?[^,;:。()\d]{0,6},$"
)
_CLAUSE_REACH = 80
_ALL_OF_IT = re.compile("(?:部门|单位)?(?:总预算|预算总[额量]|[收预][支算]规模)")
_SIDES = re.compile(
    f"{_ALL_OF_IT.pattern}|(?:预算|部门|单位)*收(?:入)?[、和与及]?支(?:出)?(?:总)?(?:预算)?(?:总数|总额|数)?"
)
_TOTAL = re.compile("(?:收入|支出|收支)(?:总)?(?:预算|总计|合计|总额)")
_SIDE = re.compile("收入|支出|收支")
_EVENLY = re.compile("[各均]+$")
_BOTH = re.compile("收(?:入)?[、和与及]?支(?:出)?([^支]*)$")
_SHORTEST = 4
_ALL, _PAIR = re.compile(r"(?:合计|总计|共计?|[两二三四五各]项)[^\d,;。]{0,8}$"), 2
_GOES_ON = re.compile(r"[,(](?:上年|去年|上一年)(?!同期|结转|结余|执行|决算|度?支出)[^\d,;。%比较]{0,14}")
_FIRST, _LAST = 20, 40  # of the amounts before a change those that may have changed: wholes stand first
_MOST_MEANT = 4  # amounts that one name may have in a text: of the whole, of each fund
_OF_NOTHING = re.compile(
    "(?:总体|总量|总(?!预算)的?|合计|共计?|净|实际|相应|累计|同比|分别|各|均|有所|预计|拟|约|即|年|主要是?)*"
)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change on last year: the amount of it with its sign, and the rate with its sign, None where none is told.

    ``bare`` is what stands right before its word where nothing is compared there (其中基本支出减少), "" for nothing.
    """

    moved: Sum
    sign: int
    bare: str
    rate: Share | None
    rate_sign: int


def change(
    budget: Budget, context: Context, *, words: tuple[str, str], kind: str = "", claims: Sequence[OfBothYears] = ()
) -> Iterator[Hit]:
    """Yield a hit where an amount, its change on last year, and the rate of change do not fit together.

    What changed may be any amount before the change, in the sentence or in the one that it goes on with, or else the
    amount that the text gives elsewhere to what the sentence names (公务接待费较上年减少…): only where none of them
    fits, and last year's amount (比上年5万元增加…) does not either, something is wrong. A change that names what
    changed is of no other amount. ``words`` are the lists of words before a rise and a fall. With ``claims`` the change
    told of a name (与上年持平) is held against the difference of both years in the only table of ``kind`` instead: it
    stands behind the name, before the next name of any claim and the end of the sentence. With ``kind`` alone that is
    done for its lines (see against_line_years). Nothing is said of what was spent, or where the table does not show one
    amount for each of both years.
    """
    patterns = rise_and_fall(context, *words)
    if claims:
        yield from against_years(budget, context, patterns, kind, claims)
        return
    if kind:
        yield from against_line_years(budget, context, patterns, kind)
        return
    for sentence in told(context):
        given = _with_years(sentence.text, budget.year)
        before = _with_years(sentence.before, budget.year)
        for position, moved in enumerate(given):
            sign = sign_before(sentence.text[: moved.start], patterns)
            if sign:
                compared = _compared(sentence.text, moved, patterns)
                found = _Change(compared, sign, _bare(compared, patterns), *_rate(sentence.text, moved, patterns))
                near = [*_of_all(compared, given[:position]), *before[:_FIRST], *_near(given, position)]
                near += _last_behind(sentence.text, moved, given[position + 1 : position + 2])
                own = _carried(sentence.text, given[max(0, position - 1) : position], moved)
                yield from _changed(sentence, found, own or near, context)


def _of_all(moved: Sum, before: Sequence[Sum]) -> list[Sum]:
    """Return the sums of the last two, three … amounts where the change is said to be that of all (合计增加2万元)."""
    if len(before) < _PAIR or not _ALL.search(moved.words):
        return []
    wholes = ([*before[at:]] for at in range(len(before) - _PAIR, -1, -1))
    return [
        replace(
            one[-1],
            wan=sum((each.wan for each in one), Decimal(0)),
            step=sum((each.step for each in one), Decimal(0)),
            words="",
        )
        for one in wholes
    ]


def _near(given: Sequence[Sum], position: int) -> list[Sum]:
    """Return the first amounts of a sentence and those right before one of them."""
    return [*given[: min(position, _FIRST)], *given[max(_FIRST, position - _LAST) : position]]


def _compared(text: str, moved: Sum, patterns: tuple[str, str]) -> Sum:
    """Return a change with the clause before it that names what is compared, where its own words name nothing."""
    end = max(0, moved.start - len(moved.words))
    clause = _CLAUSE.search(text[max(0, end - _CLAUSE_REACH) : end])
    if not clause or _COMPARED.search(moved.words) or _bare(moved, patterns):
        return moved
    named = replace(moved, words=clause.group() + moved.words)
    return named if len(_own_words(named)) >= _SHORTEST else moved


def _carried(text: str, given: Sequence[Sum], moved: Sum) -> list[Sum]:
    """Return what is carried over, where the change stands right behind it (上年结转9万元,较上年减少3万元)."""
    last = given[-1] if given else None
    if last is None or not is_carried(last):
        return []
    beside = re.fullmatch(r"[,(]?(?:比|较|同比)[^\d;。]*", text[last.end : moved.start])
    return [replace(last, words="")] if beside else []


def _last_behind(text: str, moved: Sum, behind: Sequence[Sum]) -> list[Sum]:
    """Return last year's amount where a change goes on with it (比上年增加5万元,上年总预算为90万元)."""
    return [one for one in behind if is_last_year(one) and _GOES_ON.fullmatch(text[moved.end : one.start])]


def _with_years(text: str, year: int | None) -> list[Sum]:
    """Return the amounts of a text, those right behind the number of last year (2026年为45万元) as 上年 would say."""
    last = re.compile(rf"{year - 1}年度?(?:年初)?(?:预算)?(?:数|安排)?[为的]?$") if year else None
    before = ((one, text[max(0, one.start - _CLAUSE_REACH) : one.start]) for one in sums(text))
    said = [(one, bool(last and last.search(words))) for one, words in before]
    return [replace(one, words=f"上年{one.words}") if of_last else one for one, of_last in said]


def _rate(sentence: str, moved: Sum, words: tuple[str, str]) -> tuple[Share | None, int]:
    """Return the rate right behind a change, or right before it (增长5%,增加2万元), with the sign of its word."""
    every = shares(sentence)
    behind = bisect_left([one.start for one in every], moved.end)
    rate = every[behind] if behind < len(every) else None
    between = sentence[moved.end : rate.start] if rate else ""
    way = f"(?:({words[0]}|增幅)|({words[1]}|降幅|减幅))"
    turned = re.fullmatch(rf"[,(、]?(?:同比)?{way}(?:了|幅度?为?|率为?|为|约|达)?", between)
    if turned:
        return rate, 1 if turned.group(1) else -1
    first = every[behind - 1] if behind else None
    joined = first and re.fullmatch(
        rf"[,(]?(?:即|共)?(?:{words[0]}|{words[1]})[了约]*", sentence[first.end : moved.start]
    )
    sign = sign_before(sentence[: first.start], words) if first and joined else 0
    return (first, sign) if sign else (None, 0)


def _changed(sentence: Sentence, change: _Change, before: Sequence[Sum], context: Context) -> Iterator[Hit]:
    moved, rate = change.moved, change.rate
    last = before[-1] if before and is_last_year(before[-1]) and not is_change(before[-1], context) else None
    known = [one for one in before if not is_change(one, context) and not is_last_year(one)]
    nows = _of_what(moved, [one for one in known if not is_carried(one)] or known, change.bare)
    told_here = bool(nows)
    nows = nows or _told_elsewhere(change, context, most=1 if last else _MOST_MEANT)
    if not nows and not last and not _senseless(change):
        return
    now = nows[-1].shown if told_here or len(nows) == 1 else ""
    facts = {"now": now, "moved": moved.shown, "stated": "没有写" if rate is None else shown_percent(rate.share)}
    if why := _senseless(change):
        yield at(sentence, facts | {"why": why}, moved.start, moved.end)
    elif last:
        yield from _from_last(sentence, change, last, nows, facts)
    elif rate and moved.wan:
        yield from _wrong_rate(sentence, change, rate, nows, facts)


def _own_words(moved: Sum) -> str:
    """Return what the change itself says of what changed (基本支出较上年增加…), "" where it says nothing."""
    return _LEAD.sub("", _COMPARED.split(moved.words)[0]) if _COMPARED.search(moved.words) else ""


def _bare(moved: Sum, patterns: tuple[str, str]) -> str:
    """Return what a change names without comparing (其中基本支出减少), "" where it compares, or names nothing."""
    if _COMPARED.search(moved.words):
        return ""
    said = re.sub(f"(?:{'|'.join(patterns)})[了约]*$", "", moved.words)
    return _OF_NOTHING.sub("", said, count=1)


def _of_what(moved: Sum, nows: Sequence[Sum], bare: str) -> list[Sum]:
    """Return the amounts that may be of what changed: where the change names it, those of its name alone."""
    said = own if len(own := _own_words(moved)) >= _SHORTEST else bare
    said = _EVENLY.sub("", said)
    if _SIDES.fullmatch(said):
        side = _TOTAL if _ALL_OF_IT.fullmatch(said) else _SIDE
        return [one for one in nows if side.search(one.words)]
    names = [_name(one) for one in _each(said)] if said else []
    named = [(one, _name(one.words)) for one in nows]
    return [one for one, other in named if not any(names) or any(name and _alike(name, other) for name in names)]


def _alike(name: str, other: str) -> bool:
    return bool(other) and (other.endswith(name) or name.endswith(other))


def _each(name: str) -> tuple[str, ...]:
    """Return the names that a name of both sides stands for (收、支总计: 收入总计 and 支出总计), and itself."""
    both = _BOTH.search(name)
    return (name, f"收入{both.group(1)}", f"支出{both.group(1)}") if both else (name,)


def _told_elsewhere(change: _Change, context: Context, most: int) -> list[Sum]:
    """Return the amounts that the text gives elsewhere to what the change names, [] for none or more than ``most``."""
    own = _own_words(change.moved) or change.bare
    by_name = context.remember("amounts by name", lambda: _by_name(context))
    known = by_name.get(_name(own), []) if len(own) >= _SHORTEST else []
    if _SIDES.fullmatch(own):
        totals = [one for each in by_name.values() for one in each if _TOTAL.search(one.words)]
        known = [one for one in totals if _name(one.words).endswith(own)] or totals
    different = list({one.wan: one for one in known}.values())
    return different if len(different) <= most else []


def _by_name(context: Context) -> Mapping[str, list[Sum]]:
    """Return name → the amounts of the year that the text gives it."""
    found: dict[str, list[Sum]] = {}
    for sentence in told(context):
        for amount in sums(sentence.text):
            if is_of_the_year(sentence.text, amount, context):
                found.setdefault(_name(amount.words), []).append(amount)
    return found


@lru_cache(maxsize=1 << 12)
def _name(words: str) -> str:
    return _LEAD.sub("", _TAIL.sub("", words))


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

    Of several amounts before it nobody knows which is this year's, but for one of the same name: else the rate alone is
    judged.
    """
    moved, rate = change.moved, change.rate
    right = moved.wan / last.wan if last.wan else Decimal(0)
    slack = (moved.step + right * last.step) / last.wan if last.wan else Decimal(0)
    alike = [one for one in nows if _name(one.words) and _name(last.words).endswith(_name(one.words))]
    likely = alike if len(nows) > 1 else nows
    now = likely[0] if len(likely) == 1 else None
    if now and abs(now.wan - last.wan - change.sign * moved.wan) > now.step + last.step + moved.step:
        why = f"{now.shown}与{last.shown}相差{told_like(abs(now.wan - last.wan), now)}"
        yield at(sentence, {**facts, "why": why}, moved.start, moved.end)
    elif rate and last.wan and abs(right - rate.share) > rate.step + slack:
        yield at(sentence, {**facts, "why": f"增减率应为{shown_percent(right)}"}, moved.start, moved.end)
    elif len(nows) > 1 and _tells(sentence, nows) and not any(_is_moved(one, last, change) for one in (*nows, *alike)):
        why = f"{nows[0].shown}与{last.shown}相差{told_like(abs(nows[0].wan - last.wan), nows[0])}"
        yield replace(at(sentence, {**facts, "why": why}, moved.start, moved.end), severity="warning")


def _tells(sentence: Sentence, nows: Sequence[Sum]) -> bool:
    """Return whether a sentence begins with the first of some amounts and tells all of them."""
    given = sums(sentence.text)
    return nows[0] == given[0] and all(one in given for one in nows)


def _is_moved(now: Sum, last: Sum, change: _Change) -> bool:
    """Return whether a change is the difference of two amounts, either way: the direction is judged elsewhere."""
    difference = abs(abs(now.wan - last.wan) - change.moved.wan)
    return difference <= now.step + last.step + change.moved.step


def _wrong_rate(
    sentence: Sentence, change: _Change, rate: Share, nows: Sequence[Sum], facts: Mapping[str, object]
) -> Iterator[Hit]:
    """Yield the hit of a rate that is change ÷ last year's amount of none of the amounts before it.

    Where it is that of a change the other way, the direction is what is wrong.
    """
    moved = change.moved
    bases = [(now, now.wan - change.sign * moved.wan) for now in nows if now.wan or change.sign < 0]
    rates = [
        (base, moved.wan / base, (moved.step + moved.wan / base * (now.step + moved.step)) / base)
        for now, base in bases
        if base > 0
    ]
    judged = bool(rates) and len(rates) == len(bases)
    if judged and all(abs(right - rate.share) > rate.step + slack for _, right, slack in rates):
        turned = next((now for now in nows if _fits(rate, moved, now.wan + change.sign * moved.wan)), None)
        if turned:
            last = told_like(turned.wan + change.sign * moved.wan, moved)
            why = f"按这个增减率，上年应为{last}，应是{'减少' if change.sign > 0 else '增加'}"
            yield at(sentence, {**facts, "now": turned.shown, "why": why}, moved.start, moved.end)
            return
        base, right, _ = rates[-1]
        why = f"上年应为{told_like(base, moved)}，增减率应为{shown_percent(right)}"
        yield at(sentence, {**facts, "why": why}, moved.start, moved.end)


def _fits(rate: Share, moved: Sum, base: Decimal) -> bool:
    """Return whether a rate is that of a change on an amount of last year."""
    return base > 0 and abs(moved.wan / base - rate.share) <= rate.step + moved.step * (1 + rate.share) / base
