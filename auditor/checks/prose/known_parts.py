"""The verb on parts in running text (基本支出中,人员经费54万元、公用经费7万元) whose whole another place tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.identities import known_figures
from auditor.checks.prose.parts import rounding
from auditor.checks.sentences import at, is_change, is_last_year, told
from auditor.checks.sums import books, in_wan
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Sum, sums, told_like

_MOST_BETWEEN = 40  # characters between two parts


class Whole(TypedDict):
    """The whole of parts: a pattern of the words before it (``say``), and what shows it in the tables (``figures``).

    These are selectors, see identities.identity.
    """

    say: str
    figures: Sequence[str]


def parts_of_known(
    budget: Budget, context: Context, *, whole: Whole, members: Sequence[str], unless: str
) -> Iterator[Hit]:
    """Yield a hit where all parts stand in a row in a sentence without their whole, and their sum is no amount at all.

    ``members`` are patterns of the words before the parts. Where their sum is any amount of the text or of a table it
    is believed; a sentence or heading that fits ``unless`` is of other parts.
    """
    every = sorted({one.wan for sentence in told(context) for one in sums(sentence.text)} | _of_tables(budget, context))
    known = _wholes(whole["say"], context)
    shown = known_figures(budget, whole["figures"], context) or []
    stated = [one.value for each in shown for one in each.figures]
    for sentence in told(context) if known or stated else ():
        given = sums(sentence.text)
        named = _row(given, members)
        told_here = any(re.search(f"(?:{whole['say']})\\D*$", one.words) for one in given)
        if not named or told_here or re.search(unless, sentence.under + sentence.before + sentence.text):
            continue
        total = sum((one.wan for one in named), Decimal(0))
        slack = rounding(sentence.text, named)
        if total and not any(abs(one - total) <= slack for one in every):
            right = told_like(stated[0] if stated else known[0].wan, named[0])
            facts = {"parts": " + ".join(one.shown for one in named), "sum": told_like(total, named[0])}
            yield at(sentence, {**facts, "whole": right}, named[0].start, named[-1].end)


def _wholes(say: str, context: Context) -> list[Sum]:
    """Return the amounts of the year that the text gives the whole."""
    every = (one for sentence in told(context) for one in sums(sentence.text) if one.wan)
    named = (one for one in every if re.search(f"(?:{say})\\D*$", one.words))
    return [one for one in named if not is_change(one, context) and not is_last_year(one)]


def _row(given: Sequence[Sum], members: Sequence[str]) -> list[Sum]:
    """Return the amounts of all members, each told once, one right behind another; [] for any other."""
    found = [[one for one in given if re.search(f"(?:{each})(?:支出|预算|安排|为)*$", one.words)] for each in members]
    if any(len(each) != 1 for each in found):
        return []
    row = sorted((each[0] for each in found), key=lambda one: one.start)
    near = all(two.start - one.end <= _MOST_BETWEEN for one, two in pairwise(row))
    return row if near else []


def _of_tables(budget: Budget, context: Context) -> set[Decimal]:
    """Return all amounts of all tables in 万元."""
    return {
        figure.value * factor
        for table in budget.tables
        for book in books(table, context)
        for entry in book.entries
        for index, figure in entry.figures.items()
        if (factor := in_wan(book.columns[index], table)) is not None
    }
