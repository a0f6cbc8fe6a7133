"""The verb on money that rows of a project name together, ceilings or prices times quantities, against its total."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypedDict

from auditor.checks.alike import stripped
from auditor.checks.context import Context
from auditor.checks.measure import names_one
from auditor.checks.money import Ceiling, ceilings, positive_total, slip_of
from auditor.checks.products import is_price, products, surely
from auditor.checks.reading import COUNTABLE
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, plain

_TENTH = Decimal("0.1")
Together = Literal["parts", "whole", "all-parts", "product", "products"]


class Unmeant(TypedDict, total=False):
    """Ceilings that are not meant.

    ``whole``: one of this share of the total is no part of it, but the whole, nearly so; ``slip``: see money.ceiling.
    """

    whole: float
    slip: tuple[float, float]


NOTHING: Unmeant = {}


@dataclass(frozen=True, slots=True)
class _Money:
    """What ``items`` name together in 万元: ``terms`` make the sum; ``arithmetic`` is how products come about."""

    terms: tuple[Decimal, ...]
    items: tuple[Indicator, ...]
    arithmetic: str = ""

    @property
    def wan(self) -> Decimal:
        return sum(self.terms, Decimal(0))


def against_total(
    project: Project,
    context: Context,
    *,
    of: Together,
    within: tuple[float | None, float | None],
    unless: Unmeant = NOTHING,
) -> Iterator[Hit]:
    """Yield a hit where money that rows name together is not ``within`` a least and a most share of the total.

    ``of``: ``parts`` all ceilings of parts, two or more; ``whole`` all ceilings, where one claims to be over the whole
    project, ``all-parts`` where none does; both only where no price covers the rest and no number is in the wrong one
    of 元 and 万元; ``product`` the only price times its only quantity with all ceilings; ``products`` prices with one
    denominator each times a quantity of its own, two or more, none of them above the total alone. ``unless``: ceilings
    that are not meant.
    """
    total = positive_total(project)
    money = _TOGETHER[of](project, total, context, unless) if total else None
    least, most = within
    if money is None:
        return
    low = least is not None and money.wan < total * _exact(least)
    if low or (most is not None and money.wan > total * _exact(most)):
        facts = {
            "arithmetic": money.arithmetic,
            "sum": plain(money.wan),
            "summed": f"{' + '.join(map(plain, money.terms))} = {plain(money.wan)}",
            "excess": plain(money.wan - total),
            "percent": _percent(money.wan / total),
        }
        yield Hit({}, money.items[0], project, "value", related=money.items[1:], offered=facts)


def _exact(share: float) -> Decimal:
    return Decimal(str(share))


def _parts(project: Project, total: Decimal, context: Context, unless: Unmeant) -> _Money | None:
    found = [one for one in ceilings(project, context) if one.wan <= total]
    whole = total * _exact(unless.get("whole", 1))
    parts = [one for one in found if one.wan < whole and not _covers_all(one, found, context)]
    return _of_ceilings(parts, parts) if len(parts) > 1 else None


def _covers_all(ceiling: Ceiling, found: Sequence[Ceiling], context: Context) -> bool:
    """Return whether the name says that it is over the whole project (总成本).

    Of several that say so, those that also say of what (演出总成本, 培训总成本) are over a part each.
    """
    return _claims(ceiling, context) and (
        sum(_claims(other, context) for other in found) < 2 or len(_own_words(ceiling, context)) < 2
    )


def _claims(ceiling: Ceiling, context: Context) -> bool:
    return context.words.has("cues.total_money", ceiling.reading.name)


def _own_words(ceiling: Ceiling, context: Context) -> str:
    """Return what the name says beside the words of totals and money."""
    pattern = context.words.pattern("cues.total_money")
    return stripped(pattern.sub("", ceiling.reading.name) if pattern else ceiling.reading.name)


def _whole(project: Project, total: Decimal, context: Context, unless: Unmeant) -> _Money | None:
    found = _uncovered(project, total, context, unless)
    claims = [one for one in found if _claims(one, context)]
    return _of_ceilings(found, claims) if claims else None


def _all_parts(project: Project, total: Decimal, context: Context, unless: Unmeant) -> _Money | None:
    found = _uncovered(project, total, context, unless)
    other = any(_claims(one, context) or names_one(one.reading) for one in found)  # 单份成本: how many, nobody knows
    return _of_ceilings(found, found) if found and not other else None


def _uncovered(project: Project, total: Decimal, context: Context, unless: Unmeant) -> Sequence[Ceiling]:
    """Return the ceilings of a project where they alone limit its money, () where a price may cover the rest."""
    found = ceilings(project, context)
    readings = [context.read(item) for item in context.indicators_of(project)] if found else []
    if any(one.dimension == "money" and one.per for one in readings):
        return ()
    if "slip" in unless and any(slip_of(one, total, unless["slip"]) for one in found):
        return ()
    # A ceiling times a quantity that is the total is a price (2万元 × 4家).
    counts = [one.amount for one in readings if one.level == "quantity" and one.amount and one.dimension in COUNTABLE]
    step = half_digit(project.total.cell.text)
    return () if any(abs(one.wan * count - total) <= step for one in found for count in counts) else found


def _of_ceilings(added: Sequence[Ceiling], named: Sequence[Ceiling]) -> _Money:
    """Return what some ceilings come to; ``named`` are the rows that the hit is about."""
    return _Money(tuple(one.wan for one in added), tuple(one.indicator for one in named))


def _product(project: Project, total: Decimal, context: Context, unless: Unmeant) -> _Money | None:
    """Return the only product with all ceilings: several prices are a list of examples as often as the whole."""
    rows = [context.read(item) for item in context.indicators_of(project)]
    found = list(products(project, context))
    if len(found) != 1 or sum(map(is_price, rows)) != 1:
        return None
    one = found[0]
    if not one.firm or len(one.price.per) != 1:
        return None
    terms = (one.wan, *(ceiling.wan for ceiling in ceilings(project, context)))
    return _Money(terms, (one.item, one.other), one.arithmetic)


def _products(project: Project, total: Decimal, context: Context, unless: Unmeant) -> _Money | None:
    found = [one for one in products(project, context) if surely(one)]
    if len(found) < 2 or len({one.other.order for one in found}) < len(found) or any(one.wan > total for one in found):
        return None
    shown = "，".join(one.arithmetic for one in found)
    items = tuple(item for one in found for item in (one.item, one.other))
    return _Money(tuple(one.wan for one in found), items, shown)


def _percent(share: Decimal) -> str:
    """Return a share in percent, to a tenth; what is there is never 0."""
    return plain((share * 100).quantize(_TENTH)) if share * 100 >= _TENTH else f"不足{_TENTH}"


_TOGETHER: Mapping[Together, Callable[[Project, Decimal, Context, Unmeant], _Money | None]] = {
    "parts": _parts,
    "whole": _whole,
    "all-parts": _all_parts,
    "product": _product,
    "products": _products,
}
