"""Separated text (comma, tab or semicolon): one grid, a lone first cell is a line of prose."""

from __future__ import annotations

import csv
import io
from collections import Counter

from auditor.errors import UnreadableError
from auditor.readers.decode import decode
from auditor.readers.problems import cut_off
from auditor.records.document import Cell, Document, Grid, Problem, Prose, Row
from auditor.records.place import Place

_MARKS = (",", "\t", ";")  # a German or French Excel writes semicolons, “Unicode text” has tabs
_SAMPLE = 1 << 16  # characters


def read(data: bytes, source: str, sha256: str) -> Document:
    """Return the Document in separated ``data``. Raises UnreadableError where it is no text."""
    text, cut = decode(data, source)
    blocks: list[Prose | Grid] = []
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), skipinitialspace=True)
    first = 1
    try:
        for fields in reader:
            place, first = Place(line=first), reader.line_num + 1
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
    problems: tuple[Problem, ...] = (cut_off(Place(line=first - 1)),) if cut else ()
    return Document(source, sha256, "csv", tuple(blocks), problems, converted=True)


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
