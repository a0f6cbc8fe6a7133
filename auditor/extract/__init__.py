"""Extraction: Document → Budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from auditor.extract.accounts.account import account
from auditor.extract.accounts.repeated import said_once
from auditor.extract.guard import guarded
from auditor.extract.layout.families import Family, chosen, known_families
from auditor.extract.layout.unknown_heads import heads_known
from auditor.extract.lines.stream import lines_of
from auditor.extract.money import doubts, typed_apart
from auditor.extract.part import Part, numbered
from auditor.extract.projects.divided import divided
from auditor.extract.projects.funds_table import lists_funds, read_funds
from auditor.extract.projects.listed import lists_results, read_results, results_apart
from auditor.extract.projects.listed_money import with_listed
from auditor.extract.projects.table12 import read_projects, unplaced
from auditor.extract.projects.table13 import read_overall
from auditor.extract.segments.bands import bands_apart
from auditor.extract.segments.bracketed import from_brackets
from auditor.extract.segments.facts import department_of, year_of
from auditor.extract.segments.funds_down import sources_down
from auditor.extract.segments.introduced import introduced
from auditor.extract.segments.kind_columns import kinds_apart
from auditor.extract.segments.label_lines import lines_as_rows
from auditor.extract.segments.list_marks import unmarked
from auditor.extract.segments.listed_apart import lists_joined
from auditor.extract.segments.matrix import kinds_down
from auditor.extract.segments.name_goal import goals_apart
from auditor.extract.segments.name_lines import named
from auditor.extract.segments.objective_lines import objectives_joined
from auditor.extract.segments.others import is_table, other_table, with_shown_units
from auditor.extract.segments.paired import levels_apart
from auditor.extract.segments.pasted import regridded
from auditor.extract.segments.prose import prose_of
from auditor.extract.segments.scored import scored_apart
from auditor.extract.segments.sectioned import with_heads
from auditor.extract.segments.suspects import stacked, unread_segments, unread_titles
from auditor.extract.segments.tables import Segment, split
from auditor.extract.segments.target_columns import sets_down, targets_apart
from auditor.extract.segments.told import together
from auditor.extract.segments.turned import upright
from auditor.extract.segments.unstacked import unstacked
from auditor.extract.segments.wide import levels_down
from auditor.extract.words.vocabulary import using
from auditor.records.budget import Budget, Overall
from auditor.records.document import Cell, Document, Grid, Problem, Prose
from auditor.records.place import NOWHERE
from auditor.text.vocabulary import Vocabulary

_PROJECTS, _OVERALL = 12, 13
_STEPS = (
    *(
        unmarked,
        from_brackets,
        together,
        goals_apart,
        lines_as_rows,
        objectives_joined,
        regridded,
        upright,
        introduced,
        bands_apart,
        with_heads,
    ),
    *(targets_apart, sets_down, kinds_down, levels_down, kinds_apart, levels_apart, lists_joined),
    *(sources_down, scored_apart, unstacked, heads_known, named),
)


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
        return _extracted(_gridded(document), families)


def _gridded(document: Document) -> Document:
    """Return the document with each indicator in a row of a grid under a head, however they were laid out."""
    blocks: Sequence[Prose | Grid] = document.blocks
    problems: list[Problem] = []
    for step in _STEPS:
        made = guarded(partial(step, blocks), "", NOWHERE)
        if isinstance(made, Problem):
            problems.append(made)  # the rows stay as they were laid out
        else:
            blocks = made
    return replace(document, blocks=tuple(blocks), problems=(*document.problems, *problems))


def _extracted(document: Document, families: Sequence[Family]) -> Budget:
    """Return the budget: lines → segments → a part for each → records; at last every cell is accounted for."""
    lines = lines_of(document)
    year = year_of(lines, document.source)
    printed, shown = with_shown_units(split(lines))
    tables = (replace(_apart(segment), year=year) for segment in printed)
    begun = [piece for segment in tables for piece in results_apart(segment)]
    cut = [divided(segment, families, own=not document.converted) for segment in begun]
    segments = [segment for each, _ in cut for segment in each]
    changed = [problem for _, problems in cut for problem in problems]
    found = numbered(with_listed([_part(segment, families, converted=document.converted) for segment in segments]))
    overall, second = _one(found.overall)
    others = [other_table(one) for one in segments if one.kind not in {_PROJECTS, _OVERALL} and is_table(one)]
    typed, crashed = typed_apart(others, converted=document.converted)
    unread = (
        *unread_segments([segment for segment in segments if segment.kind or not lists_results(segment)]),
        *unread_titles(document),
        *stacked(found.indicators, converted=document.converted),
    )
    problems = (*found.problems, *second, *changed, *unread, *shown)
    records = (*found.projects, *found.indicators, *found.overall, *problems)
    aside, lost = account(document, segments, found.layouts, records)
    return Budget(
        source=document.source,
        sha256=document.sha256,
        department=department_of(lines, document.source, overall, found.projects),
        year=year,
        projects=found.projects,
        indicators=found.indicators,
        overall=overall,
        tables=typed,
        problems=(*document.problems, *said_once((*problems, *lost, *crashed)), *doubts(typed)),
        converted=document.converted,
        layouts=found.layouts,
        sums=found.sums,
        prose=prose_of(document, segments),
        aside=aside,
    )


def _apart(segment: Segment) -> Segment:
    """Return the segment; a list of what projects came to is no table of indicators, whatever its title says."""
    return replace(segment, kind=0) if segment.kind == _PROJECTS and lists_results(segment) else segment


def _part(segment: Segment, families: Sequence[Family], *, converted: bool) -> Part:
    """Return what a segment of table 12 or 13 gives, nothing for any other."""
    if segment.kind not in {_PROJECTS, _OVERALL}:
        if lists_results(segment):
            return read_results(segment)
        return read_funds(segment) if lists_funds(segment) else Part()
    read = read_projects if segment.kind == _PROJECTS else read_overall
    made = guarded(partial(read, segment, families, converted=converted), segment.title, segment.place)
    return Part(problems=(made,)) if isinstance(made, Problem) else made


def _one(heads: Sequence[Overall]) -> tuple[Overall | None, list[Problem]]:
    """Return the first head that says something, and a problem for each other one that does."""
    said = [head for head in heads if _texts(head)]
    twice = [unplaced(_texts(head), head.place, "另有一张部门整体绩效表的表头", partial=True) for head in said[1:]]
    return next(iter((*said, *heads)), None), twice


def _texts(head: Overall) -> list[Cell]:
    amounts = (head.total, head.fiscal, head.basic, head.project, head.other)
    return [cell for cell in (head.department, *(amount.cell for amount in amounts), head.objective) if cell.text]
