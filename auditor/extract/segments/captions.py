"""The unit of money, and the year, that a line prints beside others (填报单位:… 金额单位:元; 部门:… 2026年 万元)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.extract.lines.stream import Line
from auditor.extract.words.bodies import INSTITUTION
from auditor.extract.words.keys import fold
from auditor.extract.words.notes import CAPTION, UNIT_LABEL
from auditor.extract.words.vocabulary import header, is_unit, overall_label
from auditor.records.document import Cell
from auditor.text.money import says_nothing

_MOST_LABELS = 6
_LEAST_UNITS, _LONGEST_UNIT = 3, 5
_BETWEEN = re.compile(r"(?:^|[\s(（])(?:金额|货币|计量)?单位[:：]\s?(?:人民币)?(万元|亿元|千元|元)(?=[\s)）]|$)")
_SURE_UNIT = re.compile(r"\s*[百千万亿]*元\s*|\s*[%％‰]\s*")
YEAR = re.compile(r"\(?(20\d\d)年度?\)?")
_UNIT_BEHIND = re.compile(r"\(?(?:(?:金额|货币|计量)?单位:)?(?:人民币)?[百千万亿]*元\)?$")
_YEAR_BEHIND, _YEAR_BEFORE = re.compile(r"\(?20\d\d年度?\)?$"), re.compile(r"^\(?20\d\d年度?\)?")
_LONGEST_BODY = 30
_BODY = re.compile(r"(?:填报|填表|编制|预算|申报|项目|主管)?(?:单位|部门)(?:名称)?(?:\(盖章\))?:\s*(?![百千万亿]*元)\S")


def captioned(line: Line) -> tuple[Line, tuple[Cell, ...]]:
    """Return (the line without them, the cells) that print the unit of money, or the year, beside others."""
    if prints_units(line.texts):
        return replace(line, cells=()), line.filled
    if not any("位" in cell.text or "部门" in cell.text for cell in line.filled):
        return line, ()
    found = [cell for cell in line.filled if CAPTION.fullmatch(fold(cell.text))] if len(line.filled) > 1 else []
    if len(line.filled) <= _MOST_LABELS:
        pairs = pairwise(line.filled)
        found += [
            cell for pair in pairs if UNIT_LABEL.fullmatch(fold(pair[0].text)) and _is_money(pair[1]) for cell in pair
        ]
    if names_body(line):
        found += [cell for cell in line.filled[1:] if YEAR.fullmatch(fold(cell.text)) or _is_money(cell)]
    if not found:
        return line, ()
    taken = {id(cell) for cell in found}
    cells = tuple(replace(cell, text="") if id(cell) in taken else cell for cell in line.cells)
    return replace(line, cells=cells), tuple(found)


def prints_units(texts: Sequence[str]) -> bool:
    """Return whether a row below a head says nothing but the units of its columns: —, 万元, —, 分.

    One is of money or of a share: 类, 款, 项 are words of a head.
    """
    if len(texts) < _LEAST_UNITS or any(len(text) > _LONGEST_UNIT for text in texts):
        return False
    units = [is_unit(fold(text)) for text in texts]
    return any(map(_SURE_UNIT.fullmatch, texts)) and all(
        one or says_nothing(text) for one, text in zip(units, texts, strict=True)
    )


def names_body(line: Line) -> bool:
    """Return whether a line above a table says whose it is, with little beside it: 部门:某局, 2026年, 万元."""
    return 1 < len(line.filled) <= _MOST_LABELS and is_body(line.filled[0].text)


def is_body(text: str) -> bool:
    """Return whether a text is a label with the name of an agency behind it (填报单位:某局)."""
    return bool(_BODY.match(fold(text)))


def _is_money(cell: Cell) -> bool:
    return bool(CAPTION.fullmatch(f"单位:{fold(cell.text)}"))


def unit_in(cells: Sequence[Cell]) -> str:
    """Return the unit of money that captions name, "" where there are none."""
    found = (CAPTION.fullmatch(text if "单位" in text else f"单位:{text}") for text in (fold(c.text) for c in cells))
    return next((match.group(1) for match in found if match), "")


def unit_beside(line: Line) -> str:
    """Return the unit of money that a line of labels in one cell names between blanks (某局 金额单位：元 日期：…)."""
    texts = set(line.texts)
    match = _BETWEEN.search(texts.pop()) if len(texts) == 1 else None
    return match.group(1) if match else ""


def is_caption(title: str) -> bool:
    """Return whether behind the number of a table stands only whose it is, its year and its unit (公开13表 部门:某局).

    A label may have any value, a body without a label must end like one.
    """
    rest = _UNIT_BEHIND.sub("", title)
    rest = _YEAR_BEFORE.sub("", _YEAR_BEHIND.sub("", rest))
    label, colon, _ = rest.partition(":")
    if colon:
        return bool(header(label) or overall_label(label))
    return bool(title) and (not rest or (len(rest) <= _LONGEST_BODY and bool(INSTITUTION.search(rest))))
