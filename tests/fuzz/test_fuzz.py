"""Mutants make no traceback and no hang; neutral changes change nothing; known changes have the known effect.

A run by hand tries far more: see ``fuzz_audit``.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from auditor.records.report import DocumentReport
from tests.fuzz.fuzz_audit import faults
from tests.fuzz.fuzz_mutants import MUTATORS, mutant
from tests.fuzz.fuzz_neutral import (
    FORMATS,
    NEUTRAL_BYTES,
    NEUTRAL_ROWS,
    audited,
    faulty,
    in_yuan,
    projects,
    says,
    with_projects,
)
from tests.fuzz.fuzz_seeds import WRITERS, rows, seeds, tsv

MUTANTS = 24


@pytest.mark.parametrize("suffix", sorted(MUTATORS))
def test_mutants_are_a_report_or_a_sentence(suffix: str) -> None:
    originals = seeds()[suffix]
    for number in range(MUTANTS):
        data = mutant(originals[number % len(originals)], suffix, number)
        assert faults(data, f"a{suffix}", number) == [], f"mutant {number}"


@pytest.mark.parametrize("suffix", sorted(MUTATORS))
def test_a_number_is_one_mutant_and_most_differ(suffix: str) -> None:
    original = seeds()[suffix][0]
    made = [mutant(original, suffix, number) for number in range(20)]
    assert made[:5] == [mutant(original, suffix, number) for number in range(5)]
    assert sum(one != original for one in made) >= 15


@pytest.fixture(scope="module")
def before() -> DocumentReport:
    return audited(tsv(faulty()), "a.tsv")


def test_the_original_says_enough_to_notice_a_change(before: DocumentReport) -> None:
    held, found = says(before)
    assert before.status == "ok"
    assert sum(held.values()) > 60
    assert sum(found.values()) > 10


@pytest.mark.parametrize("change", sorted(NEUTRAL_BYTES))
def test_another_encoding_says_the_same(change: str, before: DocumentReport) -> None:
    assert says(audited(NEUTRAL_BYTES[change](tsv(faulty())), "a.tsv")) == says(before)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("change", sorted(NEUTRAL_ROWS))
def test_another_layout_says_the_same(change: str, seed: int, before: DocumentReport) -> None:
    after = audited(tsv(NEUTRAL_ROWS[change](faulty(), Random(seed))), "a.tsv")
    assert says(after) == says(before)
    assert after.status == before.status


@pytest.mark.parametrize("suffix", FORMATS)
def test_another_format_says_the_same(suffix: str) -> None:
    table = rows(40)
    one, other = audited(tsv(table), "a.tsv"), audited(WRITERS[suffix](table), f"a{suffix}")
    assert says(one) == says(other)


def _whom(report: DocumentReport) -> Counter[tuple[str, str, str]]:
    return Counter((one.rule, one.where.project_name, one.where.indicator) for one in report.findings)


def test_projects_in_another_order_have_the_same_rows() -> None:
    table = faulty()
    parts = projects(table)
    Random(3).shuffle(parts)
    before, after = audited(tsv(table), "a.tsv"), audited(tsv(with_projects(table, parts)), "a.tsv")
    assert says(before)[0] == says(after)[0]
    assert Counter(one.rule for one in before.findings) == Counter(one.rule for one in after.findings)


def test_sums_in_yuan_are_the_same_sums() -> None:
    table = faulty()
    before, after = audited(tsv(table), "a.tsv"), audited(tsv(in_yuan(table)), "a.tsv")
    assert before.budget is not None
    assert after.budget is not None
    assert [one.total.wan for one in before.budget.projects] == [one.total.wan for one in after.budget.projects]
    assert _whom(before) == _whom(after)


def test_a_renamed_department_has_the_same_findings() -> None:
    text = tsv(faulty()).decode()
    renamed = text.replace("云岫县水务局", "青禾县水务局")
    before, after = audited(text.encode(), "a.tsv"), audited(renamed.encode(), "a.tsv")
    assert says(before)[0] == says(after)[0]
    assert Counter(one.rule for one in before.findings) == Counter(one.rule for one in after.findings)


def test_an_added_clean_project_adds_rows_and_takes_no_finding_away() -> None:
    table = rows(40)
    parts = projects(table)
    less = audited(tsv(with_projects(table, parts[:-1])), "a.tsv")
    more = audited(tsv(table), "a.tsv")
    assert says(less)[0] <= says(more)[0]
    gone = _whom(less) - _whom(more)
    assert not gone


def test_the_harness_sees_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.engine import run

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(run, "verb_of", lambda _: broken)
    found = faults(tsv(rows()), "a.tsv", 0)
    assert any("engine.rule-crashed" in one for one in found)


@pytest.mark.parametrize("width", range(1, 5))
def test_a_row_that_ends_before_its_levels_is_no_crash(width: int) -> None:
    """Found by a mutant: the name stands left of the levels, and a torn row has no cells at these."""
    from auditor.extract.layout.columns import Layout
    from auditor.extract.rows.indicator import read_fields
    from auditor.records.document import Cell

    offsets = {"name": -2, "level1": 0, "level2": 1, "value": 2}
    cells = [Cell("参训人数") for _ in range(width)]
    for layout in (Layout(), Layout(offsets=offsets, printed=True, level1=4)):
        fields, lost = read_fields(cells, (4, 6), layout)
        assert not fields.level1.text
        assert len(lost) <= width
