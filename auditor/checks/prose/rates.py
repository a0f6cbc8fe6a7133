"""The verb on a rate of change in running text that stands right behind last year's amount (较上年90万元增长5%)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.prose.both_years import NOT_BUDGET
from auditor.checks.prose.parts import is_about, shown_percent
from auditor.checks.prose.words import rise_and_fall, sign_before
from auditor.checks.sentences import at, is_change, is_last_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Share, Sum, shares, sums

_MARKS = re.compile("[;。]")
_REACH = 20  # characters between last year's amount and the rate


def rates_alone(budget: Budget, context: Context, *, words: tuple[str, str]) -> Iterator[Hit]:
    """Yield a hit where this year's amount, last year's and the rate of change behind it do not fit together.

    They are told in one clause, without the amount of the change; ``words`` are the lists of words before a rise and a
    fall. Nothing is said of what was spent.
    """
    patterns = rise_and_fall(context, *words)
    link = re.compile(rf"[,(]?(?:同比|相比|相较)?,?(?:{'|'.join(patterns)})(?:了|幅度?为?|率为?|约)?")
    for sentence in told(context):
        given = sums(sentence.text)
        ends = [one.end for one in given]
        for share in shares(sentence.text) if len(given) > 1 else ():
            before = bisect_right(ends, share.start)
            if before < 2 or share.start - ends[before - 1] > _REACH:
                continue
            now, last = given[before - 2], given[before - 1]
            close = link.fullmatch(sentence.text, last.end, share.start)
            still = not any(is_change(one, context) for one in (now, last))
            usual = still and is_last_year(last) and not is_last_year(now)
            apart = _MARKS.search(sentence.text, now.end, last.start) or NOT_BUDGET.search(now.words + last.words)
            if not close or not usual or apart or is_about(sentence.text, [now, last]) or not last.wan:
                continue
            sign = sign_before(sentence.text[last.end : share.start], patterns)
            if sign and _differs(now, last, sign, share):
                right = shown_percent((now.wan - last.wan) / last.wan)
                facts = {"now": now.shown, "last": last.shown, "stated": shown_percent(sign * share.share)}
                yield at(sentence, {**facts, "right": right}, share.start, share.end)


def _differs(now: Sum, last: Sum, sign: int, share: Share) -> bool:
    """Return whether a rate with its sign is not that of two amounts within what they are rounded to."""
    slack = share.step + (now.step + last.step * now.wan / last.wan) / last.wan
    return abs((now.wan - last.wan) / last.wan - sign * share.share) > slack
