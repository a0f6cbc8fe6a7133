"""Verbs on prices that make sense only otherwise than printed: in 万元, or for each of another thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.alike import core
from auditor.checks.better import MEASURES
from auditor.checks.context import Context
from auditor.checks.measure import named_alike, priced_thing
from auditor.checks.money import positive_total
from auditor.checks.objective import stated
from auditor.checks.reading import COUNTABLE, WAN, Reading
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.records.outcome import Execution, Funds
from auditor.text.numbers import plain
from auditor.text.units import parse_unit
from auditor.text.width import fold

Row = tuple[Indicator, Reading]


@dataclass(frozen=True, slots=True)
class _Quantity:
    """How many things there are, how that is printed, and the row that says so, None where the objective does."""

    amount: Decimal
    shown: str
    row: Indicator | None


def next_to_nothing(project: Project, context: Context, *, least: float) -> Iterator[Hit]:
    """Yield a hit where a price in 元 times its quantity is next to nothing, and in 万元 a fair part of the total.

    The price is for each of what a row or the objective counts, and shares a word with it. In 万元 the product is at
    least the share ``least`` of the total and not more than it; as printed it is a ten-thousandth of that.
    """
    total = positive_total(project)
    rows = [(item, context.read(item)) for item in context.indicators_of(project)] if total else []
    for item, price in rows:
        thing = _thing(price, context)
        if not thing or price.wan is None:
            continue
        for count in _quantities(project, rows, thing, price, context):
            meant = price.wan * WAN * count.amount
            if total * Decimal(str(least)) <= meant <= total:
                facts = {"target": price.target, "quantity": count.shown}
                facts |= {"printed": f"{plain(meant)}元", "meant": f"{plain(meant)}万元"}
                yield Hit(facts, item, project, "unit", related=(count.row or project,))
                break


def _quantities(
    project: Project, rows: Sequence[Row], thing: str, price: Reading, context: Context
) -> Iterator[_Quantity]:
    """Yield how many there are of what a price is for: by the rows, then by the objective."""
    for other, count in rows:
        if count.amount and _counts(count, thing, price, context):
            yield _Quantity(count.amount, count.target, other)
    for one in stated(project, context):
        if named_alike(one.unit.name, context) == named_alike(thing, context) and core(one.words) & core(price.name):
            yield _Quantity(one.amount, one.shown, None)


def above_total(project: Project, context: Context, *, times: float) -> Iterator[Hit]:
    """Yield a hit where a price that its name alone says what it is for (单份成本 ≤ 20000元) goes beyond the total.

    Times its quantity it is more than ``times`` the total; a price with a denominator is money.product_above_total's.
    """
    total = positive_total(project)
    rows = [(item, context.read(item)) for item in context.indicators_of(project)] if total else []
    for item, price in rows:
        thing = (
            priced_thing(price, context) if price.level in {"cost", ""} and price.unit and not price.unit.per else ""
        )
        if not thing or price.wan is None or price.sign in {"≥", ">"}:
            continue
        counts = [(other, count) for other, count in rows if _counts(count, thing, price, context) and count.unit]
        made = [
            price.wan * (count.amount or Decimal(0)) * (count.unit.factor if count.unit else 1) for _, count in counts
        ]
        if made and min(made) > total * Decimal(str(times)):
            least = made.index(min(made))
            quantity = counts[least][1].target
            facts = {"target": price.target, "quantity": quantity, "product": f"{plain(made[least])}万元"}
            yield Hit(facts, item, project, "value", related=(counts[least][0],))


def for_another(project: Project, context: Context, *, share: float) -> Iterator[Hit]:
    """Yield a hit where a price is for a measure (元/公里) that nothing of the project is measured in.

    For each of what the quantity of its words counts (座) it makes at least the share ``share`` of the total.
    """
    total = positive_total(project)
    rows = [(item, context.read(item)) for item in context.indicators_of(project)] if total else []
    for item, price in rows:
        per = _measure(project, price, [one for _, one in rows], context)
        if not per or price.wan is None:
            continue
        least = total * Decimal(str(share))
        meant = [row for row in rows if _is_thing(row[1], price) and least <= price.wan * (row[1].amount or 0) <= total]
        if meant and price.unit and (unit := meant[0][1].unit):
            quantity = f"{meant[0][0].name.text}（{meant[0][1].target}）"
            facts = {"per": per, "quantity": quantity, "standard": f"{price.unit.name}/{unit.name}"}
            yield Hit(facts, item, project, "unit", related=(meant[0][0],))


def _measure(project: Project, price: Reading, rows: Sequence[Reading], context: Context) -> str:
    """Return the measure that a price is for, where nothing of the project is measured so, else ""."""
    per = parse_unit(price.per[0], context.units) if len(price.per) == 1 and price.level in {"cost", ""} else None
    if per is None or per.dimension not in MEASURES or per.name in fold(project.objective.text):
        return ""
    return "" if any(one.dimension == per.dimension and not one.per for one in rows) else per.name


def _is_thing(count: Reading, price: Reading) -> bool:
    """Return whether a row counts things, and shares a word with a price."""
    single = count.level == "quantity" and count.dimension == "thing" and count.unit is not None and not count.unit.per
    return single and bool(core(count.name) & core(price.name))


def _thing(price: Reading, context: Context) -> str:
    """Return what a price in 元 is for each of, by its unit or its name; "" where it is no such price."""
    unit = price.unit
    if price.level not in {"cost", ""} or unit is None or unit.name != "元" or price.sign in {"≥", ">"}:
        return ""
    return price.per[0] if price.per else priced_thing(price, context)


def _counts(count: Reading, thing: str, price: Reading, context: Context) -> bool:
    """Return whether a row counts what a price is for."""
    if count.level != "quantity" or count.unit is None or count.unit.per or count.dimension not in COUNTABLE:
        return False
    same = named_alike(count.unit.name, context) == named_alike(thing, context)
    return same and bool(core(count.name) & core(price.name))


def funds_too_large(project: Project, _: Context, *, least: float, amounts: int) -> Iterator[Hit]:
    """Yield a hit where the funds of an evaluated project reach ``least`` (万元) and none has a fraction of 万元.

    So many ``amounts`` without one are amounts in 元 below a head that says 万元.
    """
    spent = project.execution
    rows: Sequence[Execution | Funds] = (spent, *spent.parts) if spent else ()
    found = [one for row in rows for one in (row.budget, row.planned, row.spent) if one]
    most = max(found, default=Decimal(0))
    if len(found) < amounts or most < Decimal(str(least)) or any(one % 1 for one in found):
        return
    whole = next((cell for row in rows for cell in (row.planned_cell, row.spent_cell) if cell.text), None)
    facts = {"most": plain(most), "yi": plain(round(most / WAN, 2))}
    yield Hit(facts, project=project, text=whole.text if whole else "", place=whole.place if whole else None)
