"""Figures named by a row only: the column of the budget year, wherever it stands beside those of other years."""

from __future__ import annotations

import pytest

from auditor.checks.context import Context
from auditor.checks.identities import figures_named
from auditor.checks.words import Words
from auditor.extract.money import typed
from auditor.records.budget import Budget
from auditor.records.document import Cell, Grid, Row
from auditor.records.table import BudgetTable
from auditor.rulebook import load
from auditor.text.numbers import plain

BOOK = load()


def named(heads: str, amounts: str, year: int | None) -> str | None:
    """Return the figure of 接待费 in a table of one row with these heads, "" for none, None where it is in doubt."""
    rows = (["支出内容", *heads.split()], ["公务接待费", *amounts.split()])
    grid = Grid(tuple(Row(tuple(Cell(text) for text in row)) for row in rows))
    table = BudgetTable("", "“三公”经费支出表", "万元", (grid,))
    budget = Budget("样例", "", year=year, tables=typed([table], converted=False))
    found = figures_named(budget, "三公经费表|接待费|", Context(budget, Words(BOOK.lexicons), BOOK.vocabulary.units))
    return found and "".join(plain(figure.value) for figure in found.figures)


@pytest.mark.parametrize(
    ("heads", "year", "wanted"),
    [
        ("预算数 备用金额", 2026, "7"),
        ("上年预算数 本年预算数", 2026, "5"),
        ("2025年执行数 2026年预算数", None, "5"),
        ("2025年预算 2026年预算", 2026, "5"),
        ("2025年预算 2026年预算", 2025, "7"),
        ("2026年 2025年", 2026, "7"),
        ("2025年预算数 本年安排金额", 2026, "5"),
        ("2025年预算 2026年预算", None, None),
    ],
)
def test_the_column_of_the_budget_year_is_read(heads: str, year: int | None, wanted: str | None) -> None:
    assert named(heads, "7.00 5.00", year) == wanted
