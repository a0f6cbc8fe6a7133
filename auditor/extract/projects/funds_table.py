"""A table of funds by source on its own (资金来源, 预算, 实际支出, 支出率): the funds of the only project evaluated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.lines.fund_heads import heads_funds, is_funds_figure
from auditor.extract.lines.stream import Line
from auditor.extract.part import Part
from auditor.extract.rows.amounts import money, unit_in_head
from auditor.extract.rows.outcome import execution_of
from auditor.extract.segments.tables import Segment
from auditor.extract.words.keys import clean, fold
from auditor.extract.words.lead import TOTAL
from auditor.extract.words.vocabulary import header
from auditor.records.budget import Project
from auditor.records.document import EMPTY, Cell

_SOURCE = re.compile(r"(?:资金|经费)?(?:来源|渠道|性质|类别|构成|项目)|资金(?:名称|类型|情况|监控)?")
_TOTAL = "合计"


def lists_funds(segment: Segment) -> bool:
    """Return whether a table heads what was planned and spent of sources of funds, with one row for all of them."""
    at = _head(segment.lines)
    return at >= 0 and sum(map(_is_total, segment.lines[at + 1 :])) == 1


def read_funds(segment: Segment) -> Part:
    """Return the funds as those of a project without a name. The table is kept whole beside it."""
    at = _head(segment.lines)
    head = segment.lines[at].cells
    details = [detail for line in segment.lines[at + 1 :] for detail in _details(head, line)]
    unit = unit_in_head(segment.lines) or segment.unit or "万元"
    total = next((cell for label, cell in details if label.startswith(_TOTAL) and "预算" in label), EMPTY)
    spent = execution_of(details, total, unit)
    return Part(projects=(Project("", total=money(total, unit), place=segment.place, execution=spent),))


def _head(lines: Sequence[Line]) -> int:
    """Return which line heads funds by source, −1 where none does or a column is for projects."""
    for at, line in enumerate(lines):
        if line.prose or not heads_funds(line.filled):
            continue
        first = fold(line.filled[0].text)
        sources = _SOURCE.fullmatch(first) and "project" not in header(first)
        return at if sources and not any("project" in words for words in line.words) else -1
    return -1


def _is_total(line: Line) -> bool:
    return not line.prose and bool(TOTAL.fullmatch(fold(line.filled[0].text)))


def _details(head: Sequence[Cell], line: Line) -> Sequence[tuple[str, Cell]]:
    """Return the figures of a row by the labels that a form gives them (合计·实际支出)."""
    if line.prose or len(line.cells) != len(head) or is_funds_figure(line.filled[0].text):
        return []
    first = line.cells.index(line.filled[0])
    label = _TOTAL if _is_total(line) else fold(line.cells[first].text)
    return [
        (f"{label}·{fold(over.text)}", clean(cell))
        for at, (over, cell) in enumerate(zip(head, line.cells, strict=True))
        if at > first and over.text and cell.text
    ]
