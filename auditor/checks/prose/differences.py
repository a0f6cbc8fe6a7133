"""The verb on the difference of two amounts that running text names (项目支出比基本支出少20万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, product

from auditor.checks.context import Context
from auditor.checks.identities import known_figures
from auditor.checks.sentences import at, is_change, is_last_year, is_of_the_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Sum, sums, told_like

_DIFFERS = re.compile(r"([^\d,;:。()比较]{0,20})[比较]([^\d,;:。()比较]{2,16}?)(?:(多|高|超)|少|低)(?:出|了|约|于)*$")
_OF_TIME = re.compile("年|期|月|季|决算|执行|标准|平均")
_SHORTEST = 4
_REACH = 60
_MOST_MEANT = 12
_TAIL = re.compile("(?:预算数?|安排|合计|共计|总额|总计|为|是|共|计|数)*$")
_WHOLE = re.compile("总(?:额|计|数)$")  # a short name that is one for all that (支出总额)
_LEAD = re.compile(r"^(?:20\d\d年度?|本年度?|本部门|本单位)*")
_Known = Sequence[tuple[Decimal, Decimal]]


def differences(budget: Budget, context: Context, *, claims: Sequence[Mapping[str, object]]) -> Iterator[Hit]:
    """Yield a hit where one amount is said to be so much more, or less, than another, and is not.

    Both are amounts that the text gives such a name, or that a table shows for it (``claims``: see
    prose.against_tables); the first may also be the amount right before. Nothing is said where one is not known, or
    where any two of those that may be meant fit.
    """
    for sentence in told(context):
        given = sums(sentence.text)
        for position, moved in enumerate(given):
            match = _differs(sentence.text, moved)
            if match is None or _OF_TIME.search(match.group(2)):
                continue
            name = match.group(1)
            is_named = len(name) >= _SHORTEST
            first = _remembered(name, claims, context) if is_named else _before(given, position, context)
            second = _remembered(match.group(2), claims, context)
            sign = 1 if match.group(3) else -1
            pairs = list(product(first, second))
            if pairs and all(_off(*pair, sign * moved.wan, moved.step) for pair in pairs):
                (one, _), (two, _) = pairs[0]
                facts = {
                    "stated": match.group().lstrip("、") + moved.shown,
                    "one": told_like(one, moved),
                    "two": told_like(two, moved),
                }
                yield at(sentence, {**facts, "right": told_like(abs(one - two), moved)}, match.start(), moved.end)


def _differs(text: str, moved: Sum) -> re.Match[str] | None:
    """Return the words right before an amount that say of what and what it is the difference."""
    return _DIFFERS.search(text, max(0, moved.start - _REACH), moved.start)


def _off(one: tuple[Decimal, Decimal], two: tuple[Decimal, Decimal], moved: Decimal, step: Decimal) -> bool:
    return abs(one[0] - two[0] - moved) > one[1] + two[1] + step


def _before(given: Sequence[Sum], position: int, context: Context) -> _Known:
    """Return the last amount before one that is neither a change nor last year's."""
    before = (given[index] for index in range(position - 1, -1, -1))
    still = (one for one in before if not is_change(one, context) and not is_last_year(one))
    return _amounts(list(islice(still, 1)))


def _remembered(name: str, claims: Sequence[Mapping[str, object]], context: Context) -> _Known:
    """Return the different amounts of a name, none where they are too many to mean one; found once a document."""
    found = context.remember(("amounts of", name), lambda: _known(name, claims, context.budget, context))
    different = list(dict.fromkeys(found))
    return different if len(different) <= _MOST_MEANT else []


def _known(name: str, claims: Sequence[Mapping[str, object]], budget: Budget, context: Context) -> _Known:
    """Return the amounts that the text gives a name, then those that the tables show for it."""
    bare = _TAIL.sub("", name)
    every = context.remember("amounts of the year", lambda: tuple(_of_the_year(context)))
    named = [one for words, one in every if len(bare) >= _SHORTEST and words.endswith(bare)]
    if _WHOLE.search(name) and not named:
        named = [one for _, one in every if _LEAD.sub("", one.words) == name]
    selectors = [claim.get(key) for claim in claims if _says(claim, name) for key in ("figures", "of_fund")]
    figures = [found for one in selectors if one for found in known_figures(budget, one, context) or ()]
    return [*_amounts(named), *((one.value, one.step) for each in figures for one in each.figures)]


def _of_the_year(context: Context) -> Iterator[tuple[str, Sum]]:
    """Yield every amount of the year in the text, with its words bare of what is not its name."""
    for sentence in told(context):
        for amount in sums(sentence.text):
            if is_of_the_year(sentence.text, amount, context) and not _differs(sentence.text, amount):
                yield _TAIL.sub("", amount.words), amount


def _says(claim: Mapping[str, object], name: str) -> bool:
    return bool(re.search(f"(?:{claim['say']})(?:预算|总额|合计|共计|安排|资金|总计|数)*$", name))


def _amounts(given: Sequence[Sum]) -> _Known:
    return [(one.wan, one.step) for one in given]
