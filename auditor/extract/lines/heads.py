"""The head of a table: what is printed above each column, over one row or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, is_level, level, period, roles_of
from auditor.text.operators import sign

BELOW = "·"
"""Between a head and the word that divides it, where the word alone is no head: 完成目标可能性·确定能."""
_DIVIDED = frozenset({"deviation", "outlook"})
_INDICATOR = frozenset({"level1", "level2", "name", "value"})
_MOST_ROWS = 3
_SAME = 0.5  # of the cells of a row say what the head below it says
_LONGEST_RECEIVER = 12
_OF_VALUES = re.compile(r"(?:指标|目标|计划|实现)值(?:\([^()]*\))?$")
_SHARE = 0.6  # of the cells of a row of heads are known
_LEAST_HEADS = 5  # words that nobody knows over an indicator
_LONGEST_HEAD = 12
_NO_WORD = re.compile(r"[\d≥≤<>=。；;，%]")
_OF_INDICATORS = re.compile(r"指标.{1,3}|.{1,3}指标")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column: ``text`` in the lowest row that says something, ``over`` in the rows above it.

    ``period`` is 0 where the words name the year, 2 where they name half a year or more than one, else 1.
    """

    text: str = ""
    over: str = ""

    @property
    def period(self) -> int:
        """Return how near the column is to the year that the budget is for (0 is nearest)."""
        return period(self.text, self.over)


_BRACKETED = re.compile(r"\([^()]*\)")
_YEARS = re.compile(r"20\d\d(?:年?[-—–~至到]20\d\d)?年?度?")
_LONGEST_PERIOD = 8
_SENTENCE = re.compile(r"。|[，；].{4,}[，；]|\d.{0,8}[，；]")
_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?[%％]?")


def is_header(line: Line) -> bool:
    """Return whether the line is (part of) a table head: most of its cells are header words, at most one a figure.

    Beside the heads of a project and its targets, words like 指标大类 and 细化指标 count as well.
    """
    hits = sum(map(bool, line.words))
    if line.prose or not hits or sum(bool(_FIGURE.fullmatch(cell.text)) for cell in line.filled) > 1:
        return False
    if any(not roles and _SENTENCE.search(cell.text) for roles, cell in zip(line.words, line.filled, strict=True)):
        return False  # labels with what they say beside them
    return hits >= _SHARE * len(line.filled) or _names_indicators(line)


def _names_indicators(line: Line) -> bool:
    if not {"project", "value"} <= roles_of(line.texts):
        return False
    rest = [fold(cell.text) for roles, cell in zip(line.words, line.filled, strict=True) if not roles]
    return all(_OF_INDICATORS.fullmatch(text) and not is_level(text) for text in rest)


def heads_at(lines: Sequence[Line], index: int) -> tuple[Head, ...]:
    """Return the head over each column, made of the line at ``index`` and the header lines around it.

    The rows below it say it more exactly, the row above it only names what they have in common.
    """
    base = lines[index]
    rows = [base, *_below(lines, index)]
    above = lines[index - 1] if index and _is_above(lines, index - 1) else None
    common = _spread(above) if above else [""] * len(base.cells)
    heads: list[Head] = []
    for column in range(len(base.cells)):
        printed = [fold(row.cells[column].text) for row in rows]
        said = [text for text in printed if text]
        own = fold(above.cells[column].text) if above else ""
        if said:
            over = common[column] if len(said) == 1 else said[-2]
            heads.append(Head(said[-1], over))
        else:
            heads.append(Head(own))
    return tuple(_divided(_without_group(heads, rows), rows))


def sub_heads(lines: Sequence[Line], index: int) -> int:
    """Return how many lines below the head at ``index`` still belong to it."""
    return len(_below(lines, index))


def heads_by_place(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line of words that nobody knows heads the indicators right below it.

    It has a short word over each cell of the row below, which begins with levels, and the row above it may divide it.
    """
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or not _beside(line, below) or len(line.filled) < _LEAST_HEADS or not are_words(line):
        return False
    pair = next(
        (at for at in range(len(below.cells) - 1) if _is_pair(below.cells[at].text, below.cells[at + 1].text)), -1
    )
    above = lines[index - 1] if index and is_upper(lines, index - 1) else line
    named = [bool(one.text or two.text) for one, two in zip(line.cells, above.cells, strict=True)]
    return pair >= 0 and all(named[at] for at, cell in enumerate(below.cells) if cell.text)


def is_upper(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line is the upper row of a head: words of which some reach down, the others over several below.

    Where it has a blank cell the row below has none, and each cell that is blank there is filled here.
    """
    if index + 1 >= len(lines) or not _beside(lines[index], lines[index + 1]) or len(lines[index].filled) < 2:
        return False
    one, two = lines[index], lines[index + 1]
    both = list(zip(one.cells, two.cells, strict=True))
    reach = sum(bool(up.text) and (not low.text or up.text == low.text) for up, low in both)
    over = sum(bool(low.text) and not up.text for up, low in both)
    spread = len({cell.text for cell in one.filled}) < len(one.filled)
    whole = all(up.text or low.text for up, low in both)
    return whole and reach > 0 and (over > 0 or spread) and are_words(one) and are_words(two)


def are_words(line: Line) -> bool:
    """Return whether all that a line holds are short words: no figure, no level, no operator, no sentence."""
    return not line.prose and all(is_word(cell.text) for cell in line.filled)


def is_word(text: str) -> bool:
    """Return whether a text is short words as they stand in a head: no figure, no level, no operator, no sentence."""
    return _is_short(text) and (not is_level(text) or bool(header(text)))


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and not _NO_WORD.search(text) and not sign(text)


def _is_pair(one: str, two: str) -> bool:
    return bool(one and two and level(1, one) and level(2, two))


def _is_above(lines: Sequence[Line], index: int) -> bool:
    known = _beside(lines[index], lines[index + 1]) and is_header(lines[index])
    return known or repeats_head(lines, index) or is_upper(lines, index)


def repeats_head(lines: Sequence[Line], index: int) -> bool:
    """Return whether at least half the cells of the line at ``index`` say what the head right below it says.

    That is the upper row of a head whose merged cells print in both; few of its words may be known.
    """
    if index + 1 >= len(lines) or not _beside(lines[index], lines[index + 1]) or not is_header(lines[index + 1]):
        return False
    pairs = zip(lines[index].cells, lines[index + 1].cells, strict=True)
    same = sum(bool(one.text) and one.text == two.text for one, two in pairs)
    return same > 1 and same >= _SAME * len(lines[index].filled)


def _below(lines: Sequence[Line], index: int) -> list[Line]:
    """Return the rows under the line at ``index`` that divide its columns."""
    base = lines[index]
    rows: list[Line] = []
    for line in lines[index + 1 : index + _MOST_ROWS]:
        if not _beside(line, base):
            break
        known = _divides(line, base) or _receivers(line, base) or _own(line, base)
        if not known and not _periods(line, rows[-1] if rows else base):
            break
        rows.append(line)
    return rows


def _beside(one: Line, other: Line) -> bool:
    return not one.prose and not other.prose and len(one.cells) == len(other.cells) and one.piece == other.piece


def _divides(line: Line, base: Line) -> bool:
    """Return whether ``line`` is a header row that does not say over again what ``base`` says."""
    if not is_header(line):
        return False
    same = sum(1 for one, two in zip(line.cells, base.cells, strict=True) if one.text and one.text == two.text)
    return same < len(line.filled)


def _receivers(line: Line, base: Line) -> bool:
    """Return whether ``line`` names those among whom a value column of ``base`` is divided, or the quarters of one."""
    first = next((column for column, cell in enumerate(base.cells) if "value" in header(cell.text)), -1)
    filled = [(column, cell.text) for column, cell in enumerate(line.cells) if cell.text]
    begin = filled[0][0] if filled else -1
    if first < 0 or len(filled) < 2 or begin < first:
        return False
    if begin > first and base.cells[begin].text and not _OF_VALUES.search(fold(base.cells[begin].text)):
        return False
    return all(
        len(text) <= _LONGEST_RECEIVER
        and not re.search(r"\d", text)
        and (column == begin or not base.cells[column].text)
        and not level(2, text)
        for column, text in filled
    )


def _periods(line: Line, base: Line) -> bool:
    """Return whether ``line`` only names the periods into which a value column of ``base`` is divided (2026年度)."""
    over = _spread(base)
    own = {at: cell.text for at, cell in enumerate(line.cells) if cell.text and fold(cell.text) != over[at]}
    return len(own) > 1 and all("value" in header(over[at]) and names_period(text) for at, text in own.items())


def names_period(text: str) -> bool:
    """Return whether a text is nothing but the name of a period: 全年, 实施期(2026-2028年), 2027年度."""
    bare = _BRACKETED.sub("", fold(text))
    return bool(_YEARS.fullmatch(bare)) or (len(bare) <= _LONGEST_PERIOD and period(bare) != 1)


def divides_reasons(lines: Sequence[Line], index: int) -> bool:
    """Return whether the line at ``index`` only divides the reasons and the outlook of the head right above it."""
    return index > 0 and _beside(lines[index], lines[index - 1]) and bool(_own(lines[index], lines[index - 1]))


def _own(line: Line, base: Line) -> dict[int, str]:
    """Return by column the words of a row that divides only reasons and outlook of a head (经费保障; 确定能)."""
    over = _spread(base)
    own = {at: cell.text for at, cell in enumerate(line.cells) if cell.text and fold(cell.text) != over[at]}
    # 其他 is a level elsewhere; below a head of reasons it is a kind of them.
    known = all(header(over[at]) & _DIVIDED and _is_short(text) for at, text in own.items())
    return own if known and len(own) > 1 else {}


def _divided(heads: Sequence[Head], rows: Sequence[Line]) -> list[Head]:
    """Return the heads; each that is divided by words that are no heads has both: 偏差原因分析·经费保障."""
    over = _spread(rows[0])
    own = {at: text for row in rows[1:] for at, text in _own(row, rows[0]).items()}
    return [Head(f"{over[at]}{BELOW}{fold(own[at])}") if at in own else head for at, head in enumerate(heads)]


def _spread(line: Line) -> list[str]:
    """Return the texts of a row of headings, each over the blank columns right of it too."""
    found: list[str] = []
    for cell in line.cells:
        found.append(fold(cell.text) or (found[-1] if found else ""))
    return found


def _without_group(heads: Sequence[Head], rows: Sequence[Line]) -> list[Head]:
    """Return the heads; a column without a word of its own, under a heading of several columns, takes its period."""
    groups = [_spread(row) for row in rows]
    if len(rows) == 1:
        return list(heads)
    return [
        head if head.over or not head.text else Head(head.text, _group(groups, rows, column))
        for column, head in enumerate(heads)
    ]


def _group(groups: Sequence[Sequence[str]], rows: Sequence[Line], column: int) -> str:
    """Return the heading over the lowest row that says something in a column: that of the row above it."""
    lowest = max((at for at, row in enumerate(rows) if row.cells[column].text), default=0)
    return groups[max(lowest - 1, 0)][column]


def is_indicator_head(line: Line) -> bool:
    """Return whether the line heads indicators, alone or as the upper of two rows: a name or level, and a value."""
    return is_header(line) and len(roles_of(line.texts) & _INDICATOR) > 1
