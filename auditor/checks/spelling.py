"""Verbs on characters: the proofreader's edits, and project names that differ under one code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditor.checks.alike import edit_ratio
from auditor.checks.context import Context
from auditor.checks.missing import coded_cells
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.edit import Edit, EditKind
from auditor.records.finding import Hit
from auditor.records.rule import Severity
from auditor.text.width import fold

# Of a project whose texts (so long) are wrongly spelt in so many places and so large a part, the reading is wrong.
_TEXT, _MANY, _SHARE, _SUSPECT = 4, 4, 0.4, 0.5
_LEGIBLE = 0.5
_TOLD = frozenset({"actual", "reason"})
_UNREAD = frozenset({"read.pdf-glyphs", "read.ocr-cells"})

Spot = tuple[Cell, str, Indicator | None, Project | None]


def edits(
    budget: Budget, context: Context, *, kinds: Sequence[EditKind], levels: Mapping[Severity, float]
) -> Iterator[Hit]:
    """Yield a hit for every edit of the proofreader of one of ``kinds``; ``levels`` says from which confidence up.

    An ``info`` is only ever a word in the place of another of the same sound (``Edit.is_word``).

    A text that stands in several rows is judged once and reported once, with the other rows as related places.
    Long texts of a converted document come in broken lines: a warning at most. So is what is sure in running text (what
    was reached, the reasons), and what stands in a project of which a large part seems wrongly spelt, or on a page
    with signs that could not be read: there the reading is wrong.
    """
    error, warning = levels["error"], levels["warning"]
    hint = levels.get("info", warning)
    every = context.remember("texts of authors", lambda: tuple(spot for spot in _spots(budget) if _is_legible(spot)))
    found = context.edits([spot[0].text for spot in every])
    misread = _misread(budget, every, found, kinds)
    spots = [spot for spot in every if found.get(spot[0].text)]
    same: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        same[spot[0].text].append(spot)
    seen: dict[tuple[str, int], bool] = {}
    for cell, column, indicator, project in spots:
        for edit in found[cell.text]:
            least = error if column in _TOLD else hint if edit.is_word and cell not in misread else warning
            if edit.kind not in kinds or edit.confidence < least or seen.setdefault((cell.text, edit.start), False):
                continue
            seen[(cell.text, edit.start)] = True
            broken = column in _TOLD or (budget.converted and column == "objective")
            firm = edit.confidence >= error and not broken and cell not in misread
            others = tuple(s[2] or s[3] for s in same[cell.text] if s[0] is not cell)
            yield Hit(
                _facts(cell.text, edit),
                indicator,
                project,
                column,
                (edit.start, edit.end),
                text=cell.text,
                place=cell.place,
                related=tuple(other for other in others if other is not None),
                severity="error" if firm else "warning" if edit.confidence >= warning else "info",
                confidence=edit.confidence,
            )


def _is_legible(spot: Spot) -> bool:
    """Return whether the signs of a text were told apart: of a heap of them nobody can say how it should be spelt."""
    return spot[0].confidence >= _LEGIBLE


def _misread(
    budget: Budget, spots: Sequence[Spot], found: Mapping[str, Sequence[Edit]], kinds: Sequence[str]
) -> frozenset[Cell]:
    """Return the cells of projects and pages that were read badly."""
    pages = {problem.place.page for problem in budget.problems if problem.code in _UNREAD} - {None}
    odd = {
        text
        for text, edits in found.items()
        if any(edit.kind in kinds and edit.confidence >= _SUSPECT for edit in edits)
    }
    texts: dict[str, list[bool]] = defaultdict(list)
    for cell, _, _, project in spots if odd else ():
        if len(cell.text) >= _TEXT:
            texts[project.key if project else ""].append(cell.text in odd)
    bad = {key for key, wrong in texts.items() if sum(wrong) >= _MANY and sum(wrong) > _SHARE * len(wrong)}
    if not bad and not pages:
        return frozenset()
    return frozenset(
        cell for cell, _, _, project in spots if cell.place.page in pages or (project.key if project else "") in bad
    )


def _facts(text: str, edit: Edit) -> dict[str, str]:
    around = text[max(0, edit.start - 8) : edit.start] + edit.right + text[edit.end : edit.end + 8]
    return {"wrong": edit.wrong, "right": edit.right or "（删去）", "why": edit.why, "corrected": around}


def _spots(budget: Budget) -> Iterator[Spot]:
    """Yield every text that an author wrote, with its column and subject."""
    for project in budget.projects:
        yield project.name, "project_name", None, project
        yield project.objective, "objective", None, project
    projects = {project.key: project for project in budget.projects}
    for item in budget.indicators:
        owner = projects.get(item.project)
        yield item.activity, "activity", item, owner
        yield item.name, "name", item, owner
        yield item.value, "value", item, owner
        if item.outcome is not None:
            yield item.outcome.actual, "actual", item, owner
            yield item.outcome.reason, "reason", item, owner
    if budget.overall is not None:
        yield budget.overall.objective, "objective", None, None
        yield from (
            (cell, "activity", None, None) for task in budget.overall.tasks for cell in (task.name, task.content)
        )
    yield from _accounts(budget)


def _accounts(budget: Budget) -> Iterator[Spot]:
    """Yield what evaluations tell of what was reached and why not, in their own words."""
    for owner in (*budget.projects, *((budget.overall,) if budget.overall else ())):
        project = owner if isinstance(owner, Project) else None
        if owner.execution is not None:
            yield owner.execution.actual, "actual", None, project
            yield owner.execution.verdict, "actual", None, project
        yield from ((cell, "reason", None, project) for label, cell in owner.details if "原因" in label)


def project_name(budget: Budget, context: Context, *, floor: float) -> Iterator[Hit]:
    """Yield a hit where another table prints another name under a project's code; alike: a wrong character."""
    by_code = {project.code: project for project in budget.projects if project.code}
    seen = set()
    for table, _, code, name in coded_cells(budget):
        project = by_code.get(code)
        if project is None or fold(name) == fold(project.name.text) or (code, fold(name)) in seen:
            continue
        seen.add((code, fold(name)))
        alike = edit_ratio(fold(name), fold(project.name.text)) >= floor
        facts = {"other_name": name, "other_table": table.number, "difference": _difference(project.name.text, name)}
        yield Hit(
            facts,
            project=project,
            column="project_name",
            text=project.name.text,
            severity=None if alike else "warning",
            confidence=None if alike else 0.7,
        )


def _difference(one: str, other: str) -> str:
    """Return the parts in which two names differ, as “甲”/“乙”."""
    first, second = fold(one), fold(other)
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    return f"“{first[start : len(first) - end]}”与“{second[start : len(second) - end]}”"
