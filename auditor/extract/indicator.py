"""The indicator part of a row: level words are found by content, the cells after them by column and content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from auditor.extract.columns import Layout
from auditor.extract.items import Fields
from auditor.extract.keys import fold
from auditor.extract.vocabulary import Level, glued_level, level
from auditor.records.document import EMPTY, Cell
from auditor.text.operators import QUALITATIVE, sign, split_leading

_OTHER = Level("other", "")
_NUMBER = re.compile(r"[-+]?[\d.,]+")
_AMOUNT_UNIT = re.compile(r"([-+]?\d[\d.,]*)(\D{0,12})")
_LONGEST_SIGN = 14
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
    first = [index for index, text in enumerate(texts) if text and level(1, text)]
    second = next((index for index, text in enumerate(texts) if text and level(2, text)), -1)
    for index in first:
        if index == second and index - 1 == expected and not (texts[index - 1] if index else ""):
            break
        found = _lone_first(texts, index)
        if found:
            return found
    return (second - 1, second + 1) if second >= 0 and any(texts[second + 1 :]) else None


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
    one = cells[first] if first >= 0 else EMPTY
    two = cells[first + 1] if after - first == 2 and first + 1 < len(cells) else EMPTY
    if layout.is_usual:
        known = {id(cells[first + at]) for at, _ in layout.ignored if 0 <= first + at < len(cells)}
        parts, lost = _by_content(list(cells[after:]))
        lost = [cell for cell in lost if id(cell) not in known]
    else:
        parts, lost = _by_header(cells, first, layout)
    kind = kind_of(one.text, two.text)
    return Fields(kind.kind, kind.sub, one, two, *parts), lost


def read_glued(cells: Sequence[Cell]) -> tuple[int, Fields, list[Cell]] | None:
    """Return (column, indicator, lost cells) of a row that glues level1, level2 and name into one cell, else None."""
    for index, cell in enumerate(cells):
        if "指标" not in cell.text:
            continue
        match = glued_level().match(fold(cell.text))
        if not match:
            continue
        one, two, name = (replace(cell, text=text) for text in _cut(cell.text, match))
        parts, lost = _by_content([name, *cells[index + 1 :]])
        kind = kind_of(one.text, two.text)
        return index, Fields(kind.kind, kind.sub, one, two, *parts), lost
    return None


def kind_of(one: str, two: str) -> Level:
    """Return the kind that the two level cells say; the second decides, the first where the second says nothing."""
    below = level(2, two) if two else None
    if below and below.kind != "other":
        return below
    above = level(1, one) if one else None
    return above if above and above.kind != "output" else below or _OTHER


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


def _by_content(tail: list[Cell]) -> tuple[tuple[Cell, Cell, Cell, Cell], list[Cell]]:
    """Return (name, operator, value, unit) of the cells after the levels, and those left over."""
    while len(tail) > 1 and not tail[0].text and tail[1].text and not sign_of(tail[1].text):
        tail = tail[1:]
    name, rest = (tail[0], tail[1:]) if tail and not sign_of(tail[0].text) else (EMPTY, tail)
    rest = [*rest, EMPTY, EMPTY, EMPTY]
    place = next((index for index in range(3) if sign_of(rest[index].text)), -1)
    if place >= 0:
        lost, operator, values = rest[:place], rest[place], rest[place + 1 :]
    elif not rest[0].text or (rest[1].text and rest[2].text):
        lost, operator, values = [], rest[0], rest[1:]
    else:
        lost, operator, values = [], EMPTY, rest
    values = [*values, EMPTY, EMPTY]
    value, unit = _settle(operator, values[0], values[1])
    if not operator.text:
        operator, value, unit = _unmerged(operator, value, unit)
    return (name, operator, value, unit), [cell for cell in (*lost, *values[2:]) if cell.text]


def _by_header(cells: Sequence[Cell], first: int, layout: Layout) -> tuple[tuple[Cell, Cell, Cell, Cell], list[Cell]]:
    def at(name: str) -> Cell:
        column = first + layout.offsets[name] if name in layout.offsets else -1
        return cells[column] if 0 <= column < len(cells) else EMPTY

    name, operator, value, unit = at("name"), at("operator"), at("value"), at("unit")
    used = {first + layout.offsets[part] for part in ("name", "operator", "value", "unit") if part in layout.offsets}
    used |= {first + offset for offset, _ in layout.ignored}
    lost = [cell for index, cell in enumerate(cells) if index > first + 1 and cell.text and index not in used]
    if not operator.text:
        operator, value, unit = _unmerged(operator, value, unit)
    return (name, operator, *_settle(operator, value, unit)), lost


def _settle(operator: Cell, value: Cell, unit: Cell) -> tuple[Cell, Cell]:
    """Return (value, unit): a target that slipped one column to the right goes back."""
    slipped = not value.text and unit.text
    if slipped and (sign_of(operator.text) == QUALITATIVE or _NUMBER.fullmatch(fold(unit.text))):
        return unit, EMPTY
    return value, unit


def _unmerged(operator: Cell, value: Cell, unit: Cell) -> tuple[Cell, Cell, Cell]:
    """Return (operator, value, unit) of a target that prints them in one cell (``≥95%``)."""
    found, rest = split_leading(value.text) if value.text else ("", "")
    match = _AMOUNT_UNIT.fullmatch(rest) if found else None
    if not match or unit.text:
        return operator, value, unit
    number, measure = replace(value, text=match.group(1)), match.group(2)
    return replace(value, text=found), number, replace(value, text=measure) if measure else EMPTY
