"""Results and forecasts that are written in words, where the target is a number or a day."""

from __future__ import annotations

import re
from decimal import Decimal

from auditor.checks.attained import (
    NOTHING,
    in_other_unit,
    in_words,
    is_alike_by_number,
    is_cut,
    is_dated,
    is_reached_by_number,
)
from auditor.checks.counted import COUNTED
from auditor.checks.reported_row import Reported
from auditor.text.numbers import CHINESE_NUMERAL

# 一 alone stands in many a word that counts nothing (进一步, 统一, 一定).
_NUMERAL = re.compile(rf"\d|[{CHINESE_NUMERAL.replace('一', '')}]|(?<![统逐万唯])一(?![步定致流体般直并])")
_COUNT = re.compile(r"(?<![\d.年月])(?!20\d\d年)\d+(?:\.\d+)?(?![\d.%‰年月日倍成号])")
_SHARE = re.compile(r"[%‰]|百分|全部|均|所有|全面|全体|全覆盖|未|无|零|没有|[率比]")
_HOPE = re.compile("力争|争取|努力|尽力|尽量|尽可能|有望|希望|视情况|看情况|待定")
_ALL = re.compile("全部|均|所有|全面|全体")
_DATES = frozenset({"月", "月份", "日", "年"})
_SHARES = ("率", "比例", "占比")
_MEASURED = re.compile(r"\d+(?:\.\d+)?(?:[%‰]|万?[个份场次人户家处件台套](?:次)?)")
_DAY = re.compile(r"(?:已于|于)?20\d\d年\d{1,2}月(?:\d{1,2}日|底|上旬|中旬|下旬|末)?(?:前|已)?(?:完成|完工|到位|竣工)?")
_WHOLE = 100


def is_in_words(row: Reported) -> bool:
    """Return whether words alone say what was reached of a number.

    That nothing happened says 0, that the one thing was made says 1, and that all of it was says 100 %; a day need not
    be told of what was done in time.
    """
    target, said = row.context.read(row.item), row.cell("actual")
    if said in NOTHING or _NUMERAL.search(said):
        return False
    if is_dated(target):
        return True
    if target.amount in {None, Decimal(0)}:
        return False
    if target.unit_text in _DATES or (target.countable and target.amount == 1):
        return False
    return not (target.unit_text == "%" and target.amount == _WHOLE and _ALL.search(said))


def counts_otherwise(row: Reported) -> bool:
    """Return whether the unit is another one, or a sentence counts things where the target is a percentage.

    One of the same dimension (小时, 天) is where only the number reaches the target, and no reason says that it failed.
    """
    target, said = row.context.read(row.item), row.cell("actual")
    if in_other_unit(target, row.actual) or (row.cell("reason") in NOTHING and is_cut(target, said)):
        return True
    by_number = is_reached_by_number(target, row.actual, row.context) or is_alike_by_number(target, row.actual)
    if row.cell("reason") in NOTHING and by_number:
        return True
    counts = _COUNT.findall(said)
    lone = target.unit_text in {"%", "‰"} and row.actual.amount is None and len(counts) == 1
    return lone and bool(Decimal(counts[0])) and not _SHARE.search(said)


def is_of_other_kind(row: Reported) -> bool:
    """Return whether the result is a share or a number of things where the target is a day, or the other way round.

    The share of what was in time (及时率) has a day in its name at most.
    """
    target, said = row.context.read(row.item), row.cell("actual")
    if is_dated(target):
        timed = target.unit_text in _DATES or target.name.endswith(_SHARES)
        return not timed and bool(_MEASURED.fullmatch(said))
    unit = target.unit
    counted = target.amount is not None and unit is not None and unit.dimension in COUNTED | {"ratio"}
    return counted and target.unit_text not in _DATES and bool(_DAY.fullmatch(in_words(said)))


def is_hope(row: Reported) -> bool:
    """Return whether the forecast of a number is a hope in words (力争完成)."""
    target = row.context.read(row.item)
    number = target.amount is not None and not is_dated(target)
    return number and not _NUMERAL.search(row.cell("expected")) and bool(_HOPE.match(row.cell("expected")))
