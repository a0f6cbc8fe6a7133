"""Tables that arrive as running text: cells parted by tabs, bars or blanks, or each on a line of its own → grids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.segments.cell_lines import read_cell_lines
from auditor.extract.segments.suspects import is_row
from auditor.extract.segments.tables import is_title
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header
from auditor.records.document import Cell, Grid, Prose, Row

_SEPARATORS = ("\t", "｜", "│", "┃", "¦", "|")
_LEAST_SEPARATORS = 2
_LEAST_HEADS = 3
_BLANKS = re.compile(r"\s+")
_WIDE = re.compile(r"\s{2,}")
_MOST_LABELS = 12
_Block = Prose | Grid


def regridded(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks with tables in running text as grids; every text of a line is a cell of its row."""
    done: list[_Block] = []
    run: list[tuple[int, Prose]] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Prose):
            run.append((number, block))
        else:
            done += [*_read(_placed(run)), block]
            run = []
    return (*done, *_read(_placed(run)))


def _placed(run: Sequence[tuple[int, Prose]]) -> list[Prose]:
    """Return the lines, each with a place of its own where some of them may be cells."""
    if not any(_may_be_cells(line.text) for _, line in run):
        return [line for _, line in run]
    return [line if line.place.exact else _at(line, f"正文第{number + 1}段") for number, line in run]


def _at(line: Prose, cell: str) -> Prose:
    return replace(line, place=replace(line.place, cell=cell))


def _may_be_cells(text: str) -> bool:
    return bool(_separator(text)) or is_row(text) or bool(_heads(text)) or bool(header(text))


def _read(run: Sequence[Prose]) -> list[_Block]:
    """Return a run of prose lines with the tables in it as grids."""
    lines = list(_by_separator(run))
    lines = list(_by_blanks(lines))
    return read_cell_lines(lines)


def _by_separator(run: Sequence[Prose]) -> Iterator[_Block]:
    """Yield the lines, neighbours parted by the same sign as a grid where one of them is of an indicator table."""
    at = 0
    while at < len(run):
        sign = _separator(run[at].text)
        end = at + 1
        while sign and end < len(run) and _count(run[end].text, sign) >= 1 and _separator(run[end].text) in {sign, ""}:
            end += 1
        lines = run[at:end]
        if sign and any(is_row(line.text) or _heads(line.text) for line in lines):
            yield Grid(tuple(_row(line, _parts(line.text, sign)) for line in lines))
        else:
            yield from lines
        at = end


def _separator(text: str) -> str:
    """Return the sign that parts the cells of a line, "" where there are too few of any."""
    return next((sign for sign in _SEPARATORS if _count(text, sign) >= _LEAST_SEPARATORS), "")


def _count(text: str, sign: str) -> int:
    return text.strip(" \r\n" if sign == "\t" else " \r\n\t").count(sign)


def _parts(text: str, sign: str) -> list[str]:
    inner = text.strip(" \r\n")
    if sign != "\t" and inner.startswith(sign):
        inner = inner[1:]
        inner = inner[:-1] if inner.endswith(sign) else inner
    return inner.split(sign)


def _by_blanks(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Yield the blocks, rows parted by blanks below a head as a grid, with the labels right above the head."""
    at = 0
    inside = False  # below a row of labels of the same form
    while at < len(blocks):
        block = blocks[at]
        width = len(_heads(block.text)) if isinstance(block, Prose) else 0
        rows = list(_rows_below(blocks[at + 1 :], width)) if width else []
        if not rows:
            labelled = (
                _labels(block.text, inside) if isinstance(block, Prose) and _form_follows(blocks[at + 1 :]) else []
            )
            inside = bool(labelled)
            yield Grid((_row(block, labelled),)) if isinstance(block, Prose) and labelled else block
            at += 1
            continue
        assert isinstance(block, Prose)
        inside = False
        yield Grid(tuple(_row(line, _BLANKS.split(line.text.strip())) for line in (block, *rows)))
        at += 1 + len(rows)


def _heads(text: str) -> list[str]:
    """Return the parts of a line that heads indicators, [] for any other."""
    parts = [part for part in re.split(r"[\s｜│┃¦|]+", text.strip()) if part]
    words = [header(part) for part in parts]
    named = any("name" in each for each in words) and any("value" in each for each in words)
    return parts if named and sum(map(bool, words)) >= max(_LEAST_HEADS, 0.6 * len(parts)) else []


def _rows_below(blocks: Sequence[_Block], width: int) -> Iterator[Prose]:
    """Yield the lines below a head that are rows: no wider than the head, up to a title or a line that is none."""
    for block in blocks:
        if not isinstance(block, Prose) or is_title(fold(block.text)):
            return
        parts = _BLANKS.split(block.text.strip())
        if not (1 < len(parts) <= width) or not (is_row(block.text) or len(parts) > width / 2):
            return
        yield block


def _form_follows(blocks: Sequence[_Block]) -> bool:
    """Return whether a head with blanks between its words comes soon, and only labels stand before it."""
    for block in blocks[:_MOST_LABELS]:
        if not isinstance(block, Prose):
            return False
        if _heads(block.text):
            return True
        if not _labels(block.text, inside=True):
            return False
    return False


def _labels(text: str, inside: bool) -> list[str]:
    """Return label, answer, label, answer … of a line of a form, [] for any other line.

    Wide blanks part the cells of every line ``inside`` a form, also behind a label that nobody knows.
    """
    wide = _WIDE.split(text.strip())
    if len(wide) > 1 and (inside or header(wide[0])):
        return wide
    parts = _BLANKS.split(text.strip())
    return parts if len(parts) > 1 and header(parts[0]) and not header(parts[1]) else []


def _row(line: Prose, parts: Sequence[str]) -> Row:
    return Row(tuple(Cell(part.strip(), line.place) for part in parts), line.place)
