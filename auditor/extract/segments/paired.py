"""Levels printed together in one cell (产出指标-数量指标): the column becomes two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.words.keys import fold
from auditor.extract.words.lead import SUM
from auditor.extract.words.vocabulary import level, remembered
from auditor.records.document import EMPTY, Grid, Prose, Row

_BETWEEN = re.compile(r"\s*(?:-{1,2}>?|[—–－]{1,2}|[_/／\\·•∙・:：>＞→、,，;；|｜])\s*|\s+")
_BRACKETED = re.compile(r"(.+?)[(（【\[〔](.+)[)）】\]〕]")
_BEFORE = re.compile(r"[(（【\[〔](.+?)[)）】\]〕][-—–－:：]?(.+)")
_WHOLE = re.compile(r"\s*[【\[〔]([^【】\[\]〔〕]+)[】\]〕]\s*")
# Both levels of a text are parted by a sign, a blank or a bracket.
_PARTED = re.compile(r"[-—–－_/／\\·•∙・:：>＞→、,，;；|｜\s(（【\[〔]")
_HEADS = ("一级指标", "二级指标")
_LEAST = 2  # cells: one alone may be a name
_MOST = 0.6  # of the rows below the head
_LONGEST = 40
_FIGURE = re.compile(r"^[\d,.]+%?$")


def levels_apart(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; a column whose cells say both levels stands in two columns with their usual heads."""
    return tuple(_apart(block) if isinstance(block, Grid) else block for block in blocks)


@remembered
def pair_of(text: str) -> tuple[str, str] | None:
    """Return (first level, second level) of a text that says both, in either order, None for any other."""
    if whole := _WHOLE.fullmatch(text):
        text = whole.group(1)
    if not 4 <= len(text) <= _LONGEST or (text[0].isdigit() and text[-1].isdigit()) or not _PARTED.search(text):
        return None
    return next((pair for one, two in _cuts(text) if (pair := _ordered(one, two))), None)


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    for match in _BETWEEN.finditer(text):
        if match.start() and match.end() < len(text):
            yield text[: match.start()], text[match.end() :]
    for pattern in (_BRACKETED, _BEFORE):
        if found := pattern.fullmatch(text.strip()):
            yield found.group(1), found.group(2)


def _ordered(one: str, two: str) -> tuple[str, str] | None:
    """Return the two texts with the first level before the second; where either may be it, the shorter one is."""
    one, two = one.strip(), two.strip()
    fits, turned = bool(level(1, one) and level(2, two)), bool(level(1, two) and level(2, one))
    if turned and (not fits or len(two) < len(one)):
        return two, one
    return (one, two) if fits else None


def _apart(grid: Grid) -> Grid:
    pairs = [
        (number, at)
        for number, row in enumerate(grid.rows)
        for at, cell in enumerate(row.cells)
        if cell.text and pair_of(cell.text)
    ]
    if len(pairs) < _LEAST:
        return grid
    first, width = pairs[0][0], max(len(row.cells) for row in grid.rows)
    fullest = max(len(grid.rows[number].cells) for number, _ in pairs)  # others lost cells, who knows on which side
    columns = Counter(at for number, at in pairs if len(grid.rows[number].cells) == fullest)
    column = columns.most_common(1)[0][0] - fullest + width
    # A merged cell says its levels once: the rows below it are blank there, and a row of sums says none.
    at = columns.most_common(1)[0][0]
    filled = sum(len(row.cells) != fullest or _says_level(row, at) for row in grid.rows[first:] if row.filled)
    if len(pairs) < _MOST * filled:
        return grid
    head = _head_row(grid.rows[:first], column)
    texts = grid.rows[head].texts if head >= 0 else ()  # a head may be printed again further down
    heads = {number for number, row in enumerate(grid.rows) if row.texts == texts or number == head}
    return replace(grid, rows=tuple(_row(row, column, width, is_head=at in heads) for at, row in enumerate(grid.rows)))


def _says_level(row: Row, at: int) -> bool:
    text = row.cells[at].text
    return bool(text) and not SUM.fullmatch(fold(text))


def _head_row(rows: Sequence[Row], column: int) -> int:
    """Return the lowest of the rows above the first pair that heads its column, −1 where none does.

    A row of points for spending may stand between the head and the first pair: a head has no figures.
    """
    heads = [
        at
        for at, row in enumerate(rows)
        if column < len(row.cells) and row.cells[column].text and sum(bool(cell.text) for cell in row.cells) >= _LEAST
    ]
    worded = [at for at in heads if not any(_FIGURE.search(text) for text in rows[at].texts)]
    return next(iter((*worded[::-1], *heads[::-1])), -1)


def _row(row: Row, column: int, width: int, *, is_head: bool) -> Row:
    """Return a row with two cells for the one that says both levels; a short row has that where it stands."""
    at = next((at for at, cell in enumerate(row.cells) if cell.text and pair_of(cell.text)), -1)
    if at >= 0:
        cell = row.cells[at]
        one, two = pair_of(cell.text) or ("", "")
        both = (replace(cell, text=one), replace(cell, text=two))
    elif is_head:
        at = column
        both = (replace(row.cells[at], text=_HEADS[0]), replace(row.cells[at], text=_HEADS[1]))
    elif len(row.cells) == width:
        at = column
        both = (row.cells[at], EMPTY)
    else:
        return row
    return replace(row, cells=(*row.cells[:at], *both, *row.cells[at + 1 :]))
