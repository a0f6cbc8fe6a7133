"""What one table of a document gives, and the tables of a document together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import count

from auditor.records.budget import Indicator, Overall, Project, ProjectSum, TableLayout
from auditor.records.document import Problem


@dataclass(frozen=True, slots=True)
class Part:
    """The records that a table gives, how it was read, and a Problem for each thing that found no place.

    A project without a code, or with one that stood before, has a key of its own within its part only.
    """

    projects: tuple[Project, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    overall: tuple[Overall, ...] = ()
    layouts: tuple[TableLayout, ...] = ()
    problems: tuple[Problem, ...] = ()
    sums: tuple[ProjectSum, ...] = ()


def together(parts: Iterable[Part]) -> Part:
    """Return what the parts say, one after the other; keys and orders stay as they are."""
    listed = list(parts)
    return Part(*(tuple(each for part in listed for each in getattr(part, field.name)) for field in fields(Part)))


def numbered(parts: Sequence[Part]) -> Part:
    """Return the parts together, each project with a key that no other has, the indicators in their order from 0."""
    seen: Counter[str] = Counter()
    order = count()
    whole: list[Part] = []
    for part in parts:
        keys = {project.key: unique(project.code, seen) for project in part.projects}
        projects = tuple(replace(project, key=keys[project.key]) for project in part.projects)
        rows = ((row, keys.get(row.project, row.project)) for row in part.indicators)
        indicators = tuple(replace(row, project=key, order=next(order)) for row, key in rows)
        whole.append(replace(part, projects=projects, indicators=indicators))
    return together(whole)


def unique(code: str, seen: Counter[str]) -> str:
    """Return a key for a project: its code, with a number where it has none or ``seen`` has it already."""
    seen[code] += 1
    times = seen[code]
    return f"{code}#{times}" if times > 1 or not code else code
