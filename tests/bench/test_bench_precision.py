"""The precision bench at small size: floors for recall and for silence on clean rows, and the measure itself."""

from __future__ import annotations

from random import Random

import pytest

from auditor.records.finding import Evidence, Finding, Where
from auditor.records.rule import FAMILIES
from auditor.rulebook import load
from bench.precision import budgets, pool
from bench.precision.bench import Bench, Clean, Result, confusion, family_of, kinds, recall, run
from bench.precision.plant import Kind, Spot, touches

# Floors, family by family; what the full bench measures stands in docs/precision.md.
FLOORS = {
    "unit": 0.95,
    "cost": 0.95,
    "duplicate": 0.85,
    "category": 0.85,
    "vague": 0.9,
    "missing": 0.95,
    "conflict": 0.85,
    "arithmetic": 0.9,
    "truncated": 0.6,
    "number": 0.85,
    "ambition": 0.6,
}


@pytest.fixture(scope="module")
def bench() -> Bench:
    """Return a bench without a proofreader: wrong characters are measured at full size only."""
    return Bench(load())


@pytest.fixture(scope="module")
def clean(bench: Bench) -> Clean:
    return bench.clean()


@pytest.fixture(scope="module")
def results(bench: Bench) -> list[Result]:
    return run(bench, [kind for kind in kinds() if not kind.language], range(1))


def test_the_clean_pool_is_wide() -> None:
    every = pool.departments()
    names = {(row.name, row.value) for d in every for project in d.projects for row in project.rows}
    assert len(every) >= 12
    assert len(names) >= 400


def test_every_clean_row_survives_the_text() -> None:
    for department in pool.departments():
        straight, text = budgets.straight(department), budgets.through_text(department)
        rows = [
            [(i.table, i.name.text, i.sign, i.value.text, i.unit.text) for i in b.indicators] for b in (straight, text)
        ]
        assert rows[0] == rows[1], department.name
        assert [p.total.wan for p in straight.projects] == [p.total.wan for p in text.projects]


def test_clean_rows_are_left_alone(clean: Clean) -> None:
    errors = [f"{f.rule}: {f.message}" for f in clean.findings if f.severity == "error"]
    assert clean.rate("error") < 3, "\n".join(errors)
    assert clean.rate("warning") < 10, "\n".join(f"{f.rule}: {f.message}" for f in clean.findings)


def test_every_family_is_planted_and_found(results: list[Result]) -> None:
    counts = recall(results, family_of)
    # 本地要求 is for packs: core has no rule of that family.
    assert set(counts) | {"typo", "local"} == set(FAMILIES)
    weak = {name: counts[name] for name, floor in FLOORS.items() if counts[name][0] < floor * counts[name][1]}
    missed = [f"{r.kind.name}: {r.spot}" for r in results if not r.found and family_of(r) in weak]
    assert not weak, f"{weak}\n" + "\n".join(missed)


def test_every_formulation_finds_a_place(results: list[Result]) -> None:
    planted = sum(kind.formulations for kind in kinds() if not kind.language)
    assert len(results) == planted


def test_a_defect_raises_few_errors_elsewhere(results: list[Result]) -> None:
    aside = [f for result in results for f in result.elsewhere if f.severity == "error"]
    assert len(aside) <= 0.05 * len(results), "\n".join(f"{f.rule}: {f.message}" for f in aside)


def _finding(where: Where) -> Finding:
    return Finding("r", "R01", "unit", "error", 0.9, "m", "s", "f", where, Evidence())


@pytest.mark.parametrize(
    ("spot", "where", "is_there"),
    [
        (Spot("P1", "甲数"), Where("12", "P1", "甲", "甲数"), True),
        (Spot("P1", "甲数"), Where("12", "P1", "甲", "乙数"), False),
        (Spot("P1", "甲数"), Where("12", "P2", "乙", "甲数"), False),
        (Spot("P1"), Where("12", "P1", "甲", "乙数"), True),
        (Spot(table="13", indicator="甲数"), Where("13", "", "活动", "甲数"), True),
        (Spot(table="13", indicator="甲数"), Where("12", "P1", "甲", "甲数"), False),
        (Spot(), Where("01"), True),
    ],
)
def test_a_finding_counts_only_in_its_place(spot: Spot, where: Where, is_there: bool) -> None:
    assert touches(_finding(where), spot) is is_there


def test_a_defect_that_no_rule_knows_is_missed(bench: Bench) -> None:
    def harmless(department: object, random: Random, number: int) -> Spot:
        project = department.projects[0]  # type: ignore[attr-defined]
        return Spot(project.code, project.rows[0].name)

    result = bench.plant(Kind("nothing", ("unit",), 1, harmless), 0, 0)
    assert result is not None
    assert not result.found
    assert confusion([result]) == {"unit": {"": 1}}


def test_most_homophones_are_found() -> None:
    from auditor.nlp import load_proofreader

    chosen = [kind for kind in kinds() if kind.name == "homophone"]
    results = run(Bench(load(), load_proofreader()), chosen, range(1))
    missed = [result.spot.indicator for result in results if not result.found]
    assert len(results) >= 15
    assert len(missed) <= 0.3 * len(results), missed
