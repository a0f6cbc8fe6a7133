"""Layouts of other places: every row exactly, nothing lost, and how each table was read is said."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.extract import extract
from auditor.extract.columns import is_header, read_layout
from auditor.extract.lines import lines_of
from auditor.extract.tables import split
from auditor.extract.vocabulary import header, overall_label
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Document
from auditor.text.width import fold
from tests.extract.extract_families import FAMILIES, Sheet, render

SEEDS = range(3)
Row = tuple[str, ...]


def document(sheet: Sheet, style: str) -> Document:
    return read_bytes(render(sheet, style).encode(), f"x.{style}")


def rows_of(budget: Budget) -> Counter[Row]:
    names = {project.key: project.name.text for project in budget.projects}
    return Counter(
        (names.get(r.project, ""), r.level1.text, r.level2.text, r.name.text, r.sign, r.value.text, r.unit.text)
        for r in budget.indicators
    )


# Which of two labels printed in the middle of merged cells a row stands under cannot always be known.
AMBIGUOUS = {"centred"}


def test_levels_in_the_middle_of_their_rows() -> None:
    found: Counter[Row] = Counter()
    true: Counter[Row] = Counter()
    for seed in range(12):
        sheet = FAMILIES["centred"](seed)
        found += rows_of(extract(document(sheet, "txt")))
        true += Counter(sheet.rows)
    assert 2 * (found & true).total() / (found.total() + true.total()) >= 0.98


@pytest.mark.parametrize("style", ["md", "txt"])
@pytest.mark.parametrize("family", sorted(FAMILIES.keys() - AMBIGUOUS))
def test_every_row_of_a_family(family: str, style: str) -> None:
    for seed in SEEDS:
        sheet = FAMILIES[family](seed)
        budget = extract(document(sheet, style))
        found, true = rows_of(budget), Counter(sheet.rows)
        assert (seed, sorted((found - true).elements())) == (seed, [])
        assert (seed, sorted((true - found).elements())) == (seed, [])
        assert {row.table for row in budget.indicators} == {sheet.table}


@pytest.mark.parametrize("style", ["md", "txt"])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_projects_of_a_family(family: str, style: str) -> None:
    for seed in SEEDS:
        sheet = FAMILIES[family](seed)
        budget = extract(document(sheet, style))
        shown = [(p.name.text, p.agency, p.total.cell.text, p.objective.text) for p in budget.projects]
        assert shown == sheet.projects


def lost_cells(document: Document) -> list[str]:
    """Return the cells of the indicator tables that end in no record and no problem, known columns apart."""
    budget = extract(document)
    kept = "\n".join(_kept(budget))
    lost = []
    for segment in split(lines_of(document)):
        layout = read_layout(segment.lines, segment.title)
        out = {layout.level1 + offset for offset, _ in layout.ignored}
        for line in segment.lines:
            body = len(line.cells) == layout.width
            for index, cell in enumerate(line.cells):
                said = not cell.text or header(cell.text) or overall_label(cell.text) or is_header(line)
                polar = index == layout.column("polarity")
                if said or line.prose or layout.heads_with(line) or (body and (index in out or polar) and line.filled):
                    continue
                if fold(cell.text) not in kept:
                    lost.append(f"{line.place.line}: {cell.text}")
    return lost


def _kept(budget: Budget) -> list[str]:
    texts = [f"{p.name.text}\n{p.agency}\n{p.objective.text}" for p in budget.projects]
    amounts = [money.cell.text for p in budget.projects for money in (p.total, p.fiscal, p.other)]
    details = [cell.text for p in budget.projects for _, cell in p.details]
    for row in budget.indicators:
        texts += [row.level1.text, row.level2.text, row.name.text, row.operator.text + row.value.text + row.unit.text]
        texts.append("\n".join(cell.text for cell in (row.operator, row.value, row.unit)))
    head = budget.overall
    if head:
        amounts += [money.cell.text for money in (head.total, head.fiscal, head.other)]
        details += [cell.text for _, cell in head.details]
        texts += [head.department.text, head.objective.text]
    return [fold(text) for text in (*texts, *amounts, *details, *(p.message for p in budget.problems))]


@pytest.mark.parametrize("family", [name for name in FAMILIES if name not in {"anhui_inline", "prose"}])
def test_no_cell_of_a_family_is_lost(family: str) -> None:
    for seed in SEEDS:
        assert (seed, lost_cells(document(FAMILIES[family](seed), "txt"))) == (seed, [])
