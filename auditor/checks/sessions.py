"""Verbs on rows of one project that must fit by arithmetic: sessions times people, a rate of what is counted anyway."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.alike import core, pairs, stripped
from auditor.checks.context import Context
from auditor.checks.counted import base_of
from auditor.checks.inner import Rest, lacks_nothing
from auditor.checks.objective import thing_of
from auditor.checks.reading import Reading
from auditor.checks.words import bare_name
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold

Row = tuple[Indicator, Reading]
_EACH = re.compile(r"每(?:一|个|家|处|名|所|座)?([\u4e00-\u9fff]{1,6})")
_PERIOD = re.compile(r"每(?:半?[年月季周日天]|个[月季]|学[年期])|[月季周日]度?[均次]|月度|季度|每次")
_MONTHLY, _MONTHS = re.compile(r"每个?月|月均"), re.compile(r"(?<!\d)(\d{1,2})个月")
_YEAR = Decimal(12)
_SEVERAL = 2
_AT_LEAST = frozenset({"≥", ">", "="})


def times_people(project: Project, context: Context, *, each: str, share: float) -> Iterator[Hit]:
    """Yield a hit where sessions times people a session is not the number of people that another row gives.

    The row for one session has a word of ``each`` before its unit (每期, 每场, 平均每班); the three names must share a
    word. Differences within the share ``share`` are rounding.
    """
    rows = [(item, context.read(item)) for item in context.indicators_of(project)]
    counted = [row for row in rows if row[1].amount and row[1].countable and row[1].level != "satisfaction"]
    per = [row for row in counted if row[1].dimension == "people" and context.words.has(each, row[1].name)]
    for one in per:
        sessions = [row for row in counted if row[1].dimension in {"event", "lesson"} and _is_for(one[1], row[1])]
        totals = [row for row in counted if row[1].dimension == "people" and row not in per and _alike(one, row)]
        if len(sessions) == 1 and len(totals) == 1:
            yield from _compare(project, one, sessions[0], totals[0], share)


def parts(project: Project, context: Context, *, part: str, rest: Rest) -> Iterator[Hit]:
    """Yield a hit where the rows that open with a word of ``part`` (其中) do not add up to the row above them.

    All are counted in the unit of that row, under its level 2; two parts at least, as one may be of something else.
    They add up to more than it, or to less where ``rest`` says that they are all there are.
    """
    openings = context.words.entries(part)
    whole: Row | None = None
    found: list[Row] = []
    for row in (*((item, context.read(item)) for item in context.indicators_of(project)), None):
        if row is not None and row[1].name.startswith(openings):
            found.append(row)
            continue
        if whole is not None:
            yield from _not_whole(project, whole, [one for one in found if _is_part(one[1], whole[1])], context, rest)
        whole, found = row, []


def _is_part(one: Reading, whole: Reading) -> bool:
    same = one.unit and whole.unit and thing_of(one.unit) == thing_of(whole.unit)
    return one.amount is not None and bool(same) and one.level == whole.level


def _not_whole(project: Project, whole: Row, found: Sequence[Row], context: Context, rest: Rest) -> Iterator[Hit]:
    amounts = [_base(row[1]) for row in found]
    added, stated = sum(amounts, Decimal(0)), base_of(whole[1])
    if len(found) < _SEVERAL or not whole[1].countable or stated is None:
        return
    names = [row[1].name for row in found]
    same_sign = {row[1].sign for row in found} == {whole[1].sign}
    short = added < stated and same_sign and lacks_nothing(names, (added, stated), context, rest, "".join(names))
    if added > stated or short:
        arithmetic = f"{' + '.join(map(plain, amounts))} = {plain(added)}"
        facts = {"arithmetic": arithmetic, "how": "超过" if added > stated else "少于"}
        facts["stated"] = whole[1].value + whole[1].unit_text
        yield Hit(facts, whole[0], project, "value", related=tuple(row[0] for row in found))


def _is_for(one: Reading, session: Reading) -> bool:
    """Return whether the people are those of one session in the unit of the other row (每期 and 期)."""
    unit = session.unit.name if session.unit else ""
    return bool(unit) and any(f"{word}{unit}" in one.name for word in ("每", "单", "一"))


def _alike(one: Row, other: Row) -> bool:
    return bool(core(one[1].name) & core(other[1].name))


def _compare(project: Project, one: Row, session: Row, total: Row, share: float) -> Iterator[Hit]:
    product = _base(one[1]) * (session[1].amount or Decimal(0))
    stated = _base(total[1])
    if product and abs(product - stated) > product * Decimal(str(share)):
        people, count, whole = (row[1].value + row[1].unit_text for row in (one, session, total))
        facts = {"arithmetic": f"{count} × {people} = {plain(product)}", "stated": whole}
        yield Hit(facts, total[0], project, "value", related=(one[0], session[0]))


def _base(reading: Reading) -> Decimal:
    factor = reading.unit.factor if reading.unit else Decimal(1)
    return (reading.amount or Decimal(0)) * factor


def times_each(project: Project, context: Context, *, total: str, share: float) -> Iterator[Hit]:
    """Yield a hit where so many for each of something (每班授课课时) times how many of it is not the total of a row.

    The total has a word of ``total`` (全年, 总) and the unit, and shares a word with the row for each one. Rows for
    each month or quarter are left alone. Differences within the share ``share`` are rounding.
    """
    rows = [(item, context.read(item)) for item in context.indicators_of(project)]
    counted = [row for row in rows if row[1].level == "quantity" and row[1].amount and row[1].countable]
    for one in (row for row in counted if "每" in row[1].name and not _PERIOD.search(row[1].name)):
        whole = [
            row
            for row in counted
            if context.words.has(total, row[1].name) and row[1].sign in _AT_LEAST and _same_unit(one[1], row[1])
            if "每" not in row[1].name and _alike(one, row)
        ]
        many = _many([row for row in counted if "每" not in row[1].name and row not in whole], one[1].name)
        if len(whole) == 1 and many is not None:
            yield from _compare(project, one, many, whole[0], share)


def times_visits(project: Project, context: Context, *, total: str, share: float) -> Iterator[Hit]:
    """Yield a hit where visits a month to each of something times how many and the months are not a yearly total.

    The months are those that the objective gives (全年送教10个月); where it gives none, twelve are the most. The total
    has a word of ``total`` and counts visits; differences within the share ``share`` are rounding.
    """
    rows = [(item, context.read(item)) for item in context.indicators_of(project)]
    counted = [row for row in rows if row[1].level == "quantity" and row[1].amount and row[1].countable]
    monthly = [row for row in counted if _MONTHLY.search(row[1].name) and row[1].dimension == "event"]
    for one in (row for row in monthly if row[1].sign in _AT_LEAST):
        whole = [row for row in counted if context.words.has(total, row[1].name) and _visits(row[1], one[1])]
        name = _MONTHLY.sub("", one[1].name)
        many = _many([row for row in counted if "每" not in row[1].name and row not in whole], name)
        if len(whole) != 1 or many is None:
            continue
        told = set(_MONTHS.findall(fold(project.objective.text)))
        months = Decimal(next(iter(told))) if len(told) == 1 else _YEAR
        product, stated = _base(many[1]) * _base(one[1]) * months, _base(whole[0][1])
        off = stated - product if len(told) != 1 else abs(stated - product)
        if off > product * Decimal(str(share)):
            shown = [row[1].value + row[1].unit_text for row in (many, one, whole[0])]
            facts = {
                "arithmetic": f"{shown[0]} × {shown[1]} × {plain(months)}个月 = {plain(product)}",
                "stated": shown[2],
            }
            yield Hit(facts, whole[0][0], project, "value", related=(one[0], many[0]))


def _visits(total: Reading, one: Reading) -> bool:
    """Return whether a row is a total of such visits: 人次 or 户次 of what each is visited for."""
    unit = total.unit.name if total.unit else ""
    alike = bool(core(_MONTHLY.sub("", one.name)) & core(total.name))
    return unit.endswith("次") and alike and "每" not in total.name and total.sign in _AT_LEAST


def _many(rows: Sequence[Row], name: str) -> Row | None:
    """Return the row that counts what a ``name`` is for each of, by the longest name of it that fits one row."""
    said = _EACH.search(name)
    text = said.group(1) if said else ""
    for length in range(len(text), 0, -1):
        found = [row for row in rows if _counts(row[1], text[:length])]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _counts(row: Reading, thing: str) -> bool:
    """Return whether a row counts a thing: by its unit or its name; there one character stands before 数 (站数量)."""
    by_unit = row.unit is not None and row.unit.name == thing
    return by_unit or (thing if len(thing) > 1 else f"{thing}数") in row.name


def _same_unit(one: Reading, total: Reading) -> bool:
    """Return whether both are counted in one unit; 站次 are 次."""
    units = [reading.unit.name if reading.unit else "" for reading in (one, total)]
    return units[0] == units[1] or (units[0] == "次" and units[1].endswith("次"))


def restated(project: Project, context: Context, *, rates: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a quality is only the rate (an ending of ``rates``) at which a quantity of it is met."""
    rows = [(item, context.read(item)) for item in context.indicators_of(project)]
    quantities: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[1].level == "quantity" and row[1].numeric:
            for pair in pairs(row[1].name):
                quantities[pair].append(row)
    for item, reading in rows:
        name = bare_name(reading.name)
        ending = next((rate for rate in rates if name.endswith(rate)), "")
        if reading.level != "quality" or not ending or reading.dimension != "ratio":
            continue
        what = name.removesuffix(ending)
        near = quantities[what[:2]] if len(stripped(what)) > 1 else []
        twin = next((row for row in near if what in row[1].name), None)
        if twin is not None:
            yield Hit({"other": twin[0].name.text, "ending": ending}, item, project, "name")
