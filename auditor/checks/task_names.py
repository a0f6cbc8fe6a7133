"""The verb on the names of main tasks in table 13 against those of the projects in table 12."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from auditor.checks.context import Context
from auditor.records.budget import Budget, Project
from auditor.records.finding import Hit
from auditor.text.width import fold


def task_names(budget: Budget, context: Context, *, same: int, most: int) -> Iterator[Hit]:
    """Yield a hit where a main task has the amount of one project alone and, but for a few characters, its name.

    The names begin and end alike, with ``same`` characters or more in all, and have others in between, at most
    ``most`` in each: a shorter name leaves something out, another word names another thing.
    """
    names = {fold(project.name.text) for project in budget.projects}
    for task in budget.overall.tasks if budget.overall else ():
        cell = task.project if task.project.text else task.name
        name = fold(cell.text)
        if task.total.wan is None or not name or name in names:
            continue
        paid = [project for project in budget.projects if project.total.wan == task.total.wan]
        if len(paid) == 1 and (differ := _difference(name, fold(paid[0].name.text), same, most)):
            yield _hit(cell.text, paid[0], differ, budget)


def _hit(said: str, project: Project, differ: tuple[str, str], budget: Budget) -> Hit:
    place = (
        next((task.name.place for task in budget.overall.tasks if said in task.name.text), None)
        if budget.overall
        else None
    )
    facts = {"said": said, "named": project.name.text, "here": differ[0], "there": differ[1]}
    return Hit(facts, project=project, place=place, table="13", text=said)


def _difference(one: str, other: str, same: int, most: int) -> tuple[str, str] | None:
    """Return the characters in the middle in which two names differ, None where they differ otherwise."""
    begin = _alike(one, other)
    end = min(_alike(one[::-1], other[::-1]), min(len(one), len(other)) - begin)
    middle = one[begin : len(one) - end], other[begin : len(other) - end]
    if begin + end < same or not all(middle) or max(map(len, middle)) > most:
        return None
    return middle


def _alike(one: str, other: str) -> int:
    """Return with how many characters two texts begin alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
