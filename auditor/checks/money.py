"""Verbs on the money of a project: ceilings, their sums, table 13 against table 12."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from auditor.checks.alike import likeness, stripped
from auditor.checks.context import Context
from auditor.checks.reading import COUNTABLE, MONEY_NAMES, WAN, Reading
from auditor.records.budget import Budget, Indicator, Money, Project
from auditor.records.columns import COLUMN_WORDS
from auditor.records.finding import Hit
from auditor.text.numbers import decimals, plain

_CEILING_SIGNS = frozenset({"≤", "<", "="})
_TENTH = Decimal("0.1")
Excess = Literal["above", "rounding", "other-unit"]


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


def positive_total(project: Project) -> Decimal:
    """Return the total of a project in 万元, 0 where there is none that anything can be compared with.

    An evaluated project may have an adjusted budget beside the first one: the larger counts.
    """
    adjusted = project.execution.planned if project.execution else None
    return max(project.total.wan or Decimal(0), adjusted or Decimal(0))


def negative(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit for the first amount of a project (total, fiscal, other) that is below zero."""
    for column in ("total", "fiscal", "other"):
        money: Money = getattr(project, column)
        if money.wan is not None and money.wan < 0:
            facts = {"column_name": COLUMN_WORDS[column], "amount": money.cell.text}
            yield Hit(facts, project=project, column=column)
            return


def ceiling(
    project: Project,
    context: Context,
    *,
    finds: Excess,
    slip: Sequence[float] = (0, 0),
    part: float = 0.0,
) -> Iterator[Hit]:
    """Yield a hit for every total-type ceiling that stands so to the project total (both in 万元): one of three.

    ``above``: it passes the total. ``rounding``: only by the rounding of its own digits. ``other-unit``: its number,
    between the shares ``slip`` of the total, is the total in the other of 元 and 万元; a part of at least the share
    ``part`` of the total makes sense as printed. A name may speak of all the years of a building (概算): a warning.
    """
    total = positive_total(project)
    for each in ceilings(project, context) if total else ():
        if finds == _excess(each, total, slip, part):
            weak = finds == "above" and context.words.has("cues.whole_life", each.reading.name)
            column = "unit" if finds == "other-unit" else "value"
            facts = {"ceiling": _shown(each), **_FACTS[finds](each, total, slip)}
            yield Hit(facts, each.indicator, project, column, severity="warning" if weak else None)


def _excess(ceiling: Ceiling, total: Decimal, slip: Sequence[float], part: float) -> str:
    """Return how a ceiling stands to the total, "" where nothing is wrong with it."""
    meant = _slip(ceiling, total, slip)
    if meant:
        return "" if total * Decimal(str(part)) <= ceiling.wan <= total else "other-unit"
    if ceiling.wan <= total:
        return ""
    return "rounding" if _excess_is_rounding(ceiling, total) else "above"


def _slip(ceiling: Ceiling, total: Decimal, slip: Sequence[float]) -> str:
    """Return the unit that was meant where the printed number fits the total only in 元 or only in 万元."""
    unit = ceiling.reading.unit
    number = ceiling.reading.amount
    if unit is None or number is None or unit.name not in {"元", "万元"}:
        return ""
    other, factor = ("万元", Decimal(1)) if unit.name == "元" else ("元", 1 / WAN)
    meant = number * factor
    lowest, highest = (total * Decimal(str(share)) for share in slip)
    return other if lowest <= meant <= highest else ""


_FACTS: Mapping[Excess, Callable[[Ceiling, Decimal, Sequence[float]], dict[str, str]]] = {
    "above": lambda one, total, _: {"ceiling_wan": plain(one.wan), "excess": plain(one.wan - total)},
    "rounding": lambda one, total, _: {"excess_yuan": plain((one.wan - total) * WAN)},
    "other-unit": lambda one, total, slip: {"meant": _slip(one, total, slip)},
}


def sum_above_total(project: Project, context: Context, *, whole: float, rounding: float) -> Iterator[Hit]:
    """Yield a hit where the part ceilings of a project add up to more than its total.

    A ceiling over the whole is no part: its amount is at least the share ``whole`` of the total, or its name says so.
    The sum may pass the total by the share ``rounding``.
    """
    total = positive_total(project)
    if not total:
        return
    found = [ceiling for ceiling in ceilings(project, context) if ceiling.wan <= total]
    parts = [c for c in found if c.wan < total * Decimal(str(whole)) and not _covers_all(c, found, context)]
    added = sum((part.wan for part in parts), Decimal(0))
    if len(parts) > 1 and added > total * (1 + Decimal(str(rounding))):
        shown = " + ".join(plain(part.wan) for part in parts)
        facts = {"sum": f"{shown} = {plain(added)}", "excess": plain(added - total)}
        yield Hit(facts, parts[0].indicator, project, "value", related=tuple(part.indicator for part in parts[1:]))


def _covers_all(ceiling: Ceiling, found: Sequence[Ceiling], context: Context) -> bool:
    """Return whether the name says that it is over the whole project (总成本).

    Of several that say so, those that also say of what (演出总成本, 培训总成本) are over a part each.
    """
    if not context.words.has("cues.total_money", ceiling.reading.name):
        return False
    claims = [other for other in found if context.words.has("cues.total_money", other.reading.name)]
    return len(claims) < 2 or len(_own_words(ceiling, context)) < 2


def _own_words(ceiling: Ceiling, context: Context) -> str:
    """Return what the name says beside the words of totals and money."""
    pattern = context.words.pattern("cues.total_money")
    return stripped(pattern.sub("", ceiling.reading.name) if pattern else ceiling.reading.name)


def far_below(project: Project, context: Context, *, share: float, whole: bool, slip: Sequence[float]) -> Iterator[Hit]:
    """Yield a hit where all ceilings together are under ``share`` of the total and no unit price covers the rest.

    ``whole``: only where a ceiling claims to be over the whole project; else only where all are parts. ``slip``: as for
    ``ceiling``.
    """
    total = positive_total(project)
    found = ceilings(project, context)
    if not total or not found or _has_price(project, context):
        return
    claims = [c for c in found if context.words.has("cues.total_money", c.reading.name)]
    if bool(claims) != whole or any(_slip(c, total, slip) for c in found):
        return
    chosen = claims or list(found)
    added = sum((c.wan for c in found), Decimal(0))
    if added >= total * Decimal(str(share)) or _priced_in_all(found, total, project, context):
        return
    facts = {"sum": plain(added), "percent": _percent(added / total)}
    yield Hit(facts, chosen[0].indicator, project, "value", related=tuple(c.indicator for c in chosen[1:]))


def _priced_in_all(found: Sequence[Ceiling], total: Decimal, project: Project, context: Context) -> bool:
    """Return whether a ceiling times a quantity of the project is its total: it is a price then (2万元 × 4家)."""
    readings = [context.read(item) for item in context.indicators_of(project)]
    counts = [one.amount for one in readings if one.level == "quantity" and one.amount and one.dimension in COUNTABLE]
    step = Decimal("0.5").scaleb(-decimals(project.total.cell.text))
    return any(abs(ceiling.wan * count - total) <= step for ceiling in found for count in counts)


def _has_price(project: Project, context: Context) -> bool:
    return any(
        reading.dimension == "money" and reading.per
        for reading in (context.read(item) for item in context.indicators_of(project))
    )


def overall_against_projects(budget: Budget, context: Context, *, likeness_floor: float, share: float) -> Iterator[Hit]:
    """Yield a hit where a ceiling of table 13 disagrees with the total of the table-12 project of the same name.

    Names must be alike to ``likeness_floor``; a difference within the share ``share`` of the total is let pass.
    """
    for item in budget.indicators:
        reading = context.read(item)
        if item.table != 13 or reading.wan is None or reading.per or reading.level != "cost":
            continue
        project = _best_project(reading.name, budget, likeness_floor)
        if project is None or project.total.wan is None:
            continue
        total = project.total.wan
        if abs(reading.wan - total) <= total * Decimal(str(share)):
            continue
        word = "高于" if reading.wan > total else "低于"
        facts = {"ceiling": f"{reading.value}{reading.unit_text}", "word": word, "total": plain(total)}
        yield Hit({**facts, "named": project.name.text}, item, project, "value", related=(project,))


def _best_project(name: str, budget: Budget, floor: float) -> Project | None:
    """Return the only project whose name says the same as ``name`` without the words of money and work."""
    scored = [(likeness(name, project.name.text), project) for project in budget.projects]
    good = [project for score, project in scored if score >= floor]
    return good[0] if len(good) == 1 else None


def _percent(share: Decimal) -> str:
    """Return a share in percent, to a tenth; what is there is never 0."""
    return plain((share * 100).quantize(_TENTH)) if share * 100 >= _TENTH else f"不足{_TENTH}"


def _shown(ceiling: Ceiling) -> str:
    """Return the amount of a ceiling: that it is one the sentence says, so its sign says nothing more."""
    return f"{ceiling.reading.value}{ceiling.reading.unit_text}"
