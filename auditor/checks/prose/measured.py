"""The verb on a number of anything in running text and the row of its parts, which what is left over completes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Required, TypedDict

from auditor.checks.context import Context
from auditor.checks.reading import COUNTABLE
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.units import parse_unit

AMOUNT = r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)"
WHOLE = re.compile(
    rf"{AMOUNT}([^\d\s,;:。、()%]{{1,3}}?)"
    "(?:[,:(]?(?P<each>分别(?:为|是))[:,]?|[,:;(]?(?:其中|包括|含)[:,]?|(?P<all>:))"
)
_MARK = "[、,;]|和|及|以及"
AGES = r"\d{1,3}(?:[-—~至]\d{1,3})?(?:周?岁|月龄|年级|层|星级|级|类|号)"  # of whom, not how many: 0-6岁
_NAME = rf"(?:{AGES}[^\d,;:。、()%]{{0,12}}?|[^\d,;:。、()%]{{2,16}}?)"
_ENDS = re.compile(r"[。;)]|$")
ABOUT = re.compile("约|近|(?<!其)余|多|左右|上下|以上|以内|[比较增减占含]")
_THINGS = "[座栋处个幢块片条间所家口眼]"
_TOTAL = "总(?!部|站|队|局|公司)"
_FEWEST, _SEVERAL = 2, 3
PLACES = "街道|[省市县区镇乡村]|社区|片区|标段|学校|分院|支队|大队"
LISTED = re.compile(
    rf"{AMOUNT}([^\d\s,;:。、()%]{{1,3}}?)(?:[^\d\s,;:。、()%的]{{1,12}}?)?\((?!其中|包括|含|分别)(?=[^\d,;:。、()%]{{2,16}}?\d)"
)
"""A number with its parts in brackets behind it, or behind a word: 12个小区改造(甲镇5个、…)."""
_PEOPLE = frozenset("人名")  # one person may be of several kinds


@dataclass(frozen=True, slots=True)
class Row:
    """The parts behind a whole: their names and amounts as printed."""

    names: tuple[str, ...]
    amounts: tuple[str, ...]


class Apart(TypedDict):
    """Parts that have nothing in common: patterns of their ``unit`` and of the end of each name (``name``)."""

    unit: str
    name: str


class ToldAll(TypedDict, total=False):
    """Patterns: of the words ``before`` a number of all there are (共有), and of a name of some of them (报废).

    ``apart``: parts that never are more than their whole, whether it tells all of them or not.
    """

    before: Required[str]
    unless: Required[str]
    apart: Sequence[Apart]


def measured(
    budget: Budget, context: Context, *, rest: str, unless: str, told_all: ToldAll | None = None
) -> Iterator[Hit]:
    """Yield a hit where a number of anything (林地512亩,其中…) is not the sum of the row of its parts behind it.

    All have one known unit, none that fits ``unless`` (a pattern; money has its own verb). The row is complete behind
    分别为 or a colon, and else where the last name fits ``rest`` (其他); one that is not understood to its end is not
    judged. Most likely (a warning) it is so behind 其中 and a colon as well, where the text tells how many there are
    altogether (see ToldAll), where the parts are places in brackets (78口(甲镇30口、…)), or where as many things are
    counted right before its total (仓库3座,总面积…) as are named. Parts that all fit one of ``apart`` are never more
    than the whole, complete or not.
    """
    for sentence in told(context):
        for whole in _wholes(sentence.text):
            unit = whole.group(2)
            is_one = parse_unit(unit, context.units) is not None and not re.search(unless, unit)
            row = row_of(sentence.text[whole.end() :], unit) if is_one else None
            said = whole.groupdict()
            listed = said.get("each") or (said.get("all") and unit not in _PEOPLE)
            sure = row is not None and (listed or re.search(rest, row.names[-1]))
            likely = row is not None and _is_of_all(sentence.text, whole, row, told_all)
            alone = row is not None and _are_apart(row, unit, told_all)
            if row is None or not (sure or likely or alone):
                continue
            stated, *parts = (parse_amount(one) or Decimal(0) for one in (whole.group(1), *row.amounts))
            added = sum(parts, Decimal(0))
            about = ABOUT.search(sentence.text[max(0, whole.start() - 2) : whole.start()] + "".join(row.names))
            if about or abs(added - stated) <= slack_of(unit, (whole.group(1), *row.amounts), context):
                continue
            if added < stated and not (sure or likely):
                continue
            facts = {
                "whole": f"{whole.group(1)}{unit}",
                "parts": " + ".join(row.amounts),
                "sum": f"{plain(added)}{unit}",
            }
            hit = at(sentence, facts, whole.start(1), whole.end(2))
            yield hit if sure or (alone and added > stated) else replace(hit, severity="warning")


def _are_apart(row: Row, unit: str, told_all: ToldAll | None) -> bool:
    """Return whether all parts of a row are kinds that have nothing in common, each named once."""
    every = [
        one
        for one in (told_all["apart"] if told_all and "apart" in told_all else ())
        if re.fullmatch(one["unit"], unit)
    ]
    alike = any(all(re.search(f"(?:{one['name']})$", name) for name in row.names) for one in every)
    return alike and len(set(row.names)) == len(row.names)


def _are_counted(before: str, names: Sequence[str]) -> bool:
    """Return whether just as many things are counted before a total (仓库3座,总面积…) as are named alike behind it."""
    total = re.split("[,;:。]", before)[-1]
    counted = re.search(rf"(?<![\d.])(\d{{1,2}})({_THINGS})[^\d,;:。、]{{0,8}}[,;]{re.escape(total)}$", before)
    alike = len({name[-1] for name in names}) == 1
    return bool(counted and alike and re.search(_TOTAL, total) and int(counted.group(1)) == len(names))


def _is_of_all(text: str, whole: re.Match[str], row: Row, told_all: ToldAll | None) -> bool:
    """Return whether a row behind 其中 is most likely that of all things: behind a colon, or by their number."""
    before = re.split("[,;:。]", text[: whole.start()])[-1]
    if whole.re is LISTED:
        return are_places(row)
    if told_all and _are_counted(text[: whole.start()], row.names):
        return True
    if told_all is None or not whole.group().endswith("其中:") or whole.group(2) in _PEOPLE:
        return False
    some = any(re.search(told_all["unless"], name) for name in row.names)
    return bool(re.search(told_all["before"], before)) and not some


def _wholes(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers behind which a row of parts may stand."""
    yield from WHOLE.finditer(text)
    if "(" in text:
        yield from LISTED.finditer(text)


def are_places(row: Row) -> bool:
    """Return whether three or more parts in brackets are places of one kind: then they are all of them."""
    ends = [re.search(f"(?:{PLACES})$", name) for name in row.names]
    return len(ends) >= _SEVERAL and all(ends) and len({found.group() for found in ends if found}) == 1


def row_of(text: str, unit: str) -> Row | None:
    """Return the row that begins with a text, None where it is not understood to its end."""
    names: list[str] = []
    amounts: list[str] = []
    end = 0
    while not _ENDS.match(text, end):
        mark = f"(?:{_MARK})" if names else ""
        member = re.compile(rf"{mark}({_NAME}){AMOUNT}{re.escape(unit)}(?:\([^()]*\))?(?![^\d,;:。、()和及以])")
        match = member.match(text, end)
        if match is None:
            return None
        names.append(match.group(1))
        amounts.append(match.group(2))
        end = match.end()
    return Row(tuple(names), tuple(amounts)) if len(names) >= _FEWEST else None


def slack_of(unit: str, printed: tuple[str, ...], context: Context) -> Decimal:
    """Return how far rounding may carry the sum: whole things are counted, what is measured is rounded."""
    known = parse_unit(unit, context.units)
    if known and known.dimension in COUNTABLE and known.factor == 1 and not any("." in one for one in printed):
        return Decimal(0)
    return sum(map(half_digit, printed), Decimal(0))
