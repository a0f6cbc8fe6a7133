"""Verbs on what running text says of one fund: against a table of it that is empty, and what its income consists of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from auditor.checks.context import Context
from auditor.checks.identities import figures_named
from auditor.checks.prose_sums import unlike_sum
from auditor.checks.sentences import Sentence, at, is_carried, is_of_the_year, told
from auditor.checks.sums import Figure, books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.statements import Sum, sums, told_like
from auditor.text.width import fold

# What stands between a whole and the row of its parts.
_ROW = re.compile("[,(:;]?(?:其中|包括|含)?[:,]?")


@dataclass(frozen=True, slots=True)
class _Known:
    """An amount that a table shows, in 万元, with half of its last digit."""

    wan: Decimal
    step: Decimal
    table: str


def against_empty(budget: Budget, context: Context, *, claims: Sequence[Mapping[str, str]]) -> Iterator[Hit]:
    """Yield a hit where the text states an amount of which the only table of its kind is printed without any.

    A claim has ``say`` (a pattern that ends right before the amount), ``kind`` (of the table), ``label``, and ``word``:
    the money's word in the heads and lines of the other tables, none of which may show an amount of it either.
    """
    for claim in claims:
        tables = [table for table in budget.tables if table.kind == claim["kind"]]
        if len(tables) != 1 or not _is_empty(tables[0]) or _is_shown(budget, claim["word"]):
            continue
        say = re.compile(f"(?:{claim['say']})(?:预算|总额|合计|共计|安排|资金|总计|为|是|共|计|数)*$")
        for sentence in told(context):
            for amount in sums(sentence.text):
                if amount.wan > 0 and say.search(amount.words) and is_of_the_year(sentence.text, amount, context):
                    facts = {"label": claim["label"], "stated": amount.shown, "table": table_name(tables[0])}
                    yield at(sentence, facts, amount.start, amount.end)


def _is_empty(table: BudgetTable) -> bool:
    """Return whether a table has a row of totals, and no amount but 0 in any row."""
    amounts = [amount.value for row in table.rows for amount in row.amounts]
    return any(row.kind in {"total", "grand"} for row in table.rows) and not any(one is None or one for one in amounts)


def _is_shown(budget: Budget, word: str) -> bool:
    """Return whether a line or a column that names ``word`` has an amount, or may have one, in any table."""
    for table in budget.tables:
        named = {column.index for column in table.columns if word in "".join(column.path)}
        for row in table.rows:
            own = row.amounts if word in fold(row.name) else [one for one in row.amounts if one.column in named]
            if any(one.value is None or one.value for one in own):
                return True
    return False


def parts_of_fund(budget: Budget, context: Context, *, claims: Sequence[Mapping[str, object]]) -> Iterator[Hit]:
    """Yield a hit where the text gives a part of one fund's income otherwise than every line of the tables for it.

    A claim has ``lead`` (a pattern of what begins the sentence, or the one that it goes on, before any amount),
    ``unless`` (one of what must not stand there or in the headings), ``say`` (one of all words before the amount),
    ``figures`` (selectors, see identities.identity) and ``label``.
    The lines right below the line that a selector names are amounts of the same thing by funds, and may be meant.
    """
    for claim in claims:
        known = _known(budget, [str(one) for one in claim["figures"]], context)  # type: ignore[attr-defined]
        for sentence in told(context) if known else ():
            given = sums(sentence.text)
            begins = _beginning(sentence.before or sentence.text)
            if not re.search(str(claim["lead"]), begins) or re.search(str(claim["unless"]), sentence.under + begins):
                continue
            yield from _unknown(sentence, given, known, claim, context)


def with_carried(budget: Budget, context: Context, *, now: str) -> Iterator[Hit]:
    """Yield a hit where a whole is not the money of this year and what was left over from the last one, told behind it.

    The whole stands right before the row of both (90万元,其中当年拨款85万元、上年结转5万元); ``now`` is a pattern of
    the words of this year's money. Amounts in brackets within the row are parts of it. A row with other amounts, or
    without one of both, is not judged.
    """
    for sentence in told(context):
        given = _not_within(sentence.text)
        for position, whole in enumerate(given):
            row = list(takewhile(lambda one: is_carried(one) or re.match(now, one.words), given[position + 1 :]))
            kinds = {is_carried(one) for one in row}
            link = _ROW.fullmatch(sentence.text[whole.end : row[0].start].partition(row[0].words)[0]) if row else None
            alone = is_carried(whole) or re.match(now, whole.words)
            if len(kinds) < 2 or not link or alone or not is_of_the_year(sentence.text, whole, context):
                continue
            facts = unlike_sum(sentence.text, whole, row)
            if facts:
                yield at(sentence, facts, whole.start, whole.end)


def _not_within(text: str) -> list[Sum]:
    """Return the amounts of a sentence but those in brackets that do not begin right behind an amount as its row."""
    given = sums(text)
    held = [match.span() for match in re.finditer(r"\((?!其中|当年|本年|上年)[^()]*\)", text)]
    return [one for one in given if not any(start < one.start < end for start, end in held)]


def _beginning(text: str) -> str:
    """Return what a sentence says before its first amount, or the colon before that."""
    given = sums(text)
    return (text[: given[0].start] if given else text).partition(":")[0]


def _unknown(
    sentence: Sentence, given: Sequence[Sum], known: Sequence[_Known], claim: Mapping[str, object], context: Context
) -> Iterator[Hit]:
    for amount in given:
        said = re.fullmatch(f"(?:{claim['say']})(?:为|是|共|计|约)*", amount.words)
        told_so = any(abs(one.wan - amount.wan) <= one.step + amount.step for one in known)
        if said and not told_so and is_of_the_year(sentence.text, amount, context):
            one = known[0]
            facts = {"label": str(claim["label"]), "stated": amount.shown, "table": one.table}
            facts |= {"amount": told_like(one.wan, amount), "difference": told_like(abs(one.wan - amount.wan), amount)}
            yield at(sentence, facts, amount.start, amount.end)


def _known(budget: Budget, selectors: Sequence[str], context: Context) -> list[_Known]:
    """Return the amounts that selectors name and those of the lines below; none where one cannot be told."""
    known: list[_Known] = []
    for selector in selectors:
        found = figures_named(budget, selector, context)
        if found is None:
            return []
        known += [_Known(one.value, one.step, found.table) for one in found.figures if one.value]
        for figure in found.figures:
            known += [one for table in budget.tables for one in _below(table, figure, context)]
    return known


def _below(table: BudgetTable, figure: Figure, context: Context) -> Iterator[_Known]:
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
                    yield _Known(own.value * factor, own.step * factor, table_name(table))
                if own and own.cell is figure.cell:
                    level = entry.row.level
