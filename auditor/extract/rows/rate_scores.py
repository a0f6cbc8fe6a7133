"""The rate and the score of spending in one column (执行率及得分: 97%,得9.7分) → a detail for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.words.keys import fold
from auditor.records.document import Cell

_RATE, _SCORE, _UNTOLD = "执行率", "得分", "执行结果"
RATES = "执行率|支出率|支出进度|执行进度"
"""What heads call the share of the money that was spent."""
_BOTH = re.compile(rf"(?=.*(?:{RATES}))(?=.*得分)")
_IN_PERCENT = re.compile(rf"(?:{RATES})\(%\)")
_JOINED = re.compile("(?:率|进度|得分)[及和与、/,;]")  # 执行率得分 asks for a score alone
_BRACKETS = re.compile(r"\(.*?\)")
_WITH_POINTS = re.compile(rf"(?:分值|权重)[/、及和与](?:预算)?(?:{RATES})|(?:预算)?(?:{RATES})[/、及和与](?:分值|权重)")
_POINTS_AND_RATE = re.compile(r"(\d+(?:\.\d+)?)分?[/、,;](\d+(?:\.\d+)?%)|(\d+(?:\.\d+)?%)[/、,;](\d+(?:\.\d+)?)分?")
_TOLD = re.compile(r"(?P<rate>\d+(?:\.\d+)?%)?\D{0,8}?(?:(?P<score>\d+(?:\.\d+)?)(?P<points>分)?\)?)?")


def rates_apart(details: Sequence[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """Return the details of a project; a figure under a head that asks for both is the rate, the score, or each.

    A number alone is the rate where the head asks for it in %; it is neither where nothing says which (执行率及得分).
    """
    told = [part for label, cell in details for part in _with_points(label, cell)]
    return [part for label, cell in told for part in _parts(label, cell)]


def _with_points(label: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
    """Yield the points and the rate of a cell that has both (分值/执行率: 10/97%), any other as it is."""
    row, dot, head = label.rpartition("·")
    both = _POINTS_AND_RATE.fullmatch(fold(cell.text)) if _WITH_POINTS.search(fold(head)) else None
    if both is None:
        yield label, cell
        return
    yield f"{row}{dot}分值", replace(cell, text=both.group(1) or both.group(4))
    yield f"{row}{dot}{_RATE}", replace(cell, text=both.group(2) or both.group(3))


def _parts(label: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
    row, dot, head = label.rpartition("·")
    told = _TOLD.fullmatch(fold(cell.text)) if _BOTH.match(_BRACKETS.sub("", head)) else None
    rate, number, points = told.group("rate", "score", "points") if told else ("", "", "")
    if number and not rate and not points and _JOINED.search(_BRACKETS.sub("", fold(head))):
        asked = f"{_RATE}(%)" if _IN_PERCENT.search(fold(head)) else _UNTOLD
        yield f"{row}{dot}{asked}", cell
        return
    if not rate and not number:
        yield label, cell
        return
    score = _SCORE + "".join(_BRACKETS.findall(head))  # which may tell the points: 执行率及得分(10分)
    for name, text in ((_RATE, rate), (score, number)):
        if text:
            yield f"{row}{dot}{name}", replace(cell, text=text)
