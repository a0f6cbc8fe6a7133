"""What running text says of a change on last year (与上年持平) against both years of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.prose.words import sign_before
from auditor.checks.sentences import Sentence, at, told
from auditor.checks.sums import Figure, books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable, Column
from auditor.text.numbers import plain
from auditor.text.statements import shares, sums, told_like
from auditor.text.width import fold

_HELD = re.compile("持平|一致|相同|不变|无变化|无增减|没有变化|没有增减|未发生变化")
_COMPARED = re.compile(r"同比|上年|去年|上一年|20\d\d年")
NOT_BUDGET = re.compile("执行|决算|实际|完成")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_OF_YEAR = re.compile(r"(?:20\d\d年?|本年|当年|上年)度?(?:年初)?(?:预算数?)?")
_BEHIND = 16  # characters behind a change in which its rate stands
_ALL = frozenset({"小计", "合计", "金额", "预算数"})
_NUMBERING = re.compile(r"^(?:其中:)?(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、])?")


@dataclass(frozen=True, slots=True)
class Years:
    """What a table shows of both years, in 万元."""

    now: Figure
    last: Figure
    table: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A change told in a text, in 万元 with its sign, half of its last digit, its span, and what it is shown as.

    ``rate`` says that it is told as a share of last year's amount alone.
    """

    moved: Decimal
    step: Decimal
    start: int
    end: int
    shown: str
    rate: bool = False


class OfBothYears(TypedDict):
    """A name in the text (``say``, a pattern), that of a row or a column (``item``), and what messages call it."""

    say: str
    item: str
    label: str


def against_years(
    budget: Budget, context: Context, patterns: tuple[str, str], kind: str, claims: Sequence[OfBothYears]
) -> Iterator[Hit]:
    """Yield a hit where a change on last year is not the difference of both years in the only table of a kind.

    ``patterns`` are those of the words before a rise and a fall.
    """
    tables = [table for table in budget.tables if table.kind == kind]
    known = {
        claim["say"]: years for claim in claims if len(tables) == 1 and (years := _years(tables[0], claim, context))
    }
    names = re.compile("|".join(f"(?:{claim['say']})" for claim in claims))
    for sentence in told(context) if known else ():
        found = [] if NOT_BUDGET.search(sentence.text) else list(names.finditer(sentence.text))
        for match in found:
            own, end = _own(sentence.text, match.start(), [one.start() for one in found])
            claim = next(claim for claim in claims if re.fullmatch(claim["say"], match.group()))
            change = change_told(own, match.end(), end, patterns)
            if claim["say"] in known and change and not _is_of_whole(sentence.text, match.start(), change):
                found_one = list(unlike(sentence, change, known[claim["say"]], claim["label"]))
                rate = _rate_behind(own[:end], change, patterns)
                more = unlike(sentence, rate, known[claim["say"]], claim["label"]) if rate and not found_one else ()
                yield from (*found_one, *more)


def _is_of_whole(text: str, start: int, change: _Told) -> bool:
    """Return whether a change leads to an amount told before the name (44万元,其中…16万元;较17.50万元增加26.50万元)."""
    told_before = [one for one in sums(text) if one.end <= start]
    base = next((one for one in reversed(sums(text)) if start < one.start < change.start), None)
    if base is None:
        return False
    return any(abs(base.wan + change.moved - one.wan) <= one.step + base.step + change.step for one in told_before)


def _own(text: str, start: int, names: Sequence[int]) -> tuple[str, int]:
    """Return a text as what is named at ``start`` goes on in it, and where that ends: the next name beside it.

    What a bracket names ends with the bracket; a bracket with other names right behind the amount is left out.
    """
    opened = [match.span() for match in re.finditer(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", text)]
    around = next((end for begin, end in opened if begin < start < end), 0)
    within = next(
        ((begin, end) for begin, end in opened if begin > start and any(begin < one < end for one in names)), (0, 0)
    )
    if around or re.search("[,;。]", text[start : within[0]]):
        within = (0, 0)
    text = text[: within[0]] + "\0" * (within[1] - within[0]) + text[within[1] :]
    beside = (one for one in names if one > start and not within[0] < one < within[1])
    return text, min((*beside, around or len(text)))


def change_told(text: str, start: int, end: int, words: tuple[str, str]) -> _Told | None:
    """Return the first change on last year that is told in text[start:end], None where none is."""
    compared = _COMPARED.search(text, start, end)
    if compared is None:
        return None
    held = _HELD.search(text, compared.end(), end)
    for amount in sums(text[: held.start() if held else end]):
        sign = sign_before(text[: amount.start], words) if amount.start > compared.start() else 0
        if sign:
            return _Told(
                sign * amount.wan,
                amount.step,
                amount.start,
                amount.end,
                ("增加" if sign > 0 else "减少") + amount.shown,
            )
    if held:
        return _Told(Decimal(0), Decimal(0), held.start(), held.end(), held.group())
    return next(_rates_told(text[:end], compared.end(), words), None)


def _rate_behind(text: str, change: _Told, words: tuple[str, str]) -> _Told | None:
    """Return the rate that stands right behind the amount of a change."""
    near = text[: change.end + _BEHIND]
    return None if change.rate or not change.moved else next(_rates_told(near, change.end, words), None)


def _rates_told(text: str, start: int, words: tuple[str, str]) -> Iterator[_Told]:
    """Yield the changes behind ``start`` that are told as rates (下降10.5%), with no amount before them."""
    for share in shares(text):
        sign = sign_before(text[: share.start], words) if share.start > start else 0
        if sign and not any(one.start > start and one.end <= share.start for one in sums(text)):
            shown = ("增长" if sign > 0 else "下降") + text[share.start : share.end]
            yield _Told(sign * share.share, share.step, share.start, share.end, shown, rate=True)


def unlike(sentence: Sentence, change: _Told, years: Years, label: str) -> Iterator[Hit]:
    """Yield the hit of a change that is not the difference of both years, within what they are rounded to."""
    right, slack = years.now.value - years.last.value, years.now.step + years.last.step
    if change.rate and not years.last.value:
        return
    if change.rate:
        right, slack = right / years.last.value, slack / years.last.value
    if abs(right - change.moved) > slack + change.step:
        facts = {"label": label, "stated": change.shown, "table": years.table, "now": _shown(years.now.value, sentence)}
        yield at(sentence, {**facts, "last": _shown(years.last.value, sentence)}, change.start, change.end)


def _shown(wan: Decimal, sentence: Sentence) -> str:
    given = sums(sentence.text)
    return told_like(wan, given[0]) if given else f"{plain(wan)}万元"


def _years(table: BudgetTable, claim: OfBothYears, context: Context) -> Years | None:
    """Return the amounts of an item for both years, None where one of them is not there or is not the only one."""
    year = context.budget.year
    found: dict[int, list[Figure]] = {}
    for book in books(table, context):
        for entry in book.entries:
            row = fold(entry.row.text or entry.row.name)
            for index, figure in entry.figures.items():
                column, factor = book.columns[index], in_wan(book.columns[index], table)
                named = any(re.fullmatch(claim["item"], _NUMBERING.sub("", name)) for name in (row, _head(column)))
                own = year_of_heads("/".join((row, *column.path)), year)
                if named and own and factor is not None:
                    found.setdefault(own, []).append(Figure(figure.value * factor, figure.cell, figure.step * factor))
    now, last = found.get(year or 0, []), found.get((year or 0) - 1, [])
    if any(len({figure.value for figure in one}) != 1 for one in (now, last)):
        return None
    return Years(now[0], last[0], table_name(table))


def _head(column: Column) -> str:
    """Return the lowest head of a column that says what it is about, "" where all say but the year."""
    heads = [head for head in column.path if not _OF_YEAR.fullmatch(head)]
    named = [head for head in heads if head not in _ALL]
    return (named or heads or [""])[-1]


def year_of_heads(text: str, year: int | None) -> int:
    """Return of which year an amount is by the heads above and beside it, 0 where they do not say or it was spent."""
    years = {int(one) for one in _YEAR.findall(text)}
    if year and not years:
        years = {year - 1 for _ in re.findall("上年", text)} | {year for _ in re.findall("本年|当年", text)}
    return years.pop() if len(years) == 1 and not re.search("执行|决算|完成|实际|增|减|%", text) else 0
