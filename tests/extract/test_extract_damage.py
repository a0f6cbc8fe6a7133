"""Extraction of made-up documents whose true rows are known."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget, Project
from tests.extract.extract_damage import Damage, Key, make_projects, render, truth

SEEDS = range(8)


def rows_of(budget: Budget) -> Counter[Key]:
    names = {project.key: project.code or project.name.text for project in budget.projects}
    return Counter(
        (names[r.project], r.level1.text, r.level2.text, r.name.text, r.sign, r.value.text, r.unit.text)
        for r in budget.indicators
    )


def f1(found: Counter[Key], true: Counter[Key]) -> float:
    return 2 * (found & true).total() / (found.total() + true.total())


def measure(damage: Damage, seeds: range = SEEDS) -> tuple[float, float]:
    """Return (F1 with project, F1 without) over several documents."""
    found: Counter[Key] = Counter()
    true: Counter[Key] = Counter()
    for seed in seeds:
        random = Random(seed)
        made = make_projects(random, damage)
        budget = extract(read_bytes(render(random, made, damage).encode(), "x.txt"))
        found += Counter({(str(seed), *row): count for row, count in rows_of(budget).items()})
        true += Counter({(str(seed), *row): count for row, count in truth(made).items()})
    bare = [Counter({(row[0], *row[2:]): 0 for row in rows}) for rows in (found, true)]
    for rows, counts in zip((found, true), bare, strict=True):
        for row, count in rows.items():
            counts[row[0], *row[2:]] += count
    return f1(found, true), f1(*bare)


CASES = {
    "clean": (Damage(pages=False, shifts=False, pieces=False, displaced=0), 0.99),
    "top-tsv": (Damage(), 0.98),
    "top-md": (Damage(markdown=True), 0.98),
    "middle-tsv": (Damage(style="middle"), 0.97),
    "middle-md": (Damage(style="middle", markdown=True), 0.97),
    "changing": (Damage(style="page"), 0.97),
    "sorted": (Damage(style="middle", sorted_kinds=True), 0.98),
    "displaced": (Damage(displaced=0.3), 0.97),
    "irregular": (Damage(regular=0.8, style="top", displaced=0.0), 0.97),
    "long": (Damage(projects=80), 0.98),
    "few-words": (Damage(themed=False), 0.98),
    "few-words-middle": (Damage(themed=False, style="middle"), 0.97),
    "many-rows": (Damage(repeat=3, style="middle", sorted_kinds=True), 0.97),
    "many-rows-unsorted": (Damage(repeat=3), 0.95),
    "labels-over-lines": (Damage(spread=True), 0.97),
    "labels-over-lines-middle": (Damage(spread=True, style="middle"), 0.97),
    "every-row": (Damage(every_row=True, pages=False, pieces=False, displaced=0), 1.0),
}


@pytest.mark.parametrize("case", CASES)
def test_rows_of_damaged_documents(case: str) -> None:
    damage, least = CASES[case]
    whole, bare = measure(damage)
    assert bare >= 0.995
    assert whole >= least


@pytest.mark.parametrize("markdown", [False, True])
def test_projects_without_codes(markdown: bool) -> None:
    whole, bare = measure(Damage(codes=False, markdown=markdown, pieces=False))
    assert (whole >= 0.97, bare >= 0.995) == (True, True)


@pytest.mark.parametrize("damage", [Damage(), Damage(style="middle", markdown=True), Damage(spread=True)])
def test_projects_of_damaged_documents(damage: Damage) -> None:
    right = total = 0
    for seed in SEEDS:
        random = Random(seed)
        made = make_projects(random, damage)
        budget = extract(read_bytes(render(random, made, damage).encode(), "x.txt"))
        found = {(p.code, p.name.text, p.objective.text, p.total.wan, _sum(p)) for p in budget.projects}
        true = {(m.code, m.name, m.objective, Decimal(m.total), Decimal(m.total)) for m in made}
        right += len(found & true)
        total += len(found | true)
    assert right >= 0.97 * total


def _sum(project: Project) -> Decimal:
    return (project.fiscal.wan or Decimal(0)) + (project.other.wan or Decimal(0))


def test_order_is_unique_and_keys_are_unique() -> None:
    random = Random(3)
    made = make_projects(random, Damage())
    text = render(random, made, Damage())
    budget = extract(read_bytes(f"{text}\n\n预算表12 又一张绩效表\n\n{text}".encode(), "x.txt"))
    assert [row.order for row in budget.indicators] == list(range(len(budget.indicators)))
    assert len({project.key for project in budget.projects}) == len(budget.projects) == 2 * len(made)
    assert {row.project for row in budget.indicators} <= {project.key for project in budget.projects}
