"""Numbers as a sheet shows them: number formats of Excel, sections, percent, scaling, dates.

Source of the format language: ECMA-376 part 1, 18.8.30 (numFmt) and 18.8.31; built-in numbers of zh-CN there too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILTIN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0", 6: "¥#,##0", 7: "¥#,##0.00",
    8: "¥#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mm-yy", 16: "m/d", 17: "yyyy/m",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "¥#,##0", 43: "#,##0.00", 44: "¥#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    48: "0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"([^"]*)"|[\\!](.)|_.|\*.|\[(h+|m+|s+)\]|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(General|G/通用格式)|(AM/PM|A/P|上午/下午)|(y+|m+|d+|h+|s+|a{3,4})|(E[+-])|([0#?])|(.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_DAY_ZERO = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LAST_DAY = 2958466
_GROUPED = re.compile(r"[0#?],+[0#?]")
# Text in quotes or behind a backslash stays as it is (group 1); any other semicolon ends a section.
_SECTION = re.compile(r'("[^"]*"|\\.)|;')
_FRACTION = re.compile(r"[#0?]\s*/\s*[#?\d]")


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: tokens (kind, text), and what they mean together."""

    tokens: tuple[tuple[str, str], ...]
    is_date: bool
    percents: int
    scale: int
    decimals: int
    grouped: bool
    condition: tuple[str, Decimal] | None


def number(value: float, code: str, is_1904: bool = False) -> str:
    """Return the number ``value`` as a cell with the number format ``code`` shows it."""
    try:
        return _shown(value, code, is_1904)
    except ArithmeticError:  # more digits than any amount has, or no number at all
        return f"{value:.15g}"


def _shown(value: float, code: str, is_1904: bool) -> str:
    sections = _sections(code)
    section, negative = _chosen(sections, value)
    if not section.tokens or any(kind == "general" for kind, _ in section.tokens):
        shown = _plain(value if not negative else abs(value))
        return "".join(shown if kind == "general" else text for kind, text in section.tokens) or shown
    if section.is_date:
        return _date(value, section, is_1904)
    if any(kind == "exponent" for kind, _ in section.tokens):
        return _plain(value)
    if not any(kind == "digit" for kind, _ in section.tokens):
        literal = "".join(text for kind, text in section.tokens if kind == "literal")
        return _plain(value) if "@" in literal else literal.strip() or _plain(value)
    # A format may show zero as nothing (#); what a reviewer could then not see at all is shown plainly.
    return _number(abs(value) if negative else value, section) or _plain(value)


def is_date(code: str) -> bool:
    """Return whether the format shows a date or time."""
    return _sections(code)[0].is_date


def _plain(value: float) -> str:
    """Return a number as the format General shows it in a wide cell: at most 15 significant digits, no exponent."""
    exact = Decimal(f"{value:.15g}")
    return format(exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact.normalize(), "f")


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    if not code or _FRACTION.search(code):
        return (_section("General"),)
    return tuple(_section(part) for part in _SECTION.sub(lambda match: match.group(1) or "\n", code).split("\n"))


def _section(text: str) -> _Section:
    tokens = tuple(_tokens(text))
    condition = _CONDITION.search(text)
    kinds = [kind for kind, _ in tokens]
    shape = "".join(part for kind, part in tokens if kind in {"digit", "comma", "point"})
    whole, _, decimals = shape.partition(".")
    trailing = len(whole) - len(whole.rstrip(",")) if not decimals else 0
    scale = max(trailing, len(decimals) - len(decimals.rstrip(",")))
    return _Section(
        tokens,
        is_date="date" in kinds and "general" not in kinds,
        percents=sum(part.count("%") for kind, part in tokens if kind == "percent"),
        scale=scale,
        decimals=sum(char in "0#?" for char in decimals),
        grouped=bool(_GROUPED.search(whole)),
        condition=(condition.group(1), Decimal(condition.group(2))) if condition else None,
    )


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(text):
        quoted, escaped, elapsed, money, general, half, date, exponent, digit, other = match.groups()
        if quoted is not None or escaped is not None or money is not None:
            found.append(("literal", quoted or escaped or money or ""))
        elif general:
            found.append(("general", ""))
        elif date or half or elapsed:
            found.append(("date", (f"[{elapsed}]" if elapsed else date or half).lower()))
        elif exponent:
            found.append(("exponent", exponent))
        elif digit:
            found.append(("digit", digit))
        elif other is not None:
            found.append(({"%": "percent", ",": "comma", ".": "point"}.get(other, "literal"), other))
    return found


def _chosen(sections: tuple[_Section, ...], value: float) -> tuple[_Section, bool]:
    """Return (section, whether it shows the amount without its minus sign)."""
    for section in sections:
        if section.condition and _holds(section.condition, value):
            return section, False
    if any(section.condition for section in sections):
        return next((section for section in sections if not section.condition), sections[-1]), False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), False


def _holds(condition: tuple[str, Decimal], value: float) -> bool:
    sign, limit = condition
    exact = Decimal(repr(value))
    order = (exact > limit) - (exact < limit)
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0, "=": order == 0, "<>": order != 0}[sign]


def _number(value: float, section: _Section) -> str:
    exact = Decimal(f"{value:.15g}").scaleb(2 * section.percents - 3 * section.scale)
    rounded = exact.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    whole, _, decimals = format(abs(rounded), "f").partition(".")
    shown = _filled(section, "" if whole == "0" else whole, decimals)
    return f"-{shown}" if rounded < 0 else shown


def _filled(section: _Section, whole: str, decimals: str) -> str:
    """Return the tokens with digits in their places: whole part from the right, decimals from the left."""
    point = next((i for i, (kind, _) in enumerate(section.tokens) if kind == "point"), len(section.tokens))
    digits = [i for i, (kind, _) in enumerate(section.tokens) if kind == "digit"]
    left = [i for i in digits if i < point]
    pieces = [text if kind in {"literal", "percent"} else "" for kind, text in section.tokens]
    for index, piece in zip(left, _whole(section, left, whole), strict=True):
        pieces[index] = piece
    optional = len(decimals.rstrip("0"))
    for order, index in enumerate(digits[len(left) :]):
        needed = section.tokens[index][1] == "0" or order < optional
        pieces[index] = decimals[order] if needed else ""
    if any(pieces[i] for i in digits[len(left) :]):
        pieces[point] = "."
    return "".join(pieces).strip()


def _whole(section: _Section, places: list[int], whole: str) -> list[str]:
    """Return what each of the digit places of the whole part shows; the first takes all digits that are left."""
    shown = []
    for order in range(len(places)):
        rest = len(places) - order - 1  # places to the right
        digit = whole[: max(0, len(whole) - rest)] if order == 0 else whole[len(whole) - rest - 1 :][:1]
        fits = rest < len(whole)
        shown.append(digit if fits else "0" if section.tokens[places[order]][1] == "0" else "")
    joined = "".join(shown)
    return [f"{int(joined):,}", *[""] * (len(places) - 1)] if section.grouped and joined else shown


def _date(value: float, section: _Section, is_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return _plain(value)
    moment = _DAY_ZERO[is_1904] + timedelta(seconds=round(value * 86400))
    half = any(text in {"am/pm", "a/p", "上午/下午"} for _, text in section.tokens)
    out: list[str] = []
    for index, (kind, text) in enumerate(section.tokens):
        if kind != "date":
            out.append(text if kind in {"literal", "point", "comma", "percent"} else "")
            continue
        minutes = text.startswith("m") and _beside_time(section.tokens, index)
        out.append(_part(moment, text, minutes=minutes, half=half) if text[0] != "[" else _elapsed(value, text))
    return "".join(out).strip()


def _beside_time(tokens: tuple[tuple[str, str], ...], index: int) -> bool:
    """Return whether m means minutes: the date token before it is hours, or the one after it seconds."""
    before = next((text for kind, text in reversed(tokens[:index]) if kind == "date"), "")
    after = next((text for kind, text in tokens[index + 1 :] if kind == "date"), "")
    return before.strip("[").startswith("h") or after.startswith("s")


def _part(moment: datetime, token: str, *, minutes: bool, half: bool) -> str:
    hour = (moment.hour % 12 or 12) if half else moment.hour
    amount = {"y": moment.year, "m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour,
              "s": moment.second}.get(token[0], 0)  # fmt: skip
    if token in {"am/pm", "a/p", "上午/下午"}:
        return "上午" if moment.hour < 12 else "下午"
    if token[0] == "a" or (token[0] == "d" and len(token) > 2):
        day = "一二三四五六日"[moment.weekday()]
        return day if token == "aaa" else f"星期{day}"
    if token[0] == "y":
        return f"{amount:04d}" if len(token) > 2 else f"{amount % 100:02d}"
    return f"{amount:0{min(len(token), 2)}d}"


def _elapsed(value: float, token: str) -> str:
    per_day = {"h": 24, "m": 1440, "s": 86400}[token[1]]
    return str(int(value * per_day + 1e-9))
