"""Extraction of made-up documents whose true rows are known."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
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
