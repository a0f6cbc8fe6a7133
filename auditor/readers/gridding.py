"""Cells with spans → Grid: covered cells are empty, blank rows and columns are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from auditor.records.document import Cell, Grid, Row
from auditor.records.place import Place

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_BREAK_IN_HAN = re.compile(rf"(?<=[{_HAN}])[ \t]*\n[ \t\n]*(?=[{_HAN}])")
# Looking back keeps a long run of blanks from being tried from each of its blanks.
_BREAK = re.compile(r"(?<![ \t])[ \t]*\n[ \t\n]*")
_TARGET = re.compile(r"[^\W\d][^\n]*[≥≤≧≦=＝<>＜＞:：]\s*\d")
_BLANKS = str.maketrans({"\xa0": " ", "\u200b": "", "\ufeff": "", "\r": "\n", "\x0b": "\n", "\u2028": "\n"})
_CONTROL = re.compile("[\x00-\x08\x0c\x0e-\x1f]")
_WIDE = 256
Where = Callable[[int, int], Place]


class Raw(NamedTuple):
    """A cell as the file has it: 0-based row and column of its top left corner, text, rows and columns it spans."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


def flat(text: str) -> str:
    """Return the text of a cell on one line: a line break between two Han characters is nothing, any other a blank."""
    text = text.translate(_BLANKS)
    if text.isprintable():
        return text.strip()
    text = _CONTROL.sub("", text.strip())
    if "\n" not in text:
        return text
    return _BREAK.sub(" ", _BREAK_IN_HAN.sub(lambda match: " " if _parts_targets(match) else "", text))


def _parts_targets(match: re.Match[str]) -> bool:
    """Return whether a line break stands between two lines that each tell a target: no word goes on over it."""
    text = match.string
    before, after = text[text.rfind("\n", 0, match.start()) + 1 : match.start()], text[match.end() :].partition("\n")[0]
    return bool(_TARGET.search(before) and _TARGET.search(after))


def grid(cells: Iterable[Raw], where: Where, most: int) -> tuple[Grid | None, int]:
    """Return (grid, rows left out) of the cells that hold text; None where there are none.

    Rows that are blank throughout are left out, and blank columns that only widen merged cells; spans are counted
    in the rows and columns that stay. ``where`` gives the place of (row, column). A grid has at most ``most`` cells,
    blank ones included: the rows after that are left out.
    """
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return None, 0
    columns = _columns(filled)
    by_row: dict[int, list[Raw]] = {}
    for cell in filled:
        by_row.setdefault(cell.row, []).append(cell)
    every = sorted(by_row)
    kept = every[: max(1, most // len(columns))]
    row_sums, column_sums = _sums(kept), _sums(columns)
    column_at = {column: index for index, column in enumerate(columns)}
    rows = []
    for row in kept:
        line = [Cell("", where(row, column)) for column in columns]
        for cell in by_row[row]:
            index = column_at[cell.column]
            height = 1 if cell.rows == 1 else _count(row_sums, row, cell.rows)
            width = 1 if cell.columns == 1 else _count(column_sums, cell.column, cell.columns)
            line[index] = Cell(cell.text, line[index].place, height, width)
        rows.append(Row(tuple(line), line[0].place))
    return Grid(tuple(rows)), len(every) - len(kept)


def _columns(filled: Sequence[Raw]) -> list[int]:
    """Return the columns to show, in order."""
    used = {cell.column for cell in filled}
    first, last = min(used), max(used)
    if last - first >= _WIDE:
        return sorted(used)  # a lone cell far away must not cost the others their place
    # A title reaches over all columns: a blank one between two tables side by side only shows that they are two.
    in_row = Counter(cell.row for cell in filled)
    wide = [cell for cell in filled if cell.columns > 1 and in_row[cell.row] > 1]
    widening = {column for cell in wide for column in range(cell.column + 1, cell.column + cell.columns)}
    return [column for column in range(first, last + 1) if column in used or column not in widening]


def _sums(kept: Sequence[int]) -> list[int]:
    """Return how many of the positions ``kept`` stand before each position."""
    marks = [0] * (kept[-1] + 2)
    for position in kept:
        marks[position + 1] = 1
    return list(accumulate(marks))


def _count(sums: Sequence[int], first: int, span: int) -> int:
    """Return how many of the positions kept a span covers, itself included."""
    end = min(first + span, len(sums) - 1)
    return max(1, sums[end] - sums[first])
