"""What a reason tells of its own row, against the target and the result: how much is missing, above or below."""

from __future__ import annotations

import re
from decimal import Decimal

from auditor.checks.reported_row import Reported
from auditor.text.numbers import half_digit

_NUMBER = r"(?<![\d.])(\d+(?:\.\d+)?)"
_MISSING = (
    r"(?:短缺|[尚还]?缺少?|缺口(?:为|是|有)?|少(?:完成|建|办|训|修|种|装|开展|做)?了?|(?:还|尚)?未完成(?:的)?"
    r"|[还尚相]差|[尚还]?欠|剩余|其余|余下|剩下)的?"
)
_NOT_DONE = r"[^。;\d]{0,24}?(?:未能?|没有|尚未|无法|没能)(?![全有])"
_ENDS = r"(?=$|[,。;()、的因系由未没已将拟待]|调整|推迟|转|顺延|计划|安排|于|短缺|均|全部)"
_LOOSE = re.compile("约|左右|近|以上|以内|其中|分别|[调核]减|另|上年|去年|往年|结转|追加|新增|口径|每")
_ASKED = (
    "(?:(?:本?年度|全年|年初|预期|预定|设定|既定|原定|绩效|考核|计划|规定|的)*"
    "(?:指标|目标|计划|预期|任务)(?:值|数|量|要求)?)"
)
_ABOVE = re.compile(rf"(?:高于|超过|超出|高出|多于|大于|超)(?:了)?{_ASKED}")
_BELOW = re.compile(rf"(?:低于|少于|小于|不足|短于|比){_ASKED}(?P<than>低|少|短)?")
_OTHER = re.compile(
    r"上年|去年|往年|以前|同期|历年|下年|明年|次年|上半年|季度|月份|如|若|可能|预计|力争|部分|个别|[一二三四五两几]个"
    r"|单价|价格|市场|预算|资金|人数过|报名|申请|需求|不(?:再)?[高低超]|未[高低超]|没有[高低超]|[高低]于预期的?[^,。;]*[因致使]"
)
_SAYS_IT = re.compile(r"[已均实际全年完成达到的为数量值率度且也又仍略稍]*")
_OVER = re.compile(
    rf"超(?:出|过|额完成|额)?了?{_ASKED}?(?:的|任务)*(?:完成)?{_NUMBER}(个百分点|%|[\u4e00-\u9fff]+?)(?=$|[,。;()、的])"
)
_WHOLE, _ROUNDED = 100, Decimal("0.5")
_SHARED = 2


def is_missing_off(row: Reported) -> bool:
    """Return whether a reason tells that another number is missing of the target than is (150 − 120: 短缺50套).

    One number alone may be that: several may be parts, and a unit before another word counts others (缺2台吊车).
    """
    target, actual = row.context.read(row.item), row.actual
    unit, reason = target.unit_text, row.cell("reason")
    if row.found is None or row.found.met or row.found.limit or not unit or _LOOSE.search(reason):
        return False
    if target.amount is None or actual.amount is None or target.unit_text != actual.unit_text:
        return False
    gap = target.amount - actual.amount
    counted = [Decimal(one) for one in re.findall(rf"{_NUMBER}{re.escape(unit)}", reason)]
    told = re.search(rf"{_MISSING}{_NUMBER}{re.escape(unit)}{_ENDS}", reason)
    undone = re.search(rf"{_NUMBER}{re.escape(unit)}{_NOT_DONE}", reason)
    if gap in counted or len(counted) != 1 or counted[0] in {target.amount, actual.amount}:
        return False
    return bool(told) or bool(undone and gap < counted[0] < target.amount)


def is_over_off(row: Reported) -> bool:
    """Return whether a reason tells that the target was passed by another number or share than it was (超目标12场)."""
    target, actual = row.context.read(row.item), row.actual
    unit, reason, found = target.unit_text, row.cell("reason"), row.found
    told = [one for one in _OVER.finditer(reason) if one.group(2) in {"%", "个百分点"} or one.group(2).startswith(unit)]
    if found is None or not found.met or found.limit or found.share is None or len(told) != 1 or not unit:
        return False
    if target.amount is None or actual.amount is None or target.unit_text != actual.unit_text or _LOOSE.search(reason):
        return False
    number, gap = Decimal(told[0].group(1)), actual.amount - target.amount
    if number in {target.amount, actual.amount, gap} or not gap:
        return False
    shares = told[0].group(2) == "%"
    return not shares or abs(number - (found.share - 1) * _WHOLE) > _ROUNDED + half_digit(told[0].group(1))


def is_side_off(row: Reported) -> bool:
    """Return whether a reason says that the result is above its target where it is below, or the other way round."""
    share = row.found.share if row.found else None
    if share is None or share == 1:
        return False
    wrong = _ABOVE if share < 1 else _BELOW
    clauses = re.split("[,。;]", row.cell("reason"))
    return any(_speaks_of(row, clause, wrong) for clause in clauses if not _OTHER.search(clause))


def _speaks_of(row: Reported, clause: str, wrong: re.Pattern[str]) -> bool:
    """Return whether a clause compares with the target, and what it speaks of is the row: by its name, or by none."""
    match = wrong.search(clause)
    if match is None or (clause[match.start()] == "比" and not match.group("than")):
        return False
    before = clause[: match.start()]
    return bool(_SAYS_IT.fullmatch(before)) or before[-_SHARED:] in row.context.read(row.item).name
