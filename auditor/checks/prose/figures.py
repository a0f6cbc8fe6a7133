"""The verb on amounts that running text states against the figures of the tables that show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Required, TypedDict

from auditor.checks.context import Context
from auditor.checks.identities import Figures, figures_named, known_figures
from auditor.checks.prose.lines import line_before, lines_of
from auditor.checks.sentences import Sentence, at, is_by_agency, is_of_own_money, is_of_the_year, speaks_of, told
from auditor.checks.sums import Figure, books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.statements import Sum, sums, told_like

_BASIC = re.compile("基本支出|公用经费|人员经费")
_SPENDING = re.compile("(?<!项目)支出总?表")  # the kinds of tables whose lines are functions


class Claim(TypedDict, total=False):
    """What a text may state: ``say`` (a pattern that ends right before the amount) and what messages call it.

    ``figures`` are selectors (see identities.identity), one of which must agree; ``of_fund`` those that one fund has.
    ``lead`` is a pattern of what begins the sentence, or the one that it goes on, before any amount, ``unless`` one of
    what must not stand there or in the headings: then ``say`` fits all words before the amount, which is a part of
    what leads, and the lines right below a figure (the same thing by funds) may be meant as well.
    """

    say: Required[str]
    label: Required[str]
    figures: Sequence[str]
    of_fund: Sequence[str]
    lead: str
    unless: str


@dataclass(frozen=True, slots=True)
class _Funds:
    """A pattern of words on one fund, the totals of all and of one (selectors), and whether these are equal."""

    fund: str
    only: Sequence[str]
    alone: bool


def figures(
    budget: Budget, context: Context, *, claims: Sequence[Claim], fund: str = "(?!)", only: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield a hit where the text states another amount than every table that shows it.

    Amounts of another year, and parts after 其中 with a name of their own, are left out by the pattern of a claim;
    nothing is said where no table shows the figure without doubt. Under a heading, or behind
    words, that speak of one fund (``fund``: a pattern), an amount of the claim is one of that fund: then one of
    ``of_fund`` must be there as well, and may agree, unless the part of a fund exceeds the whole; a claim
    that names its fund has no ``of_fund``. A claim without ``figures`` is one that only the tables of a fund show: it
    is judged where the text speaks of a fund, or where there is but one: the two figures of ``only`` are then equal.
    Else the whole that a text tells is not held against the table of one fund, unless it is below that part of it.
    """
    funds = _Funds(fund, only, _is_one(only, budget, context))
    for claim in claims:
        if "lead" in claim:
            yield from _parts_of_fund(budget, context, claim)
        else:
            yield from _otherwise(budget, context, claim, funds)


def _otherwise(budget: Budget, context: Context, claim: Claim, funds: _Funds) -> Iterator[Hit]:
    """Yield the hits of a claim on an amount that the tables show under its name."""
    every = known_figures(budget, claim.get("figures"), context) or []
    of_fund = known_figures(budget, claim["of_fund"], context) if "of_fund" in claim else []
    if not every and ("figures" in claim or not of_fund):
        return
    part = _of_a_part(budget, claim, funds.fund, context) if of_fund and not funds.alone else ()
    for sentence, amount in _of_department(claim["say"], context):
        if _is_basic(sentence, amount, claim["label"], context) or _is_of_line(sentence, amount, context):
            continue
        within = "of_fund" in claim and speaks_of(sentence, amount.start, funds.fund)
        whole = not within and not _tells_whole(sentence, amount, funds.only, budget, context)
        found = [one for one in every if not (whole and one in part and not _is_below(amount, one))]
        if (within or funds.alone or found) and (not within or of_fund or _exceeds(amount, found)):
            known = [*found, *(of_fund or ())] if within or not found else found
            shown = [(one.table, figure) for one in known for figure in one.figures]
            yield from _differs(sentence, amount, shown, claim["label"])


def _is_of_line(sentence: Sentence, amount: Sum, context: Context) -> bool:
    """Return whether an amount is a part (其中) of a function of the tables, told right before with its amount."""
    begins = sentence.text.rfind("其中", 0, amount.start)
    whole = next((one for one in reversed(sums(sentence.text)) if one.end <= begins), None)
    if whole is None or ";" in sentence.text[whole.end : amount.start]:
        return False
    line = lines_of(context).get(line_before(whole.words, context))
    if line is None or amount.wan >= whole.wan or not any(_SPENDING.search(kind) for kind, _, _ in line.tables):
        return False
    return any(abs(one.value - whole.wan) <= one.step + whole.step for one in line.figures)


def _of_a_part(budget: Budget, claim: Claim, fund: str, context: Context) -> list[Figures]:
    """Return the figures of a claim on the whole that only the table of one fund shows."""
    selectors = [one for one in claim.get("figures", ()) if re.match(fund, one)]
    return known_figures(budget, selectors, context) or []


def _tells_whole(sentence: Sentence, amount: Sum, only: Sequence[str], budget: Budget, context: Context) -> bool:
    """Return whether an amount is a part of the total of the fund's own table (the last of ``only``), as told.

    That counts where no table shows the total of the department.
    """
    known = [known_figures(budget, [one], context) or [] for one in only]
    if not known or any(known[:-1]):
        return False
    totals = [figure for found in known[-1] for figure in found.figures]
    wholes = sums(sentence.before) + tuple(one for one in sums(sentence.text) if one.start < amount.start)
    return any(abs(one.wan - total.value) <= one.step + total.step for one in wholes for total in totals)


def _is_below(amount: Sum, part: Figures) -> bool:
    """Return whether an amount, which is a whole, is below each figure of its part."""
    return all(amount.wan < figure.value - figure.step - amount.step for figure in part.figures)


def _of_department(words: str, context: Context) -> Iterator[tuple[Sentence, Sum]]:
    """Yield the amounts of the year behind words that a pattern fits, but those of single agencies."""
    say = re.compile(rf"(?:{words})(?:20\d\d年度?|预算|总额|合计|共计|安排|资金|总计|为|是|共|计|数)*$")
    for sentence in told(context):
        for amount in sums(sentence.text):
            named = say.search(amount.words) and not is_by_agency(sentence, amount.start)
            named = named and not is_of_own_money(sentence, amount, context)
            if named and is_of_the_year(sentence.text, amount, context):
                yield sentence, amount


def _is_basic(sentence: Sentence, amount: Sum, label: str, context: Context) -> bool:
    """Return whether an amount is what basic spending has of something that projects may pay for, too (公务接待费)."""
    line = lines_of(context).get(label) if _BASIC.search(sentence.under + sentence.text[: amount.start]) else None
    shown = (figures for kind, _, figures in line.tables if "基本支出" in kind) if line else ()
    return any(abs(one.value - amount.wan) <= one.step + amount.step for figures in shown for one in figures)


def _is_one(selectors: Sequence[str], budget: Budget, context: Context) -> bool:
    """Return whether two figures are known and equal."""
    known = [known_figures(budget, [one], context) for one in selectors]
    values = {figure.value for found in known for one in found or () for figure in one.figures}
    return all(known) and len(values) == 1


def _exceeds(amount: Sum, found: Sequence[Figures]) -> bool:
    """Return whether an amount is above every figure."""
    return all(amount.wan > figure.value + figure.step + amount.step for one in found for figure in one.figures)


def _differs(sentence: Sentence, amount: Sum, shown: Sequence[tuple[str, Figure]], label: str) -> Iterator[Hit]:
    """Yield the hit of an amount that none of the figures (with their tables) agrees with."""
    if any(abs(figure.value - amount.wan) <= amount.step + figure.step for _, figure in shown):
        return
    table, figure = shown[0]
    facts = {
        "label": label,
        "stated": amount.shown,
        "table": table,
        "amount": told_like(figure.value, amount),
        "difference": told_like(abs(figure.value - amount.wan), amount),
    }
    yield at(sentence, facts, amount.start, amount.end)


def _parts_of_fund(budget: Budget, context: Context, claim: Claim) -> Iterator[Hit]:
    """Yield the hits of a claim on a part of what leads the sentence."""
    known = _with_lines_below(budget, claim.get("figures", ()), context)
    for sentence in told(context) if known else ():
        begins = _beginning(sentence.before or sentence.text)
        if not re.search(claim["lead"], begins) or re.search(claim.get("unless") or "(?!)", sentence.under + begins):
            continue
        for amount in sums(sentence.text):
            said = re.fullmatch(f"(?:{claim['say']})(?:为|是|共|计|约)*", amount.words)
            if said and is_of_the_year(sentence.text, amount, context):
                yield from _differs(sentence, amount, known, claim["label"])


def _beginning(text: str) -> str:
    """Return what a sentence says before its first amount, or the colon before that."""
    given = sums(text)
    return (text[: given[0].start] if given else text).partition(":")[0]


def _with_lines_below(budget: Budget, selectors: Sequence[str], context: Context) -> list[tuple[str, Figure]]:
    """Return the figures that selectors name and those of the lines below; none where one cannot be told."""
    known: list[tuple[str, Figure]] = []
    for selector in selectors:
        found = figures_named(budget, selector, context)
        if found is None:
            return []
        known += [(found.table, one) for one in found.figures if one.value]
        for figure in found.figures:
            known += [one for table in budget.tables for one in _below(table, figure, context)]
    return known


def _below(table: BudgetTable, figure: Figure, context: Context) -> Iterator[tuple[str, Figure]]:
    """Yield the amounts of the lines below the one of a figure, in its column."""
    for book in books(table, context):
        for index, column in book.columns.items():
            level = 0
            for entry in book.entries:
                own = entry.figures.get(index)
                if level and entry.row.level <= level:
                    break
                factor = in_wan(column, table)
                if level and own and factor is not None:
                    yield table_name(table), Figure(own.value * factor, own.cell, own.step * factor)
                if own and own.cell is figure.cell:
                    level = entry.row.level
