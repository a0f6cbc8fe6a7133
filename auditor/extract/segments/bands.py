"""Rows of labels that begin a project below the head of its indicators → a row for each label, then the head again.

So stand 项目编码：… | 项目名称：… | 总额：…, and below them 年度绩效目标 | …, between the rows of a table, whatever the
order of its columns: under a head their cells are no labels, and the name of an indicator may stand in the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from auditor.extract.segments.captions import is_body
from auditor.extract.segments.introduced import is_indicator_head
from auditor.extract.segments.name_text import LABEL, is_name, labelled_name
from auditor.extract.segments.owners import answers_in
from auditor.extract.segments.tables import is_title, kind_of_title
from auditor.extract.words.funds_text import funds_in
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.notes import is_remark
from auditor.extract.words.short_labels import in_full, labelled
from auditor.extract.words.vocabulary import header, is_level
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_Block = Prose | Grid
_Told = tuple[str, Cell]  # a label, and what it says
_OVERALL = 13
_COLUMNS = frozenset({"level1", "level2", "name", "operator", "value", "unit"})
_FACTS = frozenset({"code", "total", "fiscal", "other", "goal"})
_OF_PROJECT = ("项目", "主管")
_PAIR = 2
_MOST_FACTS = 12


def bands_apart(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; each project whose labels stand between the rows of a table has them above a head."""
    done: list[_Block] = []
    overall = False
    for block in blocks:
        for text in (block.text,) if isinstance(block, Prose) else (row.texts[0] for row in block.rows if row.filled):
            if is_title(key := fold(text).strip("#*")):
                overall = kind_of_title(key) == _OVERALL
        done.append(block if isinstance(block, Prose) or overall else _apart(block))
    return tuple(done)


def _apart(grid: Grid) -> Grid:
    head = next((at for at, row in enumerate(grid.rows) if is_indicator_head(row)), len(grid.rows))
    runs = list(_runs(grid.rows, head + 1))
    if not runs:
        return grid
    rows = list(grid.rows[:head])
    heads = grid.rows[head : runs[0][0]] if runs[0][0] - head <= _PAIR else grid.rows[head : head + 1]
    at = head
    for first, end, told in runs:
        rows += () if at == head and len(heads) == first - head else grid.rows[at:first]
        rows += [*_rows(told, grid.rows[first]), *(() if is_indicator_head(grid.rows[end]) else heads)]
        at = end
    return replace(grid, rows=(*rows, *grid.rows[at:]))


def _runs(rows: Sequence[Row], start: int) -> Iterator[tuple[int, int, list[_Told]]]:
    """Yield (first row, row below, what is told) of neighbouring rows of labels that name a project above others."""
    at = start
    while at < len(rows):
        end, told = at, list[_Told]()
        while end < len(rows) and end - at < _MOST_FACTS and (said := _told(rows[end], begun=bool(told))):
            told += said
            end += 1
        names = [number for number, (label, _) in enumerate(told) if "project" in header(label)]
        # A form with a head of its own is read as it stands where its name comes first.
        if names and end < len(rows) and (_is_indicator(rows[end]) or (is_indicator_head(rows[end]) and names[0] > 0)):
            yield at, end, told
        at = max(end, at + 1)


def _is_indicator(row: Row) -> bool:
    return any(map(is_level, row.texts)) and not is_indicator_head(row)


def _told(row: Row, *, begun: bool) -> list[_Told]:
    """Return what a row of labels tells, each behind its label; [] where a cell of it is none.

    Labels that nobody knows may stand beside others, or where rows before have ``begun`` a project. A line that says
    whose the whole table is (填报单位：某局) tells nothing of a project.
    """
    if len(row.filled) == 1 and is_body(row.texts[0]) and not row.texts[0].startswith(_OF_PROJECT):
        return []
    cells = [next(same) for _, same in groupby(row.filled, attrgetter("text"))]  # a merged cell may be repeated
    glued = [_answers(cell) for cell in cells]
    every = [known or _strange(cell) for known, cell in zip(glued, cells, strict=True)]
    if all(every) and (begun or any(glued)):
        return [told for each in every for told in each]
    if len(cells) > 1 and not glued[0] and all(glued[1:]) and is_name(cells[0].text):
        rest = [told for each in glued[1:] for told in each]
        named = [(LABEL, replace(cells[0], text=_bare_name(cells[0].text)))]
        return [*named, *rest] if any(header(label) & _FACTS for label, _ in rest) else []
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    if len(cells) % _PAIR or not all(_is_pair(label, value) for label, value in pairs):
        return []
    return [(label.text, value) for label, value in pairs]


def _answers(cell: Cell) -> list[_Told]:
    """Return what a text says behind its labels, [] where it begins with none or with a level."""
    told = [(said.label, said.cell) for said in answers_in(replace(cell, text=funds_in(cell.text) or cell.text))]
    return [] if any(is_level(label) for label, _ in told) else told


def _strange(cell: Cell) -> list[_Told]:
    """Return what a text says behind a short label that nobody knows, [] where it is no such text."""
    found = labelled(cell.text)
    if not found or is_remark([cell.text]):
        return []
    label, value = found
    return [(in_full(label) or label, replace(cell, text=value))]


def _is_pair(label: Cell, value: Cell) -> bool:
    words = header(label.text)
    return bool(words - _COLUMNS) and not is_level(label.text) and not is_amount(label.text) and not header(value.text)


def _bare_name(text: str) -> str:
    """Return the name of a project without its number."""
    return labelled_name(text)[0].removeprefix(f"{LABEL}：") or text


def _rows(told: Sequence[_Told], row: Row) -> Iterator[Row]:
    """Yield a row for each label, that of the name first; a table prints as many cells in each."""
    names = [each for each in told if "project" in header(each[0])]
    for label, cell in (*names, *(each for each in told if each not in names)):
        rest = (EMPTY,) * (len(row.cells) - _PAIR)
        yield Row((Cell(label, cell.place), cell.single, *rest), row.place)
