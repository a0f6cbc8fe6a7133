"""Verbs on units: spelling, inverted compounds, prices without or with the wrong denominator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.checks.alike import core
from auditor.checks.context import Context, Group
from auditor.checks.counted import leading_unit
from auditor.checks.reading import Reading
from auditor.checks.words import bare_name
from auditor.records.budget import Indicator
from auditor.records.finding import Hit
from auditor.text.units import Unit, parse_unit
from auditor.text.width import fold

_EACH = re.compile(
    r"每(?:一)?(?=([\u4e00-\u9fff]{1,4}))|([人户亩生次场])均"
    r"|单(台件|台套|套件|[台套次场件本份座栋幢辆艘条口眼盏株亩枚张处头只羽笔个人册页卷例具户期][次份]?)"
)
_MULTIPLES = "十百千万亿"
"""What a unit may begin with: 元/万尾 is the price of a 尾."""
_PAIR = 2
_TIMES = "次"
_NEAR, _FAR = 3, 3
"""So many pairs of characters in common, and so many times those of any other name, make two names those of one."""
_NAMED = re.compile(r"每|单(?!价|位|项)|[人户亩生次场]均|[一1][一-鿿]{1,2}次?平均")


def price_without_denominator(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where a price or standard for one of something is a plain amount of money (单价 ≤ 3 万元).

    Where the name says of what it is for one (每次, 单套), anybody reads it right: it is worth a look, all such rows
    of a document with one unit in one.
    """
    reading = context.read(indicator)
    if "每" in reading.value:
        return  # 每亩300: the value says of what
    if reading.kind == "money_rate" and reading.dimension == "money" and reading.unit and not reading.unit.per:
        wanted, said = priced_thing(reading, context), names_one(reading)
        facts = {"standard": f"{reading.unit.name}/{wanted or '…'}"}
        key = reading.unit.name if said else str(indicator.order)
        yield Hit(facts, indicator, column="unit", severity="info" if said else None, fold_key=key)


def names_one(reading: Reading) -> bool:
    """Return whether a name says that it is of one of something (每次, 单套, 人均)."""
    return bool(_NAMED.search(reading.name))


def denominator(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where the denominator of a price is not the thing that the name or the quantity beside it counts."""
    reading = context.read(indicator)
    if reading.dimension != "money" or not reading.per or reading.unit is None:
        return
    per, wanted = reading.per[0], priced_thing(reading, context)
    same = named_alike(per, context) == named_alike(wanted, context) or per in (f"{wanted}件", f"{wanted}套")
    if wanted and (same or _generic(wanted, context)):  # 单台成本 in 元/台, 元/台件
        return
    if _noun(wanted, context) and (_generic(per, context) or len(per) == 1):
        return  # 每坐席: 元/个, 元/席
    if context.words.is_one("cues.happenings", named_alike(wanted, context)) and not _generic(per, context):
        return  # 单次体检: 元/人 says for whom, not how often
    if _generic(per, context) and wanted and _counted_so(wanted, context.group_of(indicator), context):
        return
    if wanted:
        reason = f"名称按“{wanted}”计价"
    else:
        wanted = _counted_beside(indicator, reading, context)
        if not wanted:
            return
        reason = f"数量指标按“{wanted}”计数"
    standard = f"{reading.unit.name}/{wanted}"
    yield Hit({"per": per, "reason": reason, "standard": standard}, indicator, column="unit")


def priced_thing(reading: Reading, context: Context) -> str:
    """Return the thing that the name prices (每份 → 份, 每人份 → 人份, 人均 → 人), or ""."""
    for match in _EACH.finditer(reading.name):
        said = next(group for group in match.groups() if group)
        known = leading_unit(said, context)
        thing = "人" if said.startswith("生") else known.name if known else ""
        if thing and not context.words.is_one("cues.spans", thing):
            return thing
    return ""


def named_alike(thing: str, context: Context) -> str:
    """Return the first of the words that name the same thing as ``thing`` in a denominator (人 for 名)."""
    lines = (line.split("/") for line in context.words.entries("cues.same_things"))
    return next((line[0] for line in lines if thing in line), thing)


def _generic(thing: str, context: Context) -> bool:
    """Return whether anything may be counted so (个, 项)."""
    return context.words.is_one("cues.generic_units", thing)


def _noun(thing: str, context: Context) -> bool:
    """Return whether a thing is named (坐席, 部门) and not by its classifier: any classifier counts it."""
    unit = parse_unit(thing, context.units) if len(thing) > 1 else None
    return unit is not None and unit.dimension == "thing" and not thing.startswith("万") and thing[-1] not in "次份套"


def _counted_so(thing: str, group: Group, context: Context) -> bool:
    """Return whether a quantity or the objective counts a thing by 个 or 项 (开设班数 12 个, 12个教学班)."""
    for item in group.indicators:
        reading = context.read(item)
        matter = bare_name(reading.name).removesuffix(reading.head)
        generic = reading.unit is not None and _generic(reading.unit.name, context)
        if reading.level == "quantity" and generic and (matter.endswith(thing) or reading.head.startswith(thing)):
            return True
    owner = next((context.project_of(item) for item in group.indicators), None)
    told = fold(owner.objective.text) if owner else ""
    generics = "".join(one for one in context.words.entries("cues.generic_units") if len(one) == 1)
    behind = rf"\d[{generics}][\u4e00-\u9fff]{{0,4}}{re.escape(thing)}(?![\u4e00-\u9fff]?[数次])"
    return re.search(rf"{behind}|{re.escape(thing)}\d+[{generics}]", told) is not None


def _counted_beside(indicator: Indicator, reading: Reading, context: Context) -> str:
    """Return the unit in which the quantities beside a price are counted, where it is another than the price's.

    A price per 个/项/件 meets the only quantity of its project; a price per 台 only a quantity of a name alike.
    """
    group = context.group_of(indicator)
    units = context.remember(("counted", group.key, group.activity), lambda: _counted(group, context))
    every = _generic(reading.per[0], context)
    counted = units.get("", set()) if every else set().union(*(units.get(pair, set()) for pair in core(reading.name)))
    known = parse_unit(reading.per[0], context.units)
    counted = counted if every or len(counted) == 1 else _nearest(reading, group, context)
    if len(counted) != 1 or known is None or not (known.dimension == "thing" or _never_held(known, group, context)):
        return ""
    (name,) = counted
    per = reading.per[0].lstrip(_MULTIPLES) or reading.per[0]
    same = named_alike(name, context) == named_alike(per, context) or _named_so(per, group, context)
    # Anything may be counted by 个, what is held as well; by 件 only things are.
    vague = "cues.generic_units" if known.dimension == "thing" else "cues.counts_happenings"
    return "" if same or context.words.is_one(vague, name) else name


def _never_held(unit: Unit, group: Group, context: Context) -> bool:
    """Return whether a project nowhere speaks of what a price is for (元/场 where nothing is held)."""
    if unit.dimension != "event" or unit.name == _TIMES:
        return False
    owner = next((context.project_of(item) for item in group.indicators), None)
    names = (item.name.text for item in group.indicators)
    told = fold("|".join((*names, *((owner.name.text, owner.objective.text) if owner else ()))))
    counted = (context.read(item).unit for item in group.indicators)
    return unit.name not in told and all(one is None or one.name != unit.name for one in counted)


def _nearest(reading: Reading, group: Group, context: Context) -> set[str]:
    """Return the unit of the only quantity whose name has far more in common with a price than all others have."""
    name = core(reading.name)
    rows = (context.read(item) for item in group.indicators)
    counted = ((len(name & core(row.name)), row.unit.name) for row in rows if row.unit and _is_thing(row))
    near = sorted(((shared, unit.lstrip(_MULTIPLES) or unit) for shared, unit in counted), reverse=True)
    if len(near) < _PAIR:
        return set()
    (most, unit), (second, _) = near[0], near[1]
    return {unit} if most >= _NEAR and most >= _FAR * second else set()


def _is_thing(row: Reading) -> bool:
    return row.level == "quantity" and row.dimension == "thing" and row.numeric


def _named_so(per: str, group: Group, context: Context) -> bool:
    """Return whether a quantity is called by the denominator: 万元/站 prices the 座 of 维护自动气象站数量."""
    names = (context.read(item) for item in group.indicators if context.read(item).level == "quantity")
    return any(bare_name(reading.name).removesuffix(reading.head).endswith(per) for reading in names)


def _counted(group: Group, context: Context) -> Mapping[str, set[str]]:
    """Return the units in which a group counts things, by the pairs of characters of the names; all under ""."""
    found: dict[str, set[str]] = {}
    for item in group.indicators:
        reading = context.read(item)
        if reading.level == "quantity" and reading.dimension == "thing" and reading.numeric and reading.unit:
            unit = reading.unit.name.lstrip(_MULTIPLES) or reading.unit.name
            for pair in ("", *core(reading.name)):
                found.setdefault(pair, set()).add(unit)
    return found
