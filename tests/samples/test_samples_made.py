"""The bundled samples are what samples/data says, and what they claim to be."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from samples.make.__main__ import DEFECT_COLUMNS, SAMPLES, build
from samples.make.model import read_department
from samples.make.tables import spending

ROOT = Path(__file__).resolve().parents[2]
SAMPLES_FOLDER = ROOT / "samples"
FAMILIES = {
    "unit", "cost", "typo", "duplicate", "category", "vague", "missing", "conflict", "arithmetic", "truncated",
    "number", "ambition",
}  # fmt: skip


@cache
def made() -> dict[str, str]:
    return build()


def defects() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made()["defects.tsv"]), delimiter="\t"))


def gold(stem: str, kind: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made()[f"gold/{stem}_{kind}.csv"])))


def squeezed(text: str) -> str:
    return re.sub(r"[\s|]", "", text)


@pytest.mark.parametrize("name", sorted(build()))
def test_file_is_up_to_date(name: str) -> None:
    """Mend with ``python -m samples.make``."""
    assert (SAMPLES_FOLDER / name).read_text(encoding="utf-8") == made()[name]


def test_building_is_deterministic() -> None:
    assert build() == made()


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith("faulty")])
def test_every_family_is_planted(name: str) -> None:
    planted = {family for row in defects() if row["document"] == name for family in row["family"].split("|")}
    assert planted >= FAMILIES - {"truncated"}
    assert planted <= FAMILIES
    assert len([row for row in defects() if row["document"] == name]) >= 25


def test_the_faulty_samples_together_have_every_family() -> None:
    assert {family for row in defects() for family in row["family"].split("|")} == FAMILIES


def test_the_clean_sample_has_no_planted_defect() -> None:
    assert not [row for row in defects() if row["document"].startswith("clean")]


def test_defects_stand_where_they_say() -> None:
    assert list(defects()[0]) == DEFECT_COLUMNS
    for row in defects():
        line = made()[row["document"]].splitlines()[int(row["line"]) - 1]
        assert row["indicator"] in line, row


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_gold_rows_stand_in_the_document(name: str) -> None:
    stem, lines = name.rpartition(".")[0], made()[name].splitlines()
    rows = gold(stem, "indicators")
    assert len(rows) > 40
    for row in rows:
        line = squeezed(lines[int(row["line"]) - 1])
        ending = row["level1"] + row["level2"] + row["name"] + row["operator"] + row["value"] + row["unit"]
        assert squeezed(ending) in line, row


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_gold_projects_have_their_rows(name: str) -> None:
    stem = name.rpartition(".")[0]
    codes = {row["project_code"] for row in gold(stem, "projects")}
    used = {row["project_code"] for row in gold(stem, "indicators") if row["table"] == "12"}
    assert used <= codes
    without = {row["project_code"] for row in defects() if row["description"] == "项目没有任何绩效指标"}
    assert codes - used <= without


def test_both_shapes_of_a_department_hold_the_same_rows() -> None:
    for plain, converted in [
        ("clean-agency", "clean-agency-converted"),
        ("clean-hospital-plain", "clean-hospital"),
        ("faulty-bureau-plain", "faulty-bureau"),
        ("faulty-street-office-plain", "faulty-street-office"),
    ]:
        one, other = gold(plain, "indicators"), gold(converted, "indicators")
        assert [{**row, "line": ""} for row in one] == [{**row, "line": ""} for row in other]
        assert made_suffix(plain) != made_suffix(converted)


def made_suffix(stem: str) -> str:
    return next(name for name in SAMPLES if name.startswith(f"{stem}."))


def test_the_clean_sample_adds_up() -> None:
    """Checked from the printed text, not from the generator's own sums."""
    text = made()["clean-agency.md"]
    tables = dict(re.findall(r"预算(\d\d)表(.*?)(?=\n预算\d\d表|\Z)", text, re.DOTALL))
    for number in ("03", "06", "07"):
        rows = [line.strip("| ").split(" | ") for line in tables[number].splitlines() if line.startswith("|")]
        amounts = [[to_decimal(cell) for cell in row] for row in rows if not set("".join(row)) <= set("-|")]
        total = next(row for row, cells in zip(amounts, rows_of(tables[number]), strict=True) if cells[0] == "合 计")
        for column in range(3 if number != "07" else 1, len(total)):
            parts = sum((row[column] for row in amounts if len(row) > column), Decimal(0)) - total[column]
            assert parts == total[column], (number, column)


def rows_of(table: str) -> list[list[str]]:
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return [row for row in rows if not set("".join(row)) <= set("-|")]


def to_decimal(cell: str) -> Decimal:
    return Decimal(cell.replace(",", "")) if re.fullmatch(r"[\d,]+\.\d+", cell) else Decimal(0)


def test_project_totals_are_the_departments_spending() -> None:
    for stem in ("clean-agency", "clean-hospital", "faulty-bureau", "faulty-street-office"):
        department = read_department(SAMPLES_FOLDER / "data" / f"{stem}.txt")
        projects = sum((line.amount for line in spending(department) if line.is_project), Decimal(0))
        assert projects == sum((project.total for project in department.projects), Decimal(0))
