"""Extraction against rows written down by hand: the samples exactly, the real documents nearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor import api
from samples.make.__main__ import SAMPLES

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
Gold = Callable[[Path], list[dict[str, str]]]
Row = tuple[str, ...]
SEED_RECALL = 0.97


@cache
def extracted(path: Path) -> Any:
    return api.extract(path)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def rows_of(budget: Any) -> Counter[Row]:
    codes = {project.key: project.code for project in budget.projects}
    found: Counter[Row] = Counter()
    for row in budget.indicators:
        owner = codes.get(row.project, "") if row.table == 12 else row.activity.text
        cells = (row.level1, row.level2, row.name, row.operator, row.value, row.unit)
        found[str(row.table), squeezed(owner), *(squeezed(cell.text) for cell in cells)] += 1
    return found


def rows_in(gold: list[dict[str, str]]) -> Counter[Row]:
    columns = ("table", "project_code", "level1", "level2", "name", "operator", "value", "unit")
    return Counter(tuple(squeezed(row[column]) for column in columns) for row in gold)


def recall(found: Counter[Row], gold: Counter[Row]) -> tuple[float, list[Row]]:
    missed = list((gold - found).elements())
    return 1 - len(missed) / gold.total(), missed


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_row_of_a_sample(name: str, gold: Gold) -> None:
    stem = name.rpartition(".")[0]
    found = rows_of(extracted(ROOT / "samples" / name))
    wanted = rows_in(gold(ROOT / "samples" / "gold" / f"{stem}_indicators.csv"))
    assert list((wanted - found).elements()) == []
    assert list((found - wanted).elements()) == []


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_project_of_a_sample(name: str, gold: Gold) -> None:
    stem = name.rpartition(".")[0]
    projects = {project.code: project for project in extracted(ROOT / "samples" / name).projects}
    wanted = gold(ROOT / "samples" / "gold" / f"{stem}_projects.csv")
    assert sorted(projects) == sorted(row["project_code"] for row in wanted)
    for row in wanted:
        project = projects[row["project_code"]]
        assert squeezed(project.name.text) == row["project_name"]
        assert squeezed(project.objective.text) == squeezed(row["goal_text"])
        assert project.fiscal.wan == Decimal(row["fiscal_wan"])


def test_first_seed_row_by_row(gold: Gold) -> None:
    path = next(iter(sorted((SHARED / "seeds").glob("000_*.txt"))), None)
    if path is None:
        pytest.skip("the seeds (../shared/seeds) are not here")
    share, missed = recall(rows_of(extracted(path)), rows_in(gold(SHARED / "gold" / "000_indicators.csv")))
    assert share >= SEED_RECALL, missed


def test_first_seed_project_totals(gold: Gold) -> None:
    path = next(iter(sorted((SHARED / "seeds").glob("000_*.txt"))), None)
    if path is None:
        pytest.skip("the seeds (../shared/seeds) are not here")
    totals = {project.code: project.total.wan for project in extracted(path).projects}
    wanted = {
        row["project_code"]: Decimal(row["total_wan"].replace(",", ""))
        for row in gold(SHARED / "gold" / "000_projects.csv")
    }
    assert totals == wanted
