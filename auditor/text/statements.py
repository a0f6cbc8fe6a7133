"""Statements of running text (部门预算说明): sentences, and the amounts that they state with the words before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.units import IN_WAN
from auditor.text.width import display_width, fold

_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?")
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万元|亿元|千元|元)")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
# The brackets of 因公出国(境)费 and of 支出(类) are part of a word.
_STOP = re.compile(r"[,;:。]|(?<!收)、|、(?!支)|\((?![境类款项]|\d{3,7}[类款项])|(?<![境类款项])\)|其中")
# Words that do not say what an amount is of: that stands before the mark (“三公”经费:2026年安排3万元).
_BARE = re.compile(r"(?:20\d\d年度?|本年度?|当年|预算|安排|共|计|为|数|拟|经费)*")
_YEAR = re.compile(r"(20\d\d)年")
# A list that says what an amount is for, up to its end before the amount.
_LIST = re.compile(
    r"([^\d,;:。、()]{2,24}?),?(?:主要)?(?:包括|用于|含):?[^\d,;:。()]*等(?:支出|费用|项目|方面|内容|经费|开支)?$"
)

_REACH = 400  # characters before an amount in which the words before it stand


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money in a text: 万元, half of its last printed digit, its span, and the words right before it."""

    wan: Decimal
    step: Decimal
    start: int
    end: int
    words: str
    shown: str


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage in a text, as a share of 1, with half of its last printed digit and its span."""

    share: Decimal
    step: Decimal
    start: int
    end: int


def told_like(wan: Decimal, like: Sum) -> str:
    """Return an amount of 万元 as a message shows it beside ``like``: in 元 or 千元 where that one is."""
    unit = re.sub(r"[\d,.]", "", like.shown)
    if unit not in {"元", "千元"}:
        return f"{plain(wan)}万元"
    value = plain(wan / IN_WAN[unit])
    whole, point, rest = value.partition(".")
    return f"{int(whole):,}{point}{rest}{unit}" if "," in like.shown else f"{value}{unit}"


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, sentence) of a folded text."""
    for match in _SENTENCE.finditer(text):
        yield match.start(), match.group()


# A dozen rules ask of every sentence.
@lru_cache(maxsize=1 << 11)
def sums(sentence: str) -> tuple[Sum, ...]:
    """Return the amounts of money in a folded sentence, each with the words since the last mark before it."""
    found = []
    for match in _AMOUNT.finditer(sentence):
        value = parse_amount(match.group(1))
        if value is None:
            continue
        factor = IN_WAN[match.group(2)]
        # Nothing is rounded to a bare 0: it says that there is none.
        step = half_digit(match.group(1)) * factor if value else Decimal(0)
        words = _words(sentence[max(0, match.start() - _REACH) : match.start()])
        found.append(Sum(value * factor, step, match.start(), match.end(), words, match.group()))
    return tuple(found)


def _words(before: str) -> str:
    """Return the words right before an amount since the last mark; where these are bare, those before the mark.

    A bracket right before an amount, and a list (人员经费包括工资、津贴等,共计) up to it, give way to what they are of.
    """
    end = len(before)
    for mark in reversed(list(_STOP.finditer(before))):
        if mark.end() > end:
            continue  # within a bracket that was left out
        words = before[mark.end() : end]
        if not _BARE.fullmatch(words):
            return _of_list(before[:end]) or _AMOUNT.split(words)[-1]
        opened = _opening(before, mark.start()) if mark.group() == ")" else None
        end = mark.start() if opened is None else opened
    return _of_list(before[:end]) or _AMOUNT.split(before[:end])[-1]


def _opening(text: str, closing: int) -> int | None:
    """Return where the bracket that closes at ``closing`` was opened, None where it was not."""
    depth = 0
    for at in range(closing, -1, -1):
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if not depth:
            return at
    return None


def _of_list(before: str) -> str:
    """Return what the list before an amount is of (人员经费包括工资、津贴等), "" where none ends there."""
    match = _LIST.search(before)
    return match.group(1) if match else ""


@lru_cache(maxsize=1 << 11)
def shares(sentence: str) -> tuple[Share, ...]:
    """Return the percentages in a folded sentence."""
    found = []
    for match in _SHARE.finditer(sentence):
        digits = match.group(1)
        step = half_digit(digits) / 100
        found.append(Share(Decimal(digits) / 100, step, match.start(), match.end()))
    return tuple(found)


def in_original(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where [start, end) of the folded ``text`` stands in the text as printed."""
    places = _places(text)
    if not places or end > len(places):
        return 0, len(text)
    return places[start], places[end - 1] + 1


# One line may have a finding in each of its clauses.
@lru_cache(maxsize=1 << 3)
def _places(text: str) -> tuple[int, ...]:
    """Return where each character of the folded ``text`` stands in the text as printed."""
    return tuple(at for at, char in enumerate(text) for _ in fold(char))


def year_before(sentence: str, end: int) -> int | None:
    """Return the last year that a folded sentence names before ``end``, None where it names none."""
    years = _YEAR.findall(sentence[:end])
    return int(years[-1]) if years else None


def paragraphs(lines: list[str]) -> list[tuple[int, str]]:
    """Return (index of the first line, text) of paragraphs whose lines a page has cut, folded.

    A line goes on where it ends in the middle of a sentence and the next one begins no part of its own. One that is a
    heading from its number to its last word (三、支出预算情况说明) is whole, however long. A full line is a long one,
    or one as wide as most of a text that was copied from a narrow page.
    """
    made: list[tuple[int, str]] = []
    narrow = _narrow(lines)
    open_ = False
    for index, line in enumerate(lines):
        text = fold(line)
        if made and open_ and not _PART.match(text):
            first, before = made[-1]
            made[-1] = (first, before + text)
        else:
            made.append((index, text))
        full = len(text) >= _FULL_LINE or bool(narrow and display_width(line.strip()) >= _NEARLY * narrow)
        open_ = full and text[-1] not in "。;!?:" and not _HEADING.fullmatch(text)
    return made


def _narrow(lines: list[str]) -> int:
    """Return how wide the lines of a text are that was copied from a narrow page, 0 of any other text.

    None is wider, and many are as wide and end in the middle of a sentence.
    """
    widths = sorted(display_width(line.strip()) for line in lines)
    if len(widths) < _FEW_LINES:
        return 0
    most = widths[-1 - len(widths) // _OUTLIERS]
    cut = sum(
        display_width(line.strip()) >= _NEARLY * most and line.strip()[-1:] not in "。；！？：;!?:" for line in lines
    )
    return most if most < 2 * _FULL_LINE and cut >= _OFTEN * len(lines) else 0


_FEW_LINES, _OUTLIERS = 12, 50
_NEARLY, _OFTEN = 0.85, 0.3

DIGITS = r"\d{1,2}[.、](?:(?!\d)|(?=20\d\d年))"
"""The number of a heading or of an item (3.); a year may follow it (1.2026年预算), no other figure (12.5万元)."""
_PART = re.compile(
    r"第[一二三四五六七八九十]+[部章]|[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十\d]{1,2}\)|" + DIGITS
)
_HEADING = re.compile(
    rf"(?:{_PART.pattern})[^,;:。]{{0,60}}(?:说明|情况|概况|解释|职责|职能|设置|构成|任务|目标|安排|工作|公开|明细|表)(?:\([^()]*\))?"
)
_FULL_LINE = 24
