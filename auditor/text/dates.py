"""Deadlines, months and years in Chinese text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.text.numbers import CHINESE_NUMERAL, chinese_number
from auditor.text.width import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-./]\d|年度)")
_FESTIVALS = (
    "元旦|春节|除夕|元宵|清明|端午|中秋|国庆|重阳|[五六七八十]一|两节|双节|立春|雨水|惊蛰|春分|谷雨|立夏|小满|芒种|夏至"
    "|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒|[高中]考|休渔|供暖|供热|入冬|封冻|上冻"
)
_SEASONS = (
    "(?:枯水|丰水|平水|冰冻|封冻|冻融|结冰|凌汛|禁渔|休渔|禁牧|休牧|休耕|防火|农忙|农闲|春耕|三夏|秋收|冬闲|采暖|供暖"
    "|灌溉|洪水|主汛|梅雨)期|农[忙闲]|[旱雨淡旺]季|(?:三夏|三秋|春耕|秋收|冬闲)(?:之|以)?(?:前|期间|时)"
)
_SEASON = re.compile(_SEASONS)
_TIME_WORD = re.compile(
    r"\d+(?:个)?(?:年|月|日|天|小时|分钟|秒|周|季度|学期|工作日)"
    rf"|[{CHINESE_NUMERAL}]+(?:个)?(?:年|月|日|天|小时|周|季度|工作日)"
    r"|[年月季]底|年末|月末|上半年|下半年|全年|[当本]年|年内|每[年月日周季天]|季度|按期|按时|及时|如期|准时|限时|时限|期限|时间|[限期]内|之?前完成"
    r"|节(?:日|假日)?(?:之|以)?前"
    rf"|(?:{_FESTIVALS})(?:节|节气)?(?:之|以)?(?:前|后|期间|当[天日])"
    r"|学期|[期岁]末|开学|放假|[寒暑]假|[春夏秋冬]季|汛[前期后]|[会赛演]前"
    rf"|{_SEASONS}"
)
_AGE = re.compile(
    r"\d+(?:天|小时|h|d)(?=[一-鿿]{2})(?![之以]?[内前后]|[到完出办送])"
    r"|(?:工作|任职|任教|从教|执教|从业|服务|服役|居住|参保|缴费|连续[一-鿿]{0,4})(?:不?满|超过)?\d+(?:周?年|个月)(?:以[上下])?"
    r"|\d+(?:周?岁|[日周月]龄)"
)
_PER = {
    **{"每年": 1, "每半年": 2, "每六个月": 2, "每6个月": 2, "每学期": 2, "每四个月": 3, "每4个月": 3},
    **{
        "每个季度": 4,
        "每季度": 4,
        "每季": 4,
        "每三个月": 4,
        "每3个月": 4,
        "每双月": 6,
        "每两个月": 6,
        "每2个月": 6,
        "每两月": 6,
    },
    **{"每个月": 12, "每月": 12, "每半个月": 24, "每半月": 24, "每双周": 26, "每两周": 26, "每2周": 26, "每旬": 36},
    **{"每周": 52, "每日": 365, "每天": 365},
}
_EACH = re.compile("|".join(sorted(_PER, key=len, reverse=True)))
_TIMES = re.compile(rf"(?:不少于|至少|开展|组织|举办|召开|进行)?(\d+|[{CHINESE_NUMERAL}]+)(?:次|场|期|轮|批)")


def years(text: str) -> tuple[int, ...]:
    """Return the calendar years named in ``text`` (only those written as years: 2025年, 2025-06)."""
    return tuple(int(year) for year in _YEAR.findall(fold(text)))


def speaks_of_time(text: str) -> bool:
    """Return whether ``text`` names a time, a duration, a deadline or punctuality."""
    return bool(_TIME_WORD.search(fold(text)))


def without_ages(text: str) -> str:
    """Return ``text`` without the times after which something is measured (28天强度), and ages and years of service."""
    return _AGE.sub("", text)


def names_a_season(text: str) -> bool:
    """Return whether ``text`` names a season of rivers, farming, fishing or heating (枯水期内): its end is known."""
    return bool(_SEASON.search(fold(text)))


def times_a_year(text: str) -> tuple[str, int] | None:
    """Return (phrase, times a year) where ``text`` states a frequency (``每季度组织一次`` → 4), else None."""
    key = fold(text)
    match = _EACH.search(key)
    if not match:
        return None
    times = _TIMES.search(key, match.end())
    if not times:
        return None
    word = times.group(1)
    count = int(word) if word.isdigit() else chinese_number(word)
    if not count:
        return None
    return key[match.start() : times.end()], _PER[match.group()] * count


_DEADLINE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年(?:度)?(?:(?:\d{1,2}|[上下]半)?[年月]?(?:\d{1,2}日|[上中下]旬)?(?:底|末|初)?(?:之|以)?[前内]"
    r"|\d{1,2}月(?:\d{1,2}日)?(?:底|末)?|底|末)"
)
_UNTIL = re.compile(r"(?:[到至]|截至|截止到?)((?:19|20)\d{2})年")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:度)?(?:-|—|–|~|至|到)+((?:19|20)\d{2})(?=年)")


def deadline_years(text: str) -> tuple[tuple[int, str], ...]:
    """Return (year, phrase) for every date by which a folded text wants something done (2027年3月底前, 到2028年)."""
    found = [match for pattern in (_DEADLINE, _UNTIL) for match in pattern.finditer(text)]
    return tuple((int(match.group(1)), match.group()) for match in sorted(found, key=lambda match: match.start()))


def year_span(text: str) -> tuple[int, int, str] | None:
    """Return (first year, last year, phrase) of the first span of calendar years (2026至2028年) in a folded text."""
    for match in _SPAN.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        if first < last:
            return first, last, match.group()
    return None


_AUTUMN = 8
"""From this month on a span may go into the next year without saying so (11月至3月, 9月至6月)."""
_FROM_TO = re.compile(
    r"(?:((?:19|20)\d{2})年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})日)?(?:起)?(?:-|—|–|~|至|到)+(次年|翌年|第二年|(?:19|20)\d{2}年)?(\d{1,2})月(?:(\d{1,2})日)?"
)


_NUMERIC = re.compile(r"(?<![\d.])((?:19|20)\d{2})[-./](\d{1,2})(?:[-./](\d{1,2})日?)?(?![\d.])月?")
_YEARS = re.compile(r"(?<![\d.])((?:19|20)\d{2})年(?:度)?(?:-|—|–|~|至|到)+((?:19|20)\d{2})年(?!\d)")
"""A span of whole years."""


def _in_words(date: re.Match[str]) -> str:
    year, month, day = date.groups()
    return f"{year}年{month}月{day}日" if day else f"{year}年{month}月"


def reversed_span(text: str) -> str:
    """Return the first span of a folded text that ends before it begins (2027年6月至2027年3月), "" where none does.

    One that goes into the winter without saying a year (11月至3月) ends in the next. Dates may be in digits alone.
    """
    if "月" not in text and "20" not in text and "19" not in text:
        return ""
    years_back = next((one for one in _YEARS.finditer(text) if int(one.group(1)) > int(one.group(2))), None)
    if years_back:
        return years_back.group()
    text = _NUMERIC.sub(_in_words, text)
    for match in _FROM_TO.finditer(text):
        year, month, day, of_end, last, last_day = match.groups()
        begin, end = (int(month), int(day or 1)), (int(last), int(last_day or 31))
        if of_end and not of_end[0].isdigit():
            continue
        if of_end and year and of_end != f"{year}年":
            if int(of_end[:4]) < int(year):
                return match.group()
            continue
        stated = bool(of_end and year)
        if end < begin and (stated or int(month) < _AUTUMN or last == month):
            return match.group()
    return ""


Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is wanted: ``first`` to ``last`` are the days that may be meant by ``phrase``."""

    first: Day
    last: Day
    phrase: str


_BY = r"[之以]?[前内]"
_DAY = re.compile(
    rf"(?:((?:19|20)\d{{2}})年)?(?<!\d)(\d{{1,2}})月份?(?:(\d{{1,2}})[日号]|(底|末)|([上中下])旬)?({_BY})?"
    r"|((?:19|20)\d{2})[-./](\d{1,2})[-./](\d{1,2})日?(?:[之以]?前)?(?!\d)"
    rf"|(?:((?:19|20)\d{{2}})年?)?(前?第?[一二三四1-4](?:个)?季度|[上下]半年|年)(底|末)?({_BY})?"
)
_LAST_OF_TEN = {"上": 10, "中": 20, "下": 31}
_QUARTERS = {"一": 1, "1": 1, "二": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}


def dues(text: str, year: int) -> tuple[Due, ...]:
    """Return every day by which a folded text wants something done (9月底前, 2026-11-30, 前三季度, 6月内).

    A date without a year is one of ``year``. The end of a month is its last day (31). 6月内 may mean any of its days,
    and 6月前 its first day or its last. A month that says no end (9月开展) is no such day.
    """
    found = (_due_of(match, year) for match in _DAY.finditer(text))
    return tuple(one for one in found if one is not None)


def _due_of(match: re.Match[str], year: int) -> Due | None:
    of_year, month, day, end, ten, by, dashed_year, dashed_month, dashed_day, span_year, span, span_end, span_by = (
        match.groups()
    )
    done = match.string.startswith("完成", match.end())
    if dashed_year:
        whole = (int(dashed_year), int(dashed_month), int(dashed_day))
        return Due(whole, whole, match.group()) if 1 <= whole[1] <= 12 else None
    if span:
        return _of_span(int(span_year or year), span, bool(span_end), bool(span_by) or done, match.group())
    number = int(month)
    if not 1 <= number <= 12 or not (day or end or ten or by or done):
        return None
    last = int(day) if day else _LAST_OF_TEN[ten] if ten else 31
    at = int(of_year or year)
    early = (by or "").endswith("前") and not day and not end and not ten
    first = last if day or end or (ten and by) else 1
    return Due((at, number - early, 31) if early else (at, number, first), (at, number, last), match.group())


def _of_span(year: int, span: str, end: bool, by: bool, phrase: str) -> Due | None:
    """Return the day that a quarter, half a year or the year ends as (前三季度, 上半年完成, 年底前)."""
    if span == "年":
        return Due((year, 12, 31), (year, 12, 31), phrase) if end else None
    if not (end or by or span.startswith("前")):
        return None
    last = {"上": 6, "下": 12}.get(span[0]) or 3 * next(_QUARTERS[char] for char in span if char in _QUARTERS)
    first = last if end or span.startswith("前") else last - (5 if "半" in span else 2)
    whole = end or span.startswith("前")
    return Due((year, first, 31 if whole else 1), (year, last, 31), phrase)
