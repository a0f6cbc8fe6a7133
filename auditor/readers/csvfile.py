"""Comma-separated text: one grid, a lone first cell is a line of prose."""

from __future__ import annotations

import csv
import io

from auditor.errors import UnreadableError
from auditor.readers.decode import decode
from auditor.readers.problems import cut_off
from auditor.records.document import Cell, Document, Grid, Problem, Prose, Row
from auditor.records.place import Place


def read(data: bytes, source: str, sha256: str) -> Document:
    """Return the Document in comma-separated ``data``. Raises UnreadableError where it is no text."""
    text, cut = decode(data, source)
    blocks: list[Prose | Grid] = []
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
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


def _close(rows: list[Row], blocks: list[Prose | Grid]) -> None:
    if rows:
        blocks.append(Grid(tuple(rows)))
        rows.clear()
