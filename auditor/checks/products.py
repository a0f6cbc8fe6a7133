"""Verbs on unit price times quantity of one project against its total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from itertools import takewhile

from auditor.checks.alike import core, stripped
from auditor.checks.better import MEASURES
from auditor.checks.context import Context
from auditor.checks.money import Ceiling, ceilings, positive_total
from auditor.checks.reading import COUNTABLE, WAN, Reading
from auditor.checks.stages import stage_of
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.records.stage import EVALUATION
from auditor.text.numbers import plain
from auditor.text.units import parse_unit

_PRICE_WORDS = re.compile(
    r"每(?:人次|台次|人份|[\u4e00-\u9fff])|[人户亩生次场]均|单[台套次场件本份座个人]|平均|单位|单价|价格|标准|总|费"
)


_PRICE_END = re.compile(r"(?:单价|价格|标准|费用?|补助|补贴)$")
_PAIR = 2
_NAMED = 4
"""A quantity of fewer characters (购置数量) names nothing of its own."""


@dataclass(frozen=True, slots=True)
class Product:
    """A price and the quantity that it multiplies: ``times`` priced units in one counted, ``firm`` the only pair.

    ``wan`` is the product in 万元.
    """

    item: Indicator
    price: Reading
    other: Indicator
    count: Reading
    times: Decimal
    firm: bool
    wan: Decimal

    @property
    def arithmetic(self) -> str:
        """Return the product as a reader checks it."""
        price, count = self.price, self.count
        return f"{price.value}{price.unit_text} × {count.value}{count.unit_text} = {plain(self.wan)}万元"


def products(project: Project, context: Context) -> Iterator[Product]:
    """Yield unit price times quantity for every price of the project for which a quantity can be told."""
    rows = [(item, context.read(item)) for item in context.indicators_of(project)]
    for item, price in rows:
        if not is_price(price):
            continue
        matches = [(other, count) for other, count in rows if _multiplies(price, count, context)]
        plain_matches = [pair for pair in matches if _same_unit(price.per[0], pair[1])]
        chosen = _named_alike(price, matches) or plain_matches
        if chosen:
            other, count = min(chosen, key=lambda pair: pair[1].amount or Decimal(0))
            times = _multiplies(price, count, context)
            wan = (price.wan or Decimal(0)) * (count.amount or Decimal(0)) * times
            yield Product(item, price, other, count, times, len(chosen) == 1, wan)


def is_price(reading: Reading) -> bool:
    """Return whether the row is a cost for one of something."""
    return reading.wan is not None and bool(reading.per) and reading.level in {"cost", ""}


_WHOM = ("户", "人", "者", "员", "村", "企业", "单位")
"""Behind what tells two prices apart: whom they are for."""


def product_above_total(
    project: Project, context: Context, *, rounding: float, rounded_up: float, slip: float
) -> Iterator[Hit]:
    """Yield a hit where unit price times quantity of the same project exceeds its total, with the arithmetic.

    The product may pass the total by the share ``rounding``, that of a highest price by ``rounded_up`` where the price
    is so only for being rounded up in its last digit (total ÷ quantity 2055.1 元, price ≤ 2060 元). Of a year that is
    over only a product ``slip`` times the total is told, a wrong unit: what was spent is known, and both targets were
    approved before.
    """
    total = positive_total(project)
    spent = project.execution is not None and project.execution.spent is not None
    over = spent and stage_of(project, context) == EVALUATION
    most = Decimal(str(slip)) if over else 1 + Decimal(str(rounding))
    every = list(products(project, context)) if total else []
    for found in every:
        if not total or not found.count.amount or found.wan <= total * most:
            continue
        if _is_rounded_up(found, total) and found.wan <= total * (1 + Decimal(str(rounded_up))):
            continue
        if any(_grade_beside(found, other, context) and other.wan <= total for other in every):
            continue  # 刑事案件补贴标准, 民事案件补贴标准: each is for a part of the cases
        facts = {
            "arithmetic": found.arithmetic,
            "excess": plain(found.wan - total),
            "quantity": found.other.name.text,
            "limit": _limit(found.price, total / (found.count.amount * found.times)),
        }
        hit = Hit(facts, found.item, project, "value", related=(found.other,))
        firm = found.firm and found.count.sign not in {"≤", "<"} and not _apart(found)
        yield hit if firm else replace(hit, severity="warning", confidence=0.7)


def _apart(found: Product) -> bool:
    """Return whether price and quantity name two things (泵站单价, 改造检查井): one unit alone makes them no pair."""
    if not _PRICE_END.search(found.price.name) or len(stripped(found.count.name)) < _NAMED:
        return False
    return bool(_priced(found.price.name)) and not _priced(found.price.name) & core(found.count.name)


def _is_rounded_up(found: Product, total: Decimal) -> bool:
    """Return whether a highest price would keep within the total with its last digit that is no zero one lower."""
    price = found.price.amount
    if not price or found.price.sign not in {"≤", "<"}:
        return False
    step = Decimal(1).scaleb(int(price.normalize().as_tuple().exponent))
    return found.wan * (price - step) / price <= total


def product_above_ceiling(project: Project, context: Context, *, rounding: float) -> Iterator[Hit]:
    """Yield a hit where unit price times quantity passes the only ceiling for the same thing (培训费, 人均培训费).

    The product may pass it by the share ``rounding``; a price that is the only one whose words are all of the ceiling.
    """
    limits = ceilings(project, context)
    found = [one for one in products(project, context) if surely(one)] if limits else []
    total = positive_total(project)
    for one in found:
        own = [limit for limit in limits if _prices(one, limit)]
        if len(own) != 1 or sum(_prices(other, own[0]) for other in found) != 1:
            continue
        limit = own[0]
        if limit.wan * (1 + Decimal(str(rounding))) < one.wan and not (total and one.wan > total):
            facts = {"arithmetic": one.arithmetic, "limit": f"{limit.reading.value}{limit.reading.unit_text}"}
            yield Hit(facts, limit.indicator, project, "value", related=(one.item, one.other))


def _prices(one: Product, limit: Ceiling) -> bool:
    """Return whether all words of a price are those of a ceiling: it is the price of what the ceiling is for.

    A ceiling that ends in other words is for something else: 补种区看护费 is not what 补种 costs.
    """
    name, whole = (stripped(_PRICE_WORDS.sub("", each.name)) for each in (one.price, limit.reading))
    words = _priced(one.price.name)
    return bool(words) and words <= _priced(limit.reading.name) and name[-_PAIR:] == whole[-_PAIR:]


def _priced(name: str) -> frozenset[str]:
    """Return the pairs of characters of what a price or a ceiling is for (人均外出培训费: 外出培训)."""
    return core(_PRICE_WORDS.sub("", name))


def surely(one: Product) -> bool:
    """Return whether a price is for nothing but its quantity, which has to be reached."""
    named = bool(core(one.price.name) & core(one.count.name))
    return one.firm and named and len(one.price.per) == 1 and one.count.sign not in {"≤", "<"}


def _grade_beside(found: Product, other: Product, context: Context) -> bool:
    """Return whether two prices are grades of one standard for the same quantity, told apart by whom they are for.

    Prices of what is done one after the other (采购单价, 安装单价) add up instead.
    """
    if other.item is found.item or other.other is not found.other or other.price.head != found.price.head:
        return False
    names = found.price.name, other.price.name
    apart = (_own_part(*names), _own_part(*names[::-1]))
    if all(name.partition(part)[2].startswith(_WHOM) for name, part in zip(names, apart, strict=True) if part):
        return True  # 养牛户补助标准, 种植户补助标准
    return not any(
        context.words.has(f"cues.{section}", part) for part in apart for section in ("doing", "output_verbs")
    )


def _own_part(name: str, beside: str) -> str:
    """Return what is left of a name without the beginning and the end that it shares with the one beside it."""
    begin = _same(name, beside)
    end = _same(name[begin:][::-1], beside[begin:][::-1])
    return name[begin : len(name) - end]


def _same(one: str, other: str) -> int:
    """Return with how many characters two texts begin alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _limit(price: Reading, wan: Decimal) -> str:
    """Return the highest price that the total allows, in the price's own unit, rounded down to four digits."""
    amount = wan * WAN / price.unit.factor if price.unit else wan
    places = max(0, 3 - amount.adjusted())
    return plain(amount.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)) + price.unit_text


def _multiplies(price: Reading, count: Reading, context: Context) -> Decimal:
    """Return how many priced units one counted unit is (元/米 × 公里: 1000), 0 where the price is for another thing.

    个/项/件 stands for any thing.
    """
    if count.amount is None or count.unit is None or count.unit.per or count.level not in {"quantity", ""}:
        return Decimal(0)
    if count.dimension not in COUNTABLE | MEASURES:
        return Decimal(0)
    first, counted = price.per[0], count.unit.name
    if first == counted:
        return Decimal(0 if len(price.per) > 1 and price.per[1] in {"次", "场", "期"} else 1)
    priced = parse_unit(first, context.units)
    if priced is not None and priced.dimension == count.dimension and count.dimension in MEASURES:
        return count.unit.factor / priced.factor
    if counted == f"万{first}" or (first in {"个", "件", "项"} and count.dimension == "thing"):
        return count.unit.factor
    return Decimal(0)


def _same_unit(first: str, count: Reading) -> bool:
    """Return whether the price is for the counted unit itself or for any thing, without conversion."""
    return count.unit is not None and (first == count.unit.name or first in {"个", "件", "项"})


def _named_alike(price: Reading, matches: list[tuple[Indicator, Reading]]) -> list[tuple[Indicator, Reading]]:
    """Return the quantities whose name shares most with the name of the price: at least a pair of characters."""
    shared = [len(core(price.name) & core(count.name)) for _, count in matches]
    most = max(shared, default=0)
    return [pair for pair, pairs in zip(matches, shared, strict=True) if most and pairs == most]
