"""Indicators written as running text: 数量指标:…≥10场;质量指标:… and 【产出指标-数量指标】指标1:…(≥77台)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from auditor.extract.items import Fields
from auditor.extract.words.kinds import kind_of
from auditor.extract.words.target import Target, composed
from auditor.extract.words.vocabulary import level, level_words
from auditor.records.document import EMPTY, Cell

_LEAST = 2  # a text with one label only is a sentence about indicators
_PIECE = re.compile(
    r"[;；\n]|。(?!\d)|(?:^|(?<=[\s,，;；。:：]))(?:(?:指标|目标)?\s*\d{1,2}\s*(?:[:：、]|[.．)）](?!\d))|[(（]\d{1,2}[)）])"
    r"|[①-⑳★]|[,，](?=\s*(?:指标|目标)\s*\d)"
)
_SIGNS = (
    r"≥|≤|≧|≦|>=|<=|＞|＜|＝|=|>|<|大于等于|小于等于|不低于|不少于|不超过|不高于|不小于|不大于|大于|小于|等于|达到|为"
)
_TARGET = re.compile(rf"(?P<name>.+?)\s*[(（]?\s*(?P<value>(?:{_SIGNS})\s*\d[^()（）]*)[)）]?", re.DOTALL)
_WORDS = re.compile(r"(?P<name>.+?)\s*[(（](?P<value>[^()（）]{2,20})[)）]", re.DOTALL)  # (健全), (10月底前)
_NUMBER_ONLY = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,2}[)）.．、]?")  # of the label behind it
_COUNT = re.compile(r"设\s*\d*\s*条$")
_NO_SIGN = re.compile(r"^(?:达到|为)")


def inline_fields(cell: Cell, least: int = _LEAST) -> list[Fields]:
    """Return the indicators in a text that labels ``least`` levels or more, in order; [] for any other text."""
    if "指标" not in cell.text and "目标" not in cell.text:
        return []
    marks = list(_marks().finditer(cell.text))
    if len(marks) < least:
        return []
    found: list[Fields] = []
    one = two = EMPTY
    for number, mark in enumerate(marks):
        first, second = _levels(mark)
        if not first and _is_first(cell.text, marks[number : number + 2]):
            first, second = second, ""
        one = replace(cell, text=first) if first else one
        two = replace(cell, text=second) if second else two if not first else EMPTY
        end = marks[number + 1].start() if number + 1 < len(marks) else len(cell.text)
        body = _COUNT.sub("", cell.text[mark.end() : end])
        found += [_field(replace(cell, text=piece), one, two) for piece in _pieces(body)]
    return found


def _is_first(text: str, marks: Sequence[re.Match[str]]) -> bool:
    """Return whether a label of either level is a first one: a second follows it (满意度指标:服务对象满意度指标:)."""
    if len(marks) < _LEAST or not level(1, _levels(marks[0])[1]):
        return False
    return not (text[marks[0].end() : marks[1].start()].strip() or _levels(marks[1])[0])


def _levels(mark: re.Match[str]) -> tuple[str, str]:
    """Return (level1, level2) that a label names, "" for the one that it does not."""
    words = [word for word in re.split(r"[-—–/、:：\s]+", mark.group("pair") or mark.group("word")) if word]
    if len(words) > 1:
        return words[0], words[1]
    return ("", words[0]) if level(2, words[0]) else (words[0], "")


def _pieces(body: str) -> list[str]:
    pieces = (piece.strip(" 　,，;；。:：") for piece in _PIECE.split(body))
    return [piece for piece in pieces if piece and not _NUMBER_ONLY.fullmatch(piece)]


def _field(piece: Cell, one: Cell, two: Cell) -> Fields:
    match = _TARGET.fullmatch(piece.text) or _WORDS.fullmatch(piece.text)
    name = replace(piece, text=match.group("name").strip(" ,，:：(（")) if match else piece
    value = replace(piece, text=_NO_SIGN.sub("", match.group("value"))) if match else EMPTY
    target, _ = composed(Target(name, EMPTY, value, EMPTY), unit_column=False)
    kind = kind_of(one.text, two.text)
    return Fields(kind.kind, kind.sub, one, two, target.name, target.operator, target.value, target.unit)


def _marks() -> re.Pattern[str]:
    return _marks_of(level_words())


@lru_cache(maxsize=16)
def _marks_of(known: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(f"{re.escape(word.removesuffix('指标'))}(?:绩效)?(?:指标|目标)" for word in known)
    pair = rf"(?:{words})\s*[-—–/、]\s*(?:{words})"
    return re.compile(
        rf"[【\[〔](?P<pair>{pair}|{words})[】\]〕]|(?:(?<=^)|(?<=[\s,，;；。:：、条(（是.．)）]))(?P<word>{words})\s*[:：]"
    )
