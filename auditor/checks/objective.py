"""Verbs on the objective of a project against its rows and its money: numbers, promises, amounts, parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from auditor.checks.alike import core, stripped
from auditor.checks.context import BENEFITS, Context
from auditor.checks.counted import COUNTED, NEAR, Count, base_of, counts
from auditor.checks.reading import WAN, Reading
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import EMPTY, Cell
from auditor.records.finding import Hit
from auditor.text.dates import year_span
from auditor.text.units import Unit
from auditor.text.width import fold

_COUNTED_BEHIND = re.compile(
    r"(?!和|及|与|以及|并|或)[^\d,;:。、()和及与并或]{2,14}\d[\d.]*(?:余|多)?[万亿]?[\u4e00-\u9fff]"
)
_DATED = re.compile(r".*(?:、|年|[月日底年]前)")
_PAUSE, _SEVERAL = re.compile(r"[、:()“”]"), 2
_STOP = re.compile(r"[。;]")
_WHERE = re.compile(r"[在对为向于从赴到]")
TextColumn = Literal["objective", "project_name"]
_SHOWN = 12
_MOST, _FAR = 0.5, 2  # of a name, and so many times what any other number has
_LEFT = 4
"""So many characters of a name say what is measured."""
_PART = re.compile(r"^其中:?")
_RUNS = (2, 3, 4)
"""So many amounts in a row may be the parts of one."""
_TERM = re.compile(
    r"(?:本项目|项目|总体|计划|规划|拟|用|分|力争|通过|实施期)*(?:[两二三四五]|[2-5])年(?:内|间|里|共|来)?(?!级|度|制|期|以上|以来|龄|生|[一1][次轮])"
)
_THIS_YEAR = re.compile(r"(?:20\d\d|本|今|当|每|第[一二三四五])年(?!以来|起)(?![—~至-])")
"""What is said to be for one year, beside a plan of several."""


def stated(project: Project, context: Context) -> tuple[Count, ...]:
    """Return what the objective counts, made once a project, but for the numbers of a plan of several years."""

    def make() -> tuple[Count, ...]:
        found = counts(project.objective.text, context)
        yearly = _THIS_YEAR.search(fold(project.objective.text)) is not None
        return tuple(one for one in found if not _of_several_years(one.before, context, yearly=yearly))

    return context.remember(("counts", project.key), make)


def _of_several_years(before: str, context: Context, *, yearly: bool) -> bool:
    """Return whether the clause before a number speaks of a plan of several years (三年修复…, 2025—2027年修复…).

    Without such words as 三年计划 only where the objective says elsewhere what is for one year (``yearly``).
    """
    if context.words.has("objectives.several_years", before):
        return True
    return yearly and bool(_TERM.match(before) or year_span(before))


def is_for_each(text: str, context: Context) -> bool:
    """Return whether ``text`` speaks of each of something: such a number is no total."""
    kinds = context.words.pattern("objectives.all_kinds")
    return context.words.has("objectives.each", kinds.sub("", text) if kinds else text)


def _totals(project: Project, context: Context) -> list[Count]:
    """Return the counted things of the objective that are totals of their kind."""
    found = stated(project, context)
    return [one for one in found if one.unit.dimension in COUNTED and not is_for_each(_said_of(one, context), context)]


def _said_of(one: Count, context: Context) -> str:
    """Return the words about a number; those of a total leave out what is before a pause (每周1次、全年52次)."""
    last = _PAUSE.split(one.before)[-1]
    return (last if context.words.has("objectives.in_all", last) else one.before) + one.words


def _earned(project: Project, context: Context) -> list[Count]:
    """Return the money of the objective that is a total, to be held against what the project brings in."""
    found = stated(project, context)
    return [one for one in found if one.unit.dimension == "money" and not is_for_each(one.before + one.words, context)]


def numbers(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the objective counts a thing otherwise than the indicator of the same thing and unit.

    The words beside the number in the objective must share a pair of characters with the name, or be all of it under
    a benefit; one of the numbers that the objective gives in this unit, or their sum, being the target is no
    contradiction, nor is a row that is a part of a number which the rows of the unit add up to. A number for each of
    something, in the objective or in the row, is compared with no total.
    """
    counted, earned = _totals(project, context), _earned(project, context)
    rows = [(item, context.read(item)) for item in context.indicators_of(project)] if counted or earned else []
    added = _added([reading for _, reading in rows])
    sentences = _STOP.split(fold(project.objective.text))
    for item, reading in rows:
        amount = base_of(reading)
        if amount is None or reading.unit is None or is_for_each(reading.name, context):
            continue
        found = earned if reading.level == "economic" and reading.dimension == "money" else counted
        same_unit = [one for one in found if _of_one_unit(one, reading, context)]
        beside = [other for _, other in rows if other is not reading and _one_unit(other, reading)]
        alike = _nearest([one for one in same_unit if _same_thing(one, reading, project)], reading, beside)
        told = {one.base for one in stated(project, context) if _may_count(one.unit, reading.unit, context)}
        if len(alike) != 1 or amount in {*told, sum(one.base for one in same_unit)}:
            continue
        if not _says_all(alike[0], reading, sentences, context) or _is_of_another(alike[0], reading, beside):
            continue
        if reading.sign in {"≤", "<"} and alike[0].base <= amount:
            continue
        if alike[0].base == added[thing_of(reading.unit)] or _part_of(reading, alike[0], rows):
            continue
        facts = {
            "stated": _named(alike[0]),
            "target": reading.sign + reading.value + reading.unit_text,
        }
        yield Hit(facts, item, project, "value", related=(project,))


def _of_one_unit(one: Count, reading: Reading, context: Context) -> bool:
    """Return whether a number has the unit of a row, or one as good beside its whole name (指导8个村建馆)."""
    if reading.unit is None or _one_thing(one.unit, reading.unit):
        return reading.unit is not None
    name = core(stripped(reading.name).removesuffix(reading.unit.name))
    whole = bool(name) and reading.level == "quantity" and name <= core(one.words)
    return whole and _may_count(one.unit, reading.unit, context)


def _one_unit(one: Reading, other: Reading) -> bool:
    """Return whether two rows are quantities of one thing."""
    same = _one_thing(one.unit, other.unit) if one.unit and other.unit else one.unit is other.unit
    return one.level == other.level == "quantity" and same


def _says_all(one: Count, reading: Reading, sentences: Sequence[str], context: Context) -> bool:
    """Return whether a sentence says of its number all that narrows the name of a row (秋季, 合格, 新增)."""
    pattern = context.words.pattern("objectives.narrowing")
    said = sentences[one.sentence] if one.sentence < len(sentences) else ""
    return pattern is None or all(word in said for word in pattern.findall(reading.name))


def _is_of_another(one: Count, reading: Reading, beside: Sequence[Reading]) -> bool:
    """Return whether the words beside a number are more those of another row of its unit (受理案件, 鉴定案件)."""
    shared = len(core(one.words) & core(reading.name))
    return any(len(core(one.words) & core(other.name)) > shared for other in beside)


def _same_thing(one: Count, reading: Reading, project: Project) -> bool:
    """Return whether the words beside a number are those of a quantity, or all of those of a benefit.

    What a benefit is of need not be said again where the project is called so (冬捕节门票收入, of a 冬捕节).
    """
    if reading.level in BENEFITS:
        name = core(_without_project(reading.name, fold(project.name.text)))
        beside = _PAUSE.split(one.before)[-1]
        counted = thing_of(one.unit)
        return len(name) > 1 and (name <= core(f"{one.words}{counted}") or name <= core(f"{beside}{counted}"))
    return reading.level == "quantity" and bool(core(one.words) & core(reading.name))


def _without_project(name: str, project: str) -> str:
    """Return a name without the words at its beginning that stand in the name of its project, if enough is left."""
    longest = max((at for at in range(len(name) - _LEFT + 1) if name[:at] in project), default=0)
    return name[longest:] if longest > 1 else name


def _nearest(alike: Sequence[Count], reading: Reading, beside: Sequence[Reading]) -> list[Count]:
    """Return the numbers that may be those of a row.

    Of several it is the only one beside which the whole name stands, or what the rows ``beside`` it do not say (稻谷),
    or most of the name in another order.
    """
    if len(alike) < _SEVERAL:
        return list(alike)
    name = core(_PART.sub("", reading.name))
    whole = [one for one in alike if name <= core(f"{_PAUSE.split(one.before)[-1]}{one.words}{one.unit.name}")]
    own = name.difference(*(core(other.name) for other in beside))
    telling = [one for one in alike if beside and own & core(one.words)]
    shared = [len(name & core(one.words)) for one in alike]
    most = [one for one, said in zip(alike, shared, strict=True) if said >= _MOST * len(name) and said == max(shared)]
    clear = len(most) == 1 and _FAR * sorted(shared)[-2] <= max(shared)
    return next((found for found in (whole, telling, most if clear else []) if len(found) == 1), list(alike))


def _part_of(reading: Reading, one: Count, rows: Sequence[tuple[Indicator, Reading]]) -> bool:
    """Return whether another row has the number and a name that this one narrows (筛查人数, 高危人群筛查人数)."""
    amount = base_of(reading)
    wholes = (other for _, other in rows if _exactly(one, other) and core(other.name) < core(reading.name))
    return amount is not None and amount < one.base and next(wholes, None) is not None


def thing_of(unit: Unit) -> str:
    """Return what a unit counts, however many at once: 人 of 万人."""
    return _single(unit.name)


def _single(name: str) -> str:
    return name.lstrip("十百千万亿") or name


def _one_thing(one: Unit, other: Unit) -> bool:
    """Return whether two units count one thing, by either word of a unit of two: 12台(套) and 12套."""
    return not {_single(name) for name in one.names}.isdisjoint(_single(name) for name in other.names)


def _may_count(one: Unit, other: Unit, context: Context) -> bool:
    """Return whether both may count one thing: 160个村 of the objective are the 160 个 of a row."""
    generic = any(context.words.is_one("cues.generic_units", thing_of(unit)) for unit in (one, other))
    return _one_thing(one, other) or (generic and one.dimension == other.dimension)


def _added(readings: Sequence[Reading]) -> dict[str, Decimal]:
    """Return what the quantity rows of each counted thing add up to."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for reading in readings:
        amount = base_of(reading)
        if amount is not None and reading.unit is not None and reading.level == "quantity":
            sums[thing_of(reading.unit)] += amount
    return sums


def phrases(
    budget: Budget, context: Context, *, words: str, columns: Sequence[TextColumn] = ("objective",)
) -> Iterator[Hit]:
    """Yield a hit for each objective, the department's too, that holds a phrase of ``words``: instructions, 另行确定.

    A phrase may end in 。 so that it is meant at the end of a text only. ``columns``: project_name, too, for the names
    of projects.
    """
    cells = [
        (project, column, project.objective if column == "objective" else project.name)
        for project in budget.projects
        for column in columns
    ]
    for project, column, cell in cells:
        if match := _phrase(cell, words, context):
            yield Hit({"phrase": match, "whose": f"“{project.name.text}”"}, project=project, column=column)
    head = budget.overall.objective if budget.overall and "objective" in columns else EMPTY
    if match := _phrase(head, words, context):
        yield Hit({"phrase": match, "whose": "部门整体"}, place=head.place, table="13", text=head.text)


def _phrase(cell: Cell, words: str, context: Context) -> str:
    """Return the first phrase of ``words`` in a text, "" where there is none."""
    match = context.words.search(words, f"{fold(cell.text)}。") if cell.text.strip() else None
    return match.group().rstrip("。") if match else ""


def promises(project: Project, context: Context, *, rows: int, verbs: str, unless: Sequence[str]) -> Iterator[Hit]:
    """Yield one hit for all that the objective promises with a number after a word of ``verbs`` and no row counts.

    A row counts it by the same number in the same dimension, or counts something of its name and no other number of
    the objective. A verb in the name of a place (种植区) promises nothing, and a number before the verb in a clause
    that says where or for whom (在较远的9个村举办) is the place's. Clauses with a word of the lists ``unless`` describe
    the place or the past, or name a part. Projects with fewer than ``rows`` rows lack more than that.
    """
    readings = [context.read(item) for item in context.indicators_of(project)]
    if len(readings) < rows:
        return
    places = context.words.pattern("objectives.promise_nouns")
    told = _totals(project, context)
    promised = [
        one
        for one in told
        if context.words.has(verbs, places.sub("", one.before + one.words) if places else one.before + one.words)
        and not any(context.words.has(section, one.before) for section in unless)
        and not (_WHERE.match(one.before) and not context.words.has(verbs, one.before))
        and not _describes(one)
    ]
    missing = [one for one in promised if not any(_counts_it(one, reading, told) for reading in readings)]
    if missing:
        named = "、".join(f"“{_named(one)}”" for one in missing)
        yield Hit({"promised": named, "count": len(missing)}, project=project, column="objective")


def _describes(one: Count) -> bool:
    """Return whether a number only describes what the next one counts: 4.2米高防护网620米, 32米登高平台车1辆."""
    return bool(_COUNTED_BEHIND.match(one.after))


def _named(one: Count) -> str:
    """Return the promise as it stands, without the date and the promises before it."""
    before = _DATED.sub("", one.before)
    behind = one.words[len(_PAUSE.split(one.before)[-1][-NEAR:]) :] if len(before) < _SEVERAL else ""
    return f"{'…' if len(before) > _SHOWN else ''}{before[-_SHOWN:]}{one.shown}{behind}"


def _counts_it(one: Count, reading: Reading, told: Sequence[Count]) -> bool:
    """Return whether a row counts what the objective promises; ``told``: all that the objective counts."""
    unit, amount = reading.unit, reading.amount
    if _exactly(one, reading):
        return True
    if any(_exactly(other, reading) and core(other.words) & core(reading.name) for other in told):
        return False
    # A row of the same matter with a wrong or blank unit or number is another rule's.
    meant = reading.level == "quantity" or amount == one.amount or (unit is not None and unit.dimension in COUNTED)
    return meant and bool(core(one.words) & core(reading.name))


def _exactly(one: Count, reading: Reading) -> bool:
    """Return whether the target of a row is this number of things of this kind."""
    unit, amount = reading.unit, reading.amount
    return bool(unit and amount and unit.dimension == one.unit.dimension and amount * unit.factor == one.base)


def ends_with(text: str, section: str, context: Context) -> bool:
    """Return whether a text, but for an 约 or 为, ends with a word of a section."""
    return text.rstrip("约为达到").endswith(context.words.entries(section))


def amounts(project: Project, context: Context, *, money: str, unless: str, share: float) -> Iterator[Hit]:
    """Yield a hit where an amount that the objective gives as the project's (a word of ``money`` before it) is another.

    Compared with the total, the fiscal and the other funds, in 万元, within the share ``share``; one that agrees is
    enough, and so are some in a row that add up to it (单位资金6万元、结转6万元). Clauses with a word of ``unless``
    speak of other money.
    """
    own = [money_cell.wan for money_cell in (project.total, project.fiscal, project.other) if money_cell.wan]
    if not project.total.wan:
        return
    every = [one for one in stated(project, context) if one.unit.dimension == "money"]
    claimed = [
        one
        for one in every
        if ends_with(one.before, money, context) and not context.words.has(unless, one.before + one.words)
    ]
    wan = [one.base / WAN for one in claimed]
    rows = [every[at : at + size] for at in range(len(every)) for size in _RUNS]
    runs = [sum(one.base for one in row) / WAN for row in rows if all(one in row for one in claimed)]
    if any(abs(amount - known) <= known * Decimal(str(share)) for amount in (*wan, sum(wan), *runs) for known in own):
        return
    if claimed:
        yield Hit({"stated": claimed[0].shown}, project=project, column="objective")
