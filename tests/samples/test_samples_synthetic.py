"""The synthetic budgets of the benchmark hold as many rows as they say, and are read back whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from bench.__main__ import markdown
from bench.synthetic import budget


@pytest.mark.parametrize("rows", [1, 60, 601])
def test_every_row_is_extracted(rows: int, tmp_path: Path) -> None:
    path = tmp_path / "synthetic.tsv"
    path.write_text(budget(rows), encoding="utf-8")
    found = api.extract(path)
    assert len(found.indicators) == rows
    assert found.problems == ()
    assert len({project.code for project in found.projects}) == len(found.projects)


def test_a_larger_budget_starts_like_a_smaller_one() -> None:
    assert budget(120).startswith(budget(60).rstrip("\n"))


def test_a_table_is_markdown() -> None:
    assert markdown("T", [["a", "b"], ["1", "2"]]) == "## T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
