"""The verb on what running text says to be there, or not to be, against the tables that show the amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, Required, TypedDict

from auditor.checks.context import Context
from auditor.checks.identities import figures_named
from auditor.checks.sentences import Sentence, at, is_of_the_year, told
from auditor.checks.sums import Figure, books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.numbers import plain
from auditor.text.statements import sums
from auditor.text.width import fold

_OTHER_YEAR = re.compile("上年|去年|上一年|增减|结转")
_YEAR = re.compile(r"20\d\d(?=年)")


class Presence(TypedDict, total=False):
    """A statement that there is none of something (``figures`` then show it), or some (of which ``kind`` is empty).

    ``say`` is a pattern of the denial, or one that ends right before the amount. ``figures`` are selectors, see
    identities.identity. ``unless`` is a pattern of headings, and of words before a denial, that make it one of a part.
    ``lines`` is the kind of the table whose lines show it where no total is printed.
    ``kind`` is that of the table; ``word`` the money's word in the heads and lines of the other
    tables, none of which may show an amount of it either; ``label`` what messages call it.
    """

    say: Required[str]
    figures: Sequence[str]
    unless: str
    lines: str
    kind: str
    word: str
    label: str


def presence(
    budget: Budget, context: Context, *, states: Literal["none", "some"], claims: Sequence[Presence]
) -> Iterator[Hit]:
    """Yield a hit where the text says that there is none of something and a table shows an amount, or the other way.

    ``states`` is what the claims say: ``none`` (a table has an amount all the same), or ``some`` (an amount of which
    the only table of its kind is printed without any).
    """
    for claim in claims:
        yield from _denied(budget, context, claim) if states == "none" else _of_empty_table(budget, context, claim)


def _denied(budget: Budget, context: Context, claim: Presence) -> Iterator[Hit]:
    found = [figures_named(budget, one, context) for one in claim.get("figures", ())]
    amounts = [(one.table, figure) for one in found if one for figure in one.figures if figure.value]
    amounts = amounts or list(_of_lines(budget, context, claim.get("lines", "")))
    for sentence in told(context) if amounts else ():
        match = re.search(claim["say"], sentence.text)
        before = sentence.text[: match.start()] if match else ""
        if match and not is_of_another_year(before, budget.year) and not _is_of_part(claim, sentence, before):
            table, figure = amounts[0]
            facts = {"found": match.group(), "table": table, "amount": plain(figure.value)}
            yield at(sentence, facts, match.start(), match.end())


def _of_lines(budget: Budget, context: Context, kind: str) -> Iterator[tuple[str, Figure]]:
    """Yield the amounts of the lines of the only table of a kind that prints no total, but those of other years."""
    tables = [table for table in budget.tables if kind and table.kind == kind]
    if len(tables) != 1 or any(row.kind in {"total", "grand"} for row in tables[0].rows):
        return
    for book in books(tables[0], context):
        for entry in book.items:
            for index, figure in entry.figures.items():
                factor = in_wan(book.columns[index], tables[0])
                other = _is_of_other_money("".join(book.columns[index].path) + entry.row.name, budget.year)
                if figure.value and factor and not entry.doubtful and not other:
                    yield table_name(tables[0]), Figure(figure.value * factor, figure.cell, figure.step * factor)


def _is_of_other_money(named: str, year: int | None) -> bool:
    """Return whether the head and the name of an amount say that it is not this year's own, or is a change."""
    years = _YEAR.findall(named)
    return bool(_OTHER_YEAR.search(named) or (years and str(year) not in years))


def _is_of_part(claim: Presence, sentence: Sentence, before: str) -> bool:
    """Return whether headings, or words before a denial, say that it is one of a part of what the claim is of."""
    return bool(re.search(claim.get("unless") or "(?!)", sentence.under + before))


def is_of_another_year(before: str, year: int | None) -> bool:
    """Return whether the clause that ends here says that it is about another year (上年没有…)."""
    clause = re.split("[,;:。]", before)[-1]
    years = _YEAR.findall(clause)
    return bool(re.search("上年|去年|上一年", clause) or (year and years and str(year) not in years))


def _of_empty_table(budget: Budget, context: Context, claim: Presence) -> Iterator[Hit]:
    tables = [table for table in budget.tables if table.kind == claim.get("kind")]
    if len(tables) != 1 or not _is_empty(tables[0]) or _is_shown(budget, claim.get("word", "")):
        return
    say = re.compile(f"(?:{claim['say']})(?:预算|总额|合计|共计|安排|资金|总计|为|是|共|计|数)*$")
    for sentence in told(context):
        for amount in sums(sentence.text):
            if amount.wan > 0 and say.search(amount.words) and is_of_the_year(sentence.text, amount, context):
                facts = {"found": amount.shown, "label": claim.get("label", ""), "table": table_name(tables[0])}
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
