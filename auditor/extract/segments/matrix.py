"""Tables with a row for each project and a column for each kind of indicator → a row for each indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, is_level, level
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_LEAST = 3  # kinds side by side
_HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
_INDICATOR = frozenset({"name", "value"})
_NUMBER = r"(?:[(（]\d{1,2}[)）]|\d{1,2}[.、．](?!\d)|[①-⑳])"
_PIECE = re.compile(rf"[;；\n]+|。(?!\d)|(?<=\S)\s*(?={_NUMBER}\s*[^\W\d])")
_NUMBERED = re.compile(rf"^\s*{_NUMBER}?\s*")
_BEHIND = re.compile(r"(.+?)\s*[(（]([^()（）]{4,10})[)）]")
_SIGN = r"[≥≤≧≦＞＜＝=><]|大于等于|小于等于|不低于|不少于|不超过|不高于|不小于|不大于|大于|小于|等于|达到"
_TARGETS = (
    re.compile(rf"(?P<name>.+?)\s*[:：,，(（]?\s*(?P<value>(?:{_SIGN})\s*\d[^()（）]*)[)）]?"),
    re.compile(r"(?P<name>[^:：]+)[:：]\s*(?P<value>.+)"),
    re.compile(r"(?P<name>\D{2,}?)\s*(?P<value>\d[\d,]*(?:\.\d+)?\s*[^\d，,]{0,8})"),
    re.compile(r"(?P<name>.{2,}?)(?P<value>(?:有所|明显|显著|持续|不断|进一步|逐步|有效)\w{2,4})"),
)


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The head of such a table: its last row, the level cells over each column of indicators, and the other columns."""

    end: int
    kinds: dict[int, tuple[Cell, Cell]]
    rest: tuple[int, ...]
    head: Row


def kinds_down(blocks: Sequence[Prose | Grid]) -> tuple[Prose | Grid, ...]:
    """Return the blocks; of a grid with kinds of indicators side by side every indicator has a row of its own."""
    return tuple(
        replace(block, rows=tuple(_down(block.rows))) if isinstance(block, Grid) else block for block in blocks
    )


def _down(rows: Sequence[Row]) -> Iterator[Row]:
    at = next((number for number in range(len(rows) - 1) if _may_head(rows[number])), -1)
    matrix = _matrix(rows, at) if at >= 0 else None
    if not matrix:
        yield from rows
        return
    yield from rows[: matrix.end - (1 if matrix.end and _is_above(rows[matrix.end - 1]) else 0)]
    yield matrix.head
    for row in rows[matrix.end + 1 :]:
        yield from _indicators(row, matrix)


def _may_head(row: Row) -> bool:
    """Return whether a row names kinds of indicators side by side, among heads of projects, but no columns of them."""
    texts = row.texts
    if len(texts) < _LEAST or not (is_level(texts[0]) or header(texts[0])):
        return False  # of most rows that is all that is asked
    kinds = {text for text in texts if is_level(text)}
    if len(kinds) < _LEAST or sum(text in kinds for text in texts) > len(kinds):
        return False
    return all(header(text) and not header(text) & _INDICATOR for text in texts if text not in kinds)


def _is_above(row: Row) -> bool:
    """Return whether a row stands over the kinds: first levels and heads of projects."""
    return len(row.filled) > 1 and all(level(1, text) or header(text) for text in row.texts)


def _matrix(rows: Sequence[Row], at: int) -> _Matrix | None:
    """Return the head at row ``at``, or None where no row of projects with indicators stands below it."""
    if at + 1 < len(rows) and _may_head(rows[at + 1]):
        at += 1  # first levels alone (产出指标, 效益指标, 满意度指标) over the kinds
    row = rows[at]
    above = rows[at - 1] if at and _is_above(rows[at - 1]) else None
    kinds = {
        column: _levels(cell, _over(above, column) if above else EMPTY)
        for column, cell in enumerate(row.cells)
        if cell.text and is_level(cell.text)
    }
    if above:  # one that reaches down over both rows
        kinds |= {
            column: (cell, EMPTY)
            for column, cell in enumerate(above.cells[: len(row.cells)])  # a copy prints a merged cell once
            if level(1, cell.text) and not row.cells[column].text and cell.columns == 1
        }
    rest = tuple(column for column in range(len(row.cells)) if column not in kinds)
    heads = [_head(row, above, column) for column in rest]
    if not any("project" in header(cell.text) for cell in heads) or not _tells(rows[at + 1 :], kinds):
        return None
    cells = (*heads, *(replace(row.filled[0], text=text, rows=1, columns=1) for text in _HEADS))
    return _Matrix(at, dict(sorted(kinds.items())), rest, replace(row, cells=cells))


def _head(row: Row, above: Row | None, column: int) -> Cell:
    own = row.cells[column]
    return own if own.text or not above or column >= len(above.cells) else replace(above.cells[column], rows=1)


def _over(above: Row, column: int) -> Cell:
    """Return the first level that stands over a column: the next one left of it in the row above."""
    left = [cell for cell in above.cells[: column + 1] if cell.text]
    return left[-1] if left and level(1, left[-1].text) else EMPTY


def _levels(cell: Cell, over: Cell) -> tuple[Cell, Cell]:
    if over.text and fold(over.text) != fold(cell.text):
        return over, cell
    return (EMPTY, cell) if level(2, cell.text) and not level(1, cell.text) else (cell, EMPTY)


def _tells(rows: Sequence[Row], kinds: dict[int, tuple[Cell, Cell]]) -> bool:
    """Return whether the rows below tell indicators in most of the columns: texts that are no levels and no heads."""
    texts = [row.cells[at].text for row in rows for at in kinds if at < len(row.cells) and row.cells[at].text]
    told = [text for text in texts if any(pattern.search(text) for pattern in _TARGETS)]
    return bool(texts) and 2 * len(told) > len(texts) and not any(map(is_level, texts))


def _indicators(row: Row, matrix: _Matrix) -> Iterator[Row]:
    """Yield a row for each indicator of a project, the first with what tells of the project."""
    lead = tuple(row.cells[at] if at < len(row.cells) else EMPTY for at in matrix.rest)
    done = False
    for at, levels in matrix.kinds.items():
        cell = row.cells[at] if at < len(row.cells) else EMPTY
        for piece in _pieces(cell.text):
            told, kind = _kind_behind(piece)
            name, value = (replace(cell, text=text) if text else EMPTY for text in _parted(told))
            one, two = levels[0], replace(cell, text=kind) if kind else levels[1]
            yield replace(row, cells=(*((EMPTY,) * len(lead) if done else lead), one, two, name, value))
            done = True
    if not done:
        yield replace(row, cells=(*lead, *(EMPTY,) * len(_HEADS)))


def _pieces(text: str) -> list[str]:
    pieces = (_NUMBERED.sub("", piece).strip(" 　,，;；。") for piece in _PIECE.split(text))
    return [piece for piece in pieces if piece]


def _kind_behind(piece: str) -> tuple[str, str]:
    """Return (an indicator, its second level) where that stands in brackets behind it (技术入户率≥95%（社会效益）)."""
    match = _BEHIND.fullmatch(piece)
    return (match.group(1), match.group(2)) if match and level(2, match.group(2)) else (piece, "")


def _parted(piece: str) -> tuple[str, str]:
    """Return the name and the target that a piece of text tells, "" where it tells none."""
    for pattern in _TARGETS:
        match = pattern.fullmatch(piece)
        if match:
            return match.group("name").strip(" 　,，:：(（"), match.group("value").strip()
    return piece, ""
