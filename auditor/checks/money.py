"""Verbs on the money of a project: ceilings, their sums, table 13 against table 12."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from auditor.checks.alike import likeness
from auditor.checks.context import Context
from auditor.checks.reading import MONEY_NAMES, WAN, Reading
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.columns import COLUMN_WORDS
from auditor.records.finding import Hit
from auditor.text.numbers import decimals, half_digit, plain

_ROUNDED = Decimal("0.0001")
"""Sums in 万元 agree to the 元."""
_CEILING_SIGNS = frozenset({"≤", "<", "="})
_SLOTS = ("total", "fiscal", "other")
_TABLE13 = 13
_FEW = 6
"""So many amounts are shown one by one."""
Excess = Literal["above", "rounding", "other-unit"]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A money indicator that limits a project or a part of it; ``wan`` in 万元."""

    indicator: Indicator
    reading: Reading
    wan: Decimal


def ceilings(project: Project, context: Context) -> tuple[Ceiling, ...]:
    """Return the total-type ceilings of a project: amounts of money without a denominator that counts things."""
    return _ceilings_of(context.indicators_of(project), context)


def _ceilings_of(items: Iterable[Indicator], context: Context) -> tuple[Ceiling, ...]:
    found = []
    for item in items:
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
    meant = slip_of(ceiling, total, slip)
    if meant:
        return "" if total * Decimal(str(part)) <= ceiling.wan <= total else "other-unit"
    if ceiling.wan <= total:
        return ""
    return "rounding" if _excess_is_rounding(ceiling, total) else "above"


def slip_of(ceiling: Ceiling, total: Decimal, slip: Sequence[float]) -> str:
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
    "other-unit": lambda one, total, slip: {"meant": slip_of(one, total, slip)},
}


def overall_ceiling(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit for every total-type ceiling among the rows of table 13 that passes the total of its head (万元).

    Only cost rows: another level may speak of money that the department does not spend itself. A name may speak of
    all the years of a building (概算): a warning.
    """
    head = budget.overall
    if head is None or not head.total.wan or head.execution is not None:
        return
    rows = [item for item in budget.indicators if item.table == _TABLE13 and not item.project]
    for each in _ceilings_of(rows, context):
        if each.reading.level != "cost" or _excess(each, head.total.wan, (0, 0), 0) != "above":
            continue
        weak = context.words.has("cues.whole_life", each.reading.name)
        facts = {
            "ceiling": _shown(each),
            "total": plain(head.total.wan),
            **_FACTS["above"](each, head.total.wan, (0, 0)),
        }
        yield Hit(facts, each.indicator, column="value", severity="warning" if weak else None)


def overall_against_projects(budget: Budget, context: Context, *, likeness_floor: float, share: float) -> Iterator[Hit]:
    """Yield a hit where a ceiling or a main task of table 13 disagrees with the total of the table-12 project it names.

    Names must be alike to ``likeness_floor``; a difference within the share ``share`` of the total is let pass.
    """
    for item in budget.indicators:
        reading = context.read(item)
        if item.table != 13 or reading.wan is None or reading.per or reading.level != "cost":
            continue
        project = _best_project(reading.name, budget, likeness_floor)
        if facts := _disagreement(reading.wan, project, share):
            said = {"said": item.name.text, "what": "上限", "amount": f"{reading.value}{reading.unit_text}"}
            yield Hit({**said, **facts}, item, project, "value", related=(project,) if project else ())
    yield from _tasks_against_projects(budget, likeness_floor, share)


def _tasks_against_projects(budget: Budget, likeness_floor: float, share: float) -> Iterator[Hit]:
    """Yield a hit for every main task of table 13 that costs something else than the project it names."""
    for task in budget.overall.tasks if budget.overall else ():
        name = (task.project if task.project.text else task.name).text
        if task.total.wan is None:
            continue
        project = _best_project(name, budget, likeness_floor)
        if facts := _disagreement(task.total.wan, project, share):
            said = {"said": name, "what": "金额", "amount": f"{plain(task.total.wan)}万元"}
            yield Hit({**said, **facts}, project=project, place=task.place, table="13", text=task.total.cell.text)


def project_sums(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit for each column of amounts of table 12 whose printed sum is not that of its projects (万元).

    A table cut in two sums the projects of both.
    """
    every = {slot: [getattr(project, slot).wan for project in budget.projects] for slot in _SLOTS}
    for one in budget.sums:
        amounts = [part.wan for part in one.parts]
        if one.amount.wan is None or any(wan is None for wan in amounts):
            continue
        wans = [wan for wan in amounts if wan is not None]
        added = sum(wans, Decimal(0))
        whole = sum((wan for wan in every[one.slot] if wan is not None), Decimal(0))
        steps = half_digit(one.amount.cell.text) + sum(half_digit(part.cell.text) for part in one.parts)
        if min(abs(added - one.amount.wan), abs(whole - one.amount.wan)) <= steps:
            continue
        facts = {
            "column": COLUMN_WORDS[one.slot],
            "label": one.label.text,
            "total": plain(one.amount.wan),
            "count": len(wans),
            "parts": " + ".join(map(plain, wans)) if len(wans) <= _FEW else f"{len(wans)}个项目",
            "sum": plain(added),
            "difference": plain(abs(added - one.amount.wan)),
        }
        yield Hit(facts, place=one.amount.cell.place, table="12", text=one.amount.cell.text)


def tasks_leave_out(budget: Budget, context: Context, *, likeness_floor: float, share: float) -> Iterator[Hit]:
    """Yield a hit for every project of table 12 that the main tasks of table 13 leave out, although they list the rest.

    Every task (but one of the basic expenditure) names a project, and no more than the share ``share`` of the projects
    are left out: of fewer tasks it may be meant that they are the main ones alone.
    """
    head = budget.overall
    tasks = [task for task in head.tasks if task.total.wan is None or task.total.wan != head.basic.wan] if head else []
    named = [
        _best_project((task.project if task.project.text else task.name).text, budget, likeness_floor) for task in tasks
    ]
    listed = [project.key for project in named if project]
    left = [project for project in budget.projects if project.key not in listed]
    if not tasks or len(listed) < len(tasks) or len(left) > len(budget.projects) * share:
        return
    for project in left:
        facts = {"count": len(budget.projects), "listed": len(tasks)}
        yield Hit(facts, project=project, column="project_name", related=())


def _disagreement(wan: Decimal, project: Project | None, share: float) -> dict[str, str]:
    """Return the facts where an amount of table 13 is not the project's total, nothing where it is or none is known."""
    total = project.total.wan if project else None
    if project is None or total is None or abs(wan - total) <= total * Decimal(str(share)):
        return {}
    return {"word": "高于" if wan > total else "低于", "total": plain(total), "named": project.name.text}


def _best_project(name: str, budget: Budget, floor: float) -> Project | None:
    """Return the only project whose name says the same as ``name`` without the words of money and work."""
    scored = [(likeness(name, project.name.text), project) for project in budget.projects]
    good = [project for score, project in scored if score >= floor]
    return good[0] if len(good) == 1 else None


def _shown(ceiling: Ceiling) -> str:
    """Return the amount of a ceiling: that it is one the sentence says, so its sign says nothing more."""
    return f"{ceiling.reading.value}{ceiling.reading.unit_text}"
