"""What is at stake: money of projects with errors, cost ceilings over totals, and how many targets can be assessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report
from auditor.render.grouping import places
from auditor.text.numbers import parse_amount
from auditor.text.units import IN_WAN
from auditor.text.width import fold

# With an error or warning of these families nobody can say afterwards whether the target was met.
_SPOILING = frozenset({"unit", "vague", "truncated", "missing", "number"})
# What these find is above a total by several rows together (their sum, price times quantity), by no ceiling alone.
_TOGETHER = frozenset({"cost.sum-above-total", "cost.price-times-quantity"})
_ZERO = Decimal(0)
# A ceiling this many times its total is a wrong unit or a slipped point: counted, but no money is at stake.
_SLIP = 100


@dataclass(frozen=True, slots=True)
class Over:
    """A project whose largest cost ceiling is above its total; all amounts in 万元."""

    name: str
    code: str
    total: Decimal
    ceiling: Decimal

    @property
    def excess(self) -> Decimal:
        """Return by how much the ceiling is above the total, in 万元."""
        return self.ceiling - self.total

    @property
    def slip(self) -> bool:
        """Return whether the ceiling is so far above the total that its unit must be wrong."""
        return self.ceiling >= _SLIP * self.total


@dataclass(frozen=True, slots=True)
class Stakes:
    """Amounts in 万元: of all projects, of those with an error; ``targets`` counts rows, ``assessable`` the sound.

    ``unread`` counts the projects without an amount, which no amount includes; ``together`` those of which no ceiling
    alone, but several rows together are above the total.
    """

    total: Decimal = _ZERO
    touched: Decimal = _ZERO
    projects: int = 0
    touched_projects: int = 0
    over: tuple[Over, ...] = ()
    targets: int = 0
    assessable: int = 0
    unread: int = 0
    together: int = 0

    @property
    def excess(self) -> Decimal:
        """Return by how much ceilings are above totals in all, in 万元, slips left out."""
        return sum((over.excess for over in self.over if not over.slip), _ZERO)

    @property
    def slips(self) -> int:
        """Return in how many projects the ceiling is above the total by a slip."""
        return sum(over.slip for over in self.over)


def stakes(report: Report) -> Stakes:
    """Return what is at stake in all documents of the report together."""
    parts = [_of(document, document.budget) for document in report.documents if document.budget]
    over = sorted((over for part in parts for over in part.over), key=lambda over: (over.slip, -over.excess))
    return Stakes(
        total=sum((part.total for part in parts), _ZERO),
        touched=sum((part.touched for part in parts), _ZERO),
        projects=sum(part.projects for part in parts),
        touched_projects=sum(part.touched_projects for part in parts),
        over=tuple(over),
        targets=sum(part.targets for part in parts),
        assessable=sum(part.assessable for part in parts),
        unread=sum(part.unread for part in parts),
        together=sum(part.together for part in parts),
    )


def _of(document: DocumentReport, budget: Budget) -> Stakes:
    rows = {indicator.order: indicator for indicator in budget.indicators}
    owners = {project.code: project.key for project in budget.projects if project.code}
    bad = [finding for finding in document.findings if finding.severity == "error"]
    keys = {key for finding in bad for key in _keys(finding, rows, owners)}
    touched = [project for project in budget.projects if project.key in keys]
    spoiled = {
        where.order
        for finding in document.findings
        if finding.family in _SPOILING and finding.severity != "info"
        for where in places(finding)
    }
    alone = _over(budget, document.findings, rows)
    summed = (finding for finding in document.findings if finding.rule in _TOGETHER and finding.severity != "info")
    together = {row.project for one in summed if (row := rows.get(-1 if one.where.order is None else one.where.order))}
    return Stakes(
        total=sum((project.total.wan or _ZERO for project in budget.projects), _ZERO),
        touched=sum((project.total.wan or _ZERO for project in touched), _ZERO),
        projects=len(budget.projects),
        touched_projects=len(touched),
        over=tuple(alone.values()),
        targets=len(rows),
        assessable=sum(order not in spoiled for order in rows),
        unread=sum(project.total.wan is None for project in budget.projects),
        together=len(together - alone.keys()),
    )


def _keys(finding: Finding, rows: Mapping[int, Indicator], owners: Mapping[str, str]) -> Iterable[str]:
    """Yield the keys of the projects that a finding is about."""
    for where in places(finding):
        row = rows.get(where.order) if where.order is not None else None
        yield row.project if row else owners.get(where.project_code, "")


def _over(budget: Budget, findings: Iterable[Finding], rows: Mapping[int, Indicator]) -> Mapping[str, Over]:
    """Return, by their keys, the projects with an error or warning on costs at a ceiling indeed above the total.

    A hint says that the difference is no matter (a rounded figure), so it is no money at stake.
    """
    projects = {project.key: project for project in budget.projects}
    worst: dict[str, Over] = {}
    for finding in findings:
        row = rows.get(finding.where.order) if finding.where.order is not None else None
        project = projects.get(row.project) if row else None
        if row is None or project is None or finding.family != "cost" or finding.severity == "info":
            continue
        wan, total = _wan(row), project.total.wan or _ZERO
        known = worst.get(project.key)
        if wan is not None and total and wan > max(total, known.ceiling if known else _ZERO):
            worst[project.key] = Over(project.name.text, project.code, total, wan)
    return worst


def _wan(row: Indicator) -> Decimal | None:
    """Return the amount of a row in 万元, None where it is no plain amount of money."""
    # A price per something is no ceiling of a project: its unit is not in the table.
    factor, amount = IN_WAN.get(fold(row.unit.text)), parse_amount(row.value.text)
    return amount * factor if factor is not None and amount is not None else None
