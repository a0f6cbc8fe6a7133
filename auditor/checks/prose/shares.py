"""The verb on shares (占35%) in running text: against the division, and against 100 %."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from auditor.checks.context import Context
from auditor.checks.prose.parts import is_about, shown_percent, unlike_sum
from auditor.checks.sentences import Sentence, at, is_change, is_last_year, is_of_the_year, listed, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Share, Sum, shares, sums, told_like

_TAKES = r"(?:预算|支出|经费|类|采购|\d[\d,.]*(?:万元|亿元|元)[,(]?)*占(?:比|总?比重|[^\d,;。]{0,12}的)?(?:比例)?为?$"
_SHARE = re.compile(
    r"[,(、]?(?:约)?占(?:比|总?比重|(?:本年|全年|部门|单位|年度)?(?:预算)?(?:总?支出|总?收入|总额|总数)(?:预算)?(?:总额|总数|合计)?的?"
    r"|[“\"]?三公[”\"]?经费(?:支出|预算|总额|合计)*的?|(?:本年)?(?:收入|支出|采购)(?:预算)?(?:合计|总计)?的?)?(?:的?(?:比例|比重))?(?:约)?为?"
    r"|[,(、]?(?:所占)?(?:比重|比例|占比率)(?:约?为|是|达)"
)

_CENT = Decimal("0.01")
_SHARES_AGREE = 3
_MOST = 60  # members of a list
_NEAR = 60  # characters before a share in which stands who takes it
_OF_SPENDING = re.compile(
    "占(?:本年|全年|部门|单位|年度)*(?:预算)?(?:总支出|支出(?:总预算|(?:预算)?(?:总额|总数|总计|合计)))"
)
_SPENDING_WHOLE = "(?<!基本)(?<!项目)(?<!拨款)(?<!预算)支出(?:总)?(?:预算|总计|合计)(?:数|为|是|总额|合计|总计)*$"
_OF_ALL = re.compile("(?:支出|收入)(?:预算)?(?:总额|总计|总数)|总(?:支出|收入)")
# A share that names its whole (占收入总预算的46.34%), and what may stand around the name of one.
_NAMED = re.compile(r"[,(]?占([^\d,;:。()]{2,14}?)(?:的)?(?:比例|比重)?(?:约|为)*$")
_AROUND = re.compile(
    r"^(?:20\d\d年度?|本年度?|本部门|本单位|部门|单位|年度|全部|全年)+"
    r"|(?:总额|总数|总计|合计|总|预算|数|为|是|安排|的)"
)
_FUND = re.compile("财政拨款|一般公共预算|政府性基金|国有资本|专户")
_EACH = re.compile(r"[,;]分别占[^\d,;。]{0,16}\d[\d.]*%(?:[、,和及]\d[\d.]*%)+")

_Beside = tuple[Sum, Share]


def share(
    budget: Budget, context: Context, *, whole: str = "", sets: Sequence[Sequence[str]] = (), begins: str = ""
) -> Iterator[Hit]:
    """Yield a hit where a part is given with a share (占35%) that the division denies, or shares exceed 100 %.

    The whole is the amount named by ``whole`` (a pattern), else the one before 其中, else the sum of the list, where
    all of its other shares fit. A share that fits any amount before it is believed. Of each of ``sets``, patterns of
    the names of parts that have nothing in common, the shares told in one sentence may not add up to more than 100 %.
    With ``begins``, a pattern of what leads from a whole to its list, it is the whole that is judged: shares of 100 %
    say that all of its parts are there.
    """
    if begins:
        yield from _unlike_whole(context, begins)
        return
    told_of: set[tuple[str, tuple[int, int] | None]] = set()
    for hit in _every(context, whole, sets):
        if (hit.text, hit.span) not in told_of:
            told_of.add((hit.text, hit.span))
            yield hit


def _every(context: Context, whole: str, sets: Sequence[Sequence[str]]) -> Iterator[Hit]:
    """Yield the hits of every way to judge a share: two of them may find the same one."""
    last: Sum | None = None
    every = sorted(one.wan for sentence in told(context) for one in sums(sentence.text)) if whole else []
    if whole:
        yield from _of_named(every, context)
    alone = {sentence.text for sentence in told(context)} if whole else set()
    for sentence in listed(context) if whole else ():
        if sentence.text not in alone:
            yield from _denied(sentence, context, whole, every)
    for sentence in told(context):
        if whole:
            yield from _denied(sentence, context, whole, every)
            yield from _of_spending(sentence, last, every, context)
            named = (one for one in sums(sentence.text) if re.search(_SPENDING_WHOLE, one.words))
            last = next((one for one in named if not is_change(one, context) and not is_last_year(one)), last)
        yield from _above_whole(sentence, sets)


def _of_spending(sentence: Sentence, whole: Sum | None, every: Sequence[Decimal], context: Context) -> Iterator[Hit]:
    """Yield the hits of shares of all spending (占支出总额60%), where it is told in a sentence before this one.

    None of the sorted amounts ``every`` of the text is a whole that fits.
    """
    given = sums(sentence.text)
    for part, stated in _shares_beside(sentence.text, given) if whole and whole.wan else ():
        of_whole = _OF_SPENDING.search(sentence.text[part.end : stated.start])
        if whole is None or not of_whole or part is not given[0] or part.wan > whole.wan or not stated.share:
            continue
        if not _is_unsure(sentence, part, "", context) and not _fits_any(part, stated, every):
            yield _wrong_share(sentence, (part, stated), whole.wan, told_like(whole.wan, part))


def _of_named(every: Sequence[Decimal], context: Context) -> Iterator[Hit]:
    """Yield the hits of shares whose whole they name and only another sentence tells (占收入总预算的46.34%).

    The text tells one amount of that name alone, and no amount of it, whatever its name, is a whole that fits. In the
    sentence itself it is the amount of that name before the part.
    """
    wholes = _wholes(context)
    for sentence in told(context):
        own = {_AROUND.sub("", one.words): one for one in reversed(sums(sentence.text))}
        for part, stated, name in _naming(sentence.text):
            base = _told_before(sentence.text, part, stated, own[name]) if name in own else wholes.get(name)
            if base is None or part.wan > base.wan or not stated.share or _is_unsure(sentence, part, name, context):
                continue
            if not _fits_any(part, stated, every):
                yield _wrong_share(sentence, (part, stated), base.wan, base.shown)


def _told_before(text: str, part: Sum, stated: Share, whole: Sum) -> Sum | None:
    """Return the whole that a share names, told before its part; None where the list of the whole says it already."""
    listed = _SHARE.fullmatch(text[part.end : stated.start])
    return None if listed or whole.end > part.start else whole


def _wholes(context: Context) -> dict[str, Sum]:
    """Return bare name → the only amount of the year that the text gives it."""
    found: dict[str, dict[Decimal, Sum]] = {}
    for sentence in told(context):
        for amount in sums(sentence.text):
            if amount.wan and is_of_the_year(sentence.text, amount, context):
                found.setdefault(_AROUND.sub("", amount.words), {})[amount.wan] = amount
    return {name: next(iter(known.values())) for name, known in found.items() if len(known) == 1}


def _is_unsure(sentence: Sentence, part: Sum, name: str, context: Context) -> bool:
    """Return whether an amount is none of the year's, or about so much, or of one fund that the whole's name is not."""
    of_fund = not _FUND.search(name) and bool(_FUND.search(sentence.under + sentence.before))
    return of_fund or is_change(part, context) or is_last_year(part) or is_about(sentence.text, [part])


def _naming(text: str) -> Iterator[tuple[Sum, Share, str]]:
    """Yield (amount, share, the bare name of the whole) of the shares that name their whole behind an amount."""
    given = sums(text)
    ends = [one.end for one in given]
    for share in shares(text):
        before = bisect_right(ends, share.start) - 1
        named = _NAMED.fullmatch(text[ends[before] : share.start]) if before >= 0 else None
        if named and (name := _AROUND.sub("", named.group(1))):
            yield given[before], share, name


def _fits_any(part: Sum, share: Share, every: Sequence[Decimal]) -> bool:
    """Return whether one of the sorted amounts is a whole that fits a share."""
    return _between(*_wholes_of(part, share), every) is not None


def _denied(sentence: Sentence, context: Context, whole: str, every: Sequence[Decimal]) -> Iterator[Hit]:
    given = sums(sentence.text)
    beside = list(_shares_beside(sentence.text, given))
    still = [one for one in given if not is_change(one, context)]
    base = _whole(sentence.text, still, whole) if beside else None
    named = bool(base and re.search(f"(?:{whole})\\D*$", base.words))
    if base is None:
        yield from _odd_share(sentence, beside[:_MOST], every)
        return
    for part, stated in beside if named else _of_list(sentence.text, base, beside):
        at_part = bisect_left([amount.start for amount in given], part.start)
        before = [*given[: min(at_part, _MOST)], *given[max(_MOST, at_part - _MOST) : at_part]]
        if not named and _OF_ALL.search(sentence.text[part.end : stated.start]):
            continue  # the share names its own whole, which this sentence does not tell
        if part.start > base.start and not any(_fits(part, stated, one.wan, one.step) for one in before):
            yield _wrong_share(sentence, (part, stated), base.wan, base.shown)


def _of_list(text: str, base: Sum, beside: Sequence[_Beside]) -> list[_Beside]:
    """Return the parts of an amount that has no name of a whole: those behind 其中.

    Only those of its clause where it has a share of its own (基本支出60万元,占60%,其中…;项目支出40万元,占40%).
    """
    begin = text.find("其中")
    end = text.find(";", begin) if any(part is base for part, _ in beside) else -1
    return [one for one in beside if begin < one[0].start and (end < 0 or one[0].start < end)]


def _shares_beside(sentence: str, given: Sequence[Sum]) -> Iterator[tuple[Sum, Share]]:
    """Yield every amount that is followed by its share, and those of a row with their shares behind (分别占…)."""
    for each in _EACH.finditer(sentence):
        rates = [one for one in shares(sentence) if each.start() < one.start < each.end()]
        last = bisect_right([amount.end for amount in given], each.start())
        row = given[max(0, last - len(rates)) : last]
        if len(row) == len(rates) and "其中" not in sentence[row[0].end : row[-1].end]:
            yield from zip(row, rates, strict=True)
    ends = [amount.end for amount in given]
    for share in shares(sentence):
        before = bisect_right(ends, share.start) - 1
        if before >= 0 and _SHARE.fullmatch(sentence, ends[before], share.start):
            yield given[before], share


def _whole(sentence: str, given: Sequence[Sum], pattern: str) -> Sum | None:
    named = next((one for one in given if re.search(f"(?:{pattern})\\D*$", one.words)), None)
    at_list = sentence.find("其中")
    before = [one for one in given if one.end <= at_list]
    base = named or (before[0] if before else None)
    return base if base and base.wan else None


def _fits(part: Sum, share: Share, whole: Decimal, step: Decimal) -> bool:
    return bool(whole) and abs(part.wan / whole - share.share) <= share.step + (part.step + step) / whole


def _odd_share(sentence: Sentence, beside: Sequence[_Beside], every: Sequence[Decimal]) -> Iterator[Hit]:
    """Yield the hit of the one share of a list that fits neither the sum of the list nor the whole of all others.

    That whole is an amount of the text (``every``, sorted), in which all other shares of three or more agree.
    """
    added = sum((part.wan for part, _ in beside), Decimal(0))
    step = sum((part.step for part, _ in beside), Decimal(0))
    odd = [one for one in beside if not _fits(*one, added, step)]
    if len(beside) > 1 and len(odd) == 1:
        yield _wrong_share(sentence, odd[0], added, told_like(added, odd[0][0]))
    elif len(beside) >= _SHARES_AGREE and odd and (found := _unlike_others(beside, every)):
        yield _wrong_share(sentence, found[0], found[1], told_like(found[1], found[0][0]))


def _unlike_others(beside: Sequence[_Beside], every: Sequence[Decimal]) -> tuple[_Beside, Decimal] | None:
    """Return the only share that no whole of all others fits, with that whole, an amount of the text."""
    spans = [_wholes_of(*one) for one in beside if one[0].wan and one[1].share]
    if len(spans) < len(beside) or _between(max(low for low, _ in spans), min(high for _, high in spans), every):
        return None
    found = []
    for at_, one in enumerate(beside):
        rest = spans[:at_] + spans[at_ + 1 :]
        whole = _between(max(low for low, _ in rest), min(high for _, high in rest), every)
        found += [(one, whole)] if whole else []
        if len(found) > 1:
            return None
    return found[0] if found else None


def _between(least: Decimal, most: Decimal, every: Sequence[Decimal]) -> Decimal | None:
    """Return the first of the sorted amounts from ``least`` to ``most``, None where none is."""
    at_least = bisect_left(every, least)
    return every[at_least] if at_least < len(every) and every[at_least] <= most else None


def _wholes_of(part: Sum, share: Share) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest whole of which a part is such a share."""
    least = (part.wan - part.step) / (share.share + share.step)
    return least - _CENT, (part.wan + part.step) / max(share.share - share.step, _CENT * share.share) + _CENT


def _wrong_share(sentence: Sentence, odd: tuple[Sum, Share], whole: Decimal, shown: str) -> Hit:
    part, share = odd
    facts = {
        "part": part.shown,
        "whole": shown,
        "stated": shown_percent(share.share),
        "right": shown_percent(part.wan / whole),
    }
    return at(sentence, facts, share.start, share.end)


def _above_whole(sentence: Sentence, sets: Sequence[Sequence[str]]) -> Iterator[Hit]:
    found = shares(sentence.text)
    for members in sets if len(found) > 1 else ():
        takers = ((_taker(sentence.text[max(0, one.start - _NEAR) : one.start], members), one) for one in found)
        named = {name: one for name, one in takers if name}
        added = sum((one.share for one in named.values()), Decimal(0))
        if len(named) > 1 and added > 1 + sum((one.step for one in named.values()), Decimal(0)):
            own = list(named.values())
            facts = {"parts": " + ".join(shown_percent(one.share) for one in own), "sum": shown_percent(added)}
            yield at(sentence, facts, own[0].start, own[-1].end)


def _taker(before: str, members: Sequence[str]) -> str:
    """Return which of the members a share is said of (基本支出占), "" for none."""
    return next((one for one in members if re.search(f"(?:{one}){_TAKES}", before)), "")


def _unlike_whole(context: Context, begins: str) -> Iterator[Hit]:
    """Yield the hits of wholes right before a list whose shares make up 100 %, and whose amounts another sum.

    The whole may end the sentence before the list, in its paragraph.
    """
    for last, sentence in pairwise((None, *listed(context))):
        if sentence is None:
            continue
        beside = list(_shares_beside(sentence.text, sums(sentence.text)))[:_MOST]
        added = sum((one.share for _, one in beside), Decimal(0))
        if len(beside) < 2 or abs(added - 1) > sum((one.step for _, one in beside), Decimal(0)):
            continue
        first = beside[0][0]
        own = sentence
        before = [one for one in sums(sentence.text) if one.end <= first.start]
        link = sentence.text[before[-1].end if before else 0 : first.start]
        if not before and last and last.cell is sentence.cell:
            own, before = last, list(sums(last.text))
            link = last.text[before[-1].end :] + link if before else ""
        if before and re.fullmatch(begins, link):
            yield from _unlike_parts(own, before, beside, context)


def _unlike_parts(
    sentence: Sentence, before: Sequence[Sum], beside: Sequence[_Beside], context: Context
) -> Iterator[Hit]:
    """Yield the hit of the last amount before parts that fit their shares of their sum, which none before them is."""
    whole, parts = before[-1], [part for part, _ in beside]
    total = sum((part.wan for part in parts), Decimal(0))
    fit = bool(total) and all(_fits(part, one, total, part.step) for part, one in beside)
    told_before = any(abs(one.wan - total) <= one.step for one in before)
    facts = unlike_sum(sentence.text, whole, parts) if fit and not told_before else {}
    if facts and not is_change(whole, context) and not is_last_year(whole):
        yield at(sentence, facts, whole.start, whole.end)
