"""Whether the names of two rows of one target say the same, by what they have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from auditor.checks.alike import in_order, stripped
from auditor.checks.context import Context
from auditor.checks.counted import COUNTED, counts
from auditor.checks.words import bare_name
from auditor.records.budget import Indicator

_NUMBER = re.compile(r"(?:总?数量?|总量|量)$")
_MANY = 100
_WHOLE, _FEW = 4, 3
"""A name of so many characters is whole; so few more do not make another matter of it."""
_MARK = "#"
"""Stands for a word of a list that names are compared by."""


class Shared(TypedDict):
    """When names that the judge does not know say the same.

    They share ``run`` characters in a row, and the share ``share`` of the shorter name; neither of them has a word of
    ``doing`` that the other lacks. Of rates the words of one of the lists ``alike`` (考核, 考试) count as one, and one
    of the first list is needed. Counts of hundreds and more in one unit of their own (24000剂) say the same where each
    name has a word of one of ``acts`` (供应, 发放) and what is left of one ends the other.
    """

    run: int
    share: float
    doing: str
    alike: Sequence[str]
    acts: Sequence[str]


def have_in_common(rows: tuple[Indicator, Indicator], context: Context, shared: Shared) -> bool:
    """Return whether the names of two rows of one target have so much in common that they say the same."""
    pair = [context.read(item).name for item in rows]
    if context.read(rows[0]).dimension == "ratio":
        one, other = sorted((_with_marks(name, context, shared["alike"]) for name in pair), key=len)
        if not all(f"{_MARK}0{_MARK}" in name for name in (one, other)):
            return False
        before, behind = (name.partition(_MARK)[0] for name in (one, other))
        return has_all_of(other, one) or (_have_run(before, behind, shared["run"] - 1) and not _narrows(before, behind))
    if any(_one_act(rows, section, context) for section in shared["acts"]):
        return True
    doing = [set(_found(shared["doing"], name, context)) for name in pair]
    one, other = (stripped(name) for name in pair)
    common = (Counter(one) & Counter(other)).total()
    if _told_once(rows, context) or _turned(rows, context):
        return True
    alike = one and other and common >= shared["share"] * min(len(one), len(other))
    return bool(alike) and doing[0] == doing[1] and _have_run(one, other, shared["run"]) and not _narrows(one, other)


def _turned(rows: tuple[Indicator, Indicator], context: Context) -> bool:
    """Return whether two quantities count the same words in another order (维护航标座数, 在册航标维护数量).

    Filler and words that say only that things are there (在册) do not count.
    """
    readings = [context.read(item) for item in rows]
    if any(one.level != "quantity" or not one.countable or one.unit is None for one in readings):
        return False
    names = [_thing(bare_name(one.name), one.unit.name if one.unit else "") for one in readings]
    for section in ("cues.filler", "cues.standing"):
        pattern = context.words.pattern(section)
        names = [pattern.sub("", name) if pattern else name for name in names]
    return len(names[0]) >= _WHOLE and Counter(names[0]) == Counter(names[1])


def _told_once(rows: tuple[Indicator, Indicator], context: Context) -> bool:
    """Return whether a count has but a few characters more than another, and the objective counts only one of them.

    Filler (开展, 的…单位) does not count; what narrows a name (重点, 新增) makes it another matter.
    """
    readings = [context.read(item) for item in rows]
    project = context.project_of(rows[0])
    if project is None or any(one.level != "quantity" or not one.countable for one in readings):
        return False
    filler, narrowing = context.words.pattern("cues.filler"), context.words.pattern("objectives.narrowing")
    names = [bare_name(one.name).removesuffix(one.head) for one in readings]
    short, longer = sorted((filler.sub("", name) if filler else name for name in names), key=len)
    extra = longer.replace(short, "", 1)
    if len(short) < _WHOLE or extra == longer or len(extra) > _FEW or (narrowing and narrowing.search(extra)):
        return False
    unit = readings[0].unit
    told = [one for one in counts(project.objective.text, context) if unit and one.unit.name == unit.name]
    return sum(one.amount == readings[0].amount for one in told) == 1


def _one_act(rows: tuple[Indicator, Indicator], section: str, context: Context) -> bool:
    """Return whether both names say one act in two words of a list, and what one counts ends what the other does."""
    readings = [context.read(item) for item in rows]
    unit = readings[0].unit
    if unit is None or readings[0].level != "quantity" or context.words.is_one("cues.generic_units", unit.name):
        return False
    pattern = context.words.pattern(section)
    said = [_found(section, reading.name, context) for reading in readings]
    if pattern is None or any(len(words) != 1 for words in said) or said[0] == said[1]:
        return False
    if not (readings[0].amount and readings[0].amount >= _MANY and readings[0].dimension in COUNTED):
        return False
    one, other = sorted((_thing(pattern.sub("", reading.name), unit.name) for reading in readings), key=len)
    return len(one) > 1 and other.endswith(one)


def _thing(name: str, unit: str) -> str:
    """Return what a name counts, without the words of number and the unit behind it."""
    return _NUMBER.sub("", name).removesuffix(unit)


def _narrows(one: str, other: str) -> bool:
    """Return whether two names differ only by what one of them has more, or has in the place of it (第一批, 第二批)."""
    short, longer = sorted((one, other), key=len)
    return in_order(short, longer) or 2 * (_same_begin(one, other) + _same_begin(one[::-1], other[::-1])) >= len(short)


def _same_begin(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _with_marks(name: str, context: Context, sections: Sequence[str]) -> str:
    """Return a name with a mark for each word of the lists: those of one list are one."""
    for number, section in enumerate(sections):
        pattern = context.words.pattern(section)
        name = pattern.sub(f"{_MARK}{number}", name) if pattern else name
    return name


def _found(section: str, name: str, context: Context) -> list[str]:
    pattern = context.words.pattern(section)
    return pattern.findall(name) if pattern else []


def _have_run(one: str, other: str, length: int) -> bool:
    return any(one[at : at + length] in other for at in range(len(one) - length + 1))


def has_all_of(longer: str, short: str) -> bool:
    """Return whether the characters of a name stand in another one in their order, and the same at its end."""
    return len(short) > 3 and short[-2:] == longer[-2:] and in_order(short, longer)
