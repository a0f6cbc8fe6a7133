"""Extraction: Document → Budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from auditor.extract.account import account
from auditor.extract.facts import department_of, year_of
from auditor.extract.families import chosen, known_families
from auditor.extract.guard import guarded
from auditor.extract.lines import lines_of
from auditor.extract.money import doubts, typed
from auditor.extract.overall import read_overall
from auditor.extract.pasted import regridded
from auditor.extract.projects import Found, read_projects, unplaced
from auditor.extract.suspects import unread_segments, unread_titles
from auditor.extract.tables import is_table, other_table, split
from auditor.extract.vocabulary import using
from auditor.records.budget import Budget, Overall
from auditor.records.document import Cell, Document, Prose
from auditor.records.table import BudgetTable
from auditor.text.vocabulary import Vocabulary


def extract(
    document: Document, layouts: Sequence[Path] = (), layout: str = "", vocabulary: Vocabulary | None = None
) -> Budget:
    """Return the budget in ``document``: projects and indicators of tables 12 and 13 (amounts in 万元), other tables.

    ``layouts`` are folders with layout families beside those of the installation, ``layout`` is the name or the
    file of the one to take (see families.chosen); a malformed or unknown one raises ConfigError. ``vocabulary`` is
    what levels, heads and units mean, that of the installation where none is given.
    Whatever of tables 12 and 13 finds no place in a record is a Problem; nothing is dropped.
    """
    families = chosen(known_families(*layouts), layout)
    with using(vocabulary):
        return _extracted(document, Found(converted=document.converted, families=families))


def _extracted(document: Document, found: Found) -> Budget:
    document = replace(document, blocks=regridded(document.blocks))
    lines = lines_of(document)
    overall: Overall | None = None
    tables: list[BudgetTable] = []
    segments = split(lines)
    for segment in segments:
        if segment.kind == 12:
            guarded(partial(read_projects, segment, found), segment.title, segment.place, found.problems)
        elif segment.kind == 13:
            head = guarded(partial(read_overall, segment, found), segment.title, segment.place, found.problems)
            overall = _one(overall, head, found) if head else overall
        elif is_table(segment):
            tables.append(other_table(segment))
    found.problems += (*unread_segments(segments), *unread_titles(document))
    records = (*found.projects, *found.indicators, *([overall] if overall else []), *found.problems)
    aside, lost = account(document, segments, found.layouts, records)
    found.problems += lost
    other = typed(tables, converted=document.converted, problems=found.problems)
    return Budget(
        source=document.source,
        sha256=document.sha256,
        department=department_of(lines, overall, found.projects),
        year=year_of(lines, document.source),
        projects=tuple(found.projects),
        indicators=tuple(found.indicators),
        overall=overall,
        tables=other,
        problems=(*document.problems, *dict.fromkeys(found.problems), *doubts(other)),
        converted=document.converted,
        layouts=tuple(found.layouts),
        prose=tuple(Cell(block.text, block.place) for block in document.blocks if isinstance(block, Prose)),
        aside=aside,
    )


def _one(first: Overall | None, second: Overall, found: Found) -> Overall:
    """Return the head that says more; what a second one says becomes a problem."""
    if first is None or not _texts(second):
        return second if first is None else first
    if not _texts(first):
        return second
    found.problems.append(unplaced(_texts(second), second.place, "另有一张部门整体绩效表的表头", partial=True))
    return first


def _texts(head: Overall) -> list[Cell]:
    amounts = (head.total, head.fiscal, head.basic, head.project, head.other)
    return [cell for cell in (head.department, *(amount.cell for amount in amounts), head.objective) if cell.text]
