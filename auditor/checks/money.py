"""Verbs on the money of a project: ceilings, unit price times quantity, sums, table 13 against table 12."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from auditor.checks.alike import core, likeness
from auditor.checks.context import Context
from auditor.checks.direction import MEASURES
from auditor.checks.reading import COUNTABLE, MONEY_NAMES, WAN, Reading
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import decimals, plain
from auditor.text.units import parse_unit

_CEILING_SIGNS = frozenset({"≤", "<", "="})


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A money indicator that limits a project or a part of it; ``wan`` in 万元."""

    indicator: Indicator
    reading: Reading
    wan: Decimal


def ceilings(project: Project, context: Context) -> tuple[Ceiling, ...]:
    """Return the total-type ceilings of a project: amounts of money without a denominator that counts things."""
    found = []
    for item in context.indicators_of(project):
        reading = context.read(item)
        if reading.wan is None or reading.per or reading.sign not in _CEILING_SIGNS:
            continue
        if reading.kind in {"income", "saving", "money_rate"} or not _spends(reading):
            continue
        found.append(Ceiling(item, reading, reading.wan))
    return tuple(found)


def _spends(reading: Reading) -> bool:
    return reading.level == "cost" or reading.kind in MONEY_NAMES or reading.kind == "progress"


def _excess_is_rounding(ceiling: Ceiling, total: Decimal) -> bool:
    """Return whether the ceiling is the total rounded to the digits that the ceiling prints."""
    unit = ceiling.reading.unit.factor / WAN if ceiling.reading.unit else Decimal(1)
    step = unit.scaleb(-decimals(ceiling.reading.value))
    return abs(ceiling.wan - total) < step


def above_total(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit for every total-type ceiling above the project total (both in 万元 after conversion)."""
    total = project.total.wan
    if not total:
        return
    for ceiling in ceilings(project, context):
        if ceiling.wan > total and not _excess_is_rounding(ceiling, total) and not _slip(ceiling, total):
            facts = {
                "ceiling": _shown(ceiling),
                "ceiling_wan": plain(ceiling.wan),
                "excess": plain(ceiling.wan - total),
            }
            yield Hit(facts, ceiling.indicator, project, "value")


def rounding(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where a ceiling passes the total only by the rounding of its own printed digits."""
    total = project.total.wan
    for ceiling in ceilings(project, context) if total else ():
        if total and ceiling.wan > total and _excess_is_rounding(ceiling, total):
            facts = {"ceiling": _shown(ceiling), "excess_yuan": plain((ceiling.wan - total) * WAN)}
            yield Hit(facts, ceiling.indicator, project, "value")


def _slip(ceiling: Ceiling, total: Decimal) -> str:
    """Return the unit that was meant where the printed number fits the total only in 元 or only in 万元."""
    unit = ceiling.reading.unit
    number = ceiling.reading.amount
    if unit is None or number is None or unit.name not in {"元", "万元"}:
        return ""
    other, factor = ("万元", Decimal(1)) if unit.name == "元" else ("元", 1 / WAN)
    meant = number * factor
    if total * Decimal("0.9") <= meant <= total * Decimal("1.001"):
        return other
    return ""


def magnitude(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where 元 stands for 万元 or the reverse: the number is the total in the other unit."""
    total = project.total.wan
    for ceiling in ceilings(project, context) if total else ():
        meant = _slip(ceiling, total) if total else ""
        if meant and not _plausible_part(ceiling, total):
            yield Hit({"meant": meant, "ceiling": _shown(ceiling)}, ceiling.indicator, project, "unit")


def _plausible_part(ceiling: Ceiling, total: Decimal | None) -> bool:
    """Return whether the amount also makes sense as printed, as a part of at least a hundredth of the total."""
    return total is not None and total / 100 <= ceiling.wan <= total


def sum_above_total(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the part ceilings of a project add up to more than its total.

    A ceiling that covers the whole (its amount is the total, or its name says so) is no part.
    """
    total = project.total.wan
    if not total:
        return
    parts = [c for c in ceilings(project, context) if not _covers_all(c, total, context) and c.wan <= total]
    added = sum((part.wan for part in parts), Decimal(0))
    if len(parts) > 1 and added > total * Decimal("1.0005"):
        shown = " + ".join(plain(part.wan) for part in parts)
        facts = {"sum": f"{shown} = {plain(added)}", "excess": plain(added - total)}
        yield Hit(facts, parts[0].indicator, project, "value", related=tuple(part.indicator for part in parts[1:]))


def _covers_all(ceiling: Ceiling, total: Decimal, context: Context) -> bool:
    return ceiling.wan >= total * Decimal("0.97") or context.words.has("cues.total_money", ceiling.reading.name)


def far_below(project: Project, context: Context, *, share: float, whole: bool) -> Iterator[Hit]:
    """Yield a hit where all ceilings together are under ``share`` of the total and no unit price covers the rest.

    ``whole``: only where a ceiling claims to be over the whole project; else only where all are parts.
    """
    total = project.total.wan
    found = ceilings(project, context)
    if not total or not found or _has_price(project, context):
        return
    claims = [c for c in found if context.words.has("cues.total_money", c.reading.name)]
    if bool(claims) != whole or any(_slip(c, total) for c in found):
        return
    chosen = claims or list(found)
    added = sum((c.wan for c in found), Decimal(0))
    if added >= total * Decimal(str(share)):
        return
    facts = {"sum": plain(added), "percent": plain((added / total * 100).quantize(Decimal("0.1")))}
    yield Hit(facts, chosen[0].indicator, project, "value", related=tuple(c.indicator for c in chosen[1:]))


def _has_price(project: Project, context: Context) -> bool:
    return any(
        reading.dimension == "money" and reading.per
        for reading in (context.read(item) for item in context.indicators_of(project))
    )


def product_above_total(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where unit price times quantity of the same project exceeds its total, with the arithmetic."""
    total = project.total.wan
    if not total:
        return
    rows = [(item, context.read(item)) for item in context.indicators_of(project)]
    for item, price in rows:
        if price.wan is None or not price.per or price.unit is None or price.level not in {"cost", ""}:
            continue
        matches = [(other, count) for other, count in rows if _multiplies(price, count, context)]
        plain_matches = [pair for pair in matches if _same_unit(price.per[0], pair[1])]
        chosen = _named_alike(price, matches) or plain_matches
        if not chosen:
            continue
        quantity = min(chosen, key=lambda pair: pair[1].amount or Decimal(0))
        times = _multiplies(price, quantity[1], context)
        yield from _product(project, (item, price), quantity, (times, len(chosen) == 1))


def _product(
    project: Project, priced: tuple[Indicator, Reading], counted: tuple[Indicator, Reading], how: tuple[Decimal, bool]
) -> Iterator[Hit]:
    """Yield the hit where the product is above the total; ``how``: units priced in one unit counted, only pair."""
    (item, price), (other, count), (times, firm) = priced, counted, how
    total, wan, amount = project.total.wan, price.wan, count.amount
    if total is None or wan is None or amount is None:
        return
    product = wan * amount * times
    if product <= total * Decimal("1.0005"):
        return
    facts = {
        "arithmetic": f"{price.value}{price.unit_text} × {count.value}{count.unit_text} = {plain(product)}万元",
        "excess": plain(product - total),
        "quantity": other.name.text,
        "limit": _limit(price, total / (amount * times)),
    }
    if firm and count.sign not in {"≤", "<"}:
        yield Hit(facts, item, project, "value", related=(other,))
    else:
        yield Hit(facts, item, project, "value", related=(other,), severity="warning", confidence=0.7)


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
    """Return the quantities whose name shares a word of two characters with the name of the price."""
    return [pair for pair in matches if core(price.name) & core(pair[1].name)]


def overall_against_projects(budget: Budget, context: Context, *, likeness_floor: float) -> Iterator[Hit]:
    """Yield a hit where a ceiling of table 13 disagrees with the total of the table-12 project of the same name."""
    for item in budget.indicators:
        reading = context.read(item)
        if item.table != 13 or reading.wan is None or reading.per or reading.level != "cost":
            continue
        project = _best_project(reading.name, budget, likeness_floor)
        if project is None or project.total.wan is None:
            continue
        total = project.total.wan
        if abs(reading.wan - total) <= max(Decimal("0.05"), total * Decimal("0.01")):
            continue
        word = "高于" if reading.wan > total else "低于"
        facts = {"ceiling": f"{reading.sign}{reading.value}{reading.unit_text}", "word": word, "total": plain(total)}
        yield Hit({**facts, "named": project.name.text}, item, project, "value", related=(project,))


def _best_project(name: str, budget: Budget, floor: float) -> Project | None:
    """Return the only project whose name says the same as ``name`` without the words of money and work."""
    scored = [(likeness(name, project.name.text), project) for project in budget.projects]
    good = [project for score, project in scored if score >= floor]
    return good[0] if len(good) == 1 else None


def _shown(ceiling: Ceiling) -> str:
    return f"{ceiling.reading.sign}{ceiling.reading.value}{ceiling.reading.unit_text}"
