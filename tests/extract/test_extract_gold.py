"""Extraction of the real documents beside this checkout, and of the samples, against hand-made rows."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from auditor.extract import extract
from auditor.readers import read_file
from bench.extraction import f1, gold_of, rows_of, without_project

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
GOLD = [(s, g) for s in SEEDS for g in sorted((SHARED / "gold").glob(f"{s.name[:3]}_indicators.csv"))]
SAMPLES = [
    (s, ROOT / "samples" / "gold" / f"{s.stem}_indicators.csv")
    for s in sorted((ROOT / "samples").iterdir())
    if s.suffix in {".md", ".tsv"} and (ROOT / "samples" / "gold" / f"{s.stem}_indicators.csv").exists()
]


@pytest.mark.skipif(not GOLD, reason="shared/gold is not beside this checkout")
@pytest.mark.parametrize(("source", "gold"), GOLD, ids=lambda path: path.name[:3])
def test_rows_of_a_real_document(source: Path, gold: Path) -> None:
    found, true = rows_of(extract(read_file(source))), gold_of(str(gold))
    assert f1(found, true) >= 0.98
    assert f1(without_project(found), without_project(true)) >= 0.995


@pytest.mark.skipif(not GOLD, reason="shared/gold is not beside this checkout")
@pytest.mark.parametrize(("source", "gold"), GOLD, ids=lambda path: path.name[:3])
def test_projects_of_a_real_document(source: Path, gold: Path) -> None:
    with gold.with_name(gold.name.replace("indicators", "projects")).open(encoding="utf-8", newline="") as file:
        true = {(r["project_code"], r["project_name"], r["total_wan"], r["other_wan"]) for r in csv.DictReader(file)}
    projects = extract(read_file(source)).projects
    assert {(p.code, p.name.text, *map(undamaged, (p.total.cell.text, p.other.cell.text))) for p in projects} == true


def undamaged(amount: str) -> str:
    """Return an amount as the hand-made rows have it, without the blank that a conversion put in."""
    return amount.replace(" ", "")


@pytest.mark.skipif(not SEEDS, reason="shared/seeds is not beside this checkout")
@pytest.mark.parametrize("source", SEEDS, ids=lambda path: path.name[:3])
def test_projects_of_a_real_document_have_about_one_row_of_each_kind(source: Path) -> None:
    budget = extract(read_file(source))
    sizes = Counter(row.project for row in budget.indicators if row.table == 12)
    assert all(4 <= sizes[project.key] <= 9 for project in budget.projects)
    assert all(project.total.wan and project.objective.text and project.agency for project in budget.projects)


@pytest.mark.parametrize(("source", "gold"), SAMPLES, ids=lambda path: path.stem)
def test_rows_of_a_sample(source: Path, gold: Path) -> None:
    found, true = rows_of(extract(read_file(source))), gold_of(str(gold))
    assert f1(found, true) >= 0.995


def test_the_measure_tells_right_from_wrong() -> None:
    one, two = Counter({("12", "a", "x"): 2, ("12", "b", "y"): 1}), Counter({("12", "a", "x"): 2, ("12", "c", "y"): 1})
    assert f1(one, one) == 1
    assert f1(one, two) == pytest.approx(2 / 3)
    assert f1(without_project(one), without_project(two)) == 1
