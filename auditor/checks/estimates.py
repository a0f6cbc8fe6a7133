"""Verbs on what a project's money is worked out from (测算): products, sums of products, and the total of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.beside import beside
from auditor.checks.context import Context
from auditor.checks.facts import Fact, facts_of
from auditor.checks.reading import WAN
from auditor.records.budget import Budget, Project
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.units import IN_WAN
from auditor.text.width import fold

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:%|(?:[\u4e00-\u9fffA-WYZa-wyz/·²³]|\([\u4e00-\u9fff]{1,3}\)){0,9}?)"
_TERM = rf"{NUMBER}{_UNIT}"
_PRODUCT = rf"{_TERM}(?:[×xX*]{_TERM})+"
_ADDED = rf"{_PRODUCT}(?:\+[\u4e00-\u9fff]{{0,20}}?(?:{_PRODUCT}|{_TERM}))*"
_EQUATION = re.compile(rf"(?<![\d.,×*+\-—÷/A-Za-z])({_ADDED})=({NUMBER})(万元|元|亿元|千元|万(?!元))")
_PARTED = re.compile(rf"({NUMBER})({_UNIT})(?=[×xX*+=]|$)")
_MONEY = re.compile(rf"(?<![\d.,])({NUMBER})(万元|元|亿元|千元)(/?)")
_TOTAL = re.compile(
    rf"(?:^|(?<=[,;。:、]))(?:以上)?(?:合计|共计|总计|合共|共需|总共|共|总额)(?:资金|金额|经费|预算|需|为|:)*({NUMBER})(万元|元)"
)
_EACH = re.compile(r"每(?:个|一)?[\u4e00-\u9fff]{1,3}?(?=\d)|[\u4e00-\u9fff]均|单价|标准|不超过|以内|其中")
_PRICED = re.compile(rf"每一?([\u4e00-\u9fff]{{1,3}}?)(?:补助|补贴|成本|加工|费用|按|约)*({NUMBER})(万元|元)")
_ITEMS = re.compile(r"[;。]")
_YUAN = {"万": WAN, **{unit: size * WAN for unit, size in IN_WAN.items()}}
_CENT = Decimal("0.01")
_SHORT = 1000
"""A price is written out to a thousandth of 元."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """An amount in 元; ``step``: what rounding may have made of it, ``price``: the money that was multiplied."""

    yuan: Decimal
    step: Decimal
    price: Decimal = Decimal(0)


def _texts(budget: Budget, context: Context) -> Iterator[Fact]:
    yield from facts_of(budget)
    yield from (Fact("绩效目标", one.objective, one) for one in budget.projects)
    for item in budget.indicators:
        yield from (
            Fact("指标说明", one.cell, context.project_of(item)) for one in beside(budget, context).get(item.order, ())
        )


def products(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit for each calculation (400枚×0.12万元=46万元) that comes to another amount than it says."""
    for fact in _texts(budget, context):
        for match, right in wrong(fact.text):
            yield fact.hit({"stated": match.group(), "right": right})


def wrong(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the calculations of a text that say another amount than they come to, with that in the unit printed."""
    for match in _EQUATION.finditer(text):
        found, told = _added(match.group(1)), _printed(match.group(2), match.group(3))
        if found and not _agree(found, told, single="+" not in match.group(1)):
            unit = match.group(3).removesuffix("元") + "元"
            yield match, plain(found.yuan / _YUAN[unit]) + unit


def _agree(found: _Sum, told: _Sum, *, single: bool) -> bool:
    """Return whether a product is what it is said to be, but for rounding of the result or of the price.

    A ``single`` price is rounded only where the exact one would be a long fraction: 46万元 ÷ 400 is 0.115万元.
    """
    off = abs(found.yuan - told.yuan)
    if off <= told.step + _CENT:
        return True
    exact = told.yuan / found.yuan * found.price if single and found.yuan else None
    short = exact is not None and (exact * _SHORT) % 1 == 0
    return off <= found.step + told.step and not short


def totals(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the items of a calculation do not add up to the total behind them (…；合计86万元)."""
    for fact in _texts(budget, context):
        total = _TOTAL.search(fact.text)
        if total is None or len(_TOTAL.findall(fact.text)) > 1:
            continue
        items = [one for one in _ITEMS.split(fact.text[: total.start()]) if _MONEY.search(one)]
        amounts = [_item(one.rstrip(",、:")) for one in items]
        found = [one for one in amounts if one is not None]
        told = _printed(total.group(1), total.group(2))
        if len(found) < len(amounts) or len(found) < 2:
            continue
        added, step = sum((one.yuan for one in found), Decimal(0)), sum((one.step for one in found), told.step)
        # A product that is wrong explains a wrong total, and is said itself.
        if abs(added - told.yuan) > step + _CENT and not any(wrong(fact.text[: total.start()])):
            unit = total.group(2)
            shown = " + ".join(plain(one.yuan / _YUAN[unit]) for one in found)
            facts = {"stated": total.group().strip(",;。:、"), "sum": f"{shown} = {plain(added / _YUAN[unit])}{unit}"}
            yield fact.hit(facts)


def of_project(budget: Budget, context: Context, *, labels: str) -> Iterator[Hit]:
    """Yield a hit where what a project's money is worked out from (a label of ``labels``) comes to another total.

    The amount of no field and no other text of the project is that total.
    """
    for fact in facts_of(budget):
        project, total = fact.project, _TOTAL.search(fact.text)
        if project is None or total is None or not context.words.has(labels, fact.label):
            continue
        told = _printed(total.group(1), total.group(2))
        known = _known(project)
        if not project.total.wan or any(abs(one - told.yuan) <= told.step + _CENT for one in known):
            continue
        if len(_TOTAL.findall(fact.text)) == 1 and _TOTAL_ALONE.search(fact.text):
            amount = plain(project.total.wan)
            yield fact.hit({"stated": total.group().strip(",;。:、"), "total": amount})


_TOTAL_ALONE = re.compile(r"(?:万元|元)[^\d]{0,4}$")
"""The total ends its text: what follows would be about something else."""


def _known(project: Project) -> list[Decimal]:
    """Return all amounts that are known of a project, in 元."""
    own = [money.wan * WAN for money in (project.total, project.fiscal, project.other) if money.wan is not None]
    stated = [parse_amount(fold(cell.text)) for _, cell in project.details]
    return [*own, *(factor * one for one in stated if one is not None for factor in (Decimal(1), WAN))]


def _item(text: str) -> _Sum | None:
    """Return what an item of a calculation comes to, None where nobody can tell."""
    equations = list(_EQUATION.finditer(text))
    money = list(_MONEY.finditer(_EQUATION.sub("", text)))
    if equations:
        if money:
            return None
        results = [_printed(one.group(2), one.group(3)) for one in equations]
        return _Sum(sum((one.yuan for one in results), Decimal(0)), sum((one.step for one in results), Decimal(0)))
    if len(money) != 1 or money[0].group(3):
        return None
    priced = _PRICED.search(text)
    if priced:
        return _priced(text, priced)
    return None if _EACH.search(text) else _printed(money[0].group(1), money[0].group(2))


def _priced(text: str, price: re.Match[str]) -> _Sum | None:
    """Return so many times a price (专题展览3个，每个10万元), None where the number of things is not the only one."""
    thing, each = price.group(1), _printed(price.group(2), price.group(3))
    counts = re.findall(rf"({NUMBER})(万?){re.escape(thing)}", text)
    numbers = re.findall(rf"(?<![\d.,]){NUMBER}", text)
    if len(counts) != 1 or len(numbers) != len(counts) + 1:
        return None
    count = (parse_amount(counts[0][0]) or Decimal(0)) * (WAN if counts[0][1] else 1)
    return _Sum(count * each.yuan, count * each.step if "." in price.group(2) else Decimal(0))


def _printed(number: str, unit: str) -> _Sum:
    return _Sum((parse_amount(number) or Decimal(0)) * _YUAN[unit], half_digit(number) * _YUAN[unit])


def _added(text: str) -> _Sum | None:
    """Return what the products of a sum come to, None where one of them is no amount of money."""
    found = [_product(_PARTED.findall(part)) for part in text.split("+")]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    price = known[0].price if len(known) == 1 else Decimal(0)
    return _Sum(sum((one.yuan for one in known), Decimal(0)), sum((one.step for one in known), Decimal(0)), price)


def _product(terms: Sequence[tuple[str, str]]) -> _Sum | None:
    """Return the product of numbers of which one is money, None where none or several are."""
    value, shares, priced, price = Decimal(1), Decimal(0), 0, Decimal(0)
    for number, unit in terms:
        amount = parse_amount(number)
        if not amount:
            return None
        money = next((name for name in ("亿元", "万元", "千元", "元") if unit.startswith(name)), "")
        priced += bool(money)
        price = amount * _YUAN[money] if money else price
        value *= amount * _scale(unit, money)
        shares += half_digit(number) / amount if "." in number else 0
    return _Sum(value, value * shares, price) if priced == 1 else None


def _scale(unit: str, money: str) -> Decimal:
    """Return what a number is multiplied by for its unit: 万头次, 元/万羽, %."""
    if unit == "%":
        return _CENT
    factor = _YUAN[money] if money else WAN if unit.startswith("万") else Decimal(1)
    return factor / WAN if "/万" in unit else factor
