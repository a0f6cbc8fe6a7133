"""Words and model together find most misfiled rows, the model some that words do not; both leave clean rows alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.nlp.train.category import read_rows
from auditor.resources import folder
from auditor.rulebook import load
from bench.category import Outcome, measured, model_rule

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "indicator_rows.csv"
MOST_FALSE = 3 / 1000


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    rows = read_rows(folder("models") / "category" / "rows.tsv", REAL if REAL.is_file() else None)
    return measured(rows, parts=3)


def test_it_finds_what_words_do_not(outcomes: dict[str, Outcome]) -> None:
    """Of rows put under a wrong level, words and model together report most; the model adds what no word decides."""
    one = outcomes["misfiled made-up"]
    assert one.together >= 0.7 * one.rows
    assert one.together - one.words >= 0.015 * one.rows


def test_it_leaves_clean_rows_alone(outcomes: dict[str, Outcome]) -> None:
    """Rows as their authors filed them, judged by a model that never saw their field or document."""
    clean = [outcome for name, outcome in outcomes.items() if name.startswith("clean") and name.endswith("+info")]
    assert sum(outcome.model for outcome in clean) <= MOST_FALSE * sum(outcome.rows for outcome in clean)


def test_on_real_rows_too(outcomes: dict[str, Outcome]) -> None:
    if not REAL.is_file():
        pytest.skip("the real rows (../shared/data) are not here")
    assert outcomes["clean real"].model <= 1, "of 302 rows, one at most: some of them are misfiled indeed"
    one = outcomes["misfiled real"]
    assert one.together >= 0.5 * one.rows
    assert one.together > one.words


def test_legitimate_neighbours_are_never_held_against_a_row() -> None:
    levels = model_rule(load()).params["guesses"]["levels"]
    for one, other in [("quantity", "quality"), ("social", "sustainable"), ("economic", "social")]:
        assert other in levels[one]["near"], f"{other} under {one} is common"
        assert one in levels[other]["near"], f"{one} under {other} is common"
    assert "near" not in levels["satisfaction"], "a satisfaction indicator belongs nowhere else"
