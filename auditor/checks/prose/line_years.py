"""What running text says of a change on last year of a line of a table (教育支出) against both years of that line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.checks.context import Context
from auditor.checks.prose.both_years import NOT_BUDGET, Years, change_told, unlike, year_of_heads
from auditor.checks.prose.lines import line_before
from auditor.checks.sentences import is_of_the_year, told
from auditor.checks.sums import Figure, books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable, Column
from auditor.text.statements import sums
from auditor.text.width import fold

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])")
_END = re.compile("[;。]|其中")
_WHOLE_ROW = "合计"
_OF_ALL = re.compile("一般公共预算(?:财政)?(?:拨款)?支出")
_WHOLE = frozenset({"合计", "小计", "总计", "金额"})


def against_line_years(budget: Budget, context: Context, patterns: tuple[str, str], kind: str) -> Iterator[Hit]:
    """Yield a hit where a change told behind the amount of a line is not the difference of both years of that line.

    The line is one of the only table of ``kind``, whose amount of this year is the one told: another amount is another
    rule's. ``patterns`` are those of the words before a rise and a fall.
    """
    tables = [table for table in budget.tables if table.kind == kind]
    known = _lines(tables[0], context) if len(tables) == 1 else {}
    for sentence in told(context) if known else ():
        given = [(one, line_before(one.words, context)) for one in sums(sentence.text)]
        for number, (amount, name) in enumerate(given):
            years = known.get(name) or (known.get(_WHOLE_ROW) if _OF_ALL.fullmatch(name) else None)
            if years is None or NOT_BUDGET.search(sentence.text):
                continue
            same = abs(years.now.value - amount.wan) <= years.now.step + amount.step
            end = next((one.start for one, other in given[number + 1 :] if other in known), len(sentence.text))
            stop = _END.search(sentence.text, amount.end, end)
            change = change_told(sentence.text, amount.end, stop.start() if stop else end, patterns)
            if same and change and is_of_the_year(sentence.text, amount, context):
                yield from unlike(sentence, change, years, name)


def _lines(table: BudgetTable, context: Context) -> Mapping[str, Years]:
    """Return name → both years of the lines of a table that stand in it once and show one amount for each."""
    found: dict[str, list[dict[int, list[tuple[bool, Figure]]]]] = {}
    for book in books(table, context):
        for entry in book.entries:
            name = _NUMBERING.sub("", fold(entry.row.name))
            years: dict[int, list[tuple[bool, Figure]]] = {}
            for index, figure in entry.figures.items():
                column, factor = book.columns[index], in_wan(book.columns[index], table)
                year = year_of_heads("/".join(column.path), context.budget.year)
                if year and factor is not None and not entry.doubtful:
                    scaled = Figure(figure.value * factor, figure.cell, figure.step * factor)
                    years.setdefault(year, []).append((_is_whole(column), scaled))
            found.setdefault(name, []).append(years)
    this = context.budget.year or 0
    pairs = {name: [_only(lines[0].get(year, [])) for year in (this, this - 1)] for name, lines in found.items()}
    return {
        name: Years(now, last, table_name(table))
        for name, (now, last) in pairs.items()
        if len(found[name]) == 1 and now is not None and last is not None
    }


def _is_whole(column: Column) -> bool:
    return bool(column.path) and (column.path[-1] in _WHOLE or column.role == "total")


def _only(figures: list[tuple[bool, Figure]]) -> Figure | None:
    """Return the one amount of a year, of several the only total."""
    some = figures if len(figures) == 1 else [one for one in figures if one[0]]
    return some[0][1] if len(some) == 1 else None
