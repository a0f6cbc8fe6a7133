"""Tables that stand behind or beside an indicator table and are none: lists of names, instructions, drop-down lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import dropwhile, pairwise, takewhile

from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import (
    glued_level,
    header,
    is_level,
    is_unit,
    level,
    overall_label,
    remembered,
    roles_of,
)
from auditor.records.document import Cell, Grid, Row
from auditor.records.place import Place
from auditor.text.codes import CODE_START
from auditor.text.operators import sign, split_leading

_INDICATOR = frozenset({"level1", "level2", "name", "value"})
_LEVEL_HEADS = frozenset({"level1", "level2"})
_FUNDS = frozenset({"goal", "total", "fiscal", "other"})
# Columns that may stand behind the indicators of the same table, a blank column between.
_BEHIND = frozenset(
    {"value", "unit", "operator", "weight", "actual", "score", "deviation", "explanation", "basis", "remark", "prior"}
)
_LEAST_LEVELS = 3
_SHORT = 12
_LONGEST_SIGN = 14
_LEAST_LIST = 3  # columns
_DIGIT = re.compile(r"\d")
_UNIT_IN_HEAD = re.compile(r"\([^()]*\)$")
_CALCULATION = (
    re.compile(r".{0,4}(?:单价|价格|(?:费用|支出|补助|开支)标准)"),
    re.compile(r".{0,4}(?:数量|数目|人数|面积|工程量)"),
    re.compile(r".{0,4}(?:金额|小计|合计|总价|总额|费用|资金)"),
)
"""The heads of a table that says how an amount was reckoned: what one costs, how many, how much."""
_NUMBER = re.compile(r"[-\d.,]+")


def binding(rows: Iterable[Row]) -> frozenset[int]:
    """Return the ids of the rows that hold an indicator, or head indicators."""
    return frozenset(id(row) for row in rows if _binds(row))


def is_foreign(rows: Sequence[Row], bound: Set[int], *, converted: bool) -> bool:
    """Return whether no row of a piece is of an indicator table: none ``bound`` (by id), no label of a form.

    Converted text prints pieces of cells between tables, so there a list must look like one: rows of one width under
    a row of short words, without a number.
    """
    if (not converted and _only_offers(rows)) or _calculates(rows):
        return True
    if any(id(row) in bound for row in rows):
        return False
    # In a workbook a form stands on a sheet with its indicators, and words alone make no form.
    sheet = bool(rows) and rows[0].place.sheet is not None
    if not sheet and any(_labels(row) for row in rows):
        return False
    return not converted or _is_list(rows)


def _calculates(rows: Sequence[Row]) -> bool:
    """Return whether rows say how an amount was reckoned: below a title, a head of prices, quantities and amounts."""
    below = list(dropwhile(lambda row: len(_filled_at(row)) == 1, rows))
    if len(below) < 2 or any("指标" in text for text in below[0].texts):
        return False
    heads = [_UNIT_IN_HEAD.sub("", fold(text)) for text in below[0].texts]
    return all(any(kind.fullmatch(head) for head in heads) for kind in _CALCULATION)


def _only_offers(rows: Sequence[Row]) -> bool:
    """Return whether rows below a title hold nothing but words of levels."""
    below = list(dropwhile(lambda row: len(_filled_at(row)) == 1, rows))
    return bool(below) and all(is_options(row.filled) for row in below)


def is_options(cells: Sequence[Cell]) -> bool:
    """Return whether cells hold nothing but words of levels and their heads, as what a drop-down list offers does."""
    return all(_is_option(cell.text) for cell in cells)


def _is_option(text: str) -> bool:
    words = header(text)
    return bool(is_level(text) or (words and words <= _LEVEL_HEADS))


def list_below(rows: Sequence[Row], bound: Set[int], *, converted: bool) -> int:
    """Return the row at which a list begins that ends a table, with heads of its own; len(rows) where none does.

    It begins in the first column, its rows fill the same columns as its head, and some column holds nothing but
    numbers below a word; in an author's own file a line above it may name it instead.
    """
    first = next((at for at in range(len(rows), 0, -1) if id(rows[at - 1]) in bound), 0)
    edge = min((at for row in rows[:first] for at in _filled_at(row)), default=0)
    for at in range(first, len(rows) - 1) if first else ():
        columns = _filled_at(rows[at])
        if columns and columns == tuple(range(edge, edge + len(columns))) and _heads_list(rows[at:], columns):
            return at
        if not converted and columns == (edge,) and _is_named_list(rows[at + 1 :], edge):
            return at
    return len(rows)


def _heads_list(rows: Sequence[Row], columns: tuple[int, ...]) -> bool:
    """Return whether the first row heads the others in ``columns``; lone texts and further lists may follow them."""
    heads = [rows[0].cells[at].text for at in columns]
    if len(heads) < _LEAST_LIST or not all(_is_word(text) for text in heads):
        return False
    body = list(takewhile(lambda row: _filled_at(row) == columns and not _is_head_row(row), rows[1:]))
    rest = list(dropwhile(lambda row: len(_filled_at(row)) == 1, rows[1 + len(body) :]))
    if not body or not any(all(_NUMBER.fullmatch(row.cells[at].text) for row in body) for at in columns):
        return False
    return not rest or _heads_list(rest, _filled_at(rest[0]))


def _is_head_row(row: Row) -> bool:
    return all(_is_word(cell.text) for cell in row.filled)


def _is_named_list(rows: Sequence[Row], edge: int) -> bool:
    """Return whether rows below a line of text are a list of words (what is written where), whole in every row."""
    columns = _filled_at(rows[0]) if rows else ()
    whole = len(columns) > 1 and columns[0] == edge and all(_filled_at(row) == columns for row in rows)
    texts = [cell.text for row in rows for cell in row.cells]
    return whole and len(rows) > 1 and not any(_DIGIT.search(text) for text in texts) and _is_head_row(rows[0])


def _is_word(text: str) -> bool:
    """Return whether a text may head a list, and is no head or label of an indicator table."""
    words = header(text)
    return len(text) <= _SHORT and not _DIGIT.search(text) and not words & (_INDICATOR | _FUNDS | {"project"})


def _filled_at(row: Row) -> tuple[int, ...]:
    return tuple(at for at, cell in enumerate(row.cells) if cell.text)


def apart(grid: Grid) -> list[Grid]:
    """Return the tables that stand side by side in a grid, blank columns between; mostly the grid itself."""
    blank = _blank_columns(grid)
    for at in blank:
        left, right = _cut(grid, at)
        if left and right and _is_complete(left) and not _goes_on(left, right):
            return [left, *apart(right)]
    return [grid]


def _binds(row: Row) -> bool:
    """Return whether a row holds an indicator, or heads indicators."""
    texts = row.texts
    if any(map(is_level, texts)) and (
        len(texts) >= _LEAST_LEVELS or any(level(1, a) and level(2, b) for a, b in pairwise(texts))
    ):
        return True
    return _is_head(texts) or any(_tells(text) for text in texts)


@remembered
def _tells(text: str) -> bool:
    key = fold(text)
    if split_leading(key)[0] or CODE_START.match(key) or (len(text) <= _LONGEST_SIGN and sign(text)):
        return True
    return "指标" in key and bool(glued_level().match(key))


def _is_head(texts: tuple[str, ...]) -> bool:
    return len(roles_of(texts) & _INDICATOR) > 1


def _labels(row: Row) -> bool:
    """Return whether a row labels a project, a department or its funds, with the answer beside the label.

    The answers to what was aimed at or was to be done, and what came of it, may stand below their labels (年度总体目标,
    实际完成情况; 年度主要任务, 执行数).
    """
    filled = row.texts
    asked = [(one, header(one)) for one, two in pairwise(filled) if not header(two)]
    if any("project" in words or words & _FUNDS or overall_label(one) == "department" for one, words in asked):
        return True
    heads = [header(text) for text in filled]
    named = bool(heads) and bool(heads[0] & {"goal", "activity"})
    return named and all(heads) and any("actual" in words for words in heads)


def _is_list(lines: Sequence[Row]) -> bool:
    rows = list(dropwhile(lambda row: len(_filled_at(row)) == 1, lines))
    if rows and _heads_list(rows, _filled_at(rows[0])):
        return True
    if _offers(lines):
        return True
    if len(rows) < 2 or len({len(row.cells) for row in rows}) > 1 or len(rows[0].cells) < 2:
        return False
    texts = [cell.text for row in rows for cell in row.cells]
    heads = [cell.text for cell in rows[0].cells]
    return all(0 < len(text) <= _SHORT for text in heads) and not any(char.isdigit() for text in texts for char in text)


def _offers(rows: Sequence[Row]) -> bool:
    """Return whether rows of one cell are what may be filled in elsewhere: units or levels, below a word for them."""
    texts = [row.texts for row in rows]
    if len(texts) <= _LEAST_LIST or any(len(each) != 1 for each in texts) or len(texts[0][0]) > _SHORT:
        return False
    return all(is_unit(fold(text)) or _is_option(text) for (text,) in texts[1:])


def _blank_columns(grid: Grid) -> Iterator[int]:
    """Yield the columns between others in which no cell stands and over which none reaches."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    used = [False] * width
    for row in grid.rows:
        filled = _filled_at(row)
        if len(filled) == 1:
            continue  # a title may be merged over everything
        for at in filled:
            used[at : at + row.cells[at].columns] = [True] * min(row.cells[at].columns, width - at)
        if all(used):
            return
    yield from (at for at in range(1, width - 1) if not used[at])


def _cut(grid: Grid, at: int) -> tuple[Grid | None, Grid | None]:
    left = [Row(row.cells[:at], row.place) for row in grid.rows]
    right = [Row(row.cells[at + 1 :], _place_of(row.cells[at + 1 :], row)) for row in grid.rows]
    return _filled(left), _filled(right)


def _place_of(cells: Sequence[Cell], row: Row) -> Place:
    return cells[0].place if cells else row.place


def _filled(rows: Sequence[Row]) -> Grid | None:
    kept = tuple(row for row in rows if row.filled)
    return Grid(kept) if kept else None


def _is_complete(grid: Grid) -> bool:
    """Return whether a head of the grid names indicators and their targets."""
    return any("value" in words and "name" in words for words in _heads(grid))


def _goes_on(left: Grid, right: Grid) -> bool:
    """Return whether the right part only has more columns of the left one: heads that stand behind indicators."""
    heads = [(row, words) for row in left.rows if "name" in (words := _words(row)) and words & _INDICATOR - {"name"}]
    whole = [row for row, words in heads if "value" in words][:1]
    beside = [_words(row) for row in right.rows if any(_same_row(head, row) for head in whole)]
    lacking = [row for row, words in heads if "value" not in words]
    targets = [_words(row) for row in right.rows if any(_same_row(head, row) for head in lacking)]
    return any(words & _BEHIND and not {"name", "value"} <= words for words in beside) or any(
        "value" in words and "name" not in words for words in targets
    )


def _heads(grid: Grid) -> Iterator[frozenset[str]]:
    yield from (_words(row) for row in grid.rows)


def _words(row: Row) -> frozenset[str]:
    return frozenset().union(*map(header, row.texts))


def _same_row(one: Row, other: Row) -> bool:
    """Return whether two parts were cut from the same row of a sheet or text."""
    return _row_of(one.place) == _row_of(other.place)


def _row_of(place: Place) -> tuple[object, ...]:
    return place.page, place.line, place.sheet, re.sub(r"^[A-Z]+|第\d+列$", "", place.cell or "")
