"""The unit of money that the heading of a part or a sentence says of all tables that follow.

第二部分 部门预算公开表（金额单位：元）, 本套表格金额单位均为元: it is that of tables that print none of their own.
"""

from __future__ import annotations

import re

from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold

_MONEY = "(万元|亿元|千元|百元|元)"
_END = r"(?=[)\]】,;。、]|$)"
_LABEL = r"(?:金额|货币|计量|计价)?单位"
_OF_ALL = "(?:均|统一|一律|全部|都)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:第[一二三四五六七八九十\d]+(?:部分|章|篇|编)|附[件表录]).{{0,40}}[(\[【,].{{0,20}}?{_LABEL}{_OF_ALL}?[:为](?:人民币)?{_MONEY}{_END}",
        rf"(?:各|每张|以下|下列|下述|所列|本套|全套|所有|全部|公开|附)(?:预算|公开|部门|附|张|类)*(?:表格?|数据|金额).{{0,12}}单位{_OF_ALL}?(?:[:为是]|以)+(?:人民币)?{_MONEY}{_END}",
        rf"表[格中内]?.{{0,6}}{_LABEL}{_OF_ALL}(?:[:为是以])*(?:人民币)?{_MONEY}{_END}",
        rf"^[(【*注说明:：]*{_LABEL}{_OF_ALL}(?:[:为是以])*(?:人民币)?{_MONEY}{_END}",
        rf"(?:表|数据|金额|数字){_OF_ALL}?以(?:人民币)?{_MONEY}为{_LABEL}",
    )
)
_OF_TEXT = re.compile(r"文中|文字|说明中|本说明|正文")
_LONGEST = 120


def general_unit(line: Line) -> str:
    """Return the unit of money that a line says of all tables that follow, "" where it says none."""
    text = line.texts[0] if line.texts else ""
    if "单位" not in text or "元" not in text or len(text) > _LONGEST or len(set(line.texts)) > 1:
        return ""
    key = fold(text).strip("#*")
    if _OF_TEXT.search(key):
        return ""
    found = (pattern.search(key) for pattern in _PATTERNS)
    return next((match.group(1) for match in found if match), "")
