"""Tables with a row for each project and a column for each kind of indicator → a row for each indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.extract.words.keys import fold
from auditor.extract.words.parted import name_and_target, tells_target
from auditor.extract.words.vocabulary import header, is_level, level
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_LEAST = 3  # kinds side by side
_MOST_HEADS = 3  # rows
_MOST = 0.6  # of the words of a row are known
_HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
_INDICATOR = frozenset({"name", "value"})
_NUMBER = r"(?:[(（]\d{1,2}[)）]|\d{1,2}[.、．](?!\d)|[①-⑳])"
_PIECE = re.compile(rf"[;；\n]+|。(?!\d)|(?<=\S)\s*(?={_NUMBER}\s*[^\W\d])")
_NUMBERED = re.compile(rf"^\s*{_NUMBER}?\s*")
_BEHIND = re.compile(r"(.+?)\s*[(（]([^()（）]{4,10})[)）]")


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
    yield from rows[: matrix.end - len(_rows_over(rows, matrix.end))]
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


def _heads_projects(row: Row) -> bool:
    """Return whether a row heads projects, maybe with a word among them that nobody knows (资金测算)."""
    words = [header(text) for text in row.texts]
    return any("project" in each for each in words) and sum(map(bool, words)) >= _MOST * len(words)


def _matrix(rows: Sequence[Row], at: int) -> _Matrix | None:
    """Return the head at row ``at``, or None where no row of projects with indicators stands below it."""
    if at + 1 < len(rows) and _may_head(rows[at + 1]):
        at += 1  # first levels alone (产出指标, 效益指标, 满意度指标) over the kinds
    row = rows[at]
    above = rows[at - 1] if at and _is_above(rows[at - 1]) else None
    over = _rows_over(rows, at)
    kinds = {
        column: _levels(cell.single, _over(above, column) if above else EMPTY)
        for column, cell in enumerate(row.cells)
        if cell.text and is_level(cell.text)
    }
    if above:  # one that reaches down over both rows
        kinds |= {
            column: (replace(cell, rows=1), EMPTY)
            for column, cell in enumerate(above.cells[: len(row.cells)])  # a copy prints a merged cell once
            if level(1, cell.text) and not row.cells[column].text and cell.columns == 1
        }
    rest = tuple(column for column in range(len(row.cells)) if column not in kinds)
    heads = [_head(row, over, column) for column in rest]
    if not any("project" in header(cell.text) for cell in heads) or not _tells(rows[at + 1 :], kinds):
        return None
    cells = (*heads, *(replace(row.filled[0], text=text, rows=1, columns=1) for text in _HEADS))
    return _Matrix(at, dict(sorted(kinds.items())), rest, replace(row, cells=cells))


def _rows_over(rows: Sequence[Row], at: int) -> list[Row]:
    """Return the rows of the head above row ``at``, the nearest first: levels, then a word over all of them."""
    found: list[Row] = []
    for row in reversed(rows[max(0, at - _MOST_HEADS) : at]):
        if not (_is_above(row) or _heads_projects(row)):
            break
        found.append(row)
    return found


def _head(row: Row, over: Sequence[Row], column: int) -> Cell:
    cells = [each.cells[column] for each in over if column < len(each.cells) and each.cells[column].text]
    return row.cells[column] if row.cells[column].text or not cells else replace(cells[0], rows=1)


def _over(above: Row, column: int) -> Cell:
    """Return the first level that stands over a column: the next one left of it in the row above."""
    left = [cell for cell in above.cells[: column + 1] if cell.text]
    return left[-1].single if left and level(1, left[-1].text) else EMPTY


def _levels(cell: Cell, over: Cell) -> tuple[Cell, Cell]:
    if over.text and fold(over.text) != fold(cell.text):
        return over, cell
    return (EMPTY, cell) if level(2, cell.text) and not level(1, cell.text) else (cell, EMPTY)


def _tells(rows: Sequence[Row], kinds: dict[int, tuple[Cell, Cell]]) -> bool:
    """Return whether the rows below tell indicators in most of the columns: texts that are no levels and no heads."""
    texts = [row.cells[at].text for row in rows for at in kinds if at < len(row.cells) and row.cells[at].text]
    told = [text for text in texts if tells_target(text)]
    return bool(texts) and 2 * len(told) > len(texts) and not any(map(is_level, texts))


def _indicators(row: Row, matrix: _Matrix) -> Iterator[Row]:
    """Yield a row for each indicator of a project, the first with what tells of the project."""
    lead = tuple(row.cells[at] if at < len(row.cells) else EMPTY for at in matrix.rest)
    done = False
    for at, levels in matrix.kinds.items():
        cell = row.cells[at] if at < len(row.cells) else EMPTY
        for piece in _pieces(cell.text):
            told, kind = _kind_behind(piece)
            name, value = (replace(cell, text=text) if text else EMPTY for text in name_and_target(told))
            one, two = levels[0], replace(cell, text=kind) if kind else levels[1]
            yield replace(row, cells=(*((EMPTY,) * len(lead) if done else lead), one, two, name, value))
            done = True
    if not done:
        yield replace(row, cells=(*lead, *(EMPTY,) * len(_HEADS)))


def _pieces(text: str) -> list[str]:
    pieces = (_NUMBERED.sub("", line).strip(" 　,，;；。") for piece in _PIECE.split(text) for line in _lines(piece))
    return [piece for piece in pieces if piece]


def _lines(piece: str) -> list[str]:
    """Return the parts of a piece between blanks where each is a name with a target: lines of its cell."""
    parts = piece.split()
    return parts if all(name_and_target(part)[1] for part in parts) else [piece]


def _kind_behind(piece: str) -> tuple[str, str]:
    """Return (an indicator, its second level) where that stands in brackets behind it (技术入户率≥95%（社会效益）)."""
    match = _BEHIND.fullmatch(piece)
    return (match.group(1), match.group(2)) if match and level(2, match.group(2)) else (piece, "")
