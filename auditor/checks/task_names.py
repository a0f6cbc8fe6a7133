"""The verb on the names of main tasks in table 13 against those of the projects in table 12."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.width import fold


def task_names(budget: Budget, context: Context, *, same: int, most: int) -> Iterator[Hit]:
    """Yield a hit where a main task has the amount of one project alone and, but for a few characters, its name.

    The names begin and end alike, with ``same`` characters or more in all, and have others in between, at most
    ``most`` in each: a shorter name leaves something out, another word names another thing, and a task may begin with
    what is done (开展…).
    """
    names = {fold(project.name.text) for project in budget.projects}
    for task in budget.overall.tasks if budget.overall else ():
        cell = task.project if task.project.text else task.name
        paid = [project for project in budget.projects if project.total.wan == task.total.wan]
        if task.total.wan is None or not cell.text or fold(cell.text) in names or len(paid) != 1:
            continue
        if differ := _difference(fold(cell.text), fold(paid[0].name.text), same, most):
            facts = {"said": cell.text, "named": paid[0].name.text, "here": differ[0], "there": differ[1]}
            yield Hit(facts, project=paid[0], place=cell.place, table="13", text=cell.text)


def _difference(one: str, other: str, same: int, most: int) -> tuple[str, str] | None:
    """Return the characters in the middle in which two names differ, None where they differ otherwise."""
    begin = _alike(one, other)
    end = min(_alike(one[::-1], other[::-1]), min(len(one), len(other)) - begin)
    middle = one[begin : len(one) - end], other[begin : len(other) - end]
    if not begin or begin + end < same or not all(middle) or max(map(len, middle)) > most:
        return None
    return middle


def _alike(one: str, other: str) -> int:
    """Return with how many characters two texts begin alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
