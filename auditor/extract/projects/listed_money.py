"""The funds of a project that stand in another table of the document: a list of what projects spent and scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.part import Part
from auditor.extract.words.keys import fold
from auditor.records.budget import Project
from auditor.records.document import EMPTY

_OWN = ("weight", "score", "points", "sum", "grade", "actual", "verdict")


def with_listed(parts: Sequence[Part]) -> list[Part]:
    """Return the parts; a project whose table prints no amount has those of the row with its name in a list.

    That row is then no project of its own. A name that stands twice, in lists or over indicators, says nothing. Funds
    by source are those of the only project, or they are of none.
    """
    parts = _with_only(parts)
    listed = _once(project for part in parts if _lists(part) for project in part.projects)
    bare = _once(project for part in parts if not _lists(part) for project in part.projects)
    known = {name: project for name, project in listed.items() if name in bare and _is_bare(bare[name])}
    return [_without(part, known) if _lists(part) else _filled(part, known) for part in parts]


def _with_only(parts: Sequence[Part]) -> list[Part]:
    """Return the parts; the funds of a table of sources are those of the only project that has none of its own."""
    funds = [part.projects[0] for part in parts if _is_funds(part)]
    rest = [part for part in parts if not _is_funds(part)]
    known = [project for part in rest for project in part.projects]
    overall = any(one.total.cell.text or one.execution for part in rest for one in part.overall)
    if len(funds) != 1 or len(known) != 1 or overall or not _is_bare(known[0]):
        return rest
    done = _merged(known[0], funds[0])
    return [replace(part, projects=(done,)) if part.projects else part for part in rest]


def _is_funds(part: Part) -> bool:
    """Return whether a part is a table of funds by source: what was spent, and no name."""
    return len(part.projects) == 1 and not (part.indicators or part.layouts or part.projects[0].name.text)


def _merged(project: Project, funds: Project) -> Project:
    """Return a project with the funds of another table, and what its own says of scores."""
    own, spent = project.execution, funds.execution
    if own and spent:
        told = {name: getattr(own, name) for name in _OWN if getattr(own, name) != EMPTY}
        spent = replace(spent, **told, level_sums=own.level_sums)
    details = (*project.details, *funds.details)
    agency = project.agency or funds.agency
    return replace(project, total=funds.total, agency=agency, execution=spent or own, details=details)


def _once(projects: Iterator[Project]) -> dict[str, Project]:
    every = [(fold(project.name.text), project) for project in projects]
    counts = Counter(name for name, _ in every)
    return {name: project for name, project in every if name and counts[name] == 1}


def _lists(part: Part) -> bool:
    """Return whether a part is a list of results: projects with what they spent or scored, and no indicator."""
    return bool(part.projects) and not part.indicators and all(one.execution for one in part.projects)


def _is_bare(project: Project) -> bool:
    amounts = (project.total, project.fiscal, project.other)
    spent = project.execution
    return (spent is None or spent.spent is spent.budget is None) and not any(amount.cell.text for amount in amounts)


def _without(part: Part, known: dict[str, Project]) -> Part:
    return replace(part, projects=tuple(one for one in part.projects if known.get(fold(one.name.text)) is not one))


def _filled(part: Part, known: dict[str, Project]) -> Part:
    return replace(part, projects=tuple(_with_funds(one, known) for one in part.projects))


def _with_funds(project: Project, known: dict[str, Project]) -> Project:
    found = known.get(fold(project.name.text)) if _is_bare(project) else None
    if found is None:
        return project
    return _merged(project, found)
