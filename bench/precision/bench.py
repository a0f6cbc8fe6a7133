"""Plant, audit, count: recall by kind and family, false findings on clean documents, confusion of families."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random

from auditor.engine.run import audit_budget
from auditor.records.budget import Budget
from auditor.records.edit import Proofreader
from auditor.records.finding import Finding
from auditor.rulebook import Rulebook
from bench.precision import budgets, pool
from bench.precision.plant import Kind, Spot, touches
from bench.precision.plant_projects import project_kinds
from bench.precision.plant_rows import row_kinds, spoilt_kinds
from bench.precision.plant_tables import table_kinds
from bench.precision.plant_words import word_kinds
from samples.make.model import Department

Route = Callable[[Department], Budget]
TEXT_EVERY = 4


@dataclass(frozen=True, slots=True)
class Result:
    """One planted defect: was it found, which families named its place, and which findings appeared elsewhere."""

    kind: Kind
    spot: Spot
    found: bool
    families: tuple[str, ...]
    elsewhere: tuple[Finding, ...]


@dataclass(slots=True)
class Clean:
    """What was reported on clean documents."""

    rows: int = 0
    findings: list[Finding] = field(default_factory=list)

    def rate(self, severity: str) -> float:
        """Return the findings of a severity per 1,000 rows."""
        return 1000 * sum(f.severity == severity for f in self.findings) / self.rows


class Bench:
    """The rules and the proofreader (None: typos are not looked for) that are measured."""

    def __init__(self, book: Rulebook, proofreader: Proofreader | None = None) -> None:
        """Keep the parts; what clean documents report is computed once each."""
        self._book, self._proofreader, self._pool = book, proofreader, pool.departments()
        self._clean: dict[tuple[str, bool, bool], tuple[Finding, ...]] = {}

    def audit(self, budget: Budget, language: bool) -> tuple[Finding, ...]:
        """Return the findings of a budget. Raises RuntimeError where a rule crashes: a bench must not hide it."""
        findings, problems = audit_budget(budget, self._book, self._proofreader if language else None)
        if problems:
            raise RuntimeError(problems[0].message)
        return findings

    def clean(self) -> Clean:
        """Return what is reported on the whole clean pool."""
        result = Clean()
        for department in self._pool:
            result.rows += pool.rows(department)
            result.findings += self._on_clean(department, straight=True, language=True)
        return result

    def _on_clean(self, department: Department, *, straight: bool, language: bool) -> tuple[Finding, ...]:
        key = (department.name, straight, language)
        if key not in self._clean:
            route: Route = budgets.straight if straight else budgets.through_text
            self._clean[key] = self.audit(route(department), language)
        return self._clean[key]

    def plant(self, kind: Kind, number: int, seed: int) -> Result | None:
        """Return how one formulation fared; None where no department of the pool has what it needs."""
        random = Random(f"{kind.name}|{number}|{seed}")
        straight = (number + seed) % TEXT_EVERY != 0
        order = list(range(len(self._pool)))
        random.shuffle(order)
        for index in order:
            before = self._on_clean(self._pool[index], straight=straight, language=kind.language)
            department = deepcopy(self._pool[index])
            try:
                spot = kind.plant(department, random, number)
            except IndexError:
                continue
            route: Route = budgets.straight if straight else budgets.through_text
            known = {finding.fingerprint for finding in before}
            new = [f for f in self.audit(route(department), kind.language) if f.fingerprint not in known]
            here = [finding for finding in new if touches(finding, spot)]
            families = tuple(dict.fromkeys(finding.family for finding in here))
            found = bool(set(families) & set(kind.families))
            return Result(kind, spot, found, families, tuple(f for f in new if f not in here))
        return None


def kinds() -> list[Kind]:
    """Return every kind of defect of the bench."""
    return [*row_kinds(), *spoilt_kinds(), *project_kinds(), *table_kinds(), *word_kinds(pool.departments())]


def run(bench: Bench, chosen: Sequence[Kind], seeds: Iterable[int]) -> list[Result]:
    """Return the results of every formulation of the kinds, once for each seed."""
    wanted = [(kind, number, seed) for seed in seeds for kind in chosen for number in range(kind.formulations)]
    results = (bench.plant(*entry) for entry in wanted)
    return [result for result in results if result is not None]


def recall(results: Iterable[Result], key: Callable[[Result], str]) -> dict[str, tuple[int, int]]:
    """Return key → (found, planted), in the order of the results."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for result in results:
        counts[key(result)][0] += result.found
        counts[key(result)][1] += 1
    return {name: (found, planted) for name, (found, planted) in counts.items()}


def family_of(result: Result) -> str:
    """Return the family under which a planted defect is counted: the first that a reviewer would name."""
    return result.kind.families[0]


def confusion(results: Iterable[Result]) -> dict[str, Counter[str]]:
    """Return planted family → reported family → number of planted defects whose place it named ("" for none)."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        table[family_of(result)].update(result.families or ("",))
    return table
