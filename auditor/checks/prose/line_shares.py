"""The verb on shares in running text of lines whose amounts only a table shows (农林水支出占84.26%)."""

from __future__ import annotations

import re
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

_Taken = tuple[Line, Share, str]


def line_shares(budget: Budget, context: Context, *, least: int) -> Iterator[Hit]:
    """Yield a hit where one of ``least`` or more shares in a sentence does not fit the whole that all others fit.

    Each is said of a line of the tables, whose amount the sentence does not tell. The whole is the sum of any of their
    tables, or any amount of the text.
    """
    every = sorted({one.wan for sentence in told(context) for one in sums(sentence.text) if one.wan})
    for sentence in told(context):
        taken = _taken(sentence.text, context)
        if len(taken) < least or any(_between(sentence.text, one) for _, one, _ in taken):
            continue
        kinds = [{table for _, table, _ in line.tables} for line, _, _ in taken]
        for table in sorted(set.intersection(*kinds)):
            amounts = [_of(line, table) for line, _, _ in taken]
            wholes = [sum(amounts, Decimal(0)), *every]
            counts = [_odd(amounts, taken, whole) for whole in wholes if whole]
            if any(not odd for odd in counts):
                break
            sure = next(((odd[0], whole) for odd, whole in zip(counts, wholes, strict=False) if len(odd) == 1), None)
            if sure:
                (_, share, name), amount = taken[sure[0]], amounts[sure[0]]
                facts = {"part": f"“{name}”{plain(amount)}万元", "whole": f"{plain(sure[1])}万元"}
                facts |= {"stated": shown_percent(share.share), "right": shown_percent(amount / sure[1])}
                yield at(sentence, facts, share.start, share.end)
                break


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


def _odd(amounts: Sequence[Decimal], taken: Sequence[_Taken], whole: Decimal) -> list[int]:
    """Return which of the shares are not those of their amounts in a whole."""
    pairs = enumerate(zip(amounts, taken, strict=True))
    return [number for number, (amount, (_, share, _)) in pairs if abs(amount / whole - share.share) > share.step * 2]
