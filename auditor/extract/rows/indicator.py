"""The indicator part of a row: level words are found by content, the cells after them by column and content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from auditor.extract.items import Fields
from auditor.extract.layout.columns import Layout
from auditor.extract.words.keys import fold
from auditor.extract.words.kinds import kind_of
from auditor.extract.words.target import Target, composed, qualitative, told_in_name, unmerged
from auditor.extract.words.vocabulary import glued_level, header, is_unit, level
from auditor.records.document import EMPTY, Cell
from auditor.text.operators import QUALITATIVE, sign

_NUMBER = re.compile(r"[-+]?[\d.,]+")
_NO_SIGN = re.compile(r"[-—–－/／]+")
_PARTS = ("name", "operator", "value", "unit")
_LONGEST_SIGN = 14
_USUAL = Layout()
# How conversions write the signs in formulas.
_FORMULA = {"geq": "≥", "ge": "≥", "geqslant": "≥", "leq": "≤", "le": "≤", "leqslant": "≤", "gt": ">", "lt": "<"}


@lru_cache(maxsize=4096)
def _sign(text: str) -> str:
    return sign(text) or _FORMULA.get(fold(text).strip("$").lstrip("\\"), "")


def sign_of(text: str) -> str:
    """Return the normal form of an operator cell, "" where ``text`` is none."""
    return _sign(text) if 0 < len(text) <= _LONGEST_SIGN else ""


def find_pair(cells: Sequence[Cell]) -> tuple[int, int] | None:
    """Return (column of level1, column after the levels) of a row with both level words side by side, else None."""
    for index in range(len(cells) - 1):
        text = cells[index].text
        if text and level(1, text) and level(2, cells[index + 1].text):
            return index, index + 2
    return None


def find_levels(cells: Sequence[Cell], expected: int = -1) -> tuple[int, int] | None:
    """Return (column of level1, column after the levels) of a row, or None where it holds no level words.

    ``expected`` is where level1 stands in neighbouring rows; it tells a lone word of both levels (成本指标) apart.
    The column of level1 is −1 where a lost column took it away.
    """
    pair = find_pair(cells)
    if pair:
        return pair
    texts = [cell.text for cell in cells]
    if (
        0 <= expected < len(texts) - 2
        and not texts[expected]
        and not texts[expected + 1]
        and level(2, texts[expected + 2])
    ):
        return None  # the name of an indicator whose levels are merged cells may be a level word (服务对象满意度)
    first = [index for index, text in enumerate(texts) if text and level(1, text)]
    second = next((index for index, text in enumerate(texts) if text and level(2, text)), -1)
    for index in first:
        if index == second and index - 1 == expected and not (texts[index - 1] if index else ""):
            break
        found = _lone_first(texts, index)
        if found:
            return found
    return (second - 1, second + 1) if second >= 0 and any(texts[second + 1 :]) else None


def levels_below(cells: Sequence[Cell], layout: Layout, expected: int) -> tuple[int, int] | None:
    """Return what ``find_levels`` does, but under a head with no column for level1 a name may be a level word too.

    There the first level stands in rows of its own: 服务对象满意度指标 and 社会公众满意度 are level2 and name.
    """
    two, name = layout.column("level2"), layout.column("name")
    headed = layout.printed and "level1" not in layout.offsets and 0 <= two == name - 1
    if headed and len(cells) == layout.width and find_pair(cells) == (two, two + 2):
        return two - 1, two + 1
    return find_levels(cells, expected)


def _lone_first(texts: list[str], index: int) -> tuple[int, int] | None:
    after = [*texts[index + 1 : index + 4], "", "", ""]
    if after[0] and sign_of(after[1]):
        return index, index + 1
    if after[0] and not sign_of(after[0]) and after[1]:
        return index, index + 2
    return (index, index + 2) if not after[0] else None


def read_fields(cells: Sequence[Cell], levels: tuple[int, int], layout: Layout) -> tuple[Fields, list[Cell]]:
    """Return the indicator of a row whose levels stand at ``levels``, and the cells that found no column."""
    first, after = levels
    one = cells[first] if 0 <= first < len(cells) else EMPTY
    two = cells[first + 1] if after - first == 2 and first + 1 < len(cells) else EMPTY
    if layout.is_usual:
        known = {id(cells[first + at]) for at, _ in layout.ignored if 0 <= first + at < len(cells)}
        parts, lost = _by_content(list(cells[after:]), layout)
        kind = _at(cells, first, layout, "polarity")
        parts = qualitative(parts, kind)
        lost = [cell for cell in lost if id(cell) not in known and cell is not kind]
    else:
        two = _at(cells, first, layout, "level2") if "level2" in layout.offsets else two
        parts, lost = _by_header(cells, first, layout)
    return _fields(one, two, parts), lost


def read_row(cells: Sequence[Cell], layout: Layout) -> tuple[Fields, list[Cell]] | None:
    """Return (indicator, cells that found no column) of a row that stands under a printed head cell by cell.

    None where the head is the usual one (content decides then), the row is moved, or holds no name with a target.
    """
    if not layout.printed or layout.is_usual or len(cells) != layout.width:
        return None
    name, value = _at(cells, layout.level1, layout, "name"), _at(cells, layout.level1, layout, "value")
    one, two = _at(cells, layout.level1, layout, "level1"), _at(cells, layout.level1, layout, "level2")
    pair = find_pair(cells)
    if not name.text or header(name.text) or (pair and _moved(pair[0], cells, layout)):
        return None
    if not (value.text or one.text or two.text) or _is_figure(one, 1) or _is_figure(two, 2):
        return None
    parts, lost = _by_header(cells, layout.level1, layout)
    return _fields(one, two, parts), lost


def _is_figure(cell: Cell, number: int) -> bool:
    """Return whether a cell in the column of a level begins like a figure; 1.2质量指标 is a level with its number."""
    return bool(_NUMBER.match(fold(cell.text))) and not level(number, cell.text)


def read_under(cells: Sequence[Cell], layout: Layout) -> tuple[Fields | None, list[Cell]]:
    """Return (indicator, cells under no head) of a row of a whole table, None for the indicator where it has none.

    ``cells`` are those of the row without what tells of the project.
    """
    parts, lost = _by_header(cells, layout.level1, layout)
    one, two = _at(cells, layout.level1, layout, "level1"), _at(cells, layout.level1, layout, "level2")
    if not any(cell.text for cell in (one, two, parts.name, parts.operator, parts.value, parts.unit)):
        return None, lost
    return _fields(one, two, parts), lost


def _moved(column: int, cells: Sequence[Cell], layout: Layout) -> bool:
    """Return whether two level words from ``column`` on show that a row does not stand under its head.

    A name may be a level word itself (服务对象满意度); only its level says 指标 then.
    """
    if "level1" not in layout.offsets or column == layout.level1:
        return False
    if (column, column + 1) == (layout.column("level2"), layout.level1):
        return False  # the second level stands left of the first, and its word may be one of both
    named = column + 1 == layout.column("name") and bool(level(2, cells[column].text))
    return not named or fold(cells[column + 1].text).endswith("指标")


def _fields(one: Cell, two: Cell, parts: Target) -> Fields:
    kind = kind_of(one.text, two.text)
    return Fields(kind.kind, kind.sub, one, two, parts.name, parts.operator, parts.value, parts.unit)


def _at(cells: Sequence[Cell], first: int, layout: Layout, name: str) -> Cell:
    column = first + layout.offsets[name] if name in layout.offsets else -1
    return cells[column] if 0 <= column < len(cells) else EMPTY


def read_glued(cells: Sequence[Cell]) -> tuple[int, Fields, list[Cell]] | None:
    """Return (column, indicator, lost cells) of a row that glues level1, level2 and name into one cell, else None."""
    for index, cell in enumerate(cells):
        if "指标" not in cell.text:
            continue
        match = glued_level().match(fold(cell.text))
        if not match:
            continue
        one, two, name = (replace(cell, text=text) for text in _cut(cell.text, match))
        parts, lost = _by_content([name, *cells[index + 1 :]], _USUAL)
        return index, _fields(one, two, parts), lost
    return None


def _cut(text: str, match: re.Match[str]) -> tuple[str, str, str]:
    """Return the three groups of ``match`` (made over the folded text) as ``text`` prints them."""
    ends = [match.end(1), match.start(2), match.end(2), match.start(3)]
    positions: list[int] = []
    folded = 0
    for index, char in enumerate(text):
        while len(positions) < 4 and folded >= ends[len(positions)]:
            positions.append(index)
        folded += len(fold(char))
    positions += [len(text)] * (4 - len(positions))
    return text[: positions[0]].strip(), text[positions[1] : positions[2]].strip(), text[positions[3] :].strip()


def _by_content(tail: list[Cell], layout: Layout) -> tuple[Target, list[Cell]]:
    """Return the target in the cells after the levels, and those left over."""
    while len(tail) > 1 and not tail[0].text and tail[1].text and not sign_of(tail[1].text):
        tail = tail[1:]
    name, rest = (tail[0], tail[1:]) if tail and not sign_of(tail[0].text) else (EMPTY, tail)
    rest = [*rest, EMPTY, EMPTY, EMPTY]
    place = next((index for index in range(3) if sign_of(rest[index].text)), -1)
    if place >= 0:
        lost, operator, values = rest[:place], rest[place], rest[place + 1 :]
    elif not rest[0].text or (rest[1].text and (rest[2].text or _NO_SIGN.fullmatch(rest[0].text))):
        lost, operator, values = [], rest[0], rest[1:]  # — where no operator applies
    else:
        lost, operator, values = [], EMPTY, rest
    values = [*values, EMPTY, EMPTY]
    value, unit = _settle(operator, values[0], values[1], layout)
    if not operator.text:
        operator, value, unit, foreign = _apart(value, unit)
        lost = [*lost, foreign]
    target = _told(Target(name, operator, value, unit), layout)
    return target, [cell for cell in (*lost, *values[2:]) if cell.text]


def _told(target: Target, layout: Layout) -> Target:
    """Return the target; where no column for values is printed its name may tell it."""
    if layout.printed and {"operator", "value"} & layout.offsets.keys():
        return target
    told = told_in_name(target)
    return told if told is target else composed(told, unit_column=False)[0]


def _apart(value: Cell, unit: Cell) -> tuple[Cell, Cell, Cell, Cell]:
    """Return (operator, value, unit, cell left over) of a target without an operator cell.

    Where all of it stands in one cell, a text in place of the unit that is none belongs to a column of its own.
    """
    foreign = bool(unit.text) and not is_unit(fold(unit.text))
    parts = unmerged(EMPTY, value, EMPTY if foreign else unit)
    if foreign and parts[0].text:
        return *parts, unit
    return parts[0], parts[1], unit if foreign else parts[2], EMPTY


def _by_header(cells: Sequence[Cell], first: int, layout: Layout) -> tuple[Target, list[Cell]]:
    """Return the target in the columns that the head prints, counted from level1 at ``first``, and the cells beside."""
    name, operator, value, unit = (_at(cells, first, layout, part) for part in _PARTS)
    used = {first + at for part, at in layout.offsets.items() if part in {*_PARTS, "level1", "level2", "polarity"}}
    used |= {first + offset for offset, _ in layout.ignored}
    start = min(first + layout.offsets[part] for part in ("level1", "level2", "name") if part in layout.offsets)
    lost = [cell for index, cell in enumerate(cells) if index > start and cell.text and index not in used]
    target = Target(name, operator, *_settle(operator, value, unit, layout))
    target, left = composed(_told(target, layout), unit_column="unit" in layout.offsets)
    return qualitative(target, _at(cells, first, layout, "polarity")), [*lost, *left]


def _settle(operator: Cell, value: Cell, unit: Cell, layout: Layout) -> tuple[Cell, Cell]:
    """Return (value, unit): a target that a conversion moved one column to the right goes back.

    In the author's own file it was typed there: that is for the rules to see.
    """
    slipped = not layout.own and not value.text and unit.text
    if slipped and (sign_of(operator.text) == QUALITATIVE or _NUMBER.fullmatch(fold(unit.text))):
        return unit, EMPTY
    return value, unit
