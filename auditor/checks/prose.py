"""Verbs on the running text of a budget (部门预算说明, cover): against the tables, and against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.checks.context import Context
from auditor.checks.identities import Figures, figures_named, known_figures
from auditor.checks.sentences import Sentence, at, is_by_agency, is_of_the_year, speaks_of, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import Sum, sums, told_like, year_before

_COMPARES = re.compile("上年|去年|持平|一致|比|较|执行|决算|相同|不变")
_PLACE = re.compile(r"[^省市区县旗]{2,4}(?:市|区|县|旗)(?=.)")


def pattern(budget: Budget, context: Context, *, patterns: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit for each sentence in which one of ``patterns`` is found (regular expressions over folded text)."""
    known = [re.compile(one) for one in patterns]
    for sentence in told(context):
        match = next((match for one in known if (match := one.search(sentence.text))), None)
        if match:
            yield at(sentence, {"found": match.group()}, match.start(), match.end())


def against_tables(
    budget: Budget, context: Context, *, claims: Sequence[Mapping[str, object]], fund: str, only: Sequence[str]
) -> Iterator[Hit]:
    """Yield a hit where the text states another amount than every table that shows it.

    A claim has ``say`` (a pattern that ends right before the amount), ``figures`` (selectors, see identities.identity)
    of which one must agree, and ``label``. Amounts of another year, and parts after 其中 with a name of their own, are
    left out by the pattern; nothing is said where no table shows the figure without doubt. Under a heading, or behind
    words, that speak of one fund (``fund``: a pattern), an amount of the claim is one of that fund: then one of
    ``of_fund`` (selectors) must be there as well, and may agree, unless the part of a fund exceeds the whole; a claim
    that names its fund has no ``of_fund``. A claim without ``figures`` is one that only the tables of a fund show: it
    is judged where the text speaks of a fund, or where there is but one: the two figures of ``only`` are then equal.
    """
    alone = _is_one(only, budget, context)
    for claim in claims:
        say = re.compile(f"(?:{claim['say']})(?:预算|总额|合计|共计|安排|资金|总计|为|是|共|计|数)*$")
        found = known_figures(budget, claim.get("figures"), context) or []
        of_fund = known_figures(budget, claim["of_fund"], context) if "of_fund" in claim else []
        if not found and ("figures" in claim or not of_fund):
            continue
        for sentence, amount in _of_department(say, context):
            within = "of_fund" in claim and speaks_of(sentence, amount.start, fund)
            if (within or alone or found) and (not within or of_fund or _exceeds(amount, found)):
                known = [*found, *(of_fund or ())] if within or not found else found
                yield from _differs(sentence, amount, known, str(claim["label"]))


def _of_department(say: re.Pattern[str], context: Context) -> Iterator[tuple[Sentence, Sum]]:
    """Yield the amounts of the year behind words that ``say`` fits, but those of single agencies."""
    for sentence in told(context):
        for amount in sums(sentence.text):
            named = say.search(amount.words) and not is_by_agency(sentence, amount.start)
            if named and is_of_the_year(sentence.text, amount, context):
                yield sentence, amount


def _is_one(selectors: Sequence[str], budget: Budget, context: Context) -> bool:
    """Return whether two figures are known and equal."""
    known = [known_figures(budget, [one], context) for one in selectors]
    return all(known) and len({figure.value for one in known for found in one or () for figure in found.figures}) == 1


def stale_year(budget: Budget, context: Context, *, say: str, figures: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a sentence gives a total of the tables as that of the year before, and compares no years."""
    found = known_figures(budget, figures, context) if budget.year else None
    totals = [(one.table, figure) for one in found or () for figure in one.figures if figure.value]
    for sentence in told(context) if totals else ():
        if _COMPARES.search(sentence.text) or str(budget.year) in sentence.text:
            continue
        for amount in sums(sentence.text):
            year = year_before(sentence.text, amount.start)
            table = next((table for table, one in totals if one.value == amount.wan), "")
            if table and year == (budget.year or 0) - 1 and re.search(f"(?:{say})(?:数|为|是)*$", amount.words):
                facts = {"stated": amount.shown, "year": str(year), "now": str(budget.year), "table": table}
                yield at(sentence, facts, amount.start, amount.end)


def other_year(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where a sentence that can only be on the budget year (``say``, the year a group) names another."""
    for sentence in told(context) if budget.year else ():
        for match in re.finditer(say, sentence.text):
            stated = next(group for group in match.groups() if group)
            if int(stated) != budget.year and not _COMPARES.search(sentence.text):
                at_year = match.start() + match.group().find(stated)
                yield at(sentence, {"year": stated, "now": str(budget.year)}, at_year, at_year + len(stated))


def title_year(budget: Budget, context: Context, *, title: str, stated: str) -> Iterator[Hit]:
    """Yield a hit where the title's year (group 1 of ``title``) is not that of most statements (``stated``)."""
    years = [int(match) for sentence in told(context) for match in re.findall(stated, sentence.text)]
    for sentence in told(context):
        match = re.search(title, sentence.text)
        if match is None:
            continue
        others = [year for year in years if year != int(match.group(1))]
        if len(others) >= 2 and len(others) > len(years) / 2:
            facts = {"title": match.group(1), "year": str(max(set(others), key=others.count))}
            yield at(sentence, facts, match.start(1), match.end(1))
        return


def title_department(budget: Budget, context: Context, *, title: str) -> Iterator[Hit]:
    """Yield a hit where the title names a department (group 1) of another place, or without a word of the tables'."""
    for sentence in told(context)[:8]:
        match = re.search(title, sentence.text)
        if match is None or not budget.department:
            continue
        stated, table = _bare(match.group(1)), _bare(budget.department)
        pairs = {table[at : at + 2] for at in range(len(table) - 1)}
        shared = sum(stated[at : at + 2] in pairs for at in range(len(stated) - 1))
        elsewhere = _elsewhere(match.group(1), budget.department)
        if stated and table and (elsewhere or shared <= 0.35 * (min(len(stated), len(table)) - 1)):
            yield at(sentence, {"title": match.group(1), "table": budget.department}, match.start(1), match.end(1))
        return


def denied(budget: Budget, context: Context, *, claims: Sequence[Mapping[str, object]]) -> Iterator[Hit]:
    """Yield a hit where the text says that there is none of something, and a table shows an amount.

    A claim has ``say`` (a pattern of the denial) and ``figures`` (selectors, see identities.identity).
    """
    for claim in claims:
        selectors = claim["figures"] if isinstance(claim["figures"], Sequence) else ()
        found = [figures_named(budget, str(one), context) for one in selectors]
        amounts = [(one.table, figure) for one in found if one for figure in one.figures if figure.value]
        for sentence in told(context) if amounts else ():
            match = re.search(str(claim["say"]), sentence.text)
            if match:
                table, figure = amounts[0]
                facts = {"found": match.group(), "table": table, "amount": plain(figure.value)}
                yield at(sentence, facts, match.start(), match.end())


def compared_year(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where a sentence compares the budget with another year (group 1 of ``say``) than the one before.

    Nothing is said where most comparisons name that year: then the text compares so on purpose.
    """
    if budget.year is None:
        return
    found = [(sentence, match) for sentence in told(context) for match in re.finditer(say, sentence.text)]
    odd = [(sentence, match) for sentence, match in found if int(match.group(1)) != budget.year - 1]
    if 2 * len(odd) >= len(found):
        return
    for sentence, match in odd:
        facts = {"stated": match.group(), "year": match.group(1), "right": str(budget.year - 1)}
        yield at(sentence, facts, match.start(1), match.end(1))


def _exceeds(amount: Sum, found: Sequence[Figures]) -> bool:
    """Return whether an amount is above every figure."""
    return all(amount.wan > figure.value + figure.step + amount.step for one in found for figure in one.figures)


def _differs(sentence: Sentence, amount: Sum, found: Sequence[Figures], label: str) -> Iterator[Hit]:
    figures = [(one, figure) for one in found for figure in one.figures]
    if any(abs(figure.value - amount.wan) <= amount.step + figure.step for _, figure in figures):
        return
    one, figure = figures[0]
    facts = {
        "label": label,
        "stated": amount.shown,
        "table": one.table,
        "amount": told_like(figure.value, amount),
        "difference": told_like(abs(figure.value - amount.wan), amount),
    }
    yield at(sentence, facts, amount.start, amount.end)


def _bare(name: str) -> str:
    """Return the name of a department without its place and 本级."""
    return re.sub(r"^.{2,8}?(?:省|自治区|市|区|县|旗)(?=.{2})|\(?本级\)?|部门$", "", name)


def _elsewhere(one: str, other: str) -> bool:
    """Return whether both names begin with a place, and these are two places."""
    places = [_PLACE.findall(name) for name in (one, other)]
    return all(places) and not set(places[0]) & set(places[1])
