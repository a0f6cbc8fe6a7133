"""The rate and the score of spending in one column (执行率及得分: 97%,得9.7分) → a detail for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.words.keys import fold
from auditor.records.document import Cell

_RATE, _SCORE = "执行率", "得分"
_BOTH = re.compile(r"(?=.*(?:执行率|支出率|支出进度|执行进度))(?=.*得分)")
_BRACKETS = re.compile(r"\(.*?\)")
_TOLD = re.compile(r"(?P<rate>\d+(?:\.\d+)?%)?\D{0,8}?(?:(?P<score>\d+(?:\.\d+)?)分?\)?)?")


def rates_apart(details: Sequence[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """Return the details of a project; a figure under a head that asks for both is the rate, the score, or each."""
    return [part for label, cell in details for part in _parts(label, cell)]


def _parts(label: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
    row, dot, head = label.rpartition("·")
    told = _TOLD.fullmatch(fold(cell.text)) if _BOTH.match(_BRACKETS.sub("", head)) else None
    if told is None or not (told.group("rate") or told.group("score")):
        yield label, cell
        return
    score = _SCORE + "".join(_BRACKETS.findall(head))  # which may tell the points: 执行率及得分(10分)
    for name, text in ((_RATE, told.group("rate")), (score, told.group("score"))):
        if text:
            yield f"{row}{dot}{name}", replace(cell, text=text)
