"""Separated text (comma, tab or semicolon): one grid, a lone first cell is a line of prose."""

from __future__ import annotations

import csv
import io
from collections import Counter

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers.decode import decode
from auditor.readers.problems import cut_off
from auditor.records.document import Cell, Document, Grid, Problem, Prose, Row
from auditor.records.place import Place

_MARKS = (",", "\t", ";")  # a German or French Excel writes semicolons, “Unicode text” has tabs
_SAMPLE = 1 << 16  # characters
_ROW_MARKS = 4  # so many in a line of a field are a row, not a sentence


def read(data: bytes, source: str, sha256: str, _limits: Limits) -> Document:
    """Return the Document in separated ``data``. Raises UnreadableError where it is no text."""
    text, cut = decode(data, source)
    blocks: list[Prose | Grid] = []
    rows: list[Row] = []
    mark = separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
    first = 1
    problems: list[Problem] = []
    try:
        for fields in reader:
            place, first = Place(line=first), reader.line_num + 1
            if any(_swallows_rows(each, mark) for each in fields):
                problems.append(_unclosed(place))
            filled = [field for field in fields if field.strip()]
            if len(filled) > 1 or (filled and not fields[0].strip()):
                rows.append(Row(tuple(Cell(field.strip(), place) for field in fields), place))
                continue
            _close(rows, blocks)
            if filled:
                blocks.append(Prose(filled[0].strip(), place))
    except csv.Error as error:
        raise UnreadableError(f"CSV 格式有误：{error}。", source=source, line=first) from error
    _close(rows, blocks)
    problems += [cut_off(Place(line=first - 1))] if cut else []
    return Document(source, sha256, "csv", tuple(blocks), tuple(problems), converted=True)


def _swallows_rows(field: str, mark: str) -> bool:
    """Return whether a field holds whole rows, as it does where the quote that begins it is never closed."""
    lines = field.strip("\r\n").splitlines()
    return any(line.count(mark) >= _ROW_MARKS for line in (lines[1:] if len(lines) > 1 else lines))


def _unclosed(place: Place) -> Problem:
    message = f"第 {place.line} 行起有引号没有闭合，后面的行粘成了一格，没有按表格读入，请补上引号后再审。"
    return Problem("read.quote", message, place, partial=True)


def separator_of(text: str) -> str:
    """Return what parts the cells of ``text``: the mark at which most of its rows have the same number of cells."""
    return max(_MARKS, key=lambda mark: _rows_alike(text, mark))


def _rows_alike(text: str, mark: str) -> int:
    """Return how many of the first rows have the usual number of cells where ``mark`` parts them (0: it never does)."""
    try:
        rows = list(csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=mark, skipinitialspace=True))
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)


def _close(rows: list[Row], blocks: list[Prose | Grid]) -> None:
    if rows:
        blocks.append(Grid(tuple(rows)))
        rows.clear()
