"""Verbs on what running text says twice: a whole and the row of its parts behind it, one amount in two units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.prose.parts import is_about, is_part_of_them, rounding, unlike_sum
from auditor.checks.sentences import Sentence, at, is_change, is_last_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import Sum, sums

# How a row begins behind its whole, what parts its members, and what must follow it.
_BRACKET = (re.compile(r"\((其中[,:]?)?"), "[、,;]|和|及|以及", r"\)")
# A change may be told before the parts of the whole.
_CHANGED = "[,(][^;。其]{0,60}(?:上年|去年|20\\d\\d年)[^;。]{0,60}。"
_AMONG = (re.compile(rf"(?:[,;]|{_CHANGED})?(其中|(?:其中)?(?:主要)?包括|主要用于)[,:]?"), "[、,]|和|及|以及", "")
_EACH = (re.compile("[,:]?()分别(?:为|是)"), "、|和|及|以及", "[。;]|$")
_COLON = (re.compile(":()(?!其中|主要|包括)"), "[、,;]|和|及|以及", "[。;]|$")
_NAME = r"([^\d,;:。、()%]{2,16})"
_CLOSED = re.compile(r"[。;)]|$")
_FEWEST = 3
_TWO = 2
_MOST_PARTS = 60
_SAME = re.compile(r"\((?:约?合|约为?|即|折合|合计)?|,(?:约合|折合|即)")


@dataclass(frozen=True, slots=True)
class _Row:
    """The named amounts behind a whole; ``some`` where the row may leave parts out (其中).

    ``ends`` says that its sentence, clause or bracket ends with it, ``listed`` that it stands behind a colon.
    """

    names: tuple[str, ...]
    amounts: tuple[Sum, ...]
    some: bool
    ends: bool
    listed: bool


class Complete(TypedDict):
    """When a row is complete: patterns of ``members`` that all are named, or one of the last name (``rest``: 其他资产).

    With a ``rest`` at the end of three or more all parts are told, whatever their names.
    """

    members: Sequence[Sequence[str]]
    rest: str


def parts_in_a_row(
    budget: Budget,
    context: Context,
    *,
    sets: Sequence[str],
    complete: Complete,
    unless: Mapping[str, str],
) -> Iterator[Hit]:
    """Yield a hit where a whole and the row of its parts right behind it (80万元(甲50万元、乙40万元)) do not agree.

    All names of a row must fit one of ``sets``, patterns of parts that have nothing in common, and none
    ``unless.name``; behind a colon they need not, and the row is most likely (a warning) the whole. Behind 其中 only
    too large a sum is wrong, but where the row is ``complete``. Nothing is said where some of the amounts make up the
    whole: then others are parts of these. ``unless.whole`` are the words of wholes that other rules judge.
    """
    for sentence in told(context):
        for index, whole in enumerate(sums(sentence.text)):
            row = _row(sentence.text, index)
            moved = is_change(whole, context) or is_last_year(whole)
            if row is None or moved or re.search(rf"(?:{unless['whole']})\D*$", whole.words):
                continue
            rests = len(row.names) >= _FEWEST and bool(re.search(complete["rest"], row.names[-1])) and row.ends
            alike = rests or any(all(re.search(one, name) for name in row.names) for one in sets)
            unfit = any(re.search(unless["name"], name) for name in row.names)
            known = (alike or row.listed) and not unfit
            whole_row = any(
                all(any(re.search(one, name) for name in row.names) for one in each) for each in complete["members"]
            )
            row = replace(row, some=row.some and not whole_row and not rests)
            if known and not is_about(sentence.text, [whole, *row.amounts]):
                found = [*_unlike(sentence, whole, row), *_slipped(sentence, whole, row)]
                yield from (one if alike else replace(one, severity="warning") for one in found)


def _row(text: str, at: int) -> _Row | None:
    """Return the row of two or more parts right behind the amount number ``at``, None where it is not understood."""
    given = sums(text)
    whole = given[at]
    for begins, marks, ends in (_BRACKET, _AMONG, _EACH, _COLON):
        begin = begins.match(text, whole.end)
        if begin is None:
            continue
        names: list[str] = []
        amounts: list[Sum] = []
        end = begin.end()
        near = given[at + 1 : at + 1 + 2 * _MOST_PARTS]  # those of a change may stand before the parts
        for amount in [one for one in near if one.start >= end][:_MOST_PARTS]:
            name = re.fullmatch(f"(?:{marks}){_NAME}" if names else _NAME, text[end : amount.start])
            if name is None:
                break
            names.append(name.group(1))
            amounts.append(amount)
            end = amount.end
        if len(set(names)) == len(names) > 1 and re.compile(ends).match(text, end):
            some, closed = bool(begin.group(1)), bool(_CLOSED.match(text, end))
            return _Row(tuple(names), tuple(amounts), some, closed, begins is _COLON[0])
    return None


def _unlike(sentence: Sentence, whole: Sum, row: _Row) -> Iterator[Hit]:
    facts = unlike_sum(sentence.text, whole, row.amounts, some=row.some)
    slack = rounding(sentence.text, [whole, *row.amounts])
    if facts and not is_part_of_them([one.wan for one in row.amounts], whole.wan, slack):
        yield at(sentence, facts, whole.start, whole.end)


def _slipped(sentence: Sentence, whole: Sum, row: _Row) -> Iterator[Hit]:
    """Yield the hit of a row behind 其中 that would make up the whole if one of the amounts had its digits in order.

    Some parts may be left out there, but hardly such that two digits changed places would stand for them: then that is
    what is most likely wrong (a warning), in a row of three that ends its clause.
    """
    added = sum((one.wan for one in row.amounts), Decimal(0))
    missing = whole.wan - added
    if not (row.some and row.ends and len(row.names) >= _FEWEST and missing > rounding(sentence.text, row.amounts)):
        return
    pairs = [(whole.wan, added), *((one.wan, one.wan + missing) for one in row.amounts)]
    if any(_is_slip(*pair) for pair in pairs):
        facts = unlike_sum(sentence.text, whole, row.amounts)
        yield replace(at(sentence, facts, whole.start, whole.end), severity="warning")


def _is_slip(one: Decimal, other: Decimal) -> bool:
    """Return whether two amounts differ in two digits near each other that have changed places."""
    places = max(len(plain(value).partition(".")[2]) for value in (one, other))
    first, second = (f"{value:.{places}f}" for value in (one, other))
    odd = [at_ for at_, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    if len(first) != len(second) or len(odd) != _TWO or odd[1] - odd[0] > _TWO:
        return False
    return first[odd[0]] == second[odd[1]] and first[odd[1]] == second[odd[0]]


def two_units(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where an amount is told again in another unit (2720万元(约合0.27亿元)), and is another amount.

    The amount told again may be cut instead of rounded: its last digit may be off by one.
    """
    for sentence in told(context):
        given = sums(sentence.text)
        for one, again in pairwise(given):
            link = sentence.text[one.end : again.start]
            closed = re.match(r"[),;。]|$", sentence.text[again.end :])
            if not _SAME.fullmatch(link) or not closed or _unit(one) == _unit(again):
                continue
            if abs(one.wan - again.wan) > 2 * max(one.step, again.step):
                facts = {"stated": one.shown, "again": again.shown, "right": plain(one.wan)}
                yield at(sentence, facts, again.start, again.end)


def _unit(amount: Sum) -> str:
    return re.sub(r"[\d.,]", "", amount.shown)
