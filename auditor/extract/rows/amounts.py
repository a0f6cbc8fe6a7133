"""Amounts of a project: which slot is which, and what they say in 万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from auditor.extract.items import Item
from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold, tidy
from auditor.extract.words.vocabulary import header
from auditor.records.budget import NO_MONEY, Money
from auditor.records.document import Cell, Problem
from auditor.text.money import Stated, labelled, says_nothing, stated
from auditor.text.numbers import read_printed
from auditor.text.units import IN_WAN

SLOTS = ("total", "fiscal", "other")
# the budgets of which fiscal funds are made, and the levels of government that give them
SOURCE = re.compile(
    "一般公共预算|政府性基金|国有资本|债券|(?:中央|省|自治区|市|州|盟|县|区|旗|乡|镇|本|上)级?(?:财政|补助|专项|配套|转移支付)|本级|上级"
)
_NAMES = {"total": "项目总额", "fiscal": "财政资金", "other": "其他资金"}
_OFF = {
    "total": "把指标与项目总额比较的检查",
    "fiscal": "核对资金构成的检查",
    "other": "核对资金构成的检查",
}
_FAULTS = {"about": "不是确数", "span": "是一个范围"}
_IN_HEAD = re.compile(r"[(,:](?:金额)?(?:单位:)?(?:人民币)?(亿元|百万元|万元|千元|元)(?:人民币)?\)?:?$")
_IN_LINE = re.compile(r"(?:^|[;,。])([^\W\d]{2,12})\((亿元|百万元|万元|千元|元)\):\d")
_NAMED = re.compile(r"([^\W\d]{2,8})(?=[:：]?\s*\d)")
_WITH_PARTS = re.compile(
    r"(?P<amount>\d[\d,]*(?:\.\d+)?(?:亿元|万元|千元|元)?)[(,;:](?:其中)?:?(?P<said>(?!.*(?:约|左右|上下|以内|预计|暂定))[^()]{2,60})\)?"
)
_LONGEST_HEAD = 24
_LEAST_YUAN = 10000


def money(cell: Cell, unit: str) -> Money:
    """Return the amount in ``cell``, printed in ``unit`` (万元, 元, 千元, 亿元; 万元 where nothing is said).

    A unit in the cell itself goes before; what is no exact amount (约20万元) is kept as printed and not understood.
    """
    if not cell.text or says_nothing(cell.text):
        return NO_MONEY
    size = IN_WAN.get(unit, Decimal(1))
    value = read_printed(cell.text).value
    if value is not None:
        return Money(cell, value * size)
    found = stated(cell.text)
    return Money(cell, found.wan(size) if found else None)


def parts_of(cell: Cell) -> dict[str, Cell]:
    """Return the amounts by slot that a text labels in one cell (总额…财政拨款:…其他:…); {} for any other text."""
    found: dict[str, Cell] = {}
    for label, amount in labelled(cell.text):
        words = header(label) or header(f"{label}资金") or header(f"资金{label}")
        slot = next((each for each in SLOTS if each in words), "")
        if slot:
            found[slot] = (
                joined_amount(found.get(slot), replace(cell, text=amount))
                if slot != "total"
                else found.get(slot, replace(cell, text=amount))
            )
    return found


def named_amount(text: str, slot: int) -> str:
    """Return the amount of a text that says once more what it is an amount of (总额96.5万元), "" for any other."""
    match = _NAMED.match(text)
    if not match or not stated(text[match.end(1) :].lstrip(":： ")):
        return ""
    return text[match.end(1) :].lstrip(":： ") if SLOTS[slot] in header(match.group(1)) else ""


def joined_amount(first: Cell | None, second: Cell) -> Cell:
    """Return what two sources of one kind (自有资金, 其他资金) are together: both as printed where both have money.

    Nobody adds them up: what is printed twice over is kept as printed and not understood.
    """
    if first is None or not _is_something(first):
        return second
    return replace(first, text=f"{first.text}；{second.text}") if _is_something(second) else first


def _is_something(cell: Cell) -> bool:
    found = stated(cell.text)
    return not (says_nothing(cell.text) or not cell.text or (found is not None and found.value == 0))


def unread(amounts: Sequence[Money]) -> list[Problem]:
    """Return a problem for each of (total, fiscal, other) that is printed and no exact amount, and what that stops."""
    told = (unread_amount(_NAMES[slot], amount, _OFF[slot]) for slot, amount in zip(SLOTS, amounts, strict=True))
    return [problem for problem in told if problem]


def unread_amount(label: str, amount: Money, stopped: str) -> Problem | None:
    """Return the problem of an amount that is printed and no exact one, with the checks that it stopped; else None.

    How a number is miswritten (4.862.30) is a finding.
    """
    text = amount.cell.text
    if not text or amount.wan is not None or read_printed(text).fault or not re.search(r"\D", fold(text)):
        return None
    message = f"{label}写作“{tidy(text)}”，{_reason(stated(text))}，{stopped}没有进行。"
    return Problem("extract.amount", message, amount.cell.place)


def _reason(said: Stated | None) -> str:
    """Return why an amount was not taken; one that reads well was kept out by its neighbours (see project_money)."""
    if said is None or (said.value is None and not said.fault):
        return "没有读成金额"
    return _FAULTS.get(said.fault, "与项目总额、财政资金都相等，三者不能同时成立，没有计入")


def bracketed_unit(label: str) -> str:
    """Return the unit of money that a label prints in brackets (财政拨款(元)), "" where it prints none."""
    match = _IN_HEAD.search(fold(label)) if len(label) <= _LONGEST_HEAD else None
    return match.group(1) if match else ""


def unit_in_head(lines: Sequence[Line]) -> str:
    """Return the unit that the heads and labels of amounts print in brackets (项目总额(元)), "" where none does."""
    for line in lines:
        for cell in line.filled:
            unit = bracketed_unit(cell.text)
            if unit and header(cell.text) & {*SLOTS, "within"}:
                return unit
            told = _IN_LINE.search(fold(cell.text)) if line.prose else None
            if told and header(told.group(1)) & {*SLOTS}:
                return told.group(2)
    return ""


def _told_in_one(cells: Sequence[Cell], unit: str) -> tuple[Money, Money, Money] | None:
    """Return the amounts that the cell of the total alone tells (67（财政拨款52，其他资金15）), None for any other.

    Words without a number behind the amount (120（上级补助）) are a remark. The total is shown as printed.
    """
    whole, fiscal, other = cells[:3]
    match = _WITH_PARTS.fullmatch(fold(whole.text)) if whole.text and not fiscal.text and not other.text else None
    if match is None:
        return None
    amount, said = match.group("amount"), match.group("said")
    parts = parts_of(replace(whole, text=f"总额:{amount};{said}"))
    if re.search(r"\d", said) and len(parts) < 2:
        return None
    understood = replace(money(replace(whole, text=amount), unit), cell=whole)
    return understood, money(parts.get("fiscal", Cell()), unit), money(parts.get("other", Cell()), unit)


def unit_of_costs(items: Sequence[Item]) -> str:
    """Return 元 where a target in 元 is the very number that its project prints as an amount, "" where none is.

    That tells the unit of amounts where the table prints none; small numbers tell nothing.
    """
    amounts: set[Decimal] = set()
    for item in items:
        if item.anchor or item.amounts:
            found = (read_printed(cell.text).value for cell in item.amounts if cell.text)
            amounts = {value for value in found if value is not None and value >= _LEAST_YUAN} or amounts
        fields = item.fields
        if fields and fold(fields.unit.text) == "元" and read_printed(fields.value.text).value in amounts:
            return "元"
    return ""


def project_money(slots: Sequence[Cell], unit: str) -> tuple[Money, Money, Money]:
    """Return (total, fiscal, other) of the amount columns of a project, from left to right, empty ones included.

    A fourth slot is a repetition of the total that took the place of a lost cell. Three equal amounts cannot be a
    total and its parts: the third is kept as printed and not understood.
    """
    cells = list(slots)
    if len(cells) > 3 and cells[2].text and cells[0].text in {"", cells[1].text}:
        cells = cells[1:]
    cells += [Cell()] * (3 - len(cells))
    if told := _told_in_one(cells, unit):
        return told
    total, fiscal, other = (money(cell, unit) for cell in cells[:3])
    if other.wan and total.wan == fiscal.wan == other.wan:
        other = Money(other.cell, None)
    return total, fiscal, other
