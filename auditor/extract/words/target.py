"""The target of an indicator put together: operator, value, unit from one cell, from the name, from 定性 beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from auditor.extract.words.keys import fold, tidy
from auditor.extract.words.vocabulary import is_unit, same_unit
from auditor.records.document import EMPTY, Cell
from auditor.text.money import says_nothing
from auditor.text.operators import QUALITATIVE, sign, split_leading

_NUMBER = r"[-+]?\d[\d.,]*"
_AMOUNT_UNIT = re.compile(rf"({_NUMBER})((?:\D{{1,8}}/\d+)?\D{{0,12}})")  # 元, 元/100公里
_PLAIN = re.compile(_NUMBER)
_PRINTED = re.compile(r"[-+]?\d[\d.,．，]*")
_BARE = re.compile(
    rf"(?:达到?|实现)?({_NUMBER})(?:([^\d()]{{1,8}}?)(?:\(含\))?(以上|及以上|以内|之内|内|以下|及以下)?|\(([^\d()]{{1,8}})\))"
)
_NAMED = re.compile(
    r"([^≥≤＞＜>=<＝]{2,}?)\s*[(（]?\s*((?:[≥≤≧≦＞＜>=<＝]=?|不低于|不少于|不超过|不高于|不小于|不大于)\s*\d[^()（）]*)[)）]?",
    re.DOTALL,
)
# A target in words behind its name: 检修完成时间（2026年4月20日前）, 供水水质（达到GB5749标准）
_WORDED = re.compile(
    r"([^()（）]{2,})[(（]((?:达到|符合|通过|完成|优于)[^()（）]{2,}|每[^()（）]{1,12}"
    r"|按照?[^()（）]{0,10}(?:执行|完成|落实|办理|开展|推进|要求|规定|计划)"
    r"|(?:(?:有所|明显|显著|逐步|持续|不断|进一步|较为?)[^()（）]{1,8}|提[高升]|增强|改善|优化|健全|良好|及时)"
    r"|[^()（）]*(?:[月年季末底]|\d[日天])[^()（）]*[前内])[)）]"
)
_IN_BRACKETS = re.compile(r"\(([^()]{1,8})\)")
_YEAR = re.compile(r"20\d\d")
_BASIS = re.compile(r"\([^()]*(?:标准|依据|水平|基数)[^()]*\)$")
_IN_NAME = re.compile(r"[(（]\s*([≥≤＞＜>=<＝=]{0,2})\s*[*＊×xX_…]*\s*([^()（）\d*＊]{1,8})[)）]\s*$")
_SYMBOL = re.compile(r"^[^\w\s]")


@dataclass(frozen=True, slots=True)
class Target:
    """The cells of an indicator right of its levels."""

    name: Cell = EMPTY
    operator: Cell = EMPTY
    value: Cell = EMPTY
    unit: Cell = EMPTY


def unmerged(operator: Cell, value: Cell, unit: Cell) -> tuple[Cell, Cell, Cell]:
    """Return (operator, value, unit) of a target printed in one cell (``≥95%``); ``≥场`` and ``≥`` lack the value."""
    return (value, EMPTY, unit) if sign(value.text) not in {"", QUALITATIVE} else _taken_apart(operator, value, unit)


def _taken_apart(operator: Cell, value: Cell, unit: Cell) -> tuple[Cell, Cell, Cell]:
    found, rest = split_leading(value.text) if value.text else ("", "")
    match = _AMOUNT_UNIT.fullmatch(rest) if found else None
    if match and match.group(2) and unit.text:
        number = match.group(1) if same_unit(match.group(2), unit.text) else rest
        return replace(value, text=found), replace(value, text=number), unit
    if found and not unit.text and is_unit(rest):
        return replace(value, text=found), EMPTY, replace(value, text=rest)
    if match:
        number, measure = replace(value, text=_as_printed(match.group(1), value.text)), _bare_unit(match.group(2))
        return replace(value, text=found), number, replace(value, text=measure) if measure else unit
    if found and not unit.text and _SYMBOL.match(fold(value.text)):
        return replace(value, text=found), replace(value, text=rest), unit
    return operator, value, unit


def _as_printed(number: str, text: str) -> str:
    """Return a folded number as the text prints it, which may be in full width."""
    return next((found for found in _PRINTED.findall(text) if fold(found) == number), number)


def told_in_name(target: Target) -> Target:
    """Return the target with the part of its name that is one (核查图斑≥15000个), where no cell beside it has any."""
    if target.operator.text or target.value.text or target.unit.text:
        return target
    match = _NAMED.fullmatch(target.name.text) or _WORDED.fullmatch(target.name.text)
    if not match:
        return target
    name = replace(target.name, text=match.group(1).rstrip(" :：(（"))
    return replace(target, name=name, value=replace(target.name, text=match.group(2)))


def _bare_unit(text: str) -> str:
    """Return a unit without the brackets around it (≥1200(人次))."""
    inner = _IN_BRACKETS.fullmatch(text)
    return inner.group(1) if inner and is_unit(inner.group(1)) else text


def composed(target: Target, *, unit_column: bool) -> tuple[Target, list[Cell]]:
    """Return the target with its parts taken apart, and what is left over (a source noted in brackets).

    Where no ``unit_column`` is printed, the unit stands behind the number or in brackets at the end of the name.
    """
    target = _without_marks(target)
    if not target.operator.text:
        operator, value, unit = unmerged(target.operator, target.value, target.unit)
        target = replace(target, operator=operator, value=value, unit=unit)
    left: list[Cell] = []
    target = _once(target) if unit_column and target.unit.text else _without_unit(target)
    if not unit_column:
        target, left = _without_basis(target)
        target = _from_name(target)
    return target, left


def _once(target: Target) -> Target:
    """Return ``target`` with a unit printed behind the number and in its own column as well in its column only."""
    match = _AMOUNT_UNIT.fullmatch(fold(target.value.text))
    if not match or not match.group(2) or _is_year(match.group(1), match.group(2)):
        return target
    if not same_unit(match.group(2), target.unit.text):
        return target
    return replace(target, value=replace(target.value, text=match.group(1)))


def _without_marks(target: Target) -> Target:
    """Return ``target`` without the marks (-, /, 无) that say that nothing stands there."""
    cells = (EMPTY if says_nothing(cell.text) else cell for cell in (target.operator, target.value, target.unit))
    return Target(target.name, *cells)


def qualitative(target: Target, kind: Cell) -> Target:
    """Return the target with 定性 as its operator where the column ``kind`` says so and no operator is printed."""
    if target.operator.text or sign(kind.text) != QUALITATIVE:
        return target
    return replace(target, operator=kind)


def _without_unit(target: Target) -> Target:
    """Return ``target`` with a known unit behind the number as its unit, 以上 and the like as its operator."""
    value = target.value
    key = _BASIS.sub("", fold(value.text))
    basis = fold(value.text)[len(key) :]
    match = _BARE.fullmatch(key)
    measure = (match.group(2) or match.group(4)) if match else ""
    if target.unit.text or not match or not is_unit(measure) or _is_year(match.group(1), measure):
        return target
    bound = match.group(3) or ""
    if bound and target.operator.text:
        return target
    operator = replace(value, text=bound) if bound else target.operator
    number = replace(value, text=_as_printed(match.group(1), value.text))
    unit = replace(value, text=measure + basis)
    return replace(target, operator=operator, value=number, unit=unit)


def _without_basis(target: Target) -> tuple[Target, list[Cell]]:
    """Return ``target`` without a source noted behind the unit (``%(历史标准)``), and that note."""
    key = fold(target.unit.text)
    match = _BASIS.search(key)
    if not match:
        return target, []
    unit = replace(target.unit, text=key[: match.start()]) if match.start() else EMPTY
    return replace(target, unit=unit), [replace(target.unit, text=match.group())]


def _from_name(target: Target) -> Target:
    """Return ``target`` with the unit, and the operator, that stand in brackets at the end of its name."""
    match = _IN_NAME.search(target.name.text) if _PLAIN.fullmatch(fold(target.value.text)) else None
    if not match or not is_unit(fold(match.group(2))):
        return target
    unit = target.unit if target.unit.text else replace(target.name, text=tidy(match.group(2)))
    operator = target.operator
    if match.group(1) and not operator.text:
        operator = replace(target.name, text=match.group(1))
    return replace(target, unit=unit, operator=operator)


def _is_year(number: str, unit: str) -> bool:
    return unit.startswith("年") and bool(_YEAR.fullmatch(number))


def parts(actual: Cell) -> tuple[Cell, Cell]:
    """Return (number, unit) of what was reached, or (its text, nothing)."""
    _, value, unit = unmerged(EMPTY, actual, EMPTY)
    target, _ = composed(Target(value=value, unit=unit), unit_column=False)
    return target.value, target.unit
