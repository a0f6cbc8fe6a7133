"""Verbs on the numbers of an objective against each other: a whole and its parts, so many for each of so many."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.counted import COUNTED, Count
from auditor.checks.objective import ends_with, is_for_each, stated
from auditor.records.budget import Project
from auditor.records.finding import Hit
from auditor.text.dates import names_a_season, times_a_year
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_BREAK = re.compile(r"[、和及与]")
_STOP = re.compile(r"[。;]")
_PIECES = re.compile(r"[,;。、:]")
_SEASON = re.compile(r"期|\d月|[一二三四1-4]季度|[春夏秋冬]|暑|寒假")
_AT_LEAST = re.compile(r"不少于|不低于|至少|以上")
_EACH = re.compile(r"每(?!半?[年月季周日天次])(?:一|个|家|处|名|所|座)?([\u4e00-\u9fff]{1,6})")
_PERIOD = re.compile(r"[年月季周旬日天]")
_OF_YEAR = re.compile(r"^(?:全年|一年|年内|年度)[\u4e00-\u9fff]{0,6}?(\d+)([\u4e00-\u9fff])")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


class Rest(TypedDict):
    """When parts that add up to less than their whole lack nothing: the share of the whole that may not be missing.

    ``some`` are words beside parts that are not all (等), ``left`` words for what is left (其余) later in the sentence;
    ``opposites`` are pairs of characters (东西) that two parts are all of.
    """

    below: float
    some: str
    left: str
    opposites: str


def parts(project: Project, context: Context, *, part: str, total: str, rest: Rest) -> Iterator[Hit]:
    """Yield a hit where the parts of a number in a sentence of the objective do not add up to it.

    After a word of ``part`` (其中) the parts may name but some: a sum above the whole is wrong, and one so little below
    it as ``rest`` says. Things end with the clause, money goes on through the sentence. A number after a word of
    ``total`` (共) is the sum of all before.
    """
    groups: dict[tuple[int, str], list[Count]] = defaultdict(list)
    for one in stated(project, context):
        if not is_for_each(one.before, context):
            groups[one.sentence, one.unit.name].append(one)
    sentences = _STOP.split(fold(project.objective.text))
    for (number, _), found in groups.items():
        whole_told = context.words.has(rest["left"], sentences[number])
        wrong = _wrong_sum(found, context, (part, total), None if whole_told else rest)
        if wrong:
            yield Hit(wrong, project=project, column="objective")
            return


def _wrong_sum(
    found: Sequence[Count], context: Context, words: tuple[str, str], rest: Rest | None
) -> dict[str, str] | None:
    """Return the facts of a sum that is wrong among the numbers of one sentence and unit, None where there is none.

    Without ``rest`` parts may be less than their whole.
    """
    part, total = words
    for at, one in enumerate(found):
        first = at > 0 and not context.words.has(part, found[at - 1].before)
        if first and context.words.has(part, one.before):
            whole, some = found[at - 1], True
            listed = [o for o in found[at:] if o.unit.dimension == "money" or context.words.has(part, o.before)]
        elif at > 1 and ends_with(one.before, total, context):
            whole, listed, some = one, list(found[:at]), False
        else:
            continue
        added = sum((other.amount for other in listed), Decimal(0))
        names = [_name(other, part, context) for other in listed]
        beside = "".join(other.before for other in listed)
        full = not some or (rest and lacks_nothing(names, (added, whole.amount), context, rest, beside))
        if added > whole.amount or (added < whole.amount and full):
            if len(listed) == 1:
                return {"sum": f"其中的{listed[0].shown}多于总数", "whole": whole.shown}
            shown = " + ".join(plain(other.amount) for other in listed)
            return {"sum": f"{shown} = {plain(added)}{whole.unit.name}", "whole": whole.shown}
    return None


def _name(one: Count, part: str, context: Context) -> str:
    """Return what a part is called: what stands before its number, without the word that opens the parts."""
    opening = context.words.pattern(part)
    said = _BREAK.split(one.before)[-1]
    return opening.sub("", said) if opening else said


def lacks_nothing(names: Sequence[str], sums: tuple[Decimal, Decimal], context: Context, rest: Rest, text: str) -> bool:
    """Return whether parts of these names are all there are, so that their sum should be the whole (``sums``: both).

    They are two or more, ``text`` has no word for the rest, and they are opposites or add up to nearly the whole.
    """
    added, whole = sums
    if len(names) < 2 or context.words.has(rest["some"], text):
        return False
    near = whole - added <= whole * Decimal(str(rest["below"]))
    return near or (len(names) == 2 and _are_opposites(names, context, rest["opposites"]))


def _are_opposites(names: Sequence[str], context: Context, pairs: str) -> bool:
    """Return whether two names are one but for opposite characters (东片, 西片)."""
    one, other = names
    both = [(pair[0], pair[1]) for pair in context.words.entries(pairs)]
    return any(a in one and one.replace(a, b) == other for a, b in (*both, *((b, a) for a, b in both)))


def products(project: Project, context: Context, *, total: str) -> Iterator[Hit]:
    """Yield a hit where so many for each of so many (8个点, 每个点采录9人) is not the total beside it (共48人).

    The total has a word of ``total`` before it and the unit; so has the year (全年96次) what is done in each period.
    """
    wrong = _wrong_year(fold(project.objective.text)) or _wrong_product(stated(project, context), context, total)
    if wrong:
        yield Hit(wrong, project=project, column="objective")


def _wrong_product(found: Sequence[Count], context: Context, total: str) -> dict[str, str] | None:
    """Return the facts of the first product that is not the total right behind it, None where there is none."""
    for at, each in enumerate(found[:-1]):
        whole, said = found[at + 1], _EACH.search(each.before)
        if said is None or each.unit.dimension not in COUNTED or whole.unit.name != each.unit.name:
            continue
        piece = _PIECES.split(whole.before)[-1]
        if _PERIOD.search(_PIECES.split(each.before)[-1]):
            continue
        many = _many(found[:at], said.group(1))
        if many is None or "每" in piece or not context.words.has(total, piece):
            continue
        if many.base * each.base != whole.base:
            product = plain(many.amount * each.amount)
            return {"sum": f"{many.shown} × {each.shown} = {product}{each.unit.name}", "whole": whole.shown}
    return None


def _many(found: Sequence[Count], thing: str) -> Count | None:
    """Return the only number of the thing that another number is for each of; by the longest beginning of its name."""
    for length in range(len(thing), 0, -1):
        name = thing[:length]
        said = [one for one in found if name == one.unit.name or (length > 1 and name in one.words)]
        if said:
            return said[0] if len(said) == 1 else None
    return None


def _wrong_year(text: str) -> dict[str, str] | None:
    """Return the facts of a number of the year (全年69次) that what is done in each period (每月8次) cannot make."""
    pieces = _PIECES.split(text)
    for piece, after in pairwise(pieces):
        often, year = times_a_year(piece), _OF_YEAR.match(after)
        if not often or not year or _SEASON.search(piece) or names_a_season(piece):
            continue
        (phrase, times), stated_there = often, parse_amount(year.group(1))
        if stated_there is None or not phrase.endswith(year.group(2)) or len(_NUMBERS.findall(piece)) > 1:
            continue
        # Done at several places, the year has several times as many; "at least" so often lets it have more.
        if stated_there < times or (stated_there % times and not _AT_LEAST.search(piece + after)):
            return {"sum": f"{phrase}一年是{times}{year.group(2)}", "whole": f"{plain(stated_there)}{year.group(2)}"}
    return None
