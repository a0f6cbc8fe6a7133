"""The verb on shares in running text of lines whose amounts only a table shows (农林水支出占84.26%)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.prose.lines import Line, line_before, lines_of
from auditor.checks.prose.parts import shown_percent
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import Share, shares, sums

_TAKES = re.compile(r"([^\d,;:。、()]{4,30}?)(?:\([^()]*\))?约?占(?:比|总?比重)?[为约]*$")
_LISTED = re.compile(r"([^\d,;:。、()]{4,30}?)(?:\([^()]*\))?约?(?:占(?:比|总?比重)?)?[为约]*$")
_REACH = 60
_MOST = 40

_Taken = tuple[Line, Share, str]


def line_shares(budget: Budget, context: Context, *, least: int) -> Iterator[Hit]:
    """Yield a hit where one of ``least`` or more shares in a sentence does not fit the whole that all others fit.

    Each is said of a line of the tables, whose amount the sentence does not tell. The whole is the sum of any of their
    tables, or any amount of the text.
    """
    every = sorted({one.wan for sentence in told(context) for one in sums(sentence.text) if one.wan})
    for sentence in told(context):
        taken = _taken(sentence.text, context)[:_MOST]
        if len(taken) < least or any(_between(sentence.text, one) for _, one, _ in taken):
            continue
        kinds = [{table for _, table, _ in line.tables} for line, _, _ in taken]
        found = [_odd([_of(line, table) for line, _, _ in taken], taken, every) for table in set.intersection(*kinds)]
        if found and all(found):
            number, amount, whole = max(one for one in found if one)
            _, share, name = taken[number]
            facts = {"part": f"“{name}”{plain(amount)}万元", "whole": f"{plain(whole)}万元"}
            facts |= {"stated": shown_percent(share.share), "right": shown_percent(amount / whole)}
            yield at(sentence, facts, share.start, share.end)


def _taken(text: str, context: Context) -> list[_Taken]:
    """Return the lines that shares are said of, with these and their names."""
    found = []
    headed = re.search("占比|比重|所占比例", text)
    for share in shares(text):
        takes = _LISTED if headed and share.start > headed.end() else _TAKES
        match = takes.search(text, max(0, share.start - _REACH), share.start)
        name = line_before(match[1], context) if match else ""
        line = lines_of(context).get(name)
        if line is not None:
            found.append((line, share, name))
    return found


def _between(text: str, share: Share) -> bool:
    """Return whether an amount stands right before a share: then it is another verb's."""
    before = text[max(0, share.start - _REACH) : share.start]
    return bool(re.search(r"\d(?:万元|亿元|元)[^,;。]*$", before.rpartition("、")[2]))


def _of(line: Line, table: str) -> Decimal:
    """Return the first amount of a line in a table."""
    return next(figures[0].value for _, name, figures in line.tables if name == table)


def _odd(
    amounts: Sequence[Decimal], taken: Sequence[_Taken], every: Sequence[Decimal]
) -> tuple[int, Decimal, Decimal] | None:
    """Return (number, amount, whole) of the only share that does not fit the whole of all others; None for none."""
    spans = [
        (amount / (share.share + 2 * share.step), amount / (share.share - 2 * share.step))
        for amount, (_, share, _) in zip(amounts, taken, strict=True)
        if amount and share.share > 2 * share.step
    ]
    wholes = sorted([*every, sum(amounts, Decimal(0))])
    if len(spans) < len(amounts) or _within(spans, wholes) is not None:
        return None
    found = [
        (number, amounts[number], whole)
        for number in range(len(spans))
        if (whole := _within([*spans[:number], *spans[number + 1 :]], wholes)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _within(spans: Sequence[tuple[Decimal, Decimal]], wholes: Sequence[Decimal]) -> Decimal | None:
    """Return the first of the sorted amounts that lies in all spans, None where none does."""
    at_least = bisect_left(wholes, max(low for low, _ in spans))
    fits = at_least < len(wholes) and wholes[at_least] <= min(high for _, high in spans)
    return wholes[at_least] if fits else None
