"""Days that cannot be meant: done after the months that are monitored, a measure planned for a year that is over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.checks.reported_row import Reported
from auditor.checks.stages import months_of

_MONTH = re.compile(r"(20\d\d)年(\d{1,2})月(?:\d{1,2}日|[上中下]旬|[初底末])?")
_DONE = re.compile(
    r"[^,;。()]{0,4}(?:到货|交付|交货|签订|签约|开工|开班|开馆|举办|召开|完工|竣工|完成|建成|验收|投用|启用|上线|发放|拨付|支付|印发)"
)
_NOT_YET = re.compile("预计|计划|拟|将|[待须需应]|约定|要求|到期|有效|期限|截止|力争|确保|尚未|未到")
_MEASURE = re.compile(r"(?:[^\d,。;]{0,4})(20\d\d)年[^,。;]{0,14}(?:起|前|之前|开始)(?!提|期)")
# 调整至2023年3月底前完成, 2023年3月补做
_PUT_OFF = re.compile(
    r"(?:(?:[调改]整?|推迟|顺延|延期|延后|安排|转入|结转)(?:[到至于在为]))?(20\d\d)年(?:\d{1,2}月)?"
    r"(?P<end>[^,。;\d]{0,4}?(?:前|以前|底)?[^,。;\d]{0,4}?(?:补[做完训种扫办建齐查装测发报验开]|完成|实施|到位))"
)
# What was planned once, or what came of it: no measure (计划于2024年完成，受检修影响推迟).
_HINDERED = re.compile("影响|延误|推迟|延迟|拖延|滞后|未能|没能|中断")
_ONCE = re.compile("计划|约定|商定|规定|应于|应在|原|曾|上年|以前年度|历年|遗留|已于|已经")
_TO_BE_DONE = re.compile(
    r"(?:计划|将|拟|预计|力争|确保|争取)?[于在]?(20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日|[底末初]|[上中下]旬)?之?以?前"
    r"(?:全部|全面)?(?:完成|完工|竣工|到位|投用|实施|建成|整改|补)[^,。;\d]{0,8}"
)
_AGREED = re.compile("约定|商定|规定|原[定计]|应于|应在|要求|承诺")
_HAPPENED = re.compile("已|曾|因|由于|导致|造成|影响|才|仅|未能|没有|[^为]了|结束|推迟|延")
_LEAST = 2  # sentences: what happened, and what is to be done about it


def is_after_period(row: Reported) -> bool:
    """Return whether the result was reached in a month after the last one that the monitoring table covers."""
    months, year, text = months_of(row.context), row.context.budget.year, row.cell("actual")
    if not months or year is None or _NOT_YET.search(text):
        return False
    done = [match for match in _MONTH.finditer(text) if _DONE.match(text, match.end())]
    return any((int(match.group(1)), int(match.group(2))) > (year, months) for match in done)


def is_measure_past(row: Reported) -> bool:
    """Return whether the last sentence of a reason, behind what happened, begins with a day to come in a past year.

    So has one that puts off what is left to a year before that of the table.
    """
    year, reason = row.context.budget.year, row.cell("reason")
    if year is None or _is_put_off_before(reason, year):
        return year is not None
    sentences = [one for one in re.split("[。;]", reason) if one]
    if len(sentences) < _LEAST or _HAPPENED.search(sentences[-1]):
        return False
    match = _MEASURE.match(sentences[-1])
    return match is not None and int(match.group(1)) <= year


def _is_put_off_before(reason: str, year: int) -> bool:
    """Return whether a clause moves work to a year before ``year``: 剩余26万页调整至2023年3月底前完成."""
    clauses = re.split("[,。;]", reason)
    for at, clause in enumerate(clauses):
        match = _PUT_OFF.search(clause)
        if match is None or int(match.group(1)) >= year or _ONCE.search(clause):
            continue
        if not any(map(_HINDERED.search, clauses[at + 1 :])):
            return "补" in match.group("end") or match.start() < match.start(1) or _ends_in_past(clauses, year)
    return _ends_in_past(clauses, year)


def _ends_in_past(clauses: Sequence[str], year: int) -> bool:
    """Return whether the last clause of a reason is what is to be done in an earlier year (2024年4月底前完成)."""
    *before, last = [one for one in clauses if one] or [""]
    match = _TO_BE_DONE.fullmatch(last)
    agreed = bool(before) and bool(_AGREED.search(before[-1]))
    return bool(before) and match is not None and int(match.group(1)) < year and not agreed
