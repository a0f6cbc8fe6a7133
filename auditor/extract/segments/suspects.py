"""What looks like an indicator table but was not read: titles without rows, pictures, rows outside any grid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from auditor.extract.lines.foreign import is_options
from auditor.extract.lines.stream import Line
from auditor.extract.money.words import kind_of_title as kind_of_money
from auditor.extract.segments.tables import NOTHING, Segment, is_title, kind_of_title, number_alone
from auditor.extract.words.inline import inline_fields
from auditor.extract.words.keys import fold, tidy
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import header, is_level, level, overall_label, roles_of
from auditor.records.budget import Indicator
from auditor.records.document import Cell, Document, Grid, Picture, Problem
from auditor.records.place import Place
from auditor.text.operators import sign

_CAPTION = re.compile(r"[(]?(?:金额)?单位[:(].*$")
_AGAIN = re.compile(r"续")
_LEVEL = "(?:产出|数量|质量|时效|成本|效益|满意度)指标"
_GLUED = re.compile(rf"{_LEVEL}[^、,。;]{{0,8}}{_LEVEL}[^、,。;]*[≥≤<>=\d]")
_PARTS = re.compile(r"[\s|｜│┃¦,;]+")
_MARKS = re.compile(r"[、，；/]")
_SIGN = re.compile(r"[≥≤<>=]=?\d*")
_NUMBER = re.compile(r"[≥≤<>=]?\d[\d.,]*\D{0,4}")
# Several indicators in one cell: 1.…2.…, ①…②…, or names with a target each.
_LISTED = re.compile(r"[(]?1[.、):](?!\d).+(?<![\d.])2[.、):](?!\d)")
_CIRCLED = re.compile(r"①.+②")
_VALUE = re.compile(r"\d+(?:\.\d+)?")
_TARGETS = re.compile(r"(?<=[^\W\d_]{2})[≥≤<>]=?\d")
# A line that is nothing but the name of an indicator and its target.
_TARGET = re.compile(
    r"(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳]|[*●·•★-])?([^\W\d_][^,。;:!?≥≤<>=]{1,30}?)"
    r"(?:[≥≤><=]=?|不低于|不少于|不超过|不高于|不小于|不大于|达到?)\d[\d.,]*[^\d,。;:!?]{0,8}[。;]?"
)
# A second target behind the first: 22人≥12次. A year is no target (比2025年下降≥3%).
_SECOND = re.compile(r"\d(?!\d*年).*[^\d([,或且至到~-][≥≤]\d")
_PART = re.compile(r"表(1[23])[-—–._]\d")
_SUB = re.compile(r"表[一二三四五六七八九十](?!般)")  # 表一资金监控, 表二指标监控 below the title of both
_LEAST_PARTS = 4
_LONGEST_ROW = 200
_LONGEST_NOTHING = 60
_LONGEST_SIGN = 14
_LONGEST_TARGET = 40
_PAIR = 2
_NUMBERS = {"12", "13"}
_SHOWN = {12: "项目支出绩效表", 13: "部门整体支出绩效表"}


@dataclass(slots=True)
class _Section:
    """A title of table 12 or 13 and what stands below it up to the next title."""

    kind: int
    text: str
    place: Place
    rows: int = 0
    nothing: bool = False
    pictures: list[Picture] = field(default_factory=list)


def unread_titles(document: Document) -> Iterator[Problem]:
    """Yield a problem for every title of table 12 or 13 below which no row was read, or a large picture stands.

    A title may stand in a table of contents before its table, or on every page: that says nothing.
    """
    every = _sections(document)
    told = {(section.kind, section.text) for section in every if section.kind and section.rows}
    for at, section in enumerate(every):
        if not section.kind or _names_sheet(section, every[at + 1 : at + 2]):
            continue
        later = any((_kind_below(one) == section.kind or _SUB.match(one.text)) and one.rows for one in every[at + 1 :])
        known = (section.kind, section.text) in told and not _AGAIN.search(section.text)
        large = [picture for picture in section.pictures if picture.large]
        if section.rows:
            if large:
                yield _pictured(section, large[0])
        elif not section.nothing and not known and (section.pictures or not later):
            yield _empty(section)


def _names_sheet(section: _Section, below: Sequence[_Section]) -> bool:
    """Return whether a title is the name of a sheet, in which the title of its table says it once more."""
    sheet = section.place.sheet
    return (
        bool(sheet and not section.rows and below) and below[0].place.sheet == sheet and section.text in below[0].text
    )


def unread_segments(segments: Sequence[Segment]) -> Iterator[Problem]:
    """Yield a problem for every table that holds indicators, or what surrounds them, and was taken for another one."""
    for segment in segments:
        rows = [line for line in segment.lines if not line.prose]
        found = next((line for line in rows if _is_indicator(line)), None)
        if not found:
            # Another table may have the number in the list of its place (预算12表 政府采购预算表).
            numbered = segment.number in _NUMBERS and not kind_of_money(fold(segment.title))
            found = next((line for line in rows if numbered or _says_objective(line.filled)), None)
        if not segment.kind and found:
            shown = f"“{tidy(segment.title)}”" if segment.title else "一张表"
            message = f"{shown}里有绩效指标表的行，但没有认出是哪张绩效表，没有读入，请核对原件。"
            yield Problem("extract.unread-table", message, found.place, partial=True)


def _is_indicator(line: Line) -> bool:
    return (line.has_levels and not is_options(line.filled)) or _heads_indicators(line)


def _says_objective(cells: Sequence[Cell]) -> bool:
    """Return whether a row is nothing but the label of an objective and a sentence beside it."""
    labelled = len(cells) == _PAIR and overall_label(cells[0].text) == "goal"
    return labelled and not header(cells[1].text) and not is_amount(cells[1].text)


def stacked(indicators: Sequence[Indicator], *, converted: bool) -> Iterator[Problem]:
    """Yield a problem for every row that holds several indicators in one cell, which were read as one.

    A blank within a number of converted text is damage of the conversion.
    """
    for one in indicators:
        name, values = one.name.text, one.value.text.split()
        several = not converted and len(values) > 1 and all(_VALUE.fullmatch(value) for value in values)
        several = several or bool(_SECOND.search(fold(one.value.text)))
        if several or _LISTED.match(fold(name)) or _CIRCLED.search(name) or len(_TARGETS.findall(fold(name))) > 1:
            message = f"“{tidy(name)}”一格里疑似写了几条指标，只当一条读入，请在原件里拆成每行一条后再审。"
            yield Problem("extract.stacked", message, one.place, partial=True)


def is_row(text: str) -> bool:
    """Return whether a line of running text is a row of an indicator table whose cells were lost.

    Its parts are level words side by side, or a level word with a target, parted by blanks, bars or commas, or not
    parted at all; where marks of sentences part them, an operator alone must be among them.
    """
    if len(text) <= _LONGEST_ROW and _GLUED.search(fold(text)):
        return True
    listed = [part for part in _MARKS.split(text.strip()) if part]
    if any(level(1, a) and level(2, b) for a, b in pairwise(listed)) and any(_SIGN.fullmatch(fold(a)) for a in listed):
        return True
    parts = [part for part in _PARTS.split(text.strip()) if part]
    if len(parts) < _LEAST_PARTS:
        return False
    target = any(sign(part) or _NUMBER.fullmatch(fold(part)) for part in parts if len(part) <= _LONGEST_SIGN)
    if any(level(1, a) and level(2, b) for a, b in pairwise(parts)):
        return target or len(parts) > _LEAST_PARTS
    leads = any(map(is_level, parts[:2]))
    return leads and target and "指标" in text


def is_target(text: str) -> bool:
    """Return whether a line of running text is nothing but a name with its target (某合格率≥95%), no sentence."""
    key = fold(text)
    return len(key) <= _LONGEST_TARGET and bool(_TARGET.fullmatch(key))


def _heads_indicators(line: Line) -> bool:
    words = roles_of(line.texts)
    return {"name", "value"} <= words and bool(words & {"level1", "level2"})


def _sections(document: Document) -> list[_Section]:
    """Return the titles of a document, of any table, each with what stands below it."""
    found = [_Section(0, "", Place())]
    pictures = sorted(document.pictures, key=lambda picture: picture.after)
    for number, block in enumerate(document.blocks):
        while pictures and pictures[0].after <= number:
            found[-1].pictures.append(pictures.pop(0))
        if isinstance(block, Grid):
            for row in block.rows:
                _add(found, row.filled, row.place)
        else:
            _add(found, [Cell(block.text, block.place)], block.place, prose=True)
    found[-1].pictures += pictures
    return found


def _add(found: list[_Section], cells: Sequence[Cell], place: Place, *, prose: bool = False) -> None:
    """Add a row or line to the last section, or begin one at a title."""
    now = found[-1]
    if len(cells) == 1:
        text = cells[0].text
        key = fold(text).strip("#*")
        title = _CAPTION.sub("", key)
        if is_title(title) and now.kind and not now.rows and _is_own_number(key, now.kind):
            return
        if is_title(title):
            found.append(_Section(kind_of_title(title), title, place))
        else:
            now.nothing = now.nothing or bool(NOTHING.search(text) and len(text) <= _LONGEST_NOTHING)
            now.rows += prose and (bool(inline_fields(cells[0])) or is_row(text))
    elif cells and not all(header(cell.text) for cell in cells):
        now.rows += 1


def _kind_below(section: _Section) -> int:
    """Return the kind of a table by its title, else by its number where it is one of several (表12-1：某项目)."""
    part = _PART.match(section.text)
    return section.kind or (int(part.group(1)) if part else 0)


def _is_own_number(title: str, kind: int) -> bool:
    """Return whether a line below a title is nothing but its number: 表12, or one in a disclosure (公开14表).

    The department and the year may stand behind it (预算12表 部门名称：某局).
    """
    number = number_alone(title, labelled=True)
    return bool(number) and (number == str(kind) or int(number) > max(map(int, _NUMBERS)))


def _empty(section: _Section) -> Problem:
    where = "是图片，图片中的表没有读" if section.pictures else "没有读到表格里的行，可能是图片、空表或没有转换出来"
    message = f"标题“{tidy(section.text)}”下面{where}，请核对原件，送审带有文字的{_SHOWN[section.kind]}。"
    return Problem("extract.empty-table", message, section.place, partial=True)


def _pictured(section: _Section, picture: Picture) -> Problem:
    message = f"“{tidy(section.text)}”里有一幅大图片，图片中可能有表格行，没有读，请核对原件。"
    place = picture.place if picture.place != Place() else section.place
    return Problem("extract.picture", message, place, partial=True)
