"""What planting needs: a kind of defect, and the spot where one of its formulations was put."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from auditor.records.finding import Finding, Where
from samples.make.model import Department, Indicator, Project


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a defect was put: a project, a row of it, or a table (all empty: anywhere in the document)."""

    project: str = ""
    indicator: str = ""
    table: str = ""

    def holds(self, where: Where) -> bool:
        """Return whether a place that a finding names is this spot."""
        if self.project:
            return self.project in {where.project_code, where.project_name} and self._row(where)
        if self.table:
            return where.table == self.table and self._row(where)
        return True

    def _row(self, where: Where) -> bool:
        return not self.indicator or where.indicator in {self.indicator, ""}


Plant = Callable[[Department, Random, int], Spot]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of defect: the families that a reviewer would accept, how many formulations, and how one is planted.

    ``plant(department, random, number)`` changes the department and returns the spot. ``severities`` are those that
    are reported for it; ``language``: only a proofreader can find it.
    """

    name: str
    families: tuple[str, ...]
    formulations: int
    plant: Plant
    language: bool = False


def any_project(department: Department, random: Random) -> Project:
    """Return a project by chance."""
    return random.choice(department.projects)


def any_row(department: Department, random: Random, fits: Callable[[Indicator], bool]) -> tuple[Project, Indicator]:
    """Return a row of table 12 that fits, with its project. Raises IndexError where none does."""
    found = [(project, row) for project in department.projects for row in project.rows if fits(row)]
    return random.choice(found)


def insert(project: Project, row: Indicator, random: Random) -> Spot:
    """Put a row into a project, anywhere but last (the text would not say whose it is); return its spot."""
    project.rows.insert(random.randint(0, max(0, len(project.rows) - 1)), row)
    return Spot(project.code, row.name)


def spot_of(row: Indicator) -> Spot:
    """Return the spot of a row of table 12."""
    return Spot(row.owner, row.name)


def touches(finding: Finding, spot: Spot) -> bool:
    """Return whether one of the places of a finding is the spot."""
    return any(spot.holds(where) for where in (finding.where, *finding.related))
