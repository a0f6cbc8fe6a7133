"""The verb on the years that running text names: the budget's, the one before, and that of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.identities import known_figures
from auditor.checks.prose.both_years import year_of_heads
from auditor.checks.sentences import COMPARES, Sentence, at, told
from auditor.checks.sums import books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import sums, year_before
from auditor.text.width import fold

_YEARS_BACK = 3
_RECENT = 2
_DIGITS = 3  # so many beside zeros tell an amount from others
_OTHER_YEAR = re.compile("上年|去年|增减|执行|决算|结转")
_BEFORE = re.compile("[比较与同和]上年")
_THIS_YEAR = re.compile("本年|今年|当年|继续")
_OF_YEAR = re.compile(r"(20\d\d)年度?(?![末底初\d])")
_UNCHANGED = re.compile("持平|一致|相同|不变|[比较与]")
_Found = tuple[Sentence, re.Match[str], str]


def year(budget: Budget, context: Context, *, say: str, right: str, figures: Sequence[str] = ()) -> Iterator[Hit]:
    """Yield a hit where a sentence names another year (a group of ``say``, a pattern) than the ``right`` one.

    That is the year of the ``budget`` (sentences that compare years, or tell what was spent, are left out; with ``own``
    ``say`` decides, of sentences without the budget's year, but for a year and the group ``base`` right before it, and
    with ``alone`` of paragraphs without it),
    this or a later one (``onwards``), one of its last two or its own (``recent``), the year before it (``last``;
    ``past`` or an earlier one; with ``before`` nothing is said where most sentences name another: then the text
    compares so on purpose), or the one that most statements name, if ``right`` is a pattern of these with their year as
    group 1: then only the first sentence that ``say`` fits is looked at, which is the title. With ``figures``
    (selectors, see identities.identity) ``say`` is a pattern of the words before an amount that these show as the
    budget year's, and the year is the last one named before it; with ``shown`` so is any amount of several digits that
    a table shows for the budget year and none for another one.
    """
    if right not in {"budget", "own", "alone", "before", "last", "past", "onwards", "recent", "shown"}:
        yield from _of_title(context, say, right)
    elif budget.year is None:
        return
    elif figures:
        named = list(_of_figures(budget, context, say, figures))
        known = {(hit.text, hit.span) for hit in named}
        others = _of_any_figure(budget, context) if right == "shown" else ()
        yield from (*named, *(hit for hit in others if (hit.text, hit.span) not in known))
    else:
        wanted = budget.year - 1 if right in {"before", "last", "past"} else budget.year
        found = [
            (sentence, match, next(group for group in match.groups() if group))
            for sentence in told(context)
            for match in re.finditer(say, sentence.text)
            if not _is_with_the_one_before(match)
        ]
        with_last = sum(len(_BEFORE.findall(sentence.text)) for sentence in told(context)) if right == "before" else 0
        yield from (_hit(one, wanted) for one in _odd(found, wanted, right, with_last))


def _odd(found: Sequence[_Found], wanted: int, right: str, others: int) -> Sequence[_Found]:
    """Return what names another year than is meant; ``others`` are comparisons with 上年."""
    earlier = [one for one in found if int(one[2]) < wanted]
    later = [one for one in found if int(one[2]) > wanted]
    odd = [one for one in found if int(one[2]) != wanted]
    if right == "recent":
        return [*(one for one in earlier if int(one[2]) < wanted - _RECENT), *later]
    if right == "before":
        return odd if 2 * len(odd) < len(found) + others else ()
    if right == "own":
        return [one for one in odd if str(wanted) not in one[0].text]
    if right == "alone":
        return [one for one in odd if str(wanted) not in fold(one[0].cell.text)]
    if right == "budget":
        return [one for one in odd if not COMPARES.search(one[0].text)]
    return {"past": later, "onwards": earlier}.get(right, odd)


def _is_with_the_one_before(match: re.Match[str]) -> bool:
    """Return whether a year is compared with the year before it (the group ``base``), as one of the past may be."""
    base = match.groupdict().get("base")
    return bool(base) and int(base or 0) == int(match[1]) - 1


def _hit(found: _Found, wanted: int) -> Hit:
    sentence, match, stated = found
    start = match.start() + match.group().find(stated)
    facts = {"found": match.group(), "year": stated, "right": str(wanted)}
    return at(sentence, facts, start, start + len(stated))


def _of_title(context: Context, title: str, statements: str) -> Iterator[Hit]:
    """Yield the hit of a title with another year than most statements."""
    years = [int(match) for sentence in told(context) for match in re.findall(statements, sentence.text)]
    pairs = ((sentence, match) for sentence in told(context) if (match := re.search(title, sentence.text)))
    for sentence, match in list(pairs)[:1]:
        others = [year for year in years if year != int(match.group(1))]
        if len(others) >= 2 and len(others) > len(years) / 2:
            yield _hit((sentence, match, match.group(1)), max(set(others), key=others.count))


def _of_figures(budget: Budget, context: Context, say: str, figures: Sequence[str]) -> Iterator[Hit]:
    """Yield the hits of what the tables show as this year's, told of a year before in a sentence of it alone."""
    found = [one for selector in figures for one in known_figures(budget, [selector], context) or ()]
    totals = [(one.table, figure) for one in found for figure in one.figures if figure.value]
    before = range((budget.year or 0) - _YEARS_BACK, budget.year or 0)
    for sentence in told(context) if totals else ():
        if str(budget.year) in sentence.text:
            continue
        for amount in sums(sentence.text):
            before_it = sentence.text[: amount.start]
            if COMPARES.search(before_it) or _UNCHANGED.search(before_it + sentence.text.partition("持平")[1]):
                continue
            stated = year_before(sentence.text, amount.start)
            table = next((table for table, one in totals if one.value == amount.wan), "")
            if table and stated in before and re.search(f"(?:{say})(?:数|为|是)*$", amount.words):
                facts = {"found": amount.shown, "year": str(stated), "right": str(budget.year), "table": table}
                yield at(sentence, facts, amount.start, amount.end)


def _of_any_figure(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield the hit of the first amount of a sentence that is this year's by the tables and another year's as told."""
    shown = _of_this_year(budget, context)
    near = range((budget.year or 0) - _YEARS_BACK, (budget.year or 0) + _YEARS_BACK + 1)
    for sentence in told(context) if shown else ():
        if str(budget.year) in sentence.text or _THIS_YEAR.search(sentence.text):
            continue
        for amount in sums(sentence.text):
            before = sentence.text[: amount.start]
            stated = _OF_YEAR.findall(before)
            if COMPARES.search(before) or _UNCHANGED.search(before) or not stated:
                break
            if amount.wan in shown and int(stated[-1]) in near:
                facts = {"found": amount.shown, "year": stated[-1], "right": str(budget.year)}
                yield at(sentence, {**facts, "table": shown[amount.wan]}, amount.start, amount.end)
                break


def _of_this_year(budget: Budget, context: Context) -> Mapping[Decimal, str]:
    """Return amount in 万元 → table of what tables show for the budget year, and none of them for another year."""
    this: dict[Decimal, str] = {}
    other: set[Decimal] = set()
    for table in budget.tables:
        for book in books(table, context):
            for entry in book.entries:
                for index, figure in entry.figures.items():
                    heads = "/".join((*book.columns[index].path, entry.row.text or entry.row.name))
                    factor = in_wan(book.columns[index], table)
                    wan = figure.value * (factor or 0)
                    apart = book.columns[index].role in {"prior", "change"} or _OTHER_YEAR.search(heads)
                    if factor is None or apart or year_of_heads(heads, budget.year) not in {0, budget.year}:
                        other.add(wan)
                    elif len(plain(wan).replace(".", "").strip("0")) >= _DIGITS:
                        this.setdefault(wan, table_name(table))
    return {wan: name for wan, name in this.items() if wan not in other}


def periods(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where a period ends before it begins (2026年3月至2025年12月).

    ``say`` is a pattern with the groups ``year`` and ``month``, ``year2`` and ``month2``.
    """
    for sentence in told(context):
        for match in re.finditer(say, sentence.text):
            year, month, year2, month2 = (int(match[name]) for name in ("year", "month", "year2", "month2"))
            if (year2, month2) < (year, month):
                yield at(sentence, {"found": match.group()}, match.start(), match.end())
