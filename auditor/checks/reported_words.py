"""What a row of an evaluation or a monitoring table says beside its result: rates, words, ratios, earlier quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from auditor.checks.attained import actual_of
from auditor.checks.counted import COUNTED
from auditor.checks.reported_row import Reported
from auditor.checks.stages import months_of
from auditor.text.numbers import half_digit, parse_amount

_GAP = re.compile(r"([-+−－]?)(\d+(?:\.\d+)?)%")
_GOES_ON = re.compile(
    "(?:目前|现|正在?|已|仍在)?(?:(?:有序|稳步|持续|逐步|积极|扎实|顺利|全面|按计划|正常|不断|深入)(?:地)?)*"
    "(?:推进|开展|实施|进行|落实|建设|推动|完善)(?:之?中)?[。.]?"
)
_ASKED_TO_GO_ON = re.compile("推进|持续|开展|进行|长期|推动|实施|逐步|不断|完善|建设|落实")
_RATIO = re.compile(
    r"(?<![\d.])(\d+)([人名户份件台个次场家户批例宗][次]?)(?:,其)?中,?(?:有|经)?(\d+)(?:\2|(?![\d.名户份件台个次场家批例宗人元万%天年月]))"
    r"|(?:问卷(?:调查表)?|[收回]{1,2})(?:有效问卷)?(\d+)份,(?:其中)?,?(?:表示)?满意的?(?:为|有)?(\d+)份|(?<![\d.])(\d+)÷(\d+)(?![\d.])"
)
_PARTLY = re.compile("基本满意|较满意|比较满意|一般|加权|分别|平均|以上|约")
_GROWS = re.compile(
    r"(?:完成|覆盖|开工|建成|竣工|支付|支出|执行|兑现|发放|普及|安装|转化|进度|到位|回收|整改|销号|建档|签约|采集|入库)(?:率|面)"
)
_WITHIN = re.compile(r"(\d{1,3})(?:个)?(?:日|天)(?:之?内|以内)")
_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_BOTH = 2
_SLACK = Decimal("0.1")
_WHOLE = 100


def is_gap_off(row: Reported) -> bool:
    """Return whether a printed rate of deviation is neither (actual − target) ÷ target nor anything else it may be.

    Forms print it without a sign, with the sign turned, as the share that was reached, in points where both are
    percentages, and as 0 where the target was reached.
    """
    said = _GAP.fullmatch(row.cell("gap"))
    share = row.found.share if row.found else None
    if said is None or share is None or row.found is None:
        return False
    stated = Decimal(said.group(2))
    right = [abs(share - 1) * _WHOLE, share * _WHOLE]
    target, actual = row.context.read(row.item).amount, row.actual.amount
    if target is not None and actual is not None:
        right.append(abs(actual - target))
    room = half_digit(said.group(2)) + _SLACK
    return all(abs(stated - one) > room for one in right) and not (row.found.met and not stated)


def is_behind_time(row: Reported) -> bool:
    """Return whether fewer things were done than the months passed would bring, printed share and computed alike."""
    months = months_of(row.context)
    share = row.found.share if row.found and not row.found.limit else None
    if not months or row.dimension not in COUNTED or share is None:
        return False
    passed = Decimal(months) / 12
    printed = _GAP.fullmatch(row.cell("progress"))
    told = Decimal(printed.group(2)) / _WHOLE if printed else share
    return share < passed and told < passed


def is_falling(row: Reported) -> bool:
    """Return whether less of a number of things was done so far than a quarter earlier."""
    if row.item.outcome is None or not row.item.outcome.earlier.text:
        return False
    value = replace(row.item.outcome, actual=row.item.outcome.earlier, value=row.item.outcome.earlier)
    before = actual_of(replace(row.item, outcome=value), row.context)
    if row.dimension not in COUNTED or before.amount is None or row.actual.amount is None:
        return False
    return before.amount > row.actual.amount


def goes_on(row: Reported) -> bool:
    """Return whether the result says that something is under way, and the target asks for more than that."""
    target = row.context.read(row.item)
    asked = bool(target.value) and not _ASKED_TO_GO_ON.search(target.value)
    return asked and bool(_GOES_ON.fullmatch(row.cell("actual")))


def is_ratio_short(row: Reported) -> bool:
    """Return whether a percentage of quality or of being in time is below its target.

    What is done in the course of the year (完成率, 覆盖率) grows, and may be.
    """
    target = row.context.read(row.item)
    lasting = target.level in {"quality", "timeliness"} and not _GROWS.search(target.name)
    found = row.found
    return lasting and target.unit_text == "%" and found is not None and not found.met and not found.limit


def is_days_over(row: Reported) -> bool:
    """Return whether the criteria allow so many days, and the two days that the reason tells are further apart."""
    allowed = _WITHIN.search(row.cell("basis"))
    told = [_date(match) for match in _DAY.finditer(row.cell("reason"))]
    if allowed is None or len(told) != _BOTH or None in told:
        return False
    first, last = told
    return first is not None and last is not None and (last - first).days > int(allowed.group(1))


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None  # 2月30日


def ratio(text: str) -> Iterator[tuple[Decimal, Decimal, re.Match[str]]]:
    """Yield (whole, part, match) of a folded text that tells how many of so many (500份,满意476份; 204÷218)."""
    for match in _RATIO.finditer(text):
        one, _, two, asked, liked, over, under = match.groups()
        whole, part = parse_amount(one or asked or under), parse_amount(two or liked or over)
        if whole and part is not None:
            yield whole, part, match


def is_share_off(row: Reported) -> bool:
    """Return whether the only ratio that the reason of a percentage tells is another one than was reached."""
    text, unit, amount = row.cell("reason"), row.actual.unit, row.actual.amount
    found = list(ratio(text))
    if len(found) != 1 or unit is None or unit.name != "%" or amount is None or _PARTLY.search(text):
        return False
    whole, part, _ = found[0]
    room = _SLACK + half_digit(str(amount))
    right = part / whole * _WHOLE
    return all(abs(amount - one) > room for one in (right, _WHOLE - right, right - _WHOLE))
