"""Verbs on the running text of a budget (部门预算说明, cover): against the tables, and against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.identities import Figures, figures_named
from auditor.checks.sentences import Sentence, at, is_of_the_year, speaks_of, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import Sum, sums, year_before

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
    budget: Budget, context: Context, *, claims: Sequence[Mapping[str, object]], fund: str
) -> Iterator[Hit]:
    """Yield a hit where the text states another amount than every table that shows it.

    A claim has ``say`` (a pattern that ends right before the amount), ``figures`` (selectors, see identities.identity)
    of which one must agree, and ``label``. Amounts of another year, and parts after 其中 with a name of their own, are
    left out by the pattern; nothing is said where no table shows the figure without doubt. Under a heading, or behind
    words, that speak of one fund (``fund``: a pattern), an amount of the claim is one of that fund: then one of
    ``of_fund`` (selectors) must be there as well, and may agree, unless the part of a fund exceeds the whole; a claim
    that names its fund has no ``of_fund``.
    """
    for claim in claims:
        say = re.compile(f"(?:{claim['say']})(?:预算|总额|合计|共计|安排|资金|总计|为|是|共|计|数)*$")
        found = _figures(budget, claim["figures"], context)
        if found is None:
            continue
        of_fund = _figures(budget, claim["of_fund"], context) if "of_fund" in claim else []
        for sentence in told(context):
            for amount in sums(sentence.text):
                if not say.search(amount.words) or not is_of_the_year(sentence.text, amount, context):
                    continue
                within = "of_fund" in claim and speaks_of(sentence, amount.start, fund)
                if not within or of_fund or _exceeds(amount, found):
                    known = [*found, *(of_fund or ())] if within else found
                    yield from _differs(sentence, amount, known, str(claim["label"]))


def performance(budget: Budget, context: Context, *, say: str, count: str) -> Iterator[Hit]:
    """Yield a hit where the text states another sum, or number, of the projects with objectives than table 12 has.

    ``say`` and ``count`` are patterns: of the words before the sum, and of the number of projects (group 1).
    """
    totals = [project.total.wan for project in budget.projects]
    if not totals or any(total is None for total in totals):
        return
    added = sum((total for total in totals if total is not None), Decimal(0))
    for sentence in told(context):
        if "绩效" not in sentence.text:
            continue
        given = [amount for amount in sums(sentence.text) if re.search(say, amount.words)]
        whole = sum((amount.wan for amount in given), Decimal(0))
        slack = sum((amount.step for amount in given), Decimal("0.01"))
        listed = sums(sentence.text.partition("其中")[0])
        every = [*(amount.wan for amount in listed), whole]  # of a sum and its parts one is the whole
        if given and all(abs(one - added) > slack for one in every):
            amount = given[0]
            facts = {"stated": amount.shown, "table": f"{plain(added)}万元", "what": "项目总额合计"}
            yield at(sentence, facts, amount.start, amount.end)
        match = re.search(count, sentence.text)
        stated = next((group for group in match.groups() if group), "") if match else ""
        if match and stated and int(stated) != len(budget.projects):
            facts = {"stated": f"{stated}个", "table": f"{len(budget.projects)}个", "what": "项目个数"}
            yield at(sentence, facts, match.start(), match.end())


def above_projects(budget: Budget, context: Context, *, say: str, figures: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a document without table 12 says more money for projects with objectives than for projects."""
    known = any(project.total.wan is not None for project in budget.projects)
    found = None if known else _figures(budget, figures, context)
    whole = [(one.table, figure) for one in found or () for figure in one.figures]
    for sentence in told(context) if whole else ():
        if "绩效" not in sentence.text or "项目" not in sentence.text or "整体" in sentence.text:
            continue
        for amount in sums(sentence.text):
            if re.search(say, amount.words) and all(
                amount.wan > one.value + one.step + amount.step for _, one in whole
            ):
                facts = {"stated": amount.shown, "table": whole[0][0], "amount": plain(whole[0][1].value)}
                yield at(sentence, facts, amount.start, amount.end)


def stale_year(budget: Budget, context: Context, *, say: str, figures: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a sentence gives a total of the tables as that of the year before, and compares no years."""
    found = _figures(budget, figures, context) if budget.year else None
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


def _figures(budget: Budget, selectors: object, context: Context) -> list[Figures] | None:
    """Return what the selectors name, None where one of the tables shows it in a way that cannot be told."""
    by_kind: dict[str, list[Figures | None]] = {}
    for one in selectors if isinstance(selectors, Sequence) else ():
        by_kind.setdefault(str(one).partition("|")[0], []).append(figures_named(budget, str(one), context))
    if any(all(one is None for one in found) for found in by_kind.values()):
        return None
    return [one for found in by_kind.values() for one in found if one and one.figures] or None


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
        "amount": plain(figure.value),
        "difference": plain(abs(figure.value - amount.wan)),
    }
    yield at(sentence, facts, amount.start, amount.end)


def _bare(name: str) -> str:
    """Return the name of a department without its place and 本级."""
    return re.sub(r"^.{2,8}?(?:省|自治区|市|区|县|旗)(?=.{2})|\(?本级\)?|部门$", "", name)


def _elsewhere(one: str, other: str) -> bool:
    """Return whether both names begin with a place, and these are two places."""
    places = [_PLACE.findall(name) for name in (one, other)]
    return all(places) and not set(places[0]) & set(places[1])
