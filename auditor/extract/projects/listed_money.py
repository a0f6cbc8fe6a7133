"""The funds of a project that stand in another table of the document: a list of what projects spent and scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.part import Part
from auditor.extract.words.keys import fold
from auditor.records.budget import Project


def with_listed(parts: Sequence[Part]) -> list[Part]:
    """Return the parts; a project whose table prints no amount has those of the row with its name in a list.

    That row is then no project of its own. A name that stands twice, in lists or over indicators, says nothing.
    """
    listed = _once(project for part in parts if _lists(part) for project in part.projects)
    bare = _once(project for part in parts if not _lists(part) for project in part.projects)
    known = {name: project for name, project in listed.items() if name in bare and _is_bare(bare[name])}
    return [_without(part, known) if _lists(part) else _filled(part, known) for part in parts]


def _once(projects: Iterator[Project]) -> dict[str, Project]:
    every = [(fold(project.name.text), project) for project in projects]
    counts = Counter(name for name, _ in every)
    return {name: project for name, project in every if name and counts[name] == 1}


def _lists(part: Part) -> bool:
    """Return whether a part is a list of results: projects with what they spent or scored, and no indicator."""
    return bool(part.projects) and not part.indicators and all(one.execution for one in part.projects)


def _is_bare(project: Project) -> bool:
    amounts = (project.total, project.fiscal, project.other)
    return project.execution is None and not any(amount.cell.text for amount in amounts)


def _without(part: Part, known: dict[str, Project]) -> Part:
    return replace(part, projects=tuple(one for one in part.projects if known.get(fold(one.name.text)) is not one))


def _filled(part: Part, known: dict[str, Project]) -> Part:
    return replace(part, projects=tuple(_with_funds(one, known) for one in part.projects))


def _with_funds(project: Project, known: dict[str, Project]) -> Project:
    found = known.get(fold(project.name.text)) if _is_bare(project) else None
    if found is None:
        return project
    return replace(project, total=found.total, agency=project.agency or found.agency, execution=found.execution)
