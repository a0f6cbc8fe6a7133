"""What the words of a name prove about what it asks for; all else is for the judge of meaning."""

from __future__ import annotations

import re

from auditor.checks.context import Context
from auditor.checks.counted import counts
from auditor.checks.reading import MONEY_NAMES, Reading
from auditor.checks.words import bare_name
from auditor.records.meaning import NameFault
from auditor.text.dates import speaks_of_time, without_ages
from auditor.text.numbers import parse_amount
from auditor.text.operators import sign

_CLAUSE = 8
"""A clause on what something is done by has at least so many characters."""
_REQUIREMENT = 5
"""A requirement that ends in a measure (按照合同付款率) has at least so many characters."""
_RATE = 8
"""The same where the measure is a rate."""
_COMPARED = re.compile(r"[比较].+")
_STATED = re.compile(
    r"(?P<sign>[≥≤=><≧≦]+|(?:大于|小于)?或?等于|不[少低小短]于|不[超高多大晚]过?于?|达到|至少)?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d()]{0,4}?)(?:及?以[上内下])?\)?$"
)
"""An operator, a number and a unit at the end of a name."""
_SIGNED = re.compile(r"[%‰]|(?<![A-Za-zα-ω])[≥≤=<>]")  # (k=2) is a condition of measuring
_JOINT = re.compile(r"以及|[及和与、]")
_CLAUSES = re.compile(r"[,;。]")
_COUNTED = re.compile("[数率量]|面积|里程|时间")
_LONG, _MOST = 12, 2
"""A name of so many characters may be a sentence; with more clauses it is one."""
_PART = 4
"""Each of two measures in one name has so many characters, or 数量、质量 would be two."""
_MEASURED = frozenset({"count", "ratio", "area", "length", "mass", "deadline", "duration", "money_total", "score"})
_WORKED = ("cues.doing", "cues.output_verbs", "cues.gain", "phrases.tended")


def _is_short_measure(reading: Reading) -> bool:
    """Return whether the name is a measure in few characters (药占比): neither a sentence nor a requirement.

    A rate (苗木纯净度) may have some more; 进度 is what a requirement often ends in.
    """
    rated = reading.kind == "ratio" and not reading.head.endswith("进度")
    longest = _RATE if rated else _REQUIREMENT
    return reading.kind not in {"", "quality", "other"} and len(reading.name) < longest


def _is_part(reading: Reading, context: Context) -> bool:
    """Return whether the name says that the row is a part of the one above (其中:高级工): that says what is counted."""
    opening = context.words.search("cues.part_of", reading.name)
    return opening is not None and opening.start() == 0


def is_percentage(reading: Reading) -> bool:
    """Return whether the target is a number of percent."""
    return reading.numeric and reading.dimension == "ratio" and not (reading.unit and reading.unit.per)


def _is_share(reading: Reading, context: Context) -> bool:
    """Return whether a percentage ought to be a share: 湿度 is measured in percent, 完好 lacks its end.

    What is more or less than before (亩产比改造前提高) is measured in percent as well.
    """
    if reading.kind in MONEY_NAMES or context.words.has("phrases.physical", reading.name):
        return False
    bare = bare_name(reading.name)
    if bare.endswith(context.words.entries("phrases.shares")):
        return False
    if _COMPARED.search(bare) and bare.endswith(context.words.entries("cues.compared_ends")):
        return False
    words = context.words
    return not bare.endswith((*words.entries("cues.rate_stems"), *words.entries("cues.surveyed_ends")))


def _states_number(reading: Reading, context: Context) -> bool:
    """Return whether the name has a number with a unit or operator, or a date: 12345热线 has none."""
    name = without_ages(reading.name)
    return bool(counts(name, context)) or bool(_SIGNED.search(name)) or speaks_of_time(name)


def disproved(kind: NameFault | str, reading: Reading, context: Context) -> bool:
    """Return whether the words of a name prove that it has no fault of ``kind``, whatever the judge thinks.

    A part of the row above is named by what it is a part of, unless its words prove a fault.
    """
    if _is_part(reading, context) and proved_fault(reading, context) is None:
        return True
    match kind:
        case "background":
            return context.words.has("phrases.happens", reading.name)
        case "statement":
            return not is_percentage(reading) or not _is_share(reading, context)
        case "sentence" | "requirement":
            return _is_short_measure(reading)
        case "target_in":
            return not _states_number(reading, context)
        case "two":
            # 检疫、运输及活动费用: one amount answers for all that is paid.
            return reading.dimension == "money" and not _COUNTED.search(reading.name)
        case _:
            return False


def proved_fault(reading: Reading, context: Context) -> NameFault | None:
    """Return the fault that the words of a name prove, None where they prove none."""
    if _slogan(reading, context):
        return "statement"
    if _background(reading, context):
        return "background"
    if _own_target(reading):
        return "target_in"
    if _two(reading, context):
        return "two"
    if _sentence(reading, context):
        return "sentence"
    proved = _accordance(reading, context) or _bound(reading, context) or _duty(reading, context)
    return "requirement" if proved else None


def _own_target(reading: Reading) -> bool:
    """Return whether the name ends in its own target (演出场次(≥24场)): the number, with an operator or the unit."""
    match = _STATED.search(reading.name)
    if match is None or parse_amount(match.group("number")) != reading.amount:
        return False
    unit = match.group("unit")
    signed = bool(sign(match.group("sign") or "")) and unit in {"", reading.unit_text}
    return signed or (bool(unit) and unit == reading.unit_text)


def _two(reading: Reading, context: Context) -> bool:
    """Return whether two measures stand in a name (棚圈座数及受训人数), or two acts (增加岗位及带动增收).

    What is said of both at once (人岗匹配率) is one measure.
    """
    if not reading.numeric or reading.kind in MONEY_NAMES or context.words.has("phrases.of_both", reading.name):
        return False
    verbs = context.words.entries("phrases.two_acts")
    for joint in _JOINT.finditer(reading.name):
        left, right = reading.name[: joint.start()], reading.name[joint.end() :]
        if min(len(left), len(right)) < _PART:
            continue
        if context.words.ending(left)[1] in _MEASURED and context.words.ending(right)[1] in _MEASURED:
            return True
        if left.startswith(verbs) and right.startswith(verbs):
            return True
    return False


def _sentence(reading: Reading, context: Context) -> bool:
    """Return whether a name has several clauses, or begins like a sentence (通过, 力争) and measures nothing.

    So has one that tells what came about (得到了, 他们).
    """
    if len(reading.name) < _LONG or reading.kind in _MEASURED:
        return False
    if reading.name.endswith("了") or context.words.has("phrases.telling", reading.name):
        return True
    clauses = [clause for clause in _CLAUSES.split(reading.name) if len(clause) >= _PART]
    return len(clauses) > _MOST or reading.name.startswith(context.words.entries("phrases.sentence_openings"))


def _slogan(reading: Reading, context: Context) -> bool:
    """Return whether a name begins like a slogan (彰显, 厚植) and ends in nothing that is measured."""
    return reading.kind in {"", "quality"} and reading.name.startswith(context.words.entries("phrases.slogan_verbs"))


def _background(reading: Reading, context: Context) -> bool:
    """Return whether the name counts what a place is (常住人口数, 管辖海岸线长度), and no work on it."""
    if not context.words.has("phrases.background", reading.name):
        return False
    return not any(context.words.has(section, reading.name) for section in _WORKED)


def _bound(reading: Reading, context: Context) -> bool:
    """Return whether a name is a bound without the thing that it bounds (控制在预算成本内)."""
    return not reading.head.endswith("率") and reading.name.startswith(context.words.entries("phrases.bound_openings"))


def _duty(reading: Reading, context: Context) -> bool:
    """Return whether a name is a duty that somebody is told to do (认真做好…工作): it measures nothing."""
    told = reading.name.startswith(context.words.entries("phrases.duty_openings"))
    return told and reading.name.endswith(context.words.entries("phrases.duty_ends"))


def _accordance(reading: Reading, context: Context) -> bool:
    """Return whether a percentage is asked of a clause on what something is done by (根据资金到位情况执行项目进度).

    A rate (按照合同约定支付率) says what is measured.
    """
    if not is_percentage(reading) or len(reading.name) < _CLAUSE or reading.head.endswith("率"):
        return False
    return reading.name.startswith(context.words.entries("phrases.accordance"))
