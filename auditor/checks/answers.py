"""Whether a target in words answers what its name asks for, as far as the words of both prove it."""

from __future__ import annotations

import re

from auditor.checks.context import Context
from auditor.checks.counted import COUNTED, counts
from auditor.checks.reading import Reading
from auditor.checks.rowfilter import OFTEN
from auditor.checks.words import bare_name
from auditor.text.dates import speaks_of_time

_COMPARED = re.compile(r"[比较][一-鿿]{1,8}前")
"""With what a target compares (比改造前): no time by which something is done."""
_DATE = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?(?:之?[前内]|以前)?")
_SPAN = re.compile(r"[\d一二两三四五六七八九十半](?:个工作日|小时|分钟|[日天周])(?![日天])")

_BAND = re.compile(r"[-±]?\d+(?:\.\d+)?[^\d,;。至到~—–-]{0,8}[-~—–至到]+-?\d+(?:\.\d+)?[^\d,;。]{0,8}(?:之间|范围内)?")
"""From a number to a number (90%-110%), with the unit of one or both, below zero too (-20至45℃)."""
_LONGEST_PAPER = 24
_NOTHING = re.compile(r"[^,;。]{2,12}(?:内|中|上|面|旁|周边)无(?!明显|不良|负面|重大|较大)[^,;。]{2,14}")
_FRACTION = re.compile(
    r"(?:不(?:超过|[高低多少大小]于)|[高低多少大小]于|控制在|[≥≤<>=])?[三四五十百千万]分之[一二两三四五六七八九十百零点\d.]+(?:(?:以|之)?[内下上]|及以[上下])?"
)
"""A share in words (万分之一)."""
_REACH = re.compile(r"[由从自][一-鿿\d]{2,12}?(?:延伸|拓展|扩大|扩展|覆盖|推广|升级|下沉)?[至到为][一-鿿\d]{2,14}。?")
"""From where to where something is to reach (由城区延伸至乡镇)."""
_STANDARD = re.compile(
    r"(?<![A-Za-z])[A-Z]{2,4}(?:/?T)? ?\d{3,}|国[一二三四五六](?:[a-c]|阶段|排放|标准)"
    r"|(?:I{1,3}|IV|V|[一二三四五])类(?:水|标准|及)|[一二三特甲乙]级[A-C]?(?:排放)?标准|限值"
)
"""The number of a standard (达到GB13735标准), or a class of one (国六b阶段限值, Ⅲ类水)."""


def is_checkable(reading: Reading, context: Context) -> bool:
    """Return whether a target is a grade that was set, or the outcome of a formal check (通过验收): anybody can tell.

    A word of a scale (良好) is one only where the name asks for a rank. So is a span of time (一日办结, 每月1次), one
    from a number to a number, or from one place or class to another, a share in words and the number of a standard.
    """
    if any(form.fullmatch(reading.value) for form in (_BAND, _FRACTION, _REACH)) or _STANDARD.search(reading.value):
        return True
    if _SPAN.search(reading.value) or OFTEN.fullmatch(reading.value):
        return True
    kept = context.words.pattern("phrases.kept_at")
    grade = (
        (kept.sub("", reading.value) if kept else reading.value).split("(")[0].removesuffix("以上").removesuffix("及")
    )
    ranked = bare_name(reading.name).endswith(context.words.entries("phrases.ranked"))
    return (
        context.words.is_one("phrases.grades", grade)
        or context.words.is_one("phrases.outcomes", grade)
        or (ranked and context.words.is_one("phrases.marks", grade))
        or _is_paper(grade, context)
    )


def _is_paper(value: str, context: Context) -> bool:
    """Return whether a target is a paper that is given, an inspection passed, or a record that can be shown.

    取得二级备案证明, 建立全过程管理台账; and that there is none of something at a place (河道内无漂浮物).
    """
    if _NOTHING.fullmatch(value):
        return True
    told = (("phrases.getting", "phrases.papers"), ("phrases.making", "phrases.records"))
    entries = (tuple(map(context.words.entries, each)) for each in told)
    return len(value) <= _LONGEST_PAPER and any(value.startswith(one) and value.endswith(two) for one, two in entries)


def unmeasured(reading: Reading, context: Context) -> str:
    """Return yes-no where 是 answers a name that asks for a number or a time, timeless where a state answers one.

    Other where a date answers a rate or a price, and where things are counted that nobody asked for, else "". Where
    only a judge could tell (完成时间: 按合同), nothing is said; a duration may well be 有所提升.
    """
    timed = reading.kind in context.words.entries("phrases.timed")
    pleased = reading.level == "satisfaction" and context.words.has("cues.pleased", reading.name)
    measured = timed or pleased or reading.kind in context.words.entries("phrases.countable")
    if measured and context.words.is_one("phrases.yes_no", reading.value):
        return "yes-no"
    sections = ("phrases.states", "phrases.comparing") if reading.kind == "deadline" else ("phrases.states",)
    ended = any(reading.value.rstrip("。").endswith(context.words.entries(section)) for section in sections)
    if timed and ended and not tells_time(reading, context):
        return "timeless"
    dated = reading.kind in {"ratio", "money_rate", "score"} and bool(_DATE.fullmatch(reading.value))
    return "other" if dated or _miscounted(reading, context) else ""


def tells_time(reading: Reading, context: Context) -> bool:
    """Return whether a target in words says anything about time."""
    value = _COMPARED.sub("", reading.value)
    if speaks_of_time(value) or any(char.isdigit() for char in value):
        return True
    return any(context.words.has(section, value) for section in ("cues.timely", "cues.punctual", "phrases.ages"))


def _miscounted(reading: Reading, context: Context) -> bool:
    """Return whether things are counted where the name asks for a result, a rate or a time (评审结果: 研究8个品种).

    A word of an outcome (合格, 前3名) answers, and so does whatever speaks of time or of a share.
    """
    found = counts(reading.value, context)
    if not found or any(one.unit.dimension not in COUNTED for one in found) or speaks_of_time(reading.value):
        return False
    if any(context.words.has(section, reading.value) for section in ("phrases.outcome_words", "cues.rate_words")):
        return False
    asked = reading.kind in {"ratio", "deadline", "duration", "money_rate"}
    asked = asked or (reading.level == "satisfaction" and context.words.has("cues.pleased", reading.name))
    return asked or bare_name(reading.name).endswith(context.words.entries("phrases.asks_outcome"))
